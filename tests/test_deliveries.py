"""Reading what phones send: text to the byte, time by both clocks, and a flaw instead of a refusal."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boligsocial.clock import danish
from boligsocial.models import CaseArea, Delivery, Note, NoteKind, Party, Topic
from tests.chaos.oracle import HARD_TEXTS
from tests.outbox_world import Outbox, in_ms, payload

GOLDEN = Path(__file__).parent / "golden"
NOON = datetime(2026, 11, 23, 11, 0, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon():
    """It is noon for everybody, from before anybody signs in."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def outbox(phone, worker):
    return Outbox(phone, worker)


@pytest.fixture
def department(make):
    return make.department(name="Birkelunden")


@pytest.fixture
def sent(outbox):
    """Send a payload and return (the note, its flaws)."""

    def send(values, **headers):
        note_id = uuid4()
        answer = outbox.put(values, note_id, **headers)
        assert answer.status_code == 200, answer.text
        return Note.get_by_id(note_id), Delivery.get(Delivery.note == note_id).needs_fix.split()

    return send


def test_every_version_that_was_ever_released_is_still_read(make, sent, department):
    home = make.dwelling(department, address="Birkelunden 22, 1. tv.")
    text = (GOLDEN / "note-v1.json").read_text()
    body = text.replace("{department}", str(department.id)).replace("{address}", home.address).encode()
    note, flaws = sent(body, **{"X-Now": str(1764000000000 + 3_600_000)})
    assert flaws == []
    assert (note.kind, note.topic, note.department, note.dwelling) == (NoteKind.CALL, Topic.RENT, department, home)
    assert note.text == "Ringede om huslejen. 👩‍👩‍👧‍👦 \u200fשלום  \n"
    assert note.written_at == NOON - timedelta(hours=1)
    assert note.happened_at == NOON - timedelta(hours=2)


def test_a_note_of_a_party_is_read_as_version_2_sends_it(make, worker, sent, department):
    case = make.case(worker, department=department)
    party = make.party(case)
    text = (GOLDEN / "note-v2.json").read_text()
    for name, row in (("department", department), ("case", case), ("party", party)):
        text = text.replace(f"{{{name}}}", str(row.id))
    note, flaws = sent(text.encode(), **{"X-Now": str(1764000000000 + 3_600_000)})
    assert flaws == []
    assert (note.kind, note.topic, note.department, note.dwelling) == (NoteKind.TALK, Topic.NOISE, department, None)
    assert (note.case, note.party) == (case, party)
    assert note.text == "Hører musik efter kl. 23. 🎵\n"
    assert note.written_at == note.happened_at == NOON - timedelta(hours=1)
    assert Delivery.get(Delivery.note == note.id).version == 2


def test_a_note_of_version_1_knows_no_party(make, worker, sent, department):
    case = make.case(worker, department=department)
    party = make.party(case)
    note, flaws = sent({**payload(department, case=str(case.id), party=str(party.id)), "v": 1})
    assert (note.case, note.party, flaws) == (case, None, [])


@pytest.mark.parametrize("where", ["another case", "no case", "removed", "recused", "another area"])
def test_a_party_that_is_not_in_the_case_is_flagged_and_the_note_falls_back_to_the_case(
    make, phone, worker, sent, department, where
):
    case = make.case(worker, department=department)
    theirs = make.case(worker, department=department)
    other = make.case(worker, department=department, area=CaseArea.ARREARS)
    party = make.party({"another case": theirs, "another area": other, "recused": theirs}.get(where, case))
    if where == "removed":
        Party.update(removed_at=NOON).where(Party.id == party.id).execute()
    if where == "recused":
        make.recusal(theirs, worker)
    chosen = {"no case": "", "another area": str(other.id)}.get(where, str(case.id))
    note, flaws = sent(payload(department, case=chosen, party=str(party.id)))
    assert (str(note.case_id or ""), note.party, flaws) == (chosen, None, ["party"])
    assert "Vi kunne ikke finde parten i sagen" in phone.get(f"/notater/{note.id}").text


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_a_text_is_stored_to_the_byte(sent, department, text):
    note, flaws = sent(payload(department, text=text))
    assert note.text.encode() == text.encode()
    assert flaws == []


