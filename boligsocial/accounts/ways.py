"""One's own ways in: passkeys, the app for one-time codes, and where one is logged in."""

from datetime import datetime
from typing import Any, NamedTuple

from flask import abort, current_app, flash, jsonify, request, url_for

from boligsocial.access import EVERYBODY, allow, fresh
from boligsocial.access import me as who
from boligsocial.accounts import actions, bp, codes, keys
from boligsocial.accounts.activating import app_to_scan, this_device, wrong_code
from boligsocial.accounts.challenges import TooManyAsked
from boligsocial.accounts.forms import ChangePasswordForm, CodeAppForm, KeyForm, NewKeyForm, OwnLoginForm
from boligsocial.clock import now
from boligsocial.devices import device_words
from boligsocial.language import gettext
from boligsocial.models import LoginSession, Passkey, User
from boligsocial.one_time import proposed_secret
from boligsocial.passkeys import own_site
from boligsocial.passwords import token_hash
from boligsocial.ways_in import code_app, comes_by_municipality, latest_changes, live_passkeys
from boligsocial.web import answer, done


class OwnLogin(NamedTuple):
    """A login as its person sees it."""

    name: str
    device: str
    started_at: datetime
    seen_at: datetime
    is_here: bool


@bp.get("/mig/adgang")
@allow(*EVERYBODY)
def ways_in() -> Any:
    """Show how one gets in, where one is logged in, and what changed lately."""
    return page(ChangePasswordForm(formdata=None), 200)


def _check_ways_are_here() -> None:
    # Whom the municipality no longer lets in must find no other door open.
    if comes_by_municipality(who()):
        abort(404)


def page(form: ChangePasswordForm, status: int) -> Any:
    """Show the page, with the form for another password as it is."""
    user = who()
    context = {
        "passkeys": live_passkeys(user),
        "app": code_app(user),
        "logins": [_as_seen(login, user) for login in _logins(user)],
        "changes": latest_changes(user),
        "is_municipal": comes_by_municipality(user),
        "one_tap": KeyForm(formdata=None),
        "site": own_site(),
    }
    return answer("accounts/ways_in.html", None, status, form=form, **context)


def _logins(user: User) -> list[LoginSession]:
    begun = LoginSession.created_at > now() - current_app.config["SESSION_ABSOLUTE"]
    return list(LoginSession.select().where(LoginSession.user == user.id, begun).order_by(LoginSession.seen_at.desc()))


def _as_seen(login: LoginSession, user: User) -> OwnLogin:
    is_here = login.token_hash == token_hash(user.token or "")
    return OwnLogin(login.name, device_words(login.device), login.created_at, login.seen_at, is_here)


@bp.post("/mig/logins/afslut")
@allow(*EVERYBODY)
def end_login() -> Any:
    """End one of one's own logins; that device is out at its next tap."""
    form = OwnLoginForm()
    login = next((one for one in _logins(who()) if one.name == form.login.data), None)
    # One that is not there any more has ended by itself.
    if login:
        actions.end_login(who(), login)
    flash(gettext("Logget ud på den enhed."))
    return done(url_for(".ways_in"))


# -- passkeys ---------------------------------------------------------------------------------------------------


@bp.get("/mig/adgangsnoegler/ny")
@allow(*EVERYBODY)
@fresh
def new_passkey() -> Any:
    """Show the form for one more passkey."""
    _check_ways_are_here()
    return _new_passkey_page(NewKeyForm(formdata=None, name=this_device()), 200)


@bp.post("/mig/adgangsnoegler/spoerg")
@allow(*EVERYBODY)
@fresh
def ask_new_passkey() -> Any:
    """Give the browser what it needs to make one."""
    _check_ways_are_here()
    try:
        return jsonify(keys.ask_for_new(own_site(), who(), request.remote_addr or ""))
    except TooManyAsked:
        return jsonify(error="too_many"), 429


@bp.post("/mig/adgangsnoegler/ny")
@allow(*EVERYBODY)
@fresh
def add_passkey() -> Any:
    """Keep one more passkey."""
    _check_ways_are_here()
    form = NewKeyForm()
    if not form.validate():
        return _new_passkey_page(form, 422)
    try:
        made = keys.made_key(own_site(), who(), form.answer.data or "")
        keys.add_key(who(), made, form.name.data or this_device())
    except keys.KeyRefused:
        return _new_passkey_page(form, 422, "key_refused")
    flash(gettext("Adgangsnøglen er oprettet."))
    return done(url_for(".ways_in"))


def _new_passkey_page(form: NewKeyForm, status: int, reason: str = "") -> Any:
    return answer("accounts/new_passkey.html", None, status, form=form, reason=reason, site=own_site())


def _own_key(form: KeyForm) -> Passkey | None:
    return next((key for key in live_passkeys(who()) if key.id == form.passkey.data), None)


@bp.post("/mig/adgangsnoegler/navn")
@allow(*EVERYBODY)
def rename_passkey() -> Any:
    """Give a passkey another name; an empty one leaves it as it is."""
    form = KeyForm()
    key = _own_key(form)
    if key and form.validate() and form.name.data:
        keys.rename_key(who(), key, form.name.data, write=form.write)
        flash(gettext("Navnet er gemt."))
    return done(url_for(".ways_in"))


@bp.post("/mig/adgangsnoegler/fjern")
@allow(*EVERYBODY)
@fresh
def remove_passkey() -> Any:
    """Let a passkey open nothing any more, unless the person could not get in without it."""
    key = _own_key(KeyForm())
    try:
        if key:
            keys.remove_key(who(), key)
    except keys.LastWayIn:
        flash(
            gettext("Adgangsnøglen er din eneste vej ind, så den er ikke fjernet. Opret en anden først, og prøv igen.")
        )
    else:
        flash(gettext("Adgangsnøglen er fjernet. Slet den også på enheden, så den ikke bliver foreslået mere."))
    return done(url_for(".ways_in"))


# -- one-time codes ---------------------------------------------------------------------------------------------


@bp.get("/mig/engangskode")
@allow(*EVERYBODY)
@fresh
def new_code_app() -> Any:
    """Show what an app for codes must scan."""
    _check_ways_are_here()
    return _code_app_page(_code_app_form(), 200)


@bp.post("/mig/engangskode")
@allow(*EVERYBODY)
@fresh
def set_code_app() -> Any:
    """Let the app make the codes from now on."""
    _check_ways_are_here()
    form = _code_app_form()
    if not form.validate():
        return _code_app_page(form, 422)
    password = form.password.data if "password" in form else ""
    try:
        codes.set_code_app(who(), _proposed(), form.code.data or "", password)
    except codes.WrongCode:
        form.code.errors = [wrong_code()]
        return _code_app_page(form, 422)
    flash(gettext("Appen er sat op. Næste gang kan du logge ind med adgangskode og engangskode."))
    return done(url_for(".ways_in"))


def _proposed() -> str:
    # Another one for each login and after each app, so that nothing is proposed twice.
    user, app = who(), code_app(who())
    return proposed_secret(user.token or "", str(app.created_at) if app else "")


def _code_app_form() -> CodeAppForm:
    user = who()
    return CodeAppForm(user.username, *user.full_name.split(), has_password=bool(user.password_hash))


def _code_app_page(form: CodeAppForm, status: int) -> Any:
    return answer("accounts/code_app.html", None, status, form=form, scan=app_to_scan(who(), _proposed()))
