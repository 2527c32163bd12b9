"""A passkey in software, as a phone holds one; it answers truly, or wrongly in one way that a test asks for."""

import hashlib
import json
import os
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

# Where a test client of Flask's is.
ORIGIN, SITE = "http://localhost", "localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Authenticator:
    """One passkey. `count` is how often it says it was used; None is a synced one, which always says 0."""

    def __init__(self, count: int | None = 0) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.count = count
        self.handle = b""

    @property
    def name(self) -> str:
        """What the server knows it by."""
        return bytes_to_base64url(self.id)

    @property
    def public_key(self) -> bytes:
        """The public half, as COSE."""
        point = self.key.public_key().public_numbers()
        return bytes(cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)}))

    def make(self, question: Any, **wrong: Any) -> str:
        """Answer the question for a new passkey."""
        self.handle = base64url_to_bytes(question["user"]["id"])
        told = _client_data("webauthn.create", question, **wrong)
        data = self._data(**wrong) + bytes(16) + len(self.id).to_bytes(2) + self.id + self.public_key
        sealed = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(clientDataJSON=told, attestationObject=sealed)

    def use(self, question: Any, **wrong: Any) -> str:
        """Answer the question for a passkey, and count on."""
        if self.count is not None:
            self.count += 1
        told = _client_data("webauthn.get", question, **wrong)
        data = self._data(attested=0, **wrong)
        key = wrong.get("key", self.key)
        signature = key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(SHA256()))
        handle = wrong.get("handle", self.handle)
        return self._answer(clientDataJSON=told, authenticatorData=data, signature=signature, userHandle=handle)

    def _data(
        self, site: str = SITE, verified: int = VERIFIED, present: int = PRESENT, attested: int = ATTESTED, **_: Any
    ) -> bytes:
        flags = present | verified | attested
        return hashlib.sha256(site.encode()).digest() + bytes([flags]) + (self.count or 0).to_bytes(4)

    def _answer(self, **parts: bytes) -> str:
        response = {name: bytes_to_base64url(part) for name, part in parts.items()}
        return json.dumps({"id": self.name, "rawId": self.name, "type": "public-key", "response": response})


def _client_data(usual: str, question: Any, origin: str = ORIGIN, **wrong: Any) -> bytes:
    told = {"type": wrong.get("kind", usual), "challenge": question["challenge"], "origin": origin}
    return json.dumps({**told, "crossOrigin": False}).encode()
