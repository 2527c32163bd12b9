"""Broken versions of the app. The rounds are worth something only if they find each of them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from flask import Flask

from boligsocial import audit, checkup, fields
from boligsocial.models import AuditRow, Delivery
from boligsocial.notes import outbox


def _synchronous(level: str) -> Callable[[Flask], None]:
    def weaken(app: Flask) -> None:
        # The start would refuse.
        checkup.FULL = 0
        database = app.extensions["database"]
        database.pragma("synchronous", level, permanent=True)
        database.close()

    return weaken


def _trace_afterwards(app: Flask) -> None:
    """Let the act be stored first, and its audit row in a transaction of its own."""
    waiting = threading.local()
    door: Any = audit
    real_writing, real_trace = door.writing, door._leave_trace

    @contextmanager
    def writing() -> Iterator[None]:
        waiting.traces = []
        with real_writing():
            yield
        for trace in waiting.traces:
            with real_writing():
                real_trace(*trace)

    door.writing = writing
    door._leave_trace = lambda *trace: waiting.traces.append(trace)


def _repeats_are_new(app: Flask) -> None:
    """Take what is sent again for something new, in forms and in the outbox."""
    form_class: Any = fields.HouseForm
    room: Any = outbox
    real_write, real_deliver = form_class.write.fget, room.actions.deliver_note

    def write(form: Any) -> audit.Write:
        sent: audit.Write = real_write(form)
        return audit.Write(uuid4(), sent.digest) if AuditRow.get_or_none(write_id=sent.id) else sent

    def deliver_note(worker: Any, note_id: Any, values: Any, delivery: Any, write: Any) -> Any:
        if Delivery.get_or_none(Delivery.note == note_id):
            return real_deliver(worker, uuid4(), values, delivery)
        return real_deliver(worker, note_id, values, delivery, write=write)

    form_class.write = property(write)
    room.actions.deliver_note = deliver_note
    room.Delivery = type("Nothing", (), {"note": Delivery.note, "get_or_none": staticmethod(lambda *_: None)})


NORMAL, OFF = "synchronous=NORMAL", "synchronous=OFF"
TRACE_AFTERWARDS, NO_IDS = "audit row afterwards", "no idempotency"
BROKEN: dict[str, Callable[[Flask], None]] = {
    NORMAL: _synchronous("normal"),
    OFF: _synchronous("off"),
    TRACE_AFTERWARDS: _trace_afterwards,
    NO_IDS: _repeats_are_new,
}
