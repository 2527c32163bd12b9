"""Moving in: the allotment a case is opened from, and who moves in. Moving out: what its page says first."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from boligsocial import people
from boligsocial.clock import danish, today
from boligsocial.guidance import guide
from boligsocial.models import (
    AuditRow,
    Case,
    CaseArea,
    Dwelling,
    FollowUp,
    Household,
    Note,
    NoteKind,
    Party,
    PartyRole,
    Resident,
    Topic,
)
from boligsocial.wording import day

MESSAGE = "En familie på fire er anvist til boligen."


@pytest.fixture
def home(make):
    return make.dwelling(make.department(name="Vibeengen"), address="Vibeengen 8")


@pytest.fixture
def message(home):
    """The allotment as a worker sends it."""
    form = {"department": home.department_id, "dwelling": home.address, "allotted_on": today().isoformat()}
    return lambda **values: {**form, "write_id": str(uuid4()), **values}


@pytest.fixture
def move_in(make, worker, home):
    return make.case(worker, area=CaseArea.MOVE_IN, department=home.department, dwelling=home)


def events():
    return [row.event for row in AuditRow.select().order_by(AuditRow.id)]


# -- the allotment ------------------------------------------------------------------------------------------------


def test_an_allotment_opens_a_move_in_with_its_resident_its_clocks_and_the_message(phone, worker, home, message):
    start = today() + timedelta(days=9)
    told = {"lease_starts_on": start.isoformat(), "key_time": "13:00", "name": "Amira Solvang", "language": "dari"}
    answer = phone.post("/sager/anvisning", data=message(**told, phone="45 80 12 34", message_text=MESSAGE))
    case = Case.get()
    assert (answer.status_code, answer.location) == (303, f"/sager/{case.id}")
    assert (case.area, case.responsible, case.dwelling) == (CaseArea.MOVE_IN, worker, home)
    expected = {"is_allotted": "yes", "allotted_on": today().isoformat(), "key_time": "13:00"}
    assert guide(case).facts == {**expected, "lease_starts_on": start.isoformat()}
    party = Party.get()
    assert (party.case, party.role, party.letter) == (case, PartyRole.RESIDENT, "A")
    resident = party.resident
    assert (resident.name, resident.phone, resident.language) == ("Amira Solvang", "+4545801234", "dari")
    assert resident.household.dwelling == home
    note = Note.get()
    assert (note.case, note.kind, note.topic, note.text) == (case, NoteKind.OTHER, Topic.MOVE_IN, MESSAGE)
    assert (note.author, note.dwelling) == (worker, home)
    assert events() == ["allotment.received"]


def test_the_first_contact_and_the_end_of_the_liability_are_on_the_case(phone, message):
    phone.post("/sager/anvisning", data=message(lease_starts_on="2026-12-01"))
    case = Case.get()
    assert FollowUp.get(FollowUp.rule == "first_contact").case == case
    page = phone.get(f"/sager/{case.id}").text
    assert "Anvisningen er modtaget, og sagen er oprettet." in page
    assert "Kommunen hæfter" in page
    assert f"til {day(date(2027, 12, 1))}" in page


def test_the_department_and_the_day_are_enough(phone, make):
    department = make.department()
    data = {"department": department.id, "allotted_on": today().isoformat(), "write_id": str(uuid4())}
    assert phone.post("/sager/anvisning", data=data).status_code == 303
    assert (Case.get().department, Case.get().dwelling) == (department, None)
    assert (Resident.select().count(), Note.select().count()) == (0, 0)


def test_a_message_that_came_earlier_is_a_note_of_that_day(phone, message):
    came = today() - timedelta(days=3)
    phone.post("/sager/anvisning", data=message(allotted_on=came.isoformat(), message_text=MESSAGE))
    assert danish(Note.get().happened_at).date() == came


def test_the_same_allotment_sent_twice_is_one_case(phone, message):
    data = message(name="Amira Solvang", message_text=MESSAGE)
    first, second = (phone.post("/sager/anvisning", data=data) for _time in range(2))
    assert first.location == second.location
    assert (Case.select().count(), Party.select().count(), Note.select().count()) == (1, 1, 1)
    assert events() == ["allotment.received"]


@pytest.mark.parametrize("field", ["message_text", "name", "language"])
def test_a_cpr_number_is_refused_and_the_rest_stays_typed(phone, message, field):
    told = {"name": "Amira Solvang", "key_time": "13:00", field: "Født 010190-1234 i Prøveby"}
    answer = phone.post("/sager/anvisning", data=message(**told))
    assert answer.status_code == 422
    assert "Det ligner et CPR-nummer. Fjern det, før du gemmer." in answer.text
    assert "010190-1234" in answer.text
    assert 'value="13:00"' in answer.text
    assert 'value="Vibeengen 8"' in answer.text
    assert (Case.select().count(), Resident.select().count()) == (0, 0)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"department": ""}, "Vælg en afdeling."),
        ({"dwelling": "Vibeengen 99"}, "Vi kender ikke »Vibeengen 99« i afdelingen."),
        ({"allotted_on": ""}, "Vælg, hvornår anvisningen kom."),
        ({"allotted_on": (today() + timedelta(days=2)).isoformat()}, "Dagen ligger i fremtiden."),
        ({"phone": "45801234"}, "Skriv beboerens navn, eller lad telefon og sprog stå tomme."),
        ({"name": "Amira", "phone": "12"}, "Skriv telefonnummeret med otte cifre"),
        ({"lease_starts_on": "snart"}, "Skriv datoen som år-måned-dag"),
    ],
)
def test_what_cannot_be_an_allotment_is_said(phone, message, told, sentence):
    answer = phone.post("/sager/anvisning", data=message(**told))
    assert answer.status_code == 422
    assert "Anvisningen er ikke gemt endnu" in answer.text
    assert sentence in answer.text
    assert Case.select().count() == 0


def test_the_list_of_cases_and_a_new_case_lead_to_the_allotment(phone):
    assert "/sager/anvisning" in phone.get("/sager").text
    assert "/sager/anvisning" in phone.get("/sager/ny").text


# -- people, as every room makes them ---------------------------------------------------------------------------


def test_who_moves_in_is_another_household_than_who_lived_there(phone, make, home, message):
    before = make.resident(home)
    phone.post("/sager/anvisning", data=message(name="Amira Solvang"))
    newcomer = Party.get().resident
    assert newcomer.household != before.household
    assert people.household_of(home) == newcomer.household
    assert Household.select().count() == 2


def test_without_a_home_everybody_is_a_household_of_their_own(make):
    assert people.household_of(None) != people.household_of(None)


def test_a_party_takes_the_next_letter_and_a_removed_one_keeps_its_own(make, move_in):
    make.party(move_in)
    make.party(move_in, removed_at=danish(move_in.opened_at))
    third = people.add_party(move_in, make.resident(), PartyRole.RELATIVE)
    assert third.letter == "C"


def test_the_home_follows_whoever_has_a_protected_address(make, home):
    somebody = people.create_resident(people.household_of(home), name="Amira", has_protected_address=True)
    people.create_resident(people.household_of(home), name="Omar")
    assert Dwelling.get_by_id(home.id).is_protected
    Resident.update(has_protected_address=False).where(Resident.id == somebody.id).execute()
    people.follow_protection(home)
    assert not Dwelling.get_by_id(home.id).is_protected


# -- moving out -------------------------------------------------------------------------------------------------


def test_a_move_out_shows_its_days_and_a_rehousing_is_said_first(phone, make, worker):
    case = make.case(worker, area=CaseArea.MOVE_OUT)
    assert '<span class="tag warn">Genhusning' not in phone.get(f"/sager/{case.id}").text
    make.fact(case, "is_rehousing", "yes")
    make.fact(case, "rehousing_kind", "temporary")
    make.fact(case, "inspection_on", (today() + timedelta(days=400)).isoformat())
    page = phone.get(f"/sager/{case.id}").text
    assert "Genhusning</span> Midlertidig" in page
    assert "Ikke endnu" in page
