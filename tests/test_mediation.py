"""A party's own part, notes that belong to a party, and the conflict that goes on as a house rules case."""

from datetime import date
from uuid import uuid4

import pytest

from boligsocial.clock import now
from boligsocial.models import AuditRow, Case, CaseArea, CaseLine, FollowUp, LineState, Note, Party, PartyRole, Recusal
from boligsocial.parties import state_of
from tests.sharing_world import events
from tests.test_notes import file, filled


@pytest.fixture
def case(make, worker):
    return make.case(worker, department=make.department(name="Birkelunden"))


@pytest.fixture
def anna(make, case):
    """The one who has complained."""
    resident = make.resident(name="Anna Holm", phone="+4520112233", language="polsk")
    return make.party(case, resident, role=PartyRole.COMPLAINANT)


@pytest.fixture
def bo(make, case, anna):
    """The one complained about."""
    return make.party(case, make.resident(name="Bo Lind"), role=PartyRole.RESPONDENT)


def told(party, **values):
    """The part as a worker sends it."""
    form = {"statement": "Musik hver nat", "wish": "Ro efter kl. 22", "informed_on": "2026-11-20"}
    answers = {"agrees": "yes", "may_tell": "no", "seen": state_of(party), "write_id": str(uuid4())}
    return {**form, **answers, **values}


# -- a part of one's own --------------------------------------------------------------------------------------------


def test_a_part_shows_who_it_is_and_what_is_asked(phone, anna):
    page = phone.get(f"/parter/{anna.id}").text
    for words in ("Part A", "Den, der har klaget", "Anna Holm", "Taler polsk", "tel:+45-20-11-22-33"):
        assert words in page
    for question in ("Hvad har parten fortalt?", "Hvad ønsker parten at opnå?", "Siger parten ja til mægling?"):
        assert question in page
    assert "Må jeg fortælle det videre til den anden part?" in page
    assert page.count('value="not_asked" checked') == 2
    assert "<title>Part A – Boligsocial</title>" in page
    assert events(anna) == ["party.read"]


def test_what_a_party_has_told_is_kept_and_shown_again(phone, anna):
    answer = phone.post(f"/parter/{anna.id}", data=told(anna), follow_redirects=True)
    assert "Gemt." in answer.text
    assert "Musik hver nat" in answer.text
    stored = Party.get_by_id(anna.id)
    assert (stored.statement, stored.wish) == ("Musik hver nat", "Ro efter kl. 22")
    assert (stored.agrees, stored.may_tell, stored.informed_on) == (True, False, date(2026, 11, 20))
    assert events(anna) == ["party.changed", "party.read"]


def test_whoever_was_not_asked_has_not_said_yes(phone, anna):
    phone.post(f"/parter/{anna.id}", data=told(anna))
    changed = Party.get_by_id(anna.id)
    phone.post(f"/parter/{anna.id}", data=told(changed, agrees="not_asked", may_tell=""))
    stored = Party.get_by_id(anna.id)
    assert (stored.agrees, stored.may_tell) == (None, None)


@pytest.mark.parametrize("field", ["statement", "wish"])
def test_a_cpr_number_is_refused_and_the_text_stays(phone, anna, field):
    answer = phone.post(f"/parter/{anna.id}", data=told(anna, **{field: "Født 010190-1234"}))
    assert answer.status_code == 422
    assert "Det ligner et CPR-nummer. Fjern det, før du gemmer." in answer.text
    assert "Født 010190-1234" in answer.text
    assert Party.get_by_id(anna.id).statement == ""


def test_whoever_opened_the_part_before_a_colleague_saved_overwrites_nothing(make, phone, anna):
    begun = told(anna, statement="Jeg skrev det først")
    make.client(make.worker()).post(f"/parter/{anna.id}", data=told(anna, statement="Kollegaens ord"))
    answer = phone.post(f"/parter/{anna.id}", data=begun)
    assert answer.status_code == 422
    assert "En anden har rettet imens." in answer.text
    assert "Kollegaens ord" in answer.text
    assert "Jeg skrev det først" in answer.text
    assert Party.get_by_id(anna.id).statement == "Kollegaens ord"
    begun |= {"seen": state_of(Party.get_by_id(anna.id)), "write_id": str(uuid4())}
    assert phone.post(f"/parter/{anna.id}", data=begun).status_code == 303
    assert Party.get_by_id(anna.id).statement == "Jeg skrev det først"


def test_only_a_conflict_has_parts_of_its_own(make, worker, phone):
    party = make.party(make.case(worker, area=CaseArea.ARREARS))
    for path in (f"/parter/{party.id}", f"/parter/{party.id}/udskrift"):
        assert phone.get(path).status_code == 404


