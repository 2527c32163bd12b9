"""How to answer: page or part, 303 or the header of htmx, and never off this site."""

import json
import subprocess
from itertools import product

import pytest
from jinja2 import UndefinedError
from peewee import OperationalError
from werkzeug.exceptions import NotFound

from boligsocial import web
from boligsocial.models import Department
from tests.browser.chromium import node

HTMX = {"HX-Request": "true"}


def test_a_row_that_is_not_there_is_a_404(make):
    department = make.department()
    assert web.or_404(Department.select().where(Department.id == department.id)) == department
    with pytest.raises(NotFound):
        web.or_404(Department.select().where(Department.id == 0))


def test_a_part_is_rendered_for_htmx_and_the_page_for_everybody_else(app):
    with app.test_request_context("/", headers=HTMX):
        part = web.answer("errors/page.html", "errors/_message.html", 422, name="404")
    assert part.status_code == 422
    assert "<html" not in part.get_data(as_text=True)
    with app.test_request_context("/"):
        page = web.answer("errors/page.html", "errors/_message.html", name="404")
    assert page.status_code == 200
    assert "<html" in page.get_data(as_text=True)
    with app.test_request_context("/", headers=HTMX):
        assert "<html" in web.answer("errors/page.html", None, name="404").get_data(as_text=True)


def test_after_a_write_the_browser_goes_on_by_303_and_htmx_gets_the_part(app):
    with app.test_request_context("/"):
        onward = web.done("/sager", "errors/_message.html", name="404")
    assert (onward.status_code, onward.location) == (303, "/sager")
    with app.test_request_context("/", headers=HTMX):
        part = web.done("/sager", "errors/_message.html", name="404")
        no_part = web.done("/sager")
    assert (part.status_code, "HX-Redirect" in part.headers) == (200, False)
    assert "Det findes ikke længere" in part.get_data(as_text=True)
    assert (no_part.status_code, no_part.headers["HX-Redirect"], no_part.get_data(as_text=True)) == (200, "/sager", "")


def test_only_htmx_itself_asks_for_a_part(app):
    for value in ("false", "1", ""):
        with app.test_request_context("/", headers={"HX-Request": value}):
            assert not web.wants_part()
    with app.test_request_context("/"):
        assert not web.wants_part()


def test_a_number_is_one_that_a_row_can_have(app):
    assert [web.row_number(text) for text in ("0", "7", "2147483647")] == [0, 7, 2**31 - 1]
    for text in ("-1", "2147483648", "x", "", "1.0"):
        pytest.raises(ValueError, web.row_number, text)
    addresses = app.url_map.bind("localhost")
    assert addresses.test("/afdelinger/2147483647")
    assert not addresses.test("/afdelinger/2147483648")


def test_a_template_stumbles_over_a_word_it_was_not_given(app):
    with app.test_request_context("/"), pytest.raises(UndefinedError):
        web.answer("errors/_message.html", None)


def test_an_answer_that_may_be_page_or_part_says_so_to_caches(client):
    assert "HX-Request" in client.get("/log-ind").headers["Vary"]


@pytest.mark.parametrize("target", ["/", "/sager", "/log?kind=visit&topic=noise", "/log?next=https://a.dk", "/a/../b"])
def test_a_path_of_this_site_is_a_place_to_go_on_to(target):
    assert web.is_local_path(target)


STARTS = [
    "//",
    "/\\",
    "\\\\",
    "\\/",
    "/\t/",
    "/\n/",
    "\t//",
    " //",
    "///",
    "/ /",
    "////",
    "/\r/",
    "/\x1f/",
    "/\t\\",
    "\\\\\\",
    "\x00//",
    "\u3000//",
    "\n\t/\n/",
    "http://",
    "https:",
    "HTTPS:\\\\",
    "https:/\\",
    "ftp://",
    "//us.dk@",
    "javascript:",
    "",
    "x",
]
ENDS = [
    "evil.dk",
    "evil.dk/log",
    "@evil.dk",
    "evil.dk\\@us.dk",
    "/evil.dk",
    "\tevil.dk",
    "%2f%2fevil.dk",
    "us.dk.evil.dk",
]
HOSTILE = [start + end for start, end in product(STARTS, ENDS)] + [
    "/\x00/evil.dk",
    "/\r\nLocation: //evil.dk",
    "/\x0b/evil.dk",
]


