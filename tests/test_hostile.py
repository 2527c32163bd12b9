"""Whatever is posted into any field of any form ends in an answer for people, never in a stumble."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from wtforms import PasswordField

from boligsocial.errors import NOT_KEPT
from boligsocial.fields import HouseForm
from tests.policy import ANYBODY, BEFORE, FORMS, POLICY, WRITES
from tests.watch import written
from tests.world import World, address, ask

HOSTILE = (
    "",
    "nul\0tegn",
    "9" * 40,
    "-1",
    str(2**63),
    str(uuid4()),
    "x" * 30_000,
    "'; DROP TABLE note; --",
    '<img src=x hx-post="/log-ud" hx-trigger=load onerror=alert(1)>',
    "{{ config }}%(name)s %s",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") + "\u202e\u0301" * 50,
    "0001-01-01",
)


NO_COLUMN_HOLDS = {"nul\0tegn", "9" * 40, str(2**63)}
PAGES_WITHOUT_A_ROW = {name for name, (_roles, kind) in POLICY.items() if kind is None} - WRITES - {"static"}
QUERY = (
    *("department", "dwelling", "case", "visit", "note", "topic", "kind", "org", "page", "after", "saved", "undone"),
    *("cancelled", "status", "area", "next", "mine"),
)


@pytest.fixture
def world(make):
    return World(make)


@pytest.mark.parametrize("endpoint", FORMS)
def test_a_form_survives_anything_in_any_field(app, world, endpoint):
    roles, kind = POLICY[endpoint]
    BEFORE.get(endpoint, lambda world: None)(world)
    path = address(app, endpoint, world.own.get(kind, {}))
    role = None if roles is ANYBODY else min(roles)
    world.role = role or world.role
    good = FORMS[endpoint](world)
    for field in [*good, "write_id", "photos", "staged", "next"]:
        for value in HOSTILE:
            answer, _statements = ask(world, role, "POST", path, {**good, field: value})
            assert answer.status_code < 500, f"{field}={value[:40]!r}"
            if answer.status_code == 404:
                assert value in NO_COLUMN_HOLDS, f"{field}={value[:40]!r} is no reason for not found"
            assert "<img src=x" not in answer.text
            assert not (answer.location or "").startswith(("//", "http"))


@pytest.mark.parametrize("endpoint", sorted(PAGES_WITHOUT_A_ROW))
def test_an_address_survives_anything_in_its_query(app, world, endpoint):
    roles, _kind = POLICY[endpoint]
    path, role = address(app, endpoint, {}), None if roles is ANYBODY else min(roles)
    for value in HOSTILE:
        query = "&".join(f"{name}={quoted(value)}" for name in QUERY)
        answer, statements = ask(world, role, "GET", f"{path}?{query[:20_000]}")
        assert answer.status_code < 500, value[:40]
        assert "<img src=x" not in answer.text
        assert all("audit_row" in write for write in written(statements))


def quoted(value):
    return quote(value[:1500])


def test_what_comes_back_from_a_refused_form_holds_no_secret(app, make, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    secrets = {"current": "den gamle kode", "password": "den nye kode"}
    for browser in (make.client(make.worker()), make.client()):
        answer = browser.post("/mig/adgangskode", data={**secrets, "text": "Det her må gerne komme igen"})
        assert answer.status_code in (400, 401)
        assert "kept" in answer.text or "Send igen" in answer.text
        assert not any(secret in answer.text for secret in secrets.values())


def test_every_field_for_a_secret_is_known_to_be_one():
    def forms(form):
        return {form}.union(*map(forms, form.__subclasses__()))

    fields = [(name, field) for form in forms(HouseForm) for name, field in vars(form).items()]
    secret = {name for name, field in fields if getattr(field, "field_class", None) is PasswordField}
    assert "password" in secret
    assert secret <= NOT_KEPT
