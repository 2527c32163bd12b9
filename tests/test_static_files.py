"""Static files: packed once and as small as can be, and right for every kind of asking."""

import gzip
import os

import brotli
import pytest

from boligsocial.static_files import static_file
from tests.house_rules import TOP

TEXTS = ["app.css", "app.min.js", "vendor/htmx-4.0.1.min.js", "icon.svg", "app.webmanifest"]
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "webmanifest": "application/manifest+json"}


def content_of(name):
    return (TOP / "static" / name).read_bytes()


def ask(client, name, encodings="", method="GET", **headers):
    headers = {"Accept-Encoding": encodings} | {key.replace("_", "-"): value for key, value in headers.items()}
    return client.open(f"/static/{name}", method=method, headers=headers)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_travels_in_the_densest_brotli(client, name):
    answer = ask(client, name, "gzip, deflate, br, zstd")
    assert answer.headers["Content-Encoding"] == "br"
    assert brotli.decompress(answer.data) == content_of(name)
    assert answer.content_length == len(answer.data) == len(brotli.compress(content_of(name), quality=11))
    assert "Accept-Encoding" in answer.vary
    assert answer.mimetype == TYPES[name.rpartition(".")[2]]


def test_a_text_is_packed_only_once(client, monkeypatch):
    ask(client, "app.css", "br")
    monkeypatch.setattr(brotli, "compress", None)
    assert ask(client, "app.css", "br").status_code == 200


def test_a_browser_without_brotli_gets_gzip_and_one_without_both_the_plain_text(client):
    answer = ask(client, "app.css", "gzip")
    assert (answer.headers["Content-Encoding"], gzip.decompress(answer.data)) == ("gzip", content_of("app.css"))
    for encodings in ("", "identity", "identity;q=1, *;q=0"):
        answer = ask(client, "app.css", encodings)
        assert ("Content-Encoding" in answer.headers, answer.data) == (False, content_of("app.css"))


def test_each_form_of_a_file_has_a_tag_of_its_own_and_none_travels_twice(client):
    tags = {encodings: ask(client, "app.css", encodings).headers["ETag"] for encodings in ("br", "gzip", "")}
    assert len(set(tags.values())) == 3
    for encodings, tag in tags.items():
        unchanged = ask(client, "app.css", encodings, If_None_Match=tag)
        assert (unchanged.status_code, unchanged.data) == (304, b"")
        assert "Accept-Encoding" in unchanged.vary
    assert ask(client, "app.css", "br", If_None_Match=tags[""]).status_code == 200


def test_a_question_for_the_head_alone_is_answered_like_the_whole(client):
    whole, head = (ask(client, "app.css", "br", method) for method in ("GET", "HEAD"))
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers == whole.headers


@pytest.mark.parametrize("encodings", ["br", "gzip", "identity"])
def test_a_question_for_a_piece_gets_the_whole(client, encodings):
    answer = ask(client, "app.css", encodings, Range="bytes=0-9")
    assert (answer.status_code, answer.headers.get("Content-Range")) == (200, None)
    assert answer.data == ask(client, "app.css", encodings).data


def test_a_picture_says_that_it_is_one(client):
    answer = ask(client, "icons/icon-512.png")
    assert (answer.mimetype, answer.data) == ("image/png", content_of("icons/icon-512.png"))


@pytest.mark.parametrize(
    "name", ["findes-ikke.css", "vendor", "vendor/", "../app.py", "%2e%2e/app.py", "..%2fapp.py", "a%00.css", "x" * 300]
)
def test_what_is_not_a_file_of_the_folder_is_not_there(client, name):
    assert ask(client, name, "br").status_code == 404


def test_a_file_that_changes_is_another_version(tmp_path):
    file = tmp_path / "app.js"
    file.write_text("let one;")
    before = static_file(file)
    file.write_text("let two;")
    os.utime(file, (1, 1))
    after = static_file(file)
    assert (before.content, after.content) == (b"let one;", b"let two;")
    assert before.version != after.version
