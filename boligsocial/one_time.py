"""One-time codes from an app (TOTP, RFC 6238): six digits, a new one every half minute."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from flask import current_app

SECONDS, DIGITS, SECRET_BYTES = 30, 6, 20
# A phone's clock may be one code ahead or behind.
STEPS = (-1, 0, 1)
ISSUER = "Boligsocial"


def proposed_secret(*parts: str) -> str:
    """Return the secret (base32) that is proposed to whoever sets an app up.

    Made from the server's key and `parts`, so that the page can be shown again without anything being stored before a
    code has shown that the app has it.
    """
    made = hmac.digest(str(current_app.secret_key).encode(), "\n".join(("codes", *parts)).encode(), hashlib.sha256)
    return base64.b32encode(made[:SECRET_BYTES]).decode()


def address_for_apps(secret: str, username: str) -> str:
    """Return what the QR code says to an app."""
    return _codes(secret).get_provisioning_uri(username, ISSUER)


def code_at(secret: str, moment: datetime) -> str:
    """Return the code that the app shows at a moment."""
    return _codes(secret).generate(int(moment.timestamp())).decode()


def step_of(secret: str, code: str, moment: datetime) -> int | None:
    """Return which half minute (counted from 1970) the code belongs to, or None when it is none of these minutes'.

    Blanks do not matter, as apps show codes in groups; anything else but six digits is no code.
    """
    digits = "".join(code.split())
    if not (len(digits) == DIGITS and digits.isascii() and digits.isdigit()):
        return None
    fitting = None
    for step in STEPS:
        there = moment + timedelta(seconds=step * SECONDS)
        if hmac.compare_digest(code_at(secret, there), digits):
            fitting = int(there.timestamp()) // SECONDS
    return fitting


def _codes(secret: str) -> TOTP:
    # SHA-1 is what every app makes; for HMAC it is sound.
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), SECONDS)  # noqa: S303 - what every app makes  # nosec B303
