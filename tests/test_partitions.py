"""Neither party's part of a conflict shows the other's: no page, print or list that concerns B holds a word of A's."""

from types import SimpleNamespace

import pytest
from flask import url_for

from boligsocial.models import CaseFact, Role
from tests.policy import POLICY

SECRETS = ("hemmelig-udtalelse", "hemmeligt-oenske", "hemmeligt-notat", "hemmelig-rettelse")


def told_by(make, case, letter, worker):
    """A party who has told, wished and been visited, each with words of its own."""
    said, wished, written, corrected = (f"{letter}-{secret}" for secret in SECRETS)
    resident = make.resident(make.dwelling(case.department), name=f"Navn{letter}", phone=f"+45203040{ord(letter)}")
    party = make.party(case, resident, statement=said, wish=wished, agrees=True)
    visit = make.visit(worker, case=case, department=case.department, started_at=case.opened_at)
    place = {"department": case.department, "case": case, "party": party, "visit": visit}
    note = make.note(worker, text=written, **place)
    form = {"kind": "visit", "topic": "noise", "department": case.department.id, "text": corrected, "version": 1}
    make.client(worker).post(f"/notater/{note.id}/ret", data=form)
    photo = make.photo(note)
    words = [said, wished, written, corrected, str(note.id), str(photo.id), str(party.id), resident.name]
    return SimpleNamespace(party=party, resident=resident, note=note, photo=photo, visit=visit, words=words)


@pytest.fixture
def conflict(make, worker):
    case = make.case(worker)
    # Somebody can receive what is shared, so that the page of a share has its form.
    make.contact(case.department)
    both = {letter: told_by(make, case, letter, worker) for letter in "AB"}
    make.point(case, party=both["A"].party)
    of_the_mediation = make.note(worker, case=case, department=case.department, text="Mødet er på torsdag")
    return SimpleNamespace(case=case, note=of_the_mediation, phone=make.client(worker), **both)


def addresses(app, values):
    """Return every address that a worker can open and that these values fill."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            allowed, _kind = POLICY.get(rule.endpoint, (set(), None))
            if "GET" in rule.methods and Role.WORKER in allowed and rule.arguments <= values.keys():
                yield url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})


def values_of(side):
    return {
        **{"party_id": side.party.id, "resident_id": side.resident.id, "note_id": side.note.id},
        **{"photo_id": side.photo.id, "visit_id": side.visit.id},
    }


@pytest.mark.parametrize(("mine", "theirs"), ["AB", "BA"])
def test_nothing_of_the_other_party_is_on_any_page_of_ones_own(app, conflict, mine, theirs):
    one, other = getattr(conflict, mine), getattr(conflict, theirs)
    own = [path for path in addresses(app, values_of(one)) if any(str(x) in path for x in values_of(one).values())]
    assert len(own) >= 9, own
    for path in own:
        answer = conflict.phone.get(path)
        assert answer.status_code == 200, path
        assert [word for word in other.words if word.encode() in answer.data] == [], path


@pytest.mark.parametrize(("mine", "theirs"), ["AB", "BA"])
def test_a_note_begun_about_one_party_names_nothing_of_the_other(conflict, mine, theirs):
    one, other = getattr(conflict, mine), getattr(conflict, theirs)
    log = conflict.phone.get(f"/log?party={one.party.id}").text
    assert f"Notatet hører til part {mine}. Den anden part ser det aldrig." in log
    assert [word for word in other.words if word in log] == []


@pytest.mark.parametrize("letter", ["A", "B"])
def test_what_a_party_has_told_is_on_no_page_of_the_mediation_and_in_no_list(app, conflict, letter):
    secrets = getattr(conflict, letter).words[:4]
    values = {"case_id": conflict.case.id, "note_id": conflict.note.id, "key": "cause"}
    paths = list(addresses(app, values))
    assert f"/sager/{conflict.case.id}/aftale/udskrift" in paths
    assert "/notater/uafklaret" in paths
    for path in paths:
        answer = conflict.phone.get(path)
        assert answer.status_code in (200, 303, 404), path
        assert [word for word in secrets if word.encode() in answer.data] == [], path


@pytest.mark.parametrize("letter", ["A", "B"])
def test_a_party_is_on_ones_own_page_and_print(conflict, letter):
    """The secrets are really there to be found."""
    one = getattr(conflict, letter)
    said, wished, written, corrected, note_id, photo_id, _party_id, name = one.words
    for path in (f"/parter/{one.party.id}", f"/parter/{one.party.id}/udskrift"):
        page = conflict.phone.get(path).text
        assert all(word in page for word in (said, wished, corrected, photo_id, name))
        assert written not in page
    assert note_id in conflict.phone.get(f"/parter/{one.party.id}").text


def test_the_paper_that_both_sign_names_both_and_quotes_nobody(conflict):
    paper = conflict.phone.get(f"/sager/{conflict.case.id}/aftale/udskrift").text
    assert "NavnA" in paper
    assert "NavnB" in paper
    assert "hemmelig" not in paper


def test_a_visit_to_both_shows_the_words_of_neither(make, worker, conflict):
    visit = conflict.A.visit
    place = {"department": conflict.case.department, "case": conflict.case, "visit": visit}
    note = make.note(worker, text="hemmeligt i opgangen", party=conflict.B.party, **place)
    make.note(worker, text="Ingen åbnede på 2. sal", **place)
    page = conflict.phone.get(f"/besoeg/{visit.id}").text
    assert "Ingen åbnede på 2. sal" in page
    assert "hemmelig" not in page
    assert f"/notater/{note.id}" in page


def test_a_cause_is_the_mediations_and_on_no_partys_page(make, conflict):
    make.fact(conflict.case, "cause_reported", "aarsag-som-anmeldt")
    assert CaseFact.select().count() == 1
    for path in (f"/parter/{conflict.A.party.id}", f"/parter/{conflict.B.party.id}/udskrift"):
        assert "aarsag-som-anmeldt" not in conflict.phone.get(path).text
