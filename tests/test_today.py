"""The start page: what is nearest first, and the shortest way to a note."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from markupsafe import escape

from boligsocial.clock import now, today
from boligsocial.models import AuditRow, CaseStatus, FollowUp, NoteKind, Role, Topic
from boligsocial.procedures.deadlines import RULES
from boligsocial.procedures.sources import places_of
from boligsocial.today import queries
from boligsocial.visiting import visits_without_note

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


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


def combinations(page):
    """Return the lines that are one tap from a filled log, in order."""
    return re.findall(r'href="/log\?kind[^>]*>([^<]*)<', page)


@pytest.mark.parametrize(("times", "first"), [(3, "Besøg · Husleje"), (5, "Besøg · Støj")])
def test_a_combination_of_today_weighs_four_times_one_of_ten_days_ago(make, worker, phone, times, first):
    department = make.department(name="Birkelunden")
    make.note(worker, department=department, topic=Topic.RENT)
    for _time in range(times):
        make.note(worker, department=department, topic=Topic.NOISE, happened_at=now() - timedelta(days=10))
    assert combinations(phone.get("/").text)[0] == f"{first} · Birkelunden"


def test_only_what_stands_and_happened_in_the_last_14_days_counts_and_three_are_offered(make, worker, phone):
    department = make.department(name="Birkelunden")
    for days, topic, times in (
        (1, Topic.RENT, 3),
        (1, Topic.MOVE_IN, 2),
        (13.9, Topic.NOISE, 4),
        (14.1, Topic.OTHER, 99),
    ):
        for _time in range(times):
            make.note(worker, department=department, topic=topic, happened_at=now() - timedelta(days=days))
    for _time in range(9):
        make.note(worker, department=department, topic=Topic.CONCERN, undone_at=now())
    offered = ["Husleje", "Indflytning", "Støj"]
    assert combinations(phone.get("/").text) == [f"Besøg · {topic} · Birkelunden" for topic in offered]
    make.note(worker, department=department, kind=NoteKind.CALL)
    assert len(combinations(phone.get("/").text)) == 3


def test_a_visit_planned_today_doubles_what_speaks_for_its_department(make, worker, phone):
    often, planned = make.department(name="Ofte"), make.department(name="Planlagt")
    for department in (often, often, often, planned):
        make.note(worker, department=department)
    make.visit(worker, department=planned)
    assert combinations(phone.get("/").text) == ["Besøg · Støj · Ofte", "Besøg · Støj · Planlagt"]
    make.note(worker, department=planned)
    assert combinations(phone.get("/").text) == ["Besøg · Støj · Planlagt", "Besøg · Støj · Ofte"]


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


def test_follow_ups_are_ones_own_open_ones_the_longest_overdue_first(make, worker, phone):
    case = make.case(worker)
    make.follow_up(case, -1, what="Siden i går")
    make.follow_up(case, -9, what="Siden længe")
    make.follow_up(case, 0, what="Er gjort", done_at=now(), done_by=worker)
    make.follow_up(make.case(), 0, what="En kollegas")
    page = phone.get("/").text
    assert page.index("Siden længe") < page.index("Siden i går")
    assert "Er gjort" not in page
    assert "En kollegas" not in page


def test_somebody_who_may_see_no_cases_has_no_follow_ups(make):
    leader = make.user(Role.LEADER)
    make.follow_up(make.case(leader), 0)
    assert queries.follow_ups_until(leader, today()) == []


def test_the_notes_that_wait_for_a_case_are_counted(make, worker, phone):
    assert "Uafklaret" not in phone.get("/").text
    make.note()
    make.note(worker)
    make.note(case=make.case())
    make.note(settled_at=now())
    make.note(undone_at=now())
    assert "Uafklaret (2)" in phone.get("/").text


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
        make.visit(worker, planned_at=NOON - timedelta(days=1), finished_at=NOON, purpose="Allerede i går")
        make.visit(planned_at=NOON, purpose="En kollegas")
        page = make.client(worker).get("/").text
    assert "10.00" in page
    assert page.index("Første besøg") < page.index("Andet besøg")
    assert "Først i morgen" not in page
    assert "Allerede i går" not in page
    assert "En kollegas" not in page


@pytest.mark.parametrize(("hour", "asked"), [(15, False), (16, True)])
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


def test_no_more_visits_are_asked_about_than_there_is_room_for(make, worker):
    for hours in (30, 50):
        make.visit(worker, planned_at=now() - timedelta(hours=hours))
    (asked,) = visits_without_note(worker, now(), limit=1)
    assert now() - asked.planned_at < timedelta(hours=31)


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
    assert page.count("<td>1</td>") == 4


def test_the_leaders_numbers_are_the_notes_of_30_days_and_the_open_cases_of_each_department(make):
    busy, quiet = make.department(name="Birkelunden"), make.department(name="Engen")
    for days in (0, 29, 31):
        make.note(department=busy, happened_at=now() - timedelta(days=days))
    make.note(department=busy, undone_at=now())
    for status in CaseStatus:
        make.case(department=busy, status=status)
    make.case(department=quiet, status=CaseStatus.CLOSED)
    figures = [(row["name"], row["notes"], row["cases"]) for row in queries.department_figures()]
    assert figures == [("Birkelunden", 2, 2), ("Engen", 0, 0)]


def test_everybody_lands_where_their_work_is(make):
    assert make.client(make.contact()).get("/").location == "/portal"
    assert make.client(make.user(Role.ADMIN)).get("/").location == "/brugere"
    worker = make.worker(first_name="Ditte", phone="+4570102030")
    page = make.client(make.promise(make.user(Role.VOLUNTEER)).user).get("/").text
    assert f"Ring til {worker.first_name}" in page


def test_a_volunteer_finds_the_workers_who_are_still_here_and_nobody_else(make):
    make.worker(first_name="Ditte", full_name="Ditte Holm")
    make.worker(full_name="Rejst Bort", closed_at=now())
    make.user(Role.LEADER, full_name="Lea Der")
    page = make.client(make.promise(make.user(Role.VOLUNTEER)).user).get("/").text
    assert "Ditte Holm" in page
    assert "Rejst Bort" not in page
    assert "Lea Der" not in page


# -- deadlines that come from a rule


def deadline(make, worker, rule, days):
    return make.follow_up(make.case(worker), days=days, rule=rule, what=RULES[rule].title.da)


def test_deadlines_stand_first_and_the_most_dangerous_before_the_others(make, phone, worker):
    for rule, days in (
        *(("first_contact", 1), ("defect_list", 6), ("demand_deadline", 7), ("notif_receipt", 2)),
        *(("housing_benefit", -3), ("follow_up_14_days", -9)),
    ):
        deadline(make, worker, rule, days)
    page = phone.get("/").text
    order = ("housing_benefit", "follow_up_14_days", "notif_receipt", "first_contact", "demand_deadline", "defect_list")
    places = [page.index(f">{RULES[rule].title.da}<") for rule in order]
    assert places == sorted(places)
    assert "Frister (6)" in page
    assert page.index("Frister (6)") < page.index("Dagens besøg")


def test_a_deadline_is_known_a_week_ahead_and_one_of_a_colleague_is_theirs(make, phone, worker):
    deadline(make, worker, "defect_list", 8)
    deadline(make, make.worker(), "demand_deadline", 1)
    page = phone.get("/").text
    assert "Frister" not in page
    deadline(make, worker, "defect_list", 7)
    assert "Frister (1)" in phone.get("/").text


def test_a_deadline_says_its_rule_why_and_the_law(make, phone, worker):
    deadline(make, worker, "moveout_statement", 3)
    page, rule = phone.get("/").text, RULES["moveout_statement"]
    for said in (rule.says.da, rule.why.da, rule.law, f"Kilde: {places_of(rule.source)}."):
        assert str(escape(said)) in page
    assert ("Kontrollér altid den gældende lov." in page) == rule.must_check
    deadline(make, worker, "liability_end", 3)
    assert RULES["liability_end"].must_check
    assert "Kontrollér altid den gældende lov." in phone.get("/").text
