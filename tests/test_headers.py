"""The exact headers and cookies of every kind of answer."""

import re

import pytest
from flask import url_for

from boligsocial.access import allow
from boligsocial.models import Role

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "object-src 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}


def assert_guarded(answer, **other):
    wanted = ALWAYS | {"Cache-Control": "no-store"} | {name.replace("_", "-"): value for name, value in other.items()}
    assert {name: answer.headers.get(name) for name in wanted} == wanted
    assert "Server" not in answer.headers
    assert "X-Powered-By" not in answer.headers


def test_a_page(make):
    answer = make.client(make.worker()).get("/mig")
    assert answer.status_code == 200
    assert_guarded(answer, Content_Type="text/html; charset=utf-8")
    assert {"HX-Request", "Cookie"} <= set(answer.vary)


@pytest.mark.parametrize("who", ["worker", "nobody"])
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/findes-ikke", 404),
        ("PUT", "/mig", 405),
        ("GET", "/static/findes-ikke.js", 404),
        ("GET", "/log-ind", None),
    ],
)
def test_an_error_page(make, who, method, path, status):
    browser = make.client(make.worker() if who == "worker" else None)
    answer = browser.open(path, method=method)
    assert status is None or answer.status_code == status
    assert_guarded(answer)


def test_a_redirect_and_an_answer_to_htmx(make, client):
    answer = client.get("/mig")
    assert answer.status_code == 303
    assert answer.location == "/log-ind?next=/mig"
    assert_guarded(answer)
    answer = client.get("/mig", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/log-ind?next=/mig")
    assert_guarded(answer)
    answer = client.post("/log", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (401, "#message")
    assert_guarded(answer)


def test_a_stumble_shows_nothing_of_the_inside(app, make, monkeypatch):
    def stumble():
        raise RuntimeError("secret of the inside")

    monkeypatch.setitem(app.view_functions, "accounts.me", allow(Role.WORKER)(stumble))
    monkeypatch.setitem(app.config, "TESTING", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = make.client(make.worker()).get("/mig")
    assert answer.status_code == 500
    assert "Det gik galt hos os" in answer.text
    assert "secret" not in answer.text
    assert_guarded(answer)


FOR_GOOD = "public, max-age=31536000, immutable"
INERT = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def assert_inert(answer, cache):
    """A static file is guarded as far as that means something, and says no word more."""
    wanted = INERT | {"Cache-Control": cache}
    assert {name: answer.headers.get(name) for name in ALWAYS.keys() | wanted.keys()} == dict.fromkeys(ALWAYS) | wanted
    assert not {"Set-Cookie", "Last-Modified", "Expires"} & set(answer.headers.keys())
    assert not {"Cookie", "HX-Request"} & set(answer.vary)


@pytest.mark.parametrize("name", ["app.css", "app.min.js", "icon.svg", "icons/icon-192.png", "app.webmanifest"])
def test_a_static_file_may_be_kept_for_good_because_its_address_changes_with_it(app, make, name):
    with app.test_request_context():
        address = url_for("static", filename=name)
    answer = make.client(make.worker()).get(address)
    assert answer.status_code == 200
    assert_inert(answer, FOR_GOOD)
    unchanged = make.client().get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert_inert(unchanged, FOR_GOOD)


def test_pages_name_static_files_with_the_hash_of_their_content(client):
    page = client.get("/log-ind").text
    for name in ("app.css", "app.min.js", "app.webmanifest"):
        assert re.search(rf'"/static/{name}\?v=[0-9a-f]{{10}}"', page)


@pytest.mark.parametrize("version", ["", "?v=", "?v=0123456789"])
def test_a_static_file_under_an_address_without_its_hash_is_asked_about_each_time(client, version):
    assert_inert(client.get(f"/static/app.css{version}"), "no-cache")


def test_a_photo_runs_nothing_and_is_kept_by_nobody(make):
    note = make.note()
    photo = make.photo(note)
    for path in (f"/fotos/{photo.id}", f"/fotos/{photo.id}/lille"):
        answer = make.client(note.author).get(path)
        assert answer.status_code == 200
        assert_guarded(answer, Content_Type="image/jpeg", Content_Security_Policy="default-src 'none'; sandbox")


def test_encryption_is_insisted_on_where_there_is_any(client):
    assert "Strict-Transport-Security" not in client.get("/log-ind").headers
    answer = client.get("/log-ind", base_url="https://bolig.example.dk")
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


@pytest.fixture
def cookie_after_login(make):
    """Sign in at an address and return the cookie's line."""

    def sign_in(base_url):
        worker, browser = make.worker(is_demo=True), make.client()
        answer = browser.post("/log-ind/demo", data={"person": worker.username}, base_url=base_url)
        assert answer.status_code == 303
        (line,) = answer.headers.getlist("Set-Cookie")
        return line.split("; ")

    return sign_in


def test_the_cookie_is_bound_to_the_host_and_to_encryption(cookie_after_login):
    name_and_value, *rest = cookie_after_login("https://bolig.example.dk")
    assert name_and_value.startswith("__Host-boligsocial=")
    assert sorted(rest) == ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]


def test_plain_http_from_another_machine_gets_a_cookie_that_does_not_travel(cookie_after_login):
    assert "Secure" in cookie_after_login("http://bolig.example.dk")
    assert "Secure" in cookie_after_login("http://192.168.1.5:5000")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:5000", "[::1]:5000", "[::1]"])
def test_on_the_machine_itself_plain_http_works(cookie_after_login, host):
    name_and_value, *rest = cookie_after_login(f"http://{host}")
    assert name_and_value.startswith("boligsocial=")
    assert sorted(rest) == ["HttpOnly", "Path=/", "SameSite=Lax"]


def test_logging_out_empties_the_browsers_cache_and_a_read_sets_no_cookie(make):
    browser = make.client(make.worker())
    browser.get("/mig")
    assert "Set-Cookie" not in browser.get("/mig").headers
    answer = browser.post("/log-ud")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert_guarded(answer)
