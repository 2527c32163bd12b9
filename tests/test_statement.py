"""The accessibility statement: open to all, in both languages, and true."""

from boligsocial.models import Role
from boligsocial.statement import views
from tests.browser.measure import RULES, SMALLEST_TARGET
from tests.policy import POLICY, WRITES
from tests.test_pages import NO_PAGE


def test_anybody_reads_the_statement_in_danish_and_english(app, client, make):
    answer = client.get("/tilgaengelighed")
    assert answer.status_code == 200
    for said in ("lov nr. 692 af 8. juni 2018", "delvist", "EN 301 549", "26.11.2026", "digst.dk", "låst"):
        assert said in answer.text
    for role in Role:
        assert make.client(make.user(role)).get("/tilgaengelighed").status_code == 200
    client.post("/sprog", data={"language": "en", "next": "/tilgaengelighed"})
    assert "act no. 692 of 8 June 2018" in client.get("/tilgaengelighed").text


def test_it_says_whom_to_tell(app, client, monkeypatch):
    assert "Sig det til din boligsociale medarbejder" in client.get("/tilgaengelighed").text
    monkeypatch.setitem(app.config, "ACCESSIBILITY_CONTACT", "tilgang@kommune.example")
    assert "tilgang@kommune.example" in client.get("/tilgaengelighed").text


def test_one_tap_leads_there_before_and_after_the_login_and_from_the_public_form(client, make):
    for page in (client.get("/log-ind"), client.get("/henvend-dig"), make.client(make.contact()).get("/mig")):
        assert 'href="/tilgaengelighed"' in page.text


def test_what_it_says_was_tried_is_what_the_tests_try():
    # tests/browser/pages.py takes the same pages from the list of addresses.
    assert len(POLICY.keys() - NO_PAGE - WRITES) > views.PAGES_TRIED
    assert {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"} <= set(RULES["runOnly"]["values"])
    assert (views.SMALLEST_TARGET, views.NARROWEST, views.LARGEST_TEXT) == (SMALLEST_TARGET, 320, 200)
