"""Planning a visit, changing it, calling it off."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine

from boligsocial.clock import instant, now, today
from boligsocial.models import AuditRow, Topic, Visit


def at(days, hour=10, minute=0):
    return instant(today() + timedelta(days=days), time(hour, minute))


def events(visit):
    rows = AuditRow.select().where(AuditRow.subject_type == "Visit", AuditRow.subject_id == str(visit.id))
    return [row.event for row in rows.order_by(AuditRow.id) if not row.event.endswith(("read", "listed"))]


def fresh(visit):
    return Visit.get_by_id(visit.id)


def filled(department, **values):
    """The form as a worker sends it."""
    form = {"department": department.id, "dwelling": "", "day": today().isoformat(), "at": "14.30", "purpose": ""}
    return {**form, "write_id": str(uuid4()), **values}


# -- planning


def test_a_worker_plans_a_visit_to_a_home(make, worker, phone):
    home = make.dwelling(address="Birkelunden 22, 1. tv.")
    sent = filled(home.department, dwelling="birkelunden 22 1tv", topic="indoor_climate", purpose="Se på fugt i badet")
    answer = phone.post("/besoeg/planlaeg", data=sent, follow_redirects=True)
    assert "Besøget er planlagt." in answer.text
    assert "I dag kl. 14.30" in answer.text
    visit = Visit.get()
    assert (visit.worker, visit.dwelling, visit.topic) == (worker, home, Topic.INDOOR_CLIMATE)
    assert (visit.purpose, visit.planned_at) == ("Se på fugt i badet", at(0, 14, 30))
    assert events(visit) == ["visit.planned"]


def test_the_same_submission_twice_plans_one_visit_and_leads_to_the_same_page(make, phone):
    sent = filled(make.department())
    first, second = phone.post("/besoeg/planlaeg", data=sent), phone.post("/besoeg/planlaeg", data=sent)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert Visit.select().count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"department": ""}, "Vælg en afdeling."),
        ({"dwelling": "Findes ikke 1"}, "Vi kender ikke »Findes ikke 1« i afdelingen."),
        ({"day": ""}, "Vælg en dag."),
        ({"day": "pick"}, "Vælg en dato."),
        ({"day": "pick", "other_day": "i morgen"}, "Skriv datoen som år-måned-dag"),
        ({"day": "2020-01-01"}, "Dagen er gået. Vælg i dag eller en senere dag."),
        ({"day": "pick", "other_day": "2099-01-01"}, "Dagen ligger mere end et år ude i fremtiden."),
        ({"at": ""}, "Skriv et klokkeslæt, fx 10.00."),
        ({"at": "kvart i ti"}, "Skriv klokkeslættet som timer og minutter"),
        ({"purpose": "x" * 121}, "Teksten er for lang. Skriv højst 120 tegn."),
        ({"purpose": "010190-1234 har ringet"}, "Det ligner et CPR-nummer. Fjern det, før du gemmer."),
    ],
)
def test_what_is_wrong_is_said_twice_and_what_was_typed_stays(make, phone, wrong, sentence):
    sent = {**filled(make.department(), topic="noise", purpose="Tale om trappen"), **wrong}
    answer = phone.post("/besoeg/planlaeg", data=sent)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert "<title>Fejl: Planlæg besøg" in answer.text
    assert f'value="{sent["purpose"]}"' in answer.text
    assert f'value="{sent["at"]}"' in answer.text
    assert 'value="noise" checked' in answer.text
    assert Visit.select().count() == 0


def test_another_day_than_today_and_tomorrow_is_typed(make, phone):
    day = today() + timedelta(days=9)
    phone.post("/besoeg/planlaeg", data=filled(make.department(), day="pick", other_day=day.isoformat(), at="9:05"))
    assert Visit.get().planned_at == at(9, 9, 5)


def test_a_visit_planned_from_a_case_belongs_to_it_and_starts_with_its_home(make, worker, phone):
    home = make.dwelling(address="Birkelunden 4, 2. th.")
    case = make.case(worker, department=home.department, dwelling=home)
    page = phone.get(f"/besoeg/planlaeg?case={case.id}").text
    assert 'value="Birkelunden 4, 2. th."' in page
    assert f'value="{home.department_id}" checked' in page
    assert "Hører til sagen: Nabokonflikt" in page
    sent = filled(home.department, dwelling=home.address, case=str(case.id))
    phone.post(f"/besoeg/planlaeg?case={case.id}", data=sent)
    assert Visit.get().case == case
    assert AuditRow.select().where(AuditRow.event == "case.read", AuditRow.subject_id == str(case.id)).count() == 1


def test_a_case_of_another_department_or_of_nobody_is_not_planned_into(make, worker, phone):
    case = make.case(worker)
    refused = phone.post(f"/besoeg/planlaeg?case={case.id}", data=filled(make.department(), case=str(case.id)))
    assert refused.status_code == 422
    assert "Sagen hører til en anden afdeling." in refused.text
    smuggled = phone.post("/besoeg/planlaeg", data=filled(case.department, case=str(case.id)))
    assert smuggled.status_code == 303
    assert Visit.get().case is None
    assert phone.get(f"/besoeg/planlaeg?case={uuid4()}").status_code == 404
    assert phone.get("/besoeg/planlaeg?dwelling=999999").status_code == 404


def test_a_visit_planned_from_a_home_starts_with_its_address(make, phone):
    home = make.dwelling(address="Birkelunden 6, st.")
    page = phone.get(f"/besoeg/planlaeg?dwelling={home.id}").text
    assert 'value="Birkelunden 6, st."' in page
    assert f'value="{home.department_id}" checked' in page


@pytest.mark.parametrize(
    ("moment", "day", "clock"),
    [
        (datetime(2026, 11, 23, 6, 0, tzinfo=UTC), "2026-11-23", "09:00"),
        (datetime(2026, 11, 23, 9, 10, tzinfo=UTC), "2026-11-23", "10:30"),
        (datetime(2026, 11, 23, 9, 40, tzinfo=UTC), "2026-11-23", "11:00"),
        (datetime(2026, 11, 23, 15, 0, tzinfo=UTC), "2026-11-24", "09:00"),
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "2026-11-24", "09:00"),
    ],
)
def test_the_form_suggests_the_next_half_hour_of_the_working_day(make, worker, moment, day, clock):
    with time_machine.travel(moment, tick=False):
        make.department()
        page = make.client(worker).get("/besoeg/planlaeg").text
    assert f'value="{day}" checked' in page
    assert f'value="{clock}"' in page


def test_without_any_department_the_page_says_what_comes_first(phone):
    page = phone.get("/besoeg/planlaeg").text
    assert "Opret den første afdeling" in page
    assert 'form="plan"' not in page


def test_start_now_plans_and_starts_in_one_tap_and_only_once(make, worker, phone):
    sent = filled(make.department(), at="23.59", start="1")
    first, second = phone.post("/besoeg/planlaeg", data=sent), phone.post("/besoeg/planlaeg", data=sent)
    assert first.location == second.location
    visit = Visit.get()
    assert visit.started_at is not None
    assert abs(visit.planned_at - now()) < timedelta(minutes=1)
    assert events(visit) == ["visit.planned", "visit.started"]


def test_start_now_while_another_visit_runs_plans_the_visit_and_says_why_it_waits(make, worker, phone):
    make.visit(worker, started_at=now())
    answer = phone.post("/besoeg/planlaeg", data=filled(make.department(), start="1"))
    assert answer.status_code == 409
    assert "Du er på et andet besøg" in answer.text
    assert Visit.select().count() == 2


# -- changing and cancelling


def test_a_planned_visit_is_changed(make, worker, phone):
    visit = make.visit(worker, planned_at=at(3, 11), purpose="Første tanke")
    page = phone.get(f"/besoeg/{visit.id}/ret").text
    assert 'value="pick" checked' in page
    assert "Første tanke" in page
    sent = filled(visit.department, day=(today() + timedelta(days=1)).isoformat(), purpose="Bedre tanke")
    answer = phone.post(f"/besoeg/{visit.id}/ret", data=sent, follow_redirects=True)
    assert "Besøget er rettet." in answer.text
    assert (fresh(visit).planned_at, fresh(visit).purpose) == (at(1, 14, 30), "Bedre tanke")
    assert events(visit) == ["visit.changed"]


def test_a_visit_of_yesterday_may_keep_its_day_but_not_get_another_past_one(make, worker, phone):
    visit = make.visit(worker, planned_at=at(-1, 11))
    kept = filled(visit.department, day="pick", other_day=(today() - timedelta(days=1)).isoformat())
    assert phone.post(f"/besoeg/{visit.id}/ret", data=kept).status_code == 303
    earlier = filled(visit.department, day="pick", other_day=(today() - timedelta(days=2)).isoformat())
    assert phone.post(f"/besoeg/{visit.id}/ret", data=earlier).status_code == 422


def test_a_refused_change_keeps_what_was_typed(make, worker, phone):
    visit = make.visit(worker, purpose="Gammelt")
    answer = phone.post(f"/besoeg/{visit.id}/ret", data=filled(visit.department, at="", purpose="Nyt"))
    assert answer.status_code == 422
    assert 'value="Nyt"' in answer.text
    assert fresh(visit).purpose == "Gammelt"


def test_a_started_visit_is_neither_changed_nor_cancelled(make, worker, phone):
    visit = make.visit(worker, started_at=now(), purpose="Som det var")
    changed = phone.post(f"/besoeg/{visit.id}/ret", data=filled(visit.department), follow_redirects=True)
    assert "Besøget er ændret i mellemtiden." in changed.text
    phone.post(f"/besoeg/{visit.id}/aflys", data={"write_id": str(uuid4())})
    assert fresh(visit).cancelled_at is None
    assert fresh(visit).purpose == "Som det var"
    assert events(visit) == []


def test_cancelling_is_one_tap_that_can_be_taken_back_and_repeated(make, worker, phone):
    visit = make.visit(worker, planned_at=at(1))
    sent = {"write_id": str(uuid4())}
    first, second = (phone.post(f"/besoeg/{visit.id}/aflys", data=sent) for _ in range(2))
    assert first.location == second.location
    assert fresh(visit).cancelled_at is not None
    assert phone.get(f"/besoeg/{visit.id}").status_code == 404
    page = phone.get(first.location).text
    assert f"Aflyst: {visit.department.name}" in page
    assert "Fortryd" in page
    phone.post(f"/besoeg/{visit.id}/genopret", data={"write_id": str(uuid4())})
    assert fresh(visit).cancelled_at is None
    assert events(visit) == ["visit.cancelled", "visit.restored"]
