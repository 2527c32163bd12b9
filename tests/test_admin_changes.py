"""Changing, inviting again, closing and opening accounts."""

import re
from uuid import uuid4

import pytest

from boligsocial.admin import actions
from boligsocial.clock import now
from boligsocial.models import Activation, AuditRow, LoginSession, Membership, Role, User
from tests.make import PASSWORD


@pytest.fixture
def admin(make):
    return make.user(Role.ADMIN, full_name="Anna Bro")


def filled(**values):
    person = {"first_name": "Birgit", "full_name": "Birgit Skov", "role": "worker"}
    return {"write_id": str(uuid4()), **person, **values}


def one_tap(**values):
    return {"write_id": str(uuid4()), **values}


def link_on(page):
    found = re.search(r"/aktiver/[\w-]+", page)
    return found.group() if found else None


def events(name):
    return AuditRow.select().where(AuditRow.event == name)


# -- changing


def test_a_change_is_kept_with_the_departments(make, admin):
    old, new = make.department(), make.department()
    user, client = make.contact(old, phone="+4545801234"), make.client(admin)
    page = client.get(f"/brugere/{user.id}").text
    assert f'value="{old.id}" checked' in page
    assert f'value="{new.id}" checked' not in page
    assert 'value="45 80 12 34"' in page
    data = filled(role="contact", departments=[new.id], title="Driftsleder")
    answers = [client.post(f"/brugere/{user.id}", data=data) for _twice in range(2)]
    assert [answer.location for answer in answers] == [f"/brugere/{user.id}"] * 2
    kept = User.get_by_id(user.id)
    assert (kept.full_name, kept.title, kept.username) == ("Birgit Skov", "Driftsleder", user.username)
    assert [row.department for row in Membership.select().where(Membership.user == user.id)] == [new]
    assert events("user.changed").count() == 1
    assert "Ændringerne er gemt." in client.get(f"/brugere/{user.id}").text


def test_another_role_takes_the_departments_away(make, admin):
    department = make.department()
    user = make.contact(department)
    make.client(admin).post(f"/brugere/{user.id}", data=filled(role="volunteer", departments=[department.id]))
    assert User.get_by_id(user.id).role == Role.VOLUNTEER
    assert Membership.select().count() == 0


def test_a_refused_change_keeps_what_was_typed(make, admin):
    user = make.worker(full_name="Peter Vang")
    answer = make.client(admin).post(f"/brugere/{user.id}", data=filled(full_name="", title="Ny titel"))
    assert answer.status_code == 422
    assert 'value="Ny titel"' in answer.text
    assert User.get_by_id(user.id).full_name == "Peter Vang"


def test_an_administrator_cannot_take_their_own_role_away(make, admin):
    make.user(Role.ADMIN)
    answer = make.client(admin).post(f"/brugere/{admin.id}", data=filled(role="worker"))
    assert answer.status_code == 422
    assert answer.text.count("Du kan ikke fjerne din egen administratorrolle.") == 2
    assert User.get_by_id(admin.id).role == Role.ADMIN


# -- new link, closing, opening again


def test_a_new_link_ends_the_old_one_and_every_open_login(make, admin):
    user, client = make.worker(), make.client(admin)
    browser = make.client(user)
    data = one_tap()
    first = link_on(client.post(f"/brugere/{user.id}/link", data=data).text)
    assert browser.get("/mig").status_code == 303
    assert link_on(client.post(f"/brugere/{user.id}/link", data=data).text) is None, "a repeat shows nothing again"
    assert make.client().get(first).status_code == 200
    second = link_on(client.post(f"/brugere/{user.id}/link", data=one_tap()).text)
    assert make.client().get(first).status_code == 404
    assert make.client().get(second).status_code == 200
    assert Activation.select().where(Activation.user == user.id).count() == 1


def test_closing_a_user_ends_an_open_browser_at_once_and_kills_the_link(make, admin):
    user, client = make.worker(), make.client(admin)
    link = link_on(client.post(f"/brugere/{user.id}/link", data=one_tap()).text)
    browser = make.client(user)
    assert browser.get("/mig").status_code == 200
    answer = client.post(f"/brugere/{user.id}/luk", data=one_tap(sure="y"))
    assert answer.location == f"/brugere/{user.id}"
    assert browser.get("/mig").status_code == 303
    assert make.client().get(link).status_code == 404
    assert User.get_by_id(user.id).closed_at is not None
    assert LoginSession.select().where(LoginSession.user == user.id).count() == 0
    assert Activation.select().where(Activation.user == user.id).count() == 0
    assert make.client().post("/log-ind", data={"username": user.username, "password": PASSWORD}).status_code == 422
    assert events("user.closed").get().actor == admin
    assert client.post(f"/brugere/{user.id}/link", data=one_tap()).status_code == 404


def test_closing_asks_for_a_tick_first(make, admin):
    user = make.worker()
    answer = make.client(admin).post(f"/brugere/{user.id}/luk", data=one_tap())
    assert answer.status_code == 422
    assert answer.text.count("Sæt kryds, hvis brugeren skal lukkes.") == 2
    assert "<details open>" in answer.text
    assert User.get_by_id(user.id).closed_at is None


def test_a_closed_user_opened_again_gets_in_by_a_new_link(make, admin):
    user, client = make.worker(closed_at=now(), password_hash=None), make.client(admin)
    assert "kan ikke logge ind" in client.get(f"/brugere/{user.id}").text
    client.post(f"/brugere/{user.id}/genaabn", data=one_tap())
    assert events("user.reopened").count() == 1
    link = link_on(client.post(f"/brugere/{user.id}/link", data=one_tap()).text)
    assert make.activate(make.client(), link, "fem gule biler holder").status_code == 303


def test_an_administrator_cannot_close_themself(make, admin):
    make.user(Role.ADMIN)
    client = make.client(admin)
    assert "Luk bruger" not in client.get(f"/brugere/{admin.id}").text
    answer = client.post(f"/brugere/{admin.id}/luk", data=one_tap(sure="y"))
    assert answer.status_code == 422
    assert "Du kan ikke lukke din egen bruger." in answer.text
    assert User.get_by_id(admin.id).closed_at is None


def test_the_last_administrator_cannot_be_closed_or_given_another_role(make, admin):
    make.user(Role.ADMIN, closed_at=now())
    with pytest.raises(actions.LastAdmin):
        actions.close_user(None, admin)
    with pytest.raises(actions.LastAdmin):
        actions.change_user(None, admin, role=Role.WORKER)
    assert (User.get_by_id(admin.id).closed_at, User.get_by_id(admin.id).role) == (None, Role.ADMIN)
    make.user(Role.ADMIN)
    actions.close_user(None, admin)
    assert User.get_by_id(admin.id).closed_at is not None
