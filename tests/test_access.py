"""Who may: silence means no, and rows are reached only by those who may see them."""

import pytest
from flask import Flask

from boligsocial import access
from boligsocial.access import allow, check_role, public
from boligsocial.clock import now
from boligsocial.models import Case, Membership, Note, Photo, Role, Share, Visit

NOT_WORKERS = [role for role in Role if role != Role.WORKER]


def test_a_view_that_says_nothing_opens_for_nobody(app, make, monkeypatch):
    worker = make.client(make.worker())
    assert worker.get("/mig").status_code == 200
    monkeypatch.delattr(app.view_functions["accounts.me"], "allowed_roles")
    assert worker.get("/mig").status_code == 404
    assert make.client().get("/mig").status_code == 404


def test_a_view_that_says_nothing_is_named_in_the_log(app, make, monkeypatch, caplog):
    monkeypatch.delattr(app.view_functions["accounts.me"], "allowed_roles")
    make.client().get("/mig")
    assert "endpoint accounts.me declares nobody who may open it" in caplog.text


def test_allowing_nobody_is_a_mistake_and_said_so():
    with pytest.raises(ValueError, match="@public"):
        allow()


def test_a_view_for_one_role_is_open_to_it_and_does_not_exist_for_others(app, make, monkeypatch):
    view = app.view_functions["accounts.me"]
    monkeypatch.setattr(view, "allowed_roles", frozenset({Role.LEADER}))
    assert make.client(make.user(Role.LEADER)).get("/mig").status_code == 200
    assert make.client(make.worker()).get("/mig").status_code == 404
    assert make.client().get("/mig").status_code == 303


def test_a_public_view_is_open_to_anybody(app, make, monkeypatch):
    bare = Flask("bare")
    bare.add_url_rule("/abent", "open", public(lambda: "velkommen"))
    bare.before_request(check_role)
    assert bare.test_client().get("/abent").text == "velkommen"
    assert bare.test_client().get("/findes-ikke").status_code == 404


def test_the_question_is_asked_before_the_form_is_checked(app, make, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert make.client(make.user(Role.CONTACT)).post("/log").status_code == 404
    assert make.client().post("/log").status_code == 401
    assert make.client(make.worker()).post("/log").status_code == 400


def test_workers_leaders_and_administrators_see_all_departments_and_contact_persons_their_own(make):
    first, second = make.department(), make.department()
    for role in (Role.WORKER, Role.LEADER, Role.ADMIN):
        assert set(access.visible_departments(make.user(role))) == {first, second}
    assert list(access.visible_departments(make.contact(second))) == [second]
    assert list(access.visible_departments(make.contact())) == []
    assert list(access.visible_departments(make.board(second))) == [second]
    assert list(access.visible_departments(make.board())) == []
    assert list(access.visible_departments(make.user(Role.VOLUNTEER))) == []


def test_organisations_are_for_municipal_staff_those_without_a_department_too(make):
    empty, home = make.org(), make.department()
    for role in Role:
        user = make.contact(home) if role == Role.CONTACT else make.user(role)
        expected = {empty, home.org} if role in (Role.WORKER, Role.LEADER, Role.ADMIN) else set()
        assert set(access.visible_orgs(user)) == expected


def test_homes_are_for_workers_and_administrators(make):
    home = make.dwelling()
    for role in Role:
        user = make.contact(home.department) if role == Role.CONTACT else make.user(role)
        expected = [home] if role in (Role.WORKER, Role.ADMIN) else []
        assert list(access.visible_dwellings(user)) == expected


@pytest.mark.parametrize("role", NOT_WORKERS)
def test_notes_cases_visits_and_shares_are_for_workers_alone(make, role):
    note = make.note()
    make.case(department=note.department)
    make.visit(department=note.department)
    user = make.contact(note.department) if role == Role.CONTACT else make.user(role)
    make.share(note, make.contact(note.department))
    for visible in (access.visible_notes, access.visible_cases, access.visible_visits, access.visible_shares):
        assert list(visible(user)) == []
        assert len(list(visible(note.author))) == 1


def test_what_is_undone_or_cancelled_is_seen_by_nobody(make):
    worker = make.worker()
    kept, undone = make.note(worker), make.note(worker, undone_at=now())
    planned, cancelled = make.visit(worker), make.visit(worker, cancelled_at=now())
    assert [row.id for row in access.visible_notes(worker)] == [kept.id] != [undone.id]
    assert [row.id for row in access.visible_visits(worker)] == [planned.id] != [cancelled.id]


@pytest.fixture
def shared(make):
    """A note with two photos, one of them shared with a contact person of the note's department."""
    note = make.note(text="Fugt i hjørnet")
    contact = make.contact(note.department)
    chosen, kept_back = make.photo(note), make.photo(note)
    return make.share(note, contact, chosen), contact, chosen, kept_back


def test_a_contact_person_reads_what_is_shared_with_them_now(make, shared):
    share, contact, _chosen, _kept_back = shared
    assert [row.id for row in access.shared_notes(contact)] == [share.id]


def end_by_withdrawing(share, contact):
    Share.update(withdrawn_at=now()).execute()


def end_by_undoing(share, contact):
    Note.update(undone_at=now()).execute()


def end_by_leaving(share, contact):
    Membership.delete().execute()


def end_by_sharing_with_another(share, contact):
    Share.update(recipient=share.shared_by).execute()


def end_by_changing_role(share, contact):
    contact.role = Role.VOLUNTEER


@pytest.mark.parametrize(
    "end", [end_by_withdrawing, end_by_undoing, end_by_leaving, end_by_sharing_with_another, end_by_changing_role]
)
def test_each_end_of_a_share_takes_the_note_and_its_photos_away_at_once(shared, end):
    share, contact, _chosen, _kept_back = shared
    end(share, contact)
    assert list(access.shared_notes(contact)) == []
    assert list(access.visible_photos(contact)) == []


def test_a_contact_person_sees_the_chosen_photos_alone(make, shared):
    _share, contact, chosen, kept_back = shared
    make.photo(uploader=contact)
    assert [row.id for row in access.visible_photos(contact)] == [chosen.id] != [kept_back.id]


def test_a_worker_sees_photos_of_visible_notes_and_their_own_staged_ones(make):
    note, undone, worker = make.note(), make.note(undone_at=now()), make.worker()
    of_note, mine = make.photo(note), make.photo(uploader=worker)
    make.photo(undone)
    make.photo(uploader=make.worker())
    assert {row.id for row in access.visible_photos(worker)} == {of_note.id, mine.id}


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.LEADER, Role.ADMIN, Role.BOARD])
def test_photos_are_shown_to_nobody_else(make, role):
    user = make.user(role)
    make.photo(uploader=user)
    make.photo(make.note())
    assert list(access.visible_photos(user)) == []


def test_an_unknown_kind_of_person_sees_nothing(make):
    user, note = make.worker(), make.note()
    make.photo(note)
    user.role = "cleaner"
    for table in (Note, Case, Visit, Share, Photo):
        visible = getattr(access, f"visible_{table.__name__.lower()}s")
        assert list(visible(user)) == []
    assert list(access.visible_departments(user)) == list(access.visible_dwellings(user)) == []
    assert list(access.shared_notes(user)) == []


def test_somebody_whose_account_is_closed_is_out_at_once(make):
    worker = make.worker()
    browser = make.client(worker)
    assert browser.get("/mig").status_code == 200
    worker.closed_at = now()
    worker.save()
    assert browser.get("/mig").status_code == 303
