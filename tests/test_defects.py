"""Defects: found with a word or a photo, corrected, taken off the list and put back."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest

from boligsocial.clock import now
from boligsocial.guidance import guide
from boligsocial.models import AuditRow, CaseArea, CaseLine, Defect, LineState, Photo, PhotoBytes, Room
from boligsocial.purge import STAGED, purge


@pytest.fixture
def move_in(make, worker):
    home = make.dwelling(make.department(name="Vibeengen"), address="Vibeengen 8")
    return make.case(worker, area=CaseArea.MOVE_IN, department=home.department, dwelling=home)


def files(make, *widths):
    """Small pictures that are not the same, as a form sends them."""
    return [(io.BytesIO(make.picture(width)), f"{width}.jpg") for width in widths]


def add(phone, case, **values):
    data = {"write_id": str(uuid4()), "room": "kitchen", "fault": "Skabslågen hænger", **values}
    return phone.post(f"/sager/{case.id}/mangler/ny", data=data)


def change(phone, defect, **values):
    data = {"write_id": str(uuid4()), "room": "kitchen", "fault": "Skabslågen hænger", **values}
    return phone.post(f"/mangler/{defect.id}", data=data)


def press(phone, defect, what, **values):
    return phone.post(f"/mangler/{defect.id}/{what}", data={"write_id": str(uuid4()), **values})


def list_of(phone, case, **query):
    return phone.get(f"/sager/{case.id}/mangelliste", query_string=query).text


def state_of(case, key):
    return guide(case).state(key)


def events():
    return [row.event for row in AuditRow.select().order_by(AuditRow.id)]


# -- found --------------------------------------------------------------------------------------------------------


def test_a_defect_goes_on_the_list_and_the_way_back_is_to_where_it_was_found(phone, move_in, worker):
    answer = add(phone, move_in, line="meters")
    defect = Defect.get()
    day = f"/sager/{move_in.id}/indflytningsdag"
    assert (answer.status_code, answer.location) == (303, f"{day}?defect={defect.id}#point-meters")
    assert (defect.case, defect.room, defect.fault) == (move_in, Room.KITCHEN, "Skabslågen hænger")
    assert (defect.line, defect.found_by) == ("meters", worker)
    assert state_of(move_in, "meters") == LineState.MISSING
    page = phone.get(answer.location).text
    assert page.index('id="point-meters"') < page.index("På mangellisten: Køkken") < page.index('id="point-photos"')
    assert "Mangelliste (1)" in page
    assert events()[0] == "defect.found"


def test_one_found_at_no_point_leads_to_the_list(phone, move_in):
    for line in ("", "rocket"):
        answer = add(phone, move_in, line=line)
        assert answer.location.startswith(f"/sager/{move_in.id}/mangelliste?defect=")
    assert {defect.line for defect in Defect.select()} == {""}
    assert CaseLine.select().count() == 0


def test_the_point_at_which_it_was_found_is_named_and_one_that_is_none_is_not(phone, move_in):
    url = f"/sager/{move_in.id}/mangler/ny"
    assert "Fundet ved: Målere aflæst og fotograferet" in phone.get(f"{url}?punkt=meters").text
    assert "Fundet ved" not in phone.get(f"{url}?punkt=rocket").text


def test_a_photo_says_enough(make, phone, move_in, worker):
    add(phone, move_in, fault="", photos=files(make, 40, 41))
    assert [photo.defect for photo in Photo.select()] == [Defect.get()] * 2
    assert {photo.uploader for photo in Photo.select()} == {worker}
    page = list_of(phone, move_in)
    assert "Se foto." in page
    for photo in Photo.select():
        assert f"/fotos/{photo.id}/lille" in page
        assert phone.get(f"/fotos/{photo.id}").status_code == 200


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"room": ""}, "Vælg et rum, fx køkken."),
        ({"fault": "  "}, "Skriv, hvad der er galt, eller tag et foto."),
        ({"fault": "Ring til 010190-1234"}, "Det ligner et CPR-nummer. Fjern det, før du gemmer."),
    ],
)
def test_what_is_no_defect_yet_is_said_and_what_was_typed_stays(phone, move_in, told, sentence):
    answer = add(phone, move_in, line="meters", **told)
    assert answer.status_code == 422
    assert "Manglen er ikke gemt endnu" in answer.text
    assert sentence in answer.text
    assert told.get("fault", "Skabslågen hænger").strip() in answer.text
    assert "Fundet ved: Målere" in answer.text
    assert (Defect.select().count(), CaseLine.select().count()) == (0, 0)


def test_the_photos_of_a_refused_try_come_along_with_the_next(make, phone, move_in):
    page = add(phone, move_in, room="", fault="", photos=files(make, 40)).text
    staged = Photo.get()
    assert staged.defect is None
    assert f'name="staged" value="{staged.id}" checked' in page
    add(phone, move_in, fault="", staged=str(staged.id), photos=files(make, 41))
    assert {photo.defect for photo in Photo.select()} == {Defect.get()}


def test_only_ones_own_staged_photos_come_along(make, phone, move_in, worker):
    theirs, on_a_note = make.photo(), make.photo(make.note(worker))
    elsewhere = make.photo(uploader=worker)
    Photo.update(defect=make.defect(move_in)).where(Photo.id == elsewhere.id).execute()
    kept = {photo.id: (photo.note_id, photo.defect_id) for photo in Photo.select()}
    add(phone, move_in, staged=[str(photo.id) for photo in (theirs, on_a_note, elsewhere)])
    assert {photo.id: (photo.note_id, photo.defect_id) for photo in Photo.select()} == kept


def test_a_photo_of_a_defect_does_not_wander_into_a_note(make, phone, move_in, worker):
    photo = make.photo(uploader=worker)
    Photo.update(defect=make.defect(move_in)).where(Photo.id == photo.id).execute()
    note = {"kind": "visit", "topic": "noise", "department": move_in.department_id, "write_id": str(uuid4())}
    phone.post("/log", data={**note, "staged": str(photo.id)})
    assert Photo.get().note is None


def test_ten_photos_are_kept_and_the_eleventh_is_said_to_be_left_out(make, phone, move_in):
    add(phone, move_in, photos=files(make, *range(40, 51)))
    assert Photo.select().count() == 10
    assert "Der kan højst være 10 fotos af en mangel. De første er med." in list_of(phone, move_in)


def test_a_double_tap_is_one_defect(make, phone, move_in):
    same = str(uuid4())
    for _tap in range(2):
        add(phone, move_in, write_id=same, photos=files(make, 40))
    assert (Defect.select().count(), Photo.select().count()) == (1, 1)
    assert events().count("defect.found") == 1


def test_the_photos_of_a_defect_outlive_the_sweeping_of_staged_ones(make, worker, move_in):
    old = now() - STAGED - timedelta(days=1)
    kept, _left = (make.photo(uploader=worker, created_at=old) for _number in range(2))
    Photo.update(defect=make.defect(move_in)).where(Photo.id == kept.id).execute()
    purge(timedelta(days=1))
    assert [photo.id for photo in Photo.select()] == [kept.id]
    assert PhotoBytes.select().count() == 1


# -- corrected and taken off ------------------------------------------------------------------------------------


def test_a_defect_is_corrected_with_photos_added_and_let_go_of(make, phone, move_in):
    add(phone, move_in, line="meters", photos=files(make, 40, 41))
    defect, (first, second) = Defect.get(), Photo.select().order_by(Photo.width)
    page = phone.get(f"/mangler/{defect.id}").text
    assert "Skabslågen hænger" in page
    assert f'name="drop" value="{first.id}"' in page
    answer = change(phone, defect, room="hall", fault="Knagen er løs", drop=str(first.id), photos=files(make, 42))
    assert answer.location == f"/sager/{move_in.id}/mangelliste#defect-{defect.id}"
    newest = Defect.get()
    assert (newest.room, newest.fault, newest.line) == (Room.HALL, "Knagen er løs", "meters")
    assert {photo.width for photo in newest.photos} == {41, 42}
    assert Photo.get_by_id(first.id).defect is None
    assert Photo.get_by_id(second.id).defect == defect
    assert events().count("defect.changed") == 1


def test_photos_of_others_are_not_let_go_of(make, phone, move_in, worker):
    mine, other = make.defect(move_in), make.defect(move_in)
    photo = make.photo(uploader=worker)
    Photo.update(defect=other).where(Photo.id == photo.id).execute()
    change(phone, mine, drop=str(photo.id))
    assert Photo.get().defect == other


def test_a_correction_needs_a_word_or_a_photo_that_stays(make, phone, move_in):
    add(phone, move_in, fault="", photos=files(make, 40))
    defect, photo = Defect.get(), Photo.get()
    assert change(phone, defect, fault="").status_code == 303
    answer = change(phone, defect, fault="", drop=str(photo.id))
    assert answer.status_code == 422
    assert "Skriv, hvad der er galt, eller tag et foto." in answer.text
    assert f'value="{photo.id}" checked' in answer.text
    assert Photo.get().defect == defect


def test_taking_a_defect_off_is_undone_with_one_tap_and_the_point_follows(phone, move_in):
    add(phone, move_in, line="meters")
    defect = Defect.get()
    answer = press(phone, defect, "fjern")
    assert answer.location == f"/sager/{move_in.id}/mangelliste?defect={defect.id}"
    page = phone.get(answer.location).text
    assert "Fjernet fra mangellisten: Køkken" in page
    assert "Skabslågen hænger" not in page
    assert "Ingen mangler endnu." in page
    assert state_of(move_in, "meters") == LineState.NOT_BEGUN
    page = phone.get(press(phone, defect, "gendan").location).text
    assert "Skabslågen hænger" in page
    assert state_of(move_in, "meters") == LineState.MISSING
    assert [event for event in events() if event.startswith("defect.re")] == ["defect.removed", "defect.restored"]


def test_undo_on_the_day_leads_back_to_the_day(phone, move_in):
    add(phone, move_in, line="meters")
    day = f"/sager/{move_in.id}/indflytningsdag?defect={Defect.get().id}#point-meters"
    answer = press(phone, Defect.get(), "fjern", next=day)
    assert answer.location == day
    assert "Fjernet fra mangellisten: Køkken" in phone.get(day).text
    elsewhere = press(phone, Defect.get(), "gendan", next="https://example.org/")
    assert elsewhere.location.startswith(f"/sager/{move_in.id}/mangelliste")


def test_a_point_misses_something_until_the_last_defect_is_gone_and_a_tick_of_ones_own_stays(phone, make, move_in):
    add(phone, move_in, line="meters")
    add(phone, move_in, line="meters", fault="Måleren er løs")
    first, second = Defect.select().order_by(Defect.found_at)
    press(phone, first, "fjern")
    assert state_of(move_in, "meters") == LineState.MISSING
    CaseLine.update(state=LineState.DONE).where(CaseLine.key == "meters").execute()
    press(phone, second, "fjern")
    assert state_of(move_in, "meters") == LineState.DONE


def test_a_receipt_is_shown_in_its_own_case_alone(make, phone, worker, move_in):
    other = make.defect(make.case(worker, area=CaseArea.MOVE_IN), room=Room.BASEMENT)
    assert "Kælder" not in list_of(phone, move_in, defect=other.id)