def test_what_no_database_keeps_is_replaced_and_the_payload_keeps_it(sent, department):
    body = json.dumps(payload(department, text="før\0efter \ud83d slut")).encode()
    note, _flaws = sent(body)
    assert note.text == "før\ufffdefter \ufffd slut"
    assert bytes(Delivery.get(Delivery.note == note.id).payload) == body


# -- time


@pytest.mark.parametrize("ahead", [timedelta(), timedelta(hours=3), timedelta(hours=-3), timedelta(days=400)])
def test_a_phone_whose_clock_is_wrong_is_put_right_and_both_times_are_kept(sent, department, ahead):
    saved = NOON - timedelta(minutes=40)
    note, flaws = sent(payload(department, at=in_ms(saved + ahead)), **{"X-Now": str(in_ms(NOON + ahead))})
    delivery = Delivery.get(Delivery.note == note.id)
    assert note.happened_at == note.written_at == saved
    assert delivery.phone_at == saved + ahead
    assert delivery.clock_ahead_ms == ahead // timedelta(milliseconds=1)
    assert delivery.received_at == NOON
    assert flaws == []


@pytest.mark.parametrize(
    ("when", "happened"),
    [
        ({"when": "now"}, "23/11 12:00:30"),
        ({"when": ""}, "23/11 12:00:30"),
        ({"when": "hour"}, "23/11 11:00:30"),
        ({"when": "yesterday"}, "22/11 12:00:30"),
        ({"when": "pick", "day": "2026-11-20", "time": "14:05"}, "20/11 14:05:00"),
        ({"when": "pick", "day": "2026-11-20", "time": "14.05"}, "20/11 14:05:00"),
        ({"when": "pick", "day": "2026-11-20", "time": ""}, "20/11 12:00:00"),
    ],
)
def test_when_it_happened_is_as_the_worker_said(sent, department, when, happened):
    note, flaws = sent(payload(department, at=in_ms(NOON), **when))
    assert danish(note.happened_at).strftime("%d/%m %H:%M:%S") == happened
    assert flaws == []


@pytest.mark.parametrize(
    "when",
    [
        {"when": "pick", "day": "2026-11-24", "time": "14:05"},
        {"when": "pick", "day": "", "time": "14:05"},
        {"when": "pick", "day": "2026-02-30"},
        {"when": "pick", "day": "0001-01-01"},
        {"when": "pick", "day": "2026-11-20", "time": "25:00"},
        {"when": "i fjor"},
    ],
)
def test_a_time_that_cannot_be_becomes_the_time_of_saving_and_a_flaw(sent, department, when):
    note, flaws = sent(payload(department, at=in_ms(NOON), **when))
    assert note.happened_at == NOON
    assert flaws == ["time"]


@pytest.mark.parametrize("at", [None, "i går", -1, 10**30, float("nan"), True, 0])
def test_a_phone_that_does_not_know_what_time_it_is_is_believed_to_mean_now(sent, department, at):
    note, flaws = sent(payload(department, at=at))
    assert note.happened_at == NOON
    assert flaws == ["clock"]


def test_a_note_is_never_written_later_than_it_was_received(sent, department):
    note, _flaws = sent(payload(department, at=in_ms(NOON + timedelta(days=3))))
    assert note.written_at == note.happened_at == NOON


# -- what is not understood


@pytest.mark.parametrize(
    ("values", "flaw"),
    [
        ({"kind": "zumba"}, "kind"),
        ({"kind": None}, "kind"),
        ({"topic": "ufo"}, "topic"),
        ({"topic": ["noise"]}, "topic"),
        ({"department": "999999"}, "department"),
        ({"department": "9" * 5000}, "department"),
        ({"department": "²"}, "department"),
        ({"dwelling": "Findesikkevej 9"}, "dwelling"),
        ({"case": "11111111-1111-4111-8111-111111111111"}, "case"),
        ({"case": "ikke et id"}, "case"),
        ({"party": "11111111-1111-4111-8111-111111111111"}, "party"),
        ({"party": "ikke et id"}, "party"),
        ({"visit": "ikke et id"}, "visit"),
        ({"text": "Beboeren 010174-1234 ringede"}, "cpr"),
        ({"text": "x" * 20_001}, "long"),
        ({"v": 3}, "version"),
        ({"v": None}, "version"),
    ],
)
def test_what_is_not_understood_is_stored_and_flagged_to_its_author(
    make, phone, worker, sent, department, values, flaw
):
    note, flaws = sent(payload(department, **values))
    assert flaws == [flaw]
    assert note.department == department
    assert "Se notatet igennem" in phone.get(f"/notater/{note.id}").text
    assert f"/notater/{note.id}" in phone.get("/").text
    assert f"/notater/{note.id}" not in make.client(make.worker()).get("/").text


