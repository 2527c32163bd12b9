"""What a browser must answer: made for one purpose and person, used once, and gone after five minutes."""

from datetime import timedelta
from enum import StrEnum

from boligsocial.clock import now
from boligsocial.models import LoginChallenge, User
from boligsocial.passwords import new_token, token_hash

LIVES = timedelta(minutes=5)
# A page for logging in asks once as it opens and once at a tap; an office shares one address.
PER_ADDRESS = 120


class Purpose(StrEnum):
    """What the answer is for. One for another purpose is no answer."""

    LOG_IN = "log_in"
    PROVE = "prove"
    NEW_KEY = "new_key"
    CODE = "code"


class Stale(Exception):
    """The challenge was used, is too old, or was never made for this."""


class TooManyAsked(Exception):
    """So many challenges are waiting at this network address that it gets no more for some minutes."""


def new_challenge(purpose: Purpose, user: User | None, address: str) -> str:
    """Return a fresh token of 256 bits that must come back. Raises TooManyAsked."""
    LoginChallenge.delete().where(LoginChallenge.expires_at <= now()).execute()
    from_here = token_hash(address)
    if LoginChallenge.select().where(LoginChallenge.address_hash == from_here).count() >= PER_ADDRESS:
        raise TooManyAsked
    token = new_token()
    LoginChallenge.create(
        token_hash=token_hash(token), kind=purpose, user=user, address_hash=from_here, expires_at=now() + LIVES
    )
    return token


def take_challenge(purpose: Purpose, token: str) -> LoginChallenge:
    """Use a challenge up, whatever comes of it, and return it. Raises Stale."""
    this = LoginChallenge.token_hash == token_hash(token)
    found = LoginChallenge.select().where(this, LoginChallenge.expires_at > now()).get_or_none()
    # Two answers at the same moment both find the row; one of them deletes it.
    if not LoginChallenge.delete().where(this).execute() or found is None or found.kind != purpose:
        raise Stale
    return found
