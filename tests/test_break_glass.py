"""Opening a sealed case all the same: a reason, a fresh login, sixty minutes, and a leader who looks at it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from boligsocial.audit import Event
from boligsocial.clock import now
from boligsocial.models import (
    AuditRow,
    CaseStatus,
    Glass,
    Notice,
    NoticeKind,
    NoticeWay,
    Role,
)
from boligsocial.seals.forms import says_something
from tests.make import PASSWORD
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


# -- opening


def test_with_a_reason_the_case_opens_and_every_leader_is_told_at_once_without_content(make, phone, worker, case):
    ways = (NoticeWay.AT_ONCE, NoticeWay.DIGEST, NoticeWay.NEVER)
    leaders = [make.user(Role.LEADER, email=f"{way}@eksempel.dk", notice_way=way) for way in ways]
    make.user(Role.LEADER, email="lukket@eksempel.dk", closed_at=now())
    assert open_it(phone, case).location == f"/sager/{case.id}"
    page = phone.get(f"/sager/{case.id}").text
    assert "Din leder har fået besked." in page
    made = Glass.get()
    assert (made.user, made.case, made.reason) == (worker, case, REASON)
    assert made.until - made.opened_at == timedelta(minutes=60)
    assert [(row.user, row.kind) for row in Notice.select().order_by(Notice.user)] == [
        (one, NoticeKind.GLASS) for one in leaders
    ]
    assert {row.path for row in Notice.select()} == {"/forseglet/aabninger"}
    assert AuditRow.select().where(AuditRow.event == Event.GLASS_BROKEN, AuditRow.actor == worker.id).count() == 1


@pytest.mark.parametrize("typed", ["3f2a91bc", "3F2A-91BC", " 3f2a 91bc ", "https://bolig.dk/sager/{id}", "{id}"])
def test_a_number_is_known_however_it_is_written(make, phone, jonas, typed):
    case = make.case(jonas, id=UUID("3f2a91bc-aaaa-4bbb-8ccc-1234567890ab"))
    seal(case)
    assert open_it(phone, case, number=typed.format(id=case.id)).status_code == 303


def test_who_stands_at_the_door_names_the_home(make, phone, case):
    home = {"number": "", "department": case.department_id, "dwelling": case.dwelling.address}
    assert open_it(phone, case, **home).location == f"/sager/{case.id}"
    without = {**home, "department": ""}
    assert "Vælg den afdeling, boligen ligger i." in open_it(phone, case, **without).text


def test_of_several_cases_in_a_home_each_try_opens_the_next_the_open_ones_first(make, phone, case, jonas):
    place = {"department": case.department, "dwelling": case.dwelling}
    closed = make.case(jonas, status=CaseStatus.CLOSED, **place)
    later = make.case(jonas, **place)
    for one in (closed, later):
        seal(one)
    form = {"number": "", "department": case.department_id, "dwelling": case.dwelling.address, "reason": REASON}
    opened = [phone.post("/forseglet", data={**form, "write_id": str(uuid4())}).location for _try in range(3)]
    assert opened == [f"/sager/{one.id}" for one in (later, case, closed)]


def test_a_second_tap_opens_once(phone, case):
    same = str(uuid4())
    assert [open_it(phone, case, write_id=same).status_code for _tap in range(2)] == [303, 303]
    assert Glass.select().count() == 1


def test_who_has_the_case_anyway_breaks_nothing(make, jonas, case):
    assert open_it(make.client(jonas), case).location == f"/sager/{case.id}"
    assert Glass.select().count() == 0


# -- the reason


@pytest.mark.parametrize(
    "reason",
    [
        *("", "Den er akut", "aaaaaaaaaaaaaaaaaaaaaaaaa", "asdf asdf asdf asdf asdf", "qwertyuiopqwertyuiop"),
        *("1234567890 1234567890 123", "akut akut akut akut akut", ". . . . . . . . . . . . . .", " " * 40),
        *("a b c d e f g h i j k", "nu nu nu nu nu nu nu nu nu nu"),
    ],
)
def test_a_filler_is_no_reason_and_nothing_is_looked_up(phone, case, reason):
    answer = open_it(phone, case, reason=reason)
    assert answer.status_code == 422
    assert "hele ord, hvorfor du må åbne sagen nu" in answer.text
    assert Glass.select().count() == 0
    assert not AuditRow.select().where(AuditRow.event == Event.GLASS_REFUSED).exists()


@pytest.mark.parametrize("reason", [REASON, "Jonas er syg. Vand løber ned.", "Akut: børn er alene hjemme nu"])
def test_a_real_reason_is_one(reason):
    assert says_something(reason)


def test_the_answer_before_a_reason_is_the_same_whether_there_is_a_sealed_case_or_not(phone, case):
    there, nowhere = (
        phone.post("/forseglet", data={"number": number, "reason": "Akut"}) for number in (case.number, "0000-0000")
    )
    assert there.status_code == nowhere.status_code == 422

    def plain(answer, number):
        return answer.text.replace(number, "NUMBER").partition("<main")[2].replace(_write_id(answer), "")

    assert plain(there, case.number) == plain(nowhere, "0000-0000")


def _write_id(answer):
    return answer.text.partition('name="write_id" value="')[2].partition('"')[0]


# -- a fresh login


def test_a_login_of_this_morning_is_not_enough_and_the_reason_comes_along(make, worker, case):
    with time_machine.travel(now(), tick=False) as traveller:
        browser = make.client(worker)
        traveller.shift(6 * MINUTE)
        asked = open_it(browser, case)
        assert asked.status_code == 401
        assert REASON in asked.text
        assert Glass.select().count() == 0
        browser.post("/bekraeft", data={"password": PASSWORD, "code": make.totp(worker), "next": "/"})
        assert open_it(browser, case).status_code == 303


# -- tries that find nothing


def test_a_try_that_finds_nothing_is_traced_and_after_five_there_are_no_more_for_an_hour(make, phone, worker, case):
    ordinary = make.case(make.worker())
    with time_machine.travel(now(), tick=False) as traveller:
        browser = make.client(worker)
        for number in (ordinary.number, "0000-0000", "x", "0000-0001", "0000-0002"):
            answer = open_it(browser, case, number=number)
            assert (answer.status_code, "Vi fandt ingen forseglet sag" in answer.text) == (422, True)
        failed = AuditRow.select().where(AuditRow.event == Event.GLASS_REFUSED, AuditRow.actor == worker.id)
        assert failed.count() == 5
        assert open_it(browser, case).status_code == 429
        assert Glass.select().count() == 0
        # It is their own limit and nobody else's.
        assert open_it(make.client(make.worker()), case).status_code == 303
        traveller.shift(61 * MINUTE)
        assert open_it(make.client(worker), case).status_code == 303


def test_who_is_recused_cannot_break_the_glass_and_learns_nothing(make, phone, worker, case):
    make.recusal(case, worker)
    answer = open_it(phone, case)
    assert answer.status_code == 422
    assert "Vi fandt ingen forseglet sag" in answer.text
    assert Glass.select().count() == 0
    # Neither does one that was broken before the recusal stay open.
    glass(case, worker)
    assert not there(phone, case)


def test_a_case_that_is_not_sealed_any_more_cannot_be_broken_open(make, phone, jonas, case):
    make.client(jonas).post(f"/sager/{case.id}/forsegl/ophaev")
    assert open_it(phone, case).status_code == 422
    assert there(phone, case)
