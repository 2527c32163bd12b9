"""What tests of the outbox share: a phone that speaks the contract."""

import hashlib
import json
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient

from boligsocial.clock import now
from boligsocial.models import User


class Outbox:
    """A signed-in phone's side of the contract: `put` a note, `photo` a picture."""

    def __init__(self, client: FlaskClient, user: User) -> None:
        self.client = client
        self.headers = {"X-Outbox-User": str(user.id)}

    def put(self, payload: Any, note_id: UUID | None = None, **headers: str) -> Any:
        """Send a note: a dict, or the bytes of a body."""
        body = payload if isinstance(payload, bytes) else json.dumps(payload, ensure_ascii=False).encode()
        headers = {**self.headers, "X-Now": str(in_ms(now())), **headers}
        return self.client.put(f"/o/{note_id or uuid4()}", data=body, headers=headers)

    def photo(self, note_id: UUID | str, data: bytes, name: str | None = None, **headers: str) -> Any:
        """Send a photo, under the digest of its bytes unless another name is given."""
        path = f"/o/{note_id}/{name or sha256(data)}"
        return self.client.put(path, data=data, headers={**self.headers, **headers})


def sha256(data: bytes) -> str:
    """Return the digest as the contract writes it."""
    return hashlib.sha256(data).hexdigest()


def in_ms(moment: Any) -> int:
    """Return an instant as a phone says it."""
    return round(moment.timestamp() * 1000)


def payload(department: Any, /, **values: Any) -> dict[str, Any]:
    """Return the newest version of a note, saved just now."""
    return {
        **{"v": 2, "at": in_ms(now()), "kind": "visit", "topic": "noise", "department": str(department.id)},
        **{"text": "Fugt i hjørnet", "dwelling": "", "case": "", "party": "", "visit": ""},
        **{"when": "now", "day": "", "time": "", "pics": [], **values},
    }
