"""The day with the keys, on a phone: how many taps it takes, and that the progress never leaves the screen."""

import io

import pytest
from PIL import Image

from boligsocial.models import Case, CaseLine, Defect, LineState, Photo

MOST_TAPS = 4
IN_SIGHT = "(one) => { const {top, bottom} = one.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"


@pytest.fixture
def day(maja, stored):
    """Maja's phone on the day of the move-in with two defects, and the case."""
    with stored():
        case = Case.select().where(Case.id.in_(Defect.select(Defect.case))).get()
    maja.open(f"/sager/{case.id}/indflytningsdag")
    maja.taps = 0
    return maja, case


def picture():
    file = io.BytesIO()
    Image.new("RGB", (800, 600), (90, 120, 110)).save(file, "JPEG")
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def test_a_line_is_one_tap_and_the_progress_stays_in_sight(day, stored):
    phone, case = day
    progress = phone.page.locator("#points > .progress")
    settled = int(progress.inner_text().split()[0])
    phone.tap(phone.page.locator("#point-defect_form .row"))
    phone.page.locator("#point-defect_form .row[aria-pressed=true]").wait_for()
    assert phone.taps == 1
    assert progress.inner_text().startswith(f"{settled + 1} af 28")
    assert progress.evaluate(IN_SIGHT)
    with stored():
        line = CaseLine.get(CaseLine.case == case.id, CaseLine.key == "defect_form")
    assert line.state == LineState.DONE


def test_a_tick_before_the_day_leaves_what_was_opened_open(day):
    phone, _case = day
    before = phone.page.locator("#points > details").first
    phone.tap(before.locator("> summary"), before.locator("#point-volunteer .row"))
    before.locator("#point-volunteer .row[aria-pressed=true]").wait_for()
    assert before.get_attribute("open") is not None


def test_a_defect_with_a_photo_is_four_taps_and_stands_where_it_was_found(day, stored):
    phone, case = day
    phone.go(phone.page.locator("#point-meters .mangel"))
    phone.tap(phone.chip("Hvilket rum?", "Entré"))
    # The tap opens the system's camera; what it gives comes back to the field.
    phone.page.locator("[capture]").first.set_input_files(picture())
    phone.taps += 1
    assert phone.page.get_by_text("Foto taget").first.is_visible()
    assert phone.page.get_by_text("Tag et foto mere").first.is_visible()
    phone.go(phone.button("Gem mangel"))
    assert phone.taps <= MOST_TAPS
    receipt = phone.page.locator("#point-meters .receipt")
    assert "På mangellisten: Entré" in receipt.inner_text()
    assert receipt.evaluate(IN_SIGHT)
    with stored():
        defect = Defect.get(Defect.case == case.id, Defect.line == "meters")
        assert Photo.select().where(Photo.defect == defect.id).count() == 1
    phone.go(phone.button("Fortryd"))
    assert "Fjernet fra mangellisten: Entré" in phone.page.locator("#point-meters .receipt").inner_text()