def test_a_path_with_a_blank_in_it_is_no_address():
    assert not web.is_local_path("/sager og mere")


def browsers_host(targets):
    """Ask node's URL parser, the one browsers use, where each target leads from a page of ours."""
    script = (
        "const out = JSON.parse(require('fs').readFileSync(0)).map("
        "(t) => { try { return new URL(t, 'https://us.dk/log-ind').host } catch { return 'us.dk' } });"
        "console.log(out.join('\\n'))"
    )
    command = [node(), "-e", script]
    asked = subprocess.run(command, input=json.dumps(targets), capture_output=True, text=True, check=True)  # noqa: S603
    return asked.stdout.splitlines()


def test_no_address_elsewhere_passes_for_a_path_of_ours():
    taken = [target for target in HOSTILE if web.is_local_path(target)]
    # What is taken begins with one slash and a plain character: a browser stays here.
    assert all(target[0] == "/" and target[1] not in "/\\" and target.isprintable() for target in taken)
    assert len(taken) < 10


def test_browsers_agree_with_us_about_what_stays_here():
    assert len(HOSTILE) > 200
    taken = [target for target in HOSTILE if web.is_local_path(target)]
    assert set(browsers_host([*taken, "/sager"])) == {"us.dk"}
    elsewhere = [host for host in browsers_host(HOSTILE) if host != "us.dk"]
    assert len(elsewhere) > len(HOSTILE) / 3, "the list is hostile indeed"


def test_nobody_is_ever_led_elsewhere_after_the_login(make):
    """A browser's own URL parser judges where each answer leads."""
    phone = make.client(make.worker())
    led = [phone.get("/log-ind", query_string={"next": target}).location for target in HOSTILE]
    assert set(browsers_host(led)) == {"us.dk"}


@pytest.mark.parametrize("target", ["//evil.dk", "/\\evil.dk", "https://evil.dk", "/\t/evil.dk"])
def test_logging_in_never_leads_elsewhere(make, client, target):
    worker = make.worker()
    answer = make.log_in(client, worker.username, next=target)
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/log-ind", query_string={"next": target}).location == "/"


def test_logging_in_leads_on_to_where_one_wanted_to_go(make, client):
    worker = make.worker()
    answer = make.log_in(client, worker.username, next="/log?topic=rent")
    assert answer.location == "/log?topic=rent"


def test_a_number_too_large_for_any_row_is_not_found(make):
    phone = make.client(make.worker())
    huge = 2**63
    assert phone.get(f"/afdelinger/{huge}").status_code == 404
    for path in ("/log", "/besoeg/planlaeg", "/kontakt", "/afdelinger/boliger", "/sager", "/sager/ny"):
        assert phone.get(path, query_string={"department": huge, "dwelling": huge}).status_code == 200


def test_a_database_that_is_gone_gets_a_plain_page_in_words(app, make, monkeypatch):
    def gone(*args):
        raise OperationalError("disk I/O error")

    phone = make.client(make.worker())
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(app.login_manager, "_user_callback", gone)
    answer = phone.get("/mig")
    assert answer.status_code == 500
    assert "Det gik galt hos os" in answer.text
    assert "disk I/O" not in answer.text


def test_in_the_demo_one_tap_brings_what_was_typed_through_the_login_too(make):
    maja = make.worker(is_demo=True)
    page = make.client().post("/log", data={"text": "Tabes ikke"})
    assert page.status_code == 401
    assert page.text.count('name="kept" value="[[&#34;text&#34;, &#34;Tabes ikke&#34;]]"') == 3
    data = {"person": maja.username, "kept": '[["text", "Tabes ikke"]]', "kept_action": "/log"}
    assert "Tabes ikke" in make.client().post("/log-ind/demo", data=data).text
