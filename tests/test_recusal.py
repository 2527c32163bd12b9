"""Recusal: who is inhabil hands the case over, and then nothing of it is there for them (forvaltningsloven § 3).

A sealed case is as little there for those who do not have it; what is asked of the one is asked of the other.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import url_for

from boligsocial.access import visible_shares
from boligsocial.clock import now, today
from boligsocial.models import AuditRow, Case, CaseArea, FollowUp, Note, Recusal, Visit
from tests.seals_world import seal

SECRET = "Hemmelig7913"


@pytest.fixture
def jonas(make):
    return make.worker(full_name="Jonas Prøve")


@pytest.fixture
def case(make, worker):
    home = make.dwelling()
    return make.case(worker, department=home.department, dwelling=home)


def send(phone, path, **values):
    return phone.post(path, data={"write_id": str(uuid4()), **values})


def hand_over(phone, case, to):
    return send(phone, f"/sager/{case.id}/inhabil", colleague=to.id)


# -- handing over


def test_the_case_goes_to_the_colleague_and_is_gone(make, phone, worker, case, jonas):
    mine = make.visit(worker, case=case, planned_at=now() + timedelta(days=1))
    begun = make.visit(worker, case=case, started_at=now(), finished_at=now())
    assert "Du kan ikke åbne den igen" not in phone.get(f"/sager/{case.id}").text
    assert "kan du ikke åbne den igen, heller ikke dine egne notater" in phone.get(f"/sager/{case.id}/inhabil").text
    answer = hand_over(phone, case, jonas)
    assert answer.location == "/sager"
    page = phone.get("/sager").text
    assert "Sagen er givet videre. Du kan ikke åbne den mere." in page
    assert "Jonas Prøve" not in page
    assert Case.get_by_id(case.id).responsible == jonas
    assert [(row.case, row.user) for row in Recusal.select()] == [(case, worker)]
    assert (Visit.get_by_id(mine.id).worker, Visit.get_by_id(begun.id).worker) == (jonas, worker)
    assert AuditRow.select().where(AuditRow.event == "case.handed_over").count() == 1
    assert phone.get(f"/sager/{case.id}").status_code == 404
    assert make.client(jonas).get(f"/sager/{case.id}").status_code == 200


def test_a_visit_under_way_ends_when_the_case_is_handed_over(make, phone, worker, case, jonas):
    mine, theirs = (make.visit(who, case=case, started_at=now()) for who in (worker, jonas))
    hand_over(phone, case, jonas)
    assert Visit.get_by_id(mine.id).finished_at is not None
    assert (Visit.get_by_id(mine.id).worker, Visit.get_by_id(theirs.id).finished_at) == (worker, None)


def test_a_second_tap_meets_no_missing_page(phone, case, jonas):
    same = str(uuid4())
    answers = [send(phone, f"/sager/{case.id}/inhabil", colleague=jonas.id, write_id=same) for _tap in range(2)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/sager")] * 2
    assert Recusal.select().count() == 1
    assert hand_over(phone, case, jonas).status_code == 404


def test_who_is_not_responsible_steps_back_and_the_case_stays(make, phone, worker, jonas):
    make.worker()
    theirs, mine = make.case(jonas), make.case(worker)
    chosen = f'value="{jonas.id}" checked'
    assert chosen in phone.get(f"/sager/{theirs.id}/inhabil").text
    assert "checked" not in phone.get(f"/sager/{mine.id}/inhabil").text


def test_nobody_who_is_inhabil_is_made_responsible(make, phone, worker, case, jonas):
    make.recusal(case, jonas)
    page = phone.get(f"/sager/{case.id}/ret").text
    assert "Jonas Prøve" not in page
    assert "Jonas Prøve" in phone.get(f"/sager/{make.case(worker).id}/ret").text
    state = f"neighbour_conflict open {case.department_id} {case.dwelling_id} {worker.id}"
    values = {"area": "neighbour_conflict", "status": "open", "department": case.department_id, "seen": state}
    answer = send(phone, f"/sager/{case.id}/ret", responsible=jonas.id, **values)
    assert answer.status_code == 422
    assert "Vælg, hvem der er ansvarlig for sagen." in answer.text
    assert Case.get_by_id(case.id).responsible == worker


def test_without_a_colleague_nothing_is_handed_over(make, phone, worker, case, jonas):
    closed, contact = make.worker(closed_at=now()), make.contact()
    for key in ("", worker.id, closed.id, contact.id, "x"):
        answer = send(phone, f"/sager/{case.id}/inhabil", colleague=key)
        assert answer.status_code == 422
        assert "Vælg, hvem der tager sagen." in answer.text
    assert Recusal.select().count() == 0
    assert Case.get_by_id(case.id).responsible == worker


def test_when_there_is_nobody_else_the_page_says_so(make, phone, worker, case):
    make.recusal(case, make.worker())
    page = phone.get(f"/sager/{case.id}/inhabil").text
    assert "Der er ingen anden boligsocial medarbejder, der kan tage sagen." in page
    assert "Giv sagen videre" not in page


def test_a_mistake_is_lifted_by_the_colleague(make, phone, worker, case, jonas):
    hand_over(phone, case, jonas)
    other = make.client(jonas)
    assert "Maja Holm" in other.get(f"/sager/{case.id}/inhabil").text
    assert send(other, f"/sager/{case.id}/inhabil/ophaev", colleague=jonas.id).status_code == 303
    assert phone.get(f"/sager/{case.id}").status_code == 404
    send(other, f"/sager/{case.id}/inhabil/ophaev", colleague=worker.id)
    assert phone.get(f"/sager/{case.id}").status_code == 200
    assert AuditRow.select().where(AuditRow.event == "case.recusal_lifted").count() == 1


# -- nothing of it is there


@pytest.fixture(params=["recused", "sealed"])
def full(request, make, worker, case, jonas):
    """Everything that can hang on a case, with the secret in each text; it is shut to the worker."""
    place = {"department": case.department, "dwelling": case.dwelling}
    rows = {
        "own": make.note(worker, case=case, text=SECRET, **place),
        "undone": make.note(worker, case=case, text=SECRET, undone_at=now(), **place),
        "theirs": make.note(jonas, case=case, text=SECRET, **place),
        "follow-up": make.follow_up(case, what=SECRET),
        "visit": make.visit(worker, case=case, purpose=SECRET, **place),
        "cancelled": make.visit(worker, case=case, purpose=SECRET, cancelled_at=now(), **place),
        "party": make.party(case, make.resident(case.dwelling, name=SECRET), statement=SECRET),
        "defect": make.defect(case, fault=SECRET),
        "point": make.point(case, what=SECRET),
        "attempt": make.attempt(case),
        "continued": make.case(jonas, area=CaseArea.HOUSE_RULES, grown_from=case),
    }
    make.fact(case, "cause_reported", SECRET)
    rows["share"] = make.share(rows["own"], make.contact(case.department), make.photo(rows["own"]), text=SECRET)
    rows["photo"] = make.photo(rows["own"])
    if request.param == "recused":
        make.recusal(case, worker)
    else:
        Case.update(responsible=jonas).where(Case.id == case.id).execute()
        seal(case, sealed_by=jonas)
    return rows


# Pages of the case itself, and lists that it stands in for everybody else; `{...}` is a row of `full`.
GONE = (
    *("/sager/{case}", "/sager/{case}/ret", "/sager/{case}/aftale", "/sager/{case}/aftale/udskrift"),
    *("/sager/{case}/inhabil", "/sager/{case}/to-paa-besoeg", "/sager/{case}/personer/ny"),
    *("/sager/{case}/oplysninger/cause", "/sager/{case}/oplysninger/consent"),
    "/sager/{case}/forsegl",
    *("/notater/{own}", "/notater/{own}/ret", "/notater/{own}/del", "/notater/{theirs}"),
    *("/besoeg/{visit}", "/besoeg/{visit}/ret", "/parter/{party}", "/parter/{party}/udskrift"),
    *("/beboere/{resident}", "/beboere/{resident}/ret", "/mangler/{defect}"),
    *("/fotos/{photo}", "/fotos/{photo}/lille"),
)
LISTS = (
    *("/", "/sager", "/sager?department={department}", "/besoeg", "/besoeg?cancelled={cancelled}"),
    *("/notater/uafklaret", "/mere", "/o/lister", "/log?case={case}", "/log?saved={own}", "/log?undone={undone}"),
    *("/log?visit={visit}", "/log/sager?department={department}", "/afdelinger/{department}", "/sager/{continued}"),
)


def ids(case, full):
    known = {name.replace("-", "_"): row.id for name, row in full.items()}
    return {**known, "case": case.id, "department": case.department_id, "resident": full["party"].resident_id}


def test_no_page_shows_anything_of_the_case(phone, case, full):
    for path in [one.format(**ids(case, full)) for one in GONE]:
        answer = phone.get(path)
        assert answer.status_code == 404, path
        assert SECRET not in answer.text, path
    for path in [one.format(**ids(case, full)) for one in LISTS]:
        answer = phone.get(path)
        assert SECRET not in answer.text, path
        assert str(case.id) not in answer.text, path


def every_page(app, known):
    """Return every address that can be read, with the rows of the case in it."""
    other = {"department_id": known["department"], "key": known["key"], "filename": "app.css", "write_id": uuid4()}
    rows = {f"{name}_id": row for name, row in known.items()} | {"note_id": known["own"], "token": "x" * 43} | other
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]
    with app.test_request_context():
        return [url_for(rule.endpoint, **{name: rows.get(name, 1) for name in rule.arguments}) for rule in rules]


@pytest.mark.parametrize("area", list(CaseArea))
def test_no_address_at_all_shows_anything_of_the_case(app, make, phone, jonas, case, full, area):
    Case.update(area=area).where(Case.id == case.id).execute()
    # Every area asks for the interpreter's language.
    make.fact(case, "interpreter_language", SECRET)
    paths = every_page(app, {**ids(case, full), "key": "interpreter"})
    secret, address = SECRET.encode(), str(case.id).encode()
    colleague = make.client(jonas)
    assert sum(secret in colleague.get(path).data for path in paths) >= 10, "the walk meets the case at all"
    for path in paths:
        answer = phone.get(path)
        assert secret not in answer.data, path
        assert answer.status_code == 404 or address not in answer.data, path


def test_shares_of_the_case_are_not_there(worker, jonas, full):
    assert list(visible_shares(worker)) == []
    assert list(visible_shares(jonas)) == [full["share"]]


POSTS = (
    *("/sager/{case}/punkter/impartiality", "/sager/{case}/punkter", "/sager/{case}/oplysninger/cause"),
    *("/sager/{case}/ret", "/sager/{case}/opfoelgninger", "/sager/{case}/aftale", "/sager/{case}/husordenssag"),
    *("/sager/{case}/personer/ny", "/sager/{case}/kontaktforsoeg", "/sager/{case}/inhabil/ophaev"),
    *("/log/{own}/fortryd", "/log/{undone}/gendan", "/notater/{own}/ret", "/notater/{own}/afklar"),
    *("/notater/{own}/uafklaret", "/notater/{own}/part", "/notater/{own}/del"),
    *("/opfoelgninger/{follow_up}/udfoert", "/opfoelgninger/{follow_up}/udskyd"),
    *("/besoeg/{visit}/start", "/besoeg/{visit}/aflys", "/besoeg/{cancelled}/genopret"),
    *("/delinger/{share}/traek-tilbage", "/parter/{party}", "/parter/{party}/fjern", "/aftaler/{point}/fjern"),
    *("/kontaktforsoeg/{attempt}/fortryd", "/mangler/{defect}/fjern"),
    *("/sager/{case}/forsegl", "/sager/{case}/forsegl/ophaev"),
)


def test_nothing_in_the_case_can_be_changed(phone, case, full):
    before = AuditRow.select().count()
    for path in [one.format(**ids(case, full)) for one in POSTS]:
        assert send(phone, path, state="done", days="7", choice="none").status_code == 404, path
    assert AuditRow.select().count() == before


def test_a_note_is_not_put_into_the_case_from_outside(make, phone, worker, case, full):
    note = make.note(worker, department=case.department)
    send(phone, f"/notater/{note.id}/afklar", choice="case", case=str(case.id))
    assert Note.get_by_id(note.id).case is None
    values = {"kind": "visit", "topic": "noise", "department": case.department_id, "case": str(case.id), "text": "Nyt"}
    send(phone, "/log", **values)
    assert Note.get(Note.text == "Nyt").case is None


def test_the_day_of_the_recused_holds_nothing_of_the_case(make, phone, worker, case):
    Case.update(responsible=worker).execute()
    FollowUp.delete().execute()
    make.follow_up(case, what=SECRET, due_on=today())
    assert SECRET in phone.get("/").text
    make.recusal(case, worker)
    assert SECRET not in phone.get("/").text
