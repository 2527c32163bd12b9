"""What was shown to a contact person: a text of its own, chosen photos, answers."""

from uuid import uuid4

from peewee import BooleanField, CompositeKey, ForeignKeyField, IntegerField, TextField, UUIDField
from playhouse.fields import EnumField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.kinds import AnswerKind
from boligsocial.models.notes import Note, Photo
from boligsocial.models.people import User


class Share(Table):
    """One note shown to one person. `text` is the version written for the recipient, not a view of the note.

    Topic, place and time are those of the note's `note_version`: a later edit changes nothing for the reader.
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


Share.add_index(Share.recipient, Share.shared_at.desc(), where=(Share.withdrawn_at.is_null()), name="share_inbox")


class SharePhoto(Table):
    """A photo that goes with a share."""

    share = ForeignKeyField(Share, backref="share_photos")
    photo = ForeignKeyField(Photo)

    class Meta:
        primary_key = CompositeKey("share", "photo")


class ShareAnswer(Table):
    """What the recipient answered."""

    id = UUIDField(primary_key=True, default=uuid4)
    share = ForeignKeyField(Share, backref="answers")
    author = ForeignKeyField(User)
    kind = EnumField(AnswerKind)
    text = TextField(default="")
    written_at = UtcDateTimeField(default=now)
