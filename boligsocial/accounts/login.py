"""The login session: a row per login that the cookie names, checked on every request."""

import hashlib
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import (
    Flask,
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, current_user
from peewee import JOIN

from boligsocial.accounts.forms import GoingOn, LoginForm, ProofForm
from boligsocial.clock import now
from boligsocial.entering import locked_login
from boligsocial.errors import kept_as_json, photos_chosen
from boligsocial.hosts import LOOPBACK, name_of
from boligsocial.language import gettext
from boligsocial.models import Glass, LoginSession, User
from boligsocial.passkeys import own_site
from boligsocial.passwords import token_hash
from boligsocial.sealing import close_glass
from boligsocial.web import speaks_json, wants_part

# The shell and its worker are the same bytes for everybody.
COOKIELESS = ("notes.shell", "notes.worker")
# Writing "seen" on every request would cost a disk sync each; a minute's grain is enough for a 20 minute limit.
SEEN_GRAIN = timedelta(minutes=1)
Typed = TypeVar("Typed", bound=GoingOn)


class HouseSessions(SecureCookieSessionInterface):
    """Cookies that leave a machine travel over https only; plain http is for a browser on the same machine."""

    # Flask's own is SHA-1, which is on its way out also for seals.
    digest_method = staticmethod(hashlib.sha256)

    def get_cookie_secure(self, app: Flask) -> bool:
        """Return whether the cookie is marked Secure."""
        return request.is_secure or name_of(request.host) not in LOOPBACK

    def get_cookie_name(self, app: Flask) -> str:
        """Return the name; `__Host-` ties a secure cookie to this host and path."""
        return "__Host-boligsocial" if self.get_cookie_secure(app) else "boligsocial"

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep the session out of static files and of the outbox.

        "Vary: Cookie" would make browsers fetch a static file anew at each login. A late answer of the outbox must
        never bring back the cookie of a login that somebody else's has replaced.
        """
        if request.endpoint not in ("static", *COOKIELESS) and not speaks_json():
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    """Set up Flask-Login over the session rows."""
    app.session_interface = HouseSessions()
    manager = LoginManager()
    manager.init_app(app, add_context_processor=False)
    manager.session_protection = None
    manager.user_loader(user_of_token)
    manager.unauthorized_handler(ask_to_log_in)
    manager.needs_refresh_handler(ask_who_it_is)
    app.context_processor(lambda: {"current_user": current_user, "is_demo": is_demo})


def is_demo() -> bool:
    """Return whether this is the demo: every person in it is a demo person, and so is everything else."""
    if current_user.is_authenticated:
        return bool(current_user.is_demo)
    return bool(User.select().where(User.is_demo).exists())


def demo_people() -> list[User]:
    """Return the people that the login page offers by one tap; none outside the demo."""
    return list(User.select().where(User.is_demo, User.closed_at.is_null()).order_by(User.id))


def user_of_token(token: str) -> User | None:
    """Return the person whose live session the token opens, else None. One that rested is locked, and opens nothing."""
    glass = (Glass.user == User.id) & Glass.closed_at.is_null()
    rows = list(
        LoginSession.select(LoginSession, User, Glass)
        .join(User)
        .join(Glass, JOIN.LEFT_OUTER, on=glass, attr="glass")
        .where(LoginSession.token_hash == token_hash(token))
    )
    found: LoginSession | None = rows[0] if rows else None
    if found is None or found.user.closed_at is not None or is_over(found, now()):
        return None
    if is_locked(found, now()):
        g.locked_login = found
        return None
    if now() - found.seen_at > SEEN_GRAIN:
        LoginSession.update(seen_at=now()).where(LoginSession.token_hash == found.token_hash).execute()
    user: User = found.user
    user.token = token
    user.proved_at = found.proved_at
    user.glasses = _open_ones([row.user.glass for row in rows if getattr(row.user, "glass", None)])
    return user


def _open_ones(glasses: list[Glass]) -> list[Glass]:
    """Return those whose hour is not over; the others are closed, which no change of the clock can undo."""
    for glass in glasses:
        if glass.until <= now():
            close_glass(None, glass)
    return [glass for glass in glasses if glass.opened_at <= now() < glass.until]


def is_over(login: LoginSession, moment: datetime) -> bool:
    """Return whether the session is older than a session may be."""
    absolute: timedelta = current_app.config["SESSION_ABSOLUTE"]
    return moment - login.created_at > absolute


def is_locked(login: LoginSession, moment: datetime) -> bool:
    """Return whether the session has rested so long that its person must show who they are."""
    idle: timedelta = current_app.config["SESSION_IDLE"]
    return moment - login.seen_at > idle


def ask_to_log_in() -> Any:
    """Answer somebody who is not signed in: the login page for a read, for a write what was typed comes along.

    Whoever is locked out only for having rested gets the page that lets them in again.
    """
    if speaks_json():
        return jsonify(error="login", say=gettext("Log ind, så bliver det sendt.")), 401
    locked = locked_login()
    if request.method in ("GET", "HEAD"):
        target = request.full_path.rstrip("?")
        if locked:
            return _redirect(url_for("accounts.locked_page", next=target))
        ended = 1 if "_user_id" in session else None
        return _redirect(url_for("accounts.log_in", next=target, ended=ended))
    if wants_part():
        name = "locked" if locked else "401"
        response = make_response(render_template("errors/_message.html", name=name), 401)
        response.headers["HX-Retarget"] = "#message"
        return response
    if locked:
        return lock_page(with_what_was_typed(ProofForm(formdata=None)), "typed", 401, locked)
    return login_page(with_what_was_typed(LoginForm(formdata=None)), "typed", 401)


def login_page(form: GoingOn, reason: str, status: int) -> Response:
    """Return the login page; `reason` says why it comes."""
    page = render_template("accounts/login.html", form=form, people=demo_people(), reason=reason, site=own_site())
    return make_response(page, status)


def lock_page(form: GoingOn, reason: str, status: int, locked: LoginSession) -> Response:
    """Return the page of a locked session; `reason` says why it comes."""
    page = render_template("accounts/locked.html", form=form, person=locked.user, reason=reason, site=own_site())
    return make_response(page, status)


def ask_who_it_is() -> Any:
    """Answer somebody who is signed in, but must show anew who they are; for a write what was typed comes along."""
    if request.method in ("GET", "HEAD"):
        return _redirect(url_for("accounts.prove_page", next=request.full_path.rstrip("?")))
    form = with_what_was_typed(ProofForm(formdata=None))
    page = render_template("accounts/prove.html", form=form, reason="typed", site=own_site())
    return make_response(page, 401)


def _redirect(target: str) -> Response:
    if wants_part():
        response = make_response("", 401)
        response.headers["HX-Redirect"] = target
        return response
    return redirect(target, 303)  # type: ignore[return-value]


def with_what_was_typed(form: Typed) -> Typed:
    """Return the form with what was filled in on the page that was refused."""
    form.kept_action.data = request.path
    form.kept.data = kept_as_json()
    form.kept_photos.data = "1" if photos_chosen() else ""
    return form
