"""wapiti walks the running demo as each of its people, and attacks whatever it meets."""

import json
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.scan.holes import served_holes
from tests.scan.tools import SCANNERS, run

PEOPLE = ("maja", "lone", "susanne", "erik")
# Left out: what asks other machines (ssrf, log4shell, takeover), what looks for other products' holes (nikto, cms,
# wapp, shellshock, spring4shell), and what is the proxy's (ssl, https_redirect).
MODULES = "backup,crlf,csp,cookieflags,exec,file,htaccess,http_headers,methods,permanentxss,redirect,sql,upload,xss,xxe"
# Signing out would end the walk.
LEFT_ALONE = ("/log-ud", "/sprog", "/log-ind/demo", "/static/*")
FLAGS = (
    *("--scope", "folder", "--max-links-per-page", "60", "-d", "4"),
    *("--flush-session", "--no-bugreport", "-v", "0", "-f", "json"),
)
AS_BEHIND_A_PROXY = {"X-Forwarded-Proto": "https"}


def sign_in(address: str, person: str) -> str:
    """Sign in by one tap as a demo person, as if https were in front, and return the cookie header."""
    connection = HTTPConnection(address.removeprefix("http://"), timeout=60)
    connection.request("GET", "/log-ind", headers=AS_BEHIND_A_PROXY)
    answer = connection.getresponse()
    page, cookie = answer.read().decode(), cookie_of(answer)
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    form = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", **AS_BEHIND_A_PROXY}
    form["Referer"] = address.replace("http", "https") + "/log-ind"
    connection.request("POST", "/log-ind/demo", urlencode({"person": person, "csrf_token": token}), form)
    answer = connection.getresponse()
    if answer.status != 303:
        raise RuntimeError(f"{person} cannot sign in: {answer.status}")
    return cookie_of(answer)


def cookie_of(answer: Any) -> str:
    """Return the cookie that an answer sets, as a browser sends it back."""
    return str(answer.headers["Set-Cookie"]).partition(";")[0]


def crawl(address: str, person: str, folder: Path, seconds: int) -> tuple[int, list[str]]:
    """Let wapiti walk and attack for so long as one person.

    Return how many addresses it walked to, and what it found above the level of information.
    """
    report = folder / f"{person}.json"
    leave = [word for path in LEFT_ALONE for word in ("-x", f"{address}{path}")]
    headers = {"Cookie": sign_in(address, person), **AS_BEHIND_A_PROXY}
    said = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    kept = ("-o", report, "--store-session", folder / person)
    limits = ("--max-scan-time", str(seconds), "--max-attack-time", str(seconds // 8))
    program = SCANNERS / "wapiti" / "bin" / "wapiti"
    run(program, "-u", f"{address}/", "-m", MODULES, *FLAGS, *leave, *said, *kept, *limits, seconds=seconds * 4)
    said_at_last = json.loads(report.read_text())
    return said_at_last["infos"]["crawled_pages_nbr"], found_in(said_at_last)


def finds_holes(folder: Path) -> bool:
    """Return whether wapiti finds both holes that are there on purpose."""
    report = folder / "holes.json"
    kept = ("-o", report, "--store-session", folder / "holes")
    with served_holes() as address:
        run(SCANNERS / "wapiti" / "bin" / "wapiti", "-u", f"{address}/", "-m", "sql,xss", *FLAGS, *kept, seconds=300)
    found = " ".join(found_in(json.loads(report.read_text())))
    return "SQL Injection" in found and "XSS" in found.replace("Cross Site Scripting", "XSS")


def found_in(report: dict[str, Any]) -> list[str]:
    """Return a line for each finding of a report; what wapiti calls additional is information."""
    kinds = (report["vulnerabilities"], report["anomalies"])
    return [
        f"{name}: {one['method']} {one['path']}: {one['info']}" for kind in kinds for name in kind for one in kind[name]
    ]
