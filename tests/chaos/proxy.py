"""A proxy in front of the real app that fails on purpose, at the request it is told to."""

import random
import socket
import socketserver
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from http.client import HTTPConnection, HTTPException
from typing import Any, NamedTuple

PORTAL = b"<!doctype html><title>Velkommen</title><form><button>Accepter</button></form>"


class Fault(StrEnum):
    """What can go wrong on the way."""

    REFUSE = "refuse"
    CUT_UPLOAD = "cut mid-upload"
    LOSE_ANSWER = "commit, then lose the answer"
    CUT_ANSWER = "cut the answer"
    BAD_GATEWAY = "502"
    PORTAL_PAGE = "portal 200"
    PORTAL_REDIRECT = "portal 302"
    HANG = "hang"


class Request(NamedTuple):
    """What the proxy knows when it decides."""

    method: str
    path: str


Plan = Callable[[Request], Fault | None]


class Proxy:
    """Listens on a port of its own. `plan` says which fault a request meets; `is_down` refuses everything.

    `counts` holds what was done, `photos` the bytes of every photo that went through, by the digest in its address,
    and `notes` those of every note, by its id.
    `rewrite` (path, old, new) changes an answer, as a deploy does. `other_cookie` travels with the next note instead
    of the browser's: the user has changed since it asked.

    A browser sends again by itself what meets a reset on a socket that it has used before, and the page never hears
    of the trouble. So a socket ends with its answer, unless `keeps_sockets`: then every fault reaches the script.
    """

    def __init__(self, upstream: tuple[str, int]) -> None:
        self.upstream = upstream
        self.plan: Plan = lambda request: None
        self.is_down = False
        self.delay = 0.0
        self.hangs = 2.5
        self.keeps_sockets = False
        self.counts: Counter[str] = Counter()
        self.photos: dict[str, bytes] = {}
        self.notes: dict[str, list[bytes]] = {}
        self.other_cookie = ""
        self.rewrite: tuple[str, bytes, bytes] = ("", b"", b"")
        self._server = _Server(("127.0.0.1", 0), _Conversation)
        self._server.proxy = self
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where browsers find it."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def once(self, fault: Fault, method: str, part: str, nth: int = 1) -> None:
        """Let the nth request of this method whose path fits `part` ("session", "note" or "photo") meet the fault."""
        left = [nth]

        def plan(request: Request) -> Fault | None:
            if (request.method, point_of(request.path)) != (method, part):
                return None
            left[0] -= 1
            return fault if left[0] == 0 else None

        self.plan = plan

    def at_random(self, probability: float, seed: int) -> None:
        """Let each request of the outbox meet a random fault with this probability."""
        dice = random.Random(seed)  # noqa: S311 - faults, not secrets
        faults = list(Fault)

        def plan(request: Request) -> Fault | None:
            if not point_of(request.path) or dice.random() >= probability:
                return None
            return dice.choice(faults)

        self.plan = plan

    def calm(self) -> None:
        """Let everything through."""
        self.plan = lambda request: None
        self.is_down = False
        self.delay = 0.0

    def passed(self, path: str, body: bytes) -> None:
        """Remember what was delivered to the app."""
        name = path.rpartition("/")[2]
        if point_of(path) == "photo":
            self.photos[name] = body
        if point_of(path) == "note":
            self.notes.setdefault(name, []).append(body)


def point_of(path: str) -> str:
    """Return "session", "note" or "photo" for an address of the outbox, "" for any other."""
    parts = path.partition("?")[0].strip("/").split("/")
    if parts[0] != "o":
        return ""
    if len(parts) == 2:
        return "session" if parts[1] == "session" else "note" if len(parts[1]) == 36 else ""
    return "photo" if len(parts) == 3 and len(parts[2]) == 64 else ""


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128
    proxy: Proxy


class _Gone(Exception):
    """The browser has hung up, or we have."""


