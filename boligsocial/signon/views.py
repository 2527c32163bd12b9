"""To the municipality's login and back."""

from typing import Any

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request, session
from flask_login import current_user

from boligsocial.access import public
from boligsocial.entering import Led, welcome
from boligsocial.hosts import public_link
from boligsocial.models import SignonTrip, User
from boligsocial.municipal_login import MUNICIPAL, BadSetting, municipal_login
from boligsocial.passwords import new_token
from boligsocial.signon import actions
from boligsocial.signon.actions import NoAccount, NoRole, Origin, SomebodyElse, TooManyTrips, UnknownTrip
from boligsocial.signon.provider import NotProven, Provider, ProviderSilent, Secrets, TooLow
from boligsocial.web import answer, go_to

bp = Blueprint("signon", __name__)
# In the session, and only a hash of it in the database: a login comes back to the browser that it set out from.
BROWSER = "signon_browser"
LONGEST_KEPT = 300_000
# Only a hash is kept of an activation link, so it must be opened again for another try.
USED_LINK = "?"
TROUBLES: dict[type[Exception], tuple[str, int]] = {
    ProviderSilent: ("silent", 503),
    TooManyTrips: ("too_many", 429),
    UnknownTrip: ("too_old", 400),
    TooLow: ("too_low", 403),
    NotProven: ("not_proven", 403),
    NoAccount: ("no_account", 403),
    NoRole: ("no_role", 403),
    SomebodyElse: ("somebody_else", 403),
}


@bp.record_once
def build(state: Any) -> None:
    """Give the app its way to the municipality's login; nothing is asked before somebody logs in."""
    try:
        login = municipal_login(state.app.config)
    except BadSetting as error:
        # `flask check` says so too, and the server does not start; the commands that mend it do.
        state.app.logger.error("%s", error)
        login = None
    state.app.extensions["signon"] = Provider(login) if login else None
    state.app.jinja_env.globals["municipal_roles"] = MUNICIPAL
    state.app.jinja_env.globals["has_municipal_login"] = lambda: _provider() is not None
    state.app.jinja_env.globals["is_known_there"] = lambda user: _provider() is not None and actions.is_known(user)


def _provider() -> Provider | None:
    found: Provider | None = current_app.extensions["signon"]
    return found


@bp.get("/log-ind/kommunen")
@public
def leave() -> Any:
    """Send the browser to the municipality's login; with `igen` for a login now, to prove who one is."""
    return _leave(Led(request.args.get("next", "")), bool(request.args.get("igen")))


@bp.post("/log-ind/kommunen")
@public
def leave_with_form() -> Any:
    """The same for who comes with a form to keep, or with an activation link."""
    given = request.form
    if len(kept := given.get("kept", "")) > LONGEST_KEPT:
        abort(413)
    led = Led(given.get("next", ""), given.get("kept_action", ""), kept, bool(given.get("kept_photos")))
    return _leave(led, bool(given.get("igen")), given.get("link", ""))


def _leave(led: Led, anew: bool, link: str = "") -> Any:
    provider = _provider()
    if provider is None:
        return _to_login()
    # The browser's secret stays the same, so that a login in another tab finds its way back too.
    browser = session.setdefault(BROWSER, new_token())
    user = _me() if anew else None
    secrets = Secrets(new_token(), new_token(), new_token())
    try:
        address = provider.way_in(_back(), secrets, user is not None)
        actions.set_out(user, secrets, Origin(browser, request.remote_addr or "", link), led)
    except (ProviderSilent, TooManyTrips) as error:
        return _trouble(error, led, anew, link)
    return _send(address)


def _send(address: str) -> Any:
    if request.method == "GET":
        return redirect(address, 303)
    # A browser follows no redirect from a form to another site, because of our own policy: a page leads on.
    response = make_response(render_template("signon/leave.html", address=address))
    response.headers["Refresh"] = f"0; url={address}"
    return response


@bp.get("/log-ind/kommunen/svar")
@public
def come_back() -> Any:
    """Meet a browser that comes back, and let the person in when what it brings is proven."""
    provider = _provider()
    if provider is None:
        return _to_login()
    led, anew, link = Led(), False, ""
    try:
        trip = actions.come_back(request.args.get("state", ""), session.get(BROWSER, ""))
        led = Led(trip.next, trip.kept_action, trip.kept, trip.kept_photos)
        anew, link = trip.user_id is not None, trip.link_hash and USED_LINK
        user = _prove(provider, trip)
    except tuple(TROUBLES) as error:
        return _trouble(error, led, anew, link)
    return welcome(user, led)


def _prove(provider: Provider, trip: SignonTrip) -> User:
    """Return the person, with a session. Raises everything of TROUBLES; what is refused leaves a trace."""
    secrets = Secrets(request.args["state"], trip.nonce, trip.verifier)
    try:
        if "code" not in request.args:
            raise NotProven("answer")
        since = trip.begun_at if trip.user_id else None
        claims = provider.claims(_back(), request.args["code"], secrets, since)
        return actions.let_in(provider.login, claims, trip)
    except ProviderSilent:
        raise
    except tuple(TROUBLES):
        actions.refuse(_me())
        raise


def _trouble(error: Exception, led: Led, anew: bool, link: str) -> Any:
    name, status = TROUBLES[type(error)]
    # Never what came: only which part of it was wrong.
    current_app.logger.warning("the municipality's login: %s %s", name, error)
    return answer("signon/trouble.html", None, status, name=name, led=led, anew=anew, link=link)


def _me() -> User | None:
    return current_user._get_current_object() if current_user.is_authenticated else None


def _back() -> str:
    return public_link("signon.come_back")


def _to_login() -> Any:
    return go_to("/log-ind")
