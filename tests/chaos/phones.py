"""A worker's phone: Chromium with a profile on the disk that outlives it, used through the page as a person does."""

import os
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright, TimeoutError

from tests.browser.chromium import find_or_install
from tests.browser.conftest import FLAGS
from tests.browser.phone import SCREEN, TELL_VIOLATIONS
from tests.chaos.servers import wait_until

# What the phone keeps, as far as it can be read from outside: no content, for that is sealed.
RECORDS = """
() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("boligsocial");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const db = opening.result;
    if (!db.objectStoreNames.contains("rec")) { db.close(); return resolve([]); }
    const all = db.transaction("rec").objectStore("rec").getAll();
    all.onsuccess = () => { db.close(); resolve(all.result.map(({id, uid, st, err}) => ({id, uid, st, err}))); };
  };
})
"""
NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', {value: undefined})"


class ChaosPhone:
    """One browser profile. `open` starts it, `kill` ends it with SIGKILL; `violations` must stay empty."""

    def __init__(self, playwright: Playwright, profile: Path, address: str, locks: bool = True) -> None:
        self.playwright = playwright
        self.profile = profile
        self.address = address
        self.locks = locks
        self.kills = 0
        self.violations: list[str] = []
        self.context: BrowserContext | None = None
        self.page: Page

    def open(self, path: str | None = None) -> None:
        """Start the browser; with a path, show that page."""
        self.context = self.playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=find_or_install(),
            args=FLAGS,
            viewport=SCREEN,  # type: ignore[arg-type]
            is_mobile=True,
            has_touch=True,
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
        )
        self.context.set_default_timeout(15_000)
        self.context.add_init_script(TELL_VIOLATIONS)
        if not self.locks:
            self.context.add_init_script(NO_LOCKS)
        self.context.on("console", lambda message: self._hear(message.text))
        self.context.on("weberror", lambda error: self.violations.append(f"script error: {error.error}"))
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        if path:
            self.go(path)

    def _hear(self, text: str) -> None:
        if text.startswith("CSP"):
            self.violations.append(text)

    def go(self, path: str) -> None:
        """Show a page; without a net that is the shell."""
        self.page.goto(self.address + path)

    def tab(self) -> Page:
        """Open a further tab and use that one."""
        assert self.context is not None
        self.page = self.context.new_page()
        return self.page

    def kill(self) -> None:
        """SIGKILL every process of this profile."""
        mark = f"--user-data-dir={self.profile}"
        for _ in range(3):
            for entry in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    if mark in entry.read_bytes().decode("utf-8", "replace"):
                        os.kill(int(entry.parent.name), signal.SIGKILL)
                except OSError:
                    continue
        self.kills += 1
        self._gone()

    def close(self) -> None:
        """Close the browser as a person does."""
        self._gone()

    def _gone(self) -> None:
        if self.context is not None:
            with suppress(Error):
                self.context.close()
            self.context = None

    # -- what a person does

    def log_in_as(self, name: str) -> None:
        """Sign in as a demo person of any role; a browser that lived long enough has kept its cookie."""
        self.go("/log-ind")
        if "/log-ind" not in self.page.url:
            return
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=f"Log ind som {name.capitalize()}").first.tap()

    def log_in(self, name: str) -> None:
        """Sign in as a worker of the demo, and wait until the phone has the key and the lists."""
        self.log_in_as(name)
        wait_until(lambda: self.page.evaluate(HAS_LISTS), 20, "the key and the lists")

    def wait_for_worker(self) -> None:
        """Wait until the page can be opened without a net."""
        wait_until(lambda: self.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)"), 20, "the worker")

    def fill(self, text: str, photos: Sequence[Path] = (), kind: str = "Besøg", topic: str = "Støj") -> None:
        """Fill in the log; what a person has chosen once stays for the next note."""
        page = self.page
        for question, word in (("kind", kind), ("topic", topic)):
            chip = page.locator(f"#{question} label.chip", has_text=word).first
            if not chip.locator("input").is_checked():
                chip.tap()
        department = page.locator("#department-choices label.chip").first
        if page.locator("#department :checked").count() == 0:
            department.tap()
        page.locator("#text").fill(text)
        for number, photo in enumerate(photos, 1):
            page.locator("input[type=file][multiple]").set_input_files(photo)
            page.locator("#pictures img").nth(number - 1).wait_for()

    def save(self) -> str:
        """Tap "Gem notat"; return what the receipt says, as soon as there is one."""
        self.page.evaluate("() => { document.getElementById('saved').textContent = '' }")
        receipt = self.page.locator("#saved .receipt")
        for _tap in range(3):
            self.page.locator("button.main", has_text="Gem notat").tap()
            with suppress(TimeoutError):
                receipt.wait_for(timeout=6_000)
                break
            # A line that comes in above moves the button away under the thumb: then a person taps again.
            assert self.page.locator("#text").input_value(), "the text is gone and nothing says that it is saved"
        return receipt.inner_text()

    def records(self) -> list[dict[str, Any]]:
        """Return {id, uid, st, err} of what the phone keeps."""
        return list(self.page.evaluate(RECORDS))

    def waiting(self) -> int:
        """Return how many notes wait on the phone, whoever's they are."""
        return sum(one["st"] == "queued" for one in self.records())

    def status(self) -> str:
        """Return what the page says about what waits."""
        return self.page.locator("#outbox").inner_text()

    def nudge(self) -> None:
        """The net is back, or the person looks at the page again."""
        self.page.evaluate("() => { window.dispatchEvent(new Event('online')) }")

    def drain(self, seconds: float = 60) -> float:
        """Wait until nothing waits, looking at the page now and then; return how long it took."""
        begun = time.monotonic()
        nudged = begun

        def is_empty() -> bool:
            nonlocal nudged
            if time.monotonic() - nudged > 1.5:
                nudged = time.monotonic()
                self.nudge()
            return self.waiting() == 0

        self.nudge()
        wait_until(is_empty, seconds, f"an empty outbox; it says: {self.status()}")
        return time.monotonic() - begun

    def settle(self, seconds: float = 12) -> None:
        """Give a broken version time to do its worst: until nothing waits, or so long."""
        with suppress(AssertionError):
            self.drain(seconds)
        time.sleep(0.5)


HAS_LISTS = """
() => new Promise((resolve) => {
  const opening = indexedDB.open("boligsocial");
  opening.onupgradeneeded = () => opening.transaction.abort();
  opening.onerror = () => resolve(false);
  opening.onsuccess = () => {
    const db = opening.result;
    const kept = db.transaction("kv").objectStore("kv").getAllKeys();
    kept.onsuccess = () => { db.close(); resolve(kept.result.includes("me") && kept.result.includes("lists")); };
  };
})
"""
