"""What can be measured on any page: accessibility, tap targets, width."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SMALLEST_TARGET = 48
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
SMALL_TARGETS = """
(smallest) => {
  for (const part of document.querySelectorAll("details")) part.open = true;
  const hidden = (one) => !one.checkVisibility() || one.closest(".visually-hidden, .skip");
  // A link inside running text is as high as its line.
  const inText = (one) => one.matches("a") && getComputedStyle(one).display === "inline"
    && one.parentElement.textContent.trim().length > one.textContent.trim().length;
  // A tick or a chip is tapped anywhere on its label.
  const area = (one) => one.matches("input") && one.closest("label") || one;
  const rounded = ({width, height}) => [Math.round(width * 10) / 10, Math.round(height * 10) / 10];
  const targets = "a[href], button, input:not([type=hidden]), select, textarea, summary, label.chip";
  return [...document.querySelectorAll(targets)]
    .filter((one) => !hidden(one) && !inText(one))
    .map((one) => [area(one), ...rounded(area(one).getBoundingClientRect())])
    .filter(([one, width, height]) => Math.min(width, height) < smallest)
    .map(([one, width, height]) => `${one.outerHTML.slice(0, 120)} is ${width} x ${height}`);
}
"""
TOO_WIDE = """
() => {
  const {clientWidth, scrollWidth} = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const beyond = (one) => one.getBoundingClientRect().right > clientWidth + 1
    && !one.closest(".scroll, .scroll-x, .visually-hidden");
  const culprits = [...document.querySelectorAll("body *")].filter(beyond).slice(0, 3);
  return [`${scrollWidth} px on ${clientWidth}`, ...culprits.map((one) => one.outerHTML.slice(0, 120))];
}
"""


def accessibility_problems(page: Page, scheme: str) -> list[str]:
    """Return what axe finds in the "light" or "dark" colours."""
    # As tall as the page, so that no sticky bar covers what axe measures.
    height: int = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": 360, "height": max(2200, height + 100)})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{scheme} {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def small_targets(page: Page) -> list[str]:
    """Return what a thumb would miss, closed `details` too."""
    page.set_viewport_size({"width": 360, "height": 740})
    found: list[str] = page.evaluate(SMALL_TARGETS, SMALLEST_TARGET - 0.5)
    return found


def too_wide(page: Page, width: int, text: str = "100%") -> list[str]:
    """Return what makes the page scroll sideways at this width and text size."""
    page.set_viewport_size({"width": width, "height": 740})
    page.evaluate("(size) => { document.documentElement.style.fontSize = size }", text)
    found: list[str] = page.evaluate(TOO_WIDE)
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    return found
