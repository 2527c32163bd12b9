"""Forms for getting in and for one's own settings."""

from typing import Any

from wtforms import HiddenField, IntegerField, PasswordField, StringField, ValidationError

from boligsocial.entering import Led
from boligsocial.fields import HouseForm, LabelledField, Line, at_most, required
from boligsocial.language import lazy_gettext
from boligsocial.models import NoticeWay
from boligsocial.passwords import LONGEST, SHORTEST, is_too_common

_ = lazy_gettext


class GoingOn(HouseForm):
    """Where to go on afterwards; `kept` carries what was typed in a form that had to wait."""

    next = HiddenField()
    kept_action = HiddenField()
    kept = HiddenField()
    # Photos cannot be carried along; whether there were any can.
    kept_photos = HiddenField()

    @property
    def led(self) -> Led:
        """What led here."""
        kept = (self.kept_action.data or "", self.kept.data or "", bool(self.kept_photos.data))
        return Led(self.next.data or "", *kept)


class LoginForm(GoingOn):
    """User name and password."""

    username = StringField(_("Brugernavn"), [required(_("Skriv dit brugernavn."))])
    password = PasswordField(_("Adgangskode"), [required(_("Skriv din adgangskode."))])


class CodeForm(GoingOn):
    """The second half of a login by password; `step` says that the first was right."""

    step = HiddenField()
    code = Line(_("Engangskode"), [required(_("Skriv engangskoden fra din app."))])


class PasskeyForm(GoingOn):
    """What a passkey answered."""

    answer = HiddenField()


class ProofForm(PasskeyForm):
    """What shows who is there: a passkey, or password and code; a demo person has nothing to show and says yes."""

    password = PasswordField(_("Adgangskode"))
    code = Line(_("Engangskode"))


class NewKeyForm(PasskeyForm):
    """A passkey that was made, and what its owner calls it."""

    name = Line(_("Navn på adgangsnøglen"), [at_most(60)])


class KeyForm(HouseForm):
    """One of one's own passkeys."""

    passkey = IntegerField()
    name = Line(_("Navn"), [at_most(60)])


class OwnLoginForm(HouseForm):
    """One of one's own logins."""

    login = StringField()


class NewPasswordForm(HouseForm):
    """A password chosen by the person; `known` (name, user name) may not make up most of it."""

    password = PasswordField(_("Ny adgangskode"), [required(_("Skriv en adgangskode."))])

    def __init__(self, *known: str, **kwargs: Any) -> None:
        self.known = known
        super().__init__(**kwargs)

    def validate_password(self, field: PasswordField) -> None:
        """Length counts most; the common and the personal are refused."""
        if len(field.data) < SHORTEST:
            raise ValidationError(_("Adgangskoden er for kort. Brug mindst 12 tegn, fx tre-fire ord."))
        if len(field.data) > LONGEST:
            raise ValidationError(_("Adgangskoden er for lang. Brug højst 128 tegn."))
        if is_too_common(field.data, *self.known):
            raise ValidationError(_("Adgangskoden er for let at gætte. Vælg ord, som andre ikke forbinder med dig."))


class CodeAppForm(NewPasswordForm, GoingOn):
    """An app for one-time codes, shown to work by one of them; a password comes with it unless there is one."""

    code = Line(_("Engangskode"), [required(_("Skriv engangskoden fra din app."))])

    def __init__(self, *known: str, has_password: bool, **kwargs: Any) -> None:
        super().__init__(*known, **kwargs)
        if has_password:
            del self.password


class ChangePasswordForm(NewPasswordForm):
    """The old password proves who is asking."""

    current = PasswordField(_("Nuværende adgangskode"), [required(_("Skriv din nuværende adgangskode."))])


class NoticeWayForm(HouseForm):
    """When to be told of news by e-mail."""

    way = LabelledField(_("Hvornår vil du have besked?"), NoticeWay, _("Vælg, hvornår du vil have besked."))


class LanguageForm(HouseForm):
    """The language of the screens."""

    language = StringField(_("Sprog"))
