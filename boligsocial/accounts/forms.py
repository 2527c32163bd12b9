"""Forms for getting in and for one's own settings."""

from typing import Any

from wtforms import HiddenField, PasswordField, StringField, ValidationError

from boligsocial.entering import Led
from boligsocial.fields import HouseForm, LabelledField, required
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


class ProofForm(GoingOn):
    """What shows who is there; a demo person has nothing to show and only says yes."""

    password = PasswordField(_("Adgangskode"))


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


class ChangePasswordForm(NewPasswordForm):
    """The old password proves who is asking."""

    current = PasswordField(_("Nuværende adgangskode"), [required(_("Skriv din nuværende adgangskode."))])


class NoticeWayForm(HouseForm):
    """When to be told of news by e-mail."""

    way = LabelledField(_("Hvornår vil du have besked?"), NoticeWay, _("Vælg, hvornår du vil have besked."))


class LanguageForm(HouseForm):
    """The language of the screens."""

    language = StringField(_("Sprog"))
