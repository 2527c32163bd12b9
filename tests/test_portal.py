"""A contact person reads what is shared with them, and answers it."""

from datetime import timedelta

import pytest
import time_machine

from boligsocial.clock import now
from boligsocial.models import (
    AnswerKind,
    AuditRow,
    Membership,
    Note,
    NoteVersion,
    Share,
    ShareAnswer,
    Topic,
)
from tests.sharing_world import events, replied, shared_note
from tests.watch import watched


@pytest.fixture
def world(make):
    return shared_note(make)


# -- reading ----------------------------------------------------------------------------------------------------


def test_the_inbox_names_topic_place_and_sender_and_what_is_new(world):
    page = world.reader.get("/portal").text
    for words in ("Støj", "<strong>Birkelunden 22, 1. tv.</strong>", "fra Maja, i dag", "Ny"):
        assert words in page
    assert "Fugt" not in page
    assert AuditRow.get(AuditRow.event == "share.listed").actor == world.lone


def test_the_inbox_hides_a_home_that_is_not_shown(world):
    Share.update(shows_dwelling=False).execute()
    assert "Birkelunden 22" not in world.reader.get("/portal").text
    assert "Birkelunden 22" not in world.reader.get(world.page).text
    assert "Birkelunden" in world.reader.get("/portal").text


def test_the_shared_note_shows_its_own_text_the_chosen_photo_and_whom_to_ring(world):
    page = world.reader.get(world.page).text
    for words in ("Fugt under vinduet.", "Birkelunden 22, 1. tv.", "Maja Holm", "tel:+45-45-80-12-34", "Støj"):
        assert words in page
    assert "sladrer" not in page
    assert f"/fotos/{world.photos[0].id}" in page
    assert str(world.photos[1].id) not in page
    assert str(world.note.id) not in page


def test_each_message_shows_its_own_photos(make, world):
    other = make.share(world.note, world.lone, world.photos[1])
    first, second = world.reader.get(world.page).text, world.reader.get(f"/portal/{other.id}").text
    for page, own, foreign in ((first, *world.photos), (second, *reversed(world.photos))):
        assert str(own.id) in page
        assert str(foreign.id) not in page


def test_the_chosen_photo_opens_and_the_others_do_not(world):
    for tail in ("", "/lille"):
        assert world.reader.get(f"/fotos/{world.photos[0].id}{tail}").status_code == 200
        assert world.reader.get(f"/fotos/{world.photos[1].id}{tail}").status_code == 404


def test_opening_sets_the_read_mark_once_and_every_showing_leaves_a_trace(world):
    opened = now()
    with time_machine.travel(opened, tick=False):
        world.reader.get(world.page)
    with time_machine.travel(opened + timedelta(minutes=5), tick=False):
        world.reader.get(world.page)
    assert Share.get().read_at == opened
    assert events(world.share) == ["share.read", "share.read"]
    page = world.reader.get("/portal").text
    assert "Læst" in page
    assert "<strong>Birkelunden 22" not in page
    assert "Ingen nye beskeder." in page


def test_an_empty_inbox_says_what_will_come(make):
    page = make.client(make.contact()).get("/portal").text
    assert "Ingen nye beskeder." in page
    assert "Her ser du det, de boligsociale medarbejdere deler med dig – og kun det." in page


def test_the_first_visit_explains_until_something_has_been_read(world):
    sentence = "Her ser du det, de boligsociale medarbejdere deler med dig"
    assert sentence in world.reader.get("/portal").text
    world.reader.get(world.page)
    assert sentence not in world.reader.get("/portal").text


def test_the_inbox_shows_the_newest_fifty_and_says_that_there_are_more(make, world):
    for age in range(1, 50):
        make.share(world.note, world.lone, shared_at=now() - timedelta(hours=age))
    full = world.reader.get("/portal").text
    assert full.count('class="line"') == 50
    assert "De 50 nyeste" not in full
    Share.update(shared_at=now() - timedelta(days=9)).where(Share.id == world.share.id).execute()
    make.share(world.note, world.lone)
    more = world.reader.get("/portal").text
    assert more.count('class="line"') == 50
    assert "De 50 nyeste" in more
    assert str(world.share.id) not in more


def test_edits_after_sharing_change_nothing_for_the_reader(make, world):
    before = world.reader.get(world.page).text
    edit(world, 1, topic=Topic.CONCERN, text="Rettet")
    edit(world, 2, topic=Topic.RENT, dwelling=make.dwelling(world.department, address="Birkelunden 99"))
    after, inbox = world.reader.get(world.page).text, world.reader.get("/portal").text
    assert after[: after.index("<form")] == before[: before.index("<form")]
    assert "Birkelunden 22" in inbox
    for hidden in ("Birkelunden 99", "Rettet", "Bekymring", "Husleje"):
        assert hidden not in after
        assert hidden not in inbox


