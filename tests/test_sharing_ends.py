"""A worker takes a share back, and nobody else does."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from boligsocial.clock import now
from boligsocial.models import AnswerKind, Note, Role, Share, ShareAnswer
from tests.sharing_world import events, filled, note_to_share


@pytest.fixture
def world(make):
    return note_to_share(make)


# -- taking back ------------------------------------------------------------------------------------------------


def test_withdrawing_keeps_the_row_and_says_whether_it_was_read(make, world):
    share = make.share(world.note, world.lone)
    page = world.phone.post(f"/delinger/{share.id}/traek-tilbage", data={"write_id": str(uuid4())})
    assert page.status_code == 303
    assert page.location == f"/notater/{world.note.id}"
    assert "Det blev ikke læst." in world.phone.get(page.location).text
    assert Share.get().withdrawn_at is not None
    assert events(share) == ["share.withdrawn"]


def test_the_part_says_when_it_was_read_and_offers_no_second_withdrawal(make, world):
    with time_machine.travel("2026-11-23T09:12:00Z", tick=False):
        share = make.share(world.note, world.lone, world.photos[0], read_at=now(), shared_at=now() - timedelta(hours=1))
        ShareAnswer.create(share=share, author=world.lone, kind=AnswerKind.CALLING)
        world.phone = make.client(world.worker)
        before = world.phone.get(f"/notater/{world.note.id}").text
        after = world.phone.post(f"/delinger/{share.id}/traek-tilbage", headers={"HX-Request": "true"})
    assert "Træk tilbage" in before
    assert after.text.lstrip().startswith(f'<article class="card" id="share-{share.id}">')
    for sentence in ("Lone læste det i dag kl. 10.12", "Jeg ringer", "1 foto", "Kun afdelingen", world.note.text):
        assert sentence in before
        assert sentence in after.text
    assert "Trukket tilbage i dag kl. 10.12" in after.text
    assert "<button" not in after.text


def test_withdrawing_twice_changes_nothing_and_leaves_one_trace(make, world):
    share = make.share(world.note, world.lone)
    sent = {"write_id": str(uuid4())}
    world.phone.post(f"/delinger/{share.id}/traek-tilbage", data=sent)
    first = Share.get().withdrawn_at
    world.phone.post(f"/delinger/{share.id}/traek-tilbage", data=sent)
    world.phone.post(f"/delinger/{share.id}/traek-tilbage", data={"write_id": str(uuid4())})
    assert Share.get().withdrawn_at == first
    assert events(share) == ["share.withdrawn"]


def test_two_shares_withdrawn_from_one_page_both_end(make, world):
    farid = make.contact(world.department)
    shares = [make.share(world.note, world.lone), make.share(world.note, farid)]
    sent = {"write_id": str(uuid4())}  # the page's one id
    for share in shares:
        world.phone.post(f"/delinger/{share.id}/traek-tilbage", data=sent)
    assert Share.select().where(Share.withdrawn_at.is_null()).count() == 0


def test_a_share_that_is_missing_or_of_an_undone_note_cannot_be_withdrawn(make, world):
    share = make.share(world.note, world.lone)
    Note.update(undone_at=now()).where(Note.id == world.note.id).execute()
    for share_id in (share.id, uuid4()):
        assert world.phone.post(f"/delinger/{share_id}/traek-tilbage").status_code == 404
    assert Share.get().withdrawn_at is None


@pytest.mark.parametrize("role", ["contact", "leader", "admin", "volunteer"])
def test_only_workers_share_and_withdraw(make, world, role):
    share = make.share(world.note, world.lone)
    visitor = make.client(make.user(Role(role)))
    assert visitor.get(world.page).status_code == 404
    assert visitor.post(world.page, data=filled(world)).status_code == 404
    assert visitor.post(world.page + "/forhaandsvisning", data=filled(world)).status_code == 404
    assert visitor.post(f"/delinger/{share.id}/traek-tilbage").status_code == 404
    assert Share.select().where(Share.withdrawn_at.is_null()).count() == 1
