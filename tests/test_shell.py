"""What a phone keeps to open the app without a net: the shell, the worker and the manifest."""

import json
import re

import pytest
from PIL import Image

from boligsocial import static_files
from boligsocial.models import Role
from boligsocial.static_files import StaticFile
from tests.house_rules import TOP
from tests.watch import watched

PATHS = ["/uden-net", "/sw.js"]


def files_of(worker):
    """Return the addresses that a worker keeps, and its version."""
    found = re.fullmatch(r'const FILES=(\[.*?\]),VERSION="([0-9a-f]{6})";importScripts\(FILES\[1\]\)\n', worker)
    return json.loads(found[1]), found[2]


@pytest.fixture
def visitors(make):
    """Browsers of nobody, of nobody who chose English, of a worker, of a contact person, of an English worker."""
    english = make.client()
    english.post("/sprog", data={"language": "en"})
    home = make.department(name="Skovbrynet")
    people = (make.worker(first_name="Maja"), make.contact(home), make.worker(language="en"), make.worker(is_demo=True))
    return [make.client(), english, *map(make.client, people)]


@pytest.mark.parametrize("path", PATHS)
def test_it_is_the_same_bytes_for_everybody_and_for_nobody(visitors, path):
    answers = [browser.get(path) for browser in visitors for _ in range(2)]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    for answer in answers:
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_shell_names_nobody_holds_no_token_and_is_danish(app, visitors, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    for browser in visitors:
        text = browser.get("/uden-net").text
        assert '<html lang="da">' in text
        assert "Prøv igen" in text
        for word in ("Maja", "Skovbrynet", "DEMO", "csrf_token", "data-uid", "data-sid"):
            assert word not in text
        assert not re.search(r'name="write_id"[^>]*value="[^"]', text)


def test_what_was_said_to_a_person_waits_for_a_page_of_theirs(make):
    browser = make.client(make.worker())
    with browser.session_transaction() as session:
        session["_flashes"] = [("message", "Gemt. Kun for dig.")]
    assert "Kun for dig" not in browser.get("/uden-net").text
    assert "Kun for dig" in browser.get("/mig").text


@pytest.mark.parametrize("path", PATHS)
def test_it_asks_the_database_nothing(make, path):
    browser = make.client(make.worker())
    with watched() as statements:
        assert browser.get(path).status_code == 200
    assert statements == []


def test_the_worker_is_a_script_that_governs_the_whole_site(client):
    answer = client.get("/sw.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_everything_that_the_worker_keeps_is_there_under_the_same_address(client):
    files, _version = files_of(client.get("/sw.js").text)
    assert files[0] == "/uden-net"
    assert files[1].startswith("/static/app.min.js?v=")
    for address in files:
        assert client.get(address).status_code == 200
        assert not address.startswith("/static/") or "immutable" in client.get(address).headers["Cache-Control"]


def test_the_worker_keeps_everything_that_the_shell_asks_for(client):
    files, _version = files_of(client.get("/sw.js").text)
    assert set(re.findall(r'"(/static/[^"]+)"', client.get("/uden-net").text)) == set(files[1:])


def test_the_worker_is_a_new_one_when_a_file_changes(client, monkeypatch):
    before = client.get("/sw.js").text
    assert client.get("/sw.js").text == before
    monkeypatch.setattr(static_files, "static_file", lambda path: StaticFile("0123456789", b"new", b""))
    files, version = files_of(client.get("/sw.js").text)
    assert files[1] == "/static/app.min.js?v=0123456789"
    assert version != files_of(before)[1]


def test_the_worker_is_a_new_one_when_the_shell_changes(client, monkeypatch):
    files, version = files_of(client.get("/sw.js").text)
    monkeypatch.setattr("boligsocial.notes.shell.render_template", lambda *names, **values: "another shell")
    new_files, new_version = files_of(client.get("/sw.js").text)
    assert new_files == files
    assert new_version != version


# -- the manifest


@pytest.fixture
def manifest(client):
    return json.loads(client.get("/static/app.webmanifest").data)


def test_the_manifest_makes_a_danish_app_of_the_whole_site(client, manifest):
    assert client.get("/static/app.webmanifest").mimetype == "application/manifest+json"
    wanted = {"id": "/", "start_url": "/", "scope": "/", "display": "standalone", "lang": "da", "dir": "ltr"}
    assert {name: manifest[name] for name in wanted} == wanted
    assert manifest["name"] == manifest["short_name"] == "Boligsocial"


def test_the_manifest_has_the_colours_of_the_sheet(manifest):
    sheet = (TOP / "static/app.css").read_text()
    colours = dict(reversed(re.findall(r"--(brand|bg): (#\w+);", sheet)))
    assert manifest["theme_color"] == colours["brand"]
    assert manifest["background_color"] == colours["bg"]
    assert f'content="{colours["brand"]}"' in (TOP / "templates/_layout.html").read_text()


def test_every_icon_is_there_in_the_size_it_says_and_small(client, manifest):
    icons = [*manifest["icons"], *(icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"])]
    assert {(icon["sizes"], icon.get("purpose", "any")) for icon in icons} >= {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icon in icons:
        answer = client.get(icon["src"])
        assert (answer.status_code, answer.mimetype) == (200, icon["type"])
        assert len(answer.data) < 6_000
        with Image.open(TOP / icon["src"].removeprefix("/")) as image:
            assert "{}x{}".format(*image.size) == icon["sizes"]


def test_the_icons_that_systems_cut_to_shape_have_no_holes_and_keep_clear_of_the_edge():
    ground = (11, 93, 78, 255)
    for name, clear in (("maskable-512.png", 0.4), ("apple-touch-icon.png", 0.5)):
        with Image.open(TOP / "static/icons" / name) as file:
            image = file.convert("RGBA")
        side = image.width
        assert image.height == side
        for x in range(side):
            for y in range(side):
                if (x - side / 2) ** 2 + (y - side / 2) ** 2 >= (clear * side) ** 2:
                    assert image.getpixel((x, y)) == ground


def test_every_shortcut_leads_to_a_page(make, manifest):
    assert [shortcut["name"] for shortcut in manifest["shortcuts"]] == ["Ny log", "Hvem kontakter jeg?"]
    browser = make.client(make.user(Role.WORKER))
    for shortcut in (manifest, *manifest["shortcuts"]):
        assert browser.get(shortcut.get("url") or shortcut["start_url"]).status_code == 200
