"""What happens to a share after it was made: corrections, answers back, the reader's search."""

from datetime import timedelta
from uuid import uuid4

import pytest

from boligsocial.clock import now
from boligsocial.models import AuditRow, Share, ShareVersion
from boligsocial.sharing import actions
from tests.sharing_world import events, note_to_share


@pytest.fixture
def world(make):
    return note_to_share(make)


@pytest.fixture
def share(make, world):
    """A share of an hour ago that its reader has read."""
    seen_at = now() - timedelta(minutes=30)
    times = {"shared_at": now() - timedelta(hours=1), "news_at": now() - timedelta(hours=1)}
    return make.share(world.note, world.lone, text="Fugt i badet.", read_at=seen_at, seen_at=seen_at, **times)


def correct(world, share, text, version=1):
    return world.phone.post(
        f"/delinger/{share.id}/ret", data={"text": text, "version": version, "write_id": str(uuid4())}
    )


def test_a_correction_is_new_to_the_reader_and_says_that_it_is_one(make, world, share):
    reader = make.client(world.lone)
    assert "Nyt" not in reader.get("/portal").text
    assert "Rettet" not in reader.get(f"/portal/{share.id}").text
    assert correct(world, share, "Fugt i køkkenet.").status_code == 303
    assert "Nyt" in reader.get("/portal").text
    page = reader.get(f"/portal/{share.id}").text
    assert "Fugt i køkkenet." in page
    assert "Rettet i dag" in page
    assert "Fugt i badet." not in page
    assert "Nyt" not in reader.get("/portal").text
    kept = ShareVersion.get()
    assert (kept.share, kept.version, kept.text, kept.replaced_by) == (share, 1, "Fugt i badet.", world.worker)
    assert events(share).count("share.corrected") == 1


def test_a_correction_minds_names_and_cpr_numbers_too(world, share):
    for text, sentence in (("Ulfert Grann.", "nævner Ulfert Grann"), ("010190-1234", "CPR"), (" ", "Skriv en tekst")):
        refused = correct(world, share, text)
        assert refused.status_code == 422
        assert sentence in refused.text
    assert Share.get_by_id(share.id).text == "Fugt i badet."


def test_two_corrections_at_once_keep_the_first_and_show_it_to_the_second(world, share):
    correct(world, share, "Den første.")
    late = correct(world, share, "Den anden.")
    assert late.status_code == 409
    assert "Den første." in late.text
    assert "Den anden.</textarea>" in late.text
    assert Share.get_by_id(share.id).text == "Den første."
    assert correct(world, share, "Den anden.", version=2).status_code == 303
    assert [row.text for row in ShareVersion.select().order_by(ShareVersion.version)] == [
        "Fugt i badet.",
        "Den første.",
    ]


def test_a_share_that_ends_while_the_worker_writes_is_neither_corrected_nor_answered(app, world, share):
    Share.update(expires_at=now()).execute()
    with app.app_context():
        for write in (lambda: actions.correct_share(world.worker, share, "Ny", 1, "/"),
                      lambda: actions.reply(world.worker, share, "Ny", "/")):  # fmt: skip
            with pytest.raises(actions.ShareChangedMeanwhile):
                write()
    assert Share.get_by_id(share.id).text == "Fugt i badet."
    assert ShareVersion.select().count() == 0


def test_an_answer_back_is_new_to_the_reader_and_stands_between_the_others(make, world, share):
    sent = {"text": "Vi ses torsdag", "write_id": str(uuid4())}
    for _ in range(2):
        assert world.phone.post(f"/delinger/{share.id}/svar", data=sent).status_code == 303
    reader = make.client(world.lone)
    assert "Nyt" in reader.get("/portal").text
    assert "Vi ses torsdag" in reader.get(f"/portal/{share.id}").text
    assert AuditRow.select().where(AuditRow.event == "share.replied").count() == 1
    empty = world.phone.post(f"/delinger/{share.id}/svar", data={"text": " ", "write_id": str(uuid4())})
    assert empty.status_code == 422
    assert "Skriv dit svar, før du sender." in empty.text


def test_search_finds_words_in_any_case_of_letters_and_only_what_is_shared(make, world, share):
    reader = make.client(world.lone)
    others = make.share(world.note, make.contact(world.department), text="ÆBLE til naboen")
    mine = make.share(world.note, world.lone, text="Æblegrød på trappen")
    found = reader.post("/portal/soeg", data={"words": "æblegrød  trappen"}).text
    assert str(mine.id) in found
    assert str(others.id) not in found
    assert "1 besked fundet." in found
    nothing = reader.post("/portal/soeg", data={"words": "<b>naboen"}).text
    assert "Ingen beskeder med de ord." in nothing
    assert "<b>naboen" not in nothing
