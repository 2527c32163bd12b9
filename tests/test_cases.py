"""Cases: who may see them, the list, a new one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from playhouse.test_utils import count_queries

from boligsocial.clock import now, today
from boligsocial.models import AuditRow, Case, CaseArea, CaseStatus, FollowUp, Role, Topic
from boligsocial.procedures.deadlines import RULES


def soon(days):
    return today() + timedelta(days=days)


def events(of=None):
    rows = AuditRow.select().order_by(AuditRow.id)
    return [row.event for row in rows if of is None or row.subject_id == str(of.id)]


def statements(phone, path):
    """How many statements a page runs; opening and closing a transaction asks for nothing."""
    with count_queries() as asked:
        assert phone.get(path).status_code == 200
    about_transactions = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return len([query for query in asked.get_queries() if not query.msg[0].startswith(about_transactions)])


def new_case(department, responsible, **values):
    return {
        "area": "neighbour_conflict",
        "department": department.id,
        "responsible": responsible.id,
        "write_id": str(uuid4()),
        **values,
    }


# -- the list


def test_the_list_shows_area_place_responsible_and_when_it_was_updated(make, phone, worker):
    make.case(worker, area=CaseArea.ARREARS, department=make.department(name="Birkelunden"))
    page = phone.get("/sager").text
    assert "Huslejerestance · Birkelunden" in page
    assert "Maja · opdateret i dag" in page
    assert "Holm" not in page
    assert events() == ["case.listed"]


def test_the_list_says_in_words_when_a_follow_up_is_overdue(make, phone):
    late, calm = make.case(), make.case()
    make.follow_up(late, days=-2)
    make.follow_up(late, days=5)
    make.follow_up(calm, days=-9, done_at=now())
    page = phone.get("/sager").text
    assert "Følg op: 2 dage over" in page
    assert page.count("Følg op:") == 1


def test_closed_cases_are_listed_only_when_asked_for(make, phone):
    open_one = make.case(area=CaseArea.CONCERN)
    closed = make.case(area=CaseArea.MOVE_OUT, status=CaseStatus.CLOSED)
    first, asked = phone.get("/sager").text, phone.get("/sager?status=closed").text
    assert str(open_one.id) in first
    assert str(closed.id) not in first
    assert str(closed.id) in asked
    assert str(open_one.id) not in asked


@pytest.mark.parametrize("asked", ["area", "department", "mine", "status"])
def test_a_filter_leaves_only_what_was_asked_for(make, phone, worker, asked):
    wanted = make.case(worker, area=CaseArea.ARREARS, status=CaseStatus.WAITING)
    other = make.case(area=CaseArea.CONCERN)
    value = {"area": "arrears", "department": wanted.department_id, "mine": 1, "status": "waiting"}[asked]
    page = phone.get("/sager", query_string={asked: value}).text
    assert str(wanted.id) in page
    assert str(other.id) not in page


def test_filters_that_make_no_sense_are_as_good_as_none(make, phone):
    case = make.case()
    query = {"area": "x", "department": "9" * 30, "status": "x", "after": "20260101-x"}
    assert str(case.id) in phone.get("/sager", query_string=query).text


def test_vis_flere_goes_on_where_the_page_ended(make, phone, worker):
    department, moment = make.department(), now()
    # Twenty share one moment, across the end of the page: the id then decides.
    ages = [hour if hour < 40 else 40 for hour in range(60)]
    cases = [make.case(worker, department=department, updated_at=moment - timedelta(hours=age)) for age in ages]
    first = phone.get("/sager").text
    further = first.partition("/sager?after=")[2].partition('"')[0].partition("&")[0]
    second = phone.get(f"/sager?after={further}").text
    on_first = {case.id for case in cases if f'href="/sager/{case.id}"' in first}
    on_second = {case.id for case in cases if f'href="/sager/{case.id}"' in second}
    assert (len(on_first), len(on_second)) == (50, 10)
    assert not on_first & on_second
    assert "Vis flere" in first
    assert "Vis flere" not in second
    assert "Vis de nyeste" in second


def test_the_list_says_how_many_notes_wait_for_a_case(make, phone):
    make.note()
    make.note()
    make.note(settled_at=now())
    make.note(undone_at=now())
    page = phone.get("/sager").text
    assert "2 notater uden sag" in page
    assert 'href="/notater/uafklaret"' in page


def test_an_empty_list_says_what_to_do(phone):
    page = phone.get("/sager").text
    assert "Opret den første sag" in page
    assert "Ingen sager passer" in phone.get("/sager?mine=1").text


def test_the_list_asks_the_database_equally_often_for_one_case_and_for_fifty(make, phone):
    counts = set()
    for number in (1, 49):
        for _each in range(number):
            make.follow_up(make.case(dwelling=make.dwelling()))
        counts.add(statements(phone, "/sager"))
    assert len(counts) == 1
    assert counts.pop() <= 8


# -- who may


@pytest.mark.parametrize("role", [Role.CONTACT, Role.VOLUNTEER, Role.LEADER, Role.ADMIN])
def test_only_workers_reach_cases(make, role):
    department = make.department()
    person = make.contact(department) if role == Role.CONTACT else make.user(role)
    follow_up = make.follow_up(make.case(department=department))
    phone, case = make.client(person), f"/sager/{follow_up.case_id}"
    assert {phone.get(path).status_code for path in ("/sager", "/sager/ny", case, f"{case}/ret")} == {404}
    writes = ["/sager/ny", f"{case}/ret", f"{case}/opfoelgninger"]
    writes += [f"/opfoelgninger/{follow_up.id}/{act}" for act in ("udfoert", "genaabn", "udskyd")]
    assert {phone.post(path, data={"days": "1"}).status_code for path in writes} == {404}
    assert events() == []
    assert Case.select().count() == 1


def test_what_does_not_exist_is_not_found(phone):
    assert phone.get(f"/sager/{uuid4()}").status_code == 404
    assert phone.post(f"/opfoelgninger/{uuid4()}/udfoert").status_code == 404
    assert phone.get(f"/sager/ny?note={uuid4()}").status_code == 404
    assert phone.get("/sager/ny?department=999999").status_code == 404


# -- a new case


def test_a_case_is_opened_with_its_first_follow_up(make, phone, worker):
    home = make.dwelling()
    data = new_case(home.department, worker, dwelling=home.address, what="Ring igen", days="3")
    answer = phone.post("/sager/ny", data=data)
    case = Case.get()
    assert answer.location == f"/sager/{case.id}"
    assert (case.area, case.status, case.dwelling, case.responsible) == (
        CaseArea.NEIGHBOUR_CONFLICT,
        CaseStatus.OPEN,
        home,
        worker,
    )
    follow_up = FollowUp.get(FollowUp.rule == "")
    assert (follow_up.case, follow_up.what, follow_up.due_on) == (case, "Ring igen", soon(3))
    assert events(case) == ["case.opened"]
    assert "Sagen er oprettet." in phone.get(answer.location).text


def test_without_words_there_is_no_first_follow_up(make, phone, worker):
    phone.post("/sager/ny", data=new_case(make.department(), worker, what=" ", days="7"))
    assert Case.select().count() == 1
    assert FollowUp.select().where(FollowUp.rule == "").count() == 0


def test_sending_a_new_case_twice_opens_one(make, phone, worker):
    note = make.note()
    data = new_case(note.department, worker, note=note.id, what="Ring igen")
    answers = [phone.post("/sager/ny", data=data) for _each in range(2)]
    assert answers[0].location == answers[1].location
    assert Case.select().count() == FollowUp.select().where(FollowUp.rule == "").count() == 1


def test_a_refused_case_keeps_what_was_typed(make, phone, worker):
    department = make.department()
    data = new_case(department, worker, what="Ring til naboen", dwelling="Ukendtvej 9", due_on="2020-01-01")
    del data["area"]
    answer = phone.post("/sager/ny", data=data)
    page = answer.text
    assert answer.status_code == 422
    assert "<title>Fejl: Ny sag" in page
    for sentence in ("Vælg, hvad sagen handler om.", "Vi kender ikke »Ukendtvej 9«", "Datoen er passeret."):
        assert sentence in page
    for typed in ('value="Ring til naboen"', 'value="Ukendtvej 9"', 'value="2020-01-01"', data["write_id"]):
        assert typed in page
    assert f'name="department" value="{department.id}" checked' in page
    assert Case.select().count() == 0


def test_a_date_without_words_is_said_so(make, phone, worker):
    data = new_case(make.department(), worker, due_on=soon(2).isoformat())
    answer = phone.post("/sager/ny", data=data)
    assert answer.status_code == 422
    assert "Skriv, hvad der skal ske, eller fjern datoen." in answer.text


def test_only_open_accounts_of_workers_can_be_responsible(make, phone):
    left, leader = make.worker(closed_at=now()), make.user(Role.LEADER)
    for person in (left, leader):
        answer = phone.post("/sager/ny", data=new_case(make.department(), person))
        assert answer.status_code == 422
        assert "Vælg, hvem der er ansvarlig for sagen." in answer.text


def test_a_case_starts_from_its_note(make, phone, worker):
    home = make.dwelling()
    note = make.note(topic=Topic.RENT, department=home.department, dwelling=home, text="Mangler at betale for oktober")
    page = phone.get(f"/sager/ny?note={note.id}").text
    assert 'value="arrears" checked' in page
    assert f'name="department" value="{home.department_id}" checked' in page
    assert f'value="{home.address}"' in page
    assert f'value="{worker.id}" checked' in page
    assert "Mangler at betale for oktober" in page
    assert events(note) == ["note.read"]


def test_opening_a_case_from_a_note_puts_the_note_into_it(make, phone, worker):
    note = make.note()
    phone.post("/sager/ny", data=new_case(note.department, worker, note=note.id))
    stored = type(note).get()
    assert stored.case == Case.get()
    assert stored.settled_at is not None


def test_a_note_that_has_a_case_leads_there(make, phone):
    note = make.note(case=make.case())
    assert phone.get(f"/sager/ny?note={note.id}").location == f"/sager/{note.case_id}"


def test_a_note_taken_by_another_case_meanwhile_is_not_moved(make, phone, worker):
    note = make.note(case=make.case())
    data = new_case(note.department, worker, note=note.id, what="Ring igen")
    answer = phone.post("/sager/ny", data=data)
    page = answer.text
    assert answer.status_code == 422
    assert "Notatet er kommet i en anden sag imens." in page
    assert 'value="Ring igen"' in page
    assert Case.select().count() == 1
    answer = phone.post("/sager/ny", data={**data, "note": ""})
    assert answer.status_code == 303
    assert type(note).get().case_id == note.case_id


@pytest.mark.parametrize("known", ["department", "dwelling"])
def test_a_case_starts_from_a_place(make, phone, known):
    home = make.dwelling()
    value = home.id if known == "dwelling" else home.department_id
    page = phone.get(f"/sager/ny?{known}={value}").text
    assert f'name="department" value="{home.department_id}" checked' in page
    assert (f'value="{home.address}"' in page) == (known == "dwelling")


def test_the_first_contact_has_its_deadline_from_the_day_it_was_heard(make, phone, worker):
    department, heard = make.department(), soon(-4)
    phone.post("/sager/ny", data=new_case(department, worker, heard_on=heard.isoformat()))
    assert FollowUp.get(FollowUp.rule == "first_contact").due_on == RULES["first_contact"].due(heard)
    refused = phone.post("/sager/ny", data=new_case(department, worker, heard_on=soon(1).isoformat()))
    assert refused.status_code == 422
    assert "Dagen ligger i fremtiden. Vælg i dag eller tidligere." in refused.text
    assert Case.select().count() == 1
