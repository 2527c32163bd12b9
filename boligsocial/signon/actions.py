"""What happens on the way to the municipality's login and back, and whom it lets in."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.db import writing
from boligsocial.entering import Led, start
from boligsocial.models import Activation, Identity, LoginSession, Role, SignonTrip, User
from boligsocial.municipal_login import MUNICIPAL, TRIP_LIVES, MunicipalLogin
from boligsocial.passwords import token_hash
from boligsocial.signon.provider import NotProven, Secrets
from boligsocial.ways_in import take_all_away

# How many may be on their way at a time; an office shares one address.
PER_ADDRESS, IN_ALL = 60, 300
LONGEST_NAME = 100
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class TooManyTrips(Exception):
    """So many have been sent to the municipality's login and not come back that nobody more is for a while."""


class UnknownTrip(Exception):
    """Nobody was sent out with this state, or it is long ago, another browser's, or was back before."""


class NoAccount(Exception):
    """The municipality's login knows the person, and nobody here has said who that is; or the account is closed."""


class NoRole(Exception):
    """The municipality's login gives the person no role here (any more)."""


class SomebodyElse(Exception):
    """Who logged in anew is not the person who was asked to."""


class Origin(NamedTuple):
    """Where a login begins: the browser (a secret in its session), its network address, the activation link if any."""

    browser: str
    address: str
    link: str = ""


@recorded(Event.SIGNON_BEGUN)
def set_out(user: User | None, secrets: Secrets, origin: Origin, led: Led) -> SignonTrip:
    """Remember a login that is sent out. `user` is who is to prove anew that it is them. Raises TooManyTrips."""
    forget_old_trips()
    address = token_hash(origin.address)
    by_address = SignonTrip.select().where(SignonTrip.address_hash == address)
    if by_address.count() >= PER_ADDRESS or SignonTrip.select().count() >= IN_ALL:
        raise TooManyTrips
    return SignonTrip.create(
        state_hash=token_hash(secrets.state),
        browser_hash=token_hash(origin.browser),
        address_hash=address,
        nonce=secrets.nonce,
        verifier=secrets.verifier,
        user=user,
        link_hash=token_hash(origin.link) if origin.link else "",
        **led._asdict(),
    )


def forget_old_trips() -> int:
    """Delete what took too long, and return how many. To be called inside a transaction."""
    return SignonTrip.delete().where(SignonTrip.begun_at < now() - TRIP_LIVES).execute()


def come_back(state: str, browser: str) -> SignonTrip:
    """Return what was remembered of the login, for the first time and to the same browser only. Raises UnknownTrip."""
    found = SignonTrip.get_or_none(
        SignonTrip.state_hash == token_hash(state),
        SignonTrip.browser_hash == token_hash(browser),
        SignonTrip.begun_at >= now() - TRIP_LIVES,
    )
    if found is None:
        raise UnknownTrip
    return _use_up(None, found)


@recorded(Event.SIGNON_BACK)
def _use_up(actor: None, trip: SignonTrip) -> SignonTrip:
    # Of two that come at the same moment one deletes the row.
    if not SignonTrip.delete().where(SignonTrip.state_hash == trip.state_hash).execute():
        raise UnknownTrip
    return trip


@recorded(Event.SIGNON_REFUSED)
def refuse(actor: User | None) -> None:
    """Leave a trace of an answer that proved nothing, or of somebody who may not come in."""


def let_in(login: MunicipalLogin, claims: dict[str, Any], trip: SignonTrip) -> User:
    """Open a session for the person of the checked claims.

    What the municipality says of the role is taken over at each login.
    Raises NotProven, NoAccount, NoRole or SomebodyElse.
    """
    identity = Identity(issuer=login.issuer, subject=subject_of(login, claims))
    known = _person_of(identity)
    role = login.role_of(claims.get(login.role_claim))
    if role is None:
        if known is not None:
            _shut_out(None, known)
        raise NoRole
    with writing():
        user = _whose(known, trip) or _create(login, identity, claims, role)
        if user.closed_at is not None or user.role not in MUNICIPAL:
            raise NoAccount
        if known is None or trip.link_hash:
            _link(None, user, identity)
        if user.role != role:
            _change_role(None, user, role)
        return start(user, proved_at(claims))


def proved_at(claims: dict[str, Any]) -> datetime:
    """Return when the person proved who they are there, perhaps this morning; long ago when it is not said."""
    auth_time = claims.get("auth_time")
    return min(now(), datetime.fromtimestamp(auth_time, UTC)) if isinstance(auth_time, int | float) else LONG_AGO


def is_known(user: User) -> bool:
    """Return whether the person comes in by the municipality's login."""
    return bool(Identity.select().where(Identity.user == user.id).exists())


def subject_of(login: MunicipalLogin, claims: dict[str, Any]) -> str:
    """Return what names the person for good at this login. Raises NotProven when a part of it is missing."""
    parts = [claims.get(name) for name in login.subject]
    for name, part in zip(login.subject, parts, strict=True):
        if not isinstance(part, str) or not part:
            raise NotProven(name)
    return "/".join(map(str, parts))


def _person_of(identity: Identity) -> User | None:
    found = Identity.select(Identity, User).join(User)
    found = found.where(Identity.issuer == identity.issuer, Identity.subject == identity.subject)
    return next((row.user for row in found), None)


def _whose(known: User | None, trip: SignonTrip) -> User | None:
    """Return the account that the login is for: that of the identity, or that of the activation link."""
    invited = _invited(trip.link_hash)
    asked = trip.user or invited
    # An identity belongs to one person, and somebody else's link does not move it.
    if (trip.user and known is None) or (known and asked and known != asked):
        raise SomebodyElse
    return known or invited


def _invited(link_hash: str) -> User | None:
    link = Activation.select(Activation, User).join(User)
    found = link.where(Activation.token_hash == link_hash, Activation.expires_at > now()).first()
    return found.user if found else None


def _create(login: MunicipalLogin, identity: Identity, claims: dict[str, Any], role: Role) -> User:
    if not login.creates:
        raise NoAccount
    # Made of what never changes. Nobody signs in with it: the account has no password.
    username = "kommunen-" + sha256(f"{identity.issuer} {identity.subject}".encode()).hexdigest()[:12]
    given, name = (str(claims.get(claim) or "")[:LONGEST_NAME].strip() for claim in ("given_name", "name"))
    return _create_user(None, username, role, given or name.partition(" ")[0], name or given)


@recorded(Event.USER_CREATED)
def _create_user(actor: None, username: str, role: Role, first_name: str, full_name: str) -> User:
    names = {"first_name": first_name or username, "full_name": full_name or username}
    return User.create(username=username, role=role, **names)


@recorded(Event.IDENTITY_LINKED)
def _link(actor: None, user: User, identity: Identity) -> User:
    """From now on the municipality says who the person is: an older identity and every other way in are gone."""
    Identity.delete().where(Identity.user == user.id, Identity.issuer == identity.issuer).execute()
    Identity.create(user=user, issuer=identity.issuer, subject=identity.subject)
    take_all_away(user)
    return user


@recorded(Event.USER_CHANGED)
def _change_role(actor: None, user: User, role: Role) -> User:
    User.update(role=role).where(User.id == user.id).execute()
    user.role = role
    return user


@recorded(Event.SIGNON_SHUT_OUT)
def _shut_out(actor: None, user: User) -> User:
    """End every session of somebody whom the municipality no longer gives a role."""
    LoginSession.delete().where(LoginSession.user == user.id).execute()
    return user