def test_what_was_noted_about_a_party_is_not_lost_when_the_case_gets_another_area(make, worker, phone, case, anna):
    make.note(worker, case=case, party=anna, text="Sagt i fortrolighed")
    Case.update(area=CaseArea.HOUSE_RULES).where(Case.id == case.id).execute()
    assert "Sagt i fortrolighed" in phone.get(f"/parter/{anna.id}").text
    assert "Sagt i fortrolighed" not in phone.get(f"/sager/{case.id}").text


def test_the_print_is_the_whole_part(make, worker, phone, case, anna):
    phone.post(f"/parter/{anna.id}", data=told(anna))
    for number in range(60):
        make.note(worker, case=case, party=anna, text=f"Notat nummer {number}.")
    page = phone.get(f"/parter/{anna.id}/udskrift").text
    assert all(words in page for words in ("Musik hver nat", "Ro efter kl. 22", "Anna Holm", "fredag 20. november"))
    assert all(f"Notat nummer {number}." in page for number in range(60))
    assert "<title>Udskrift – Boligsocial</title>" in page


# -- notes of a party -----------------------------------------------------------------------------------------------


def test_a_note_begun_from_a_part_belongs_to_it_and_to_nothing_else(make, phone, case, anna, bo):
    log = phone.get(f"/log?party={anna.id}").text
    assert f'name="party" value="{anna.id}"' in log
    assert f'name="case" value="{case.id}"' in log
    assert '<select id="case"' not in log
    sent = filled(case.department, text="Hører bas", case=case.id, party=anna.id, photos=file(make.picture()))
    assert phone.post("/log", data=sent).status_code == 303
    note = Note.get()
    assert (note.case, note.party, note.photos.count()) == (case, anna, 1)
    assert "Hører bas" in phone.get(f"/parter/{anna.id}").text
    assert "Hører bas" not in phone.get(f"/sager/{case.id}").text
    assert "Hører bas" not in phone.get(f"/parter/{bo.id}").text
    page = phone.get(f"/notater/{note.id}").text
    assert "Notatet hører til part A. Den anden part ser det aldrig." in page
    assert f'class="back" href="/parter/{anna.id}"' in page


def test_an_ordinary_log_page_belongs_to_no_party(phone, case, anna):
    for query in ("", f"?case={case.id}", f"?party={uuid4()}", "?party=x"):
        log = phone.get(f"/log{query}").text
        assert 'name="party" value=""' in log
        assert '<select id="case"' in log


@pytest.mark.parametrize("where", ["another case", "no case", "removed", "recused"])
def test_a_note_for_a_party_who_is_not_in_the_case_is_not_stored_before_somebody_has_seen_it(
    make, worker, phone, case, anna, where
):
    theirs = make.case(worker)
    if where == "recused":
        make.recusal(case, worker)
    if where == "removed":
        Party.update(removed_at=now()).execute()
    chosen = "" if where == "no case" else case.id if where == "removed" else theirs.id
    sent = filled(case.department, text="Vigtigt", case=chosen, party=anna.id)
    answer = phone.post("/log", data=sent)
    assert answer.status_code == 422
    assert answer.text.count("Parten er ikke i den sag. Gem igen, så kommer notatet i sagen uden part.") == 2
    assert "Vigtigt" in answer.text
    assert 'name="party" value=""' in answer.text
    assert Note.select().count() == 0


def test_a_refused_note_of_a_party_is_still_of_the_party_in_the_next_try(phone, case, anna):
    answer = phone.post("/log", data=filled(case.department, topic="", case=case.id, party=anna.id))
    assert answer.status_code == 422
    assert "Notatet hører til part A." in answer.text
    assert f'name="party" value="{anna.id}"' in answer.text


def test_a_note_moves_to_a_party_and_back_to_the_mediation(make, worker, phone, case, anna, bo):
    note = make.note(worker, case=case, text="Ville flytte væk")
    page = phone.get(f"/sager/{case.id}").text
    assert f'action="/notater/{note.id}/part"' in page
    move = f"/notater/{note.id}/part"
    answer = phone.post(move, data={"party": bo.id, "write_id": str(uuid4())}, follow_redirects=True)
    assert "Notatet hører nu til part B." in answer.text
    assert Note.get().party == bo
    assert "Ville flytte væk" not in phone.get(f"/sager/{case.id}").text
    phone.post(move, data={"party": "", "write_id": str(uuid4())})
    assert Note.get().party is None
    assert "Ville flytte væk" in phone.get(f"/sager/{case.id}").text
    assert events(note).count("note.assigned") == 2


