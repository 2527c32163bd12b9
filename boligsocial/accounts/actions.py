"""What happens to logins and passwords. Attempts are counted in the database, so every server process sees them."""

from datetime import timedelta

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.entering import start
from boligsocial.models import Activation, LoginAttempt, LoginSession, NoticeWay, User
from boligsocial.passwords import hash_password, matches, new_token, token_hash

WINDOW = timedelta(minutes=15)
# Failed attempts within the window. The name is limited hardest; an office shares one address.
PER_NAME, PER_ADDRESS, IN_ALL = 5, 30, 200


class LoginRefused(Exception):
    """The user name and password do not fit an open account. Says no more than that."""


class TooManyAttempts(Exception):
    """So many failed attempts that nobody is let in this way for a while."""


def log_in(username: str, password: str, address: str) -> User:
    """Open a session and return its person, with `token` set for the cookie.

    `address` is the visitor's network address. Raises LoginRefused or TooManyAttempts.
    """
    name = username.strip().casefold()
    _check_limits(name, address)
    user = User.get_or_none(User.username == name)
    fits = matches(user.password_hash if user else None, password)
    if not fits or user is None or user.closed_at is not None:
        _refuse(None, name, address)
        raise LoginRefused
    LoginAttempt.delete().where(LoginAttempt.name_hash == token_hash(name)).execute()
    return start(user)


def log_in_demo(username: str) -> User:
    """Open a session for a demo person without a password. Raises LoginRefused for anybody else."""
    user = User.get_or_none(User.username == username, User.is_demo)
    if user is None or user.closed_at is not None:
        raise LoginRefused
    return start(user)


def prove(user: User, password: str, address: str) -> None:
    """Show anew who is there. Raises LoginRefused or TooManyAttempts; a demo person needs no password."""
    _check_limits(user.username, address)
    if not user.is_demo and not matches(user.password_hash, password):
        _refuse(None, user.username, address)
        raise LoginRefused
    _note_proof(user)


@recorded(Event.LOGIN_PROVED)
def _note_proof(user: User) -> User:
    # Whoever copied the cookie before has nothing of the proof.
    this, user.token = LoginSession.token_hash == token_hash(user.token or ""), new_token()
    LoginSession.update(token_hash=token_hash(user.token), proved_at=now()).where(this).execute()
    return user


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


@recorded(Event.PASSWORD_CHANGED)
def change_password(user: User, current: str, password: str) -> User:
    """Set a new password and end the person's other sessions. Raises LoginRefused when `current` is wrong."""
    if not matches(user.password_hash, current):
        raise LoginRefused
    User.update(password_hash=hash_password(password)).where(User.id == user.id).execute()
    others = LoginSession.token_hash != token_hash(user.token or "")
    LoginSession.delete().where(LoginSession.user == user.id, others).execute()
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


@recorded(Event.USER_ACTIVATED)
def activate(user: User, password: str) -> User:
    """Set the first password; the link and any older ones are used up, older sessions end."""
    User.update(password_hash=hash_password(password)).where(User.id == user.id).execute()
    Activation.delete().where(Activation.user == user.id).execute()
    LoginSession.delete().where(LoginSession.user == user.id).execute()
    return user
