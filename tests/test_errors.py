"""When something goes wrong: what was typed comes back, one tap from sending, to the person's own page alone."""

import io
import re
from html import unescape
from uuid import uuid4

import pytest
from peewee import DataError, OperationalError

from boligsocial.access import allow
from boligsocial.models import AuditRow, LoginSession, Note, Role

HTMX = {"HX-Request": "true"}
AGAIN = "Fotos skal vælges igen"


@pytest.fixture
def typed(make):
    """A note as a worker typed it."""
    return {"kind": "visit", "topic": "noise", "department": str(make.department().id), "text": "Tabes ikke"}


@pytest.fixture
def guarded(app, monkeypatch):
    """Forms need their token, as in the server."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


def fields_of(page):
    """Return the fields of the form that sends it again."""
    form = page[: page.index("Send igen")].rpartition("<form")[2]
    text = re.findall(r'<textarea[^>]*name="(text)"[^>]*>\n([^<]*)<', form)
    return [(name, unescape(value)) for name, value in [*re.findall(r'name="(\w+)" value="([^"]*)"', form), *text]]


def photo(make):
    return (io.BytesIO(make.picture()), "foto.jpg")


def test_a_form_with_an_old_token_comes_back_with_a_fresh_one_and_is_stored_once(make, phone, typed, guarded):
    data = {**typed, "staged": ["a", "b"], "csrf_token": "gammel", "write_id": str(uuid4())}
    answer = phone.post("/log", data=data)
    assert answer.status_code == 400
    assert 'action="/log"' in answer.text
    fields = fields_of(answer.text)
    assert [name for name, _value in fields] == [
        *("csrf_token", "kind", "topic", "department", "staged", "staged", "write_id", "text")
    ]
    again = {name: value for name, value in fields if name != "staged"}
    assert again["csrf_token"] != "gammel"
    assert [phone.post("/log", data=again).status_code for _tap in range(2)] == [303, 303]
    assert [note.text for note in Note.select()] == ["Tabes ikke"]


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_another_sites_form_gets_the_plain_refusal(phone, typed, guarded, site):
    answer = phone.post("/log", data=typed, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 400
    assert "Tabes ikke" not in answer.text
    assert "Send igen" not in answer.text
    answer = phone.post("/log", data=typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert "Tabes ikke" in answer.text


def test_a_button_with_an_old_token_has_nothing_to_send_again(make, worker, phone, guarded):
    answer = phone.post(f"/log/{make.note(worker).id}/fortryd", data={"csrf_token": "gammel", "write_id": "x"})
    assert answer.status_code == 400
    assert "Send igen" not in answer.text
    assert "Intet er gemt" in answer.text
    assert Note.get().undone_at is None


def test_a_used_form_comes_back_with_an_id_of_its_own_and_is_stored_once(phone, typed):
    first = {**typed, "text": "Den første", "write_id": str(uuid4())}
    phone.post("/log", data=first)
    answer = phone.post("/log", data={**first, "text": "Den anden"})
    assert answer.status_code == 409
    again = dict(fields_of(answer.text))
    assert again["write_id"] != first["write_id"]
    assert [phone.post("/log", data=again).status_code for _tap in range(2)] == [303, 303]
    assert {note.text for note in Note.select()} == {"Den første", "Den anden"}
    assert AuditRow.select().where(AuditRow.event == "note.logged").count() == 2


def test_what_came_through_the_login_is_stored_once_however_often_it_is_tapped(make, worker, phone, typed):
    LoginSession.delete().execute()
    page = phone.post("/log", data=typed).text
    form = page[page.index('action="/log-ind"') :].partition("</form>")[0]
    carried = {name: unescape(value) for name, value in re.findall(r'name="(kept\w*)" value="([^"]*)"', form)}
    page = make.log_in(phone, worker.username, **carried).text
    for _tap in range(2):
        assert phone.post("/log", data=dict(fields_of(page))).status_code == 303
    assert Note.select().count() == 1


@pytest.mark.parametrize("chosen", [True, False])
def test_photos_that_a_browser_forgets_are_said_to_be_forgotten_and_only_those(make, worker, phone, typed, chosen):
    def files():
        # The form has two file inputs; an empty one is sent without a name.
        return {"photos": [(io.BytesIO(b""), ""), photo(make)] if chosen else [(io.BytesIO(b""), "")]}

    first = {**typed, "write_id": str(uuid4())}
    phone.post("/log", data=first)
    used = phone.post("/log", data={**first, "text": "Noget andet", **files()})
    assert (AGAIN in used.text) is chosen
    LoginSession.delete().execute()
    page = phone.post("/log", data={**typed, **files()}).text
    kept = re.search(r'name="kept_photos" value="(1?)"', page).group(1)
    carried = {"kept": '[["a", "b"]]', "kept_action": "/log", "kept_photos": kept}
    assert (AGAIN in make.log_in(phone, worker.username, **carried).text) is chosen


def test_old_tokens_of_forms_with_photos_are_no_different(make, phone, typed, guarded):
    assert AGAIN in phone.post("/log", data={**typed, "photos": photo(make)}).text
    assert AGAIN not in phone.post("/log", data={**typed, "photos": (io.BytesIO(b""), "")}).text


@pytest.mark.parametrize(("path", "method", "status"), [("/findes-ikke", "GET", 404), ("/mig", "PUT", 405)])
def test_trouble_is_a_page_for_people_and_a_notice_for_htmx(phone, path, method, status):
    page = phone.open(path, method=method)
    assert (page.status_code, "<html" in page.text) == (status, True)
    assert "Siden findes ikke" in page.text
    part = phone.open(path, method=method, headers=HTMX)
    assert (part.status_code, "<html" in part.text) == (status, False)
    assert part.text.strip().startswith("<div")


def test_too_much_at_once_is_refused_in_words(app, phone, typed, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)
    answer = phone.post("/log", data={**typed, "text": "x" * 2000})
    assert answer.status_code == 413
    assert "For meget på én gang" in answer.text


@pytest.fixture
def stumbling(app, monkeypatch):
    """Let a page end in this error, as in the server: stumbling(error)."""
    for name, value in (("TESTING", False), ("PROPAGATE_EXCEPTIONS", False)):
        monkeypatch.setitem(app.config, name, value)

    def raise_in_view(error):
        def view():
            raise error

        monkeypatch.setitem(app.view_functions, "accounts.me", allow(Role.WORKER)(view))

    return raise_in_view


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("database is locked"), 503),
        (OperationalError("no such table: note"), 500),
        (DataError("value out of range"), 404),
        (OverflowError("too large"), 404),
        (RuntimeError("stumbled"), 500),
    ],
)
def test_each_kind_of_trouble_has_its_number(phone, stumbling, error, status):
    stumbling(error)
    answer = phone.get("/mig")
    assert answer.status_code == status
    assert str(error) not in answer.text
    assert answer.headers.get("Retry-After") == ("5" if status == 503 else None)
