"""A curious person with a browser: follows everything, guesses every address, searches for every word.

It knows no page of the app. Addresses come from the app's own map, so that a new one is tried without a word here.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from html import unescape
from html.parser import HTMLParser
from itertools import product
from typing import Any
from urllib.parse import unquote, urlencode, urljoin, urlsplit
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from boligsocial.access import PUBLIC
from boligsocial.models import Role

Ids = dict[type, list[Any]]
# How a search is sent, where to, and the field for the words.
Search = tuple[str, str, str]
# The length of a page that names its own address is no more than the address.
UNTOLD = ("Set-Cookie", "Date", "Content-Length")
# A word that stands nowhere.
NOWHERE = "qyxzavupofek"
# More than any page has; and how many ways of asking a list of one page are tried.
MOST_PAGES, MOST_QUESTIONS = 1_000, 12
MISSING: dict[type, Any] = {UUID: uuid4(), int: 2_000_000_000, str: "y" * 43}
# What differs from one showing of a page to the next.
FLEETING = re.compile(r'<input type="hidden"[^>]*>| data-sid="\w+"|DTSTAMP:\w+')
ADDRESS = re.compile(r"(?:https?://localhost)?/[\w/.~%?&=;+:@-]*")
# In what is no page, an address begins where a word could.
IN_TEXT = re.compile(r"(?:https?://localhost|(?<![\w/.<-]))(/[a-z0-9][\w/.~%?&=+@-]*)")


class Page(HTMLParser):
    """Every address that stands in a page, and the fields in which one can write and search."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.searches: set[Search] = set()
        self.form: tuple[str, str, list[tuple[str, str]]] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take whatever looks like an address of ours, in whatever attribute."""
        values = {name: value or "" for name, value in attributes}
        self.links |= {value for value in values.values() if ADDRESS.fullmatch(value)}
        self.links |= {values[name] for name in ("href", "src") if values.get(name, "").startswith("?")}
        if tag == "form":
            method = values.get("method", "get").lower()
            # What is sent changes something, but for a search whose words are to stay out of addresses.
            is_harmless = method == "get" or values.get("role") == "search"
            self.form = (method, values.get("action", ""), []) if is_harmless else None
        if self.form and tag in ("input", "textarea") and values.get("name"):
            method, action, fields = self.form
            fields.append((values["name"], values.get("value", "")))
            if values.get("type", "text") in ("text", "search", "tel", "email"):
                self.searches.add((method, action, values["name"]))

    def handle_endtag(self, tag: str) -> None:
        """Send the form as it stands when it ends."""
        if tag == "form" and self.form:
            method, action, fields = self.form
            self.links |= {f"{action}?{urlencode(fields)}"} if method == "get" else set()
            self.form = None


class Crawler:
    """What one person gets to see: `read` is every text by the address it came from."""

    def __init__(self, app: Flask, browser: FlaskClient) -> None:
        self.app, self.browser = app, browser
        self.read: dict[str, str] = {}
        self.searches: set[Search] = set()
        self.questions: Counter[str] = Counter()
        self.found: set[tuple[int, str]] = set()
        self.told_apart: list[str] = []
        self.waiting: deque[str] = deque()

    def ask(self, path: str) -> TestResponse:
        """Get an address, keep what came, and remember where it leads."""
        answer = self.browser.get(path)
        self.read[path] = self._text(answer)
        self._remember_links(path, answer)
        return answer

    def _text(self, answer: TestResponse) -> str:
        return "\n".join([*self._headers(answer), _body(answer)])

    def _remember_links(self, path: str, answer: TestResponse) -> None:
        found = {urljoin(path, answer.location)} if answer.location else set()
        if answer.mimetype == "text/html" and answer.status_code == 200:
            page = Page(answer.text)
            found |= {urljoin(path, link) for link in page.links}
            self.searches |= {(method, urljoin(path, action), name) for method, action, name in page.searches}
        elif not answer.mimetype.startswith("image/") and answer.status_code == 200:
            found |= set(IN_TEXT.findall(_body(answer)))
        self.waiting.extend(link.partition("#")[0] for link in found if urlsplit(link).netloc in ("", "localhost"))

    def where(self, word: str) -> list[str]:
        """Return the addresses at which a word stands."""
        return [path for path, text in self.read.items() if word in re.sub(r"\s", "", text.casefold())]

    def _headers(self, answer: TestResponse) -> Iterator[str]:
        yield str(answer.status_code)
        for name, value in answer.headers:
            yield f"{name}: {unquote(value)}"
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        for cookie in answer.headers.getlist("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            if name == self.app.config["SESSION_COOKIE_NAME"] and value:
                yield str(signer.loads(value))

    def follow(self, *paths: str) -> None:
        """Follow every address from these on, wherever it leads."""
        self.waiting.extend(paths)
        most = len(self.read) + MOST_PAGES
        while self.waiting:
            path = self.waiting.popleft()
            page, _, question = path.partition("?")
            if page and path not in self.read and not page.startswith("/static/"):
                self.questions[page] += bool(question)
                if question and self.questions[page] > MOST_QUESTIONS:
                    continue
                self.ask(path)
                assert len(self.read) < most, f"there is no end of pages; the last is {path}"

    def guess(self, role: Role | None, every: Ids, one_of_each: Ids) -> None:
        """Put ids into every address that can be got; what does not open looks like what was never there.

        An address that the role may open is tried with the id of every row. Any other is refused before it looks at
        the id, so one of each table shows as much.
        """
        for rule in self.app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.endpoint != "static":
                roles = getattr(self.app.view_functions[rule.endpoint], "allowed_roles", PUBLIC)
                self._guess(rule, every if roles is PUBLIC or role in roles else one_of_each)
        self.follow()

    def _guess(self, rule: Rule, ids: Ids) -> None:
        kinds = {name: kind_of(rule, name) for name in sorted(rule.arguments)}
        nothing = _seen(self.ask(self._fill(rule, {name: MISSING[kind] for name, kind in kinds.items()})))
        for values in product(*(ids[kind] for kind in kinds.values())):
            path = self._fill(rule, dict(zip(kinds, values, strict=True)))
            if path in self.read:
                continue
            answer = self.ask(path)
            if answer.status_code != 200 and _seen(answer) != nothing:
                self.told_apart.append(path)

    def _fill(self, rule: Rule, values: dict[str, Any]) -> str:
        path: str = self.app.url_map.bind("localhost").build(rule.endpoint, values, method="GET")
        return path

    def search(self, words: Iterable[str]) -> set[str]:
        """Search for every word and its halves wherever one can; return those that find more than one from nowhere."""
        words, found = list(words), set()
        for search in sorted(self.searches | self._unnamed_searches()):
            status, nothing = self._found(search, NOWHERE)
            for word in words:
                parts = (word, word[: len(word) // 2], word[len(word) // 2 :])
                found |= {word for part in parts if self._found(search, part) != (status, _unsaid(part, nothing))}
        self.follow()
        return found

    def _unnamed_searches(self) -> set[Search]:
        """Return the pages, one of each view, that answer to a question though they show no field for one."""
        by_view: dict[str, str] = {}
        for path, text in self.read.items():
            if text.startswith("200") and "?" not in path:
                by_view.setdefault(self.app.url_map.bind("localhost").match(path)[0], path)
        asked: set[Search] = {("get", path, "q") for path in by_view.values()}
        return {search for search in asked if self._found(search, NOWHERE) != self._found(search, "")}

    def _found(self, search: Search, word: str) -> tuple[int, str]:
        method, path, field = search
        question = urlencode({field: word})
        send = {"path": f"{path}?{question}"} if method == "get" else {"path": path, "data": {field: word}}
        answer = self.browser.open(method=method.upper(), **send)
        # What a person has typed and gets back is no find.
        status, body, _headers = _seen(answer)
        found = status, _unsaid(word, body)
        if found not in self.found:
            self.found.add(found)
            self.read[f"{path}?{question}"] = _unsaid(word, self._text(answer))
            self._remember_links(path, answer)
        return found


def kind_of(rule: Rule, name: str) -> type:
    """Return what an argument of the rule is."""
    kinds = {"UUIDConverter": UUID, "RowNumber": int}
    return kinds.get(type(rule._converters[name]).__name__, str)


def _unsaid(word: str, text: str) -> str:
    """Return the text without the word, wherever it stands; four digits also stand in ids by chance."""
    return re.sub(re.escape(word) if word else "$^", "…", text, flags=re.IGNORECASE)


def _seen(answer: TestResponse) -> tuple[int, str, list[tuple[str, str]]]:
    """Return everything of an answer that could tell one thing from another."""
    path = answer.request.path
    headers = [(name, value.replace(path, "…")) for name, value in answer.headers if name not in UNTOLD]
    return answer.status_code, FLEETING.sub("", _body(answer)).replace(path, "…"), headers


def _body(answer: TestResponse) -> str:
    data = answer.get_data()
    if answer.mimetype.startswith("image/"):
        return data.decode("latin-1")
    return unescape(data.decode())


def crawler_as(app, make, world, role):
    """Return a crawler who has followed everything from the start page on."""
    crawler = Crawler(app, make.client(world.users[role] if role else None))
    crawler.follow("/")
    return crawler
