"""Every answer says what it is, and every text says how its letters are written."""

from mimetypes import guess_type
from pathlib import Path

import pytest

from tests.policy import BEFORE, FORMS, POLICY
from tests.world import World, address, ask, methods

STATIC = Path(__file__).parent.parent / "static"
SERVED = {".css", ".js", ".png", ".svg", ".webmanifest"}


@pytest.fixture
def world(make):
    return World(make)


def has_kind(answer):
    """Return whether an answer with a body says its kind, and a text its charset."""
    kind, _, parameters = answer.headers.get("Content-Type", "").partition(";")
    is_text = kind.startswith("text/") or kind.endswith("+xml")
    return bool(kind) and kind != "application/octet-stream" and (not is_text or parameters.strip() == "charset=utf-8")


def test_every_answer_says_its_kind_and_every_text_its_charset(app, world):
    wrong = []
    for endpoint, (roles, kind) in POLICY.items():
        for method in methods(app, endpoint) if endpoint != "static" else ():
            BEFORE.get(endpoint, lambda world: None)(world)
            path = address(app, endpoint, world.own.get(kind, {}))
            form = FORMS.get(endpoint, lambda world: {})(world)
            for role in {min(roles) if roles else None, None}:
                answer, _statements = ask(world, role, method, path, form)
                if answer.data and not has_kind(answer):
                    wrong.append((method, path, role, answer.headers.get("Content-Type")))
    assert wrong == []


def test_every_error_and_every_answer_to_a_phone_says_its_kind(client):
    for path in (
        "/findes-ikke",
        "/static/findes-ikke.js",
        "/o/findes-ikke",
        "/healthz",
        "/readyz",
        "/uden-net",
        "/sw.js",
    ):
        assert has_kind(client.get(path)), path


def test_every_file_says_its_kind(client):
    files = [path for path in STATIC.rglob("*") if path.suffix in SERVED]
    assert len(files) > 10
    for path in files:
        answer = client.get(f"/static/{path.relative_to(STATIC)}")
        assert (answer.status_code, has_kind(answer)) == (200, True), path.name
        assert guess_type(path.name)[0] in (answer.mimetype, None)
