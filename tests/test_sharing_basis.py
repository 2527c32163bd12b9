"""What allows a share, what may stand in it, and what happens when it is corrected."""

from datetime import timedelta
from uuid import uuid4

import pytest

from boligsocial.clock import now, today
from boligsocial.models import Basis, CaseArea, Dwelling, InfoKind, Note, Party, Purpose, Share
from tests.sharing_world import filled, note_to_share
from tests.test_sharing import card
from tests.watch import watched


@pytest.fixture
def world(make):
    """A note of a house rules case with Amina in it, who lives in the note's home."""
    world = note_to_share(make)
    home = Dwelling.get(Dwelling.department == world.department)
    world.case = make.case(world.worker, area=CaseArea.HOUSE_RULES, department=world.department, dwelling=home)
    world.amina = make.resident(home, name="Amina Yusuf")
    make.party(world.case, world.amina)
    Note.update(case=world.case).where(Note.id == world.note.id).execute()
    return world


def consent(make, world, *people, **values):
    return make.consent(world.case, *(people or (world.lone,)), resident=world.amina, **values)


# -- the basis --------------------------------------------------------------------------------------------------


def test_a_consent_that_names_the_receiver_is_chosen_and_the_share_rests_on_it(make, world):
    given = consent(make, world)
    page = world.phone.get(world.page).text
    assert "Samtykke fra Amina Yusuf" in page
    assert f'value="{given.id}" checked' in page
    assert world.phone.post(world.page, data=filled(world, basis=str(given.id))).status_code == 303
    share = Share.get()
    assert (share.basis, share.consent, share.basis_text) == (Basis.CONSENT, given, "")
    page = world.phone.get(f"/notater/{world.note.id}").text
    assert f'/samtykker/{given.id}">Samtykke fra Amina Yusuf' in page


@pytest.mark.parametrize(
    "values",
    [
        {"kinds": [InfoKind.RENT]},
        {"withdrawn_at": "2026-01-01 10:00:00"},
        {"until_on": today() - timedelta(days=1)},
        {"from_on": today() + timedelta(days=1)},
    ],
)
def test_a_consent_to_something_else_or_that_does_not_last_is_no_basis(make, world, values):
    given = consent(make, world, **values)
    assert "Samtykke fra" not in world.phone.get(world.page).text
    refused = world.phone.post(world.page, data=filled(world, basis=str(given.id)))
    assert refused.status_code == 422
    assert "Vælg, hvad der giver dig lov til at dele." in refused.text
    assert Share.select().count() == 0


def test_a_consent_in_another_case_is_no_basis(make, world):
    given = make.consent(make.case(world.worker), world.lone, resident=world.amina)
    assert world.phone.post(world.page, data=filled(world, basis=str(given.id))).status_code == 422


def test_the_consent_of_somebody_who_was_taken_out_of_the_case_is_no_basis(make, world):
    given = consent(make, world)
    Party.update(removed_at=now()).where(Party.resident == world.amina).execute()
    assert world.phone.post(world.page, data=filled(world, basis=str(given.id))).status_code == 422


def test_a_consent_that_names_somebody_else_is_refused_in_words_and_keeps_the_text(make, world):
    farid = make.contact(world.department, first_name="Farid")
    given = consent(make, world, farid)
    refused = world.phone.post(world.page, data=filled(world, basis=str(given.id), text="Min udgave"))
    assert refused.status_code == 422
    assert "Samtykket nævner ikke Lone. Vælg et andet grundlag." in refused.text
    assert "Min udgave</textarea>" in refused.text
    sent = filled(world, basis=str(given.id), recipient=farid.id)
    assert world.phone.post(world.page, data=sent).status_code == 303


def test_another_basis_is_said_in_words(world):
    refused = world.phone.post(world.page, data=filled(world, basis="other"))
    assert "Skriv, hvad der giver dig lov til at dele." in refused.text
    assert Share.select().count() == 0
    world.phone.post(world.page, data=filled(world, basis="other", basis_text="Aftalt på mødet"))
    assert (Share.get().basis, Share.get().basis_text) == (Basis.OTHER, "Aftalt på mødet")


def test_words_for_another_basis_are_not_kept_when_it_is_not_the_one_chosen(world):
    world.phone.post(world.page, data=filled(world, basis="impersonal", basis_text="Aftalt på mødet"))
    assert Share.get().basis_text == ""


def test_what_is_about_nobody_shows_no_home(world):
    refused = world.phone.post(world.page, data=filled(world, shows_dwelling="y", basis="impersonal"))
    assert refused.status_code == 422
    assert "Adressen peger på dem, der bor der." in refused.text
    assert Share.select().count() == 0


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("purpose", "", "Vælg, hvad det skal bruges til."),
        ("life", "365", "Vælg, hvor længe det kan læses."),
        ("life", "", "Vælg, hvor længe det kan læses."),
    ],
)
def test_a_share_has_a_purpose_and_an_end_within_half_a_year(world, field, value, sentence):
    refused = world.phone.post(world.page, data=filled(world, **{field: value}))
    assert refused.status_code == 422
    assert sentence in refused.text
    assert Share.select().count() == 0


