"""A real Chromium whose every request, script, dialog and report is written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from playwright.sync_api import Browser, Error, Playwright

from boligsocial.models import Role
from tests.browser.chromium import find_or_install
from tests.browser.conftest import FLAGS
from tests.browser.phone import EXPECTED, SCREEN, TELL_VIOLATIONS
from tests.hostile.payloads import HOST
from tests.hostile.stage import Stage

# A browser says so about a date that is none.
FINE = (*EXPECTED, "The specified value ")
# htmx sends what loads at once; what comes later than this would come to nobody.
SETTLES_MS = 40
MOVES_WITHIN_MS = 5_000
# What a browser sees: every text, every value, every address; then what was added, and what leads elsewhere.
LOOK = """() => {
  const all = [...document.querySelectorAll("*")];
  const values = all.flatMap((one) => [...one.attributes].map((each) => each.value));
  const typed = all.filter((one) => one.matches("input, textarea")).map((one) => one.value);
  const decoded = values.map((value) => { try { return decodeURIComponent(value) } catch { return "" } });
  const leads = all.flatMap((one) => ["href", "src", "action", "formaction", "data"].map((name) =>
    one.getAttribute(name)).filter((value) => value).map((value) => new URL(value, document.baseURI)));
  // Passkeys have no address in numbers, so the login page points to the same server's name.
  const here = [location.origin, `http://localhost:${location.port}`];
  const fine = (url) => here.includes(url.origin) || ["mailto:", "tel:", "sms:", "blob:"].includes(url.protocol);
  return {
    text: [document.documentElement.textContent, ...values, ...typed, ...decoded].join("\\n"),
    added: all.filter((one) => one.hasAttribute("data-kanarie")).map((one) => one.outerHTML.slice(0, 120)),
    leads: leads.filter((url) => !fine(url)).map((url) => url.href.slice(0, 120)),
  }
}"""

SEND = """([path, values]) => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: path});
  for (const [name, value] of Object.entries(values))
    form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
  document.body.append(form);
  setTimeout(() => form.submit());
}"""
SWAP = """([method, path, values]) => {
  window.swapped = htmx.ajax(method, path, {target: "#main", swap: "innerHTML", values}).catch(() => {});
}"""
SWAPPED = "() => window.swapped.then(() => true)"


class Happened(NamedTuple):
    """Something that no tester did: what, on which page, and its details."""

    what: str
    where: str
    details: str


class Watched:
    """A signed-in person's browser; `happened` must stay empty."""

    def __init__(self, browser: Browser, stage: Stage, role: Role | None, workers: Any = "block") -> None:
        self.stage, self.role, self.token = stage, role, ""
        self.happened: list[Happened] = []
        # The path to which the tester sends next, once.
        self.sends: str | None = None
        self.texts: list[str] = []
        self.where = ""
        options: dict[str, Any] = {"viewport": SCREEN, "service_workers": workers}
        self.context = browser.new_context(base_url=stage.where, **options)
        self.context.set_default_timeout(15_000)
        if role:
            self.context.add_cookies([{"name": "boligsocial", "value": stage.cookies[role], "url": stage.where}])
        self.context.expose_binding("kanarie", lambda source, number: self.tell("script", f"payload {number}"))
        self.context.add_init_script(TELL_VIOLATIONS)
        self.context.on("dialog", self._dialog)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.tell("script error", str(error.error)))
        self.page = self.context.new_page()
        self.moves = 0
        self.page.on("framenavigated", self._moved)
        session = self.context.new_cdp_session(self.page)
        session.on("Network.requestWillBeSent", self._requested)
        session.send("Network.enable")

    def tell(self, what: str, details: str) -> None:
        """Write down what happened on the page that is open."""
        self.happened.append(Happened(what, self.where, details[:200]))

    def _dialog(self, dialog: Any) -> None:
        self.tell("script", f"dialog {dialog.message}")
        dialog.dismiss()

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(FINE):
            is_report = message.text.startswith("CSP:") or "Content Security Policy" in message.text
            self.tell("CSP report" if is_report else "complaint", message.text)

    def _moved(self, _frame: Any) -> None:
        self.moves += 1

    def _requested(self, event: dict[str, Any]) -> None:
        url, method = event["request"]["url"], event["request"]["method"]
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            return
        if f"{parts.scheme}://{parts.netloc}" != self.stage.where:
            self.tell("foreign request", url)
        elif method not in ("GET", "HEAD") and parts.path == self.sends:
            self.sends = None
        elif method not in ("GET", "HEAD") or parts.path.startswith("/kanarie"):
            self.tell("request", f"{method} {url}")

    def open(self, path: str) -> int:
        """Go to a page, let it settle, look at it and return its status."""
        self.where = path
        try:
            answer = self.page.goto(path)
            self.look()
        except Error as error:
            # A page that leads itself elsewhere meanwhile.
            self.tell("led elsewhere", str(error))
            return 0
        return answer.status if answer else 0

    def send(self, path: str, values: dict[str, str]) -> None:
        """Send a form as a person would, and look at what comes back."""
        values = self._with_token(values)
        self.where, self.sends = f"form {path}", path
        with self.page.expect_navigation():
            self.page.evaluate(SEND, [path, values])
        self.look()

    def swap(self, method: str, path: str, values: dict[str, str]) -> None:
        """Let htmx ask, and put the answer into the page as it does with a part."""
        values = self._with_token(values) if method == "POST" else values
        self.where, self.sends = f"part {path}", path if method == "POST" else None
        before, asked = self.moves, urlsplit(path).path
        with self.page.expect_response(lambda answer: urlsplit(answer.url).path == asked) as answer:
            self.page.evaluate(SWAP, [method, path, values])
        if "hx-redirect" in answer.value.headers:
            self._wait_for_a_move(before)
        else:
            self.page.evaluate(SWAPPED)
        self.look()

    def _wait_for_a_move(self, before: int) -> None:
        """Let the app lead on to the page it has named, so that what it does is not taken for something else."""
        for _try in range(MOVES_WITHIN_MS // SETTLES_MS):
            if self.moves > before:
                self.page.wait_for_load_state()
                return
            self.page.wait_for_timeout(SETTLES_MS)
        self.tell("complaint", "the app led on to a page that never came")

    def _with_token(self, values: dict[str, str]) -> dict[str, str]:
        """Add what the page's own forms carry: the token of the login, and an id for this time."""
        if not self.token:
            self.open("/mig" if self.role else "/log-ind")
            self.token = self.page.locator("[name=csrf_token]").first.input_value()
        return {"csrf_token": self.token, "write_id": str(uuid4()), **values}

    def look(self) -> None:
        """Let what is on the screen settle, and write down what it shows and what it should not have."""
        self.page.wait_for_timeout(SETTLES_MS)
        seen = self.page.evaluate(LOOK)
        self.texts.append(seen["text"])
        for what in ("added", "leads"):
            for one in seen[what]:
                self.tell(what, one)


@contextmanager
def chromium(playwright: Playwright, port: int) -> Iterator[Browser]:
    """Yield a Chromium for which the canary's host is this port of this machine."""
    rule = f"--host-resolver-rules=MAP {HOST}:80 127.0.0.1:{port}, MAP {HOST} 127.0.0.1:{port}"
    browser = playwright.chromium.launch(executable_path=find_or_install(), args=[*FLAGS, rule])
    try:
        yield browser
    finally:
        browser.close()
