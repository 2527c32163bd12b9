"""Organisations, departments and homes, from the first one on."""

from uuid import uuid4

import pytest

from boligsocial.models import AuditRow, Department, Dwelling, HousingOrg, Role
from boligsocial.places import plain_address
from tests.watch import watched

READERS = (Role.WORKER, Role.ADMIN, Role.LEADER)


@pytest.fixture
def desk(make):
    return make.client(make.worker())


def filled(org=None, **values):
    """The department form as it is sent."""
    form = {"org": org.id if org else "", "name": "Birkelunden", "street": "Birkelunden 1-40"}
    return {**form, "postal_code": "2840", "town": "Prøveby", "write_id": str(uuid4()), **values}


def events(name):
    return AuditRow.select().where(AuditRow.event == name).count()


# -- the first run


@pytest.mark.parametrize("role", [Role.WORKER, Role.ADMIN])
def test_the_first_department_brings_its_organisation_into_being(make, role):
    desk = make.client(make.user(role))
    assert "Opret den første afdeling" in desk.get("/afdelinger").text
    assert "Den, der ejer eller administrerer afdelingen." in desk.get("/afdelinger/ny").text
    sent = filled(new_org="Prøveby  Boligselskab ")
    answer = desk.post("/afdelinger/ny", data=sent, follow_redirects=True)
    assert "Afdelingen er gemt." in answer.text
    department = Department.get()
    assert (department.name, department.postal_code, department.town) == ("Birkelunden", "2840", "Prøveby")
    assert department.org.name == "Prøveby Boligselskab"
    assert (events("org.saved"), events("department.saved")) == (1, 1)


def test_a_leader_of_an_empty_house_reads_who_begins(make):
    page = make.client(make.user(Role.LEADER)).get("/afdelinger").text
    assert "Der er ingen afdelinger endnu." in page
    assert "Opret" not in page


def test_the_first_department_needs_the_name_of_an_organisation(desk):
    answer = desk.post("/afdelinger/ny", data=filled(new_org=" "))
    assert answer.status_code == 422
    assert answer.text.count("Skriv boligorganisationens navn.") == 2
    assert HousingOrg.select().count() == 0


# -- organisations and departments


def test_departments_stand_under_their_organisation_also_when_there_are_none(make, desk):
    make.department(name="Kildehusene", org=make.org(name="Anden Boligforening"), postal_code="2840")
    make.org(name="Boligforening uden noget")
    page = desk.get("/afdelinger").text
    places = [page.index(words) for words in ("Anden Boligforening", "Kildehusene", "Boligforening uden noget")]
    assert places == sorted(places)
    assert "Ingen afdelinger endnu." in page


def test_an_organisation_is_created_and_leads_to_its_first_department(desk):
    sent = {"name": "Prøveby Boligselskab", "phone": "45 80 12 34", "email": "post@eksempel.dk"}
    answer = desk.post("/afdelinger/boligorganisationer/ny", data={**sent, "write_id": str(uuid4())})
    org = HousingOrg.get()
    assert (org.name, org.phone, org.email) == ("Prøveby Boligselskab", "+4545801234", "post@eksempel.dk")
    assert answer.location == f"/afdelinger/ny?org={org.id}"
    assert f'value="{org.id}" selected' in desk.get(answer.location).text


def test_an_organisation_is_changed(make, desk):
    org = make.org(name="Gammelt navn")
    assert 'value="Gammelt navn"' in desk.get(f"/afdelinger/boligorganisationer/{org.id}/ret").text
    desk.post(f"/afdelinger/boligorganisationer/{org.id}/ret", data={"name": "Nyt navn"})
    assert HousingOrg.get_by_id(org.id).name == "Nyt navn"
    assert events("org.saved") == 1


def test_wrong_telephone_and_mail_are_said_and_stay_typed(desk):
    sent = {"name": "Prøveby", "phone": "ring bare", "email": "post"}
    answer = desk.post("/afdelinger/boligorganisationer/ny", data=sent)
    assert answer.status_code == 422
    assert 'value="ring bare"' in answer.text
    assert answer.text.count("Skriv e-mailadressen som navn@eksempel.dk.") == 2
    assert HousingOrg.select().count() == 0


def test_a_department_is_changed_and_moved_to_another_organisation(make, desk):
    department, other = make.department(name="Birkelunden"), make.org(name="Anden Boligforening")
    page = desk.get(f"/afdelinger/{department.id}/ret").text
    assert f'value="{department.org_id}" selected' in page
    desk.post(f"/afdelinger/{department.id}/ret", data=filled(other, name="Birkelunden Nord"))
    saved = Department.get_by_id(department.id)
    assert (saved.name, saved.org) == ("Birkelunden Nord", other)
    assert events("department.saved") == 1