def test_the_reader_sees_what_for_and_until_when(make, world):
    world.phone.post(world.page, data=filled(world, purpose="home", life="7"))
    page = make.client(world.lone).get(f"/portal/{Share.get().id}").text
    assert "Kun til brug for: Tilsyn med boligen" in page
    assert "Kan læses til og med" in page
    assert Share.get().purpose == Purpose.HOME


def test_the_day_of_a_move_in_goes_along_only_if_ticked(make, world):
    day = today() + timedelta(days=5)
    make.fact(world.case, "moves_in_on", day.isoformat())
    assert "Vis indflytningsdagen" not in world.phone.get(world.page).text
    world.case.area = CaseArea.MOVE_IN
    world.case.save()
    assert "Vis indflytningsdagen" in world.phone.get(world.page).text
    world.phone.post(world.page, data=filled(world))
    assert Share.get().move_in_on is None
    world.phone.post(world.page, data=filled(world, shows_move_in="y"))
    assert Share.get(Share.withdrawn_at.is_null()).move_in_on == day
    assert "Indflytninger uge for uge" in make.client(world.lone).get("/portal/afdelinger").text


# -- names ------------------------------------------------------------------------------------------------------

NAMED = "Amina siger, at Ulfert Grann råber."


def test_a_name_stops_the_share_until_it_is_ticked_and_nothing_typed_is_lost(world):
    refused = world.phone.post(world.page, data=filled(world, text=NAMED))
    assert refused.status_code == 422
    assert "Teksten nævner Amina, Ulfert Grann." in refused.text
    assert f"{NAMED}</textarea>" in refused.text
    assert Share.select().count() == 0
    half = world.phone.post(world.page, data=filled(world, text=NAMED, names=["Amina"]))
    assert "Teksten nævner Ulfert Grann." in half.text
    assert world.phone.post(world.page, data=filled(world, text=NAMED, names=["Amina", "Ulfert Grann"])).location
    assert Share.get().text == NAMED


def test_whoever_consents_may_be_named_and_others_may_not(make, world):
    given = str(consent(make, world).id)
    refused = world.phone.post(world.page, data=filled(world, text=NAMED, basis=given))
    assert "Teksten nævner Ulfert Grann." in refused.text
    assert world.phone.post(world.page, data=filled(world, text="Amina er glad.", basis=given)).status_code == 303


def test_names_are_pointed_out_before_sharing_and_replaced_in_one_tap(world):
    Note.update(text=NAMED).where(Note.id == world.note.id).execute()
    page = world.phone.get(world.page).text
    assert 'name="names" value="Ulfert Grann"' in page
    masked = world.phone.post(world.page + "/forhaandsvisning", data=filled(world, text=NAMED, mask="1"))
    assert "beboeren siger, at beboeren råber.</textarea>" in masked.text
    assert "beboeren siger, at beboeren råber." in card(masked.text)
    assert 'name="names"' not in masked.text


def test_colleagues_places_and_the_receiver_are_no_third_persons(world):
    assert world.phone.post(world.page, data=filled(world, text="Aftalt med Lone og Maja i Birkelunden.")).location
    assert Share.select().count() == 1


@pytest.mark.parametrize("text", ["Ring til 010190-1234", "cpr 1502891234", "Nummer 0101901234"])
def test_a_sure_cpr_number_stops_the_share(world, text):
    assert world.phone.post(world.page, data=filled(world, text=text)).status_code == 422
    assert Share.select().count() == 0


def test_an_account_number_with_a_date_in_it_does_not_stop_the_share(world):
    assert world.phone.post(world.page, data=filled(world, text="Konto 1502891235")).status_code == 303


def test_the_pages_of_a_share_take_a_constant_number_of_statements(make, world):
    share = make.share(world.note, world.lone, text="Fugt i badet.")
    addresses = (f"/delinger/{share.id}", f"/delinger/{share.id}/ret", world.page)

    def counted():
        found = []
        for address in addresses:
            with watched() as statements:
                assert world.phone.get(address).status_code == 200
            found.append(len(statements))
        return found

    few = counted()
    for _ in range(4):
        consent(make, world, make.contact(world.department), world.lone)
        make.photo(world.note)
        make.resident(Dwelling.get(), name="Nabo")
        world.phone.post(f"/delinger/{share.id}/svar", data={"text": "Hej", "write_id": str(uuid4())})
    assert counted() == few
    assert max(few) <= 8
