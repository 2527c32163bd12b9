"""Keeping the list of whom to call."""

from datetime import timedelta
from uuid import uuid4

import pytest
from playhouse.test_utils import count_queries

from boligsocial.clock import today
from boligsocial.directory import queries
from boligsocial.models import AuditRow, ContactDuty, ContactPerson, Topic

HTMX = {"HX-Request": "true"}


def ask(client, department):
    return client.get("/kontakt", query_string={"department": department.id})


def filled(**values):
    return {"write_id": str(uuid4()), "name": "Lone Madsen", "phone": "45 80 12 34", **values}


def test_a_worker_adds_a_person_who_counts_as_confirmed(make):
    worker, deputy = make.worker(), make.contact_person()
    account = make.contact()
    data = filled(email="lone@nordly.example", hours=" 8 -\r\n 14 ", deputy=deputy.id, user=account.id)
    client = make.client(worker)
    answers = [client.post("/kontakt/personer/ny", data=data) for _twice in range(2)]
    person = ContactPerson.get(name="Lone Madsen")
    assert [answer.location for answer in answers] == [f"/kontakt/personer/{person.id}"] * 2
    assert ContactPerson.select().count() == 2, "the repeat stores nothing"
    assert (person.phone, person.hours) == ("+4545801234", "8 - 14")
    assert (person.deputy, person.user, person.confirmed_on) == (deputy, account, today())
    assert AuditRow.select().where(AuditRow.event == "contact.saved", AuditRow.actor == worker).count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Skriv et navn, eller hvad kontoret hedder."),
        ({"phone": "12 34"}, "Skriv telefonnummeret med otte cifre"),
        ({"phone": "ring til Bo"}, "Skriv telefonnummeret med otte cifre"),
        ({"phone": ""}, "Skriv et telefonnummer eller en e-mail."),
        ({"email": "lone(at)nordly"}, "Skriv e-mailadressen som navn@eksempel.dk."),
        ({"title": "x" * 121}, "Teksten er for lang. Skriv højst 120 tegn."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(make, wrong, sentence):
    data = filled(title="Driftsleder i nord")
    answer = make.client(make.worker()).post("/kontakt/personer/ny", data={**data, **wrong})
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2, "in the summary and at the field"
    assert "Kontaktpersonen er ikke gemt endnu" in answer.text
    assert "<title>Fejl: " in answer.text
    for typed in {**data, **wrong}.values():
        assert f'value="{typed.strip()}"' in answer.text or not typed.strip()
    assert ContactPerson.select().count() == 0


def test_an_email_alone_is_enough_to_be_reached(make):
    data = filled(phone="", email="post@nordly.example")
    assert make.client(make.worker()).post("/kontakt/personer/ny", data=data).status_code == 303
    assert ContactPerson.get().email == "post@nordly.example"


def test_a_change_is_kept_and_shown(make):
    person = make.contact_person(name="Lone Madsen", confirmed_on=None)
    client = make.client(make.worker())
    assert 'value="70 10 20 30"' in client.get(f"/kontakt/personer/{person.id}/ret").text
    client.post(f"/kontakt/personer/{person.id}/ret", data=filled(title="Driftschef"))
    kept = ContactPerson.get_by_id(person.id)
    assert (kept.title, kept.phone, kept.confirmed_on) == ("Driftschef", "+4545801234", today())
    assert "Driftschef" in client.get(f"/kontakt/personer/{person.id}").text


def test_nobody_is_their_own_deputy(make):
    person = make.contact_person()
    make.client(make.worker()).post(f"/kontakt/personer/{person.id}/ret", data=filled(deputy=person.id))
    assert ContactPerson.get_by_id(person.id).deputy is None


def test_a_person_taken_off_the_list_can_be_put_back(make):
    department, client = make.department(), make.client(make.worker())
    person = make.duty(make.contact_person(name="Lone Madsen"), department=department).contact
    address = f"/kontakt/personer/{person.id}"
    assert client.post(f"{address}/fjern", data={"write_id": str(uuid4())}).status_code == 303
    assert "Lone Madsen er fjernet fra kontaktlisten." in client.get(address).text
    assert "Lone Madsen" not in client.get("/kontakt/personer").text
    assert "Lone Madsen" not in ask(client, department).text
    assert [client.get(f"{address}/{page}").status_code for page in ("ret", "kort.vcf")] == [404, 404]
    client.post(f"{address}/fortryd", data={"write_id": str(uuid4())})
    assert "Lone Madsen" in ask(client, department).text


def test_the_list_is_by_name_points_at_the_doubtful_and_says_when_there_is_more(make):
    client = make.client(make.worker())
    for number in range(queries.PAGE):
        make.contact_person(name=f"Person {number:02}", confirmed_on=today())
    first = client.get("/kontakt/personer").text
    assert "Der er flere" not in first
    assert "Passer det stadig?" not in first
    make.contact_person(name="Åse Åkjær", confirmed_on=today() - timedelta(days=200))
    first, second = client.get("/kontakt/personer").text, client.get("/kontakt/personer?page=2").text
    assert "Der er flere. Vis de næste" in first
    assert "Åse Åkjær" not in first
    assert "Åse Åkjær" in second
    assert "Passer det stadig?" in second


def test_list_and_person_pages_run_a_constant_number_of_statements(make):
    client, counts = make.client(make.worker()), []
    person = make.contact_person()
    for _round in range(2):
        with count_queries() as counter:
            client.get("/kontakt/personer")
        with count_queries() as other:
            assert client.get(f"/kontakt/personer/{person.id}").status_code == 200
        counts.append((counter.count, other.count))
        for _number in range(5):
            make.duty(person, department=make.department())
            make.duty(person, org=make.org())
            make.contact_person(deputy=person)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 8


# -- duties


def test_a_duty_is_added_for_a_department_an_organisation_or_everywhere(make):
    person, department = make.contact_person(), make.department(name="Birkelunden")
    client, address = make.client(make.worker()), f"/kontakt/personer/{person.id}"
    places = {f"department-{department.id}": "noise", f"org-{department.org_id}": "", "all": "rent"}
    for place, topic in places.items():
        data = {"write_id": str(uuid4()), "place": place, "topic": topic}
        assert client.post(f"{address}/ansvar", data=data).location == address
    kept = {(duty.topic, duty.department_id, duty.org_id) for duty in ContactDuty.select()}
    assert kept == {(Topic.NOISE, department.id, None), (None, None, department.org_id), (Topic.RENT, None, None)}
    page = client.get(address).text
    assert "Birkelunden · " in page
    assert f"Alle afdelinger i {department.org.name}" in page
    assert AuditRow.select().where(AuditRow.event == "contact.duty_added").count() == 3


def test_the_same_duty_is_not_added_twice(make):
    person, department = make.contact_person(), make.department()
    client, address = make.client(make.worker()), f"/kontakt/personer/{person.id}/ansvar"
    data = {"write_id": str(uuid4()), "place": f"department-{department.id}", "topic": "noise"}
    assert client.post(address, data=data).status_code == 303
    assert client.post(address, data=data).status_code == 303, "a repeat gets the same receipt"
    again = client.post(address, data={**data, "write_id": str(uuid4())}, headers=HTMX)
    assert again.status_code == 422
    assert again.text.lstrip().startswith('<section id="duties"')
    assert again.text.count("Det står der allerede. Vælg et andet emne eller sted.") == 2
    assert '<option value="noise" selected>' in again.text
    assert ContactDuty.select().count() == 1


def test_a_duty_without_a_place_is_refused(make):
    person = make.contact_person()
    data = {"write_id": str(uuid4()), "place": "department-999999", "topic": "rent"}
    answer = make.client(make.worker()).post(f"/kontakt/personer/{person.id}/ansvar", data=data)
    assert answer.status_code == 422
    assert answer.text.count("Vælg, hvor det gælder.") == 2
    assert '<option value="rent" selected>' in answer.text
    assert ContactDuty.select().count() == 0


def test_a_duty_is_removed_only_from_the_person_who_has_it(make):
    duty, other = make.duty(), make.contact_person()
    client = make.client(make.worker())
    client.post(f"/kontakt/personer/{other.id}/ansvar/{duty.id}/fjern", data={"write_id": str(uuid4())})
    assert ContactDuty.select().count() == 1
    address = f"/kontakt/personer/{duty.contact_id}/ansvar/{duty.id}/fjern"
    part = client.post(address, data={"write_id": str(uuid4())}, headers=HTMX)
    assert part.text.lstrip().startswith('<section id="duties"')
    assert "Ikke noget endnu." in part.text
    assert ContactDuty.select().count() == 0
