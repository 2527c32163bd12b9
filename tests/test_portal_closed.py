"""What is not shared with a contact person, or no longer, does not exist for them."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from boligsocial.clock import now
from boligsocial.models import (
    Membership,
    Note,
    Role,
    Share,
    ShareAnswer,
    User,
)
from tests.sharing_world import events, replied, shared_note


@pytest.fixture
def world(make):
    return shared_note(make)


def everything(world):
    """Return the answers to every request that would show the share, by what it asks for."""
    return {
        "page": world.reader.get(world.page),
        "photo": world.reader.get(f"/fotos/{world.photos[0].id}"),
        "thumbnail": world.reader.get(f"/fotos/{world.photos[0].id}/lille"),
        "answer": world.reader.post(f"{world.page}/svar", data=replied()),
    }


def assert_gone(world):
    """Assert that nothing of the share is left for the reader, and that no answer was stored."""
    assert {what: answer.status_code for what, answer in everything(world).items()} == dict.fromkeys(
        ("page", "photo", "thumbnail", "answer"), 404
    )
    inbox = world.reader.get("/portal").text
    assert "Birkelunden 22" not in inbox
    assert str(world.share.id) not in inbox
    assert ShareAnswer.select().count() == 0


# -- what is not shared does not exist --------------------------------------------------------------------------


def test_everything_answers_while_it_is_shared(world):
    codes = {what: answer.status_code for what, answer in everything(world).items()}
    assert codes == {"page": 200, "photo": 200, "thumbnail": 200, "answer": 303}


def test_a_withdrawn_share_is_gone_on_the_next_request(make, world):
    world.reader.get(world.page)
    make.client(world.maja).post(f"/delinger/{world.share.id}/traek-tilbage")
    assert_gone(world)


def test_a_share_of_an_undone_note_is_gone(world):
    Note.update(undone_at=now()).execute()
    assert_gone(world)


def test_somebody_who_left_the_department_reads_nothing_of_it(world):
    Membership.delete().where(Membership.user == world.lone).execute()
    assert_gone(world)


def test_a_closed_user_is_out_at_once(world):
    User.update(closed_at=now()).where(User.id == world.lone).execute()
    assert world.reader.get(world.page).status_code == 303
    assert world.reader.get(f"/fotos/{world.photos[0].id}").status_code == 303
    assert world.reader.post(f"{world.page}/svar", data=replied()).status_code == 401
    assert ShareAnswer.select().count() == 0


def test_another_contact_person_of_the_department_gets_the_very_404_of_what_is_missing(make, world):
    world.reader = make.client(make.contact(world.department))
    foreign = everything(world)
    world.page, world.photos = f"/portal/{uuid4()}", [SimpleNamespace(id=uuid4())]
    missing = everything(world)
    for what, answer in foreign.items():
        assert answer.status_code == missing[what].status_code == 404
        assert answer.data == missing[what].data
        assert sorted(answer.headers.keys()) == sorted(missing[what].headers.keys())
    assert Share.get().read_at is None
    assert events(world.share) == []


def test_a_foreign_or_missing_page_is_worded_like_a_withdrawn_one(make, world):
    never = world.reader.get(f"/portal/{uuid4()}").data
    Share.update(withdrawn_at=now()).execute()
    assert world.reader.get(world.page).data == never


def test_the_portal_opens_for_contact_persons_alone(make, world):
    for role in ("worker", "leader", "admin", "volunteer"):
        visitor = make.client(make.user(Role(role)))
        for address in ("/portal", world.page, "/portal/afdelinger"):
            assert visitor.get(address).status_code == 404
        assert visitor.post(f"{world.page}/svar", data=replied()).status_code == 404
    assert ShareAnswer.select().count() == 0


def test_a_contact_person_sees_neither_note_nor_case_nor_log(make, world):
    case = make.case(world.maja)
    for address in (
        f"/notater/{world.note.id}",
        f"/sager/{case.id}",
        "/sager",
        "/log",
        f"/notater/{world.note.id}/del",
    ):
        assert world.reader.get(address).status_code == 404
