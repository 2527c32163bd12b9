"""The one-time link: a person chooses how to log in, and is in."""

from typing import Any

from flask import jsonify, request

from boligsocial.access import public
from boligsocial.accounts import actions, bp, codes, keys
from boligsocial.accounts.challenges import Stale, TooManyAsked
from boligsocial.accounts.forms import CodeAppForm, NewKeyForm
from boligsocial.devices import device_of, device_words
from boligsocial.entering import welcome
from boligsocial.language import gettext
from boligsocial.models import User
from boligsocial.one_time import address_for_apps, proposed_secret
from boligsocial.passkeys import own_site
from boligsocial.qr_codes import qr_code
from boligsocial.web import answer, found

CHOICE, BY_CODE, NO_LINK = "accounts/activate.html", "accounts/activate_code.html", "accounts/no_link.html"


def app_to_scan(user: User, secret: str) -> dict[str, Any]:
    """Return what a page shows to an app for codes: the picture, and the secret in groups of four."""
    size, dots = qr_code(address_for_apps(secret, user.username))
    groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
    return {"size": size, "dots": dots, "secret": " ".join(groups)}


def this_device() -> str:
    """Return the visitor's device in plain words: what a new passkey is called unless its person says otherwise."""
    return device_words(device_of(request.user_agent.string))


def wrong_code() -> str:
    """Return what is said about a code that does not fit the app that is being set up."""
    return gettext("Koden er ikke rigtig. Se efter, at appen viser Boligsocial, og skriv den kode, den viser nu.")


def choice_page(user: User, token: str, status: int, reason: str = "", form: NewKeyForm | None = None) -> Any:
    """Show the ways to log in, of which the person chooses one."""
    form = form or NewKeyForm(formdata=None)
    return answer(CHOICE, None, status, person=user, form=form, token=token, reason=reason, site=own_site())


@bp.get("/aktiver/<token>")
@public
def activation(token: str) -> Any:
    """Show the ways to log in to whoever has the link."""
    user = actions.person_of_link(token)
    return choice_page(user, token, 200) if user else answer(NO_LINK, None, 404)


@bp.post("/aktiver/<token>/spoerg")
@public
def ask_first_passkey(token: str) -> Any:
    """Give the browser what it needs to make the first passkey."""
    user = found(actions.person_of_link(token))
    try:
        return jsonify(keys.ask_for_new(own_site(), user, request.remote_addr or ""))
    except TooManyAsked:
        return jsonify(error="too_many"), 429


@bp.post("/aktiver/<token>")
@public
def activate(token: str) -> Any:
    """Keep the first passkey and let the person in; the link works once."""
    user, form = actions.person_of_link(token), NewKeyForm()
    if user is None:
        return answer(NO_LINK, None, 404)
    name = this_device()[:60]
    try:
        actions.activate_with_passkey(user, own_site(), form.answer.data or "", name)
    except keys.KeyRefused:
        return choice_page(user, token, 422, "key_refused", form)
    except Stale:
        return answer(NO_LINK, None, 404)
    return welcome(user, form.led)


@bp.get("/aktiver/<token>/kode")
@public
def activation_by_code(token: str) -> Any:
    """Show the form for a password and an app that makes codes."""
    user = actions.person_of_link(token)
    return _code_page(user, token, _code_form(user), 200) if user else answer(NO_LINK, None, 404)


@bp.post("/aktiver/<token>/kode")
@public
def activate_by_code(token: str) -> Any:
    """Set password and app and let the person in; the link works once."""
    user = actions.person_of_link(token)
    if user is None:
        return answer(NO_LINK, None, 404)
    form = _code_form(user)
    if not form.validate():
        return _code_page(user, token, form, 422)
    password = form.password.data if "password" in form else ""
    try:
        actions.activate_with_code(user, proposed_secret(token), form.code.data or "", password)
    except codes.WrongCode:
        form.code.errors = [wrong_code()]
        return _code_page(user, token, form, 422)
    except Stale:
        return answer(NO_LINK, None, 404)
    return welcome(user, form.led)


def _code_form(user: User) -> CodeAppForm:
    return CodeAppForm(user.username, *user.full_name.split(), has_password=bool(user.password_hash))


def _code_page(user: User, token: str, form: CodeAppForm, status: int) -> Any:
    scan = app_to_scan(user, proposed_secret(token))
    return answer(BY_CODE, None, status, person=user, form=form, token=token, scan=scan)
