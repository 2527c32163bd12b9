"""Residents: who has a part in a case, one page for each, and no more about them than the work needs."""

import re
from uuid import uuid4

import pytest

from boligsocial.models import (
    AuditRow,
    CaseArea,
    Dwelling,
    Household,
    Party,
    PartyRole,
    Resident,
)


@pytest.fixture
def home(make):
    return make.dwelling(address="Birkelunden 22, 1. tv.")


@pytest.fixture
def case(make, worker, home):
    return make.case(worker, area=CaseArea.CONCERN, department=home.department, dwelling=home)


@pytest.fixture
def conflict(make, worker, home):
    return make.case(worker, department=home.department, dwelling=home)


def add(phone, case, /, **values):
    form = {"write_id": str(uuid4()), "name": "Amina Yusuf", "role": "resident", "lives_here": "y", **values}
    return phone.post(f"/sager/{case.id}/personer/ny", data=form)


def find(phone, case, words, **options):
    form = {"words": words, "write_id": str(uuid4())}
    return phone.post(f"/sager/{case.id}/personer/find", data=form, **options).text


def press(phone, party, what):
    return phone.post(f"/parter/{party.id}/{what}", data={"write_id": str(uuid4())})


def events():
    return [row.event for row in AuditRow.select().order_by(AuditRow.id)]


def chosen_role(page):
    return re.search(r'name="role" value="(\w+)" checked', page)[1]


def offered(page):
    """Return the names one can choose from."""
    chips = page.partition('id="known"')[2].partition("</fieldset>")[0]
    return re.findall(r"<span>([^<·]+?)(?: ·|</span></label>)", chips)


# -- adding somebody new


def test_a_new_person_gets_a_part_in_the_case_and_stands_on_its_page(phone, case, home):
    answer = add(phone, case, phone="20 30 40 50", language="Tigrinya", role="reporter")
    assert (answer.status_code, answer.location) == (303, f"/sager/{case.id}#people")
    party, resident = Party.get(), Resident.get()
    assert (party.case, party.resident, party.role, party.number) == (case, resident, PartyRole.REPORTER, 0)
    assert (resident.name, resident.phone, resident.language) == ("Amina Yusuf", "+4520304050", "tigrinya")
    assert resident.household.dwelling == home
    assert events() == ["party.added"]
    page = phone.get(f"/sager/{case.id}").text
    assert "Personen er tilføjet." in page
    assert "Amina Yusuf" in page
    assert "Den, der henvender sig" in page
    assert "Taler tigrinya" in page
    assert 'href="tel:+45-20-30-40-50"' in page
    assert 'href="sms:+4520304050"' in page
    assert f'href="/beboere/{resident.id}"' in page
    interpreter = f"/sager/{case.id}/oplysninger/interpreter"
    assert f'href="{interpreter}"' in page
    assert "Børn må ikke tolke." in phone.get(interpreter).text


def test_an_empty_case_says_what_to_do(phone, case):
    page = phone.get(f"/sager/{case.id}").text
    assert "Ingen personer i sagen endnu. Tilføj beboeren, når du kender navnet." in page
    assert f'href="/sager/{case.id}/personer/ny"' in page


def test_the_household_is_that_of_the_cases_home(phone, case, make):
    there = make.resident(case.dwelling).household
    add(phone, case)
    assert Resident.get(Resident.name == "Amina Yusuf").household == there
    add(phone, case, name="Nora, der bor et andet sted", lives_here="")
    elsewhere = Resident.get(Resident.name.startswith("Nora")).household
    assert (elsewhere.dwelling, Household.select().count()) == (None, 2)


def test_a_case_without_a_home_asks_for_none(phone, make, worker):
    case = make.case(worker)
    assert "Bor i sagens bolig" not in phone.get(f"/sager/{case.id}/personer/ny").text
    add(phone, case)
    assert Resident.get().household.dwelling is None


def test_a_home_is_protected_from_the_moment_that_somebody_protected_lives_there(phone, case, home):
    add(phone, case, has_protected_address="y")
    assert Resident.get().has_protected_address
    assert Dwelling.get_by_id(home.id).is_protected


