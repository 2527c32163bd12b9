"""The complete set of guarding headers, exactly, on every address, every error and every file: one written-down table.

A header that is not in the table and not among the harmless ones fails, so that nobody adds one without a thought.
"""

from pathlib import Path
from uuid import UUID

import pytest
from flask import abort, url_for
from peewee import OperationalError

from boligsocial.access import allow
from boligsocial.models import Role
from tests.policy import BEFORE, FORMS, OUTBOX, POLICY
from tests.world import World, address, ask, methods

ANY = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
PAGE = {
    **ANY,
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "form-action 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
PHOTO = PAGE | {"Content-Security-Policy": "default-src 'none'; sandbox"}
FILE = ANY | {"Content-Security-Policy": "default-src 'none'; sandbox"}
KEPT, ASKED_ABOUT = {"Cache-Control": "public, max-age=31536000, immutable"}, {"Cache-Control": "no-cache"}
HTTPS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
# Where the table has another line than that of a page.
OTHERS = {
    "notes.photo": PHOTO,
    "notes.thumbnail": PHOTO,
    # "storage" would take the notes that wait on the phone with it; they are sealed, and outlive a log-out.
    "accounts.log_out": PAGE | {"Clear-Site-Data": '"cache"'},
    "accounts.log_out_everywhere": PAGE | {"Clear-Site-Data": '"cache"'},
}
HARMLESS = {
    *("Content-Type", "Content-Length", "Content-Disposition", "Content-Encoding", "ETag", "Location", "Allow"),
    *("Vary", "Set-Cookie", "HX-Redirect", "HX-Retarget", "HX-Reswap", "Retry-After", "Date"),
}


@pytest.fixture
def world(make):
    return World(make)


def guards(answer):
    """Return every header of an answer that is not harmless."""
    assert len({name for name, _value in answer.headers}) == len(answer.headers), "no header twice"
    return {name: value for name, value in answer.headers if name not in HARMLESS}


@pytest.mark.parametrize("endpoint", [endpoint for endpoint in POLICY if endpoint != "static"])
def test_every_address_has_the_tables_headers_for_its_people_for_others_and_for_nobody(app, world, endpoint):
    roles, kind = POLICY[endpoint]
    (method,) = methods(app, endpoint)
    BEFORE.get(endpoint, lambda world: None)(world)
    path = address(app, endpoint, world.own.get(kind, {}))
    role = min(roles) if roles else None
    world.role = role or world.role
    answer, _statements = ask(world, role, method, path, FORMS.get(endpoint, lambda world: {})(world))
    assert answer.status_code in (200, 303)
    assert guards(answer) == OTHERS.get(endpoint, PAGE)
    for other in {None, *Role} - roles if roles else ():
        answer, _statements = ask(world, other, method, path)
        assert (answer.status_code in (303, 401, 404), guards(answer)) == (True, PAGE)


@pytest.mark.parametrize("endpoint", OUTBOX)
@pytest.mark.parametrize("role", [None, Role.WORKER, Role.LEADER])
def test_every_address_of_the_outbox_has_them_whatever_it_answers(app, world, endpoint, role):
    _roles, method = OUTBOX[endpoint]
    (rule,) = app.url_map.iter_rules(endpoint)
    values = {name: "0" * 64 if name.startswith("sha") else UUID(int=1) for name in rule.arguments}
    answer = world.browser(role).open(address(app, endpoint, values), method=method, data=b"x")
    assert guards(answer) == PAGE
    assert "Set-Cookie" not in answer.headers


@pytest.fixture
def trouble(app, make, monkeypatch):
    """Let every visit to /mig, by page or by htmx, end in the trouble that is given."""
    monkeypatch.setitem(app.config, "TESTING", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def meet(status, https, **headers):
        def stumble():
            if status == 503:
                raise OperationalError("database is locked")
            if status == 500:
                raise RuntimeError
            abort(status)

        monkeypatch.setitem(app.view_functions, "accounts.me", allow(Role.WORKER)(stumble))
        browser = make.client(make.worker())
        return browser.get("/mig", headers=headers, environ_overrides={"wsgi.url_scheme": "https" if https else "http"})

    return meet


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 408, 409, 410, 413, 414, 422, 429, 431, 500, 501, 503])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}, {"Accept": "application/json"}])
def test_every_error_has_them_as_page_and_as_part(trouble, status, headers):
    answer = trouble(status, https=False, **headers)
    assert answer.status_code == status
    assert guards(answer) == PAGE


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/mig/adgangskode", 400),
        ("POST", "/log", 400),
        ("PUT", f"/o/{UUID(int=1)}", 403),
        ("GET", "/findes-ikke", 404),
        ("GET", "/static/findes-ikke.js", 404),
        ("GET", "/static/../app.py", 404),
        ("GET", "/o/findes-ikke", 404),
        ("DELETE", "/mig", 405),
        ("TRACE", "/log-ind", 405),
        ("OPTIONS", "/log-ind", 200),
        ("HEAD", "/mig", 200),
    ],
)
def test_what_is_met_without_a_view_has_them(app, make, monkeypatch, method, path, status):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    answer = make.client(make.worker()).open(path, method=method, data={"text": "x"} if method == "POST" else None)
    assert (answer.status_code, guards(answer)) == (status, PAGE)


def test_a_form_sent_back_one_too_large_and_one_too_many_have_them(make):
    worker = make.client(make.worker())
    answer = worker.post("/log", data={"text": "x"})
    assert (answer.status_code, guards(answer)) == (422, PAGE)
    answer = worker.post("/log", data={"text": "x"}, environ_overrides={"CONTENT_LENGTH": str(10**9)})
    assert (answer.status_code, guards(answer)) == (413, PAGE)
    nobody = make.client()
    for _time in range(6):
        answer = nobody.post("/log-ind", data={"username": "x", "password": "y"})
    assert (answer.status_code, guards(answer)) == (429, PAGE)


def test_a_name_that_is_not_ours_has_them_too(client):
    answer = client.get("/log-ind", headers={"Host": "evil.example"})
    assert (answer.status_code, guards(answer)) == (400, PAGE)


def test_over_https_all_of_it_insists_on_https(client, trouble):
    secure = {"base_url": "https://bolig.example.dk"}
    assert guards(client.get("/log-ind", **secure)) == PAGE | HTTPS
    assert guards(client.get("/findes-ikke", **secure)) == PAGE | HTTPS
    assert guards(client.get("/static/app.css", **secure)) == FILE | ASKED_ABOUT | HTTPS
    assert guards(trouble(500, https=True)) == PAGE | HTTPS
    assert guards(client.get("/log-ind", base_url="https://evil.example")) == PAGE | HTTPS


def test_every_static_file_has_its_own_few_and_is_kept_only_under_its_hash(app, client):
    folder = Path(app.static_folder)
    names = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    assert len(names) > 10
    for name in names:
        with app.test_request_context():
            hashed = url_for("static", filename=name)
        for path, cache in ((hashed, KEPT), (f"/static/{name}", ASKED_ABOUT), (f"/static/{name}?v=0", ASKED_ABOUT)):
            with client.get(path) as answer:
                assert (answer.status_code, guards(answer)) == (200, FILE | cache), path
