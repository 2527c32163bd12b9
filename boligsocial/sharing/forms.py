"""The forms with which a note is shared, a share is corrected, and an answer is written back."""

from datetime import date
from typing import NamedTuple

from wtforms import BooleanField, HiddenField, SelectMultipleField, ValidationError

from boligsocial.fields import HouseForm, LabelledField, Line, RowField, Text, at_most, holds_sure_cpr
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Basis, Consent, Labelled, Note, Photo, Purpose, Share, Topic, User
from boligsocial.models.kinds import N_
from boligsocial.names import masked, names_in, words_of
from boligsocial.share_life import end_after
from boligsocial.timeline import NoteEntry

_ = lazy_gettext
LONGEST_TEXT = 20_000
USUAL_PURPOSE = {
    Topic.NOISE: Purpose.MEDIATION,
    Topic.HOUSE_RULES: Purpose.MEDIATION,
    Topic.INDOOR_CLIMATE: Purpose.HOME,
    Topic.MAINTENANCE: Purpose.HOME,
    Topic.RENT: Purpose.RENT,
    Topic.MOVE_IN: Purpose.MOVING,
    Topic.MOVE_OUT: Purpose.MOVING,
}


class Life(Labelled):
    """For how many days more than this one a share can be read; never longer than half a year."""

    DAY = "1", N_("1 dag")
    WEEK = "7", N_("7 dage")
    MONTH = "30", N_("30 dage")
    QUARTER = "90", N_("90 dage")
    HALF_YEAR = "180", N_("180 dage")


class Ground(NamedTuple):
    """One of the things that may allow a share: a consent, or another basis."""

    id: str
    basis: Basis
    consent: Consent | None = None
    recipients: frozenset[int] = frozenset()


class Words(NamedTuple):
    """Folded words: of the names we know, and of places and people at work."""

    known: frozenset[str]
    innocent: frozenset[str]


class RecipientsText(HouseForm):
    """A text for a recipient: no CPR number, and no name that nobody has said may stand there."""

    text = Text(_("Tekst, der deles"), [at_most(LONGEST_TEXT)])
    names = SelectMultipleField(_("Navne, der må stå i teksten"), coerce=str, validate_choice=False)
    version = HiddenField()
    words = Words(frozenset(), frozenset())

    def seen_version(self) -> int:
        """Return the version the worker saw; 0 when the form says nothing sensible."""
        return int(self.version.data) if str(self.version.data).isdecimal() else 0

    def consenting(self) -> Consent | None:
        """Return the consent whose resident may be named, if any."""
        return None

    def names_found(self) -> list[str]:
        """Return the names in the text, but for that of whoever consents."""
        consent = self.consenting()
        own = words_of([consent.resident.name]) if consent else frozenset()
        return names_in(self.text.data or "", self.words.known - own, self.words.innocent | own)

    def mask_names(self) -> None:
        """Put "beboeren" in the place of every name that is not ticked."""
        self.text.data = masked(self.text.data or "", set(self.names_found()) - set(self.names.data or []))

    def validate_text(self, field: Text) -> None:
        """A CPR number stops the share."""
        if holds_sure_cpr(field.data):
            raise ValidationError(gettext("Teksten ligner et CPR-nummer. Fjern det, før du deler."))

    def validate_names(self, field: SelectMultipleField) -> None:
        """A name stops the share until it is gone, or ticked as one that may stand there."""
        if left := [name for name in self.names_found() if name not in (field.data or [])]:
            names = ", ".join(left)
            raise ValidationError(
                gettext("Teksten nævner %(names)s. Fjern navnet, eller sæt kryds ved det.", names=names)
            )


