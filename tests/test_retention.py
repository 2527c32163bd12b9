"""How long things are kept: nothing unseen, unjournalised or held is deleted, and a run that is killed goes on."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from boligsocial import deletion_list, retention
from boligsocial.audit import Event
from boligsocial.clock import now, today
from boligsocial.journaling import Step, latest_package, standing_of
from boligsocial.models import (
    AuditRow,
    Case,
    CaseStatus,
    Expiry,
    LegalHold,
    Note,
    Photo,
    PlannedDeletion,
    Role,
    Share,
)
from tests.make import Make
from tests.make_journal import close, hold, journalise, make_request, package, planned

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
    make.party(case)
    case = close(case)
    journalise(case)
    planned(case, 8)
    return case


def is_there(case: Case) -> bool:
    return Case.select().where(Case.id == case.id).exists()


def test_what_is_due_journalised_and_was_seen_for_a_week_is_deleted(case: Case) -> None:
    assert retention.run()["cases"] == 1
    assert not is_there(case)
    assert Note.select().count() == 0
    assert AuditRow.select().where(AuditRow.event == Event.CASE_ERASED).get().subject_id == str(case.id)


# -- what keeps it


def _one_day_too_new(case: Case) -> None:
    PlannedDeletion.update(since=now() - 6 * DAY).execute()


def _never_announced(case: Case) -> None:
    PlannedDeletion.delete().execute()


def _not_due(case: Case) -> None:
    moment = now() - 30 * DAY
    Case.update(closed_at=moment, updated_at=moment).where(Case.id == case.id).execute()
    journalise(Case.get_by_id(case.id))


def _not_journalised(case: Case) -> None:
    latest_package(case.id).delete_instance()


def _only_made(case: Case) -> None:
    package(case)


def _changed_since(case: Case) -> None:
    Note.update(text="Rettet bagefter").where(Note.case == case.id).execute()


def _touched_since(case: Case) -> None:
    Case.update(updated_at=now() + DAY).where(Case.id == case.id).execute()


def _reopened(case: Case) -> None:
    Case.update(status=CaseStatus.OPEN, closed_at=None).where(Case.id == case.id).execute()


def _held(case: Case) -> None:
    hold(case)


def _asked_for(case: Case) -> None:
    make_request(case)


KEEPS = (
    *(_one_day_too_new, _never_announced, _not_due, _not_journalised, _only_made, _changed_since, _touched_since),
    *(_reopened, _held, _asked_for),
)


@pytest.mark.parametrize("keep", KEEPS, ids=lambda keep: keep.__name__)
def test_a_case_stays_when_one_thing_speaks_against_it(case: Case, keep: Any) -> None:
    keep(case)
    assert retention.run()["cases"] == 0
    assert is_there(case)
    assert Note.select().count() == 1
    assert not Path(deletion_list.file()).exists()


def test_what_no_longer_goes_leaves_the_preview_and_comes_back_with_its_time_begun_anew(case: Case) -> None:
    _changed_since(case)
    retention.run()
    assert PlannedDeletion.select().count() == 0
    assert standing_of(Case.get_by_id(case.id)).step == Step.OUTDATED
    journalise(case)
    retention.run()
    row = PlannedDeletion.get(PlannedDeletion.what == Expiry.CASE)
    assert retention.goes_on(row) == today() + 7 * DAY


def test_the_preview_shows_what_is_due_within_its_days_and_no_more(make: Make) -> None:
    soon, later = close(make.case(), 180), close(make.case(), 150)
    journalise(soon), journalise(later)
    with time_machine.travel(retention.due_days(soon)[Expiry.CASE] - 3 * DAY + timedelta(hours=12), tick=False):
        retention.plan()
        assert [row.case_id for row in retention.planned()] == [soon.id]
        assert retention.goes_on(retention.planned().get()) == today() + 7 * DAY
        since = PlannedDeletion.get().since
    with time_machine.travel(now() + 2 * DAY, tick=False):
        retention.plan()
        assert PlannedDeletion.get(PlannedDeletion.case == soon).since == since, "it is announced once"


def test_the_municipality_decides_how_long(app: Any, case: Case, monkeypatch: Any) -> None:
    monkeypatch.setitem(app.config, "KEEP_CASES_MONTHS", 60)
    assert retention.run()["cases"] == 0
    monkeypatch.setitem(app.config, "KEEP_CASES_MONTHS", 1)
    PlannedDeletion.delete().execute()
    planned(case, 8)
    assert retention.run()["cases"] == 1


# -- parts of a case that go first


def test_photos_and_ended_shares_go_before_the_case_which_stays_journalised(make: Make) -> None:
    case = make.case()
    note = make.note(case=case, text="Skimmel")
    photo = make.photo(note)
    ended = make.share(note, make.contact(), photo, expires_at=now() - 31 * DAY)
    fresh = make.share(note, make.contact(), photo, expires_at=now() - 29 * DAY)
    case = close(case, 100)
    journalise(case)
    for what in (Expiry.PHOTOS, Expiry.SHARES):
        planned(case, 8, what=what)
    counts = retention.run()
    assert (counts["cases"], counts["photos of cases"], counts["shares of cases"]) == (0, 1, 1)
    assert Photo.select().count() == 0
    assert [share.id for share in Share.select()] == [fresh.id]
    assert ended.id != fresh.id
    assert standing_of(Case.get_by_id(case.id)).step == Step.JOURNALISED, "what was handed over is still all of it"
    assert Note.get().text == "Skimmel"


# -- a stop


def test_a_leader_stops_a_deletion_from_the_preview_and_lets_it_go_again(case: Case, make: Make) -> None:
    browser = make.client(make.user(Role.LEADER))
    number = case.number
    said = browser.get("/opbevaring").text
    assert f"Sag {number}" in said
    form = {"reason": "Klagesag i nævnet", "review_on": (today() + 30 * DAY).isoformat()}
    assert browser.post(f"/opbevaring/{case.id}/stop", data=form).status_code == 303
    assert retention.run()["cases"] == 0
    said = browser.get("/opbevaring").text
    assert "Slettes snart (0)" in said
    assert "Klagesag i nævnet" in said
    browser.post(f"/opbevaring/{case.id}/stop/ophaev")
    assert retention.run()["cases"] == 0, "it is announced anew"
    assert is_there(case)
    assert LegalHold.get().lifted_at is not None


def test_a_stop_whose_day_has_come_is_shown_so(make: Make) -> None:
    hold(close(make.case()), review_on=today() - DAY)
    said = make.client(make.user(Role.LEADER)).get("/opbevaring").text
    assert 'class="sub late"' in said
    assert "Skulle ses på igen i går" in said


def test_a_stop_that_is_set_anew_replaces_the_one_that_stands(case: Case, phone: Any) -> None:
    hold(case, reason="Den gamle grund")
    form = {"reason": "Den nye grund", "review_on": (today() + 30 * DAY).isoformat()}
    assert phone.post(f"/sager/{case.id}/journal/stop", data=form).status_code == 303
    standing = LegalHold.select().where(LegalHold.lifted_at.is_null())
    assert [row.reason for row in standing] == ["Den nye grund"]
    assert LegalHold.select().count() == 2


@pytest.mark.parametrize("role", [Role.WORKER, Role.LEADER])
@pytest.mark.parametrize(
    ("reason", "days", "sentence"),
    [
        ("", 30, "Skriv, hvorfor sagen skal blive"),
        ("Klagesag", 0, "Vælg en dag efter i dag og højst et år frem."),
        ("Klagesag", 367, "Vælg en dag efter i dag og højst et år frem."),
        ("Klage fra 010203-4567", 30, "Det ligner et CPR-nummer."),
    ],
)
def test_a_stop_without_a_reason_or_an_end_is_refused(
    case: Case, make: Make, role: Role, reason: str, days: int, sentence: str
) -> None:
    form = {"reason": reason, "review_on": (today() + days * DAY).isoformat()}
    path = f"/sager/{case.id}/journal/stop" if role == Role.WORKER else f"/opbevaring/{case.id}/stop"
    answer = make.client(make.user(role)).post(path, data=form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert LegalHold.select().count() == 0


def test_the_leader_sees_numbers_of_cases_and_nothing_of_what_they_are_about(case: Case, make: Make) -> None:
    make.party(case, make.resident(name="Amina Yusuf"))
    said = make.client(make.user(Role.LEADER)).get("/opbevaring").text
    assert "Nabokonflikt" not in said
    assert "Amina" not in said


def test_the_leader_sees_what_was_deleted_as_numbers(case: Case, make: Make) -> None:
    retention.run()
    said = make.client(make.user(Role.LEADER)).get("/opbevaring").text
    assert f'<th scope="row">{today():%Y-%m}</th><td>1</td><td>0</td><td>0</td>' in said
    assert str(case.id) not in said
