"""A resident's own page, what is corrected there, and taking somebody out of a case."""

from uuid import uuid4

import pytest

from boligsocial.clock import now
from boligsocial.models import AuditRow, CaseArea, CaseStatus, Dwelling, Party, PartyRole, Resident


@pytest.fixture
def home(make):
    return make.dwelling(address="Birkelunden 22, 1. tv.")


@pytest.fixture
def case(make, worker, home):
    return make.case(worker, area=CaseArea.CONCERN, department=home.department, dwelling=home)


@pytest.fixture
def conflict(make, worker, home):
    return make.case(worker, department=home.department, dwelling=home)


def save(phone, resident, /, **values):
    form = {"write_id": str(uuid4()), "name": resident.name, "phone": resident.phone, **values}
    return phone.post(f"/beboere/{resident.id}/ret", data=form)


def press(phone, party, what):
    return phone.post(f"/parter/{party.id}/{what}", data={"write_id": str(uuid4())})


def events():
    return [row.event for row in AuditRow.select().order_by(AuditRow.id)]


# -- a resident's page


def test_one_page_shows_a_resident_and_the_cases_that_one_may_see(phone, make, worker, case, home):
    known = make.resident(home, name="Ida Holm", language="somali")
    relative = make.resident(name="Ole Holm", household=known.household)
    make.party(case, known, role=PartyRole.REPORTER)
    closed = make.case(worker, area=CaseArea.ARREARS, status=CaseStatus.CLOSED, closed_at=now())
    make.party(closed, known)
    hidden, left = make.case(area=CaseArea.MOVE_OUT), make.case(worker, area=CaseArea.HOUSE_RULES)
    make.recusal(hidden, worker)
    make.party(hidden, known)
    make.party(left, known, removed_at=now())
    page = phone.get(f"/beboere/{known.id}").text
    assert "<title>Beboer – Boligsocial</title>" in page
    for words in ("Ida Holm", "20 30 40 50", "Taler somali", "Birkelunden 22, 1. tv.", "Ole Holm"):
        assert words in page
    assert f'href="/beboere/{relative.id}"' in page
    assert "Bekymring · Birkelunden 22, 1. tv." in page
    assert "Den, der henvender sig" in page
    assert "Huslejerestance" in page
    assert "Afsluttet" in page
    assert "Fraflytning" not in page
    assert "Husorden" not in page
    assert events() == ["resident.read"]


def test_a_protected_address_is_shown_in_the_case_alone(phone, make, case, home):
    known = make.resident(home)
    make.party(case, known)
    save(phone, known, has_protected_address="y")
    assert Dwelling.get_by_id(home.id).is_protected
    page = phone.get(f"/beboere/{known.id}").text
    assert "Beskyttet adresse: se sagen" in page
    assert "Birkelunden 22" not in page
    other = make.resident(name="Uden flag", household=known.household)
    assert "Birkelunden 22" not in phone.get(f"/beboere/{other.id}").text
    assert "Birkelunden 22" in phone.get(f"/sager/{case.id}").text


def test_a_resident_is_corrected(phone, make):
    known = make.resident(name="Ida Holm")
    answer = save(phone, known, name="Ida Holm Lund", phone="22 33 44 55", language="Arabisk")
    assert (answer.status_code, answer.location) == (303, f"/beboere/{known.id}")
    now_known = Resident.get_by_id(known.id)
    assert (now_known.name, now_known.phone, now_known.language) == ("Ida Holm Lund", "+4522334455", "arabisk")
    assert events() == ["resident.changed"]
    assert "Ida Holm Lund" in phone.get(f"/beboere/{known.id}/ret").text


@pytest.mark.parametrize(("field", "typed"), [("name", ""), ("name", "Ida 010190-1234"), ("phone", "12")])
def test_a_correction_that_cannot_be_used_changes_nothing(phone, make, field, typed):
    known = make.resident(name="Ida Holm")
    answer = save(phone, known, **{"language": "farsi", field: typed})
    assert answer.status_code == 422
    assert "farsi" in answer.text
    assert Resident.get_by_id(known.id) == known
    assert Resident.get_by_id(known.id).language == ""


def test_the_home_is_protected_while_anybody_there_is(phone, make, home):
    first = make.resident(home, name="Den ene")
    second = make.resident(home, name="Den anden")
    make.resident(make.dwelling(), has_protected_address=True)

    def is_protected():
        return Dwelling.get_by_id(home.id).is_protected

    save(phone, first, has_protected_address="y")
    save(phone, second, has_protected_address="y")
    assert is_protected()
    save(phone, first)
    assert not Resident.get_by_id(first.id).has_protected_address
    assert is_protected(), "the other one still has a protected address"
    save(phone, second)
    assert not is_protected()


# -- out of a case, and back


def test_somebody_is_taken_out_of_a_case_and_comes_back(phone, case, make):
    party = make.party(case, make.resident(name="Ida Holm"))
    answer = press(phone, party, "fjern")
    assert answer.location == f"/sager/{case.id}?removed={party.id}#people"
    assert Party.get().removed_at is not None
    page = phone.get(answer.location).text
    assert "Personen er fjernet fra sagen." in page
    assert f'action="/parter/{party.id}/gendan"' in page
    assert "Ida Holm" not in page
    assert press(phone, party, "gendan").location == f"/sager/{case.id}#people"
    assert Party.get().removed_at is None
    assert "Ida Holm" in phone.get(f"/sager/{case.id}").text
    assert [event for event in events() if event.startswith("party")] == ["party.removed", "party.restored"]
    assert "er fjernet" not in phone.get(answer.location).text, "a receipt says nothing that is no longer so"


def test_somebody_who_was_added_anew_does_not_come_back_twice(phone, case, make):
    party = make.party(case, removed_at=now())
    make.party(case, party.resident)
    press(phone, party, "gendan")
    assert Party.select().where(Party.removed_at.is_null()).count() == 1
    assert "Personen er allerede tilføjet sagen igen. Intet er ændret." in phone.get(f"/sager/{case.id}").text


def test_a_second_tap_on_remove_changes_nothing(phone, case, make):
    party = make.party(case)
    press(phone, party, "fjern")
    first = Party.get().removed_at
    assert press(phone, party, "fjern").status_code == 303
    assert Party.get().removed_at == first


def test_a_receipt_of_another_case_is_not_shown(phone, case, conflict, make):
    party = make.party(conflict, removed_at=now())
    for removed in (party.id, uuid4(), "noget"):
        assert "Personen er fjernet" not in phone.get(f"/sager/{case.id}?removed={removed}").text
