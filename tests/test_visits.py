"""Visits: started on arrival, finished, taken over; the page and the list."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine

from boligsocial.clock import instant, now, today
from boligsocial.models import AuditRow, Role, Visit
from boligsocial.visiting import running_visit, todays_visits, visits_without_note
from tests.watch import watched

MONDAY_MORNING = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)  # 10.10 in Denmark


def at(days, hour=10, minute=0):
    return instant(today() + timedelta(days=days), time(hour, minute))


def events(visit):
    rows = AuditRow.select().where(AuditRow.subject_type == "Visit", AuditRow.subject_id == str(visit.id))
    return [row.event for row in rows.order_by(AuditRow.id) if not row.event.endswith(("read", "listed"))]


def fresh(visit):
    return Visit.get_by_id(visit.id)


# -- starting and finishing


def test_a_visit_is_started_on_arrival_and_finished(make, worker, phone):
    visit = make.visit(worker)
    assert "Start besøg" in phone.get(f"/besoeg/{visit.id}").text
    page = phone.post(f"/besoeg/{visit.id}/start", data={"write_id": str(uuid4())}, follow_redirects=True).text
    assert f'href="/log?visit={visit.id}"' in page
    assert "Afslut besøg" in page
    assert running_visit(worker) == visit
    page = phone.post(f"/besoeg/{visit.id}/afslut", data={"write_id": str(uuid4())}, follow_redirects=True).text
    assert "Besøget er afsluttet uden notat." in page
    assert running_visit(worker) is None
    assert events(visit) == ["visit.started", "visit.finished"]


def test_a_double_tap_starts_once(make, worker, phone):
    visit, sent = make.visit(worker), {"write_id": str(uuid4())}
    first, second = (phone.post(f"/besoeg/{visit.id}/start", data=sent) for _ in range(2))
    assert first.location == second.location
    assert events(visit) == ["visit.started"]


def test_a_finished_visit_with_a_note_asks_for_nothing_and_goes_on_by_one_tap(make, worker, phone):
    visit = make.visit(worker, started_at=now())
    make.note(worker, visit=visit, department=visit.department, text="Alt vel")
    page = phone.post(f"/besoeg/{visit.id}/afslut", data={"write_id": str(uuid4())}, follow_redirects=True).text
    assert "Besøget er afsluttet." in page
    assert "uden notat" not in page.lower()
    assert "Alt vel" in page
    phone.post(f"/besoeg/{visit.id}/fortsaet", data={"write_id": str(uuid4())})
    assert running_visit(worker) == visit
    assert events(visit) == ["visit.finished", "visit.resumed"]


def test_a_visit_finished_on_another_day_does_not_go_on(make, worker, phone):
    visit = make.visit(worker, planned_at=at(-1), started_at=at(-1), finished_at=at(-1, 11))
    assert "Fortsæt besøg" not in phone.get(f"/besoeg/{visit.id}").text
    phone.post(f"/besoeg/{visit.id}/fortsaet")
    assert fresh(visit).finished_at == at(-1, 11)


def test_a_second_visit_cannot_start_while_one_runs_and_the_page_offers_to_finish_it(make, worker, phone):
    running = make.visit(worker, started_at=now(), department=make.department(name="Kildehusene"))
    next_one = make.visit(worker)
    answer = phone.post(f"/besoeg/{next_one.id}/start", data={"write_id": str(uuid4())})
    assert answer.status_code == 409
    assert "Du er på et andet besøg: Kildehusene" in answer.text
    assert "Der er ikke skrevet notat på det endnu." in answer.text
    assert fresh(next_one).started_at is None
    assert phone.get(f"/besoeg/{next_one.id}").text.count("Afslut det, og start her") == 1
    phone.post(f"/besoeg/{next_one.id}/start", data={"write_id": str(uuid4()), "finish_first": "1"})
    assert fresh(running).finished_at is not None
    assert running_visit(worker) == next_one
    assert (events(running), events(next_one)) == (["visit.finished"], ["visit.started"])


def test_finishing_the_other_visit_is_taken_back_when_this_one_cannot_start(make, worker, phone):
    running, colleagues = make.visit(worker, started_at=now()), make.visit()
    phone.post(f"/besoeg/{colleagues.id}/start", data={"finish_first": "1"})
    assert fresh(running).finished_at is None
    assert events(running) == []


def test_a_visit_started_on_another_day_moves_to_that_day(make, worker, phone):
    visit = make.visit(worker, planned_at=at(2))
    phone.post(f"/besoeg/{visit.id}/start")
    assert abs(fresh(visit).planned_at - now()) < timedelta(minutes=1)


# -- two workers


def test_a_colleagues_visit_is_taken_over_before_it_is_started(make, worker, phone):
    jonas = make.worker(first_name="Jonas")
    visit = make.visit(jonas)
    refused = phone.post(f"/besoeg/{visit.id}/start", follow_redirects=True)
    assert "Besøget er en kollegas. Overtag det først." in refused.text
    assert "Overtag besøg" in refused.text
    assert "Jonas tager besøget." in refused.text
    assert fresh(visit).started_at is None
    phone.post(f"/besoeg/{visit.id}/overtag", data={"write_id": str(uuid4())})
    assert fresh(visit).worker == worker
    phone.post(f"/besoeg/{visit.id}/start")
    assert running_visit(worker) == visit
    assert running_visit(jonas) is None
    assert events(visit) == ["visit.taken_over", "visit.started"]


def test_a_running_visit_is_finished_by_its_worker_or_taken_over_by_somebody_free(make, worker, phone):
    visit = make.visit(make.worker(), started_at=now())
    phone.post(f"/besoeg/{visit.id}/afslut")
    assert fresh(visit).finished_at is None
    own = make.visit(worker, started_at=now())
    assert phone.post(f"/besoeg/{visit.id}/overtag").status_code == 409
    phone.post(f"/besoeg/{own.id}/afslut")
    phone.post(f"/besoeg/{visit.id}/overtag")
    assert running_visit(worker) == visit


def test_a_finished_visit_is_not_taken_over(make, worker, phone):
    jonas = make.worker()
    visit = make.visit(jonas, started_at=at(0), finished_at=at(0, 11))
    assert "Overtag" not in phone.get(f"/besoeg/{visit.id}").text
    phone.post(f"/besoeg/{visit.id}/overtag")
    assert fresh(visit).worker == jonas


def test_only_workers_see_visits_and_the_others_find_nothing(make):
    visit = make.visit(make.worker())
    for role in (Role.CONTACT, Role.VOLUNTEER, Role.LEADER, Role.ADMIN):
        browser = make.client(make.user(role))
        for path in ("/besoeg", "/besoeg/planlaeg", f"/besoeg/{visit.id}", f"/besoeg/{visit.id}/ret"):
            assert browser.get(path).status_code == 404
        for deed in ("ret", "start", "afslut", "fortsaet", "overtag", "aflys", "genopret"):
            assert browser.post(f"/besoeg/{visit.id}/{deed}").status_code == 404
    assert events(visit) == []


def test_a_visit_that_does_not_exist_is_not_found(phone):
    for deed in ("start", "afslut", "fortsaet", "overtag", "aflys", "genopret"):
        assert phone.post(f"/besoeg/{uuid4()}/{deed}").status_code == 404


# -- a visit's page


def test_the_page_shows_the_notes_of_the_visit_home_after_home(make, worker, phone):
    department = make.department(name="Birkelunden")
    visit = make.visit(worker, department=department, started_at=now())
    first, second = make.dwelling(department, address="Vej 2, st."), make.dwelling(department, address="Vej 4, st.")
    make.note(worker, visit=visit, department=department, dwelling=first, text="Dørtelefon i stykker")
    make.note(worker, visit=visit, department=department, dwelling=second, text="Fugt i badet")
    make.note(worker, visit=visit, department=department, text="Fortrudt", undone_at=now())
    page = phone.get(f"/besoeg/{visit.id}").text
    assert "Dørtelefon i stykker" in page
    assert "Vej 4, st." in page
    assert "Fortrudt" not in page
    assert "Log en bolig mere" in page
    assert f'href="/log?visit={visit.id}&amp;dwelling=&amp;case="' in page


def test_reading_a_visit_and_the_list_leaves_one_row_each(make, worker, phone):
    visit = make.visit(worker)
    phone.get(f"/besoeg/{visit.id}")
    phone.get("/besoeg")
    reads = [row.event for row in AuditRow.select().where(AuditRow.actor == worker.id).order_by(AuditRow.id)]
    assert reads == ["visit.read", "visit.listed"]


# -- the list


def test_the_list_shows_what_runs_then_today_then_the_coming_days(make, worker):
    with time_machine.travel(MONDAY_MORNING, tick=False):
        place = make.department
        make.visit(worker, planned_at=at(2), department=place(name="Onsdagsstedet"))
        make.visit(worker, planned_at=at(0, 15), department=place(name="Dagens sted"))
        make.visit(make.worker(first_name="Jonas"), planned_at=at(1), department=place(name="Kollegas sted"))
        make.visit(worker, planned_at=at(0, 9), started_at=at(0, 9), department=place(name="Løbende sted"))
        make.visit(worker, planned_at=at(0, 16), cancelled_at=now(), department=place(name="Aflyst sted"))
        page = make.client(worker).get("/besoeg").text
    order = ["I gang nu", "Løbende sted", "Dagens sted", "Tirsdag 24. november", "Kollegas sted", "Jonas tager det"]
    places = [page.index(words) for words in [*order, "Onsdag 25. november", "Onsdagsstedet"]]
    assert places == sorted(places)
    assert "Aflyst sted" not in page


def test_an_empty_list_says_what_to_do(phone):
    page = phone.get("/besoeg").text
    assert "Ingen besøg på vej" in page
    assert "Planlæg besøg" in page


@pytest.mark.parametrize(
    ("moment", "listed"),
    [
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), False),  # 23.59 the same Danish day
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), True),  # midnight in Denmark
        (datetime(2026, 12, 7, 22, 59, tzinfo=UTC), True),  # the 14th day after, one minute to midnight
        (datetime(2026, 12, 7, 23, 0, tzinfo=UTC), False),
    ],
)
def test_a_visit_without_a_note_is_asked_about_from_danish_midnight_for_14_days(make, worker, moment, listed):
    with time_machine.travel(MONDAY_MORNING, tick=False):
        make.visit(worker, planned_at=at(0, 0, 0), department=make.department(name="Glemt sted"))
    with time_machine.travel(moment, tick=False):
        page = make.client(worker).get("/besoeg").text
    asked = page.partition("Besøg uden notat")[2]
    assert ("Glemt sted" in asked) is listed


def test_what_should_have_been_written_by_now_is_told_by_the_instant(make, worker):
    with time_machine.travel(MONDAY_MORNING, tick=False):
        past = make.visit(worker, planned_at=at(0, 9))
        make.visit(worker, planned_at=at(0, 15))
        assert visits_without_note(worker, now()) == [past]
        assert len(todays_visits(worker)) == 2


def test_only_ones_own_finished_or_forgotten_visits_without_a_living_note_are_asked_about(make, worker):
    forgotten = make.visit(worker, planned_at=at(-1))
    undone = make.visit(worker, planned_at=at(-2), started_at=at(-2), finished_at=at(-2, 11))
    make.note(worker, visit=undone, undone_at=now())
    written = make.visit(worker, planned_at=at(-1))
    make.note(make.worker(), visit=written)
    make.visit(worker, planned_at=at(-1), cancelled_at=now())
    make.visit(worker, planned_at=at(-1), started_at=at(-1))
    make.visit(planned_at=at(-1))
    assert visits_without_note(worker, now()) == [forgotten, undone]


def test_the_statements_do_not_grow_with_the_visits_and_notes(make, worker, phone):
    visit = make.visit(worker, started_at=now())

    def statements():
        counts = []
        for path in ("/besoeg", f"/besoeg/{visit.id}", "/besoeg/planlaeg", f"/besoeg/{visit.id}/ret"):
            with watched() as seen:
                assert phone.get(path).status_code == 200
            counts.append(len(seen))
        return counts

    make.photo(make.note(worker, visit=visit))
    make.visit(worker, planned_at=at(-1))
    make.visit(worker, planned_at=at(1))
    few = statements()
    for days in range(-5, 5):
        home = make.dwelling()
        make.visit(worker, planned_at=at(days), department=home.department, dwelling=home)
        make.visit(planned_at=at(days), case=make.case(worker))
        make.photo(make.note(worker, visit=visit, dwelling=home, department=home.department))
    assert statements() == few
    assert max(few) <= 8


def test_running_visit_is_one_statement_with_its_place(make, worker):
    home = make.dwelling()
    case = make.case(worker, department=home.department)
    make.visit(worker, department=home.department, dwelling=home, case=case, started_at=now())
    with watched() as seen:
        visit = running_visit(worker)
        assert visit is not None
        assert (visit.department.name, visit.dwelling.address) == (home.department.name, home.address)
        assert (visit.case.area, visit.has_note) == (case.area, False)
    assert len(seen) == 1
