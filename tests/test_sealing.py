"""Sealed cases: who has one, who seals it and lifts the seal, and what a protected address does by itself.

That nothing of a sealed case is there for the others is asked in test_recusal.py, of every page.
"""

from datetime import timedelta

import pytest

from boligsocial.access import visible_cases
from boligsocial.clock import now
from boligsocial.models import AuditRow, Case, CaseStatus, Resident, Role, Seal, SealKeeper, SealWhy, Visit
from boligsocial.sealing import seal_of
from tests.seals_world import glass, seal


@pytest.fixture
def jonas(make):
    return make.worker(full_name="Jonas Prøve")


@pytest.fixture
def case(make, worker):
    home = make.dwelling()
    return make.case(worker, department=home.department, dwelling=home)


def there(browser, case):
    return browser.get(f"/sager/{case.id}").status_code == 200


# -- sealing and lifting


def test_from_the_next_request_only_the_responsible_and_who_was_named_have_the_case(make, phone, worker, case, jonas):
    anna = make.worker(full_name="Anna Prøve")
    other, named = make.client(jonas), make.client(anna)
    assert there(other, case)
    page = phone.get(f"/sager/{case.id}/forsegl").text
    assert "Den ansvarlige, Maja Holm, har den altid." in page
    answer = phone.post(f"/sager/{case.id}/forsegl", data={"why": "colleague", "keepers": [anna.id]})
    assert answer.location == f"/sager/{case.id}"
    assert (there(phone, case), there(named, case), there(other, case)) == (True, True, False)
    assert str(case.id) not in other.get("/sager").text
    assert "Anna Prøve" in phone.get(f"/sager/{case.id}/forsegl").text
    assert AuditRow.select().where(AuditRow.event == "case.sealed", AuditRow.actor == worker.id).count() == 1


def test_who_seals_a_colleagues_case_has_it_only_when_they_name_themselves(make, phone, worker, jonas):
    first, second = make.case(jonas), make.case(jonas)
    answer = phone.post(f"/sager/{first.id}/forsegl", data={"why": "colleague"})
    assert answer.location == "/sager"
    assert "Du har den ikke mere." in phone.get("/sager").text
    assert not there(phone, first)
    phone.post(f"/sager/{second.id}/forsegl", data={"why": "colleague", "keepers": [worker.id]})
    assert there(phone, second)


def test_another_reason_is_said_in_words_and_nothing_is_sealed_without_one(phone, case):
    for values in ({}, {"why": "other"}, {"why": "x"}):
        assert phone.post(f"/sager/{case.id}/forsegl", data=values).status_code == 422
    assert seal_of(case) is None
    phone.post(f"/sager/{case.id}/forsegl", data={"why": "other", "words": "Kendt i byen"})
    assert (seal_of(case).why, seal_of(case).words) == (SealWhy.OTHER, "Kendt i byen")


def test_a_second_tap_seals_once_and_a_sealed_case_is_not_sealed_anew(phone, case):
    same = {"why": "colleague", "write_id": "5f0c8a52-6f59-4ac1-9f3e-3f6a4f9d1a10"}
    for _tap in range(2):
        assert phone.post(f"/sager/{case.id}/forsegl", data=same).status_code == 303
    assert phone.post(f"/sager/{case.id}/forsegl", data={"why": "colleague"}).status_code == 303
    assert "allerede forseglet" in phone.get(f"/sager/{case.id}").text
    assert Seal.select().count() == 1


def test_a_lifted_seal_gives_the_case_back_and_stays_written(make, phone, case, jonas):
    seal(case)
    other = make.client(jonas)
    assert not there(other, case)
    assert phone.post(f"/sager/{case.id}/forsegl/ophaev").status_code == 303
    assert there(other, case)
    assert Seal.get().lifted_at is not None
    assert AuditRow.select().where(AuditRow.event == "case.seal_lifted").count() == 1
    seal(case)
    assert not there(other, case)


def test_the_case_follows_its_responsible(make, phone, worker, case, jonas):
    seal(case)
    Case.update(responsible=jonas).where(Case.id == case.id).execute()
    assert not there(phone, case)
    assert there(make.client(jonas), case)


