"""The same work in a browser that runs no script: every form is a plain form."""

import pytest

from boligsocial.models import Department, FollowUp, Note, Share, ShareAnswer
from tests.browser.phone import Phone

TEXT = "Opgangslyset på 2. sal blinker."


@pytest.fixture
def plain(new_phone):
    """A phone that runs no script, in the hands of a person."""

    def of(name):
        phone = new_phone(java_script_enabled=False)
        phone.log_in(name)
        return phone

    return of


@pytest.fixture
def department(stored):
    """One of Lone's departments."""
    with stored():
        return Department.get(Department.name == "Birkelunden")


def log_and_open_sharing(maja: Phone) -> None:
    maja.page.get_by_label("Note").fill(TEXT)
    maja.tap(maja.chip("Hvad gjorde du?", "Besøg"), maja.chip("Emne", "Vedligeholdelse"))
    maja.go(maja.button("Gem notat"))
    assert "Gemt:" in maja.text()
    maja.go(maja.page.locator("#receipt").get_by_role("link", name="Del", exact=True))


def test_logging_and_sharing_work_without_script(plain, department, stored):
    maja = plain("maja")
    maja.open(f"/log?department={department.id}")
    log_and_open_sharing(maja)
    maja.page.get_by_label("Tekst, der deles").fill("Lyset på 2. sal blinker.")
    maja.go(maja.button("Opdater forhåndsvisning"))
    assert "Lyset på 2. sal blinker." in maja.page.locator("#preview").inner_text()
    maja.page.get_by_role("radio", name="Lone Vestermark").check(force=True)
    maja.page.get_by_role("radio", name="Handler ikke om en person").check(force=True)
    maja.go(maja.button("Del nu"))
    assert "Delt med Lone Vestermark" in maja.text()
    with stored():
        note = Note.select().where(Note.text == TEXT).get()
        assert Share.get(Share.note == note.id).text == "Lyset på 2. sal blinker."


def test_answering_works_without_script(plain, stored):
    lone = plain("lone")
    lone.go(lone.page.locator("a.line").first)
    share_id = lone.page.url.rpartition("/")[2]
    lone.page.get_by_label("Svar").first.fill("Jeg skifter pæren i morgen.")
    lone.go(lone.button("Send"))
    assert "Jeg skifter pæren i morgen." in lone.page.locator("#answers .receipt").last.inner_text()
    with stored():
        texts = [answer.text for answer in ShareAnswer.select().where(ShareAnswer.share == share_id)]
        note_id = Share.get_by_id(share_id).note_id
    assert "Jeg skifter pæren i morgen." in texts
    maja = plain("maja")
    maja.open(f"/notater/{note_id}")
    assert "Jeg skifter pæren i morgen." in maja.text()


def test_a_follow_up_is_done_from_i_dag_without_script(plain, stored):
    maja = plain("maja")
    form = maja.page.locator("form[action*='/udfoert']").first
    follow_up_id = (form.get_attribute("action") or "").split("/")[-2]
    maja.go(form.get_by_role("button"))
    assert maja.page.locator("h1").inner_text().startswith("I dag")
    assert maja.page.locator(f"form[action*='{follow_up_id}/udfoert']").count() == 0
    with stored():
        assert FollowUp.get_by_id(follow_up_id).done_at is not None


def test_a_refused_log_comes_back_with_its_text_without_script(plain):
    maja = plain("maja")
    maja.open("/log?topic=noise")
    maja.page.get_by_label("Note").fill("Talte med naboen om musikken")
    maja.tap(maja.page.get_by_text("Bolig, sag og tidspunkt"), maja.chip("Hvornår?", "Vælg tid"))
    maja.go(maja.button("Gem notat"))
    assert "Notatet er ikke gemt endnu" in maja.page.locator("#summary").inner_text()
    assert maja.page.get_by_label("Note").input_value() == "Talte med naboen om musikken"