def edit(world, version, **values):
    """Edit the note three days back in time, and keep what it said as `version`."""
    note = Note.get_by_id(world.note.id)
    kept = ("kind", "topic", "department", "dwelling", "text", "happened_at")
    before = {name: getattr(note, name) for name in kept}
    NoteVersion.create(note=note, version=version, replaced_by=world.maja, **before)
    values = {"happened_at": note.happened_at - timedelta(days=3), **values}
    Note.update(version=version + 1, **values).where(Note.id == note.id).execute()


# -- answering --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "words"), [("taking_it", "Set, jeg tager den"), ("calling", "Jeg ringer")])
def test_a_quick_answer_is_one_tap_and_the_worker_sees_it_on_the_note(make, world, kind, words):
    answer = world.reader.post(f"{world.page}/svar", data=replied(kind))
    assert answer.status_code == 303
    assert answer.location == world.page
    stored = ShareAnswer.get()
    assert (stored.share, stored.author, stored.kind, stored.text) == (world.share, world.lone, AnswerKind(kind), "")
    assert events(stored) == ["share.answered"]
    assert "Svaret" in world.reader.get("/portal").text or Share.get().read_at is None
    note = make.client(world.maja).get(f"/notater/{world.note.id}").text
    assert words in note[note.index(f'id="share-{world.share.id}"') :]


def test_an_answered_share_says_so_in_the_inbox(world):
    world.reader.get(world.page)
    world.reader.post(f"{world.page}/svar", data=replied())
    assert "Svaret" in world.reader.get("/portal").text


def test_an_answer_in_words_comes_back_as_the_part_for_htmx(world):
    world.reader.get(world.page)
    sent = replied("text", text="Jeg kommer torsdag <kl. 9>.")
    part = world.reader.post(f"{world.page}/svar", data=sent, headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<section id="answers">')
    assert "Jeg kommer torsdag &lt;kl. 9&gt;." in part.text
    assert sent["write_id"] not in part.text
    assert ShareAnswer.get().text == "Jeg kommer torsdag <kl. 9>."


def test_words_typed_beside_a_quick_answer_go_along(world):
    world.reader.post(f"{world.page}/svar", data=replied("calling", text="I eftermiddag"))
    assert (ShareAnswer.get().kind, ShareAnswer.get().text) == (AnswerKind.CALLING, "I eftermiddag")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (replied("text", text="   "), "Skriv dit svar, før du sender."),
        (replied("hvad?", text="Hej"), "Vælg et svar."),
        (replied("text", text="a" * 4001), "Teksten er for lang. Skriv højst 4000 tegn."),
    ],
)
def test_a_refused_answer_says_what_to_do_and_keeps_the_text(world, sent, sentence):
    page = world.reader.post(f"{world.page}/svar", data=sent)
    assert page.status_code == 422
    assert sentence in page.text
    assert sent["text"] in page.text
    assert events(world.share) == ["share.read"]
    assert ShareAnswer.select().count() == 0


def test_the_same_answer_sent_twice_is_stored_once(world):
    sent = replied()
    world.reader.post(f"{world.page}/svar", data=sent)
    world.reader.post(f"{world.page}/svar", data=sent)
    assert ShareAnswer.select().count() == 1
    assert AuditRow.select().where(AuditRow.event == "share.answered").count() == 1


def test_an_answer_whose_share_ends_meanwhile_is_not_stored(world, monkeypatch):
    from boligsocial.portal import views

    def withdrawn_after_the_look(share_id):
        Share.update(withdrawn_at=now()).execute()
        return world.share

    monkeypatch.setattr(views, "_shared", withdrawn_after_the_look)
    assert world.reader.post(f"{world.page}/svar", data=replied()).status_code == 404
    assert ShareAnswer.select().count() == 0


# -- own departments --------------------------------------------------------------------------------------------


def test_own_departments_come_with_address_organisation_and_the_workers_phones(make, world):
    make.worker(full_name="Tidligere Ansat", closed_at=now())
    foreign = make.department(name="Granparken")
    page = world.reader.get("/portal/afdelinger").text
    for words in ("Birkelunden 2", "Prøveby", world.department.org.name, "Maja Holm", "tel:+45-45-80-12-34"):
        assert words in page
    for words in (foreign.name, "Tidligere Ansat", "Birkelunden 22"):
        assert words not in page


def test_without_a_department_the_page_says_whom_to_ask(make):
    assert "Bed administratoren" in make.client(make.contact()).get("/portal/afdelinger").text


# -- what it costs ----------------------------------------------------------------------------------------------


def test_every_page_takes_a_constant_number_of_statements(make, world):
    def counted():
        found = []
        for address in ("/portal", world.page, "/portal/afdelinger"):
            with watched() as statements:
                assert world.reader.get(address).status_code == 200
            found.append(len(statements))
        return found

    world.reader.get(world.page)
    few = counted()
    for _ in range(5):
        department = make.department()
        Membership.create(user=world.lone, department=department)
        photo = make.photo(world.note)
        share = make.share(make.note(world.maja, department=department), world.lone, photo)
        ShareAnswer.create(share=world.share, author=world.lone, kind=AnswerKind.CALLING)
        ShareAnswer.create(share=share, author=world.lone, kind=AnswerKind.CALLING)
        make.worker()
    assert counted() == few
    assert max(few) <= 8
