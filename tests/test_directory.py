"""Whom do I call?"""

from datetime import timedelta
from uuid import uuid4

import pytest
from playhouse.test_utils import assert_query_count, count_queries

from boligsocial.clock import now, today
from boligsocial.directory import queries
from boligsocial.directory.cards import mailto, vcard
from boligsocial.ladder import whom_to_call
from boligsocial.models import AuditRow, ContactPerson, Role, Topic

HTMX = {"HX-Request": "true"}


def ask(client, department, topic="", **kwargs):
    return client.get("/kontakt", query_string={"department": department.id, "topic": topic}, **kwargs)


# -- the ladder


@pytest.fixture
def ladder(make):
    """One person on every step for noise in one department, and others who must never be the answer."""
    here, elsewhere = make.department(name="Birkelunden"), make.department(name="Egebakken")
    steps = {
        "topic here": {"topic": Topic.NOISE, "department": here},
        "all here": {"department": here},
        "topic in org": {"topic": Topic.NOISE, "org": here.org},
        "all in org": {"org": here.org},
        "topic anywhere": {"topic": Topic.NOISE},
        "the desk": {},
    }
    duties = {name: make.duty(make.contact_person(name=name), **place) for name, place in steps.items()}
    make.duty(make.contact_person(name="other topic"), topic=Topic.RENT, department=here)
    make.duty(make.contact_person(name="other department"), department=elsewhere)
    make.duty(make.contact_person(name="other org"), topic=Topic.NOISE, org=elsewhere.org)
    return here, duties


EXPLAINED = {
    "topic here": None,
    "all here": "Ingen kontaktperson for støj i Birkelunden. Her er afdelingens kontakt.",
    "topic in org": "Ingen kontaktperson for støj i Birkelunden. Her er boligorganisationens kontakt.",
    "all in org": "Ingen kontaktperson for støj i Birkelunden. Her er boligorganisationens kontakt.",
    "topic anywhere": "Ingen kontaktperson for støj i Birkelunden. Her er kommunens kontakt.",
    "the desk": "Ingen kontaktperson for støj i Birkelunden. Her er kommunens kontakt.",
}


@pytest.mark.parametrize("step", EXPLAINED)
def test_each_step_of_the_ladder_answers_when_the_nearer_ones_are_empty(make, ladder, step):
    department, duties = ladder
    for name, duty in duties.items():
        if name == step:
            break
        duty.delete_instance()
    page = ask(make.client(make.worker()), department, "noise").text
    assert [name for name in duties if f">{name}</h2>" in page] == [step]
    assert ">other" not in page
    if EXPLAINED[step]:
        assert EXPLAINED[step] in page
    else:
        assert "Ingen kontaktperson" not in page


def test_without_a_topic_only_those_who_answer_for_everything_are_named(make, ladder):
    department, duties = ladder
    client = make.client(make.worker())
    page = ask(client, department).text
    assert ">all here</h2>" in page
    assert "Ingen kontaktperson" not in page
    duties["all here"].delete_instance()
    page = ask(client, department).text
    assert ">all in org</h2>" in page
    assert "Ingen kontaktperson for alle emner i Birkelunden. Vælg et emne, eller brug boligorganisationens" in page


def test_two_people_on_the_same_step_are_both_the_answer(make, ladder):
    department, _duties = ladder
    make.duty(make.contact_person(name="the second"), topic=Topic.NOISE, department=department)
    page = ask(make.client(make.worker()), department, "noise").text
    assert ">topic here</h2>" in page
    assert ">the second</h2>" in page


def test_a_retired_person_is_passed_over(make, ladder):
    department, duties = ladder
    ContactPerson.update(retired_at=now()).where(ContactPerson.id == duties["topic here"].contact_id).execute()
    assert ">all here</h2>" in ask(make.client(make.worker()), department, "noise").text


def test_where_nobody_is_known_the_organisations_main_number_is_the_answer(make):
    department = make.department(name="Birkelunden", org=make.org(name="Nordly", phone="+4545801200"))
    page = ask(make.client(make.worker()), department, "noise").text
    assert "Ingen kontaktperson for støj i Birkelunden." in page
    assert "tel:+45-45-80-12-00" in page
    assert "Tilføj en kontaktperson" in page
    assert "Tilføj en kontaktperson" not in ask(make.client(make.user(Role.LEADER)), department, "noise").text


