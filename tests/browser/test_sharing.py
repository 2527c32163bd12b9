"""A worker shares a note, a contact person answers, the worker takes it back: three people, three phones."""

import re

import pytest

from boligsocial.models import Department, Note, Share, ShareAnswer
from tests.browser.phone import Phone

TEXT = "Kælderdøren ud mod gården lukker ikke, og der trækker."


@pytest.fixture
def shared_note(maja, stored):
    """A note of Maja's from one of Lone's departments; her phone shows its page."""
    with stored():
        department = Department.get(Department.name == "Birkelunden")
    maja.open(f"/log?kind=visit&topic=maintenance&department={department.id}")
    maja.page.get_by_label("Note").fill(TEXT)
    maja.save()
    with stored():
        note = Note.select().where(Note.text == TEXT).order_by(Note.written_at.desc()).first()
    maja.open(f"/notater/{note.id}")
    maja.taps = 0
    return note


def share_it(maja: Phone) -> None:
    maja.go(maja.link("Del notat"))
    lone = maja.page.get_by_role("radio", name="Lone Vestermark")
    if not lone.is_checked():
        maja.tap(lone)
    maja.tap(maja.page.get_by_text("Handler ikke om en person", exact=True))
    maja.go(maja.button("Del nu"))


def read_and_take_it(lone: Phone) -> None:
    unread = lone.page.locator("a.line", has_text="Ny").first
    assert "Birkelunden" in unread.inner_text()
    lone.go(unread)
    assert TEXT in lone.text()
    lone.tap(lone.button("Set, jeg tager den"))
    lone.page.locator("#answers .receipt").wait_for()


def test_sharing_takes_three_taps_reading_one_answering_one_and_taking_back_one(maja, new_phone, shared_note):
    share_it(maja)
    assert maja.taps == 3
    assert "Delt med Lone Vestermark" in maja.text()
    lone = new_phone()
    lone.log_in("lone")
    read_and_take_it(lone)
    assert lone.taps == 2
    maja.taps = 0
    maja.tap(maja.button(re.compile("^Træk tilbage")))
    maja.page.get_by_text("Trukket tilbage").first.wait_for()
    assert maja.taps == 1


def test_a_corrected_text_reaches_an_open_inbox_as_new_and_the_answer_back_too(maja, new_phone, shared_note):
    share_it(maja)
    lone = new_phone()
    lone.log_in("lone")
    lone.go(lone.page.locator("a.line", has_text="Ny").first)
    maja.go(maja.link(re.compile("^Svar eller ret")))
    maja.go(maja.link("Ret teksten"))
    maja.page.get_by_label("Tekst, der deles").fill("Kælderdøren er lavet.")
    maja.go(maja.button("Del rettelsen"))
    maja.page.get_by_label("Skriv et svar").fill("Tak for hjælpen")
    maja.go(maja.button("Send svar"))
    assert "Tak for hjælpen" in maja.text()
    lone.open("/portal")
    assert "Nyt" in lone.page.locator("a.line").first.inner_text()
    lone.go(lone.page.locator("a.line").first)
    for words in ("Rettet i dag", "Kælderdøren er lavet.", "Tak for hjælpen"):
        assert words in lone.text()
    assert TEXT not in lone.text()


def test_a_name_is_pointed_out_while_typing_and_stops_the_share(maja, shared_note, stored):
    maja.go(maja.link("Del notat"))
    text = maja.page.get_by_label("Tekst, der deles")
    text.fill("Ulfert Grann klager over kulde.")
    maja.page.get_by_role("checkbox", name="Ulfert Grann").wait_for()
    maja.tap(maja.page.get_by_text("Handler ikke om en person", exact=True))
    maja.go(maja.button("Del nu"))
    assert "Teksten nævner Ulfert Grann." in maja.page.locator("#summary").inner_text()
    with stored():
        assert Share.select().where(Share.note == shared_note.id).count() == 0
    maja.go(maja.button("Skriv »beboeren« i stedet"))
    assert text.input_value() == "beboeren klager over kulde."
    maja.go(maja.button("Del nu"))
    assert "Delt med Lone Vestermark" in maja.text()


def test_the_contact_person_answers_and_loses_sight_when_it_is_taken_back(maja, new_phone, shared_note, stored):
    share_it(maja)
    lone = new_phone()
    lone.log_in("lone")
    read_and_take_it(lone)
    with stored():
        share = Share.get(Share.note == shared_note.id)
        assert ShareAnswer.get(ShareAnswer.share == share.id).kind == "taking_it"
        assert share.read_at is not None

    maja.page.reload()
    assert "Lone: Set, jeg tager den" in maja.text()
    maja.tap(maja.button(re.compile("^Træk tilbage")))
    maja.page.get_by_text("Trukket tilbage").first.wait_for()
    with stored():
        assert Share.get_by_id(share.id).withdrawn_at is not None
    assert lone.page.reload().status == 404
    assert TEXT not in lone.page.content()
    assert lone.open("/portal") == 200
    assert str(share.id) not in lone.page.content()


def test_the_preview_shows_what_the_receiver_sees(maja, shared_note):
    maja.go(maja.link("Del notat"))
    preview = maja.page.locator("#preview")
    assert TEXT in preview.inner_text()
    maja.page.get_by_label("Tekst, der deles").fill("Kælderdøren lukker ikke.")
    preview.get_by_text("Kælderdøren lukker ikke.", exact=True).wait_for()
    assert "trækker" not in preview.inner_text()


def test_another_contact_person_gets_the_same_404(maja, new_phone, shared_note, stored):
    share_it(maja)
    with stored():
        share = Share.get(Share.note == shared_note.id)
    birgit = new_phone()
    birgit.log_in("birgit")
    assert birgit.open(f"/portal/{share.id}") == 404
    assert "Siden findes ikke" in birgit.page.locator("h1").inner_text()
    assert birgit.open(f"/notater/{shared_note.id}") == 404
