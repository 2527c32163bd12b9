"""Deliveries that meet: the same note or photo from eight sides at once is stored once, on either database."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import pytest
from flask import Flask

from boligsocial import create_app, db
from boligsocial.models import AuditRow, Delivery, Note, Photo
from tests.make import Make
from tests.outbox_world import Outbox, payload, sha256
from tests.postgres import fresh_database

THREADS = 8


@pytest.fixture
def own_app(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The real app on a database of its own, which several threads may use."""
    shared = db.db.obj
    with ExitStack() as stack:
        server = os.environ.get("TEST_DATABASE_URL")
        url = stack.enter_context(fresh_database(server)) if server else f"sqlite:///{tmp_path}/own.db"
        settings = {"TESTING": True, "SECRET_KEY": "x", "AUDIT_KEY": "x", "WTF_CSRF_ENABLED": False}
        own = create_app({**settings, "DATABASE_URL": url})
        with db.db.obj.connection_context():
            db.migrations().up()
        yield own
        db.db.initialize(shared)


def at_once(work):
    start = Barrier(THREADS)

    def one(number):
        start.wait(timeout=10)
        with db.db.obj.connection_context():
            return work(number)

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(one, range(THREADS)))


@pytest.fixture
def outboxes(own_app):
    """Eight phones of one worker, and a department."""
    make = Make(own_app)
    with db.db.obj.connection_context():
        worker, department = make.worker(), make.department()
        return [Outbox(make.client(worker), worker) for _thread in range(THREADS)], department, make.picture()


def test_eight_deliveries_of_one_note_and_its_photo_store_one_of_each(outboxes):
    phones, department, picture = outboxes
    note_id, body = uuid4(), json.dumps(payload(department, pics=[sha256(picture)])).encode()
    receipts = at_once(lambda number: phones[number].put(body, note_id))
    assert [receipt.status_code for receipt in receipts] == [200] * THREADS
    assert {(receipt.json["id"], receipt.json["sha"]) for receipt in receipts} == {(str(note_id), sha256(body))}
    photos = at_once(lambda number: phones[number].photo(note_id, picture))
    assert [photo.status_code for photo in photos] == [200] * THREADS
    with db.db.obj.connection_context():
        assert (Note.select().count(), Delivery.select().count(), Photo.select().count()) == (1, 1, 1)
        assert AuditRow.select().count() == 2


def test_of_eight_contents_under_one_id_one_is_stored_and_seven_are_told(outboxes):
    phones, department, _picture = outboxes
    note_id = uuid4()
    answers = at_once(lambda number: phones[number].put(payload(department, text=f"Nummer {number}"), note_id))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    with db.db.obj.connection_context():
        assert Note.select().count() == 1
