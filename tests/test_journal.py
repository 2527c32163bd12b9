"""A closed case on its way to the records system: what the package holds, and that it is handed over as it is."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pypdfium2
import pytest

from boligsocial import db
from boligsocial.clock import now, today
from boligsocial.demo.actions import seed_demo
from boligsocial.journal.package import build, described
from boligsocial.journaling import Step, standing_of
from boligsocial.models import AuditRow, Case, CaseStatus, JournalPackage, LoginSession, Photo, PhotoBytes
from tests.make import Make
from tests.make_journal import close, journalise, package
from tests.retention_world import Doomed

SCHEMA = json.loads((Path(__file__).parent.parent / "docs/journal.schema.json").read_text())
# Polish, Turkish, Arabic, Ukrainian.
NAMES = ("Łukasz Żółć", "Şükrü Çağlayan", "محمد", "Олена Коваленко")


def opened(content: bytes) -> dict[str, bytes]:
    """Return the files of a package by their names without the folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def zipped(package: JournalPackage) -> bytes:
    """Return the package as it would be downloaded."""
    return build(package, "Prøveby Kommune").getvalue()


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def events(case: Case) -> list[str]:
    rows = AuditRow.select().where(AuditRow.event.startswith("package."))
    return [row.event for row in rows.order_by(AuditRow.id)]


@pytest.fixture
def closed(make: Make, worker: Any) -> Case:
    """A closed case of the worker's with a note and a photo."""
    case = make.case(worker)
    make.photo(make.note(worker, case=case, text="Skimmel i hjørnet"))
    return close(case, 3)


# -- the package


def test_a_package_holds_the_whole_case_for_people_and_for_machines(make: Make) -> None:
    doomed = Doomed(make)
    files = opened(zipped(package(doomed.case)))
    # A defect's photo and a note's; what a phone sent is the note's own text, and a thumbnail the photo's.
    assert sorted(name.partition("-")[0] for name in files) == [
        *("fotos/001", "fotos/002", "manifest.json", "sag.json", "sag.pdf"),
    ]
    hidden = {"what a phone sent", "thumbnail", "photo", "remark", "masked", "name before", "wish for a correction"}
    said, printed = files["sag.json"].decode(), text_of(files["sag.pdf"]).replace("\r\n", "").replace("\n", "")
    for secret, what in doomed.secrets.what.items():
        if what not in hidden:
            assert secret in said, f"sag.json lacks: {what}"
            assert secret in printed.replace(" ", "") or what == "two", f"sag.pdf lacks: {what}"
    for photo, content in ((name, content) for name, content in files.items() if name.startswith("fotos/")):
        row = next(row for row in json.loads(said)["photos"] if row["file"] == photo)
        assert content == bytes(PhotoBytes.get_by_id(row["id"]).image)


def test_the_manifest_names_every_file_with_its_checksum(closed: Case) -> None:
    files = opened(zipped(package(closed)))
    manifest = json.loads(files.pop("manifest.json"))
    assert (manifest["format"], manifest["version"], manifest["case"]) == ("boligsocial-journal", 1, str(closed.id))
    assert {entry["name"]: (entry["bytes"], entry["sha256"]) for entry in manifest["files"]} == {
        name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in files.items()
    }


def test_a_case_with_everything_in_it_fits_the_schema(make: Make) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    full = described(package(Doomed(make).case))
    assert [name for name, section in full.items() if not section] == ["packages", "holds"]
    assert [error.message for error in validator.iter_errors(full)] == []


def test_the_demos_cases_fit_the_schema(make: Make) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    seed_demo(None)
    for case in Case.select():
        assert [error.message for error in validator.iter_errors(described(package(case)))] == []


def test_a_row_that_the_schema_does_not_know_is_noticed(closed: Case) -> None:
    file = described(package(closed))
    file["notes"][0]["mood"] = "good"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(file, SCHEMA)


def test_the_same_content_is_the_same_package_to_the_last_bit(closed: Case, phone: Any) -> None:
    made = package(closed)
    first = zipped(made)
    phone.get(f"/sager/{closed.id}")
    assert zipped(JournalPackage.get_by_id(made.id)) == first


def test_names_in_any_letters_come_out_on_paper(make: Make, worker: Any) -> None:
    case = make.case(worker)
    for name in NAMES:
        make.party(case, make.resident(name=name))
    printed = text_of(opened(zipped(package(close(case))))["sag.pdf"])
    assert [name for name in NAMES if name not in printed] == []


def test_pages_are_numbered_and_say_which_case_they_are_of(make: Make, worker: Any) -> None:
    case = make.case(worker)
    for number in range(30):
        make.note(worker, case=case, text=f"Notat {number}. " + "Der var larm om natten. " * 40)
    pdf = pypdfium2.PdfDocument(opened(zipped(package(close(case))))["sag.pdf"])
    assert len(pdf) > 5
    for number, page in enumerate(pdf, 1):
        printed = page.get_textpage().get_text_range()
        assert f"side {number} af {len(pdf)}" in printed
        assert f"Sag {case.number}" in printed


# -- the way of a case