def test_the_whole_ladder_is_one_statement_and_the_page_few_however_many_people(make, ladder):
    department, _duties = ladder
    worker = make.worker()
    with assert_query_count(1):
        found = whom_to_call(worker, Topic.NOISE, department)
        assert [person.deputy for person in found.people] == [None]
    client = make.client(worker)
    with count_queries() as few:
        ask(client, department, "noise")
    for number in range(20):
        deputy = make.contact_person()
        make.duty(make.contact_person(deputy=deputy), topic=Topic.NOISE, department=department)
        make.department(name=f"Ny afdeling {number}")
    with count_queries() as many:
        ask(client, department, "noise")
    assert few.count == many.count <= 8


# -- the question


def test_the_page_starts_at_the_department_last_written_about(make):
    worker, latest = make.worker(), make.department(name="Ærtehaven")
    make.note(worker, department=make.department(), happened_at=now() - timedelta(days=2))
    make.note(worker, department=latest)
    make.note(department=make.department())
    make.duty(make.contact_person(name="Lone Madsen"), department=latest)
    page = make.client(worker).get("/kontakt").text
    assert ">Lone Madsen</h2>" in page
    assert f'value="{latest.id}" checked' in page


def test_nobodys_department_is_guessed(make):
    make.duty(make.contact_person(name="Lone Madsen"), department=make.department())
    page = make.client(make.worker()).get("/kontakt").text
    assert "Vælg en afdeling, så ser du, hvem du skal ringe til." in page
    assert "Lone Madsen" not in page


def test_an_unknown_department_or_topic_in_the_address_counts_as_none(make):
    worker, latest = make.worker(), make.department()
    make.note(worker, department=latest)
    page = make.client(worker).get("/kontakt?department=999999&topic=unknown")
    assert page.status_code == 200
    assert "Vælg en afdeling, så" in page.text


def test_a_department_from_the_address_stands_first_where_it_is_seen(make):
    departments = [make.department(name=f"Afdeling {letter}") for letter in "ABCDEFGHIJ"]
    page = ask(make.client(make.worker()), departments[-1]).text
    chips = [piece.split('"')[0] for piece in page.split('name="department" value="')[1:]]
    assert chips == [str(row.id) for row in [departments[-1], *departments[:-1]]]


def test_htmx_gets_the_answer_alone_and_no_new_address(make, ladder):
    department, _duties = ladder
    client = make.client(make.worker())
    whole = ask(client, department, "noise")
    part = ask(client, department, "noise", headers=HTMX)
    assert part.text.lstrip().startswith('<section id="answer" aria-live="polite">')
    assert ">topic here</h2>" in part.text
    assert "HX-Push-Url" not in part.headers
    assert '<form action="/kontakt"' in whole.text
    assert "<noscript><button" in whole.text


@pytest.mark.parametrize("role", Role)
def test_workers_leaders_and_volunteers_may_ask_the_others_find_nothing(make, role):
    department = make.department()
    person = make.duty(make.contact_person(name="Lone Madsen"), department=department).contact
    client = make.client(make.user(role))
    answer, card = ask(client, department), client.get(f"/kontakt/personer/{person.id}/kort.vcf")
    if role in (Role.WORKER, Role.LEADER, Role.VOLUNTEER):
        assert "Lone Madsen" in answer.text
        assert card.status_code == 200
    else:
        assert (answer.status_code, card.status_code) == (404, 404)
        assert queries.visible_people(client_user := make.user(role)).count() == 0
        assert whom_to_call(client_user, None, department).people == []


@pytest.mark.parametrize("role", [role for role in Role if role != Role.WORKER])
def test_only_workers_change_the_list(make, role):
    person = make.contact_person()
    client = make.client(make.user(role))
    pages = ["/kontakt/personer", "/kontakt/personer/ny", f"/kontakt/personer/{person.id}"]
    assert {client.get(page).status_code for page in [*pages, f"{pages[2]}/ret"]} == {404}
    posts = ["ret", "bekraeft", "fjern", "fortryd", "ansvar", "ansvar/1/fjern"]
    assert {client.post(f"{pages[2]}/{name}", data={"write_id": str(uuid4())}).status_code for name in posts} == {404}
    assert client.post(pages[1], data={"write_id": str(uuid4())}).status_code == 404
    assert ContactPerson.select().count() == 1


def test_readers_see_no_way_to_edit(make):
    department = make.department()
    make.duty(department=department)
    page = ask(make.client(make.user(Role.VOLUNTEER)), department).text
    assert "Det passer stadig" not in page
    assert "/kontakt/personer/" in page, "the vCard is for everybody who may ask"
    assert "Ret kontaktlisten" not in page


# -- the card


