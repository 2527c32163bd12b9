"""The gate of the public form: it keeps machines out without a third party, and keeps nothing about a visitor.

How often somebody has written is counted in memory, under a digest of the network address, and forgotten within an
hour. The one server process (serving.py) has the one count.
"""

from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from flask import Flask, current_app
from itsdangerous import BadSignature, Signer
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from boligsocial.clock import now
from boligsocial.fields import keyed_digest
from boligsocial.inquiries import bp

# Nobody reads the page and writes within 3 seconds; a page from yesterday is opened again.
TOO_FAST, TOO_OLD = timedelta(seconds=3), timedelta(hours=12)
# Many phones share one address, and so does a whole library; all together there are a few inquiries a day.
PER_VISITOR, IN_ALL = parse("10 per hour"), parse("100 per hour")
# A household with IPv6 has this many bits of its own to vary.
ONE_HOUSEHOLD = 64


class TooManyInquiries(Exception):
    """So many have come within the hour, from this visitor or from all, that this one is not taken in."""


class Gate:
    """The count of an app."""

    def __init__(self) -> None:
        self.storage = MemoryStorage()
        self.limiter = MovingWindowRateLimiter(self.storage)

    def pass_through(self, address: str) -> None:
        """Count one more from this network address. Raises TooManyInquiries."""
        visitor = keyed_digest(_household(address).encode())
        if not self.limiter.test(IN_ALL, "all") or not self.limiter.hit(PER_VISITOR, visitor):
            raise TooManyInquiries
        self.limiter.hit(IN_ALL, "all")


def _household(address: str) -> str:
    try:
        is_long = ip_address(address).version == 6
    except ValueError:
        return address
    return str(ip_network(f"{address}/{ONE_HOUSEHOLD}", strict=False)) if is_long else address


def gate_of(app: Flask) -> Gate:
    """Return the app's gate."""
    gate: Gate = app.extensions["inquiry_gate"]
    return gate


@bp.record_once
def build(state: Any) -> None:
    """Give the app its gate."""
    state.app.extensions["inquiry_gate"] = Gate()


# -- when the page was opened -------------------------------------------------------------------------------------


def _signer() -> Signer:
    return Signer(str(current_app.secret_key), salt="inquiries.public_form")


def new_stamp() -> str:
    """Return word that the page was opened now, which nobody else can make."""
    return _signer().sign(str(int(now().timestamp()))).decode()


def age_of(stamp: str) -> timedelta | None:
    """Return how long ago the page was opened, or None when that is not our word."""
    try:
        opened_at = int(_signer().unsign(stamp))
    except (BadSignature, ValueError):
        return None
    return timedelta(seconds=now().timestamp() - opened_at)
