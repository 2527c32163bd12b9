"""A mail server that does what mail servers do on a bad day, and remembers every mail it took."""

import random
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from enum import StrEnum
from typing import Any, NamedTuple


class Fault(StrEnum):
    """What goes wrong with a mail."""

    LATER = "451 to the recipient"
    REFUSED = "550 to the recipient"
    LATER_AFTER_ALL = "451 to the content"
    REFUSED_AFTER_ALL = "550 to the content"
    GONE_BEFORE = "gone before DATA"
    GONE_AT_DATA = "gone at DATA"
    GONE_WITHOUT_IT = "gone after DATA, mail not taken"
    GONE_WITH_IT = "gone after DATA, mail taken"


class Taken(NamedTuple):
    """A mail that the server has taken on."""

    to: str
    message: Message
    seen: Any


class Gone(Exception):
    """The server hangs up."""


class MailServer(socketserver.ThreadingTCPServer):
    """`fault()` says what goes wrong with the next mail, `look(message)` is kept beside each one that was taken."""

    allow_reuse_address = daemon_threads = True
    request_queue_size = 50

    def __init__(self, fault: Callable[[], Fault | None], look: Callable[[Message], Any], slow: float = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.fault, self.look, self.slow = fault, look, slow
        self.taken: list[Taken] = []
        self.faults: Counter[Fault] = Counter()
        self.heard: list[str] = []
        # Set `hold`, and the server sets `caught` and falls silent when it has taken a mail and not yet said so.
        self.hold, self.caught = threading.Event(), threading.Event()

    @property
    def address(self) -> str:
        """host:port"""
        return f"127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that were killed."""


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.fault_now = self.server.fault()
        self.to = ""
        self.say("220 at your service")
        while line := self.rfile.readline():
            self.server.heard.append(line.decode().strip())
            word = line.split(b":")[0].split()[0].upper().decode()
            try:
                getattr(self, f"on_{word}", self.on_other)(line.decode())
            except Gone:
                return

    def say(self, words: str) -> None:
        time.sleep(random.uniform(0, self.server.slow))  # noqa: S311
        self.wfile.write(f"{words}\r\n".encode())

    def goes_wrong(self, fault: Fault) -> bool:
        if self.fault_now is not fault:
            return False
        self.server.faults[fault] += 1
        return True

    def on_other(self, line: str) -> None:
        self.say("250 as you like")

    def content(self) -> bytes:
        content = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise Gone
            content += line
        return content

    def on_EHLO(self, line: str) -> None:  # noqa: N802
        self.say("250-at your service\r\n250 AUTH PLAIN")

    def on_AUTH(self, line: str) -> None:  # noqa: N802
        self.say("235 welcome" if "aGVtbWVsaWd0" in line else "535 who are you")

    def on_QUIT(self, line: str) -> None:  # noqa: N802
        raise Gone

    def on_RCPT(self, line: str) -> None:  # noqa: N802
        self.to = line.partition("<")[2].partition(">")[0]
        if self.goes_wrong(Fault.GONE_BEFORE):
            raise Gone
        if self.goes_wrong(Fault.LATER):
            self.say("451 not now")
        elif self.goes_wrong(Fault.REFUSED):
            self.say("550 nobody here")
        else:
            self.say("250 fine")

    def on_DATA(self, line: str) -> None:  # noqa: N802
        if self.goes_wrong(Fault.GONE_AT_DATA):
            raise Gone
        self.say("354 go on")
        content = self.content()
        if self.goes_wrong(Fault.GONE_WITHOUT_IT):
            raise Gone
        if self.goes_wrong(Fault.LATER_AFTER_ALL):
            return self.say("451 not now")
        if self.goes_wrong(Fault.REFUSED_AFTER_ALL):
            return self.say("550 not that")
        message = message_from_bytes(content)
        self.server.taken.append(Taken(self.to, message, self.server.look(message)))
        if self.goes_wrong(Fault.GONE_WITH_IT):
            raise Gone
        if self.server.hold.is_set():
            self.server.caught.set()
            self.rfile.read()
            raise Gone
        return self.say("250 taken")


@contextmanager
def serving(
    fault: Callable[[], Fault | None] = lambda: None,
    look: Callable[[Message], Any] = lambda message: None,
    slow: float = 0,
) -> Iterator[MailServer]:
    """Run a mail server on a free port while the block runs."""
    with MailServer(fault, look, slow) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
