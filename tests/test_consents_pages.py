"""Where consents stand: on the resident's page, the case's, their own, and on paper."""

from datetime import timedelta
from uuid import uuid4

import pytest

from boligsocial.clock import now, today
from boligsocial.models import AuditRow, Consent, InfoKind, Resident, Role


@pytest.fixture
def case(make, worker):
    home = make.dwelling(address="Skjulestien 97", is_protected=True)
    return make.case(worker, department=home.department, dwelling=home)


@pytest.fixture
def party(make, case):
    return make.party(case, make.resident(case.dwelling, name="Amina Yusuf", has_protected_address=True))


@pytest.fixture
def lone(make, case):
    return make.contact(case.department, full_name="Lone Vestermark", title="driftsleder")


@pytest.fixture
def consent(make, case, party, lone):
    return make.consent(case, lone, kinds=[InfoKind.MOVING])


def review(consent, days):
    Consent.update(review_on=today() + timedelta(days=days)).where(Consent.id == consent.id).execute()


def test_a_residents_page_shows_those_that_hold_and_those_that_have_ended(phone, make, case, party, lone, consent):
    over = make.consent(case, lone, kinds=[InfoKind.RENT], withdrawn_at=now())
    page = phone.get(f"/beboere/{party.resident_id}").text
    lasting, _, ended = page.partition('id="consents"')[2].partition("1, der er slut")
    assert f"/samtykker/{consent.id}" in lasting
    assert "Ind- og fraflytning" in lasting
    assert "Lone Vestermark" in lasting
    assert f"/samtykker/{over.id}" in ended
    assert "Trukket tilbage i dag" in ended
    assert f'href="/sager/{case.id}/samtykker/ny?party={party.id}"' in page


@pytest.mark.parametrize(("days", "is_marked"), [(15, False), (14, True), (0, True), (-3, True)])
def test_those_to_be_gone_through_within_14_days_are_marked(phone, party, consent, days, is_marked):
    review(consent, days)
    assert ("Gennemgå det" in phone.get(f"/beboere/{party.resident_id}").text) == is_marked
    assert ("Det gælder stadig" in phone.get(f"/samtykker/{consent.id}").text) == is_marked


@pytest.mark.parametrize(("days", "is_said"), [(1, False), (0, True), (-3, True)])
def test_a_cases_page_says_when_the_day_has_come(phone, case, consent, days, is_said):
    review(consent, days)
    page = phone.get(f"/sager/{case.id}").text
    assert ("1 samtykke skal gennemgås nu." in page) == is_said
    assert f'href="/sager/{case.id}/samtykker"' in page


def test_what_has_ended_is_not_to_be_gone_through(phone, case, party, consent):
    review(consent, -1)
    Consent.update(withdrawn_at=now()).execute()
    assert "skal gennemgås" not in phone.get(f"/sager/{case.id}").text
    assert "Ingen gælder lige nu" in phone.get(f"/sager/{case.id}").text
    assert "Gennemgå det" not in phone.get(f"/beboere/{party.resident_id}").text


def test_a_resident_who_still_says_yes_is_asked_again_half_way_to_the_end(phone, consent):
    review(consent, 0)
    phone.post(f"/samtykker/{consent.id}/gennemgaa", data={"write_id": str(uuid4())})
    kept = Consent.get_by_id(consent.id)
    assert (kept.review_on, kept.until_on) == (today() + timedelta(days=90), consent.until_on)
    assert AuditRow.select().order_by(AuditRow.id.desc()).get().event == "consent.confirmed"


def test_the_consents_of_a_case_one_is_recused_from_are_nowhere(phone, make, worker, case, party, consent):
    elsewhere = make.case(worker)
    make.party(elsewhere, Resident.get_by_id(party.resident_id))
    make.recusal(case, worker)
    assert str(consent.id) not in phone.get(f"/beboere/{party.resident_id}").text
    for path in (f"/samtykker/{consent.id}", f"/samtykker/{consent.id}/udskrift", f"/sager/{case.id}/samtykker"):
        assert phone.get(path).status_code == 404


def test_the_paper_says_what_to_whom_until_when_and_what_one_can_do(phone, consent):
    page = phone.get(f"/samtykker/{consent.id}/udskrift").text
    for said in (
        "Amina Yusuf",
        "<li>Ind- og fraflytning</li>",
        "Lone Vestermark, driftsleder",
        f"{consent.until_on.year}",
        "Du kan altid trække dit samtykke tilbage. Så stopper vi med at dele. "
        "Det, der allerede er læst, kan ikke gøres ulæst.",
        "Dato og beboerens underskrift",
        "forvaltningsloven §§ 27-28, retssikkerhedsloven § 11 a",
    ):
        assert said in page
    assert "Husleje og restance" not in page
    assert "Skjulestien" not in page
    assert AuditRow.select().order_by(AuditRow.id.desc()).get().event == "consent.read"


def test_a_paper_of_what_has_ended_says_so(phone, consent):
    assert "Trukket tilbage" not in phone.get(f"/samtykker/{consent.id}/udskrift").text
    Consent.update(withdrawn_at=now()).execute()
    assert "Trukket tilbage" in phone.get(f"/samtykker/{consent.id}/udskrift").text


def test_the_empty_paper_has_every_type_and_person_and_names_nobody_of_the_case(phone, make, case, party, lone):
    make.user(Role.VOLUNTEER, full_name="Hanne Fuglsig")
    page = phone.get(f"/sager/{case.id}/samtykker/udskrift").text
    assert page.count("☐") == len(InfoKind) + 2
    assert "Hanne Fuglsig" in page
    assert "Amina" not in page
    assert "Skjulestien" not in page
    assert "Nabokonflikt" not in page
