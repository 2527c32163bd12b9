"""Notes, what they said before, and their photos."""

from uuid import uuid4

from peewee import BlobField, CharField, ForeignKeyField, IntegerField, TextField, UUIDField
from playhouse.fields import EnumField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.cases import Case
from boligsocial.models.kinds import NoteKind, Topic
from boligsocial.models.moving import Defect
from boligsocial.models.people import User
from boligsocial.models.places import Department, Dwelling
from boligsocial.models.residents import Party
from boligsocial.models.visits import Visit


class Note(Table):
    """What happened (`happened_at`) and when it was written down (`written_at`).

    An undone note (`undone_at`) is kept but shown nowhere. A note without a case waits as unsettled
    until it gets one or somebody says that it needs none (`settled_at`). In a conflict a note belongs to one
    party, or, without one, to the mediation.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    author = ForeignKeyField(User)
    kind = EnumField(NoteKind)
    topic = EnumField(Topic)
    department = ForeignKeyField(Department)
    dwelling = ForeignKeyField(Dwelling, null=True)
    case = ForeignKeyField(Case, null=True, backref="notes")
    party = ForeignKeyField(Party, null=True, backref="notes")
    visit = ForeignKeyField(Visit, null=True, backref="notes")
    text = TextField(default="")
    happened_at = UtcDateTimeField(default=now)
    written_at = UtcDateTimeField(default=now)
    version = IntegerField(default=1)
    undone_at = UtcDateTimeField(null=True)
    settled_at = UtcDateTimeField(null=True)


Note.add_index(Note.case, Note.happened_at.desc(), Note.id.desc(), name="note_case_happened")
Note.add_index(Note.author, Note.happened_at.desc(), name="note_author_happened")
Note.add_index(
    Note.happened_at,
    Note.id,
    where=(Note.case.is_null() & Note.settled_at.is_null() & Note.undone_at.is_null()),
    name="note_unsettled",
)


class NoteVersion(Table):
    """What a note said before an edit: who replaced it, and when."""

    note = ForeignKeyField(Note, backref="versions")
    version = IntegerField()
    kind = EnumField(NoteKind)
    topic = EnumField(Topic)
    department = ForeignKeyField(Department)
    dwelling = ForeignKeyField(Dwelling, null=True)
    text = TextField()
    happened_at = UtcDateTimeField()
    replaced_by = ForeignKeyField(User)
    replaced_at = UtcDateTimeField(default=now)

    class Meta:
        indexes = ((("note", "version"), True),)


class Photo(Table):
    """A photo of a note or a defect. Without either it is staged: chosen in a form (`write_id`) not accepted yet.

    `sha256` is that of the stored picture, `received_sha256` that of the bytes a phone sent through the outbox.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    note = ForeignKeyField(Note, null=True, backref="photos")
    defect = ForeignKeyField(Defect, null=True, backref="photos")
    uploader = ForeignKeyField(User)
    write_id = UUIDField(index=True)
    sha256 = CharField(max_length=64)
    received_sha256 = CharField(max_length=64, null=True)
    width = IntegerField()
    height = IntegerField()
    created_at = UtcDateTimeField(default=now)


class PhotoBytes(Table):
    """The bytes apart from the row, so that lists never drag pictures along. Both are JPEG."""

    photo = ForeignKeyField(Photo, primary_key=True, on_delete="CASCADE")
    image = BlobField()
    thumbnail = BlobField()
