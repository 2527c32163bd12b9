"""Who has an account."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from playhouse.test_utils import count_queries

from boligsocial.admin import actions, queries
from boligsocial.audit import Write
from boligsocial.clock import now
from boligsocial.models import Activation, AuditRow, Membership, Role, User
from boligsocial.passwords import token_hash

CHOSEN = "blå sten under broen"


@pytest.fixture
def admin(make):
    return make.user(Role.ADMIN, full_name="Anna Bro")


def filled(**values):
    person = {"first_name": "Birgit", "full_name": "Birgit Skov", "username": "birgit", "role": "worker"}
    return {"write_id": str(uuid4()), **person, **values}


def one_tap(**values):
    return {"write_id": str(uuid4()), **values}


def link_on(page):
    found = re.search(r"/aktiver/[\w-]+", page)
    return found.group() if found else None


def events(name):
    return AuditRow.select().where(AuditRow.event == name)


# -- who may


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_nobody_but_an_administrator_finds_the_accounts(make, role):
    other, client = make.worker(), make.client(make.user(role))
    assert {client.get(f"/brugere{page}").status_code for page in ("", "/ny", f"/{other.id}")} == {404}
    posts = ["ny", other.id, f"{other.id}/link", f"{other.id}/luk", f"{other.id}/genaabn"]
    assert {client.post(f"/brugere/{page}", data=filled(sure="y")).status_code for page in posts} == {404}
    assert User.get_by_id(other.id).closed_at is None
    assert not User.get_or_none(username="birgit")
    assert queries.visible_users(make.user(role)).count() == 0


def test_an_administrator_sees_nothing_about_residents(make, admin):
    note = make.note(text="Naboen larmer", dwelling=make.dwelling(address="Birkelunden 22, 1. tv."))
    make.case(department=note.department)
    client = make.client(admin)
    for page in ("/brugere", "/brugere/ny", f"/brugere/{note.author_id}"):
        text = client.get(page).text
        assert "larmer" not in text
        assert "Birkelunden 22" not in text
    assert client.get(f"/notater/{note.id}").status_code == 404


# -- the list


def test_the_list_says_role_last_login_and_who_is_closed(make, admin):
    worker = make.worker(full_name="Åse Lind", username="aase")
    make.user(Role.LEADER, full_name="Bo Bjerg", closed_at=now())
    make.log_in(make.client(), "aase")
    page = make.client(admin).get("/brugere").text
    lines = {name: page.split(name)[1].split("</li>")[0] for name in ("Anna Bro", "Åse Lind", "Bo Bjerg")}
    assert "Boligsocial medarbejder" in lines["Åse Lind"]
    assert "Logget ind i dag" in lines["Åse Lind"]
    assert "Ikke logget ind endnu" in lines["Bo Bjerg"]
    assert ["Lukket" in lines[name] for name in lines] == [False, False, True]
    assert page.index("Åse Lind") < page.index("Bo Bjerg"), "closed ones come last"
    assert f"/brugere/{worker.id}" in page


def test_the_list_runs_few_statements_and_says_when_there_is_more(make, admin):
    client = make.client(admin)
    with count_queries() as few:
        assert "Der er flere" not in client.get("/brugere").text
    for number in range(queries.PAGE):
        make.worker(full_name=f"Person {number:02}")
    with count_queries() as many:
        page = client.get("/brugere").text
    assert few.count == many.count <= 8
    assert "Der er flere. Vis de næste" in page
    assert "Person 49" in client.get("/brugere?page=2").text
    with count_queries() as one:
        client.get(f"/brugere/{admin.id}")
    assert one.count <= 8


# -- a new account


def test_a_new_user_gets_in_with_the_link_once(make, admin):
    answer = make.client(admin).post("/brugere/ny", data=filled(username=" Birgit.S ", phone="45 80 12 34"))
    link = link_on(answer.text)
    user = User.get(username="birgit.s")
    assert answer.status_code == 200
    assert (user.full_name, user.role, user.phone, user.password_hash) == (
        "Birgit Skov", Role.WORKER, "+4545801234", None,
    )  # fmt: skip
    assert "readonly" in answer.text
    browser = make.client()
    assert "Velkommen, Birgit." in browser.get(link).text
    assert make.activate(browser, link, CHOSEN).location == "/"
    assert make.activate(make.client(), link, "en helt anden sætning").status_code == 404
    assert make.log_in(make.client(), "birgit.s", CHOSEN).location == "/"


def test_the_link_is_kept_nowhere(make, admin, caplog):
    client = make.client(admin)
    token = link_on(client.post("/brugere/ny", data=filled()).text).rpartition("/")[2]
    assert Activation.get().token_hash == token_hash(token)
    with client.session_transaction() as session:
        assert token not in str(dict(session))
    assert token not in caplog.text
    assert all(token not in str(row.__data__) for row in AuditRow.select())
    assert link_on(client.get(f"/brugere/{User.get(username='birgit').id}").text) is None


def test_the_link_dies_after_72_hours(make, admin):
    link = link_on(make.client(admin).post("/brugere/ny", data=filled()).text)
    with time_machine.travel(now() + timedelta(hours=71, minutes=59)):
        assert make.client().get(link).status_code == 200
    with time_machine.travel(now() + timedelta(hours=72, minutes=1)):
        assert make.client().get(link).status_code == 404
        assert make.client().post(link, data=one_tap(password=CHOSEN)).status_code == 404
    assert User.get(username="birgit").password_hash is None


def test_a_repeat_makes_one_user_and_does_not_show_the_link_again(make, admin):
    client, data = make.client(admin), filled()
    first, second = client.post("/brugere/ny", data=data), client.post("/brugere/ny", data=data)
    assert link_on(first.text)
    assert second.status_code == 200
    assert link_on(second.text) is None
    assert "linket er allerede vist én gang" in second.text
    assert User.select().where(User.username == "birgit").count() == 1
    assert make.client().get(link_on(first.text)).status_code == 200, "the link that was shown still works"
    assert (events("user.created").count(), events("user.invited").count()) == (1, 1)
    assert events("user.created").get().actor == admin


@pytest.mark.parametrize("role", ["contact", "board"])
def test_contact_persons_and_board_members_get_departments_and_others_get_none(make, admin, role):
    client, departments = make.client(admin), [make.department(), make.department()]
    chosen = [row.id for row in departments]
    client.post("/brugere/ny", data=filled(role=role, departments=chosen))
    client.post("/brugere/ny", data=filled(username="worker", departments=chosen))
    kept = {(row.user.username, row.department_id) for row in Membership.select()}
    assert kept == {("birgit", row) for row in chosen}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"first_name": ""}, "Skriv fornavnet."),
        ({"full_name": " "}, "Skriv hele navnet."),
        ({"username": ""}, "Skriv et brugernavn."),
        ({"username": "bo skov"}, "Brug 2-40 tegn: a-z, tal, punktum og bindestreg."),
        ({"username": "søren"}, "Brug 2-40 tegn: a-z, tal, punktum og bindestreg."),
        ({"username": "ANNA"}, "Brugernavnet er optaget. Vælg et andet."),
        ({"role": "owner"}, "Vælg en rolle."),
        ({"role": "contact"}, "Vælg mindst én afdeling, når brugeren er kontaktperson eller bestyrelsesmedlem."),
        ({"role": "board"}, "Vælg mindst én afdeling, når brugeren er kontaktperson eller bestyrelsesmedlem."),
        ({"phone": "12"}, "Skriv telefonnummeret med otte cifre"),
        ({"email": "birgit"}, "Skriv e-mailadressen som navn@eksempel.dk."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(make, wrong, sentence):
    make.worker(username="anna", closed_at=now())
    data = {**filled(title="Driftsleder i nord"), **wrong}
    answer = make.client(make.user(Role.ADMIN)).post("/brugere/ny", data=data)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2, "in the summary and at the field"
    assert "<title>Fejl: " in answer.text
    for name in ("first_name", "full_name", "username", "title", "phone", "email"):
        if typed := data.get(name, "").strip():
            assert f'value="{typed}"' in answer.text
    assert User.select().count() == 2
    assert Activation.select().count() == 0


def test_a_refused_new_user_leaves_nothing_behind(make, admin):
    make.worker(username="birgit")
    with pytest.raises(actions.UsernameTaken):
        actions.create_invited(admin, Write(uuid4(), ""), **{**_values(), "username": "birgit"})
    assert events("user.created").count() == events("user.invited").count() == 0


def _values():
    return {"username": "Ny.Bruger", "first_name": "Ny", "full_name": "Ny Bruger", "role": Role.ADMIN}


def test_the_command_line_can_open_the_first_account(make, client):
    user = actions.create_user(None, **_values(), title="", phone="", email="", departments=())
    user = actions.invite(None, user)
    assert user.username == "ny.bruger"
    assert client.get(f"/aktiver/{user.invitation}").status_code == 200
    assert {row.actor for row in AuditRow.select()} == {None}
    with pytest.raises(actions.BadUsername):
        actions.create_user(None, **{**_values(), "username": "-x"})


@pytest.mark.parametrize("is_demo", [True, False])
def test_whoever_a_demo_person_makes_is_a_demo_person_and_nobody_else_is(make, is_demo):
    make.client(make.user(Role.ADMIN, is_demo=is_demo)).post("/brugere/ny", data=filled(username="ny.person"))
    assert User.get(User.username == "ny.person").is_demo is is_demo
