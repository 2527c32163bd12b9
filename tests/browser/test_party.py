"""A note of a party, written on a phone: it is the party's as long as the page says so, and no longer."""

import time

import pytest

from boligsocial import people
from boligsocial.clock import now
from boligsocial.models import Case, CaseArea, CaseStatus, Department, Note, Party, PartyRole, User

# How many records the phone holds.
KEPT = """async () => new Promise((resolve) => {
  const open = indexedDB.open("boligsocial", 1);
  open.onsuccess = () => {
    const count = open.result.transaction("rec").objectStore("rec").count();
    count.onsuccess = () => { open.result.close(); resolve(count.result > 0); };
  };
})"""
SAYS_SO = "Notatet hører til part A. Den anden part ser det aldrig."
OF_A_DRAFT = "Notatet hører til en part. Den anden part ser det aldrig."


@pytest.fixture
def party(stored):
    """Anna, a party of a conflict of Maja's; it is closed, so the log offers it only to whoever comes from there."""
    with stored():
        maja = User.get(User.username == "maja")
        place = {"department": Department.select().first(), "responsible": maja}
        case = Case.create(area=CaseArea.NEIGHBOUR_CONFLICT, status=CaseStatus.CLOSED, closed_at=now(), **place)
        anna = people.create_resident(people.new_household(None), name="Anna Holm")
        return people.add_party(case, anna, PartyRole.COMPLAINANT)


@pytest.fixture
def note_of(stored):
    """Return the case and the party of the note with a text, once the phone has sent it."""

    def ids(text):
        for _ in range(100):
            with stored():
                if note := Note.get_or_none(Note.text == text):
                    return note.case_id, note.party_id
            time.sleep(0.1)
        raise AssertionError(f"«{text}» did not come")

    return ids


def write(phone, text):
    phone.chip("Emne", "Støj").tap()
    phone.page.get_by_label("Note").fill(text)


def test_every_note_from_a_partys_page_is_the_partys_also_the_next_one(maja, party, note_of):
    maja.open(f"/parter/{party.id}")
    maja.go(maja.link("Log notat om part A"))
    for text in ("Første fra parten", "Anden fra parten"):
        assert SAYS_SO in maja.text()
        write(maja, text)
        maja.save()
        assert note_of(text) == (party.case_id, party.id)


def test_a_draft_of_a_party_that_comes_back_elsewhere_says_so_and_the_next_note_is_nobodys(maja, party, note_of):
    maja.open(f"/log?party={party.id}")
    write(maja, "Halvt notat om parten")
    maja.page.wait_for_function(KEPT)
    maja.open("/log")
    maja.page.locator("#draft").wait_for()
    assert maja.page.get_by_label("Note").input_value() == "Halvt notat om parten"
    assert maja.page.get_by_text(OF_A_DRAFT).is_visible()
    maja.save()
    assert note_of("Halvt notat om parten") == (party.case_id, party.id)
    assert maja.page.get_by_text(OF_A_DRAFT).is_hidden()
    write(maja, "Noget helt andet")
    maja.save()
    assert note_of("Noget helt andet") == (None, None)


def test_a_draft_of_a_party_comes_back_without_a_net(maja, party, note_of):
    maja.open(f"/log?party={party.id}")
    maja.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    maja.page.wait_for_load_state("networkidle")
    write(maja, "Halvt notat i kælderen")
    maja.page.wait_for_function(KEPT)
    maja.page.goto("/uden-net")
    maja.page.locator("#draft").wait_for()
    assert maja.page.get_by_text(OF_A_DRAFT).is_visible()
    maja.save()
    assert note_of("Halvt notat i kælderen") == (party.case_id, party.id)
    assert maja.page.get_by_text(OF_A_DRAFT).is_hidden()


def test_a_part_that_was_begun_comes_back(maja, party, stored):
    maja.open(f"/parter/{party.id}")
    maja.page.get_by_label("Hvad har parten fortalt?").fill("Begyndt i opgangen")
    maja.page.wait_for_function(KEPT)
    maja.open("/")
    maja.open(f"/parter/{party.id}")
    maja.page.locator("#draft").wait_for()
    maja.go(maja.button("Gem"))
    with stored():
        assert Party.get_by_id(party.id).statement == "Begyndt i opgangen"
