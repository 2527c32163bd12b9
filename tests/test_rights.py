"""A copy of a resident's data: seen by two people, and without what is about others."""

import json
from datetime import timedelta

import pytest

from boligsocial.audit import Event
from boligsocial.clock import now, today
from boligsocial.models import (
    AuditRow,
    DataRequest,
    LoginSession,
    Mask,
    ProvedBy,
    RequestKind,
)
from tests.make import PASSWORD
from tests.rights_story import Story


@pytest.fixture
def story(make):
    return Story(make)


def stored(request):
    return DataRequest.get_by_id(request.id)


# -- asking


def test_a_request_is_due_a_month_after_the_day_the_resident_asked(make):
    maja, resident = make.worker(), make.resident()
    form = {"asked_on": (today() - timedelta(days=3)).isoformat(), "proved_by": "id_seen"}
    answer = make.client(maja).post(f"/beboere/{resident.id}/kopi", data=form)
    asked = DataRequest.get()
    assert answer.location == f"/indsigt/{asked.id}"
    assert (asked.kind, asked.proved_by, asked.registered_by) == (RequestKind.COPY, ProvedBy.ID_SEEN, maja)
    assert (asked.due_on - asked.asked_on).days in (28, 29, 30, 31)


@pytest.mark.parametrize("form", [{}, {"proved_by": "known"}, {"asked_on": "2999-01-01", "proved_by": "known"}])
def test_nobody_gets_a_copy_before_we_know_when_and_who_asked(make, form):
    resident = make.resident()
    answer = make.client(make.worker()).post(f"/beboere/{resident.id}/kopi", data=form)
    assert answer.status_code == 422
    assert DataRequest.select().count() == 0


# -- what is left out


def test_names_and_numbers_of_others_are_left_out_and_ones_own_are_not(story):
    story.approve()
    texts = story.texts()
    assert "Amina" in texts
    assert "20304050" in texts
    assert "Karsten" not in texts
    assert "45 80 12 34" not in texts
    assert "[udeladt: navnet på en anden]" in texts
    assert json.loads(story.files()["data.json"])["left_out"] == {"name": 1, "reach": 1}


def test_a_person_can_leave_out_more_than_the_rule_finds(story):
    story.post(story.maja, "udelad", place=story.place, words="Naboen", reason="private", hides="y")
    story.approve()
    assert "Naboen" not in story.texts()


def test_a_person_can_show_what_the_rule_would_leave_out_with_a_reason_that_fits(story):
    wrong = story.post(story.maja, "udelad", place=story.place, words="Karsten Holm", reason="private", hides="")
    assert wrong.status_code == 422
    story.post(story.maja, "udelad", place=story.place, words="Karsten Holm", reason="agreed", hides="")
    story.approve()
    assert "Karsten Holm" in story.texts()


def test_a_whole_text_can_be_left_out_and_taken_in_again(story):
    story.post(story.maja, "udelad", place=story.place, words="", reason="safety", hides="y")
    story.approve()
    assert "ringede fra" not in story.texts()
    story.post(story.maja, f"udelad/{Mask.get().id}/fortryd")
    story.approve()
    assert "ringede fra" in story.texts()


def test_words_that_do_not_stand_there_are_refused_and_kept_in_the_form(story):
    answer = story.post(story.maja, "udelad", place=story.place, words="Ordret andet", reason="private", hides="y")
    assert answer.status_code == 422
    assert "Ordene står ikke i teksten" in answer.text
    assert "Ordret andet" in answer.text
    assert Mask.select().count() == 0


def test_what_is_about_the_other_party_of_a_conflict_is_not_in_the_copy_and_is_counted(make):
    story = Story(make)
    other = make.party(story.case, story.karsten, statement="Karsten siger noget", number=1)
    for text in ("Kun om den anden part", "Også om den anden"):
        make.note(story.maja, case=story.case, party=other, department=story.here, text=text)
    story.approve()
    texts = story.texts()
    assert "Kun om den anden part" not in texts
    assert "Karsten siger noget" not in texts
    assert json.loads(story.files()["data.json"])["cases"][0]["notes_about_others"] == 2


