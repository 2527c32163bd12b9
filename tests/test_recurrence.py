"""A conflict that comes back within 90 days is found and counted by the app."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from boligsocial.clock import DENMARK
from boligsocial.models import CaseArea, CaseStatus, Party, Role
from boligsocial.recurrence import Figures, came_back_after, figures

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon():
    """It is noon for everybody, from before anybody signs in."""
    with time_machine.travel(NOON, tick=False):
        yield


def ago(days):
    return NOON - timedelta(days=days)


@pytest.mark.parametrize(
    ("opened", "days"),
    [
        ("2026-06-01 20:00", 0),
        ("2026-06-02 00:30", 1),
        ("2026-08-30 23:59", 90),
        ("2026-08-31 00:00", None),
        ("2026-06-01 18:00", None),
    ],
)
def test_the_days_are_danish_days_and_90_of_them_count(opened, days):
    closed_at = datetime(2026, 6, 1, 19, 0, tzinfo=DENMARK)
    opened_at = datetime.strptime(opened, "%Y-%m-%d %H:%M").replace(tzinfo=DENMARK)
    assert came_back_after(closed_at, opened_at) == days


def test_what_is_not_closed_does_not_come_back():
    assert came_back_after(None, NOON) is None


def closed(make, worker, opened, closed, **values):
    return make.case(worker, opened_at=ago(opened), closed_at=ago(closed), status=CaseStatus.CLOSED, **values)


@pytest.mark.parametrize(("days", "is_back"), [(0, True), (1, True), (40, True), (90, True), (91, False)])
@pytest.mark.parametrize("by", ["home", "resident"])
def test_a_conflict_says_that_it_has_come_back_and_the_earlier_one_that_it_did(make, worker, phone, days, is_back, by):
    department = make.department()
    home, resident = make.dwelling(department), make.resident()
    shared = {"department": department, "dwelling": home if by == "home" else None}
    earlier = closed(make, worker, days + 30, days, **shared)
    later = make.case(worker, opened_at=NOON, **shared)
    if by == "resident":
        make.party(earlier, resident)
        make.party(later, resident)
    now_page, then_page = phone.get(f"/sager/{later.id}").text, phone.get(f"/sager/{earlier.id}").text
    assert ("Konflikten er kommet igen." in now_page) is is_back
    assert (f'href="/sager/{earlier.id}"' in now_page) is is_back
    said = "Kom igen efter 1 dag." if days == 1 else f"Kom igen efter {days} dage."
    assert (said in then_page) is is_back
    assert (f'href="/sager/{later.id}"' in then_page) is is_back
    assert figures() == Figures(1, 1 if is_back else 0)


@pytest.mark.parametrize("why", ["other people", "another area", "not closed", "removed", "recused"])
def test_what_is_no_return_is_not_called_one(make, worker, phone, why):
    home = make.dwelling()
    there = {"department": home.department, "dwelling": home}
    elsewhere = {"department": home.department, "dwelling": make.dwelling(home.department)}
    later = make.case(worker, opened_at=NOON, **there)
    values = dict(elsewhere if why in ("other people", "removed") else there)
    if why == "another area":
        values["area"] = CaseArea.ARREARS
    if why == "not closed":
        earlier = make.case(worker, opened_at=ago(30), **values)
    else:
        earlier = closed(make, worker, 60, 30, **values)
    if why == "removed":
        resident = make.resident()
        make.party(earlier, resident)
        make.party(later, resident)
        Party.update(removed_at=NOON).where(Party.case == earlier.id).execute()
    if why == "recused":
        make.recusal(earlier, worker)
    page = phone.get(f"/sager/{later.id}").text
    assert "Konflikten er kommet igen." not in page
    assert str(earlier.id) not in page


def test_the_leader_sees_numbers_of_the_last_365_days_and_nobody(make, worker):
    department = make.department()
    first, second, third = (make.dwelling(department) for _number in range(3))
    closed(make, worker, 400, 366, department=department, dwelling=first)
    closed(make, worker, 200, 120, department=department, dwelling=second)
    back = closed(make, worker, 100, 50, department=department, dwelling=second)
    make.party(back, make.resident(name="Anna Holm"))
    make.party(back, make.resident(name="Bo Lind"))
    closed(make, worker, 300, 200, department=department, dwelling=third)
    make.case(worker, opened_at=ago(100), department=department, dwelling=third)
    make.case(worker, opened_at=ago(5), department=department, dwelling=first)
    assert figures() == Figures(closed=3, came_back=1)
    page = make.client(make.user(Role.LEADER)).get("/").text
    assert "3 konflikter er afsluttet de seneste 365 dage." in page
    assert "1 af dem kom igen inden for 90 dage." in page
    assert "Anna Holm" not in page
    assert second.address not in page
