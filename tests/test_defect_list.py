"""The defect list: room by room, with its deadline, handed in against a receipt, and as a sheet to sign."""

from datetime import timedelta
from uuid import uuid4

import pytest

from boligsocial.clock import today
from boligsocial.guidance import guide
from boligsocial.models import AuditRow, CaseArea, Defect, FollowUp, LineState, Photo, Room


@pytest.fixture
def move_in(make, worker):
    home = make.dwelling(make.department(name="Vibeengen"), address="Vibeengen 8")
    return make.case(worker, area=CaseArea.MOVE_IN, department=home.department, dwelling=home)


def hand_in(phone, case, **values):
    data = {"write_id": str(uuid4()), "handed_in_on": today().isoformat(), "receipt": "Stempel", **values}
    return phone.post(f"/sager/{case.id}/mangelliste/afleveret", data=data)


def list_of(phone, case, **query):
    return phone.get(f"/sager/{case.id}/mangelliste", query_string=query).text


def state_of(case, key):
    return guide(case).state(key)


def events():
    return [row.event for row in AuditRow.select().order_by(AuditRow.id)]


# -- the list -----------------------------------------------------------------------------------------------------


def test_the_list_goes_through_the_home_room_by_room_and_counts_its_photos(make, phone, move_in, worker):
    for number, room in enumerate((Room.OUTSIDE, Room.KITCHEN, Room.BATHROOM)):
        defect = make.defect(move_in, room=room, fault=f"Fejl {number}")
        Photo.update(defect=defect).where(Photo.id == make.photo(uploader=worker).id).execute()
    page = list_of(phone, move_in)
    assert page.index("1. Køkken") < page.index("2. Bad") < page.index("3. Ude")
    assert page.index("Foto 1, Køkken") < page.index("Foto 2, Bad") < page.index("Foto 3, Ude")
    assert events()[-1] == "defect.listed"


def test_the_deadline_is_said_in_words_once_the_start_is_known(make, phone, move_in):
    assert "Hvornår begynder lejemålet?" in list_of(phone, move_in)
    make.fact(move_in, "lease_starts_on", "2031-03-03")
    page = list_of(phone, move_in)
    assert "Afleveres senest mandag 17. marts 2031" in page
    assert "Kommer listen for sent, kan beboeren selv komme til at betale" in page


def test_handing_in_keeps_the_day_and_the_receipt_and_ticks_the_point_off(make, phone, move_in, worker):
    make.defect(move_in)
    phone.post(
        f"/sager/{move_in.id}/oplysninger/keys",
        data={"write_id": str(uuid4()), "lease_starts_on": today().isoformat()},
    )
    assert FollowUp.get(FollowUp.rule == "defect_list").done_at is None
    answer = hand_in(phone, move_in)
    assert answer.location == f"/sager/{move_in.id}/mangelliste"
    facts = guide(move_in).facts
    assert (facts["defects_handed_in_on"], facts["defects_receipt"]) == (today().isoformat(), "Stempel")
    assert state_of(move_in, "defect_list") == LineState.DONE
    assert FollowUp.get(FollowUp.rule == "defect_list").done_by == worker
    page = list_of(phone, move_in)
    assert "Mangellisten er afleveret." in page
    assert "Stempel" in page
    assert "defects.handed_in" not in events()
    assert "defect.handed_in" in events()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"handed_in_on": ""}, "Vælg, hvornår listen blev afleveret."),
        ({"handed_in_on": (today() + timedelta(days=1)).isoformat()}, "Dagen ligger i fremtiden."),
        ({"receipt": "Kvittering 010190-1234"}, "Det ligner et CPR-nummer."),
    ],
)
def test_what_cannot_be_handed_in_is_said(make, phone, move_in, told, sentence):
    make.defect(move_in)
    answer = hand_in(phone, move_in, **told)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert '<details id="hand-in" open>' in answer.text
    assert guide(move_in).facts == {}


def test_the_sheet_says_the_place_the_start_the_faults_the_deadline_and_where_to_sign(make, phone, move_in, worker):
    make.fact(move_in, "lease_starts_on", "2026-11-02")
    defect = make.defect(move_in, fault="Skabslågen hænger")
    Photo.update(defect=defect).where(Photo.id == make.photo(uploader=worker).id).execute()
    page = phone.get(f"/sager/{move_in.id}/mangelliste/udskrift").text
    for words in (
        "Mangelliste for Vibeengen 8, Vibeengen",
        "mandag 2. november",
        "Køkken:",
        "Skabslågen hænger",
        "Foto 1, Køkken",
        "Listen skal afleveres senest mandag 16. november",
        "Dato og beboerens underskrift",
        "Modtaget: dato og boligselskabets underskrift",
    ):
        assert words in page
    assert "§" not in page
    # A paper is read in other years too.
    assert page.count("november 2026") == 2
    assert events()[-1] == "defect.listed"


def test_a_case_about_something_else_has_no_day_and_no_list(make, phone, worker):
    case = make.case(worker)
    for path in ("indflytningsdag", "mangelliste", "mangelliste/udskrift", "mangler/ny"):
        assert phone.get(f"/sager/{case.id}/{path}").status_code == 404
    data = {"room": "kitchen", "fault": "Hænger", "write_id": str(uuid4())}
    assert phone.post(f"/sager/{case.id}/mangler/ny", data=data).status_code == 404
    assert Defect.select().count() == 0
