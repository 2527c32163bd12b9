"""What happens to logins and passwords. Attempts are counted in the database, so every server process sees them."""

from datetime import timedelta
from typing import NamedTuple

from boligsocial.accounts.challenges import Purpose, Stale, new_challenge, take_challenge
from boligsocial.accounts.codes import set_code_app, use_code
from boligsocial.accounts.keys import KeyCopied, KeyRefused, add_key, check_key, made_key
from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.db import writing
from boligsocial.entering import new_session, start
from boligsocial.models import Activation, LoginAttempt, LoginSession, NoticeWay, User
from boligsocial.passkeys import Site
from boligsocial.passwords import hash_password, matches, new_token, token_hash
from boligsocial.ways_in import code_app, end_logins, has_had_second_factor, tell_of_change

WINDOW = timedelta(minutes=15)
# Failed attempts within the window. The name is limited hardest; an office shares one address.
PER_NAME, PER_ADDRESS, IN_ALL = 5, 30, 200
# Somebody of before there were second factors sets one up right after the password.
SET_UP_LASTS = timedelta(minutes=15)


class LoginRefused(Exception):
    """The user name and password do not fit an open account. Says no more than that."""


class TooManyAttempts(Exception):
    """So many failed attempts that nobody is let in this way for a while."""


class PasswordAlone(Exception):
    """The password is right, but the person uses a passkey, and no app that makes codes."""


class Step(NamedTuple):
    """How far a login by password is. `user.token` is set when they are in; else one of the tokens leads on."""

    user: User
    code_token: str = ""
    set_up_token: str = ""


class Proof(NamedTuple):
    """What somebody shows who is known already: a passkey's `answer`, or password and code."""

    site: Site
    answer: str = ""
    password: str = ""
    code: str = ""


def try_password(username: str, password: str, address: str) -> Step:
    """Check user name and password, the first half of a login. `address` is the visitor's network address.

    Raises LoginRefused, TooManyAttempts, TooManyAsked or PasswordAlone.
    """
    name = username.strip().casefold()
    _check_limits(name, address)
    user = User.get_or_none(User.username == name)
    fits = matches(user.password_hash if user else None, password)
    if not fits or user is None or user.closed_at is not None:
        _refuse(None, name, address)
        raise LoginRefused
    if user.is_demo:
        return Step(_let_in(user))
    if code_app(user):
        return Step(user, code_token=new_challenge(Purpose.CODE, user, address))
    if has_had_second_factor(user):
        raise PasswordAlone
    return Step(user, set_up_token=_lead_to_set_up(user).invitation)


def log_in_with_code(token: str, code: str, address: str) -> Step:
    """Check the code, the second half of a login by password: the person is in, or tries again with a new token.

    Raises Stale when the first half was too long ago, TooManyAttempts or TooManyAsked.
    """
    challenge = take_challenge(Purpose.CODE, token)
    user = User.get_or_none(User.id == challenge.user_id, User.closed_at.is_null())
    if user is None:
        raise Stale
    _check_limits(user.username, address)
    if not use_code(user, code):
        _refuse(None, user.username, address)
        return Step(user, code_token=new_challenge(Purpose.CODE, user, address))
    return Step(_let_in(user))


def log_in_with_passkey(site: Site, answer: str) -> User:
    """Open a session for whoever's passkey answered. Raises KeyRefused.

    Nobody can guess a signature, so wrong passwords that others tried never shut this door.
    """
    return _let_in(_owner_of_key(site, None, answer))


def log_in_demo(username: str) -> User:
    """Open a session for a demo person without a password. Raises LoginRefused for anybody else."""
    user = User.get_or_none(User.username == username, User.is_demo)
    if user is None or user.closed_at is not None:
        raise LoginRefused
    return start(user)


def _let_in(user: User) -> User:
    LoginAttempt.delete().where(LoginAttempt.name_hash == token_hash(user.username)).execute()
    return start(user)


@recorded(Event.SET_UP_BEGUN)
def _lead_to_set_up(user: User) -> User:
    user.invitation = new_token()
    Activation.create(token_hash=token_hash(user.invitation), user=user, expires_at=now() + SET_UP_LASTS)
    return user


def _check_proof(user: User, proof: Proof, address: str) -> None:
    if user.is_demo:
        return
    if proof.answer:
        _owner_of_key(proof.site, user, proof.answer)
        return
    _check_limits(user.username, address)
    # A wrong password leaves the code unused.
    if not (matches(user.password_hash, proof.password) and use_code(user, proof.code)):
        _refuse(None, user.username, address)
        raise LoginRefused


