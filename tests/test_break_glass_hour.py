"""A sealed case that was opened: sixty minutes, to the second, and then a leader who looks at it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from boligsocial import purge
from boligsocial.audit import Event
from boligsocial.clock import now
from boligsocial.models import (
    AuditRow,
    Case,
    Glass,
    GlassVerdict,
    Role,
    User,
)
from boligsocial.seals.actions import OwnGlass, review
from tests.seals_world import REASON, glass, seal

MINUTE = timedelta(minutes=1)


@pytest.fixture
def jonas(make):
    return make.worker(full_name="Jonas Prøve")


@pytest.fixture
def case(make, jonas):
    home = make.dwelling()
    found = make.case(jonas, department=home.department, dwelling=home)
    seal(found)
    return found


@pytest.fixture
def leader(make):
    return make.user(Role.LEADER, email="leder@eksempel.dk")


def open_it(browser, case, **values):
    return browser.post("/forseglet", data={"number": case.number, "reason": REASON, **values})


def there(browser, case):
    return browser.get(f"/sager/{case.id}").status_code == 200


# -- sixty minutes


@pytest.mark.parametrize(
    "start",
    [
        datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
        # The clocks go forward at 1 UTC on 29 March, and back on 25 October.
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    ],
)
def test_the_case_is_open_for_sixty_minutes_to_the_second_also_when_the_clocks_change(make, worker, case, start):
    with time_machine.travel(start, tick=False) as traveller:
        browser = make.client(worker)
        open_it(browser, case)
        # Worked in meanwhile, so that the login lives.
        for _part in range(3):
            traveller.shift(19 * MINUTE)
            assert there(browser, case)
        traveller.shift(timedelta(minutes=2, seconds=59))
        assert "1 minut tilbage." in browser.get(f"/sager/{case.id}").text
        traveller.shift(timedelta(seconds=1))
        assert not there(browser, case)


def test_a_clock_that_is_set_back_opens_nothing_again(make, worker, case):
    with time_machine.travel(now(), tick=False) as traveller:
        browser = make.client(worker)
        open_it(browser, case)
        for _ in range(3):
            traveller.shift(19 * MINUTE)
            browser.get("/")
        traveller.shift(8 * MINUTE)
        assert not there(browser, case)
        assert Glass.get().closed_at is not None
        traveller.shift(-30 * MINUTE)
        assert not there(browser, case)
        # Nor does a clock that stands before the opening.
        glass(case, worker, opened_at=now() + 10 * MINUTE)
        assert not there(browser, case)


def test_an_hour_that_is_over_is_closed_by_night_too(make, worker, case):
    made = glass(case, worker, opened_at=now() - timedelta(hours=2))
    still_open = glass(case, make.worker())
    purge.purge(timedelta(hours=10))
    assert Glass.get_by_id(made.id).closed_at is not None
    assert Glass.get_by_id(still_open.id).closed_at is None


def test_closing_ends_it_at_once(make, phone, worker, case):
    open_it(phone, case)
    assert there(phone, case)
    assert phone.post("/forseglet/luk").location == "/sager"
    assert "Den forseglede sag er lukket igen." in phone.get("/sager").text
    assert not there(phone, case)
    assert AuditRow.select().where(AuditRow.event == Event.GLASS_CLOSED, AuditRow.actor == worker.id).count() == 1


def test_the_banner_stands_on_every_page_until_it_is_over(make, phone, worker, case):
    note = make.note(make.worker(), case=case)
    visit = make.visit(make.worker(), case=case)
    assert "Du har åbnet en forseglet sag." not in phone.get("/").text
    open_it(phone, case)
    for path in (f"/sager/{case.id}", f"/notater/{note.id}", f"/besoeg/{visit.id}", f"/sager/{case.id}/ret", "/"):
        page = phone.get(path).text
        assert "Du har åbnet en forseglet sag." in page, path
        assert "60 minutter tilbage." in page or "59 minutter tilbage." in page, path
        assert "Luk nu" in page, path
    phone.post("/forseglet/luk")
    assert "Du har åbnet en forseglet sag." not in phone.get("/").text


def test_what_is_broken_open_is_open_for_its_worker_alone(make, phone, case):
    open_it(phone, case)
    assert not there(make.client(make.worker()), case)


# -- the leader


def test_the_leader_sees_who_when_which_why_and_what_was_opened(make, phone, worker, case, leader):
    note = make.note(make.worker(), case=case)
    open_it(phone, case)
    phone.get(f"/sager/{case.id}")
    phone.get(f"/notater/{note.id}")
    phone.get("/sager")
    page = make.client(leader).get("/forseglet/aabninger").text
    for words in ("Maja Holm", case.number, REASON, "2 visninger i sagen", "Læste en sags side", "Læste et notat"):
        assert words in page, words
    assert str(note.text) not in page or not note.text


def test_what_came_before_or_after_the_hour_and_other_cases_are_not_counted(make, phone, worker, case, leader):
    other = make.case(worker)
    phone.get(f"/sager/{other.id}")
    open_it(phone, case)
    phone.get(f"/sager/{other.id}")
    phone.post("/forseglet/luk")
    phone.get(f"/sager/{case.id}")
    assert "0 visninger i sagen" in make.client(leader).get("/forseglet/aabninger").text


def test_a_leader_reviews_and_what_was_wrong_is_said(make, worker, case, leader):
    made, desk = glass(case, worker, closed_at=now()), make.client(leader)
    path = f"/forseglet/aabninger/{made.id}"
    for values in ({}, {"verdict": "wrong"}, {"verdict": "x"}):
        assert desk.post(path, data=values).status_code == 303
        assert Glass.get_by_id(made.id).reviewed_at is None
    assert "Vurderingen er ikke gemt endnu." in desk.get("/forseglet/aabninger").text
    desk.post(path, data={"verdict": "wrong", "remark": "Ingen ringede til Jonas. Aftalt med Maja."})
    made = Glass.get_by_id(made.id)
    assert (made.verdict, made.reviewed_by) == (GlassVerdict.WRONG, leader)
    page = desk.get("/forseglet/aabninger").text
    assert "Ingen ringede til Jonas." in page
    # The first review stands.
    other = make.client(make.user(Role.LEADER))
    other.post(path, data={"verdict": "right"})
    assert Glass.get_by_id(made.id).verdict == GlassVerdict.WRONG


def test_nobody_reviews_their_own_opening_in_whatever_role(make, worker, case):
    made = glass(case, worker, closed_at=now())
    User.update(role=Role.LEADER).where(User.id == worker.id).execute()
    desk = make.client(User.get_by_id(worker.id))
    assert "Din egen åbning ser en anden leder igennem." in desk.get("/forseglet/aabninger").text
    assert desk.post(f"/forseglet/aabninger/{made.id}", data={"verdict": "right"}).status_code == 404
    assert Glass.get_by_id(made.id).reviewed_at is None


def test_the_action_too_refuses_a_review_of_ones_own(worker, case):
    made = glass(case, worker)
    with pytest.raises(OwnGlass):
        review(worker, made, GlassVerdict.RIGHT, "")
    assert Glass.get_by_id(made.id).reviewed_at is None


def test_after_seven_days_an_opening_is_overdue_here_and_on_the_leaders_start_page(make, worker, case, leader):
    desk = make.client(leader)
    assert "forseglet" not in desk.get("/").text
    made = glass(case, worker, opened_at=now() - timedelta(days=6, hours=23), closed_at=now())
    assert "Over fristen" not in desk.get("/forseglet/aabninger").text
    assert "1 åbnet forseglet sag skal ses igennem" in desk.get("/").text
    Glass.update(opened_at=now() - timedelta(days=7, minutes=1)).execute()
    assert "Over fristen" in desk.get("/forseglet/aabninger").text
    assert "over fristen" in desk.get("/").text
    desk.post(f"/forseglet/aabninger/{made.id}", data={"verdict": "right"})
    assert "forseglet" not in desk.get("/").text


def test_tries_that_found_nothing_are_listed(make, phone, case, leader):
    open_it(phone, case, number="0000-0000")
    page = make.client(leader).get("/forseglet/aabninger").text
    assert "Forsøg uden held" in page
    assert "Maja Holm" in page


def test_an_unsealed_case_says_its_number(make, phone, worker):
    case = make.case(worker)
    assert case.number in phone.get(f"/sager/{case.id}").text
    assert Case.get_by_id(case.id).number == f"{case.id.hex[:4]}-{case.id.hex[4:8]}".upper()
