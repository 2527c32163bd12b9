"""Drafts of the longer forms: a correction, a share and an answer survive a killed browser, until they are stored."""

from boligsocial.models import Note, Share, ShareAnswer, User
from tests.chaos.phones import ChaosPhone
from tests.chaos.servers import wait_until
from tests.chaos.stage import Stage


def shared(stage: Stage) -> tuple[Note, Share]:
    """Return a note of Maja's that is shared with Lone, and the share."""
    with stage.server.stored():
        share = (
            Share.select(Share, Note)
            .join(Note)
            .join_from(Share, User, on=(Share.recipient == User.id))
            .where(User.username == "lone", Share.withdrawn_at.is_null())
            .order_by(Share.shared_at.desc())
            .get()
        )
        return share.note, share


def type_and_die(phone: ChaosPhone, name: str, path: str, text: str) -> None:
    """Sign in, write into the page's text, be killed, and open the page again after a new login."""
    phone.log_in_as(name)
    phone.go(path)
    phone.page.locator("#text").fill(text)
    wait_until(lambda: [one["st"] for one in phone.records()] == ["draft"], 5, "the draft on the disk")
    phone.kill()
    phone.open()
    phone.log_in_as(name)
    phone.go(path)
    phone.page.locator("#draft").wait_for()
    assert phone.page.locator("#text").input_value() == text


def test_a_correction_survives_and_its_draft_goes_when_it_is_stored(stage: Stage) -> None:
    note, _share = shared(stage)
    phone = stage.phone(None)
    type_and_die(phone, "maja", f"/notater/{note.id}/ret", "Rettet i kælderen")
    with phone.page.expect_navigation():
        phone.page.locator("button.main", has_text="Gem rettelse").tap()
    with stage.server.stored():
        assert Note.get_by_id(note.id).text == "Rettet i kælderen"
    phone.go(f"/notater/{note.id}/ret")
    wait_until(lambda: phone.records() == [], 5, "the draft to go")
    assert phone.page.locator("#draft").is_hidden()


def test_a_share_survives_and_the_preview_shows_what_came_back(stage: Stage) -> None:
    note, _share = shared(stage)
    phone = stage.phone(None)
    type_and_die(phone, "maja", f"/notater/{note.id}/del", "Kun til driften")
    wait_until(lambda: "Kun til driften" in phone.page.locator("#preview").inner_text(), 5, "the preview")


def test_an_answer_in_the_portal_survives(stage: Stage) -> None:
    _note, share = shared(stage)
    phone = stage.phone(None)
    type_and_die(phone, "lone", f"/portal/{share.id}", "Vi kommer på torsdag")
    phone.page.get_by_role("button", name="Send", exact=True).tap()
    phone.page.locator("#answers .receipt", has_text="Vi kommer på torsdag").wait_for()
    with stage.server.stored():
        assert ShareAnswer.select().where(ShareAnswer.text == "Vi kommer på torsdag").count() == 1
    phone.go(f"/portal/{share.id}")
    wait_until(lambda: phone.records() == [], 5, "the draft to go")


def test_a_correction_without_a_net_is_not_lost_and_says_so(stage: Stage) -> None:
    note, _share = shared(stage)
    phone = stage.lasting_phone()
    phone.go(f"/notater/{note.id}/ret")
    phone.page.locator("#text").fill("Rettet uden net")
    wait_until(lambda: len(phone.records()) == 1, 5, "the draft on the disk")
    stage.proxy.is_down = True
    with phone.page.expect_navigation():
        phone.page.locator("button.main", has_text="Gem rettelse").tap()
    assert "Det, du har skrevet, er på telefonen." in phone.page.inner_text("main")
    stage.proxy.calm()
    phone.go(f"/notater/{note.id}/ret")
    phone.page.locator("#draft").wait_for()
    assert phone.page.locator("#text").input_value() == "Rettet uden net"
