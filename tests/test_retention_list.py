"""The list of what was deleted, outside the database; and a run that is killed, which leaves whole acts and goes on."""

import os
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from boligsocial import db, deletion_list, erasing, retention, scrub
from boligsocial.deletion_list import ListUnusable
from boligsocial.models import AuditRow, Case, Note, Photo, Resident, Share
from boligsocial.replay import undead
from tests.make import Make
from tests.make_journal import close, journalise, planned
from tests.postgres import fresh_database
from tests.retention_world import Doomed, house, run

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def own_list(app: Any, make: Make, monkeypatch: Any, tmp_path: Path) -> Any:
    """A deletion list of the test's own, and the app's settings at hand."""
    monkeypatch.setitem(app.config, "DELETION_LIST", str(tmp_path / "deletions"))
    with app.app_context():
        yield


@pytest.fixture
def case(make: Make) -> Case:
    """A case that was closed long ago, journalised, and announced for more than a week."""
    case = make.case()
    make.photo(make.note(case=case))
    case = close(case)
    journalise(case)
    planned(case, 8)
    return case


def is_there(case: Case) -> bool:
    return Case.select().where(Case.id == case.id).exists()


def test_what_was_deleted_stands_in_the_list_without_a_name(case: Case) -> None:
    retention.run()
    (name,) = deletion_list.read()
    assert name == deletion_list.name_of("case", case.id)
    assert case.id.hex[:8] not in deletion_list.file().read_text()
    assert deletion_list.file().stat().st_mode & 0o077 == 0


def test_nothing_is_deleted_when_the_list_cannot_be_written(case: Case, monkeypatch: Any) -> None:
    def full(names: Any) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(deletion_list, "add", full)
    with pytest.raises(OSError, match="No space left"):
        retention.run()
    assert is_there(case)


@pytest.mark.parametrize("spoil", ["another key", "a line that is none", "no first line"])
def test_a_list_that_says_nothing_stops_everything(
    app: Any, case: Case, make: Make, spoil: str, monkeypatch: Any
) -> None:
    retention.run()
    other = close(make.case())
    journalise(other), planned(other, 8)
    file = deletion_list.file()
    lines = file.read_text().splitlines(keepends=True)
    if spoil == "another key":
        monkeypatch.setitem(app.config, "AUDIT_KEY", "another key that is long enough")
    else:
        file.write_text("".join([*lines, "case 12\n"] if spoil == "a line that is none" else lines[1:]))
    with pytest.raises(ListUnusable):
        undead()
    with pytest.raises(ListUnusable):
        retention.run()
    assert is_there(other)


def test_a_list_that_is_gone_stops_everything_until_somebody_begins_another(app: Any, case: Case, make: Make) -> None:
    retention.run()
    deletion_list.file().unlink()
    with pytest.raises(ListUnusable, match="the trail tells of deletions"):
        retention.run()
    begin = app.test_cli_runner()
    assert "begun" in begin.invoke(args=["retention", "begin-list"]).output
    assert retention.run()["deleted again"] == 0
    assert begin.invoke(args=["retention", "begin-list"]).exit_code == 1


def test_a_list_on_a_disk_that_is_not_there_is_no_empty_list(app: Any, make: Make, monkeypatch: Any) -> None:
    monkeypatch.setitem(app.config, "DELETION_LIST", "/nowhere/deletions")
    with pytest.raises(ListUnusable, match="the folder of /nowhere/deletions is not there"):
        undead()


def test_shares_and_photos_that_a_backup_brings_back_go_again_too(make: Make) -> None:
    case = make.case()
    note = make.note(case=case)
    photo, share = make.photo(note), make.share(note, make.contact())
    kept = make.share(note, make.contact())
    loose = make.share(make.note(), make.contact())
    deletion_list.add(
        [deletion_list.name_of("photo", photo.id), *(deletion_list.name_of("share", one.id) for one in (share, loose))]
    )
    assert undead().how_many() == 3
    assert retention.run()["deleted again"] == 3
    assert [one.id for one in Share.select()] == [kept.id]
    assert Photo.select().count() == 0
    assert undead().how_many() == 0


# -- killed in the middle


@pytest.mark.parametrize("at", ["in the middle of a case", "after the list, before the end"])
def test_a_run_that_is_killed_leaves_whole_acts_and_goes_on(app: Any, tmp_path: Path, at: str) -> None:
    if not app.config["DATABASE_URL"].startswith("sqlite"):
        pytest.skip("the house of this test is on SQLite")
    with house(tmp_path) as own, own.app_context():
        doomed = Doomed(Make(own))
        journalise(doomed.case), planned(doomed.case, 8)
        before = _rows()
        _killed(at)
        assert _rows() == before, "nothing half"
        assert undead().how_many() == (1 if at.startswith("after") else 0)
        counts = retention.run()
        assert counts["cases"] + counts["deleted again"] == 1
        assert not is_there(doomed.case)
        assert not Resident.select().where(Resident.id == doomed.resident.id).exists()
        assert list(deletion_list.read()) == [deletion_list.name_of("case", doomed.case.id)]


def _rows() -> list[int]:
    return [table.select().count() for table in (Case, Note, Photo, Share, Resident, AuditRow)]


def _killed(at: str) -> None:
    """Run in another process, which dies without a word at this point."""
    db.db.obj.close()
    if (child := os.fork()) == 0:
        die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731
        if at == "in the middle of a case":
            erasing._erase_residents = die
        else:
            add = deletion_list.add

            def add_and_die(names: Any) -> None:
                add(names)
                die()

            deletion_list.add = add_and_die
        with db.db.obj.connection_context():
            retention.run()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    db.db.obj.connect()


def test_postgresql_builds_its_tables_anew(app: Any, database_url: str, tmp_path: Path) -> None:
    if app.config["DATABASE_URL"].startswith("sqlite"):
        pytest.skip("needs PostgreSQL")
    with fresh_database(database_url) as url, house(tmp_path, DATABASE_URL=url) as own, own.app_context():
        doomed = Doomed(Make(own))
        journalise(doomed.case), planned(doomed.case, 8)
        file = "SELECT pg_relation_filenode('note')"
        before = db.db.execute_sql(file).fetchone()
        result = run(own, "retention", "run")
        assert result.exit_code == 0, result.output
        assert not is_there(doomed.case)
        assert db.db.execute_sql(file).fetchone() != before
        assert not deletion_list.mark().exists()
        scrub.scrub()