class _Conversation(socketserver.StreamRequestHandler):
    """One connection of a browser: request after request until one side ends it."""

    server: _Server

    def handle(self) -> None:
        try:
            if self.server.proxy.is_down:
                self._reset()
            while self._one() and self.server.proxy.keeps_sockets:
                pass
        except (_Gone, OSError):
            pass

    def _one(self) -> bool:
        proxy = self.server.proxy
        first = self.rfile.readline(65536)
        if not first:
            return False
        method, path, _version = first.decode("latin-1").split(" ", 2)
        headers = self._headers()
        proxy.counts["requests"] += 1
        # A socket that was opened while the proxy was up must not pass now.
        if proxy.is_down:
            self._reset()
        fault = proxy.plan(Request(method, path))
        proxy.counts[fault.value if fault else "passed"] += 1
        proxy.counts["lists"] += path == "/o/lister"
        time.sleep(proxy.delay)
        self._before(fault, int(headers.get("content-length", 0)))
        self._answer(fault, method, path, headers)
        return True

    def _answer(self, fault: Fault | None, method: str, path: str, headers: dict[str, str]) -> None:
        proxy = self.server.proxy
        body = self.rfile.read(int(headers.get("content-length", 0)))
        if proxy.other_cookie and method == "PUT" and point_of(path) == "note":
            headers["cookie"], proxy.other_cookie = proxy.other_cookie, ""
            proxy.counts["user switched"] += 1
        answer = self._asked(method, path, headers, body)
        if path == proxy.rewrite[0]:
            answer = _longer(answer, *proxy.rewrite[1:])
        proxy.passed(path, body)
        if fault == Fault.LOSE_ANSWER:
            self._reset()
        self.wfile.write(_half(answer) if fault == Fault.CUT_ANSWER else answer)
        self.wfile.flush()
        if fault == Fault.CUT_ANSWER:
            self._reset()

    def _headers(self) -> dict[str, str]:
        headers = {}
        while (line := self.rfile.readline(65536).strip()) and len(headers) < 100:
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip()
        return headers

    def _before(self, fault: Fault | None, length: int) -> None:
        """Do the faults that keep a request from the app."""
        if fault == Fault.REFUSE:
            self._reset()
        if fault == Fault.CUT_UPLOAD:
            self.rfile.read(length // 2)
            self._reset()
        if fault == Fault.HANG:
            time.sleep(self.server.proxy.hangs)
            self._reset()
        if fault in (Fault.BAD_GATEWAY, Fault.PORTAL_PAGE, Fault.PORTAL_REDIRECT):
            self.rfile.read(length)
            status = {
                Fault.BAD_GATEWAY: "502 Bad Gateway",
                Fault.PORTAL_PAGE: "200 OK",
                Fault.PORTAL_REDIRECT: "302 Found\r\nLocation: /portal-login",
            }[fault]
            head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(PORTAL)}\r\n"
            self.wfile.write(head.encode() + b"Connection: close\r\n\r\n" + PORTAL)
            raise _Gone

    def _asked(self, method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
        """Ask the app and return its whole answer as bytes; when the app is not there, hang up like it."""
        connection = HTTPConnection(*self.server.proxy.upstream, timeout=60)
        kept = {name: value for name, value in headers.items() if name not in ("connection", "keep-alive")}
        try:
            connection.request(method, path, body or None, {**kept, "Connection": "close"})
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, HTTPException):
            self._reset()
        finally:
            connection.close()
        return _as_bytes(method, answer, content, self.server.proxy.keeps_sockets)

    def _reset(self) -> Any:
        """Hang up as a broken net does: no goodbye."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        raise _Gone


def _half(answer: bytes) -> bytes:
    head, gap, content = answer.partition(b"\r\n\r\n")
    return head + gap + content[: len(content) // 2]


def _longer(answer: bytes, old: bytes, new: bytes) -> bytes:
    head, _, content = answer.partition(b"\r\n\r\n")
    changed = content.replace(old, new)
    lengths = (f"Content-Length: {len(content)}".encode(), f"Content-Length: {len(changed)}".encode())
    return head.replace(*lengths) + b"\r\n\r\n" + changed


def _as_bytes(method: str, answer: Any, content: bytes, keeps_sockets: bool) -> bytes:
    ours = ("connection", "transfer-encoding", "content-length")
    lines = [f"HTTP/1.1 {answer.status} {answer.reason}"]
    lines += [f"{name}: {value}" for name, value in answer.getheaders() if name.lower() not in ours]
    length = answer.getheader("Content-Length") if method == "HEAD" else str(len(content))
    if answer.status not in (204, 304):
        lines.append(f"Content-Length: {length}")
    if not keeps_sockets:
        lines.append("Connection: close")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + content
