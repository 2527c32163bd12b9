"""What was shown to a contact person: a text of its own, chosen photos, for how long and on what basis, answers."""

from datetime import datetime, timedelta
from uuid import uuid4

from peewee import (
    SQL,
    BooleanField,
    CharField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
    UUIDField,
)
from playhouse.fields import EnumField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.consents import Consent
from boligsocial.models.kinds import AnswerKind, Basis, Purpose
from boligsocial.models.notes import Note, Photo
from boligsocial.models.people import User

USUAL_LIFE = timedelta(days=30)


def _usual_end() -> datetime:
    return now() + USUAL_LIFE


class Share(Table):
    """One note shown to one person. `text` is the version written for the recipient, not a view of the note.

    Topic, place and time are those of the note's `note_version`: a later edit changes nothing for the reader. A
    correction replaces the text (`version`, `corrected_at`); what stood there before is a ShareVersion. `read_at` is
    the first time it was opened, `seen_at` the last; it is new to the reader while `news_at` is later than that.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    note = ForeignKeyField(Note, backref="shares")
    note_version = IntegerField(default=1)
    recipient = ForeignKeyField(User)
    shared_by = ForeignKeyField(User)
    text = TextField(default="")
    shows_dwelling = BooleanField(default=False)
    shared_at = UtcDateTimeField(default=now)
    read_at = UtcDateTimeField(null=True)
    withdrawn_at = UtcDateTimeField(null=True)
    withdrawn_by = ForeignKeyField(User, null=True)
    purpose = EnumField(Purpose, default=Purpose.CONTACT, constraints=[SQL("DEFAULT 'contact'")])
    basis = EnumField(Basis, default=Basis.OTHER, constraints=[SQL("DEFAULT 'other'")])
    basis_text = CharField(default="", constraints=[SQL("DEFAULT ''")])
    consent = ForeignKeyField(Consent, null=True, backref="shares")
    # A row that says nothing about its end has ended.
    expires_at = UtcDateTimeField(default=_usual_end, constraints=[SQL("DEFAULT '2000-01-01 00:00:00'")])
    move_in_on = DateField(null=True)
    version = IntegerField(default=1, constraints=[SQL("DEFAULT 1")])
    corrected_at = UtcDateTimeField(null=True)
    news_at = UtcDateTimeField(default=now, constraints=[SQL("DEFAULT '2000-01-01 00:00:00'")])
    seen_at = UtcDateTimeField(null=True)

    @property
    def is_new(self) -> bool:
        """Whether there is something in it that its reader has not seen."""
        return self.seen_at is None or self.seen_at < self.news_at


Share.add_index(Share.recipient, Share.shared_at.desc(), where=(Share.withdrawn_at.is_null()), name="share_inbox")


class ShareVersion(Table):
    """What a share said before it was corrected: who replaced it, and when."""

    share = ForeignKeyField(Share, backref="versions")
    version = IntegerField()
    text = TextField()
    replaced_by = ForeignKeyField(User)
    replaced_at = UtcDateTimeField(default=now)

    class Meta:
        indexes = ((("share", "version"), True),)


class SharePhoto(Table):
    """A photo that goes with a share."""

    share = ForeignKeyField(Share, backref="share_photos")
    photo = ForeignKeyField(Photo)

    class Meta:
        primary_key = CompositeKey("share", "photo")


class ShareAnswer(Table):
    """What the recipient answered, or a worker wrote back."""

    id = UUIDField(primary_key=True, default=uuid4)
    share = ForeignKeyField(Share, backref="answers")
    author = ForeignKeyField(User)
    kind = EnumField(AnswerKind)
    text = TextField(default="")
    written_at = UtcDateTimeField(default=now)
