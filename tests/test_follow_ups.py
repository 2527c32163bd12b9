"""Follow-ups: what is to be done in a case, and when."""

from datetime import timedelta
from uuid import uuid4

import pytest

from boligsocial.clock import now, today
from boligsocial.models import AuditRow, Case, FollowUp

HTMX = {"HX-Request": "true"}


def soon(days):
    return today() + timedelta(days=days)


def events(of=None):
    rows = AuditRow.select().order_by(AuditRow.id)
    return [row.event for row in rows if of is None or row.subject_id == str(of.id)]


def test_a_follow_up_is_added_and_moves_the_case_up(make, phone):
    case = make.case(updated_at=now() - timedelta(days=9))
    data = {"what": "Ring igen", "days": "14", "write_id": str(uuid4())}
    answers = [phone.post(f"/sager/{case.id}/opfoelgninger", data=data) for _each in range(2)]
    assert {answer.location for answer in answers} == {f"/sager/{case.id}"}
    follow_up = FollowUp.get()
    assert FollowUp.select().count() == 1
    assert (follow_up.what, follow_up.due_on) == ("Ring igen", soon(14))
    assert events(follow_up) == ["follow_up.added"]
    assert now() - Case.get().updated_at < timedelta(minutes=1)


def test_a_date_wins_over_the_chip(make, phone):
    case = make.case()
    data = {"what": "Ring igen", "days": "7", "due_on": soon(20).isoformat()}
    phone.post(f"/sager/{case.id}/opfoelgninger", data=data)
    assert FollowUp.get().due_on == soon(20)


def test_a_refused_follow_up_keeps_what_was_typed(make, phone):
    case = make.case()
    answer = phone.post(f"/sager/{case.id}/opfoelgninger", data={"what": "x" * 201, "due_on": "i overmorgen"})
    page = answer.text
    assert answer.status_code == 422
    assert "Teksten er for lang. Skriv højst 200 tegn." in page
    assert "Skriv datoen som år-måned-dag" in page
    assert f'value="{"x" * 201}"' in page
    assert 'value="i overmorgen"' in page
    assert FollowUp.select().count() == 0


def test_a_finished_follow_up_gives_a_receipt_with_fortryd(make, phone, worker):
    follow_up = make.follow_up(what="Ring igen")
    answer = phone.post(f"/opfoelgninger/{follow_up.id}/udfoert", headers=HTMX)
    page = answer.text
    assert page.strip().startswith(f'<li id="follow-up-{follow_up.id}">')
    assert "Udført:" in page
    assert "Fortryd" in page
    assert f"/opfoelgninger/{follow_up.id}/genaabn" in page
    stored = FollowUp.get()
    assert (stored.done_by, stored.done_at is not None) == (worker, True)
    assert events(follow_up) == ["follow_up.done"]


def test_fortryd_opens_the_follow_up_again(make, phone):
    follow_up = make.follow_up(done_at=now(), done_by=make.worker())
    answer = phone.post(f"/opfoelgninger/{follow_up.id}/genaabn", headers=HTMX)
    assert "Opfølgningen er åben igen." in answer.text
    stored = FollowUp.get()
    assert (stored.done_at, stored.done_by) == (None, None)
    assert events(follow_up) == ["follow_up.reopened"]


def test_without_script_the_case_says_what_happened(make, phone):
    follow_up = make.follow_up(what="Ring igen")
    answer = phone.post(f"/opfoelgninger/{follow_up.id}/udfoert")
    assert (answer.status_code, answer.location) == (303, f"/sager/{follow_up.case_id}")
    page = phone.get(answer.location).text
    assert "Opfølgningen er udført." in page
    assert "1 udført" in page
    assert "Genåbn" in page


def test_it_goes_back_to_where_the_button_stood_if_that_is_here(make, phone):
    follow_up = make.follow_up()
    paths = [f"/opfoelgninger/{follow_up.id}/{act}" for act in ("udfoert", "genaabn")]
    assert phone.post(paths[0], data={"next": "/"}).location == "/"
    assert phone.post(paths[1], data={"next": "//ondt.example"}).location == f"/sager/{follow_up.case_id}"


def test_on_another_page_the_line_says_where_it_belongs(make, phone):
    case = make.case(department=make.department(name="Møllevang"))
    follow_up = make.follow_up(case)
    path = f"/opfoelgninger/{follow_up.id}/udskyd"
    page = phone.post(path, data={"days": "3", "next": "/"}, headers=HTMX).text
    assert "Nabokonflikt · Møllevang" in page
    assert f'href="/sager/{case.id}"' in page
    assert 'name="next" value="/"' in page


def test_one_tap_ids_are_kept_apart_by_the_row(make, phone):
    case = make.case()
    one, two = make.follow_up(case), make.follow_up(case)
    on_the_page = {"write_id": str(uuid4())}
    for follow_up in (one, two, one):
        phone.post(f"/opfoelgninger/{follow_up.id}/udfoert", data=on_the_page)
    assert FollowUp.select().where(FollowUp.done_at.is_null()).count() == 0
    assert events().count("follow_up.done") == 2


def test_who_ticked_it_off_first_stays_named(make, phone):
    jonas = make.worker()
    follow_up = make.follow_up(done_at=now(), done_by=jonas)
    phone.post(f"/opfoelgninger/{follow_up.id}/udfoert")
    assert FollowUp.get().done_by == jonas


@pytest.mark.parametrize(("data", "days"), [({"days": "1"}, 1), ({"days": "3"}, 3), ({"days": "7"}, 7)])
def test_a_follow_up_is_postponed_by_a_chip(make, phone, data, days):
    follow_up = make.follow_up(days=-5)
    answer = phone.post(f"/opfoelgninger/{follow_up.id}/udskyd", data=data, headers=HTMX)
    assert "Udskudt til" in answer.text
    assert FollowUp.get().due_on == soon(days)
    assert events(follow_up) == ["follow_up.postponed"]


def test_a_follow_up_is_postponed_to_a_date(make, phone):
    follow_up = make.follow_up()
    data = {"due_on": soon(40).isoformat()}
    answer = phone.post(f"/opfoelgninger/{follow_up.id}/udskyd", data=data)
    assert answer.status_code == 303
    assert FollowUp.get().due_on == soon(40)


@pytest.mark.parametrize("data", [{}, {"due_on": "2020-01-01"}, {"due_on": "snart"}, {"days": "400"}])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_postponing_needs_a_day_that_lies_ahead(make, phone, data, headers):
    follow_up = make.follow_up(days=2)
    answer = phone.post(f"/opfoelgninger/{follow_up.id}/udskyd", data=data, headers=headers)
    page = answer.text
    assert answer.status_code == 422
    assert "Vælg en dato, i dag eller senere." in page
    assert ("<html" in page) == (not headers)
    assert FollowUp.get().due_on == follow_up.due_on