def test_an_address_that_is_not_known_is_said_as_it_was_typed(phone, sent, department):
    note, _flaws = sent(payload(department, dwelling="Birkelunden <9>"))
    assert "Vi kender ikke boligen »Birkelunden &lt;9&gt;« i afdelingen" in phone.get(f"/notater/{note.id}").text


def test_saying_that_it_is_right_ends_the_flaw_and_leaves_the_note(phone, sent, department):
    note, _flaws = sent(payload(department, kind="zumba"))
    assert phone.post(f"/notater/{note.id}/rigtigt").status_code == 303
    assert "Se notatet igennem" not in phone.get(f"/notater/{note.id}").text
    assert Note.get_by_id(note.id).kind == NoteKind.OTHER


def test_correcting_the_note_ends_the_flaw(phone, sent, department):
    note, _flaws = sent(payload(department, kind="zumba"))
    form = {"kind": "call", "topic": "noise", "department": department.id, "text": note.text, "version": 1}
    assert phone.post(f"/notater/{note.id}/ret", data=form).status_code == 303
    assert "Se notatet igennem" not in phone.get(f"/notater/{note.id}").text


def test_a_note_without_a_department_goes_where_its_visit_is_else_its_case_else_the_latest_note(make, worker, sent):
    for _number in range(3):
        make.department()
    latest = make.note(worker)
    case, visit = make.case(worker), make.visit(worker)
    nowhere = {**payload(latest.department), "department": ""}
    assert sent(nowhere)[0].department == latest.department
    assert sent({**nowhere, "case": str(case.id)})[0].department == case.department
    assert sent({**nowhere, "case": str(case.id), "visit": str(visit.id)})[0].department == visit.department


def test_where_there_is_no_department_at_all_the_note_stays_on_the_phone(outbox):
    answer = outbox.put({"v": 1, "text": "Vigtigt"})
    assert (answer.status_code, answer.json["error"]) == (422, "no_department")
    assert Note.select().count() == 0


def test_a_note_of_a_visit_is_in_its_case_and_its_home_unless_something_else_is_said(make, worker, sent, department):
    case, home = make.case(worker, department=department), make.dwelling(department)
    visit = make.visit(worker, department=department, dwelling=home, case=case)
    other = make.dwelling(department)
    note, flaws = sent(payload(department, visit=str(visit.id)))
    assert (note.visit, note.case, note.dwelling, flaws) == (visit, case, home, [])
    note, flaws = sent(payload(department, visit=str(visit.id), dwelling=other.address))
    assert (note.case, note.dwelling) == (case, other)
    elsewhere = make.department()
    note, flaws = sent(payload(elsewhere, visit=str(visit.id)))
    assert (note.department, note.dwelling, note.case) == (elsewhere, None, None)


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.sampled_from(["pick", "noise"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = ["v", "at", "kind", "topic", "department", "text", "dwelling", "case", "party", "visit", "when", "day", "time"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.dictionaries(st.sampled_from([*NAMES, "pics"]), ODD, max_size=14), clock=st.none() | st.text(max_size=12)
)
def test_no_payload_whatever_is_in_it_is_refused(outbox, department, values, clock):
    headers = {"X-Now": clock.encode("ascii", "ignore").decode().replace("\n", "").replace("\r", "")} if clock else {}
    body = json.dumps({"department": str(department.id), **values}).encode()
    assert outbox.put(body, **headers).status_code == 200
