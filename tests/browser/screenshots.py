"""Takes the README's pictures from the demo data: `python -m tests.browser.screenshots FOLDER`."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from boligsocial import create_app, db
from boligsocial.models import Case, CaseArea, Department, Membership, Note, Photo, Role, Share
from tests.browser.chromium import find_or_install
from tests.browser.pages import filled_in
from tests.browser.phone import Phone
from tests.browser.server import running_app

# Few colours are enough for flat pages, and keep the pictures small.
COLOURS = 160
DESKTOP = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "device_scale_factor": 1}


class Album:
    """A folder for the pictures, and phones to take them on."""

    def __init__(self, folder: Path, browser: Browser, address: str) -> None:
        self.folder, self.browser, self.address = folder, browser, address
        folder.mkdir(parents=True, exist_ok=True)

    def phone(self, name: str, **options: Any) -> Phone:
        """A phone in the hands of a person."""
        phone = Phone(self.browser, self.address, **options)
        phone.log_in(name)
        return phone

    def take(self, phone: Phone, name: str) -> None:
        """Keep what the screen shows, small."""
        phone.page.wait_for_load_state("networkidle")
        picture = Image.open(io.BytesIO(phone.page.screenshot())).convert("RGB")
        path = self.folder / f"{name}.png"
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        print(f"{path} {path.stat().st_size // 1024} kB")


def work_of_a_day(album: Album) -> None:
    """Login, I dag, the quick log and its receipt."""
    visitor = Phone(album.browser, album.address)
    visitor.open("/log-ind")
    album.take(visitor, "login")
    maja = album.phone("maja")
    album.take(maja, "i-dag")
    maja.go(maja.page.locator(".combinations a").first)
    album.take(maja, "log")
    maja.save()
    album.take(maja, "receipt")


def places_and_people(album: Album) -> None:
    """A case, and whom to contact."""
    maja = album.phone("maja")
    with_photos = Note.select(Note.case).join(Photo)
    case = Case.select().where(Case.id.in_(with_photos)).order_by(Case.updated_at.desc()).first()
    maja.open(f"/sager/{case.id}")
    album.take(maja, "case")
    maja.open(filled_in("/sager/<uuid:case_id>/indflytningsdag", Role.WORKER))
    album.take(maja, "move-in-day")
    arrears = Case.get(Case.area == CaseArea.ARREARS)
    maja.open(f"/sager/{arrears.id}")
    maja.page.locator("#arrears-clock").scroll_into_view_if_needed()
    album.take(maja, "arrears")
    department = Department.get(Department.name == "Birkelunden")
    maja.open(f"/kontakt?topic=maintenance&department={department.id}")
    album.take(maja, "contact")


def sharing(album: Album) -> None:
    """What a share shows before it is made, and where it arrives."""
    maja = album.phone("maja")
    unshared = Note.select().join(Photo).where(Note.id.not_in(Share.select(Share.note)), Note.undone_at.is_null())
    receivers = Membership.select(Membership.department)
    note = unshared.where(Note.text != "", Note.department.in_(receivers)).order_by(Note.happened_at.desc()).first()
    maja.open(f"/notater/{note.id}/del")
    album.take(maja, "share")
    lone = album.phone("lone")
    album.take(lone, "portal")
    lone.open(filled_in("/portal/<uuid:share_id>", Role.CONTACT))
    album.take(lone, "portal-note")


def other_looks(album: Album) -> None:
    """The same at night, and on a desk."""
    album.take(album.phone("maja", color_scheme="dark"), "dark")
    desk = album.phone("maja", **DESKTOP)
    album.take(desk, "desktop")


CHAPTERS: tuple[Callable[[Album], None], ...] = (work_of_a_day, places_and_people, sharing, other_looks)


def main(folder: Path) -> None:
    """Start the app with its demo data and take every picture."""
    with running_app() as (address, database), sync_playwright() as playwright:
        create_app({"DATABASE_URL": database, "SECRET_KEY": "only-for-pictures"})
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=["--no-sandbox"])
        album = Album(folder, browser, address)
        with db.db.obj.connection_context():
            for chapter in CHAPTERS:
                chapter(album)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
