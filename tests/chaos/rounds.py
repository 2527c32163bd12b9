"""The rounds: each writes notes on phones while something fails, and ends when nothing waits any more."""

import random
import time
from collections.abc import Callable

from playwright.sync_api import expect

from tests.chaos.phones import ChaosPhone
from tests.chaos.proxy import Fault
from tests.chaos.servers import wait_until
from tests.chaos.stage import Stage

DICE = random.Random(2026)  # noqa: S311 - pauses, not secrets
POINTS = (("GET", "session", 1), ("PUT", "note", 1), ("PUT", "photo", 1), ("PUT", "photo", 2))


def write_without_a_net(stage: Stage, phone: ChaosPhone, notes: int) -> None:
    """Take the net away and save so many notes, every other with a photo."""
    stage.proxy.is_down = True
    for number in range(notes):
        stage.write(phone, photo_count=number % 2)


def every_fault_at_every_point(stage: Stage, times: int = 1) -> None:
    """Each fault at the session question, the note, the first and the second photo: 32 notes with 2 photos each."""
    phone = stage.phone()
    for fault in Fault:
        for method, point, nth in POINTS * times:
            stage.proxy.once(fault, method, point, nth)
            stage.write(phone, photo_count=2)
            phone.drain()
    stage.proxy.calm()


