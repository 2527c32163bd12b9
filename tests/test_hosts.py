"""The names that the house answers to, and the name in the links it hands out."""

import pytest

from boligsocial.hosts import public_link
from boligsocial.models import AuditRow, LoginAttempt, Role


@pytest.fixture
def named(app, monkeypatch):
    """The house with a name of its own and one more."""
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://bolig.kommunen.example/")
    monkeypatch.setitem(app.config, "HOSTS", "bolig.intern, 10.0.0.4:8080")


STRANGE = [
    "evil.example",
    "evil.example:5000",
    "bolig.kommunen.example.evil.example",
    "evilbolig.kommunen.example",
    "x.bolig.kommunen.example",
    "bolig.kommunen.example@evil.example",
    "bolig.kommunen.example/evil",
    "bolig.kommunen.example,evil.example",
    "bolig.kommunen.example.",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "10.0.0.40",
    "[::2]",
    "[::1",
    "::1",
    "bolig.intern:81:82",
    "bolig intern",
    "",
]


@pytest.mark.parametrize("host", STRANGE)
@pytest.mark.parametrize(("method", "path"), [("GET", "/log-ind"), ("POST", "/log-ind"), ("GET", "/static/app.css")])
def test_another_name_gets_400_and_nothing_is_done_for_it(make, named, host, method, path):
    browser = make.client(make.worker())
    rows = AuditRow.select().count()
    answer = browser.open(path, method=method, data={"username": "x", "password": "y"}, headers={"Host": host})
    assert (answer.status_code, answer.text, answer.mimetype) == (400, "400\n", "text/plain")
    assert "Set-Cookie" not in answer.headers
    assert (AuditRow.select().count(), LoginAttempt.select().count()) == (rows, 0)


@pytest.mark.parametrize(
    "host",
    [
        "bolig.kommunen.example",
        "BOLIG.kommunen.example:443",
        "bolig.intern",
        "10.0.0.4",
        "localhost:5000",
        "127.0.0.1:5001",
        "[::1]:5000",
    ],
)
def test_its_own_names_are_answered_with_any_port(client, named, host):
    assert client.get("/log-ind", headers={"Host": host}).status_code == 200


def test_a_house_without_a_name_answers_this_machine_alone(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "HOSTS", "")
    assert client.get("/healthz").status_code == 200
    assert client.get("/healthz", headers={"Host": "bolig.example.dk"}).status_code == 400


def test_links_for_posters_and_new_people_never_follow_the_name_that_was_asked_for(make, named):
    department, elsewhere = make.department(), {"X-Forwarded-Host": "evil.example"}
    poster = make.client(make.worker()).get(f"/afdelinger/{department.id}/plakat", headers=elsewhere)
    assert f"bolig.kommunen.example/henvend-dig?afdeling={department.id}" in poster.text
    person = {"username": "ida", "first_name": "Ida", "full_name": "Ida Solbjerg", "role": "worker", "title": "x"}
    page = make.client(make.user(Role.ADMIN)).post("/brugere/ny", data=person, headers=elsewhere)
    assert "https://bolig.kommunen.example/aktiver/" in page.text
    for text in (poster.text, page.text):
        assert "evil.example" not in text
        assert "localhost" not in text


@pytest.mark.parametrize("host", ["bolig.kommunen.example", "bolig.intern", "localhost:5000", "evil.example"])
def test_a_link_begins_with_the_public_url(app, named, host):
    with app.test_request_context("/", base_url=f"http://{host}"):
        assert public_link("accounts.log_in") == "https://bolig.kommunen.example/log-ind"


def test_a_house_that_was_told_no_url_uses_the_one_it_is_visited_by(app):
    with app.test_request_context("/", base_url="http://127.0.0.1:5001"):
        assert public_link("accounts.log_in") == "http://127.0.0.1:5001/log-ind"