def test_somebody_protected_who_lives_elsewhere_protects_no_home_here(phone, conflict, home):
    add(phone, conflict, has_protected_address="y", lives_here="")
    assert not Dwelling.get_by_id(home.id).is_protected


def test_a_double_tap_adds_one(phone, case):
    same = str(uuid4())
    for _tap in range(2):
        assert add(phone, case, write_id=same).status_code == 303
    assert (Party.select().count(), Resident.select().count()) == (1, 1)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "Skriv personens navn, eller vælg en, I kender."),
        ("name", "Amina 010190-1234", "Det ligner et CPR-nummer. Fjern det, før du gemmer."),
        ("language", "010190-1234", "Det ligner et CPR-nummer. Fjern det, før du gemmer."),
        ("name", "x" * 121, "Teksten er for lang. Skriv højst 120 tegn."),
        ("phone", "12", "Skriv telefonnummeret med otte cifre"),
        ("role", "chef", "Vælg personens rolle i sagen."),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_is_kept(phone, case, field, typed, sentence):
    answer = add(phone, case, **{"language": "somali", "has_protected_address": "y", field: typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<title>Fejl: Tilføj person" in answer.text
    assert field == "language" or "somali" in answer.text
    assert 'name="has_protected_address" value="y" checked' in answer.text
    assert (Party.select().count(), Resident.select().count()) == (0, 0)


def test_nothing_is_asked_for_that_the_work_does_not_need(phone, case):
    page = phone.get(f"/sager/{case.id}/personer/ny").text
    names = set(re.findall(r'name="(\w+)"', page.partition("<main")[2]))
    asked = {"resident", "name", "phone", "language", "has_protected_address", "lives_here", "role", "words"}
    # Not about the person: whether their case is sealed.
    asked |= {"stays_open"}
    assert names == asked | {"csrf_token", "write_id"}
    columns = {field.name for field in Resident._meta.sorted_fields}
    assert columns == {"id", "household", "name", "phone", "language", "has_protected_address", "created_at"}
    assert "Børn må ikke tolke." in page


# -- roles


def test_a_conflict_asks_for_one_of_each_side_first(phone, conflict, case):
    ny = f"/sager/{conflict.id}/personer/ny"
    assert chosen_role(phone.get(ny).text) == "complainant"
    add(phone, conflict, role="complainant")
    assert chosen_role(phone.get(ny).text) == "respondent"
    add(phone, conflict, name="Poul Friis", role="respondent")
    assert chosen_role(phone.get(ny).text) == "resident"
    assert chosen_role(phone.get(f"/sager/{case.id}/personer/ny").text) == "resident"


def test_only_the_first_of_a_conflict_is_taken_to_live_in_its_home(phone, conflict, case):
    ticked = 'name="lives_here" value="y" checked'
    assert ticked in phone.get(f"/sager/{conflict.id}/personer/ny").text
    for one in (conflict, case):
        add(phone, one)
    assert ticked not in phone.get(f"/sager/{conflict.id}/personer/ny").text
    assert ticked in phone.get(f"/sager/{case.id}/personer/ny").text


def test_parties_of_a_conflict_have_letters_and_pages_of_their_own(phone, conflict, case, make):
    first = make.party(conflict, role=PartyRole.COMPLAINANT, statement="Det larmer", wish="Ro om natten")
    make.party(case, statement="Det larmer", wish="Ro om natten")
    page = phone.get(f"/sager/{conflict.id}").text
    assert "Part A · Den, der har klaget" in page
    assert f'href="/parter/{first.id}"' in page
    other = phone.get(f"/sager/{case.id}").text
    assert "Part A" not in other
    for text in (page, other):
        assert "Det larmer" not in text
        assert "Ro om natten" not in text


def test_a_letter_is_never_used_twice(phone, conflict, make):
    first, second = make.party(conflict), make.party(conflict)
    press(phone, second, "fjern")
    add(phone, conflict)
    assert [party.letter for party in Party.select().order_by(Party.number)] == ["A", "B", "C"]
    assert first.letter == "A"


# -- adding somebody known


def test_those_of_the_home_are_offered_and_nobody_else_without_a_search(phone, case, make):
    make.resident(case.dwelling, name="Omar Yusuf")
    make.resident(make.dwelling(), name="Fremmed Person")
    page = phone.get(f"/sager/{case.id}/personer/ny").text
    assert offered(page) == ["Omar Yusuf"]
    assert "bor i sagens bolig" in page
    assert "Fremmed" not in page


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("østergaard", True),
        ("ØSTERGAARD", True),
        ("ida øster", True),
        ("Øster Ida", True),
        ("20 30 40 99", True),
        ("+45 2030 4099", True),
        ("4099", True),
        ("Ida Hansen", False),
        ("40", False),
        ("i", False),
        ("%", False),
        ("__", False),
        ("", False),
    ],
)
def test_others_are_found_by_name_or_number(phone, case, make, words, is_found):
    make.resident(make.dwelling(address="Engvej 3"), name="Ida Østergaard", phone="+4520304099")
    page = find(phone, case, words)
    assert offered(page) == (["Ida Østergaard"] if is_found else [])
    assert ("Engvej 3" in page) == is_found
    assert ("Vi fandt ingen. Skriv personen som ny." in page) == (not is_found and words != "")
    assert events() == ["resident.listed"]


