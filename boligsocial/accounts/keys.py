"""What happens to passkeys: made, used, named, removed, and shut out when they turn out to be copied."""

from peewee import IntegrityError

from boligsocial.accounts.challenges import Purpose, Stale, new_challenge, take_challenge
from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.db import writing
from boligsocial.models import Passkey, User
from boligsocial.passkeys import (
    BadAnswer,
    NewKey,
    Site,
    check_new,
    check_used,
    credential_in,
    to_make,
    to_use,
    token_in,
)
from boligsocial.ways_in import (
    code_app,
    end_logins,
    live_passkeys,
    revoke_passkeys,
    tell_administrators,
    tell_of_change,
)


class KeyRefused(Exception):
    """The answer opens nothing: too old, used before, forged, or of a passkey that is not known or was revoked."""


class KeyCopied(KeyRefused):
    """The passkey's counter went back, so there are two of it. It was shut out, and the person's logins ended."""


class LastWayIn(Exception):
    """Without this passkey the person could not get in any more."""


def ask_for_new(site: Site, user: User, address: str) -> object:
    """Return what the browser is asked to make a passkey for `user`. Raises TooManyAsked."""
    return to_make(site, user, new_challenge(Purpose.NEW_KEY, user, address), live_passkeys(user))


def ask_to_use(site: Site, user: User | None, address: str) -> object:
    """Return what the browser is asked in order to log in, or to show that it is `user`. Raises TooManyAsked."""
    purpose = Purpose.PROVE if user else Purpose.LOG_IN
    return to_use(site, new_challenge(purpose, user, address), live_passkeys(user) if user else [])


def made_key(site: Site, user: User, answer: str) -> NewKey:
    """Return the passkey that the browser made for `user`. Raises KeyRefused."""
    try:
        token = token_in(answer)
        challenge = take_challenge(Purpose.NEW_KEY, token)
        if challenge.user_id != user.id:
            raise KeyRefused
        return check_new(site, token, answer)
    except (BadAnswer, Stale) as error:
        raise KeyRefused from error


def add_key(user: User, made: NewKey, name: str) -> User:
    """Keep a new passkey. Raises KeyRefused when there is one with its name in the world already."""
    try:
        with writing():
            return _keep(user, made, name)
    except IntegrityError as error:
        raise KeyRefused from error


@recorded(Event.PASSKEY_ADDED)
def _keep(user: User, made: NewKey, name: str) -> User:
    Passkey.create(user=user, name=name, **made._asdict())
    tell_of_change(user)
    return user


def check_key(site: Site, user: User | None, answer: str) -> User:
    """Return whose passkey answered: `user`, or, to log in, anybody. Raises KeyRefused or KeyCopied."""
    try:
        token = token_in(answer)
        challenge = take_challenge(Purpose.PROVE if user else Purpose.LOG_IN, token)
        key = _live_key(credential_in(answer))
        if key is None or key.user.closed_at is not None:
            raise KeyRefused
        if user is not None and not challenge.user_id == key.user_id == user.id:
            raise KeyRefused
        count = check_used(site, token, answer, key)
    except (BadAnswer, Stale) as error:
        raise KeyRefused from error
    _count_on(key, count)
    owner: User = key.user
    return owner


def _live_key(credential_id: str) -> Passkey | None:
    known = Passkey.select(Passkey, User).join(User, on=(Passkey.user == User.id))
    found: Passkey | None = known.where(
        Passkey.credential_id == credential_id, Passkey.revoked_at.is_null()
    ).get_or_none()
    return found


def _count_on(key: Passkey, count: int) -> None:
    # Only a key that does not count at all, as synced ones do not, may say 0 again.
    if (count or key.sign_count) and count <= key.sign_count:
        _shut_copied_out(None, key)
        raise KeyCopied
    as_seen = (Passkey.id == key.id) & (Passkey.sign_count == key.sign_count) & Passkey.revoked_at.is_null()
    if not Passkey.update(sign_count=count, used_at=now()).where(as_seen).execute():
        raise KeyRefused


@recorded(Event.PASSKEY_COPIED)
def _shut_copied_out(actor: None, key: Passkey) -> User:
    user: User = key.user
    revoke_passkeys(None, key)
    end_logins(user)
    tell_of_change(user)
    tell_administrators(user)
    return user


@recorded(Event.PASSKEY_RENAMED)
def rename_key(user: User, key: Passkey, name: str) -> User:
    """Give one's own passkey another name."""
    Passkey.update(name=name).where(Passkey.id == key.id).execute()
    return user


@recorded(Event.PASSKEY_REMOVED)
def remove_key(user: User, key: Passkey) -> User:
    """Let one's own passkey open nothing any more. Raises LastWayIn."""
    # Writing the person's row makes two removals at the same moment wait for one another.
    User.update(language=User.language).where(User.id == user.id).execute()
    revoke_passkeys(user, key)
    if not live_passkeys(user) and not (user.password_hash and code_app(user)):
        raise LastWayIn
    tell_of_change(user)
    return user
