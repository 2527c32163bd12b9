"""Danish is the source, English the second language: whose choice counts, and where a choice leads."""

import pytest

from boligsocial import language
from boligsocial.models import User


def spoken(answer):
    """Return the language a page is in."""
    return answer.text.partition('<html lang="')[2][:2]


def test_outside_a_request_everything_is_danish(app):
    with app.app_context():
        assert language.language() == "da"
        assert language.gettext("Log ud") == "Log ud"
        assert language.ngettext("%(num)s dag", "%(num)s dage", 2) == "2 dage"
    assert language.language() == "da"


def test_a_sentence_without_values_may_hold_a_percent_sign(app):
    with app.test_request_context("/"):
        assert language.gettext("100 % dansk") == "100 % dansk"
        assert language.gettext("%(name)s er her", name="Maja") == "Maja er her"


def test_choosing_a_language_is_for_oneself_alone(make):
    maja, jonas = make.worker(), make.worker()
    make.client(maja).post("/sprog", data={"language": "en"})
    assert [User.get_by_id(user.id).language for user in (maja, jonas)] == ["en", "da"]


@pytest.mark.parametrize("stored", ["xx", "", "../en"])
def test_a_language_that_we_do_not_speak_is_danish(make, client, stored):
    assert spoken(make.client(make.worker(language=stored)).get("/mig")) == "da"
    with client.session_transaction() as session:
        session["language"] = stored
    assert spoken(client.get("/log-ind")) == "da"


def test_logging_in_brings_ones_own_language_along_at_once(make, client):
    client.post("/sprog", data={"language": "en"})
    assert spoken(client.get("/log-ind")) == "en"
    worker = make.worker(language="da")
    typed = {"kept": '[["text", "Fugt"]]', "kept_action": "/log"}
    answer = make.log_in(client, worker.username, **typed)
    assert spoken(answer) == "da"
    assert "Send igen" in answer.text
    assert spoken(client.post("/log-ud", follow_redirects=True)) == "da"


@pytest.mark.parametrize(
    ("target", "ends_at"),
    [
        ("/sager", "/sager"),
        ("/log-ind", "/log-ind"),
        ("", "/mig"),
        ("//evil.example", "/mig"),
        ("https://x.dk", "/mig"),
    ],
)
def test_after_the_choice_one_is_back_where_one_was_and_never_elsewhere(make, target, ends_at):
    answer = make.client(make.worker()).post("/sprog", data={"language": "en", "next": target})
    assert answer.location == ends_at


def counted(monkeypatch, name):
    """Let a function of the language module note each of its calls."""
    calls, real = [], getattr(language, name)

    def noting():
        calls.append(name)
        return real()

    monkeypatch.setattr(language, name, noting)
    return calls


def test_an_english_page_looks_for_its_catalogue_once_and_a_danish_page_never(make, monkeypatch):
    looks, chosen = counted(monkeypatch, "get_translations"), counted(monkeypatch, "chosen_language")
    assert spoken(make.client(make.worker()).get("/mig")) == "da"
    assert (len(looks), len(chosen)) == (0, 1)
    assert spoken(make.client(make.worker(language="en")).get("/mig")) == "en"
    assert (len(looks), len(chosen)) == (1, 2)
