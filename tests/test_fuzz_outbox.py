"""What phones send, made up by chance: JSON that is a note, nearly one, or none; every method, every address under /o/.

`make fuzz` tries 1,000 of them; here a few are tried.
"""

import json
import os
import time
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from boligsocial.clock import now
from boligsocial.db import db
from boligsocial.models import Note, Role
from tests.hostile.changes import Sight, changes, everything
from tests.hostile.mutations import TEXTS, every_id
from tests.hostile.world import FullWorld
from tests.outbox_world import in_ms, payload, sha256
from tests.watch import untraced, watched, written

BARE = ("HEAD", "OPTIONS")
CASES = int(os.environ.get("FUZZ_OUTBOX", "60"))
SLOW_SECONDS = 1.0
CHANCE = settings(
    max_examples=CASES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
TEXT = some.one_of(some.sampled_from([text for text in TEXTS if len(text) < 10_000]), some.text(max_size=300))
NUMBER = some.one_of(
    some.integers(), some.floats(), some.sampled_from([2**63, -(2**63), 10**400, 1e300, 253402300800000])
)
VALUE = some.recursive(
    some.one_of(some.none(), some.booleans(), NUMBER, TEXT),
    lambda inner: some.one_of(some.lists(inner, max_size=4), some.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=12,
)
FIELDS = ("v", "at", "kind", "topic", "department", "text", "dwelling", "case", "party", "visit", "when", "day", "time")
METHODS = some.sampled_from(["PUT"] * 8 + ["GET", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND"])
HEADERS = some.fixed_dictionaries(
    {},
    optional={
        "X-Outbox-User": some.one_of(some.just("me"), some.sampled_from(["", "0", "-1", "9" * 40, "1;", "x"])),
        "X-Now": some.sampled_from(["", "x", "0", "-1", "9" * 30, "1e9", str(2**63)]),
        "Content-Type": some.sampled_from(
            ["application/json", "multipart/form-data", "text/plain", "x", "a/b; charset=x"]
        ),
        "Content-Encoding": some.sampled_from(["gzip", "br", "x"]),
        "HX-Request": some.just("true"),
        "Accept": some.sampled_from(["text/html", "*/*", "x"]),
    },
)


@pytest.fixture
def world(make):
    return FullWorld(make)


@some.composite
def bodies(draw, good, ids):
    """The bytes of a good note with some fields changed, of some other JSON, or of no JSON at all."""
    kind = draw(some.sampled_from(["note"] * 5 + ["json", "bytes"]))
    if kind == "bytes":
        return draw(some.binary(max_size=400))
    if kind == "json":
        return json.dumps(draw(VALUE)).encode("utf-8", "surrogatepass")
    odd = some.one_of(VALUE, some.sampled_from(ids))
    changed = draw(
        some.dictionaries(some.sampled_from((*FIELDS, "pics", "id", "author", "role", "owner")), odd, max_size=4)
    )
    return json.dumps({**good, **changed}).encode("utf-8", "surrogatepass")


@some.composite
def requests(draw, good, ids):
    """A method, an address, headers and a body."""
    one = some.sampled_from([*ids, "0", "x", "%00", "..", "a" * 300])
    note = draw(some.one_of(some.just(str(uuid4())), one))
    body = draw(bodies(good, ids))
    last = draw(some.sampled_from([sha256(body), "a" * 64, "A" * 64, "0", "%2e%2e"]))
    path = draw(
        some.sampled_from(
            [*[f"/o/{note}"] * 6, *[f"/o/{note}/{last}"] * 3, "/o/session", "/o/lister", f"/o/stored/{note}"]
            + [f"/o/stored/{note}?path={last}", "/o/", f"/o/{note}/{last}/{last}"]
        )
    )
    return draw(METHODS), path, draw(HEADERS), body


def test_whatever_a_phone_sends_is_answered_at_once_in_json_and_touches_nothing_out_of_sight(
    app, world, record_property
):
    before, ids, good, slowest, answers = everything(), every_id(), payload(world.here), [0.0], []
    people = {role: Sight(world, role) for role in (None, Role.WORKER, Role.CONTACT, Role.LEADER)}

    @CHANCE
    @given(requests(good, ids), some.sampled_from([Role.WORKER] * 6 + [None, Role.CONTACT, Role.LEADER]))
    def one(asked, role):
        answer, found, seconds = sent(world, before, role, *asked)
        assert is_an_answer(answer, asked[0])
        assert people[role].forbidden(found) == []
        assert all(row["author"] == world.users[role].id for row in new_notes(found))
        seconds = min(seconds, sent(world, before, role, *asked)[2]) if seconds > SLOW_SECONDS else seconds
        assert seconds < SLOW_SECONDS
        slowest[0] = max(slowest[0], seconds)
        answers.append((answer.status_code, bool(found)))

    one()
    stored = sum(1 for _status, has_changed in answers if has_changed)
    record_property(
        "measured", f"outbox: {len(answers)} cases, {stored} stored, the slowest {slowest[0] * 1000:.0f} ms"
    )
    assert stored > len(answers) / 10, "the cases are too odd to meet what stores"


def is_an_answer(answer, method):
    return answer.status_code < 500 and (answer.is_json or answer.status_code in (200, 405) or method in BARE)


def new_notes(found):
    return [one.after for one in found if one.table is Note and one.before is None]


def sent(world, before, role, method, path, headers, body):
    """Send a request; return the answer, what it changed, and the seconds it took."""
    me = str(world.users[role].id) if role else "1"
    given_headers = {"X-Outbox-User": me, "X-Now": str(in_ms(now())), **headers}
    given_headers = {name: me if value == "me" else value for name, value in given_headers.items()}
    with db.obj.atomic() as moment:
        browser = world.browser(role)
        with watched() as statements:
            begun = time.perf_counter()
            answer = browser.open(path, method=method, headers=given_headers, data=body)
            answer.get_data()
            seconds = time.perf_counter() - begun
        found = changes(before, everything()) if written(statements) else []
        moment.rollback()
    assert untraced(statements) == []
    return answer, found, seconds
