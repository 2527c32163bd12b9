"""A short round of injection: every text hostile, the pages of a worker and of everybody else, and nothing happens.

`make injection` plays the long one, with controls.
"""

import pytest

from boligsocial.models import Role
from tests.hostile import legs, rounds
from tests.hostile.stage import canary, staged
from tests.hostile.watched import chromium

# One page of each kind of place: lists, a case, a text, a field, a print, the portal, and the ways in.
SLICE = {
    None: ("accounts.log_in", "inquiries.public_form"),
    Role.WORKER: (
        *("today.start", "cases.case", "notes.note", "notes.edit", "notes.log", "sharing.new", "sharing.conversation"),
        *("inquiries.inquiry", "directory.people", "residents.resident", "mediation.party_print", "visits.visit"),
    ),
    Role.CONTACT: ("portal.inbox", "portal.share", "inquiries.own"),
    Role.VOLUNTEER: ("tasks.my_task", "directory.index"),
    Role.ADMIN: ("admin.user",),
}


@pytest.fixture
def stage(monkeypatch):
    with staged() as stage:
        monkeypatch.setattr(stage, "all_paths", lambda role: [stage.path(endpoint) for endpoint in SLICE[role]])
        yield stage


def test_nothing_that_people_write_runs_or_sends_or_fetches_anything(playwright, stage, record_property):
    with canary() as (port, calls), chromium(playwright, port) as browser:
        tally = rounds.Tally()
        rounds.play(browser, stage, tally, None, SLICE)
        legs.fetch_parts(browser, stage, tally)
    shown = f"{len(tally.shown)} payloads in {len({name for name, _number in tally.shown})} columns shown"
    record_property("measured", f"injection: {tally.loads} pages, {shown}, {len(tally.happened)} things happened")
    assert (tally.happened, calls) == ([], [])
    assert set(tally.statuses) == {200}
    assert len({name for name, _number in tally.shown}) > 20
