"""The start page: what is nearest first, and the shortest way to a note."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from boligsocial.clock import now
from boligsocial.models import AuditRow, Case, FollowUp, NoteKind, Role, Topic

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.fixture
def worker(make):
    return make.worker()


@pytest.fixture
def phone(make, worker):
    return make.client(worker)


def test_a_combination_is_one_tap_from_a_filled_log(make, worker, phone):
    department = make.department(name="Birkelunden")
    for _time in range(2):
        make.note(worker, department=department, topic=Topic.INDOOR_CLIMATE, kind=NoteKind.CALL)
    page = phone.get("/").text
    assert "Opkald · Indeklima · Birkelunden" in page
    address = re.search(r'href="(/log\?[^"]*)">Opkald · Indeklima · Birkelunden', page).group(1)
    make.note(worker)  # the address says it all, whatever was logged last
    log = phone.get(address.replace("&amp;", "&")).text
    for name, value in (("kind", "call"), ("topic", "indoor_climate"), ("department", department.id)):
        assert f'name="{name}" value="{value}" checked' in log


def test_recent_combinations_weigh_more_than_old_ones_and_only_14_days_count(make, worker, phone):
    department = make.department(name="Birkelunden")
    for days, topic, times in ((1, Topic.RENT, 2), (12, Topic.NOISE, 4), (15, Topic.CONCERN, 20)):
        for _time in range(times):
            make.note(worker, department=department, topic=topic, happened_at=now() - timedelta(days=days))
    page = phone.get("/").text
    assert page.index("Besøg · Husleje") < page.index("Besøg · Støj")
    assert "Besøg · Bekymring" not in page


def test_a_visit_planned_today_lifts_its_department(make, worker, phone):
    often, planned = make.department(name="Ofte"), make.department(name="Planlagt")
    for department in (often, often, often, planned, planned):
        make.note(worker, department=department)
    assert phone.get("/").text.index("Støj · Ofte") < phone.get("/").text.index("Støj · Planlagt")
    make.visit(worker, department=planned)
    assert phone.get("/").text.index("Støj · Planlagt") < phone.get("/").text.index("Støj · Ofte")


def test_another_workers_notes_make_no_combinations(make, phone):
    make.note(make.worker(), department=make.department(name="Fremmed"))
    assert "Fremmed" not in phone.get("/").text


def test_what_is_overdue_stands_before_what_is_due_today(make, worker, phone):
    case = make.case(worker)
    make.follow_up(case, 0, what="Ring i dag")
    make.follow_up(case, -2, what="Skulle være ringet")
    make.follow_up(case, 1, what="Ring i morgen")
    make.follow_up(case, 5, what="Ring senere")
    page = phone.get("/").text
    places = [page.index(text) for text in ("Over fristen (1)", "Skulle være ringet", "2 dage over", "Ring i dag")]
    assert places == sorted(places)
    assert page.index("I morgen (1)") < page.index("Ring i morgen")
    assert "Ring senere" not in page


def test_a_follow_up_is_done_from_the_start_page(make, worker, phone):
    follow_up = make.follow_up(make.case(worker), 0)
    answer = phone.post(f"/opfoelgninger/{follow_up.id}/udfoert", data={"next": "/"})
    assert answer.location == "/"
    assert FollowUp.get().done_by == worker


def test_todays_visits_stand_in_the_order_of_the_day(make, worker, phone):
    with time_machine.travel(NOON, tick=False):
        make.visit(worker, planned_at=NOON + timedelta(hours=3), purpose="Andet besøg")
        make.visit(worker, planned_at=NOON - timedelta(hours=2), purpose="Første besøg")
        make.visit(worker, planned_at=NOON + timedelta(days=1), purpose="Først i morgen")
        page = make.client(worker).get("/").text
    assert "10.00" in page
    assert page.index("Første besøg") < page.index("Andet besøg")
    assert "Først i morgen" not in page


@pytest.mark.parametrize(("hour", "asked"), [(14, False), (16, True)])
def test_todays_visit_without_a_note_is_asked_about_in_the_evening(make, worker, hour, asked):
    evening = datetime(2026, 11, 23, hour - 1, 30, tzinfo=UTC)
    with time_machine.travel(evening, tick=False):
        make.visit(worker, planned_at=evening - timedelta(hours=4), finished_at=evening - timedelta(hours=3))
        page = make.client(worker).get("/").text
    assert ("Besøg uden notat" in page) is asked


def test_a_visit_with_its_note_is_not_asked_about(make, worker, phone):
    visit = make.visit(worker, planned_at=now() - timedelta(days=1))
    assert "Besøg uden notat" in phone.get("/").text
    make.note(worker, visit=visit, department=visit.department)
    assert "Besøg uden notat" not in phone.get("/").text


def test_an_empty_day_says_what_to_do(phone):
    page = phone.get("/").text
    assert "Ingen besøg i dag. Vil du planlægge et?" in page
    assert "Log et notat" in page


def test_the_start_page_leaves_one_reading_trace(make, worker, phone):
    phone.get("/")
    assert AuditRow.select().where(AuditRow.actor == worker, AuditRow.event == "today.read").count() == 1


def test_the_leader_sees_numbers_and_no_homes(make):
    home = make.dwelling()
    make.note(department=home.department, dwelling=home, text="Fortroligt")
    make.case(department=home.department, dwelling=home)
    page = make.client(make.user(Role.LEADER)).get("/").text
    assert home.department.name in page
    assert "Fortroligt" not in page
    assert home.address not in page
    assert Case.select().count() == 1
    assert page.count("<td>1</td>") == 4


def test_everybody_lands_where_their_work_is(make):
    assert make.client(make.contact()).get("/").location == "/portal"
    assert make.client(make.user(Role.ADMIN)).get("/").location == "/brugere"
    worker = make.worker(first_name="Ditte", phone="+4570102030")
    page = make.client(make.user(Role.VOLUNTEER)).get("/").text
    assert f"Ring til {worker.first_name}" in page
