"""A phone that does not give up: what it sends goes out again, the very same bytes, until there is an answer."""

import http.client
import json
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4, uuid5

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

# Something that must be in the database once this act was answered; how it looks there is told in truth.py.
Proof = tuple[str, ...]
# A server that is killed every other second may not get to answer for long; one that answers with faults is no use.
PATIENCE, MOST_FAULTS = 600.0, 20
# How long to wait before the next try, in seconds: longer each time, for six of them must not keep a server down.
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.3


class Refused(Exception):
    """The server answered, and not as it should: a repeat that is not recognised, or a fault of ours."""


class Phone:
    """A signed-in worker's phone. `told` hears the proofs of each act at the moment its answer has come."""

    def __init__(self, port: int, cookie: str, told: Callable[[list[Proof]], None]) -> None:
        self.port, self.cookie, self.told = port, cookie, told
        self.repeats = 0
        self._connection: http.client.HTTPConnection | None = None
        _, headers = self._until_answered("GET", "/log", b"", {})
        # The form's token belongs to the cookie that this page sets.
        self.cookie = (headers["Set-Cookie"] or cookie).partition(";")[0]
        self.me = json.loads(self._until_answered("GET", "/o/session", b"", {})[0])

    def get(self, path: str, *proofs: Proof) -> str:
        """Read a page."""
        return self._act("GET", path, b"", {}, proofs).decode()

    def post(self, path: str, fields: dict[str, Any], proofs: Callable[[UUID], list[Proof]], files: Any = ()) -> None:
        """Send a form with an id of its own; `proofs` is given what the server makes of that id."""
        write_id = uuid4()
        sent = MultiDict({**fields, "csrf_token": self.me["csrf"], "write_id": str(write_id)})
        for number, data in enumerate(files):
            sent.add("photos", FileStorage(BytesIO(data), f"{number}.jpg", "photos", "image/jpeg"))
        boundary, body = encode_multipart(sent)
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        stored_as = uuid5(write_id, path)
        self._act("POST", path, body, kind, [("write", str(stored_as)), *proofs(stored_as)])

    def put(self, path: str, body: bytes, *proofs: Proof) -> Any:
        """Deliver through the outbox, and return the receipt."""
        headers = {"X-CSRFToken": self.me["csrf"], "X-Outbox-User": str(self.me["uid"])}
        headers["X-Now"] = str(round(time.time() * 1000))
        return json.loads(self._act("PUT", path, body, headers, proofs))

    def _act(self, method: str, path: str, body: bytes, headers: dict[str, str], proofs: Iterable[Proof]) -> bytes:
        content, _ = self._until_answered(method, path, body, headers)
        self.told(list(proofs))
        return content

    def _until_answered(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[bytes, Any]:
        """Send until the server answers; one that stumbles or is not there may do better next time."""
        end, pause, faults = time.monotonic() + PATIENCE, FIRST_PAUSE, 0
        while True:
            try:
                status, told, content = self._once(method, path, body, headers)
            except (OSError, http.client.HTTPException):
                self._connection, status = None, 0
            if 0 < status < HTTPStatus.BAD_REQUEST:
                return content, told
            faults += status >= HTTPStatus.INTERNAL_SERVER_ERROR
            is_refused = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
            if is_refused or faults > MOST_FAULTS or time.monotonic() > end:
                raise Refused(f"{method} {path}: {status or 'no answer'}")
            self.repeats += 1
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _once(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any, bytes]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        self._connection.request(method, path, body or None, {"Cookie": self.cookie, **headers})
        answer = self._connection.getresponse()
        return answer.status, answer.headers, answer.read()