class ShareForm(RecipientsText):
    """To whom, what for, on what basis, for how long, and what goes with it. Call `offer` before anything else.

    `version` is the note's version that the worker looked at.
    """

    page_order = ("recipient", "basis", "basis_text", "text", "names", "shows_dwelling")

    recipient = RowField(_("Hvem skal se det?"), _("Vælg, hvem du vil dele med."))
    basis = RowField(_("Hvad giver dig lov til at dele?"), _("Vælg, hvad der giver dig lov til at dele."))
    basis_text = Line(_("Hvilket grundlag?"), [at_most(200)])
    purpose = LabelledField(_("Formål"), Purpose, _("Vælg, hvad det skal bruges til."))
    life = LabelledField(_("Kan læses i"), Life, _("Vælg, hvor længe det kan læses."))
    shows_dwelling = BooleanField(_("Vis boligens adresse"))
    shows_move_in = BooleanField(_("Vis indflytningsdagen"))
    photos = SelectMultipleField(_("Fotos, der deles"), coerce=str, validate_choice=False)

    def offer(self, entry: NoteEntry, receivers: list[User], consents: list[Ground], moves_in_on: date | None) -> None:
        """Say what there is to choose from; anything else posted counts for nothing."""
        self.recipient.offer(receivers)
        others = [Ground(basis.value, basis) for basis in (Basis.IMPERSONAL, Basis.OTHER)]
        self.basis.offer([*consents, *others])
        chosen = self.photos.data or []
        self.chosen_photos: list[Photo] = [photo for photo in entry.photos if str(photo.id) in chosen]
        self.home, self.moves_in_on = entry.note.dwelling, moves_in_on
        self.shows_dwelling.data = bool(self.shows_dwelling.data and self.home)

    def propose(self, note: Note, text: str) -> None:
        """Fill in what is most likely right: a consent that names the first receiver, 30 days, the topic's purpose."""
        self.recipient.data = self.recipient.rows[0] if self.recipient.rows else None
        self.basis.data = next((ground for ground in self.basis.rows if self._covers(ground)), None)
        self.purpose.data = USUAL_PURPOSE.get(note.topic, Purpose.CONTACT)
        self.life.data = Life.MONTH
        self.version.data, self.text.data = note.version, text

    def _covers(self, ground: Ground) -> bool:
        return bool(self.recipient.data and self.recipient.data.id in ground.recipients)

    def consenting(self) -> Consent | None:
        """Return the chosen consent."""
        return self.basis.data.consent if self.basis.data else None

    def validate_basis(self, field: RowField) -> None:
        """A consent names its recipients; what is about nobody shows no home."""
        ground, recipient = field.data, self.recipient.data
        if ground is None:
            return
        if ground.consent and recipient and not self._covers(ground):
            name = recipient.first_name
            raise ValidationError(gettext("Samtykket nævner ikke %(name)s. Vælg et andet grundlag.", name=name))
        if ground.basis == Basis.IMPERSONAL and self.shows_dwelling.data:
            raise ValidationError(
                gettext("Adressen peger på dem, der bor der. Vælg et andet grundlag, eller vis ikke adressen.")
            )

    def validate_basis_text(self, field: Line) -> None:
        """Another basis is said in words."""
        if self.basis.data and self.basis.data.basis == Basis.OTHER and not field.data:
            raise ValidationError(gettext("Skriv, hvad der giver dig lov til at dele."))

    def validate_shows_dwelling(self, field: BooleanField) -> None:
        """A protected address is not shared, also when the home became protected while somebody chose."""
        if field.data and self.home.is_protected:
            raise ValidationError(gettext("Adressen er beskyttet og kan ikke deles. Del igen uden den."))

    def validate_text(self, field: Text) -> None:
        """A share says something, and holds no CPR number."""
        super().validate_text(field)
        if not field.data.strip() and not self.chosen_photos:
            raise ValidationError(gettext("Skriv en tekst, eller vælg et foto."))

    def as_share(self, worker: User, note: Note) -> Share:
        """Return the share as it would be, not stored: what the preview shows."""
        ground = self.basis.data or Ground("", Basis.OTHER)
        return Share(
            note=note,
            note_version=note.version,
            shared_by=worker,
            text=self.text.data or "",
            shows_dwelling=self.shows_dwelling.data,
            purpose=self.purpose.data or Purpose.CONTACT,
            basis=ground.basis,
            basis_text=self.basis_text.data or "" if ground.basis == Basis.OTHER else "",
            consent=ground.consent,
            expires_at=end_after(int(self.life.data or Life.MONTH)),
            move_in_on=self.moves_in_on if self.shows_move_in.data else None,
        )


class CorrectionForm(RecipientsText):
    """A new version of a shared text; call `about` first. `version` is the one the worker looked at."""

    consent: Consent | None = None

    def about(self, share: Share, words: Words) -> None:
        """Say which share it is (with its consent), and which names there are."""
        self.consent, self.words = share.consent if share.consent_id else None, words

    def consenting(self) -> Consent | None:
        """Return the consent that the share rests on."""
        return self.consent

    def validate_text(self, field: Text) -> None:
        """There must be something to read."""
        super().validate_text(field)
        if not field.data.strip():
            raise ValidationError(gettext("Skriv en tekst, eller træk delingen tilbage."))


class ReplyForm(HouseForm):
    """What a worker writes back."""

    text = Text(_("Skriv et svar"), [at_most(4_000)])

    def validate_text(self, field: Text) -> None:
        """An answer says something, and holds no CPR number."""
        if not field.data.strip():
            raise ValidationError(gettext("Skriv dit svar, før du sender."))
        if holds_sure_cpr(field.data):
            raise ValidationError(gettext("Teksten ligner et CPR-nummer. Fjern det, før du sender."))
