"""What is deleted leaves no bytes: not in the database, its log, photos, mails as files, exports or what is printed.

Ranks 12 and 13 of the bars: somebody is deleted through the app, and then every file is searched for them. The same
search finds them before, and finds them when one of the ways of deleting is left out.
"""

import shutil
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from boligsocial import checkup, db, scrub
from boligsocial.clock import now, today
from boligsocial.models import TABLES, AuditRow, Case, Household, Party, Resident, number_of
from boligsocial.trail import faults
from tests.make import Make
from tests.retention_world import Doomed, house, run

DATABASE = ("instance/own.db", "instance/own.db-wal")
DRILL_SECONDS = 60
# In columns that are encrypted by themselves: they never stand in any file.
ENCRYPTED = {"fact", "two"}


def journalise_through_the_app(doomed: Doomed) -> bytes:
    """Make the package, download it, note the receipt: what a worker does."""
    browser, page = doomed.browser(), f"/sager/{doomed.case.id}/journal"
    assert browser.post(f"{page}/pakke").status_code == 303
    package = browser.get(f"{page}/pakke.zip")
    assert package.mimetype == "application/zip"
    receipt = {"receipt": "26/1234", "received_on": today().isoformat()}
    assert browser.post(f"{page}/kvittering", data=receipt).status_code == 303
    return bytes(package.data)


def the_nights_until_it_is_gone(app: Any) -> str:
    """Announce it, wait the days of the preview, and let the night delete it; returns what the night said."""
    with time_machine.travel(now(), tick=False) as clock:
        assert "0  cases" in run(app, "purge").output
        clock.shift(timedelta(days=8))
        result = run(app, "purge")
    assert result.exit_code == 0, result.output
    return str(result.output)


@pytest.fixture
def doomed(app: Any, tmp_path: Path) -> Any:
    """A case full of secrets on a database of its own."""
    with house(tmp_path) as own:
        one = Doomed(Make(own))
        one.leave_a_mail(tmp_path / "mail")
        yield one


def test_somebody_who_is_deleted_through_the_app_is_found_in_no_file(
    doomed: Doomed, tmp_path: Path, capfd: Any, caplog: Any, record_property: Any
) -> None:
    journalise_through_the_app(doomed)
    secrets = set(doomed.secrets.what.values())
    found = set().union(*doomed.found_in(tmp_path).values())
    assert found == secrets - ENCRYPTED, "control: each stands somewhere before"
    assert "mail" in " ".join(doomed.found_in(tmp_path)), "control: in a mail too"
    the_nights_until_it_is_gone(doomed.make.app)
    assert doomed.found_in(tmp_path) == {}
    told = capfd.readouterr().out + caplog.text
    assert [what for secret, what in doomed.secrets.what.items() if secret in told] == []
    assert str(doomed.case.id) not in (tmp_path / "deletions").read_text(), "the list names nobody"
    record_property("measured", f"erasure: {len(secrets)} secrets of a case, 0 left in {_files(tmp_path)} files")


def _files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def test_no_row_names_the_case_or_the_resident_and_all_else_is_as_before(doomed: Doomed) -> None:
    neighbour = doomed.make.party(doomed.other)
    journalise_through_the_app(doomed)
    the_nights_until_it_is_gone(doomed.make.app)
    assert [case.id for case in Case.select()] == [doomed.other.id]
    assert Case.get_by_id(doomed.other.id).grown_from is None
    assert [person.id for person in Resident.select()] == [neighbour.resident_id]
    assert [one.id for one in Household.select()] == [neighbour.resident.household_id]
    own_id = doomed.case.id
    for table in TABLES:
        for row in table.select().where(True) if table is not AuditRow else ():
            assert own_id not in row.__data__.values(), f"{table.__name__} names the case"
    acts = AuditRow.select().where(AuditRow.subject_id == str(own_id))
    assert "case.erased" in {row.event for row in acts}, "that it was there and went is known, by its number"
    assert list(faults()) == []


def test_a_resident_whom_another_case_names_stays(doomed: Doomed) -> None:
    doomed.make.party(doomed.other, doomed.resident)
    journalise_through_the_app(doomed)
    the_nights_until_it_is_gone(doomed.make.app)
    assert [person.id for person in Resident.select()] == [doomed.resident.id]
    assert [part.case_id for part in Party.select()] == [doomed.other.id]


