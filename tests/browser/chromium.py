"""A headless Chromium for the tests: one on PATH, else Playwright's own, else the distribution's package.

`python -m tests.browser.chromium` finds or installs it and prints its path. Best is the headless shell, the same engine
without a browser's windows around it: each page takes a third of the work. It has no background sync, so the long
rounds of the phones ask for TEST_BROWSER=whole.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

SHELL = "chromium-headless-shell"
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NAMES = WHOLE if os.environ.get("TEST_BROWSER") == "whole" else (SHELL, *WHOLE)
# Text without any font is boxes, and on some builds a crash.
FONT_PACKAGE = "fonts-dejavu-core"
NODE_PACKAGE = "libatomic1"
MISSING = (
    "Missing: a working Chromium with a font (on Debian: apt install chromium fonts-dejavu-core; "
    "elsewhere: .venv/bin/playwright install --with-deps chromium)"
)


def node() -> str:
    """Return the path of the node that Playwright brings along; both the browser's driver and a URL judge."""
    return compute_driver_executable()[0]


@cache
def find_or_install() -> str:
    """Return the path of a Chromium that starts; end with one line when there is none and none can be had."""
    _see_to_the_driver()
    for find in (_on_path, _playwrights_own, _downloaded, _distributions):
        for path in find():
            if _starts(path):
                _see_to_fonts()
                return path
    sys.exit(MISSING)


def _see_to_the_shell() -> None:
    # Only Debian packs it; without it any Chromium will do.
    if SHELL in NAMES and shutil.which(SHELL) is None and _may_install():
        _apt_install(SHELL)


def _see_to_the_driver() -> None:
    # The smallest Debian lacks one library that Playwright's node asks for.
    if _run([node(), "--version"], 60) is None:
        if _may_install():
            _apt_install(NODE_PACKAGE)
        if _run([node(), "--version"], 60) is None:
            sys.exit(f"Missing: a library that Playwright's node needs (on Debian: apt install {NODE_PACKAGE})")


def _on_path() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))


def _playwrights_own() -> Iterator[str]:
    """Where Playwright keeps its Chromium, if it has fetched one."""
    report = _run([sys.executable, "-m", "playwright", "install", "--dry-run", "--no-shell", "chromium"], 60)
    folder = re.search(r"Install location:\s*(\S.*chromium-\d+)\s*$", report or "", re.MULTILINE)
    if folder:
        yield from map(str, sorted(Path(folder[1]).glob("chrome-linux*/chrome")))


def _downloaded() -> Iterator[str]:
    """Playwright's Chromium, fetched now; its libraries and fonts only when it came and we may install them."""
    if _run([sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"], 600) is None:
        return
    yield from _playwrights_own()
    if _may_install() and _run([sys.executable, "-m", "playwright", "install-deps", "chromium"], 900) is not None:
        yield from _playwrights_own()


def _distributions() -> Iterator[str]:
    if _may_install() and _apt_install("chromium", FONT_PACKAGE):
        yield from _on_path()


def _starts(path: str) -> bool:
    """Return whether the browser shows a page. Ubuntu's /usr/bin/chromium-browser may be only a pointer to a snap."""
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
    shown = _run([path, *flags, "--dump-dom", "data:text/html,<p>it starts</p>"], 60)
    return "it starts" in (shown or "")


def _see_to_fonts() -> None:
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
    if any(next(folder.rglob("*.[to]tf"), None) for folder in folders if folder.is_dir()):
        return
    if not (_may_install() and _apt_install(FONT_PACKAGE)):
        sys.exit(MISSING)


def _may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt_install(*packages: str) -> bool:
    _run(["apt-get", "update", "-qq"], 300)
    return _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], 900) is not None


def _run(command: list[str], seconds: int) -> str | None:
    """Run quietly; return what it printed, or None when it failed."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"}
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=True,
            env={**os.environ, **quiet},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


if __name__ == "__main__":
    _see_to_the_shell()
    print(find_or_install())
