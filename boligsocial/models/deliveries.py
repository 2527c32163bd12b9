"""How a note came from a phone: the exact bytes, both clocks, and what was not understood."""

from peewee import BigIntegerField, BlobField, CharField, ForeignKeyField, IntegerField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.notes import Note


class Delivery(Table):
    """The delivery of a note. `payload` holds its text; `needs_fix` the flaws, parted by blanks, until somebody looked.

    `phone_at` is what the phone's clock said when the note was saved; `clock_ahead_ms` how far it was ahead of the
    server's when the note was sent.
    """

    note = ForeignKeyField(Note, primary_key=True, on_delete="CASCADE")
    version = IntegerField()
    payload = BlobField()
    sha256 = CharField(max_length=64)
    phone_at = UtcDateTimeField(null=True)
    clock_ahead_ms = BigIntegerField(default=0)
    received_at = UtcDateTimeField(default=now)
    needs_fix = CharField(default="")


Delivery.add_index(Delivery.note, where=(Delivery.needs_fix != ""), name="delivery_flawed")
