"""`make scan`: wapiti as four people, then sqlmap on every parameter. A table of both; 1 when anything was found.

`python -m tests.scan sqlmap cases.index notes.save_note` asks about some addresses alone, `python -m tests.scan wapiti`
walks alone. WAPITI_SECONDS is how long each person walks.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.browser.server import running_app
from tests.scan.crawling import PEOPLE, crawl, finds_holes
from tests.scan.injection import ask, finds_a_hole, targets
from tests.scan.served import served
from tests.scan.tools import TOP


def main(wanted: list[str]) -> int:
    """Scan, and return the exit status."""
    tool, *some = wanted or [""]
    with tempfile.TemporaryDirectory(prefix="scan-") as name:
        if (tool != "sqlmap" and not finds_holes(Path(name))) or (tool != "wapiti" and not finds_a_hole(Path(name))):
            sys.exit("A scanner did not find what was planted for it: nothing it says counts.")
        walked = walk(Path(name)) if tool in ("", "wapiti") else 0
        asked = inject(Path(name), some) if tool in ("", "sqlmap") else 0
    return 1 if walked or asked else 0


def walk(folder: Path) -> int:
    """Walk as each person; return how many findings there are."""
    findings = 0
    # The server does not start behind a proxy while others can look into this folder.
    (TOP / "instance").chmod(0o700)
    settings = {"TRUSTED_PROXIES": "1", "PUBLIC_DEMO": "1", "PUBLIC_URL": "https://127.0.0.1"}
    with running_app(**settings) as (address, _database):
        for person in PEOPLE:
            start = time.monotonic()
            pages, found = crawl(address, person, folder, int(os.environ.get("WAPITI_SECONDS", "180")))
            findings += len(found)
            took = time.monotonic() - start
            print(f"wapiti as {person:<8} {pages:5} addresses {took:5.0f} s   {len(found)} findings", flush=True)
            print("".join(f"    {line}\n" for line in found), end="", flush=True)
    return findings


def inject(folder: Path, some: list[str]) -> int:
    """Ask about the parameters; return how many requests have a finding or no verdict."""
    results = []
    with served() as running:
        for target in targets(running, some):
            start = time.monotonic()
            results.append(ask(running, folder, target))
            name, parameters, found = results[-1]
            said = "; ".join(found) or "not injectable"
            print(f"sqlmap {name:<36} {parameters:3} parameters {time.monotonic() - start:5.0f} s   {said}", flush=True)
    bad = [result for result in results if result.found]
    asked = sum(result.parameters for result in results)
    print(f"sqlmap: {len(results)} requests, {asked} parameters, {len(bad)} with a finding")
    return len(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
