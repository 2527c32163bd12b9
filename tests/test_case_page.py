"""One case: what it shows, how it is changed and closed."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from playhouse.test_utils import count_queries

from boligsocial.clock import now
from boligsocial.guidance import follow_the_deadlines
from boligsocial.models import AuditRow, Case, CaseArea, CaseStatus, FollowUp
from boligsocial.procedures import procedure_of
from boligsocial.procedures.sources import MARK


def events(of=None):
    rows = AuditRow.select().order_by(AuditRow.id)
    return [row.event for row in rows if of is None or row.subject_id == str(of.id)]


def statements(phone, path):
    """How many statements a page runs; opening and closing a transaction asks for nothing."""
    with count_queries() as asked:
        assert phone.get(path).status_code == 200
    about_transactions = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return len([query for query in asked.get_queries() if not query.msg[0].startswith(about_transactions)])


def edited(case, phone, **values):
    """What the edit page would send, with some of it changed."""
    page = phone.get(f"/sager/{case.id}/ret").text
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    return {
        "area": case.area.value,
        "status": case.status.value,
        "department": case.department_id,
        "responsible": case.responsible_id,
        "seen": seen,
        "write_id": str(uuid4()),
        **values,
    }


# -- what it shows


def test_a_case_shows_its_facts_notes_and_where_to_go(make, phone, worker):
    home = make.dwelling(make.department(name="Rønnehaven"))
    case = make.case(worker, department=home.department, dwelling=home)
    make.photo(make.note(case=case, department=home.department, text="Ro i tre dage"))
    make.note(text="Hører ikke til her")
    make.note(case=case, text="Fortrudt", undone_at=now())
    make.visit(case=case, planned_at=now() - timedelta(days=3), finished_at=now())
    visit = make.visit(case=case, planned_at=now() + timedelta(days=2))
    page = phone.get(f"/sager/{case.id}").text
    for seen in ("Nabokonflikt", home.address, "Rønnehaven", "Maja Holm", "I gang", "Ro i tre dage", "/lille"):
        assert seen in page
    assert "Hører ikke til her" not in page
    assert "Fortrudt" not in page
    assert f"/besoeg/{visit.id}" in page
    for path in ("/log?", "/besoeg/planlaeg?"):
        assert f"{path}case={case.id}&amp;department={home.department_id}&amp;dwelling={home.id}" in page
    assert f"/kontakt?topic=noise&amp;department={home.department_id}" in page
    assert events(case) == ["case.read"]


def test_a_case_asks_the_database_equally_often_for_one_note_and_for_thirty(make, phone):
    case, counts, contact = make.case(), set(), make.contact()
    for number in (1, 29):
        for _each in range(number):
            note = make.note(case=case, dwelling=make.dwelling())
            make.share(note, contact, make.photo(note))
            make.follow_up(case)
            make.follow_up(case, done_at=now(), done_by=make.worker())
        counts.add(statements(phone, f"/sager/{case.id}"))
    assert len(counts) == 1
    assert counts.pop() <= 12


def test_a_long_case_goes_on_with_older_notes(make, phone, worker):
    case = make.case(worker)
    for day in range(53):
        make.note(worker, case=case, text=f"Dag {day} slut", happened_at=now() - timedelta(days=day))
    first = phone.get(f"/sager/{case.id}").text
    further = first.partition(f"/sager/{case.id}?after=")[2].partition('"')[0]
    second = phone.get(f"/sager/{case.id}?after={further}").text
    assert "Dag 49 slut" in first
    assert "Dag 50 slut" not in first
    assert "Dag 49 slut" not in second
    assert "Dag 52 slut" in second


def test_text_that_looks_like_markup_is_only_text(make, phone):
    follow_up = make.follow_up(what="<b hx-get='/'>x</b>")
    page = phone.get(f"/sager/{follow_up.case_id}").text
    assert "<b hx-get" not in page
    assert "&lt;b hx-get" in page


# -- changing and closing


def test_status_and_responsible_are_changed(make, phone):
    case, jonas = make.case(updated_at=now() - timedelta(days=9)), make.worker()
    answer = phone.post(f"/sager/{case.id}/ret", data=edited(case, phone, status="waiting", responsible=jonas.id))
    assert answer.location == f"/sager/{case.id}"
    stored = Case.get()
    assert (stored.status, stored.responsible, stored.closed_at) == (CaseStatus.WAITING, jonas, None)
    assert now() - stored.updated_at < timedelta(minutes=1)
    assert events(case)[-1] == "case.changed"


def test_a_case_without_open_follow_ups_closes_at_once_and_opens_again(make, phone):
    case = make.case()
    make.follow_up(case, done_at=now())
    phone.post(f"/sager/{case.id}/ret", data=edited(case, phone, status="closed"))
    case = Case.get()
    assert case.status == CaseStatus.CLOSED
    assert case.closed_at is not None
    phone.post(f"/sager/{case.id}/ret", data=edited(case, phone, status="open"))
    assert Case.get().closed_at is None


def test_closing_over_open_follow_ups_asks_first(make, phone):
    case = make.case()
    make.follow_up(case, what="Ring igen")
    make.follow_up(case, what="Send brev")
    answer = phone.post(f"/sager/{case.id}/ret", data=edited(case, phone, status="closed"))
    page = answer.text
    assert answer.status_code == 422
    assert "Sagen har 2 åbne opfølgninger. Sæt flueben ved dem, der er udført, og gem igen." in page
    assert "Ring igen" in page
    assert 'name="asked"' in page
    assert Case.get().status == CaseStatus.OPEN


def test_the_closing_page_asks_at_once(make, phone):
    case = make.case()
    make.follow_up(case, what="Ring igen")
    page = phone.get(f"/sager/{case.id}/ret?status=closed").text
    assert "Sagen har 1 åben opfølgning." in page
    assert 'value="closed" checked' in page


def test_ticked_follow_ups_are_finished_and_the_others_stay_listed(make, phone, worker):
    case = make.case()
    ticked, left, foreign = make.follow_up(case), make.follow_up(case), make.follow_up()
    data = edited(case, phone, status="closed", asked="1", finished=[str(ticked.id), str(foreign.id)])
    assert phone.post(f"/sager/{case.id}/ret", data=data).status_code == 303
    assert Case.get_by_id(case.id).status == CaseStatus.CLOSED
    assert FollowUp.get_by_id(ticked.id).done_by == worker
    assert FollowUp.get_by_id(left.id).done_at is None
    assert FollowUp.get_by_id(foreign.id).done_at is None
    assert events(ticked) == ["follow_up.done"]
    assert f"follow-up-{left.id}" in phone.get(f"/sager/{case.id}").text


def test_a_change_made_by_somebody_else_meanwhile_is_not_overwritten(make, phone):
    case = make.case()
    data = edited(case, phone, area="arrears")
    Case.update(status=CaseStatus.CLOSED, closed_at=now()).execute()
    answer = phone.post(f"/sager/{case.id}/ret", data=data)
    page = answer.text
    assert answer.status_code == 422
    assert "En anden har rettet sagen imens." in page
    assert "Afsluttet" in page.partition("Sådan står den nu")[2].partition("</section>")[0]
    assert 'value="arrears" checked' in page
    assert (Case.get().area, Case.get().status) == (CaseArea.NEIGHBOUR_CONFLICT, CaseStatus.CLOSED)
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    assert phone.post(f"/sager/{case.id}/ret", data={**data, "seen": seen}).status_code == 303
    assert Case.get().area == CaseArea.ARREARS


def test_saving_a_change_twice_changes_once(make, phone):
    case = make.case()
    data = edited(case, phone, status="waiting")
    answers = [phone.post(f"/sager/{case.id}/ret", data=data) for _each in range(2)]
    assert {answer.location for answer in answers} == {f"/sager/{case.id}"}
    assert events(case).count("case.changed") == 1


@pytest.mark.parametrize("area", list(CaseArea))
def test_a_case_of_every_area_asks_equally_often_with_no_note_ten_and_five_hundred(make, phone, worker, area):
    home, contact, counts = make.dwelling(), make.contact(), []
    case = make.case(worker, area=area, department=home.department, dwelling=home)
    make.party(case)
    make.line(case, next(iter(procedure_of(area).lines())).key)
    for number in (0, 10, 490):
        for _each in range(number):
            note = make.note(worker, case=case, department=home.department, dwelling=home)
            if number == 10:
                make.share(note, contact, make.photo(note))
        counts.append(statements(phone, f"/sager/{case.id}"))
    none, ten, five_hundred = counts
    # Without a note there are no photos and no shares to ask for.
    assert (none + 2, ten) == (ten, five_hundred)
    assert five_hundred <= 12


@pytest.mark.parametrize("area", list(CaseArea))
def test_a_case_can_be_read_aloud_without_codes(make, phone, worker, area):
    case = make.case(worker, area=area, dwelling=make.dwelling())
    procedure = procedure_of(area)
    for fact in procedure.facts().values():
        if fact.kind == "day":
            make.fact(case, fact.key, "2026-11-02")
        elif fact.options:
            make.fact(case, fact.key, fact.options[0].key)
    follow_the_deadlines(worker, case)
    page = phone.get(f"/sager/{case.id}").text
    spoken = re.sub(r"<(script|style|svg).*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    assert "Kilde:" in spoken
    keys = {line.key for line in procedure.lines()} | set(procedure.facts())
    codes = [word for word in re.findall(r"[A-Za-z0-9_]+", spoken) if re.fullmatch(r"S\d+", word) or "_" in word]
    assert [word for word in codes if word in keys or MARK.fullmatch(word) or "_" in word] == []