def test_the_same_submission_twice_makes_one_department_and_leads_to_the_same_page(make, desk):
    sent = filled(make.org())
    first, second = desk.post("/afdelinger/ny", data=sent), desk.post("/afdelinger/ny", data=sent)
    assert first.location == second.location
    assert Department.select().count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"org": ""}, "Vælg en boligorganisation."),
        ({"name": " "}, "Skriv afdelingens navn."),
        ({"street": ""}, "Skriv afdelingens adresse."),
        ({"postal_code": "284"}, "Et postnummer er fire tal, fx 2840."),
        ({"postal_code": "2840 Holte"}, "Et postnummer er fire tal, fx 2840."),
        ({"town": ""}, "Skriv byen."),
    ],
)
def test_what_is_wrong_is_said_twice_and_what_was_typed_stays(make, desk, wrong, sentence):
    sent = {**filled(make.org()), **wrong}
    answer = desk.post("/afdelinger/ny", data=sent)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert "<title>Fejl: Ny afdeling" in answer.text
    for name in ("street", "postal_code", "town"):
        assert f'name="{name}"' in answer.text
        assert f'value="{sent[name]}"' in answer.text
    assert Department.select().count() == 0


@pytest.mark.parametrize("name", ["Ørnelunden", "ørnelunden", "  Ørnelunden "])
def test_a_department_name_that_is_taken_is_said_at_the_field(make, desk, name):
    taken = make.department(name="Ørnelunden")
    answer = desk.post("/afdelinger/ny", data=filled(taken.org, name=name))
    assert answer.status_code == 422
    assert answer.text.count("Der er allerede en afdeling med det navn.") == 2
    assert Department.select().count() == 1
    assert events("department.saved") == 0


def test_an_organisation_name_that_is_taken_is_said_at_the_field(make, desk):
    make.org(name="Prøveby Boligselskab")
    other = make.org(name="Anden")
    for path in ("ny", f"{other.id}/ret"):
        answer = desk.post(f"/afdelinger/boligorganisationer/{path}", data={"name": "PRØVEBY Boligselskab"})
        assert answer.status_code == 422
        assert answer.text.count("Der er allerede en boligorganisation med det navn.") == 2
    assert HousingOrg.select().count() == 2


def test_a_name_that_somebody_takes_at_the_same_moment_is_said_too(make, desk, monkeypatch):
    taken = make.department(name="Birkelunden")
    # As when the other's row comes after our look and before our insert.
    monkeypatch.setattr(Department, "select", lambda *fields: [])
    answer = desk.post("/afdelinger/ny", data=filled(taken.org))
    monkeypatch.undo()
    assert answer.status_code == 422
    assert "Der er allerede en afdeling med det navn." in answer.text
    assert Department.select().count() == 1


def test_a_department_keeps_its_own_name_when_it_is_changed(make, desk):
    department = make.department(name="Birkelunden")
    answer = desk.post(f"/afdelinger/{department.id}/ret", data=filled(department.org, town="Nyby"))
    assert answer.status_code == 303
    assert Department.get_by_id(department.id).town == "Nyby"


# -- a department and its homes


def test_the_page_shows_the_homes_in_order_and_the_contact_persons(make, desk):
    department = make.department(name="Birkelunden")
    for number in (22, 4):
        make.dwelling(department, address=f"Birkelunden {number}, st.")
    make.contact(department, full_name="Lone Opdigtet")
    make.contact(make.department(), full_name="Fremmed Opdigtet")
    page = desk.get(f"/afdelinger/{department.id}").text
    assert page.index("Birkelunden 4, st.") < page.index("Birkelunden 22, st.")
    assert "Lone Opdigtet" in page
    assert "Fremmed Opdigtet" not in page
    assert f'href="/kontakt?department={department.id}"' in page


def test_several_homes_are_added_at_once_and_known_ones_are_counted(make, desk):
    department = make.department()
    make.dwelling(department, address="Birkelunden 22, 1. tv.")
    lines = "birkelunden 22 1tv\r\n\r\n  Birkelunden  4,  st. \r\nBirkelunden 4, st.\r\nBirkelunden 6, st.\r\n"
    sent = {"addresses": lines, "write_id": str(uuid4())}
    page = desk.post(f"/afdelinger/{department.id}/boliger", data=sent, follow_redirects=True).text
    assert "2 boliger er tilføjet. 2 stod der i forvejen." in page
    homes = {home.address for home in Dwelling.select().where(Dwelling.department == department.id)}
    assert homes == {"Birkelunden 22, 1. tv.", "Birkelunden 4, st.", "Birkelunden 6, st."}
    assert events("dwelling.added") == 1
    desk.post(f"/afdelinger/{department.id}/boliger", data=sent)
    assert (Dwelling.select().count(), events("dwelling.added")) == (3, 1)


