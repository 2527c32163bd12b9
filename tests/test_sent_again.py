"""What is sent again after what it had stored was deleted: nothing comes back, and no phone is stuck."""

from uuid import uuid4

import pytest
from PIL import Image

from boligsocial.audit import Event, SubjectGone, Write, recorded
from boligsocial.models import AuditRow, Delivery, HousingOrg, Note, Photo, PhotoBytes
from tests.outbox_world import Outbox, payload, sha256
from tests.test_photos import file_of


@recorded(Event.ORG_SAVED)
def add_org(worker, name):
    return HousingOrg.create(name=name)


def test_an_act_whose_row_is_deleted_is_not_done_again(make):
    worker, write = make.worker(), Write(uuid4(), "digest")
    add_org(worker, "Lunden", write=write).delete_instance()
    with pytest.raises(SubjectGone):
        add_org(worker, "Lunden", write=write)
    assert HousingOrg.select().count() == 0
    assert AuditRow.select().count() == 1


@pytest.fixture
def outbox(phone, worker):
    return Outbox(phone, worker)


def test_a_phone_gets_the_receipt_for_a_note_that_was_deleted_in_its_time_and_the_note_stays_away(outbox, make):
    note_id, note = uuid4(), payload(make.department())
    picture = file_of(Image.new("RGB", (40, 30)))
    note["pics"] = [sha256(picture)]
    first = outbox.put(note, note_id)
    assert first.json["need"] == note["pics"]
    Delivery.delete().execute()
    Note.delete().execute()
    again = outbox.put(note, note_id)
    assert (again.status_code, again.json["id"], again.json["sha"]) == (200, str(note_id), first.json["sha"])
    assert again.json["need"] == [], "the phone has nothing left to send"
    assert Note.select().count() == 0


def test_a_photo_that_was_deleted_in_its_time_is_not_stored_again(outbox, make):
    note_id, note, picture = uuid4(), payload(make.department()), file_of(Image.new("RGB", (40, 30)))
    note["pics"] = [sha256(picture)]
    outbox.put(note, note_id)
    assert outbox.photo(note_id, picture).status_code == 200
    PhotoBytes.delete().execute()
    Photo.delete().execute()
    assert outbox.photo(note_id, picture).status_code == 200
    assert Photo.select().count() == 0


def test_a_form_that_comes_again_after_its_row_is_gone_says_that_there_is_nothing_here(phone):
    form = {"name": "Lunden", "write_id": str(uuid4())}
    assert phone.post("/afdelinger/boligorganisationer/ny", data=form).status_code == 303
    HousingOrg.delete().execute()
    again = phone.post("/afdelinger/boligorganisationer/ny", data=form)
    assert again.status_code == 404
    assert "Siden findes ikke" in again.text
    assert HousingOrg.select().count() == 0
