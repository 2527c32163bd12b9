"""A share ends to the second, for every reason and in every place, also across the change of the clocks."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine

from boligsocial.clock import now, today
from boligsocial.models import (
    Consent,
    Note,
    Role,
    Share,
    ShareAnswer,
    User,
)
from tests.sharing_world import HOME, SECRET, filled, replied, shared_on_consent


@pytest.fixture
def shared(make):
    return shared_on_consent(make)


# Every place in which a reader could meet the share: what it asks for, and the trace of the share in the answer.
PLACES = {
    "the list": ("GET", lambda it: "/portal", lambda it: str(it.share.id)),
    "the address in the list": ("GET", lambda it: "/portal", lambda it: HOME),
    "the page, as the link of an e-mail opens it": ("GET", lambda it: f"/portal/{it.share.id}", lambda it: SECRET),
    "the conversation": ("GET", lambda it: f"/portal/{it.share.id}", lambda it: "er lavet"),
    "the print": ("GET", lambda it: f"/portal/{it.share.id}/udskrift", lambda it: SECRET),
    "the photo": ("GET", lambda it: f"/fotos/{it.photo.id}", None),
    "the thumbnail": ("GET", lambda it: f"/fotos/{it.photo.id}/lille", None),
    "the answer form": ("POST", lambda it: f"/portal/{it.share.id}/svar", None),
    "the search for its text": ("køkkenvasken", lambda it: "/portal/soeg", lambda it: str(it.share.id)),
    "the search for its home": ("Birkelunden 22", lambda it: "/portal/soeg", lambda it: f">{HOME}<"),
    "the move-ins week by week": ("GET", lambda it: "/portal/afdelinger", lambda it: str(it.share.id)),
    "the home in the move-ins": ("GET", lambda it: "/portal/afdelinger", lambda it: HOME),
    "the calendar": ("GET", lambda it: "/portal/kalender.ics", lambda it: str(it.share.id)),
    "an open tab that answers": ("PART", lambda it: f"/portal/{it.share.id}/svar", None),
    "an open tab that asks whether the photo changed": ("AGAIN", lambda it: f"/fotos/{it.photo.id}", None),
}


def met(it, browser, place):
    """Return whether the reader meets the share in the place."""
    method, path, trace = PLACES[place]
    headers = {"HX-Request": "true"} if method == "PART" else {}
    if method == "AGAIN":
        headers = {"If-None-Match": '"x"', "If-Modified-Since": "Thu, 01 Jan 2099 00:00:00 GMT"}
    if path(it) == "/portal/soeg":
        answer = browser.post(path(it), data={"words": method})
    elif method in ("POST", "PART"):
        answer = browser.post(path(it), data=replied(), headers=headers)
    else:
        answer = browser.get(path(it), headers=headers)
    if trace is None:
        return answer.status_code != 404
    return answer.status_code == 200 and trace(it) in answer.text


def withdraw(it):
    it.make.client(it.maja).post(f"/delinger/{it.share.id}/traek-tilbage", data={"write_id": str(uuid4())})


def withdraw_consent(it):
    it.make.client(it.maja).post(f"/samtykker/{it.consent.id}/traek-tilbage", data={"write_id": str(uuid4())})


def undo_note(it):
    Note.update(undone_at=now()).where(Note.id == it.note.id).execute()


def leave(it):
    it.lone.memberships[0].delete_instance()


def close(it):
    User.update(closed_at=now()).where(User.id == it.lone.id).execute()


def share_anew_with_less(it):
    again = filled(SimpleNamespace(lone=it.lone, note=it.note), text="Andet", basis="impersonal", life="7")
    it.make.client(it.maja).post(f"/notater/{it.note.id}/del", data=again)


def test_every_place_shows_the_share_while_it_lasts(shared):
    reader = shared.make.client(shared.lone)
    assert [place for place in PLACES if not met(shared, reader, place)] == []
    assert len(PLACES) >= 12


@pytest.mark.parametrize("end", [withdraw, withdraw_consent, undo_note, leave, share_anew_with_less])
def test_every_place_is_closed_on_the_next_request(shared, end):
    reader = shared.make.client(shared.lone)
    reader.get(f"/portal/{shared.share.id}")
    end(shared)
    assert [place for place in PLACES if met(shared, reader, place)] == []
    assert ShareAnswer.select().where(ShareAnswer.author == shared.lone).count() == 0


def test_a_closed_reader_meets_nothing_and_is_signed_out(shared):
    reader = shared.make.client(shared.lone)
    close(shared)
    for method, path, _trace in PLACES.values():
        answer = reader.open(path(shared), method="GET" if method in ("GET", "AGAIN") else "POST")
        assert answer.status_code in (303, 401)
        assert SECRET not in answer.text


MIDNIGHTS = [
    # A usual day; the day on which summer time begins (29 March 2026) and that on which it ends (25 October 2026).
    ("2026-06-01T22:00:00Z", "2026-06-01"),
    ("2026-03-28T23:00:00Z", "2026-03-28"),
    ("2026-03-29T22:00:00Z", "2026-03-29"),
    ("2026-10-24T22:00:00Z", "2026-10-24"),
    ("2026-10-25T23:00:00Z", "2026-10-25"),
]


def at(moment):
    return time_machine.travel(moment, tick=False)


@pytest.mark.parametrize(("midnight", "last_day"), MIDNIGHTS)
@pytest.mark.parametrize("what", ["the share", "the consent"])
def test_the_last_second_of_the_last_day_shows_everything_and_the_next_one_nothing(shared, midnight, last_day, what):
    end = datetime.fromisoformat(midnight)
    late, early = end + timedelta(days=60), (end - timedelta(days=40)).date()
    Share.update(expires_at=end if what == "the share" else late, move_in_on=end.date() + timedelta(days=1)).execute()
    until = last_day if what == "the consent" else late.date()
    Consent.update(from_on=early, until_on=until).execute()
    with at(end - timedelta(seconds=1)):
        reader = shared.make.client(shared.lone)
        assert [place for place in PLACES if not met(shared, reader, place)] == []
    with at(end):
        reader = shared.make.client(shared.lone)
        assert [place for place in PLACES if met(shared, reader, place)] == []


@pytest.mark.parametrize(
    ("shared_on", "life", "ends"),
    [
        ("2026-03-01T11:00:00Z", "30", datetime(2026, 3, 31, 22, tzinfo=UTC)),
        ("2026-10-01T11:00:00Z", "30", datetime(2026, 10, 31, 23, tzinfo=UTC)),
        ("2026-03-28T22:59:59Z", "1", datetime(2026, 3, 29, 22, tzinfo=UTC)),
        ("2026-03-28T23:00:00Z", "1", datetime(2026, 3, 30, 22, tzinfo=UTC)),
    ],
)
def test_a_share_ends_with_a_danish_day_whatever_the_clocks_do(shared, shared_on, life, ends):
    with at(shared_on):
        sent = filled(SimpleNamespace(lone=shared.lone, note=shared.note), text="Ny", life=life)
        shared.make.client(shared.maja).post(f"/notater/{shared.note.id}/del", data=sent)
    assert Share.get(Share.text == "Ny").expires_at == ends


def test_a_share_on_a_consent_that_begins_tomorrow_is_not_there_yet(shared):
    Consent.update(from_on=today() + timedelta(days=1)).execute()
    reader = shared.make.client(shared.lone)
    assert [place for place in PLACES if met(shared, reader, place)] == []


def test_turning_the_clock_back_does_not_bring_a_withdrawn_share_back(shared):
    withdraw(shared)
    with at(now() - timedelta(hours=1)):
        reader = shared.make.client(shared.lone)
        assert [place for place in PLACES if met(shared, reader, place)] == []


def test_a_home_that_becomes_protected_is_hidden_in_shares_that_exist(shared):
    reader = shared.make.client(shared.lone)
    shared.home.is_protected = True
    shared.home.save()
    for path in ("/portal", f"/portal/{shared.share.id}", f"/portal/{shared.share.id}/udskrift", "/portal/afdelinger"):
        page = reader.get(path)
        assert page.status_code == 200
        assert HOME not in page.text
        assert "eskyttet" not in page.text
    # Whoever searches for the address learns nothing either.
    assert str(shared.share.id) not in reader.post("/portal/soeg", data={"words": "Birkelunden 22"}).text


# -- the worker's side ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (withdraw, "Trukket tilbage"),
        (withdraw_consent, "Samtykket er trukket tilbage"),
        (lambda it: Share.update(expires_at=now()).execute(), "Udløbet"),
        (lambda it: Consent.update(until_on=today() - timedelta(days=1)).execute(), "Samtykket er udløbet"),
    ],
)
def test_the_worker_sees_why_a_share_has_ended_and_can_neither_answer_nor_correct_it(shared, end, words):
    end(shared)
    worker = shared.make.client(shared.maja)
    page = worker.get(f"/notater/{shared.note.id}").text
    card = re.search(rf'id="share-{shared.share.id}".*?</article>', page, re.DOTALL)[0]
    assert words in card
    assert "Var delt med Lone Madsen" in card
    assert "<button" not in card
    assert words in worker.get(f"/delinger/{shared.share.id}").text
    assert worker.get(f"/delinger/{shared.share.id}/ret").status_code == 404
    for path, data in (("svar", {"text": "Hej"}), ("ret", {"text": "Hej", "version": "1"})):
        assert worker.post(f"/delinger/{shared.share.id}/{path}", data=data).status_code == 404


def test_who_took_it_back_is_kept(shared):
    withdraw(shared)
    assert Share.get_by_id(shared.share.id).withdrawn_by == shared.maja


def test_only_workers_reach_the_conversation(shared):
    for role in Role:
        if role != Role.WORKER:
            visitor = shared.make.client(shared.make.user(role))
            assert visitor.get(f"/delinger/{shared.share.id}").status_code == 404
