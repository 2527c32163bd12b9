"""Hostile texts in what leaves the app as a file or a mail: there they are text too, and nothing else."""

import html.parser
import io
import json
import zipfile
from datetime import timedelta
from email import message_from_bytes, policy

import icalendar
import pypdfium2
import pytest

from boligsocial.clock import now
from boligsocial.journal.package import build
from boligsocial.mailing import make_mail
from boligsocial.models import Note, NoticeKind, Resident, ResidentVersion, VisitWords
from tests.hostile.columns import fill
from tests.hostile.payloads import PAYLOADS
from tests.hostile.rounds import plain
from tests.make_journal import close, package
from tests.rights_story import Story
from tests.test_mailing import SETTINGS

EVERYTHING = " ".join(PAYLOADS.values())
BENT = "Engen\r\nATTACH:https://kanarie.example\r\nEND:VEVENT;a,b\\n"


class Elements(html.parser.HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, page):
        super().__init__()
        self.names, self.attributes, self.text = set(), set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes |= {name for name, _value in attrs}

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture
def story(make):
    return Story(make)


def test_the_copy_that_a_resident_is_handed_shows_every_text_as_text(story):
    known = {"name": "x", "phone": "x", "language": "x", "has_protected_address": False}
    ResidentVersion.create(resident=story.amina, version=1, replaced_by=story.maja, **known)
    story.approve()
    before = Elements(story.files()["kopi.html"].decode())
    for table, field in ((Resident, "name"), (ResidentVersion, "name"), (ResidentVersion, "phone"), (Note, "text")):
        row = story.amina.id if table is Resident else None
        table.update({field: EVERYTHING}).where(table.id == row if row else True).execute()
    story.approve()
    files = story.files()
    page = Elements(files["kopi.html"].decode())
    shown = plain("".join(page.text))
    assert (page.names - before.names, page.attributes - before.attributes) == (set(), set())
    assert [payload for payload in PAYLOADS.values() if plain(payload) not in shown] == []
    assert shown.count(plain(EVERYTHING)) > 3, "a name, the name and phone of before, a note"
    assert json.loads(files["data.json"])["before"][0]["name"] == EVERYTHING


def test_the_journals_paper_and_file_hold_every_text_as_text(make, worker):
    case = make.case(worker)
    make.note(worker, case=case, text="x")
    make.party(case, make.resident(name="x"))
    fill(lambda column: EVERYTHING)
    with zipfile.ZipFile(io.BytesIO(build(package(close(case)), "Prøveby Kommune").getvalue())) as archive:
        paper, file = (archive.read(name) for ending in ("sag.pdf", "sag.json") for name in names_of(archive, ending))
    pages = list(pypdfium2.PdfDocument(paper))
    shown = plain("".join(page.get_textpage().get_text_range() for page in pages))
    assert [text for text in PAYLOADS.values() if text.isascii() and plain(text) not in shown] == []
    assert not [one for one in (b"/JavaScript", b"/URI", b"/Annots") if one in paper]
    assert json.loads(file)["notes"][0]["text"] == EVERYTHING


def names_of(archive, ending):
    return [name for name in archive.namelist() if name.endswith(ending)]


def test_a_departments_name_adds_no_line_and_no_field_to_the_calendar_file(make):
    here, worker = make.department(name=BENT), make.worker()
    make.visit(worker, department=here, planned_at=now() + timedelta(days=1), portal_words=VisitWords.ROUND)
    file = make.client(make.contact(here)).get("/portal/kalender.ics").data
    (entry,) = icalendar.Calendar.from_ical(file).walk("VEVENT")
    assert not entry.has_key("ATTACH")
    assert BENT.split("\r\n")[1] in str(entry["LOCATION"])
    assert [line for line in file.splitlines() if line.startswith((b"ATTACH", b"END:VEVENT;"))] == []


def test_nothing_written_adds_a_header_a_part_or_an_element_to_a_mail(app, make):
    lone = make.contact(make.department(), email="lone@eksempel.dk")
    bent = f"a\r\nBcc: x@kanarie.example\r\n\r\n{EVERYTHING}"
    words, link = make.notice(lone, words=bent), make.notice(lone, kind=NoticeKind.SHARE, path=f"/{bent}")
    for notices in ([words], [link]):
        mail = message_from_bytes(make_mail(make.mailing(lone), notices, SETTINGS).as_bytes(), policy=policy.default)
        assert (mail.get_content_type(), mail.is_multipart(), mail["Bcc"]) == ("text/plain", False, None)
        assert mail.defects == []