def test_the_card_rings_writes_and_names_the_deputy(make):
    department = make.department(name="Birkelunden & Co")
    deputy = make.contact_person(name="Farid Hassan", phone="+4545801236")
    lone = make.contact_person(
        name="Lone Madsen", title="Driftsleder", phone="+4545801234", email="lone@nordly.example",
        hours="mandag-torsdag kl. 8-14", deputy=deputy, confirmed_on=today() - timedelta(days=1),
    )  # fmt: skip
    make.duty(lone, topic=Topic.NOISE, department=department)
    page = ask(make.client(make.worker()), department, "noise").text
    assert "Driftsleder" in page
    assert "Træffes: mandag-torsdag kl. 8-14" in page
    assert 'href="tel:+45-45-80-12-34"' in page
    assert "Ring 45 80 12 34" in page
    assert 'href="sms:+4545801234"' in page
    assert 'href="mailto:lone@nordly.example?subject=St%C3%B8j%2C%20Birkelunden%20%26%20Co"' in page
    assert "Stedfortræder: Farid Hassan" in page
    assert 'href="tel:+45-45-80-12-36"' in page
    assert "Sidst bekræftet i går" in page


def test_a_deputy_who_has_left_is_not_named(make):
    department = make.department()
    deputy = make.contact_person(name="Farid Hassan", retired_at=now())
    make.duty(make.contact_person(deputy=deputy), department=department)
    assert "Farid Hassan" not in ask(make.client(make.worker()), department).text


def test_an_address_for_the_mail_program_cannot_be_bent():
    assert mailto("a&cc=b@x.dk", "Støj?&body=1") == "mailto:a%26cc%3Db@x.dk?subject=St%C3%B8j%3F%26body%3D1"
    assert mailto("", "Støj") == ""


def test_the_file_for_the_phones_list_says_what_the_card_says(make):
    person = make.contact_person(
        name="Lone Marie Madsen", title="Driftsleder", phone="+4545801234", email="lone@nordly.example", hours="8-14"
    )
    answer = make.client(make.worker()).get(f"/kontakt/personer/{person.id}/kort.vcf")
    assert answer.content_type == "text/vcard; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=kontakt.vcf"
    lines = answer.text.split("\r\n")
    assert lines[:4] == ["BEGIN:VCARD", "VERSION:3.0", "N:Madsen;Lone Marie", "FN:Lone Marie Madsen"]
    assert {"TEL;TYPE=WORK:+4545801234", "EMAIL:lone@nordly.example", "TITLE:Driftsleder", "NOTE:8-14"} <= set(lines)


def test_nothing_typed_can_add_lines_or_fields_to_the_file(make):
    evil = "Bo; Ea, \\n\r\nTEL:+4511111111"
    text = vcard(ContactPerson(name=evil, title=evil, hours=evil, email="a@b.dk\r\nURL:https://x.example"))
    lines = text.rstrip().split("\r\n")
    assert "\n" not in "".join(lines)
    names = [line.split(":")[0] for line in lines]
    assert names == ["BEGIN", "VERSION", "N", "FN", "EMAIL", "TITLE", "NOTE", "END"]
    assert lines[2] == "N:TEL:+4511111111;Bo\\; Ea\\, \\\\n"
    assert lines[3] == "FN:Bo\\; Ea\\, \\\\n TEL:+4511111111"


def test_confirming_writes_the_day_and_who_with_and_without_htmx(make):
    worker, person = make.worker(), make.contact_person(confirmed_on=today() - timedelta(days=300))
    client = make.client(worker)
    part = client.post(f"/kontakt/personer/{person.id}/bekraeft", data={"write_id": str(uuid4())}, headers=HTMX)
    assert part.text.lstrip().startswith(f'<div id="confirmed-{person.id}"')
    assert "Sidst bekræftet i dag" in part.text
    assert "Det passer stadig" not in part.text
    kept = ContactPerson.get_by_id(person.id)
    assert (kept.confirmed_on, kept.confirmed_by) == (today(), worker)
    assert AuditRow.select().where(AuditRow.event == "contact.confirmed", AuditRow.actor == worker).count() == 1
    plain = client.post(f"/kontakt/personer/{person.id}/bekraeft", data={"write_id": str(uuid4())})
    assert (plain.status_code, plain.location) == (303, f"/kontakt/personer/{person.id}")


def test_every_card_on_a_page_has_its_own_write_id(make):
    department = make.department()
    for _number in range(2):
        make.duty(department=department)
    page = ask(make.client(make.worker()), department).text
    ids = [piece.split('"')[0] for piece in page.split('name="write_id" value="')[1:]]
    assert len(ids) == len(set(ids)) == 2
