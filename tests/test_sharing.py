"""A worker shares a note: choosing, seeing what the other will see, sharing."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from boligsocial.clock import day_start, now, today
from boligsocial.models import (
    AnswerKind,
    AuditRow,
    Basis,
    Membership,
    Note,
    Purpose,
    Share,
    ShareAnswer,
    SharePhoto,
    Topic,
)
from tests.sharing_world import events, filled, note_to_share
from tests.watch import watched

CPR_LIKE = "Ring til 010190-1234"


@pytest.fixture
def world(make):
    return note_to_share(make)


def card(html):
    """Return the shared note in a page."""
    main = html[html.index("<main") :]
    return re.search(r'<article class="card"[^>]*>.*?</article>', main, re.DOTALL)[0]


# -- choosing ---------------------------------------------------------------------------------------------------


def test_the_page_proposes_the_text_and_neither_address_nor_photos(world):
    page = world.phone.get(world.page)
    assert page.status_code == 200
    assert "Det her ser Lone" in page.text
    assert "Fugt under vinduet." in card(page.text)
    assert "Birkelunden 22" not in card(page.text)
    assert "<img" not in card(page.text)
    chosen = re.findall(r'name="(\w+)" value="([^"]*)" checked', page.text)
    assert chosen == [("recipient", str(world.lone.id)), ("purpose", "mediation"), ("life", "30")]
    assert events(world.note) == ["note.read"]


def test_a_note_is_shared_as_proposed_once_it_is_said_what_allows_it(world, make):
    page = world.phone.get(world.page).text
    form = dict(re.findall(r'name="(write_id|version)" value="([^"]*)"', page))
    form |= dict(re.findall(r'name="(\w+)" value="([^"]*)" checked', page))
    unfounded = world.phone.post(world.page, data={**form, "text": world.note.text})
    assert unfounded.status_code == 422
    assert "Vælg, hvad der giver dig lov til at dele." in unfounded.text
    answer = world.phone.post(world.page, data={**form, "text": world.note.text, "basis": "impersonal"})
    assert answer.status_code == 303
    assert answer.location == f"/notater/{world.note.id}"
    share = Share.get()
    assert (share.note, share.recipient, share.shared_by) == (world.note, world.lone, world.worker)
    assert (share.text, share.shows_dwelling, share.withdrawn_at) == ("Fugt under vinduet.", False, None)
    assert (share.purpose, share.basis, share.consent) == (Purpose.MEDIATION, Basis.IMPERSONAL, None)
    assert share.expires_at == day_start(today() + timedelta(days=31))
    assert SharePhoto.select().count() == 0
    assert events(share) == ["share.started"]


def test_the_receipt_stands_on_the_note_and_names_nobody(world):
    page = world.phone.post(world.page, data=filled(world), follow_redirects=True)
    message = page.text[page.text.index('id="message"') :]
    assert "Notatet er delt." in message[:600]
    assert "Lone" not in message[:600]
    assert "Delt med Lone Madsen" in page.text
    assert "Ikke læst endnu" in page.text


@pytest.mark.parametrize("general", [False, True])
def test_the_one_who_answers_for_the_topic_is_chosen_first(make, world, general):
    erik = make.contact(world.department, full_name="Aage Sand")
    duty = {"topic": None} if general else {"topic": Topic.NOISE}
    make.duty(make.contact_person(user=world.lone), department=world.department, **duty)
    make.duty(make.contact_person(user=erik), department=world.department, topic=Topic.RENT)
    page = world.phone.get(world.page).text
    assert re.search(r'value="(\d+)" checked', page)[1] == str(world.lone.id)
    assert page.index("Lone Madsen") < page.index("Aage Sand")


def test_a_duty_for_the_topic_goes_before_a_duty_for_everything(make, world):
    aage = make.contact(world.department, full_name="Aage Sand")
    make.duty(make.contact_person(user=aage), department=world.department)
    make.duty(make.contact_person(user=world.lone), department=world.department, topic=Topic.NOISE)
    assert re.search(r'value="(\d+)" checked', world.phone.get(world.page).text)[1] == str(world.lone.id)


def test_only_open_contact_persons_of_the_department_can_receive(make, world):
    stranger = make.contact(make.department(), full_name="Fremmed Person")
    closed = make.contact(world.department, full_name="Lukket Person", closed_at=now())
    colleague = make.worker(full_name="Jonas Krogh")
    Membership.create(user=colleague, department=world.department)
    page = world.phone.get(world.page).text
    for person in (stranger, closed, colleague):
        assert person.full_name not in page
        refused = world.phone.post(world.page, data=filled(world, recipient=person.id))
        assert refused.status_code == 422
        assert "Vælg, hvem du vil dele med." in refused.text
    assert Share.select().count() == 0


def test_without_a_contact_person_the_page_says_how_to_get_one(make):
    worker = make.worker()
    note = make.note(worker, text="Fugt")
    page = make.client(worker).get(f"/notater/{note.id}/del")
    assert "ingen kontaktperson" in page.text
    assert "Bed din administrator" in page.text
    assert "Del nu" not in page.text


# -- the preview ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shows_dwelling", [False, True])
def test_the_preview_is_exactly_what_the_portal_shows(make, world, shows_dwelling):
    chosen = {"text": "Kort udgave <b>& æøå", "photos": [str(world.photos[1].id)]}
    if shows_dwelling:
        chosen["shows_dwelling"] = "y"
    with time_machine.travel(now(), tick=False):
        preview = world.phone.post(world.page + "/forhaandsvisning", data=filled(world, **chosen))
        assert Share.select().count() == 0
        world.phone.post(world.page, data=filled(world, **chosen))
        portal = make.client(world.lone).get(f"/portal/{Share.get().id}")
    assert preview.status_code == portal.status_code == 200
    assert card(preview.text) == card(portal.text)
    assert ("Birkelunden 22" in card(portal.text)) is shows_dwelling
    assert card(portal.text).count("<img") == 1


def test_htmx_gets_the_preview_alone_with_the_typed_text_in_the_body_not_the_address(world):
    answer = world.phone.post(
        world.page + "/forhaandsvisning", data=filled(world, text="Kun dette"), headers={"HX-Request": "true"}
    )
    assert answer.text.lstrip().startswith('<section id="preview"')
    assert "Kun dette" in answer.text
    assert "<html" not in answer.text
    assert events(world.note) == ["note.read"]


def test_without_script_the_preview_page_keeps_what_was_typed(world):
    page = world.phone.post(world.page + "/forhaandsvisning", data=filled(world, text="Kun dette", shows_dwelling="y"))
    assert "Kun dette</textarea>" in page.text
    assert re.search(r'name="shows_dwelling" value="y" checked', page.text)
    assert "Birkelunden 22" in card(page.text)


# -- what may be shared -----------------------------------------------------------------------------------------


def test_a_text_like_a_cpr_number_is_hinted_at_and_not_shared(world):
    Note.update(text=CPR_LIKE).where(Note.id == world.note.id).execute()
    hint = re.search(r'id="cpr-hint"[^>]*>', world.phone.get(world.page).text)[0]
    assert "hidden" not in hint
    refused = world.phone.post(world.page, data=filled(world, text=CPR_LIKE))
    assert refused.status_code == 422
    assert "Teksten ligner et CPR-nummer. Fjern det, før du deler." in refused.text
    assert CPR_LIKE in refused.text
    assert Share.select().count() == 0


def test_a_text_without_a_cpr_number_is_not_hinted_at(world):
    assert "hidden" in re.search(r'id="cpr-hint"[^>]*>', world.phone.get(world.page).text)[0]


def test_a_share_says_something(world):
    refused = world.phone.post(world.page, data=filled(world, text="  "))
    assert refused.status_code == 422
    assert "Skriv en tekst, eller vælg et foto." in refused.text
    photo_alone = world.phone.post(world.page, data=filled(world, text="", photos=[str(world.photos[0].id)]))
    assert photo_alone.status_code == 303


def test_photos_of_another_note_do_not_go_along(make, world):
    foreign = make.photo(make.note(world.worker))
    sent = filled(world, photos=[str(foreign.id), str(world.photos[0].id), "hvad som helst"])
    assert world.phone.post(world.page, data=sent).status_code == 303
    assert [row.photo_id for row in SharePhoto.select()] == [world.photos[0].id]


def test_a_note_without_a_home_shows_none(make, world):
    note = make.note(world.worker, department=world.department, text="Støj i gården")
    assert "shows_dwelling" not in world.phone.get(f"/notater/{note.id}/del").text
    world.phone.post(f"/notater/{note.id}/del", data=filled(world, text="Støj", shows_dwelling="y"))
    assert Share.get().shows_dwelling is False


def test_a_note_edited_since_the_preview_is_not_shared_unseen(make, world):
    sent = filled(world, text="Min udgave")
    other = make.dwelling(world.department, address="Birkelunden 99")
    Note.update(version=2, dwelling=other, topic=Topic.RENT).where(Note.id == world.note.id).execute()
    refused = world.phone.post(world.page, data=sent)
    assert refused.status_code == 409
    assert "Notatet blev rettet, mens du så på det." in refused.text
    assert "Min udgave</textarea>" in refused.text
    assert "Husleje" in card(refused.text)
    assert Share.select().count() == 0
    assert world.phone.post(world.page, data={**sent, "version": "2"}).status_code == 303
    assert Share.get().note_version == 2


@pytest.mark.parametrize("version", ["", "x", "-1", "99", "²"])
def test_a_form_with_a_strange_version_shares_nothing(world, version):
    assert world.phone.post(world.page, data=filled(world, version=version)).status_code == 409
    assert Share.select().count() == 0


def test_the_same_submission_twice_shares_once(world):
    sent = filled(world)
    first, second = world.phone.post(world.page, data=sent), world.phone.post(world.page, data=sent)
    assert first.location == second.location
    assert Share.select().count() == 1
    assert AuditRow.select().where(AuditRow.event == "share.started").count() == 1


def test_a_repeat_of_the_submission_does_not_bring_a_withdrawn_share_back(world):
    sent = filled(world)
    world.phone.post(world.page, data=sent)
    world.phone.post(f"/delinger/{Share.get().id}/traek-tilbage")
    world.phone.post(world.page, data=sent)
    assert Share.get().withdrawn_at is not None


def test_sharing_again_with_the_same_person_replaces_the_old_share(make, world):
    other = make.contact(world.department, first_name="Farid", full_name="Farid Sand")
    world.phone.post(world.page, data=filled(world, text="Gammel"))
    world.phone.post(world.page, data=filled(world, text="Til Farid", recipient=other.id))
    old = Share.get(Share.recipient == world.lone)
    page = world.phone.get(world.page).text
    assert "Lone Madsen kan allerede læse notatet" in page
    assert f"/delinger/{old.id}/traek-tilbage" in page
    world.phone.post(world.page, data=filled(world, text="Ny"))
    active = Share.select().where(Share.withdrawn_at.is_null()).order_by(Share.shared_at)
    assert [share.text for share in active] == ["Til Farid", "Ny"]
    assert events(old) == ["share.started", "share.withdrawn"]


@pytest.mark.parametrize("what", ["missing", "undone"])
def test_a_note_that_is_not_there_cannot_be_shared(world, what):
    note_id = uuid4() if what == "missing" else world.note.id
    Note.update(undone_at=now()).where(Note.id == world.note.id).execute()
    for method, tail in (("get", ""), ("post", ""), ("post", "/forhaandsvisning")):
        assert getattr(world.phone, method)(f"/notater/{note_id}/del{tail}").status_code == 404
    assert Share.select().count() == 0


# -- what it costs ----------------------------------------------------------------------------------------------


def test_the_page_takes_a_constant_number_of_statements(make, world):
    with watched() as few:
        world.phone.get(world.page)
    for _ in range(5):
        person = make.contact(world.department)
        make.duty(make.contact_person(user=person), department=world.department)
        make.photo(world.note)
        ShareAnswer.create(share=make.share(world.note, person), author=person, kind=AnswerKind.CALLING)
    with watched() as many:
        world.phone.get(world.page)
    assert len(few) == len(many) <= 8
