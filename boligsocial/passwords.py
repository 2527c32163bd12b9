"""Passwords and one-time tokens: argon2id for what people remember, SHA-256 for what a machine made."""

import hashlib
import secrets
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from itsdangerous import Signer

# OWASP's parameters for argon2id: 19 MiB, two passes, one lane.
hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# What this process signs (forms, the stamp of the public form) is signed with SHA-256; the library's own is SHA-1.
Signer.default_digest_method = staticmethod(hashlib.sha256)

SHORTEST, LONGEST = 12, 128
# The 4,000 most used passwords that are long enough for us, each as the first bytes of its SHA-256, so that nobody has
# to read them. Counted from OWASP SecLists' "10 million password list" (CC BY-SA 3.0), whatever their case.
MOST_USED, KEPT_BYTES = Path(__file__).with_name("most_used_passwords.sha256"), 6


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    return hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Return whether the password fits. Without a hash it costs the same time and is never right."""
    try:
        fits = hasher.verify(password_hash or _nobodys_hash(), password[: LONGEST + 1])
    except (VerifyMismatchError, InvalidHashError):
        return False
    return fits and password_hash is not None


@lru_cache
def _nobodys_hash() -> str:
    return hasher.hash(secrets.token_hex(16))


def is_too_common(password: str, *known: str) -> bool:
    """Return whether a password is one that everybody tries first, or is made of the person's own name."""
    folded = password.casefold()
    repeated = len(set(folded)) < 5
    words = ("boligsocial", "kodeord", "adgangskode", "password", "qwerty", "1234567", "danmark", "kommune", "sommer")
    personal = [word.casefold() for word in known if len(word) > 2]
    rest = folded
    for word in (*words, *personal):
        rest = rest.replace(word, "")
    return repeated or len(rest) < 6 or hashlib.sha256(folded.encode()).digest()[:KEPT_BYTES] in most_used()


@lru_cache
def most_used() -> frozenset[bytes]:
    """Return the digests of the most used passwords."""
    content = MOST_USED.read_bytes()
    return frozenset(content[start : start + KEPT_BYTES] for start in range(0, len(content), KEPT_BYTES))


def new_token() -> str:
    """Return a fresh token of 256 random bits, safe in an address or a cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what the database keeps of a token (64 hex characters)."""
    return hashlib.sha256(token.encode()).hexdigest()
