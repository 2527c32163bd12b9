"""A sample of reads is looked at and signed by a leader, and alarms are settled."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from boligsocial import sampling
from boligsocial.audit import Event, shown
from boligsocial.clock import now
from boligsocial.models import (
    Finding,
    Notice,
    NoticeKind,
    ReadAlarm,
    Role,
    Sample,
    SampleRow,
)
from tests.make import PASSWORD
from tests.seals_world import sample

# A Monday, in week 48; the next Monday, when week 48 is over.
MONDAY, NEXT = date(2026, 11, 23), date(2026, 11, 30)
NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)
OVER = datetime(2026, 11, 30, 6, tzinfo=UTC)


@pytest.fixture
def leader(make):
    return make.user(Role.LEADER, email="leder@eksempel.dk")


def read(actor, times=1, at=NOON, event=Event.TODAY_READ, subject=None, apart=timedelta(minutes=5)):
    """Let somebody read something so many times, a while apart."""
    for number in range(times):
        with time_machine.travel(at + number * apart, tick=False):
            shown(actor, event, subject)


def drawn():
    with time_machine.travel(OVER, tick=False):
        return sampling.draw_due()


# -- looking at it and signing


def test_a_leader_who_opens_the_page_finds_the_sample_that_the_night_has_not_drawn(make, worker, leader):
    read(worker)
    with time_machine.travel(OVER, tick=False):
        assert "Uge 48" in make.client(leader).get("/stikproever").text


def test_the_page_says_who_read_what_when_and_why(make, worker, leader):
    case = make.case(make.worker())
    read(worker, event=Event.CASE_READ, subject=case)
    (made,) = drawn()
    page = make.client(leader).get(f"/stikproever/{made.id}").text
    for words in ("Maja Holm", "Læste en sags side", case.number, "uden for egne sager", "kl. 12.00"):
        assert words in page, words


def test_all_is_judged_before_it_is_signed_and_then_nothing_changes_any_more(make, worker, leader):
    made, desk = sample(worker, make.worker()), make.client(leader)
    first, second = SampleRow.select().order_by(SampleRow.number)
    path = f"/stikproever/{made.id}"
    desk.post(path, data={f"finding-{first.id}": "right"})
    assert "Underskriv stikprøven" not in desk.get(path).text
    desk.post(f"{path}/underskriv")
    assert Sample.get().signed_at is None
    refused = desk.post(path, data={f"finding-{second.id}": "look_into"})
    assert (refused.status_code, "Skriv, hvad der skal undersøges." in refused.text) == (422, True)
    remark = {f"remark-{second.id}": "Spørg Jonas"}
    desk.post(path, data={f"finding-{first.id}": "right", f"finding-{second.id}": "look_into", **remark})
    assert SampleRow.get_by_id(second.id).remark == "Spørg Jonas"
    desk.post(f"{path}/underskriv")
    assert Sample.get().signed_by == leader
    desk.post(path, data={f"finding-{first.id}": "look_into", f"remark-{first.id}": "Nej"})
    assert SampleRow.get_by_id(first.id).finding == Finding.RIGHT
    assert "Underskrevet af" in desk.get(path).text


def test_a_changed_answer_of_the_same_page_is_another_submission(make, worker, leader):
    made, desk = sample(worker), make.client(leader)
    row, same = SampleRow.get(), {"write_id": "5f0c8a52-6f59-4ac1-9f3e-3f6a4f9d1a10"}
    desk.post(f"/stikproever/{made.id}", data={f"finding-{row.id}": "right", **same})
    answer = desk.post(f"/stikproever/{made.id}", data={**same, f"remark-{row.id}": "Hm"})
    assert answer.status_code == 409


def test_signing_needs_a_fresh_login(make, worker, leader):
    made = sample(worker)
    SampleRow.update(finding=Finding.RIGHT).execute()
    with time_machine.travel(now(), tick=False) as traveller:
        desk = make.client(leader)
        traveller.shift(timedelta(minutes=6))
        assert desk.post(f"/stikproever/{made.id}/underskriv").status_code == 401
        assert Sample.get().signed_at is None
        desk.post("/bekraeft", data={"password": PASSWORD, "code": make.totp(leader)})
        desk.post(f"/stikproever/{made.id}/underskriv")
        assert Sample.get().signed_at is not None


def test_a_leader_never_signs_reads_of_their_own(make, worker, leader):
    made = sample(leader, worker)
    SampleRow.update(finding=Finding.RIGHT).execute()
    desk, other = make.client(leader), make.client(make.user(Role.LEADER))
    assert desk.get(f"/stikproever/{made.id}").status_code == 404
    assert desk.post(f"/stikproever/{made.id}/underskriv").status_code == 404
    other.post(f"/stikproever/{made.id}/underskriv")
    assert Sample.get().signed_at is not None


def test_after_seven_days_it_is_overdue_on_the_start_page_and_the_leaders_are_told_once_more(make, worker, leader):
    sample(worker, drawn_at=now() - timedelta(days=6))
    desk = make.client(leader)
    assert "1 stikprøve skal underskrives" in desk.get("/").text
    assert "over fristen" not in desk.get("/").text
    sampling.remind()
    assert Notice.select().count() == 0
    Sample.update(drawn_at=now() - timedelta(days=8)).execute()
    assert "over fristen" in desk.get("/").text
    for _night in range(2):
        sampling.remind()
    assert [notice.kind for notice in Notice.select()] == [NoticeKind.SAMPLE]


# -- alarms


def test_many_reads_outside_own_cases_on_a_day_raise_one_alarm_with_a_notice(make, worker, leader):
    theirs, own = make.case(make.worker()), make.case(worker)
    day = NOON.date()
    read(worker, 4, event=Event.CASE_READ, subject=theirs)
    read(worker, 9, event=Event.CASE_READ, subject=own)
    assert sampling.raise_alarms(4, day) == []
    read(worker, 1, event=Event.CASE_READ, subject=theirs)
    read(worker, 9, event=Event.CASE_READ, subject=theirs, at=NOON + timedelta(days=1))
    (alarm,) = sampling.raise_alarms(4, day)
    assert (alarm.user, alarm.day, alarm.reads) == (worker, day, 5)
    assert sampling.raise_alarms(4, day) == []
    assert [notice.kind for notice in Notice.select()] == [NoticeKind.ALARM]


def test_an_alarm_shows_on_the_page_at_once_and_is_settled_with_words(app, make, worker, leader, monkeypatch):
    monkeypatch.setitem(app.config, "READS_OUTSIDE_A_DAY", 2)
    theirs, desk = make.case(make.worker()), make.client(leader)
    phone = make.client(worker)
    for _time in range(3):
        phone.get(f"/sager/{theirs.id}")
    page = desk.get("/stikproever").text
    assert "3 visninger uden for egne sager" in page
    assert "har læst usædvanlig meget" in desk.get("/").text
    alarm = ReadAlarm.get()
    desk.post(f"/stikproever/alarmer/{alarm.id}", data={"remark": ""})
    assert ReadAlarm.get().settled_at is None
    desk.post(f"/stikproever/alarmer/{alarm.id}", data={"remark": "Var vikar den dag"})
    assert ReadAlarm.get().settled_by == leader
    assert "usædvanlig meget" not in desk.get("/").text


def test_the_workers_are_told_that_samples_are_drawn(make, phone, leader):
    assert "Hver uge trækkes en stikprøve" in phone.get("/mig").text
    assert "Hver uge trækkes en stikprøve" not in make.client(leader).get("/mig").text


def test_the_night_draws_reminds_and_looks_at_yesterday(app, worker, leader, monkeypatch):
    monkeypatch.setitem(app.config, "READS_OUTSIDE_A_DAY", 2)
    read(worker)
    with time_machine.travel(OVER, tick=False):
        said = app.test_cli_runner().invoke(args=["purge"]).output
    assert "1  samples of reads drawn" in said
    assert "0  alarms about reads" in said
