"""The form with which a note is shared."""

from wtforms import BooleanField, HiddenField, SelectMultipleField, ValidationError

from boligsocial.fields import HouseForm, RowField, Text, at_most, holds_cpr
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Note, Photo, Share, User
from boligsocial.timeline import NoteEntry

_ = lazy_gettext
LONGEST_TEXT = 20_000


class ShareForm(HouseForm):
    """To whom, and what goes with it. Call `offer` before validating or showing it.

    `version` is the note's version that the worker looked at.
    """

    recipient = RowField(_("Hvem skal se det?"), _("Vælg, hvem du vil dele med."))
    text = Text(_("Tekst, der deles"), [at_most(LONGEST_TEXT)])
    shows_dwelling = BooleanField(_("Vis boligens adresse"))
    photos = SelectMultipleField(_("Fotos, der deles"), coerce=str, validate_choice=False)
    version = HiddenField()

    def offer(self, receivers: list[User], entry: NoteEntry) -> None:
        """Say who can be chosen and what there is to choose from; anything else posted counts for nothing."""
        self.recipient.offer(receivers)
        chosen = self.photos.data or []
        self.chosen_photos: list[Photo] = [photo for photo in entry.photos if str(photo.id) in chosen]
        self.home = entry.note.dwelling
        self.shows_dwelling.data = bool(self.shows_dwelling.data and self.home)

    def validate_shows_dwelling(self, field: BooleanField) -> None:
        """A protected address is not shared, also when the home became protected while somebody chose."""
        if field.data and self.home.is_protected:
            raise ValidationError(gettext("Adressen er beskyttet og kan ikke deles. Del igen uden den."))

    def validate_text(self, field: Text) -> None:
        """A share says something, and holds no CPR number."""
        if holds_cpr(field.data):
            raise ValidationError(gettext("Teksten ligner et CPR-nummer. Fjern det, før du deler."))
        if not field.data.strip() and not self.chosen_photos:
            raise ValidationError(gettext("Skriv en tekst, eller vælg et foto."))

    def seen_version(self) -> int:
        """Return the version the worker saw; 0 when the form says nothing sensible."""
        return int(self.version.data) if str(self.version.data).isdecimal() else 0

    def as_share(self, worker: User, note: Note) -> Share:
        """Return the share as it would be, not stored: what the preview shows."""
        return Share(
            note=note,
            shared_by=worker,
            text=self.text.data or "",
            shows_dwelling=self.shows_dwelling.data,
        )
