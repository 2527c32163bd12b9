"""What the log costs on the wire, measured in the browser. The limits are the project's, in thousands of bytes."""

from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from tests.browser.phone import Wire

TOP = Path(__file__).parents[2]
COLD_PAGE, COLD_REQUESTS, HTML_AND_CSS = 30_000, 5, 14_000
SAVE, SAVE_REQUESTS = 5_000, 2
OWN_SCRIPT, SHEET = 5_000, 6_000


def of_wire(wire: Wire) -> str:
    parts = ", ".join(f"{urlsplit(address).path} {size}" for address, size in wire.answers)
    return f"{wire.total} bytes in {len(wire.answers)} requests ({parts})"


@pytest.fixture
def fresh(new_phone):
    """Maja's phone after she has signed in, with nothing in the browser's cache and nothing kept by a worker."""
    maja = new_phone(service_workers="block")
    maja.log_in("maja")
    maja.page.wait_for_load_state("networkidle")
    maja.context.new_cdp_session(maja.page).send("Network.clearBrowserCache")
    return maja


def test_a_cold_view_of_the_log_stays_within_its_budget(fresh, record_property):
    wire = fresh.watch_wire()
    fresh.page.goto("/log", wait_until="networkidle")
    html_and_css = wire.of("/log") + wire.of("app.css")
    record_property("measured", f"cold view of the log: {of_wire(wire)}, HTML and CSS {html_and_css}")
    assert wire.total <= COLD_PAGE
    assert len(wire.answers) <= COLD_REQUESTS
    assert html_and_css <= HTML_AND_CSS


def test_saving_a_note_from_its_page_stays_within_its_budget(fresh, record_property):
    fresh.page.goto("/log?topic=noise", wait_until="networkidle")
    fresh.page.get_by_label("Note").fill("Set på opgangen, alt er i orden.")
    wire = fresh.watch_wire()
    fresh.button("Gem notat").tap()
    fresh.page.locator("#saved .receipt", has_text="Sendt:").wait_for()
    fresh.page.wait_for_load_state("networkidle")
    record_property("measured", f"saving a note: {of_wire(wire)}")
    assert wire.total <= SAVE
    assert len(wire.answers) <= SAVE_REQUESTS


@pytest.mark.parametrize(("file", "most"), [("app.min.js", OWN_SCRIPT), ("app.css", SHEET)])
def test_own_files_stay_within_their_budget(file, most, record_property):
    size = len(brotli.compress((TOP / "static" / file).read_bytes(), quality=11))
    record_property("measured", f"{file}: {size} bytes in brotli 11")
    assert size <= most