def test_visits_of_others_go_to_the_responsible_and_one_under_way_ends(make, phone, worker, case, jonas):
    coming = make.visit(jonas, case=case, planned_at=now() + timedelta(days=1))
    running = make.visit(jonas, case=case, started_at=now())
    anna = make.worker()
    hers = make.visit(anna, case=case, planned_at=now() + timedelta(days=1))
    phone.post(f"/sager/{case.id}/forsegl", data={"why": "colleague", "keepers": [anna.id]})
    assert (Visit.get_by_id(coming.id).worker, Visit.get_by_id(hers.id).worker) == (worker, anna)
    assert Visit.get_by_id(running.id).finished_at is not None


def test_nobody_who_is_recused_can_be_named_and_naming_gives_them_nothing(make, phone, case, jonas):
    make.recusal(case, jonas)
    assert "Jonas Prøve" not in phone.get(f"/sager/{case.id}/forsegl").text.partition("Hvem skal stadig")[2]
    phone.post(f"/sager/{case.id}/forsegl", data={"why": "colleague", "keepers": [jonas.id]})
    assert SealKeeper.select().count() == 0
    SealKeeper.create(seal=Seal.get(), user=jonas)
    assert not there(make.client(jonas), case)


def test_what_grows_out_of_a_sealed_conflict_is_sealed_for_the_same_people(make, phone, worker, case, jonas):
    anna = make.worker()
    seal(case, anna)
    make.line(case, "impartiality")
    assert phone.post(f"/sager/{case.id}/husordenssag").status_code == 303
    grown = Case.get(Case.grown_from == case.id)
    assert [there(make.client(who), grown) for who in (worker, anna, jonas)] == [True, True, False]


# -- the leader


@pytest.fixture
def leader(make):
    return make.user(Role.LEADER)


def test_a_leader_seals_by_number_gives_access_and_lifts_but_never_opens_a_case(make, phone, case, leader, jonas):
    desk, other = make.client(leader), make.client(jonas)
    assert "Der er ingen sag med det nummer." in desk.post("/forseglet/sager", data={"number": "1234-5678"}).text
    answer = desk.post("/forseglet/sager", data={"number": case.number.lower(), "why": "colleague"})
    assert answer.status_code == 303
    assert (there(phone, case), there(other, case), there(desk, case)) == (True, False, False)
    assert case.number in desk.get("/forseglet/sager").text
    assert desk.post(f"/forseglet/sager/{case.id}/adgang", data={"worker": jonas.id}).status_code == 303
    assert there(other, case)
    desk.post(f"/forseglet/sager/{case.id}/ophaev")
    assert seal_of(case) is None


def test_the_leaders_list_says_which_cases_with_a_protected_address_are_not_sealed(make, case, leader):
    resident = make.resident(case.dwelling, name="Hemmelig Beboer", has_protected_address=True)
    make.party(case, resident)
    closed = make.case(status=CaseStatus.CLOSED)
    make.party(closed, resident)
    desk = make.client(leader)
    page = desk.get("/forseglet/sager").text
    assert case.number in page
    assert closed.number not in page
    assert "Hemmelig" not in page
    assert case.dwelling.address not in page
    desk.post("/forseglet/sager", data={"number": case.number, "why": "protected_address"})
    assert "Beskyttet adresse, men ikke forseglet" not in desk.get("/forseglet/sager").text


# -- a protected address seals


PERSON = {"name": "Amina Yusuf", "has_protected_address": "y"}


def test_an_address_that_becomes_protected_seals_the_open_cases_by_default(make, phone, worker, case, jonas):
    resident = make.resident(case.dwelling)
    theirs, closed = make.case(jonas), make.case(jonas, status=CaseStatus.CLOSED)
    for one in (case, theirs, closed):
        make.party(one, resident)
    assert "Forsegl ikke sagen" in phone.get(f"/beboere/{resident.id}/ret").text
    phone.post(f"/beboere/{resident.id}/ret", data=PERSON)
    assert [seal_of(one) is not None for one in (case, theirs, closed)] == [True, True, False]
    # Who learned of it keeps what they had.
    assert there(phone, theirs)
    assert not there(make.client(jonas), case)
    assert not there(make.client(make.worker()), theirs)
    assert seal_of(case).why == SealWhy.PROTECTED_ADDRESS