def _owner_of_key(site: Site, user: User | None, answer: str) -> User:
    try:
        return check_key(site, user, answer)
    except KeyCopied:
        raise
    except KeyRefused:
        _refuse_key(None)
        raise


@recorded(Event.LOGIN_REFUSED)
def _refuse_key(actor: None) -> None:
    """Leave a trace; there is no name to count it under, and none is needed."""


def prove(user: User, proof: Proof, address: str) -> None:
    """Show anew who is there. Raises KeyRefused, LoginRefused or TooManyAttempts; a demo person shows nothing."""
    _check_proof(user, proof, address)
    _note_proof(user)


@recorded(Event.LOGIN_PROVED)
def _note_proof(user: User) -> User:
    # Whoever copied the cookie before has nothing of the proof.
    this, user.token = LoginSession.token_hash == token_hash(user.token or ""), new_token()
    LoginSession.update(token_hash=token_hash(user.token), proved_at=now()).where(this).execute()
    return user


def unlock(locked: LoginSession, proof: Proof, address: str) -> User:
    """Open a locked session's person a new one in its place. Raises as `prove` does."""
    _check_proof(locked.user, proof, address)
    return _unlock(locked.user, locked)


@recorded(Event.LOGIN_UNLOCKED)
def _unlock(user: User, locked: LoginSession) -> User:
    LoginSession.delete().where(LoginSession.token_hash == locked.token_hash).execute()
    return new_session(user, now())


@recorded(Event.LOGIN_REFUSED)
def _refuse(actor: None, name: str, address: str) -> None:
    LoginAttempt.create(name_hash=token_hash(name), address_hash=token_hash(address))


def _check_limits(name: str, address: str) -> None:
    recent = LoginAttempt.select().where(LoginAttempt.at > now() - WINDOW)
    by_name = recent.where(LoginAttempt.name_hash == token_hash(name))
    by_address = recent.where(LoginAttempt.address_hash == token_hash(address))
    if by_name.count() >= PER_NAME or by_address.count() >= PER_ADDRESS or recent.count() >= IN_ALL:
        raise TooManyAttempts


@recorded(Event.LANGUAGE_CHOSEN)
def choose_language(user: User, language: str) -> User:
    """Keep the person's language."""
    User.update(language=language).where(User.id == user.id).execute()
    user.language = language
    return user


@recorded(Event.NOTICE_WAY_CHOSEN)
def choose_notice_way(user: User, way: NoticeWay) -> User:
    """Keep when the person wants to be told of news by e-mail."""
    User.update(notice_way=way).where(User.id == user.id).execute()
    return user


@recorded(Event.LOGIN_ENDED)
def end_login(user: User, login: LoginSession) -> User:
    """End one of one's own logins, on a device that is elsewhere."""
    LoginSession.delete().where(LoginSession.token_hash == login.token_hash).execute()
    return user


@recorded(Event.LOGINS_ENDED)
def log_out_everywhere(user: User) -> User:
    """End all of one's own logins, this one too."""
    end_logins(user)
    return user


@recorded(Event.PASSWORD_CHANGED)
def change_password(user: User, current: str, password: str) -> User:
    """Set a new password and end the person's other sessions. Raises LoginRefused when `current` is wrong."""
    if not matches(user.password_hash, current):
        raise LoginRefused
    User.update(password_hash=hash_password(password)).where(User.id == user.id).execute()
    end_logins(user, but=token_hash(user.token or ""))
    tell_of_change(user)
    return user


def person_of_link(token: str) -> User | None:
    """Return the person an activation link was made for, or None when it is used, too old or unknown."""
    link = (
        Activation.select(Activation, User)
        .join(User)
        .where(Activation.token_hash == token_hash(token), Activation.expires_at > now(), User.closed_at.is_null())
        .get_or_none()
    )
    return link.user if link else None


def activate_with_passkey(user: User, site: Site, answer: str, name: str) -> User:
    """Keep the person's first passkey and let them in. Raises KeyRefused, or Stale for a used link."""
    made = made_key(site, user, answer)
    with writing():
        add_key(user, made, name)
        return _activate(user)


def activate_with_code(user: User, secret: str, code: str, password: str) -> User:
    """Set the first password and the app that makes the codes, and let the person in. Raises WrongCode or Stale."""
    with writing():
        set_code_app(user, secret, code, password)
        return _activate(user)


@recorded(Event.USER_ACTIVATED)
def _activate(user: User) -> User:
    # The link and any older ones are used up, by one of two taps at the same moment; older sessions end.
    if not Activation.delete().where(Activation.user == user.id).execute():
        raise Stale
    end_logins(user)
    return start(user)
