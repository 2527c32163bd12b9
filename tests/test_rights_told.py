"""What stands in a resident's copy; corrections, and who has looked."""

import json
import zipfile

import pytest

from boligsocial.clock import now, today
from boligsocial.models import (
    CorrectionEnd,
    DataRequest,
    MaskReason,
    NoteVersion,
    RequestKind,
    Resident,
    ResidentVersion,
)
from tests.make_rights import data_request, mask
from tests.rights_story import Story


@pytest.fixture
def story(make):
    return Story(make)


def stored(request):
    return DataRequest.get_by_id(request.id)


# -- what is in it


def test_the_copy_holds_shares_with_their_recipient_and_the_read_log_without_names(story, make):
    lone = make.contact(story.here, full_name="Lone Friis")
    make.share(story.note, lone, text="Delt: fugt hos Amina", shared_by=story.maja)
    reader = make.worker(full_name="Nysgerrig Læser")
    make.client(reader).get(f"/sager/{story.case.id}")
    make.client(reader).get(f"/beboere/{story.amina.id}")
    story.approve()
    data = json.loads(story.files()["data.json"])
    passed = data["cases"][0]["passed_on"][0]
    assert passed["to"].startswith("Lone Friis")
    assert "".join(part for part in passed["texts"][0]["text"] if isinstance(part, str)) == "Delt: fugt hos Amina"
    purposes = {look["purpose"] for look in data["looks"]}
    assert {"Læste en sags side: uden for egne sager", "Læste om en beboer: uden for egne sager"} <= purposes
    assert {look["reader"] for look in data["looks"]} == {"Medarbejder"}
    assert "Nysgerrig" not in story.texts()


def test_earlier_versions_are_in_the_copy(story, make):
    NoteVersion.create(
        note=story.note,
        version=1,
        kind=story.note.kind,
        topic=story.note.topic,
        department=story.here,
        text="Den første udgave",
        happened_at=now(),
        replaced_by=story.maja,
    )
    make.client(story.maja).post(f"/beboere/{story.amina.id}/ret", data={"name": "Amina Yusuf", "phone": "20304051"})
    story.approve()
    assert "Den første udgave" in story.texts()
    assert json.loads(story.files()["data.json"])["before"][0]["phone"] == "20304050"


def test_the_command_writes_the_approved_copy_and_refuses_any_other(app, story, tmp_path):
    runner, target = app.test_cli_runner(), tmp_path / "kopi.zip"
    refused = runner.invoke(args=["resident-copy", str(story.asked.id), str(target)])
    assert refused.exit_code == 1
    assert "approved" in refused.output
    story.approve()
    assert runner.invoke(args=["resident-copy", str(story.asked.id), str(target)]).exit_code == 0
    assert "Karsten" not in zipfile.ZipFile(target).read("kopi.html").decode()


# -- who has looked


def test_the_resident_is_told_when_and_what_for_but_not_by_whom(story, make):
    reader = make.worker(full_name="Nysgerrig Læser")
    make.client(reader).get(f"/notater/{story.note.id}")
    page = make.client(story.maja).get(f"/beboere/{story.amina.id}/set").text
    assert "Læste et notat" in page
    assert "Nysgerrig" not in page


def test_looks_at_somebody_elses_case_are_not_told(story, make):
    make.client(story.maja).get(f"/sager/{make.case(story.maja).id}")
    page = make.client(story.maja).get(f"/beboere/{story.amina.id}/set").text
    assert "Læste en sags side" not in page


# -- corrections


def test_a_correction_ends_with_words_and_stands_in_the_copy_next_to_the_note(story, make):
    form = {"asked_on": today().isoformat(), "proved_by": "known", "note": story.note.id, "wish": "Det var en tirsdag"}
    make.client(story.maja).post(f"/beboere/{story.amina.id}/rettelse", data=form)
    wish = DataRequest.get(DataRequest.kind == RequestKind.CORRECTION)
    close = f"/indsigt/{wish.id}/afslut"
    assert make.client(story.maja).post(close, data={"end": "refused"}).status_code == 422
    make.client(story.maja).post(close, data={"end": "remarked", "words": "Vi har skrevet det til"})
    assert (stored(wish).end, stored(wish).note_id) == (CorrectionEnd.REMARKED, story.note.id)
    story.approve()
    assert "Det var en tirsdag" in story.texts()


def test_changing_a_resident_keeps_what_was_known_before(make):
    maja, resident = make.worker(), make.resident(name="Amina Yusuf", phone="20304050")
    for phone in ("20304051", "20304052"):
        make.client(maja).post(f"/beboere/{resident.id}/ret", data={"name": "Amina Yusuf", "phone": phone})
    versions = ResidentVersion.select().order_by(ResidentVersion.version)
    assert [(row.version, row.phone, row.replaced_by) for row in versions] == [
        (1, "20304050", maja),
        (2, "+4520304051", maja),
    ]
    assert Resident.get_by_id(resident.id).phone == "+4520304052"


def test_a_mask_of_another_request_is_not_there(story, make):
    other = mask(story.maja, data_request(story.maja, story.karsten), "note-x", reason=MaskReason.NAME)
    assert story.post(story.maja, f"udelad/{other.id}/fortryd").status_code == 404