def test_without_building_the_database_anew_its_log_still_holds_what_was_deleted(
    doomed: Doomed, tmp_path: Path, monkeypatch: Any
) -> None:
    journalise_through_the_app(doomed)
    # The night closes the last connection, and SQLite then empties its log by itself: a server's keeps it open.
    monkeypatch.setattr(scrub, "scrub", lambda: None)
    with _a_server_that_runs(tmp_path):
        the_nights_until_it_is_gone(doomed.make.app)
        left = doomed.found_in(tmp_path)
        assert set(left) <= set(DATABASE)
        assert left


def test_without_secure_delete_and_without_building_it_anew_free_pages_hold_it(
    doomed: Doomed, tmp_path: Path, monkeypatch: Any
) -> None:
    db.db.obj.pragma("secure_delete", 0, permanent=True)
    monkeypatch.setattr(scrub, "scrub", lambda: None)
    journalise_through_the_app(doomed)
    the_nights_until_it_is_gone(doomed.make.app)
    db.db.obj.close()
    assert DATABASE[0] in doomed.found_in(tmp_path)
    db.db.obj.connect()


class _a_server_that_runs:  # noqa: N801 - reads as a sentence
    """Another connection to the database, as a server has."""

    def __init__(self, folder: Path) -> None:
        self.own = db.open_database(f"sqlite:///{folder}/instance/own.db")

    def __enter__(self) -> None:
        self.own.connect()
        self.own.execute_sql("SELECT 1 FROM user").fetchall()

    def __exit__(self, *error: object) -> None:
        self.own.close()


def test_a_server_that_runs_meanwhile_keeps_no_old_bytes(doomed: Doomed, tmp_path: Path) -> None:
    journalise_through_the_app(doomed)
    with _a_server_that_runs(tmp_path):
        the_nights_until_it_is_gone(doomed.make.app)
        assert doomed.found_in(tmp_path) == {}


def test_what_could_not_be_scrubbed_is_scrubbed_the_next_night(
    doomed: Doomed, tmp_path: Path, monkeypatch: Any
) -> None:
    journalise_through_the_app(doomed)

    def busy() -> None:
        raise scrub.NotScrubbed("OperationalError")

    assert "2 planned" in run(doomed.make.app, "retention", "preview").output
    with monkeypatch.context() as tonight, time_machine.travel(now() + timedelta(days=8), tick=False):
        tonight.setattr(scrub, "scrub", busy)
        result = run(doomed.make.app, "retention", "run")
        assert result.exit_code == 1
        assert "The next run tries again." in result.output
    assert (tmp_path / "deletions.unscrubbed").exists()
    assert run(doomed.make.app, "retention", "run").exit_code == 0
    assert not (tmp_path / "deletions.unscrubbed").exists()
    assert doomed.found_in(tmp_path) == {}


# -- the restore drill


def test_a_restored_backup_does_not_start_before_the_deletions_are_done_again(
    doomed: Doomed, tmp_path: Path, record_property: Any
) -> None:
    app, started = doomed.make.app, time.monotonic()
    journalise_through_the_app(doomed)
    backup = tmp_path / "backup.db"
    db.db.execute_sql("VACUUM INTO ?", (str(backup),))
    the_nights_until_it_is_gone(app)
    _restore(backup, tmp_path / "instance/own.db")
    assert doomed.found_in(tmp_path), "control: the backup brings everything back"
    assert Case.select().where(Case.id == doomed.case.id).exists()
    assert "flask --app app retention replay" in _refusals(app)
    assert run(app, "retention", "replay").exit_code == 0
    assert doomed.found_in(tmp_path / "instance") == {}
    assert not Case.select().where(Case.id == doomed.case.id).exists()
    assert list(faults()) == [], "the trail is whole"
    assert "retention" not in _refusals(app)
    seconds = time.monotonic() - started
    record_property("measured", f"restore drill: {seconds:.1f} s, case {number_of(doomed.case.id)} deleted again")
    assert seconds < DRILL_SECONDS


def _restore(backup: Path, to: Path) -> None:
    db.db.obj.close()
    for end in ("", "-wal", "-shm"):
        to.with_name(to.name + end).unlink(missing_ok=True)
    shutil.move(backup, to)
    db.db.obj.connect()


def _refusals(app: Any) -> str:
    return " ".join(found.sentence for found in checkup.findings(app) if found.must_refuse)
