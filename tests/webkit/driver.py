"""WebKitGTK's own driver, spoken to in plain W3C WebDriver over HTTP."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

PACKAGES = ("webkit2gtk-driver", "xvfb")
MISSING = "Missing: WebKitWebDriver and Xvfb (on Debian or Ubuntu: apt install webkit2gtk-driver xvfb)"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class WebKit:
    """One browser window. `run` runs script in the page, and waits for what it promises."""

    def __init__(self, driver: str) -> None:
        self.driver = driver
        browser = {"acceptInsecureCerts": False, "webkitgtk:browserOptions": {"args": ["--automation"]}}
        self.session = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": browser}})["sessionId"]
        self.agent = str(self.run("return navigator.userAgent"))

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.driver + path, data, {"Content-Type": "application/json"}, method=method)  # noqa: S310
        try:
            with urlopen(request, timeout=60) as answer:  # noqa: S310 - our own driver
                return json.load(answer)["value"]
        except HTTPError as error:
            raise RuntimeError(error.read().decode()) from error

    def _here(self, method: str, path: str, body: Any = None) -> Any:
        return self._ask(method, f"/session/{self.session}{path}", body)

    def go(self, address: str) -> None:
        """Show a page."""
        self._here("POST", "/url", {"url": address})

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page."""
        return self._here("POST", "/execute/sync", {"script": script, "args": arguments})

    def element(self, selector: str) -> str:
        """Return the driver's name for the first element that fits."""
        return str(self._here("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT])

    def click(self, selector: str) -> None:
        """Click as a mouse does, wherever the page has to be scrolled to."""
        self.run("document.querySelector(arguments[0]).click()", selector)

    def write(self, selector: str, text: str) -> None:
        """Put text into a field as typing does, or a path into a field for files."""
        self._here("POST", f"/element/{self.element(selector)}/value", {"text": text})

    def close(self) -> None:
        """Close the window."""
        with suppress(RuntimeError, URLError):
            self._here("DELETE", "")


def see_to_packages() -> None:
    """Install what is missing when that is possible; say it otherwise."""
    if shutil.which("WebKitWebDriver") and shutil.which("Xvfb"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
            subprocess.run(["apt-get", *command], env=quiet, capture_output=True, check=False)  # noqa: S603, S607
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        sys.exit(MISSING)


@contextmanager
def running_driver(folder: Path) -> Iterator[str]:
    """Yield the address of a driver whose browsers draw on a screen that nobody sees."""
    with socket.create_server(("127.0.0.1", 0)) as trial:
        port = trial.getsockname()[1]
    command = ["xvfb-run", "-a", "WebKitWebDriver", f"--port={port}", "--host=127.0.0.1"]
    # In a container of its own user namespace the browser's sandbox cannot start.
    env = {**os.environ, "HOME": str(folder), "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "GDK_BACKEND": "x11"}
    with (folder / "webkit.log").open("wb") as words:
        process = subprocess.Popen(command, env=env, stdout=words, stderr=words, start_new_session=True)  # noqa: S603
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(100):
            with suppress(URLError, OSError):
                urlopen(f"{address}/status", timeout=5).close()  # noqa: S310 - our own driver
                break
            time.sleep(0.1)
        yield address
    finally:
        os.killpg(process.pid, 15)
        process.wait(timeout=20)
