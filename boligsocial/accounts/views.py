"""Login and log-out. Showing anew who one is, activation and one's own settings are in the modules named so."""

from typing import Any

from flask import flash, jsonify, request, session, url_for
from flask_login import current_user

from boligsocial.access import EVERYBODY, allow, public
from boligsocial.access import me as who
from boligsocial.accounts import actions, activating, bp, keys, own, proving, ways
from boligsocial.accounts.challenges import Stale, TooManyAsked
from boligsocial.accounts.forms import CodeForm, LanguageForm, LoginForm, NewKeyForm, PasskeyForm
from boligsocial.accounts.login import login_page
from boligsocial.entering import locked_login, start_page, welcome
from boligsocial.entering import log_out as end_login
from boligsocial.language import LANGUAGES, gettext
from boligsocial.passkeys import own_site
from boligsocial.web import answer, done, go_to, is_local_path

__all__ = ["activating", "bp", "own", "proving", "ways"]


@bp.get("/log-ind")
@public
def log_in() -> Any:
    """Show the login page; somebody already signed in goes to their start page."""
    if current_user.is_authenticated:
        return go_to(start_page(current_user, request.args.get("next", "")))
    form = LoginForm(next=request.args.get("next", ""))
    reason = "ended" if request.args.get("ended") else ""
    return login_page(form, reason, 200)


@bp.post("/log-ind")
@public
def try_log_in() -> Any:
    """Check user name and password, and ask for the second half."""
    form = LoginForm()
    if not form.validate():
        return login_page(form, "", 422)
    try:
        step = actions.try_password(form.username.data or "", form.password.data or "", request.remote_addr or "")
    except actions.LoginRefused:
        return login_page(form, "refused", 422)
    except actions.PasswordAlone:
        return login_page(form, "password_alone", 422)
    except (actions.TooManyAttempts, TooManyAsked):
        return login_page(form, "too_many", 429)
    if step.set_up_token:
        chosen = NewKeyForm(formdata=None, obj=_led_here(form))
        return activating.choice_page(step.user, step.set_up_token, 200, form=chosen)
    return _next_step(step, CodeForm(formdata=None, obj=_led_here(form)), 200)


def _led_here(form: Any) -> Any:
    return type("LedHere", (), {name: form[name].data for name in ("next", "kept_action", "kept", "kept_photos")})


@bp.post("/log-ind/kode")
@public
def log_in_with_code() -> Any:
    """Check the code from the app; only now is the person in."""
    form = CodeForm()
    if not form.validate():
        return _code_page(form, 422)
    try:
        step = actions.log_in_with_code(form.step.data or "", form.code.data or "", request.remote_addr or "")
    except Stale:
        return login_page(LoginForm(formdata=None, obj=_led_here(form)), "stale", 422)
    except (actions.TooManyAttempts, TooManyAsked):
        return login_page(LoginForm(formdata=None, obj=_led_here(form)), "too_many", 429)
    form.code.errors = [gettext("Koden er ikke rigtig, eller den er brugt. Vent på den næste i din app, og skriv den.")]
    return _next_step(step, form, 422)


def _next_step(step: actions.Step, form: CodeForm, status: int) -> Any:
    if not step.code_token:
        return welcome(step.user, form.led)
    form.step.data, form.code.data = step.code_token, ""
    return _code_page(form, status)


def _code_page(form: CodeForm, status: int) -> Any:
    return answer("accounts/code.html", None, status, form=form)


@bp.post("/log-ind/adgangsnoegle")
@public
def log_in_with_passkey() -> Any:
    """Let whoever's passkey answered in."""
    form = PasskeyForm()
    try:
        user = actions.log_in_with_passkey(own_site(), form.answer.data or "")
    except keys.KeyRefused as error:
        reason = "key_copied" if isinstance(error, keys.KeyCopied) else "key_refused"
        return login_page(LoginForm(formdata=None, obj=_led_here(form)), reason, 422)
    return welcome(user, form.led)


@bp.post("/adgangsnoegle/spoerg")
@public
def ask_passkey() -> Any:
    """Give the browser what its passkey must answer: to log in, or to show that it is the person who is here."""
    locked = locked_login()
    person = locked.user if locked else who() if current_user.is_authenticated else None
    try:
        return jsonify(keys.ask_to_use(own_site(), person, request.remote_addr or ""))
    except TooManyAsked:
        return jsonify(error="too_many"), 429


@bp.post("/log-ind/demo")
@public
def log_in_demo() -> Any:
    """Sign in as a demo person by one tap; there are none outside a demo database."""
    form = LoginForm()
    try:
        user = actions.log_in_demo(request.form.get("person", ""))
    except actions.LoginRefused:
        return login_page(form, "refused", 422)
    return welcome(user, form.led)


@bp.post("/log-ud")
@allow(*EVERYBODY)
def log_out() -> Any:
    """End the session; the browser drops what it cached."""
    end_login(who())
    return _goodbye(gettext("Du er logget ud."))


@bp.post("/mig/log-ud-overalt")
@allow(*EVERYBODY)
def log_out_everywhere() -> Any:
    """End every session of the person, this one too."""
    actions.log_out_everywhere(who())
    return _goodbye(gettext("Du er logget ud overalt."))


def _goodbye(sentence: str) -> Any:
    session.clear()
    flash(sentence)
    response = go_to(url_for("accounts.log_in"))
    # Not "storage": the notes that wait on the phone, sealed, are there, and outlive a log-out (docs/outbox.md).
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.post("/sprog")
@public
def choose_language() -> Any:
    """Switch the language, for the person when signed in, else for this browser session."""
    form = LanguageForm()
    language = form.language.data
    if form.validate() and language in LANGUAGES:
        if current_user.is_authenticated:
            actions.choose_language(who(), language)
        else:
            session["language"] = language
    target = request.form.get("next", "")
    return done(target if is_local_path(target) else url_for(".me"))
