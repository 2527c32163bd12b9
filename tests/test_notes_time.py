"""When a note happened: now, an hour ago, yesterday at this time, or as picked; never in the future."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from boligsocial.models import Note

# A Monday in summer, five past two in the afternoon in Denmark.
MONDAY = datetime(2026, 6, 22, 12, 5, 30, tzinfo=UTC)
FUTURE = "Tidspunktet ligger i fremtiden. Vælg, hvornår det skete."


@pytest.fixture
def phone(make):
    with time_machine.travel(MONDAY, tick=False):
        yield make.client(make.worker())


@pytest.fixture
def log(make, phone):
    """Send the quick log at five past two; return the answer."""
    form = {"kind": "visit", "topic": "noise", "department": make.department().id, "text": "Fugt"}
    return lambda **values: phone.post("/log", data={**form, "write_id": str(uuid4()), **values})


@pytest.mark.parametrize(
    ("when", "happened_at"),
    [
        ({}, MONDAY),
        ({"when": "now"}, MONDAY),
        ({"when": "sometime"}, MONDAY),
        ({"when": "now", "day": "2026-06-01", "time": "08:00"}, MONDAY),
        ({"when": "hour"}, MONDAY - timedelta(hours=1)),
        ({"when": "yesterday"}, MONDAY - timedelta(days=1)),
        ({"when": "pick", "day": "2026-06-21", "time": "09.30"}, datetime(2026, 6, 21, 7, 30, tzinfo=UTC)),
        ({"when": "pick", "day": "2026-01-05", "time": "09.30"}, datetime(2026, 1, 5, 8, 30, tzinfo=UTC)),
        ({"when": "pick", "day": "2026-06-21"}, datetime(2026, 6, 21, 10, 0, tzinfo=UTC)),
        # Somebody's phone is a little ahead of the server.
        ({"when": "pick", "day": "2026-06-22", "time": "14.10"}, datetime(2026, 6, 22, 12, 10, tzinfo=UTC)),
    ],
)
def test_a_note_happened_when_the_worker_says(log, when, happened_at):
    assert log(**when).status_code == 303
    assert Note.get().happened_at == happened_at
    assert Note.get().written_at == MONDAY


@pytest.mark.parametrize(
    ("picked", "sentence"),
    [
        ({}, "Vælg, hvilken dag det skete."),
        ({"time": "09.30"}, "Vælg, hvilken dag det skete."),
        ({"day": "i mandags"}, "Skriv datoen som år-måned-dag, fx 2026-11-23."),
        ({"day": "2026-06-21", "time": "tidligt"}, "Skriv klokkeslættet som timer og minutter, fx 14.05."),
        ({"day": "2026-06-22", "time": "14.11"}, FUTURE),
        ({"day": "2026-06-23"}, FUTURE),
    ],
)
def test_a_picked_time_that_says_nothing_is_asked_for_in_one_sentence(log, picked, sentence):
    answer = log(when="pick", **picked)
    assert answer.status_code == 422
    # Once at the top and once at the field, and no other.
    # At the top and at the field; the page script's own summary, not shown here, may hold it too.
    shown = answer.text.replace(f'<li data-needs="day"><a href="#day">{sentence}</a></li>', "")
    assert shown.count(sentence) == 2
    assert answer.text.count('class="error"') == 1
    assert Note.select().count() == 0


def edited(phone, note, **values):
    form = {"kind": "visit", "topic": "noise", "department": note.department_id, "version": 1}
    return phone.post(f"/notater/{note.id}/ret", data={**form, "write_id": str(uuid4()), **values})


def test_an_edit_starts_from_the_time_on_a_danish_clock(make, phone):
    page = phone.get(f"/notater/{make.note().id}/ret").text
    assert 'name="day" type="date" autocomplete="off" value="2026-06-22"' in page
    assert 'name="time" type="time" autocomplete="off" value="14:05"' in page


def test_an_edit_takes_a_new_time_and_without_a_day_leaves_it_as_it_is(make, phone):
    note = make.note(happened_at=MONDAY - timedelta(hours=2))
    edited(phone, note, text="Ny tekst")
    assert Note.get().happened_at == MONDAY - timedelta(hours=2)
    edited(phone, note, version=2, day="2026-06-20", time="10.00")
    assert Note.get().happened_at == datetime(2026, 6, 20, 8, 0, tzinfo=UTC)


def test_an_edit_moves_nothing_into_the_future(make, phone):
    note = make.note()
    answer = edited(phone, note, day="2026-06-22", time="23.00")
    assert answer.status_code == 422
    assert FUTURE in answer.text
    assert (Note.get().happened_at, Note.get().version) == (MONDAY, 1)