def without_a_net_and_killed(stage: Stage, notes: int = 10) -> None:
    """The net goes; the browser is killed and opened without a net, twice; then all goes out."""
    phone = stage.lasting_phone()
    stage.write(phone)
    stage.proxy.is_down = True
    for _ in range(2):
        for number in range(notes // 2):
            stage.write(phone, photo_count=number % 3)
        phone.kill()
        phone.open("/log")
        assert phone.page.get_by_role("heading", name="Uden net").count() == 1
    # The cookie of a killed browser may be gone; the notes are not.
    stage.proxy.calm()
    phone.log_in("maja")
    phone.go("/log")
    phone.drain()


def random_faults(stage: Stage, notes: int = 24, seed: int = 1, locks: bool = True) -> None:
    """Two tabs, a third of all requests fails somehow, and the server is killed while notes are typed."""
    dice = random.Random(seed)  # noqa: S311 - faults, not secrets
    phone = stage.phone(locks=locks)
    tabs = [phone.page, phone.tab()]
    phone.go("/log")
    stage.proxy.at_random(0.35, seed)
    for number in range(notes):
        phone.page = tabs[number % 2]
        stage.write(phone, photo_count=dice.choice((0, 0, 1, 2)))
        if number % 8 == 5:
            stage.server.restart()
    phone.drain(120)
    stage.proxy.calm()


def server_killed_in_one_drain(stage: Stage, notes: int = 12) -> None:
    """All is written without a net; while it goes out, the server is killed again and again."""
    phone = stage.phone()
    write_without_a_net(stage, phone, notes)
    stage.proxy.calm()
    for _ in range(notes // 3):
        phone.nudge()
        time.sleep(DICE.uniform(0.02, 0.15))
        stage.server.restart()
    phone.drain()


def browser_killed_in_one_drain(stage: Stage, notes: int = 12, kills: int = 3) -> None:
    """All is written without a net; while it goes out, the browser is killed again and again."""
    phone = stage.lasting_phone()
    write_without_a_net(stage, phone, notes)
    stage.proxy.calm()
    stage.proxy.delay = 0.05
    for _ in range(kills):
        phone.nudge()
        time.sleep(DICE.uniform(0.1, 0.6))
        phone.kill()
        phone.open("/log")
        phone.log_in("maja")
        phone.go("/log")
    phone.drain()
    stage.proxy.calm()


def login_over(stage: Stage, notes: int = 6) -> None:
    """The login is over when the notes are to go: they wait, the page says so, and go after the next login."""
    phone = stage.phone()
    write_without_a_net(stage, phone, notes)
    stage.end_logins("maja")
    stage.proxy.calm()
    phone.nudge()
    wait_until(lambda: "log ind" in phone.status(), 20, "the page to ask for a login")
    assert phone.waiting() == notes
    phone.log_in("maja")
    phone.go("/log")
    phone.drain()


def another_user(stage: Stage, notes: int = 6) -> None:
    """Somebody else signs in on the phone: the notes stay locked, and go as their author's when she is back."""
    phone = stage.phone()
    write_without_a_net(stage, phone, notes)
    stage.proxy.calm()
    stage.end_logins("maja")
    phone.log_in("jonas")
    phone.go("/log")
    wait_until(lambda: f"{notes} er låst på telefonen" in phone.status(), 20, "the page to say that notes are locked")
    stage.write(phone, author="jonas")
    wait_until(lambda: phone.waiting() == notes, 20, "the other user's note to go, and only that")
    assert "[note" not in phone.page.inner_text("main")
    stage.end_logins("jonas")
    phone.log_in("maja")
    phone.go("/log")
    phone.drain()


def user_switched_under_way(stage: Stage, notes: int = 4) -> None:
    """Between the question who is signed in and the note, the login becomes another person's."""
    phone = stage.phone()
    for number in range(notes):
        stage.proxy.other_cookie = stage.cookie_of("jonas")
        stage.write(phone, photo_count=number % 2)
        phone.drain()
    assert stage.proxy.counts["user switched"] >= notes


def one_bad_note(stage: Stage, notes: int = 8) -> None:
    """The server stumbles over one note: the others arrive, it stays and is shown, and goes when the server is well."""
    phone = stage.phone()
    stage.proxy.is_down = True
    stage.write(phone)
    bad = next(one["id"] for one in phone.records() if one["st"] == "queued")
    for number in range(notes - 1):
        stage.write(phone, photo_count=number % 2)
    stage.proxy.calm()
    stage.proxy.plan = lambda request: Fault.BAD_GATEWAY if bad in request.path else None
    phone.nudge()
    wait_until(lambda: [one["id"] for one in phone.records() if one["st"] == "queued"] == [bad], 30, "the good ones")
    # The list on the page follows what is stored: it may still show a good one that has just gone.
    expect(phone.page.locator("#waiting li")).to_have_count(1)
    expect(phone.page.locator("#waiting li .late")).to_be_visible()
    stage.proxy.calm()
    phone.drain()


def tab_and_worker(stage: Stage, notes: int = 4) -> None:
    """The worker is told that the net is back: first beside a page that sends too, then alone, with no page open."""
    phone = stage.lasting_phone()
    dispatch_sync = syncing(phone)
    write_without_a_net(stage, phone, notes // 2)
    stage.proxy.calm()
    dispatch_sync()
    phone.drain()
    write_without_a_net(stage, phone, notes // 2)
    phone.page.goto("about:blank")
    stage.proxy.calm()
    dispatch_sync()
    wait_until(lambda: not stage.judge().faults, 30, "the worker to send what waits")
    phone.go("/log")
    phone.drain()


def syncing(phone: ChaosPhone) -> Callable[[], object]:
    """Return what lets the browser tell the worker that the net is back, as it does by itself within minutes."""
    assert phone.context is not None
    session = phone.context.new_cdp_session(phone.page)
    found: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"]),
    )
    session.send("ServiceWorker.enable")
    wait_until(lambda: found or phone.page.evaluate("1") and None, 10, "the worker's registration")
    event = {"origin": phone.address, "registrationId": found[0], "tag": "outbox", "lastChance": False}
    return lambda: session.send("ServiceWorker.dispatchSyncEvent", event)


def log_out_with_waiting_notes(stage: Stage, notes: int = 4) -> None:
    """Log-out says the number, with and without a net; nothing is sent or shown until the author is back."""
    phone = stage.lasting_phone()
    for without_net in (False, True):
        write_without_a_net(stage, phone, notes // 2)
        stage.proxy.calm()
        log_out(stage, phone, notes // 2, without_net)
        assert "[note" not in phone.page.inner_text("main")
        stage.proxy.calm()
        phone.go("/log-ind")
        phone.nudge()
        time.sleep(1)
        assert phone.waiting() == notes // 2
        phone.log_in("maja")
        phone.go("/log")
        phone.drain()


def log_out(stage: Stage, phone: ChaosPhone, waiting: int, without_net: bool) -> None:
    """Open the page with the way out, which the net may leave then, and take it in spite of the warning."""
    stage.proxy.plan = lambda request: Fault.REFUSE if request.method == "PUT" else None
    phone.go("/mere")
    button = phone.page.get_by_role("button", name="Log ud")
    stage.proxy.is_down = without_net
    button.tap()
    wait_until(lambda: f"{waiting} venter stadig" in phone.page.inner_text("main"), 10, "the warning")
    with phone.page.expect_navigation():
        button.tap()