def test_at_most_twenty_are_offered_those_of_the_home_first(phone, case, make):
    for number in range(25):
        make.resident(name=f"Anna {number}")
    make.resident(case.dwelling, name="Åse")
    assert len(offered(find(phone, case, "anna"))) == 20
    assert offered(find(phone, case, "anna"))[0] == "Åse"


def test_with_script_a_search_brings_the_choice_alone(phone, case, make):
    make.resident(name="Ida Holm")
    part = find(phone, case, "ida", headers={"HX-Request": "true"})
    assert part.strip().startswith("<fieldset")
    assert offered(part) == ["Ida Holm"]


def test_somebody_known_only_from_a_case_one_is_recused_from_is_not_found_nor_added(phone, case, make, worker):
    hidden = make.case(dwelling=case.dwelling)
    secret = make.party(hidden, make.resident(case.dwelling, name="Hemmelig Person")).resident
    make.recusal(hidden, worker)
    assert offered(phone.get(f"/sager/{case.id}/personer/ny").text) == []
    assert offered(find(phone, case, "hemmelig")) == []
    assert add(phone, case, resident=str(secret.id), name="").status_code == 422
    assert Party.select().where(Party.case == case).count() == 0
    assert phone.get(f"/beboere/{secret.id}").status_code == 404


def test_a_known_person_gets_a_part_and_stays_as_they_are(phone, case, make):
    known = make.resident(name="Ida Holm")
    answer = add(phone, case, resident=str(known.id), name="", has_protected_address="y", role="relative")
    assert answer.status_code == 303
    party = Party.get()
    assert (party.resident, party.role, Resident.select().count()) == (known, PartyRole.RELATIVE, 1)
    assert not Resident.get_by_id(known.id).has_protected_address


def test_the_same_person_is_in_a_case_once(phone, case, make):
    known = make.party(case, make.resident(case.dwelling, name="Ida Holm")).resident
    page = phone.get(f"/sager/{case.id}/personer/ny").text
    assert offered(page) == []
    assert "Er allerede i sagen:" in page
    answer = add(phone, case, resident=str(known.id), name="")
    assert answer.status_code == 422
    assert "Personen er allerede i sagen." in answer.text
    assert Party.select().count() == 1
    assert events()[-1] == "resident.listed"


def test_a_person_can_be_in_several_cases(phone, case, conflict, make):
    known = make.party(case).resident
    assert offered(phone.get(f"/sager/{conflict.id}/personer/ny").text) == [known.name]
    assert add(phone, conflict, resident=str(known.id), name="").status_code == 303
    assert Party.select().where(Party.resident == known).count() == 2
