"""What a contact person learns of a neighbour conflict unless a worker decides otherwise: whether it was mediated."""

import pytest

from boligsocial.models import CaseArea, Note
from tests.sharing_world import filled, note_to_share
from tests.test_sharing import card

BY_DEFAULT = "Kontaktpersonen får som udgangspunkt kun at vide, om der er mæglet."


@pytest.fixture
def world(make):
    return note_to_share(make)


@pytest.fixture
def conflict(make, world):
    case = make.case(world.worker, department=world.department)
    Note.update(case=case).where(Note.id == world.note.id).execute()
    return case


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        ("yes", "Der har været mægling."),
        ("no", "Der har ikke været mægling."),
        ("unknown", "Der har ikke været mægling."),
        (None, "Der har ikke været mægling."),
    ],
)
def test_the_proposed_text_says_whether_it_was_mediated_and_nothing_else(make, world, conflict, held, sentence):
    if held:
        make.fact(conflict, "mediation_held", held)
    page = world.phone.get(world.page).text
    assert BY_DEFAULT in page
    assert sentence in card(page)
    assert f">\n{sentence}</textarea>" in page
    assert "Fugt under vinduet." not in page
    assert "Birkelunden 22" not in card(page)
    assert "<img" not in card(page)
    assert 'name="shows_dwelling" value="y">' in page


def test_what_was_known_before_does_not_count(make, world, conflict):
    fact = make.fact(conflict, "mediation_held", "yes")
    fact.replaced_at = fact.written_at
    fact.save()
    assert "Der har ikke været mægling." in world.phone.get(world.page).text


def test_a_note_of_a_party_warns_before_it_is_shared(make, world, conflict):
    warning = "Notatet hører til en part. Fortæl intet videre herfra uden partens ja."
    assert warning not in world.phone.get(world.page).text
    Note.update(party=make.party(conflict)).where(Note.id == world.note.id).execute()
    assert warning in world.phone.get(world.page).text
    refused = world.phone.post(world.page, data=filled(world, recipient=""))
    assert refused.status_code == 422
    assert warning in refused.text


def test_what_the_worker_wrote_instead_is_kept_and_shared(make, world, conflict):
    preview = world.phone.post(world.page + "/forhaandsvisning", data=filled(world, text="Vi mødes torsdag"))
    assert "Vi mødes torsdag" in card(preview.text)
    assert BY_DEFAULT in preview.text
    emptied = world.phone.post(world.page, data=filled(world, text=""))
    assert emptied.status_code == 422
    assert "Der har ikke været mægling." not in emptied.text


def test_a_note_of_another_case_is_proposed_as_it_is(make, world):
    case = make.case(world.worker, department=world.department, area=CaseArea.HOUSE_RULES)
    Note.update(case=case).where(Note.id == world.note.id).execute()
    page = world.phone.get(world.page).text
    assert "Fugt under vinduet." in card(page)
    assert BY_DEFAULT not in page