def test_a_closed_case_is_made_a_package_downloaded_and_given_its_number(closed: Case, phone: Any) -> None:
    page = f"/sager/{closed.id}/journal"
    assert "Lav journalpakken" in phone.get(page).text
    assert phone.post(f"{page}/pakke").status_code == 303
    assert "Hent journalpakken" in phone.get(page).text
    answer = phone.get(f"{page}/pakke.zip")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "sag.json" in opened(answer.data)
    phone.post(f"{page}/kvittering", data={"receipt": "26/1234", "received_on": today().isoformat()})
    said = phone.get(page).text
    assert "26/1234" in said
    assert "Sagen ligger i journalsystemet, som den er nu." in said
    assert events(closed) == ["package.made", "package.downloaded", "package.receipt_noted"]


def test_a_case_that_goes_on_is_not_handed_over(make: Make, worker: Any, phone: Any) -> None:
    case = make.case(worker)
    assert "Sagen er i gang" in phone.get(f"/sager/{case.id}/journal").text
    phone.post(f"/sager/{case.id}/journal/pakke")
    assert JournalPackage.select().count() == 0
    assert phone.get(f"/sager/{case.id}/journal/pakke.zip").status_code == 404


@pytest.mark.parametrize("endpoint", ["pakke", "pakke.zip"])
def test_the_package_needs_a_proof_of_who_asks(closed: Case, make: Make, worker: Any, endpoint: str) -> None:
    package(closed)
    browser = make.client(worker)
    LoginSession.update(proved_at=now() - timedelta(minutes=6)).where(LoginSession.user == worker).execute()
    path = f"/sager/{closed.id}/journal/{endpoint}"
    answer = browser.get(path) if endpoint.endswith("zip") else browser.post(path)
    assert answer.status_code in (303, 401)
    assert b"sag.json" not in answer.data
    assert events(closed) == []


def test_a_case_that_changed_since_must_be_handed_over_again(closed: Case, make: Make, worker: Any, phone: Any) -> None:
    journalise(closed)
    assert standing_of(closed).step == Step.JOURNALISED
    make.consent(closed, make.contact())
    page = f"/sager/{closed.id}/journal"
    assert standing_of(closed).step == Step.OUTDATED
    assert "Sagen er ændret, siden pakken blev lavet." in phone.get(page).text
    assert phone.get(f"{page}/pakke.zip").status_code == 303, "the old words are not given as the new ones"
    phone.post(f"{page}/kvittering", data={"receipt": "26/9", "received_on": today().isoformat()})
    assert JournalPackage.select().where(JournalPackage.receipt == "26/9").count() == 0
    phone.post(f"{page}/pakke")
    assert standing_of(Case.get_by_id(closed.id)).step == Step.EXPORTED
    assert JournalPackage.select().count() == 2, "what was handed over before is still known"


def test_a_case_reopened_and_closed_again_must_be_handed_over_again(closed: Case) -> None:
    journalise(closed)
    Case.update(status=CaseStatus.OPEN, closed_at=None).where(Case.id == closed.id).execute()
    assert standing_of(Case.get_by_id(closed.id)).step == Step.OPEN
    Case.update(status=CaseStatus.CLOSED, closed_at=now()).where(Case.id == closed.id).execute()
    assert standing_of(Case.get_by_id(closed.id)).step == Step.OUTDATED


def test_reading_a_case_changes_nothing_of_it(closed: Case, phone: Any) -> None:
    journalise(closed)
    photo = Photo.get()
    for path in (f"/sager/{closed.id}", f"/fotos/{photo.id}", f"/sager/{closed.id}/journal"):
        assert phone.get(path).status_code == 200
    assert standing_of(closed).step == Step.JOURNALISED


def test_a_value_that_is_encrypted_anew_is_the_same_value(closed: Case, make: Make) -> None:
    fact = make.fact(closed, "cause_reported", "Hunden gøer")
    made = journalise(closed)
    stored = "SELECT value FROM case_fact"
    before = db.db.execute_sql(stored).fetchone()
    fact.value = "Hunden gøer"  # type: ignore[assignment]
    fact.save()
    assert db.db.execute_sql(stored).fetchone() != before, "other bytes"
    assert standing_of(closed).step == Step.JOURNALISED
    assert "Hunden gøer" in str(described(made)["facts"])


def test_the_list_shows_what_waits_and_for_how_long(closed: Case, make: Make, worker: Any, phone: Any) -> None:
    journalise(close(make.case(worker), 50))
    make.case(worker)
    said = phone.get("/journal").text
    assert said.count('class="line"') == 1
    assert "3 dage" in said
    assert "Skal journaliseres (1)" in phone.get("/").text
    journalise(closed)
    assert "Alle afsluttede sager er journaliseret." in phone.get("/journal").text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"receipt": "", "received_on": "2026-01-01"}, "Skriv det nummer, pakken fik i journalsystemet."),
        ({"receipt": "26/1", "received_on": ""}, "Vælg den dag, pakken blev journaliseret."),
        ({"receipt": "26/1", "received_on": "2190-01-01"}, "Den kan ikke ligge i fremtiden."),
        ({"receipt": "010203-4567", "received_on": "2026-01-01"}, "Det ligner et CPR-nummer."),
    ],
)
def test_a_receipt_that_is_none_is_refused(closed: Case, phone: Any, data: dict[str, str], sentence: str) -> None:
    package(closed)
    answer = phone.post(f"/sager/{closed.id}/journal/kvittering", data=data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert JournalPackage.get().journalised_at is None
