"""Forms changed by chance: no stumble, no second of waiting, nothing touched that the sender may not see.

`make fuzz` sends 10,000 of them; here each form is sent a few times.
"""

import os
import re
import time
from collections import Counter
from contextlib import contextmanager
from random import Random
from unittest.mock import patch
from uuid import uuid4

import pytest
import time_machine

from boligsocial.clock import now
from boligsocial.db import db
from tests.hostile.changes import Sight, changes, everything, lasting
from tests.hostile.mutations import File, Mutations, column_names, every_id
from tests.hostile.world import FullWorld
from tests.policy import ANYBODY, BEFORE, BUTTONS, FORMS, POLICY, WRITES
from tests.test_pages import WALK
from tests.watch import watched, written
from tests.world import address, ask

FORMS_IN_ALL = int(os.environ.get("FUZZ_FORMS", "150"))
TIMES = FORMS_IN_ALL // len(WRITES) + 1
IS_LONG = FORMS_IN_ALL > 1_000
SHARDS = 4 if IS_LONG else 1
# A leader seals by number, or keeps from deletion, what they cannot open. Visits go to whoever keeps what is sealed.
UNSEEN = {
    "seals.seal_by_number": {"Seal.case", "Visit.worker", "Visit.finished_at"},
    "retaining.hold": {"LegalHold.case"},
}
SLOW_SECONDS = 1.0
# The forms of a few rooms take seconds, all of them minutes.
SOME_ROOMS = {"cases", "sharing", "portal"}
# Ways to say the same power: a number, another's row, a role, a moment, a yes.
CLAIMS = ("1", "admin", "2020-01-01", "y")


@pytest.fixture
def world(make):
    return FullWorld(make)


def sent(world, role, path, form, kind=None):
    """Send a form, take back what it changed; return the answer, the changes and the seconds it took."""
    data = {name: value.as_sent() if isinstance(value, File) else value for name, value in form.items()}
    with db.obj.atomic() as moment:
        browser = world.browser(role)
        with watched() as statements:
            begun = time.perf_counter()
            answer = browser.post(path, data=data if kind is None else str(form), content_type=kind)
            seconds = time.perf_counter() - begun
        found = changes(world.rows, everything()) if written(statements) else []
        moment.rollback()
    return answer, found, seconds


@contextmanager
def prepared(app, world, endpoint):
    """Yield who sends the form, where to and what, in a world in which that can be done."""
    roles, kind = POLICY[endpoint]
    with db.obj.atomic() as moment:
        BEFORE.get(endpoint, lambda world: None)(world)
        world.rows = everything()
        good = {"next": "/", **FORMS.get(endpoint, lambda world: {})(world)}
        elsewhere = [address(app, endpoint, values) for values in world.foreign.get(kind, ())] if kind else []
        own = address(app, endpoint, world.own.get(kind, {}))
        yield None if roles is ANYBODY else min(roles), own, elsewhere, good
        moment.rollback()


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_changed_form_ends_in_an_answer_at_once_and_touches_nothing_out_of_sight(app, world, shard, record_property):
    tally = Counter()
    names, ids, sights = column_names(), every_id(), {}
    for endpoint in sorted(WRITES)[shard::SHARDS]:
        with prepared(app, world, endpoint) as (role, own, elsewhere, good):
            # The same person sees the same, unless the world was changed for this form.
            own_sight = endpoint if endpoint in BEFORE or endpoint in UNSEEN else role
            sight = sights.setdefault(own_sight, Sight(world, role, UNSEEN.get(endpoint, ())))
            chance = Mutations(endpoint, names, ids)
            for _time in range(TIMES):
                path = chance.luck.choice(elsewhere) if elsewhere and chance.luck.random() < 0.15 else own
                hold(world, role, path, chance, good, sight, tally)
    slowest = tally.pop("slowest")
    record_property("measured", f"fuzz {shard}: {tally.total()} forms, {dict(tally)}, the slowest {slowest} ms")


def hold(world, role, path, chance, good, sight, tally):
    """Send one changed form, and hold what came of it to the rules."""
    form, kind = chance.form(good), chance.kind()
    answer, found, seconds = sent(world, role, path, form, kind)
    assert answer.status_code < 500, f"{path} {str(form)[:2000]}"
    assert sight.forbidden(found) == [], f"{path} {str(form)[:2000]}"
    if seconds > SLOW_SECONDS:
        # A machine with much to do is slow by itself; a form that is slow is so each time.
        seconds = min(sent(world, role, path, form, kind)[2] for _again in range(3))
        assert seconds < SLOW_SECONDS, f"{path} {str(form)[:2000]}"
    tally[answer.status_code] += 1
    tally["slowest"] = max(tally["slowest"], round(seconds * 1000))


# -- nothing more is taken from a form than its page offers


def offered(app, world, rooms):
    """Return the names that the forms of these rooms' pages offer, by where they are sent."""
    names = {}
    for endpoint, role in [(endpoint, role) for endpoint, role in WALK if room_of(endpoint) in rooms]:
        page = ask(world, role, "GET", address(app, endpoint, world.own.get(POLICY[endpoint][1], {})))[0].text
        for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
            for sent_to in re.findall(r' (?:form)?action="([^"]+)"', form):
                names.setdefault(sent_to, set()).update(re.findall(r' name="([^"]+)"', form))
    return names


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_form_takes_no_more_than_its_page_offers(app, world, shard):
    endpoints = sorted(FORMS.keys() | BUTTONS)[shard::SHARDS]
    endpoints = [endpoint for endpoint in endpoints if IS_LONG or room_of(endpoint) in SOME_ROOMS]
    rooms = {room_of(endpoint) for endpoint, _role in WALK} if IS_LONG else SOME_ROOMS
    taken, names = {}, offered(app, world, rooms)
    for endpoint in endpoints:
        with prepared(app, world, endpoint) as (role, path, _elsewhere, good), time_machine.travel(now(), tick=False):
            form = {**good, "write_id": str(uuid4())}
            more = [name for name in column_names() if name not in form.keys() | names.get(path, set())]
            plain = outcome(world, role, path, form)
            for claim in (*CLAIMS, str(world.foreign["case"][0]["case_id"]), str(world.other_worker.id)):

                def differs(names, claim=claim, form=form, role=role, path=path, plain=plain):
                    return outcome(world, role, path, {**form, **dict.fromkeys(names, claim)}) != plain

                if found := culprits(more, differs):
                    taken.setdefault(endpoint, set()).update(found)
    assert taken == {}


def room_of(endpoint):
    return endpoint.partition(".")[0]


def outcome(world, role, path, form):
    # The same ids, salts and tokens each time, so that only the form makes a difference.
    chance = Random("the same").randbytes  # noqa: S311 - nothing secret
    with patch("os.urandom", chance), patch("random._urandom", chance):
        answer, found, _seconds = sent(world, role, path, form)
    return answer.status_code, lasting(found)


def culprits(names, differs):
    """Return those of the names that make a difference by themselves, or together when none does."""
    if not names or not differs(names):
        return []
    if len(names) == 1:
        return names
    half = len(names) // 2
    return [*culprits(names[:half], differs), *culprits(names[half:], differs)] or names
