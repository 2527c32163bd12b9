"""The outbox in WebKitGTK: notes with a photo, without a net, and under faults, each exactly once."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.oracle import Plan
from tests.chaos.proxy import Fault, Proxy
from tests.chaos.servers import AppServer, wait_until
from tests.chaos.stage import photos_in
from tests.webkit.driver import WebKit, running_driver, see_to_packages


class Window:
    """Maja's window on the app behind the proxy."""

    def __init__(self, browser: WebKit, proxy: Proxy, plan: Plan) -> None:
        self.browser, self.proxy, self.plan = browser, proxy, plan

    def words(self, part: str) -> str:
        """Return what stands in a part of the page."""
        return str(self.browser.run("return document.getElementById(arguments[0])?.innerText ?? ''", part))

    def log_in(self) -> None:
        """Sign in by the demo's button, and open the log once the phone has the key."""
        self.browser.go(f"{self.proxy.address}/log-ind")
        find = "[...document.querySelectorAll('button')].find((one) => one.textContent.startsWith('Log ind som Maja'))"
        self.browser.run(f"{find}.click()")
        wait_until(lambda: self.browser.run("return document.body.dataset.uid"), 20, "the start page")
        # The lists are what a page fetches last.
        wait_until(lambda: self.proxy.counts["lists"], 20, "the lists")
        self.browser.go(f"{self.proxy.address}/log")
        time.sleep(1)

    def save(self, photo: Path | None = None) -> str:
        """Write and save the next note of the plan; return what the receipt says."""
        text = self.plan.next()
        self.browser.run("document.getElementById('saved').textContent = ''")
        for name, value in (("kind", "visit"), ("topic", "noise")):
            self.browser.click(f"#{name} input[value={value}]")
        self.browser.click("#department-choices input")
        put = "const text = document.getElementById('text'); text.value = arguments[0];"
        self.browser.run(put + "text.dispatchEvent(new Event('input', {bubbles: true}))", text)
        if photo:
            self.browser.write("input[type=file][multiple]", str(photo))
            wait_until(lambda: self.browser.run("return document.querySelector('#pictures img')"), 20, "the photo")
        self.browser.click("#log ~ * button.main, button.main[form=log], #log button.main")
        receipt = str(wait_until(lambda: self.words("saved"), 20, "a receipt"))
        self.plan.saved("maja", text, 1 if photo else 0)
        return receipt

    def drain(self) -> None:
        """Look at the page until nothing waits."""

        def is_empty() -> bool:
            self.browser.run("window.dispatchEvent(new Event('online'))")
            time.sleep(0.7)
            return not self.words("outbox")

        wait_until(is_empty, 60, f"an empty outbox; it says: {self.words('outbox')}")


@pytest.fixture
def window(tmp_path: Path) -> Iterator[tuple[Window, AppServer]]:
    """A window that is signed in, and the server behind it."""
    see_to_packages()
    server = AppServer(tmp_path)
    server.set_up()
    proxy = Proxy(("127.0.0.1", server.port))
    with running_driver(tmp_path) as address:
        browser = WebKit(address)
        try:
            window = Window(browser, proxy, Plan())
            window.log_in()
            yield window, server
        finally:
            browser.close()
            proxy.close()
            server.kill()


def test_every_note_arrives_exactly_once_from_webkit_too(window: tuple[Window, AppServer], tmp_path: Path) -> None:
    phone, server = window
    (photo, *_others) = photos_in(tmp_path)
    assert phone.save().startswith(("Gemt på telefonen:", "Sendt:"))
    phone.save(photo)
    phone.drain()
    without_a_net(phone, photo)
    phone.browser.go(f"{phone.proxy.address}/log")
    for fault in (Fault.PORTAL_PAGE, Fault.LOSE_ANSWER, Fault.BAD_GATEWAY, Fault.CUT_ANSWER):
        phone.proxy.once(fault, "PUT", "note")
        phone.save()
        phone.drain()
    verdict = phone.plan.judge(server, phone.proxy)
    assert verdict.planned == 8
    assert verdict.faults == {}


def without_a_net(phone: Window, photo: Path) -> None:
    phone.proxy.is_down = True
    assert phone.save().startswith("Gemt på telefonen:")
    wait_until(lambda: "1 venter på telefonen: ingen forbindelse" in phone.words("outbox"), 20, "the words why")
    phone.browser.go(f"{phone.proxy.address}/sager")
    wait_until(
        lambda: phone.browser.run("return document.querySelector('h1').innerText") == "Uden net", 20, "the shell"
    )
    wait_until(lambda: phone.browser.run("return document.querySelector('#department-choices input')"), 10, "lists")
    phone.save(photo)
    phone.proxy.calm()
    phone.drain()
