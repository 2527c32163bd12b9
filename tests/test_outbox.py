"""The contract of the outbox: each note once, under its author, and an answer that a phone can rely on."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from boligsocial.audit import Event
from boligsocial.clock import now
from boligsocial.models import AuditRow, Delivery, LoginSession, Note, Photo, PhotoBytes, Role
from boligsocial.photos import prepared
from tests.make import PASSWORD
from tests.make_logins import fields_of
from tests.outbox_world import Outbox, payload, sha256
from tests.policy import OUTBOX
from tests.watch import watched, written

NOWHERE = "11111111-1111-4111-8111-111111111111"
PATHS = {
    "notes.outbox_session": "/o/session",
    "notes.deliver": f"/o/{NOWHERE}",
    "notes.deliver_photo": f"/o/{NOWHERE}/{'a' * 64}",
    "notes.is_stored": f"/o/stored/{NOWHERE}?path=/log",
    "notes.lists": "/o/lister",
}


@pytest.fixture
def outbox(phone, worker):
    return Outbox(phone, worker)


@pytest.fixture
def department(make):
    return make.department(name="Birkelunden")


# -- every answer


def assert_speaks_json(answer):
    assert answer.mimetype == "application/json", answer.text[:200]
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert not 300 <= answer.status_code < 400
    assert answer.status_code < 400 or {"error", "say"} <= answer.json.keys()


@pytest.mark.parametrize("endpoint", OUTBOX)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "HEAD"])
def test_every_answer_is_json_without_a_cookie_whoever_asks_and_however(app, make, monkeypatch, endpoint, method):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    for role in (None, *Role):
        browser = make.client(make.user(role) if role else None)
        answer = browser.open(PATHS[endpoint], method=method)
        if method != "HEAD":
            assert_speaks_json(answer)
        roles, own_method = OUTBOX[endpoint]
        if role is None and method == own_method:
            assert (answer.status_code, answer.json["error"]) == (401, "login")
        if role and role not in roles and method == own_method == "GET":
            assert (answer.status_code, answer.json["error"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/o/", "/o/findes-ikke", "/o/a/b/c", "/o/stored/1"])
def test_an_address_that_is_not_there_answers_in_json_too(phone, path):
    answer = phone.get(path)
    assert_speaks_json(answer)
    assert answer.status_code == 404


def test_a_fault_of_ours_is_said_in_json(app, outbox, department, monkeypatch):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr("boligsocial.notes.deliveries.payload_of", lambda body: 1 / 0)
    answer = outbox.put(payload(department))
    assert_speaks_json(answer)
    assert answer.status_code == 500


# -- who is signed in


def test_the_session_says_who_is_signed_in_and_gives_the_key(make, phone, worker):
    said = phone.get("/o/session").json
    assert said["uid"] == worker.id
    assert said["worker"] is True
    assert len(said["sid"]) == 16
    assert len(said["key"]) == 43, "32 bytes in base64url"
    assert said["csrf"]


def test_a_key_is_the_persons_own_and_the_same_at_every_login_and_a_session_is_not(make, worker):
    first, second = (make.client(worker).get("/o/session").json for _login in range(2))
    other = make.client(make.worker()).get("/o/session").json
    contact = make.client(make.contact()).get("/o/session").json
    assert first["key"] == second["key"]
    assert len({first["key"], other["key"], contact["key"]}) == 3
    assert first["sid"] != second["sid"]
    assert contact["worker"] is False


def test_the_page_tells_the_same_person_and_session_as_the_outbox(phone, worker):
    said = phone.get("/o/session").json
    assert f'data-uid="{worker.id}" data-sid="{said["sid"]}"' in phone.get("/log").text


def test_the_token_of_the_session_opens_the_door_and_no_token_or_an_old_one_does_not(app, make, worker, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    department, browser = make.department(), app.test_client()
    token = browser.get("/log-ind").text.split('name="csrf_token" value="')[1].split('"')[0]
    typed = {"username": worker.username, "password": PASSWORD, "code": make.totp(worker), "csrf_token": token}
    browser.post("/log-ind/kode", data={**typed, **fields_of(browser.post("/log-ind", data=typed).text)})
    said = browser.get("/o/session")
    assert "Set-Cookie" not in said.headers
    outbox, note_id = Outbox(browser, worker), uuid4()
    for headers in ({}, {"X-CSRFToken": token}):
        answer = outbox.put(payload(department), note_id, **headers)
        assert (answer.status_code, answer.json["error"]) == (403, "csrf")
    assert Note.get_or_none(id=note_id) is None
    assert outbox.put(payload(department), note_id, **{"X-CSRFToken": said.json["csrf"]}).status_code == 200


def test_when_the_login_is_over_the_answer_is_401_and_nothing_is_stored(make, outbox, department, worker):
    long_ago = now() - timedelta(hours=1)
    LoginSession.update(seen_at=long_ago).where(LoginSession.user == worker.id).execute()
    answer = outbox.put(payload(department))
    assert_speaks_json(answer)
    assert (answer.status_code, answer.json["error"]) == (401, "login")
    assert Note.select().count() == 0


# -- a note


def test_a_note_is_stored_under_the_phones_id_with_its_delivery_and_one_trace(outbox, department, worker):
    body, note_id = json.dumps(payload(department, text="Fugt")).encode(), uuid4()
    answer = outbox.put(body, note_id)
    assert answer.json == {"id": str(note_id), "sha": sha256(body), "dup": False, "need": []}
    note = Note.get_by_id(note_id)
    assert (note.author, note.kind, note.topic, note.department, note.text) == (
        *(worker, "visit", "noise", department, "Fugt"),
    )
    delivery = Delivery.get(Delivery.note == note_id)
    assert (bytes(delivery.payload), delivery.sha256, delivery.version) == (body, sha256(body), 2)
    assert delivery.needs_fix == ""
    assert [row.event for row in AuditRow.select().where(AuditRow.write_id == note_id)] == [Event.NOTE_LOGGED]


def test_the_same_note_again_is_stored_once_and_gets_the_same_receipt(outbox, department):
    body, note_id = json.dumps(payload(department)).encode(), uuid4()
    first = outbox.put(body, note_id).json
    with watched() as statements:
        second = outbox.put(body, note_id).json
    assert second == {**first, "dup": True}
    assert written(statements) == []
    assert Note.select().count() == Delivery.select().count() == 1


def test_the_same_id_with_another_content_is_refused_and_changes_nothing(outbox, department):
    note_id = uuid4()
    outbox.put(payload(department, text="Den første"), note_id)
    answer = outbox.put(payload(department, text="En anden"), note_id)
    assert (answer.status_code, answer.json["error"]) == (409, "taken")
    assert [note.text for note in Note.select()] == ["Den første"]


def test_the_same_bytes_under_another_authors_id_are_refused(make, outbox, department):
    colleague, note_id, body = make.worker(), uuid4(), json.dumps(payload(department)).encode()
    outbox.put(body, note_id)
    answer = Outbox(make.client(colleague), colleague).put(body, note_id)
    assert (answer.status_code, answer.json["error"]) == (409, "taken")
    assert Note.select().count() == 1


def test_a_note_that_was_undone_is_not_brought_back_by_a_late_repeat(outbox, phone, department):
    body, note_id = json.dumps(payload(department)).encode(), uuid4()
    outbox.put(body, note_id)
    phone.post(f"/log/{note_id}/fortryd")
    assert outbox.put(body, note_id).json["dup"] is True
    assert Note.get_by_id(note_id).undone_at is not None


@pytest.mark.parametrize("said", [None, "", "0", "999999", "x"])
def test_a_note_of_somebody_else_than_the_one_signed_in_is_refused(make, phone, worker, department, said):
    outbox = Outbox(phone, worker)
    outbox.headers = {} if said is None else {"X-Outbox-User": said}
    for answer in (outbox.put(payload(department)), outbox.photo(uuid4(), b"bytes")):
        assert (answer.status_code, answer.json["error"]) == (403, "user")
    assert Note.select().count() == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"tekst"', b"null", b"12", b"\xff\xfe", b"[" * 100_000])
def test_bytes_that_are_no_note_are_said_to_be_none(outbox, body):
    answer = outbox.put(body)
    assert_speaks_json(answer)
    assert (answer.status_code, answer.json["error"]) == (422, "malformed")
    assert Note.select().count() == 0


def test_five_megabytes_are_taken_and_seven_are_too_many(outbox, department):
    assert outbox.put(payload(department, text="æ" * 2_500_000)).status_code == 200
    answer = outbox.put(payload(department, text="x" * 7_000_000))
    assert (answer.status_code, answer.json["error"]) == (413, "too_large")
    assert Note.select().count() == 1


# -- photos


@pytest.fixture
def picture(make):
    return make.picture(80, 60)


def test_a_photo_is_asked_for_until_it_is_there_and_stored_anew(outbox, department, picture):
    note_id, named = uuid4(), [sha256(picture), "b" * 64]
    note = payload(department, pics=named)
    assert outbox.put(note, note_id).json["need"] == named
    assert outbox.photo(note_id, picture).json == {"id": str(note_id), "sha": sha256(picture)}
    assert outbox.put(note, note_id).json["need"] == named[1:]
    photo = Photo.get(Photo.note == note_id)
    assert photo.received_sha256 == sha256(picture)
    stored = bytes(PhotoBytes.get_by_id(photo.id).image)
    assert stored == prepared(picture).image
    assert photo.sha256 == sha256(stored)


def test_the_same_photo_again_is_stored_once(outbox, department, picture):
    note_id = uuid4()
    outbox.put(payload(department, pics=[sha256(picture)]), note_id)
    answers = [outbox.photo(note_id, picture) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert Photo.select().count() == 1
    assert AuditRow.select().where(AuditRow.event == Event.PHOTO_RECEIVED).count() == 1


@pytest.mark.parametrize("data", [b"", b"half of it"])
def test_bytes_that_do_not_hash_to_their_name_are_refused(outbox, department, picture, data):
    note_id = uuid4()
    outbox.put(payload(department, pics=[sha256(picture)]), note_id)
    answer = outbox.photo(note_id, data, sha256(picture))
    assert (answer.status_code, answer.json["error"]) == (422, "hash")
    assert Photo.select().count() == 0


def test_bytes_that_are_no_picture_are_refused(outbox, department):
    note_id, data = uuid4(), b"<svg onload=alert(1)>"
    outbox.put(payload(department, pics=[sha256(data)]), note_id)
    answer = outbox.photo(note_id, data)
    assert (answer.status_code, answer.json["error"]) == (422, "photo")


def test_a_photo_that_no_note_of_ones_own_names_is_not_there(make, outbox, department, picture):
    note_id = uuid4()
    outbox.put(payload(department, pics=["c" * 64]), note_id)
    colleague = make.worker()
    theirs = Outbox(make.client(colleague), colleague)
    for answer in (
        outbox.photo(note_id, picture),
        outbox.photo(uuid4(), picture),
        theirs.photo(note_id, picture, "c" * 64),
    ):
        assert (answer.status_code, answer.json["error"]) == (404, "not_found")
    assert Photo.select().count() == 0


# -- drafts and lists


def test_a_form_is_stored_only_for_who_sent_it_and_where(make, phone, worker, department):
    note, write_id = make.note(worker, department=department), uuid4()
    where = f"/notater/{note.id}/ret"
    asked = f"/o/stored/{write_id}?path={where}"
    assert phone.get(asked).json == {"stored": False}
    form = {"kind": "visit", "topic": "noise", "department": department.id, "text": "Rettet", "version": 1}
    assert phone.post(where, data={**form, "write_id": str(write_id)}).status_code == 303
    assert phone.get(asked).json == {"stored": True}
    assert phone.get(f"/o/stored/{write_id}?path=/log").json == {"stored": False}
    assert make.client(make.worker()).get(asked).json == {"stored": False}


def test_the_lists_hold_departments_todays_own_visits_and_whom_to_call(make, phone, worker, department):
    visit = make.visit(worker, department=department, dwelling=make.dwelling(department, address="Birkelunden 22"))
    make.visit(make.worker(), department=department, dwelling=make.dwelling(department, address="Ikke min 3"))
    make.duty(make.contact_person(name="Lone Vest"), department=department)
    make.duty(make.contact_person(name="Uden nummer", phone=""), department=department)
    make.duty(make.contact_person(name="Stoppet", retired_at=now()), department=department)
    with watched() as statements:
        lists = phone.get("/o/lister").json
    assert f'name="department" value="{department.id}" required>Birkelunden' in lists["department-choices"]
    assert str(visit.id) in lists["visits"]
    assert "Birkelunden 22" in lists["visits"]
    assert "Ikke min" not in lists["visits"]
    assert "Lone Vest" in lists["contacts"]
    assert "tel:+45-70-10-20-30" in lists["contacts"]
    assert "Uden nummer" not in lists["contacts"]
    assert "Stoppet" not in lists["contacts"]
    assert sum('INTO "audit_row"' in sql for sql in written(statements)) == 1