def test_a_note_moves_to_no_party_of_another_case(make, worker, phone, case, anna):
    note, stranger = make.note(worker, case=case, party=anna), make.party(make.case(worker))
    for key in (stranger.id, uuid4(), "x"):
        answer = phone.post(f"/notater/{note.id}/part", data={"party": key, "write_id": str(uuid4())})
        assert "Vælg en af parterne, eller vælg mæglingen." in phone.get(answer.location).text
    assert Note.get().party == anna


def test_the_undo_of_settling_takes_no_note_from_a_party(make, worker, phone, case, anna):
    note = make.note(worker, case=case, party=anna)
    assert phone.post(f"/notater/{note.id}/uafklaret").status_code == 404
    assert (Note.get().case, Note.get().party) == (case, anna)


# -- on the case's page, and onwards --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agreed", "words"),
    [
        ([None], "Ingen anden part endnu. Tilføj naboen, når du har talt med dem."),
        ([None, True], "1 af 2 parter har sagt ja til mægling."),
        ([True, False], "1 af 2 parter har sagt ja til mægling."),
        ([True, True], "Begge har sagt ja til mægling."),
        ([True, True, True], "Alle har sagt ja til mægling."),
    ],
)
def test_the_case_says_who_has_said_yes_and_leads_to_each_part_and_the_agreement(make, phone, case, agreed, words):
    parties = [make.party(case, agrees=agrees) for agrees in agreed]
    page = phone.get(f"/sager/{case.id}").text
    assert words in page
    for path in (*(f"/parter/{party.id}" for party in parties), f"/sager/{case.id}/aftale"):
        assert f'href="{path}"' in page


@pytest.fixture
def impartial(make, case):
    """The worker may handle the case."""
    return make.line(case, "impartiality")


def test_nobody_goes_on_before_it_is_known_who_may_handle_the_case(make, phone, case):
    assert "Opret husordenssag" not in phone.get(f"/sager/{case.id}").text
    answer = phone.post(f"/sager/{case.id}/husordenssag", follow_redirects=True)
    assert "Kan ikke begyndes endnu: først skal du have tjekket, om du er inhabil." in answer.text
    assert Case.select().where(Case.grown_from == case.id).count() == 0
    make.line(case, "impartiality")
    assert "Opret husordenssag" in phone.get(f"/sager/{case.id}").text


@pytest.mark.usefixtures("impartial")
def test_a_conflict_goes_on_as_a_house_rules_case_without_anybodys_words(make, worker, phone, case, anna, bo):
    make.note(worker, case=case, party=anna, text="Sagt til mægleren")
    answer = phone.post(f"/sager/{case.id}/husordenssag", follow_redirects=True)
    assert "Parter og notater er ikke fulgt med. Spørg, før du tilføjer dem." in answer.text
    assert "Vokset ud af en mægling." in answer.text
    assert f'href="/sager/{case.id}"' in answer.text
    assert "Sagt til mægleren" not in answer.text
    assert "Anna Holm" not in answer.text
    grown = Case.get(Case.grown_from == case.id)
    assert (grown.area, grown.department, grown.responsible) == (CaseArea.HOUSE_RULES, case.department, worker)
    assert (grown.parties.count(), grown.notes.count(), grown.facts.count()) == (0, 0, 0)
    assert FollowUp.select().where(FollowUp.case == grown.id).count() == 0
    assert CaseLine.get(CaseLine.case == case.id, CaseLine.key == "onwards").state == LineState.DONE
    assert AuditRow.select().where(AuditRow.event == "case.continued", AuditRow.subject_id == str(grown.id)).exists()
    assert f'href="/sager/{grown.id}"' in phone.get(f"/sager/{case.id}").text


@pytest.mark.usefixtures("impartial")
def test_going_on_twice_gives_the_same_case(phone, case):
    first = phone.post(f"/sager/{case.id}/husordenssag", data={"write_id": str(uuid4())})
    second = phone.post(f"/sager/{case.id}/husordenssag", data={"write_id": str(uuid4())})
    assert first.location == second.location
    assert Case.select().where(Case.grown_from == case.id).count() == 1


@pytest.mark.usefixtures("impartial")
def test_whoever_may_not_handle_the_conflict_may_not_handle_what_grows_out_of_it(make, phone, case):
    colleague = make.worker()
    make.recusal(case, colleague)
    phone.post(f"/sager/{case.id}/husordenssag")
    grown = Case.get(Case.grown_from == case.id)
    assert Recusal.select().where(Recusal.case == grown.id, Recusal.user == colleague).exists()
    assert make.client(colleague).get(f"/sager/{grown.id}").status_code == 404
