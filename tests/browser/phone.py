"""A person's phone: taps that are counted, and everything the page asked for or complained about."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request

SCREEN = {"width": 360, "height": 740}
# A browser says this about every 404 and 422; the pages themselves are what the tests look at.
# A test without a service worker asks for it to be blocked.
EXPECTED = ("Failed to load resource", "Service Worker registration blocked by Playwright")
# Some violations are reported to the page only, so the page tells the console.
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation",
  (event) => console.error(`CSP: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""


@dataclass
class Wire:
    """What came over the wire, response headers and all: (address, bytes) in the order it ended."""

    answers: list[tuple[str, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Bytes in all."""
        return sum(size for _, size in self.answers)

    def of(self, part: str) -> int:
        """Bytes of the answers whose address holds `part`."""
        return sum(size for address, size in self.answers if part in address)


class Phone:
    """A browser on a phone. `tap` counts; `complaints` must stay empty."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.address = address
        self.taps = 0
        self.complaints: list[str] = []
        options = {
            "base_url": address,
            "viewport": SCREEN,
            "device_scale_factor": 2,
            "is_mobile": True,
            "has_touch": True,
            "locale": "da-DK",
            "timezone_id": "Europe/Copenhagen",
            "reduced_motion": "reduce",
            **options,
        }
        self.context: BrowserContext = browser.new_context(**options)
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(TELL_VIOLATIONS)
        self.context.on("request", self._requested)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.complaints.append(f"script error: {error.error}"))
        self.page: Page = self.context.new_page()

    def _requested(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" != self.address:
            self.complaints.append(f"request to a third party: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(EXPECTED):
            self.complaints.append(f"{message.type} in the console: {message.text}")

    def open(self, path: str) -> int:
        """Go to a page by its address and return the status."""
        answer = self.page.goto(path)
        assert answer is not None
        return answer.status

    def log_in(self, name: str) -> None:
        """Sign in as a demo person by the button that begins with the name; taps count from here."""
        self.open("/log-ind")
        self.go(self.button(re.compile(f"^Log ind som {name.capitalize()}")))
        self.taps = 0

    def button(self, name: str | re.Pattern[str]) -> Locator:
        """Return the first button with this name."""
        return self.page.get_by_role("button", name=name, exact=True).first

    def link(self, name: str | re.Pattern[str]) -> Locator:
        """Return the first link with this name."""
        return self.page.get_by_role("link", name=name, exact=True).first

    def chip(self, question: str, name: str) -> Locator:
        """Return a choice under a question."""
        group = self.page.get_by_role("group", name=question)
        return group.get_by_text(name, exact=True)

    def tap(self, *targets: Locator) -> None:
        """Tap one after the other, as a thumb does; the page stays."""
        for target in targets:
            target.tap()
            self.taps += 1

    def go(self, target: Locator) -> None:
        """Tap what leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.tap(target)

    def save(self) -> str:
        """Tap "Gem notat" and wait until the server has the note; return what the receipt says."""
        # Tapped before the script knows who writes, it would be an ordinary form's, with another receipt.
        self._wait_for_script()
        self.tap(self.button("Gem notat"))
        receipt = self.page.locator("#saved .receipt", has_text="Sendt:")
        receipt.wait_for()
        return receipt.inner_text()

    def _wait_for_script(self) -> None:
        # Playwright's own waiting evaluates a string in the page, which the policy of the page refuses.
        for _ in range(500):
            if self.page.evaluate("document.getElementById('log').onsubmit !== null"):
                return
            self.page.wait_for_timeout(20)
        raise AssertionError("the script of the page never took the form over")

    def back(self) -> None:
        """Go back; a page that the browser kept in memory loads nothing, so there is no load to wait for."""
        self.page.go_back(wait_until="commit")

    def text(self) -> str:
        """Return what stands on the page."""
        return self.page.locator("main").inner_text()

    def watch_wire(self) -> Wire:
        """Count what comes over the wire from now on."""
        wire, addresses = Wire(), {}
        session = self.context.new_cdp_session(self.page)
        session.send("Network.enable")

        def started(event: dict[str, Any]) -> None:
            # A redirect answers under the id of the request that it leads to.
            if answer := event.get("redirectResponse"):
                wire.answers.append((answer["url"], int(answer["encodedDataLength"])))
            addresses[event["requestId"]] = event["request"]["url"]

        def ended(event: dict[str, Any]) -> None:
            if event["requestId"] in addresses and (size := int(event["encodedDataLength"])):
                wire.answers.append((addresses[event["requestId"]], size))

        session.on("Network.requestWillBeSent", started)
        session.on("Network.loadingFinished", ended)
        return wire

    def close(self) -> None:
        """Put the phone away; whatever it complained about fails the test."""
        self.context.close()
        assert self.complaints == []