def test_who_says_so_leaves_the_cases_open(make, phone, case, jonas):
    resident = make.resident(case.dwelling)
    make.party(case, resident)
    phone.post(f"/beboere/{resident.id}/ret", data={**PERSON, "stays_open": "y"})
    assert Resident.get_by_id(resident.id).has_protected_address
    assert there(make.client(jonas), case)


def test_saving_a_resident_again_does_not_seal_what_was_left_open(make, phone, case):
    resident = make.resident(case.dwelling, has_protected_address=True)
    make.party(case, resident)
    assert "Forsegl ikke sagen" not in phone.get(f"/beboere/{resident.id}/ret").text
    phone.post(f"/beboere/{resident.id}/ret", data=PERSON)
    assert seal_of(case) is None


def test_a_person_with_a_protected_address_seals_the_case_they_are_added_to(make, phone, worker, jonas):
    new, known, left = make.case(worker), make.case(worker), make.case(worker)
    phone.post(f"/sager/{new.id}/personer/ny", data={**PERSON, "role": "resident"})
    amina = Resident.get(Resident.name == "Amina Yusuf")
    for one, more in ((known, {}), (left, {"stays_open": "y"})):
        phone.post(f"/sager/{one.id}/personer/ny", data={"resident": str(amina.id), "role": "resident", **more})
    assert [seal_of(one) is not None for one in (new, known, left)] == [True, True, False]
    other = make.case(worker)
    phone.post(f"/sager/{other.id}/personer/ny", data={"name": "Uden Beskyttelse", "role": "resident"})
    assert seal_of(other) is None


def test_a_case_that_the_worker_is_recused_from_is_left_for_the_leader(make, phone, worker, case, jonas):
    resident = make.resident(case.dwelling)
    theirs = make.case(jonas)
    make.recusal(theirs, worker)
    for one in (case, theirs):
        make.party(one, resident)
    phone.post(f"/beboere/{resident.id}/ret", data=PERSON)
    assert (seal_of(case) is not None, seal_of(theirs) is None) == (True, True)


# -- the hour


def test_an_hour_that_is_over_is_over_before_anybody_closes_it(worker, case, jonas):
    seal(case)
    glass(case, jonas, opened_at=now() - timedelta(minutes=60))
    assert case not in visible_cases(jonas)
    glass(case, jonas, opened_at=now() - timedelta(minutes=59))
    assert case in visible_cases(jonas)


# -- an hour behind broken glass decides nothing about who has the case


def test_through_broken_glass_nobody_makes_themselves_responsible_hands_over_or_lifts_the_seal(make, jonas):
    case = make.case(jonas)
    seal(case)
    guest, friend = make.worker(full_name="Gæst Prøve"), make.worker(full_name="Ven Prøve")
    make.recusal(case, make.worker(full_name="Inhabil Prøve"))
    glass(case, guest)
    browser = make.client(guest)
    assert there(browser, case)
    assert "Inhabil Prøve" not in browser.get(f"/sager/{case.id}/inhabil").text
    state = f"neighbour_conflict open {case.department_id} None {jonas.id}"
    values = {"area": "neighbour_conflict", "status": "open", "department": case.department_id, "seen": state}
    for other in (guest, friend):
        assert browser.post(f"/sager/{case.id}/ret", data={**values, "responsible": other.id}).status_code == 422
        assert browser.post(f"/sager/{case.id}/inhabil", data={"colleague": other.id}).status_code == 422
    assert browser.post(f"/sager/{case.id}/ret", data={**values, "responsible": jonas.id}).status_code == 303
    assert browser.post(f"/sager/{case.id}/forsegl/ophaev").status_code == 404
    assert browser.post(f"/sager/{case.id}/forsegl", data={"why": "colleague"}).status_code == 404
    assert "Ophæv forseglingen" not in browser.get(f"/sager/{case.id}/forsegl").text
    assert Case.get_by_id(case.id).responsible == jonas
    assert seal_of(case) is not None