def test_htmx_gets_the_homes_alone_with_the_known_ones_by_name(make, desk):
    department = make.department()
    make.dwelling(department, address="Birkelunden 4, st.")
    sent = {"addresses": "Birkelunden 4, st.\nBirkelunden 6, st.", "write_id": str(uuid4())}
    path = f"/afdelinger/{department.id}/boliger"
    part = desk.post(path, data=sent, headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<section id="homes">')
    assert "1 bolig er tilføjet." in part.text
    assert "Stod der i forvejen:" in part.text
    assert sent["write_id"] not in part.text
    assert "tilføjet" not in desk.get(f"/afdelinger/{department.id}").text


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (" \n ", "Skriv mindst én adresse."),
        ("\n".join(f"Vej {number}" for number in range(301)), "Tilføj højst 300 boliger ad gangen. Her er 301 linjer."),
        ("Vej 1\n" + "x" * 121, "Linje 2 er for lang til en adresse."),
    ],
)
def test_a_list_that_cannot_be_right_is_refused_and_stays_typed(make, desk, lines, sentence):
    department = make.department()
    answer = desk.post(f"/afdelinger/{department.id}/boliger", data={"addresses": lines})
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert lines.split("\n")[-1] in answer.text
    assert Dwelling.select().count() == 0


def test_two_homes_whose_digits_only_run_together_are_two_homes():
    assert plain_address("Vej 1, 12. tv.") != plain_address("Vej 11, 2. tv.")
    assert plain_address("Vej 22, 1. tv.") == plain_address(" vej 22 1tv") == plain_address("VEJ 22,1.TV")


def test_the_choices_of_an_address_field_are_the_homes_of_the_department(make, desk):
    home = make.dwelling(address='Vej 1, "gården"')
    make.dwelling(address="Fremmed vej 1")
    answer = desk.get(f"/afdelinger/boliger?department={home.department_id}")
    assert answer.text.strip() == '<option value="Vej 1, &#34;gården&#34;"></option>'
    for nothing in ("", "?department=", "?department=x", "?department=0"):
        assert desk.get(f"/afdelinger/boliger{nothing}").text.strip() == ""


# -- who may


def test_a_leader_reads_departments_without_homes_and_changes_nothing(make):
    home = make.dwelling(address="Skjult vej 1")
    leader = make.client(make.user(Role.LEADER))
    assert home.department.name in leader.get("/afdelinger").text
    page = leader.get(f"/afdelinger/{home.department_id}").text
    assert "Skjult vej 1" not in page
    assert "Tilføj boliger" not in page
    assert "Ret afdeling" not in page
    own, orgs = f"/afdelinger/{home.department_id}", "/afdelinger/boligorganisationer"
    paths = ("/afdelinger/ny", f"{own}/ret", f"{orgs}/ny", f"{orgs}/{home.department.org_id}/ret")
    assert {leader.get(path).status_code for path in (*paths, "/afdelinger/boliger")} == {404}
    assert {leader.post(path).status_code for path in (*paths, f"{own}/boliger")} == {404}


def test_contact_persons_and_volunteers_find_nothing(make):
    department = make.department()
    for role in (Role.CONTACT, Role.VOLUNTEER):
        desk = make.client(make.user(role))
        for path in ("/afdelinger", f"/afdelinger/{department.id}", "/afdelinger/boliger", "/afdelinger/ny"):
            assert desk.get(path).status_code == 404


def test_what_does_not_exist_is_not_found(desk):
    for path in ("/afdelinger/999999", "/afdelinger/999999/ret", "/afdelinger/boligorganisationer/999999/ret"):
        assert desk.get(path).status_code == 404
    assert desk.post("/afdelinger/999999/boliger", data={"addresses": "Vej 1"}).status_code == 404


@pytest.mark.parametrize("role", READERS)
def test_the_statements_do_not_grow_with_the_departments_and_homes(make, role):
    desk = make.client(make.user(role))
    department = make.department()

    def statements():
        counts = []
        for path in ("/afdelinger", f"/afdelinger/{department.id}"):
            with watched() as seen:
                assert desk.get(path).status_code == 200
            counts.append(len(seen))
        return counts

    few = statements()
    for _ in range(6):
        make.dwelling(department)
        make.contact(department)
        make.department()
    assert statements() == few
    assert max(few) <= 8