def test_a_photo_that_shows_others_stays_behind(story, make):
    kept, left = make.photo(story.note), make.photo(story.note)
    story.post(story.maja, "udelad", place=f"photo-{left.id}", reason="private", hides="y")
    story.approve()
    assert [name for name in story.files() if name.startswith("fotos/")] == ["fotos/001.jpg"]
    assert kept.id != left.id


# -- two people


def test_whoever_made_the_copy_ready_cannot_approve_it(story):
    story.post(story.maja, "klar")
    story.post(story.maja, "godkend")
    assert stored(story.asked).checked_by is None
    assert "En kollega har gjort kopien klar" in story.page(story.jonas)
    story.post(story.jonas, "godkend")
    assert stored(story.asked).checked_by == story.jonas


def test_a_copy_that_nobody_else_approved_cannot_be_taken_out(story):
    assert story.post(story.maja, "hent").status_code == 303
    story.post(story.maja, "klar")
    assert story.post(story.maja, "hent").status_code == 303
    assert AuditRow.select().where(AuditRow.event == Event.COPY_TAKEN).count() == 0


@pytest.mark.parametrize("step", ["klar", "godkend"])
def test_what_is_new_in_a_case_must_be_looked_at_before_it_is_handed_over(story, make, step):
    story.post(story.maja, "klar")
    if step == "godkend":
        story.post(story.jonas, "godkend")
    make.note(story.maja, case=story.case, department=story.here, text="Nyt om Amina")
    assert "siden kopien blev gjort klar" in story.page()
    if step == "klar":
        story.post(story.jonas, "godkend")
        assert stored(story.asked).checked_by is None
    assert story.post(story.maja, "hent").status_code == 303


def test_changing_what_is_left_out_takes_the_approval_back(story):
    story.approve()
    story.post(story.maja, "udelad", place=story.place, words="Naboen", reason="private", hides="y")
    asked = stored(story.asked)
    assert (asked.prepared_by, asked.checked_by, asked.digest) == (None, None, "")


def test_a_colleague_sends_it_back_with_what_is_wrong(story):
    story.post(story.maja, "klar")
    assert story.post(story.jonas, "send-tilbage", remark="").status_code == 422
    story.post(story.jonas, "send-tilbage", remark="Naboen kan kendes")
    assert "Naboen kan kendes" in story.page()
    assert stored(story.asked).prepared_by is None


def test_whoever_may_not_see_every_case_makes_no_copy_and_approves_none(story, make):
    hidden = make.case(story.jonas)
    make.party(hidden, story.amina)
    make.recusal(hidden, story.maja)
    assert "Du kan ikke se alle" in story.page()
    story.post(story.maja, "klar")
    assert stored(story.asked).prepared_by is None
    story.post(story.jonas, "klar")
    browser = story.make.client(story.maja)
    browser.post(f"/indsigt/{story.asked.id}/godkend")
    assert "Bed en kollega, der kan, om at godkende kopien" in browser.get("/").text
    assert stored(story.asked).checked_by is None


def test_taking_the_copy_out_asks_for_a_fresh_login(story):
    story.approve()
    browser = story.make.client(story.maja)
    LoginSession.update(proved_at=now() - timedelta(minutes=6)).execute()
    answer = browser.post(f"/indsigt/{story.asked.id}/hent", data={})
    assert answer.status_code == 401
    browser.post("/bekraeft", data={"password": PASSWORD, "code": story.make.totp(story.maja)})
    assert browser.post(f"/indsigt/{story.asked.id}/hent", data={}).status_code == 200


def test_every_taking_out_leaves_a_trace(story):
    story.approve()
    story.files(), story.files(story.jonas)
    rows = AuditRow.select().where(AuditRow.event == Event.COPY_TAKEN, AuditRow.subject_id == str(story.asked.id))
    assert {row.actor for row in rows} == {story.maja, story.jonas}


def test_the_request_is_closed_once_the_resident_has_the_copy(story):
    story.post(story.maja, "afslut")
    assert stored(story.asked).is_open
    story.approve()
    story.post(story.maja, "afslut")
    assert stored(story.asked).closed_by == story.maja
    story.post(story.maja, "udelad", place=story.place, words="Naboen", reason="private", hides="y")
    assert Mask.select().count() == 0
