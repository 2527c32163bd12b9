"""The last steps of every way in, and the way out: a login session, and a browser sent to where the person wanted."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from flask import g, has_request_context, render_template, request, session, url_for
from flask_login import current_user, login_user
from flask_wtf.csrf import generate_csrf

from boligsocial.access import me
from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.devices import device_of
from boligsocial.errors import offered_again
from boligsocial.language import forget_language
from boligsocial.models import LoginSession, Role, User
from boligsocial.passwords import new_token, token_hash
from boligsocial.web import go_to, is_local_path

HOME = {Role.CONTACT: "portal.inbox", Role.BOARD: "figures.index"}


class Led(NamedTuple):
    """What led to the login: the page that was wanted, or a form whose login had ended, with what was typed in it."""

    next: str = ""
    kept_action: str = ""
    kept: str = ""
    kept_photos: bool = False


@recorded(Event.LOGGED_IN)
def start(user: User, proved_at: datetime | None = None) -> User:
    """Open a session for a person who proved who they are (now, if nothing is said); sets `token` for the cookie."""
    return new_session(user, proved_at or now())


def new_session(user: User, proved_at: datetime) -> User:
    """Store a session of this device. To be called from an action."""
    token, device = new_token(), device_of(request.user_agent.string if has_request_context() else "")
    LoginSession.create(token_hash=token_hash(token), user=user, proved_at=proved_at, device=device)
    user.token = token
    return user


def locked_login() -> LoginSession | None:
    """Return the login that rested too long, which the cookie names, with its person; or None."""
    # Asking who is signed in reads the session.
    return None if current_user.is_authenticated else g.get("locked_login")


@recorded(Event.LOGGED_OUT)
def log_out(user: User, locked: str = "") -> User:
    """End this session, or that of the hash `locked`; a copy of its cookie opens nothing."""
    this = locked or token_hash(user.token or "")
    LoginSession.delete().where(LoginSession.token_hash == this).execute()
    return user


def welcome(user: User, led: Led) -> Any:
    """Sign the browser in, and let it go on."""
    # A new session from scratch: nothing planted before the login survives it, nor the login that was here before.
    if current_user.is_authenticated:
        log_out(me())
    elif locked := locked_login():
        log_out(locked.user, locked.token_hash)
    session.clear()
    login_user(user)
    # Made now, so that no later answer has to change the cookie; the one in `g` is of the session before.
    g.pop("csrf_token", None)
    generate_csrf()
    forget_language()
    return go_on(user, led)


def go_on(user: User, led: Led) -> Any:
    """Answer with the page that was wanted, or with what was typed, offered again."""
    kept = offered_again(_fields(led.kept))
    if kept and is_local_path(led.kept_action):
        photos, action = led.kept_photos, led.kept_action
        return render_template("errors/page.html", name="welcome_back", action=action, kept=kept, photos=photos)
    return go_to(start_page(user, led.next))


def _fields(kept: str) -> list[tuple[str, str]]:
    try:
        pairs = json.loads(kept or "[]")
        return [(str(name), str(value)) for name, value in pairs]
    except (ValueError, TypeError, RecursionError):
        return []


def start_page(user: User, target: str) -> str:
    """Return `target` when it is a page of ours, else where the person's role begins."""
    if is_local_path(target):
        return target
    return url_for(HOME.get(user.role, "today.start"))
