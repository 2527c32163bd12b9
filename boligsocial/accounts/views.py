"""Login, log-out, activation, own settings."""

from typing import Any

from flask import Blueprint, flash, request, session, url_for
from flask_login import current_user, login_user

from boligsocial.access import EVERYBODY, allow, public
from boligsocial.access import me as who
from boligsocial.accounts import actions
from boligsocial.accounts.forms import (
    ChangePasswordForm,
    LanguageForm,
    LoginForm,
    NewPasswordForm,
    NoticeWayForm,
    ProofForm,
)
from boligsocial.accounts.login import demo_people
from boligsocial.entering import go_on, start_page, welcome
from boligsocial.entering import log_out as end_login
from boligsocial.language import LANGUAGES, gettext
from boligsocial.web import answer, done, go_to, is_local_path

bp = Blueprint("accounts", __name__)
LOGIN = "accounts/login.html"


@bp.get("/log-ind")
@public
def log_in() -> Any:
    """Show the login page; somebody already signed in goes to their start page."""
    if current_user.is_authenticated:
        return go_to(start_page(current_user, request.args.get("next", "")))
    form = LoginForm(next=request.args.get("next", ""))
    reason = "ended" if request.args.get("ended") else ""
    return _login_page(form, reason, 200)


@bp.post("/log-ind")
@public
def try_log_in() -> Any:
    """Check user name and password."""
    form = LoginForm()
    if not form.validate():
        return _login_page(form, "", 422)
    try:
        user = actions.log_in(form.username.data or "", form.password.data or "", request.remote_addr or "")
    except actions.LoginRefused:
        return _login_page(form, "refused", 422)
    except actions.TooManyAttempts:
        return _login_page(form, "too_many", 429)
    return welcome(user, form.led)


@bp.post("/log-ind/demo")
@public
def log_in_demo() -> Any:
    """Sign in as a demo person by one tap; there are none outside a demo database."""
    form = LoginForm()
    try:
        user = actions.log_in_demo(request.form.get("person", ""))
    except actions.LoginRefused:
        return _login_page(form, "refused", 422)
    return welcome(user, form.led)


def _login_page(form: LoginForm, reason: str, status: int) -> Any:
    return answer(LOGIN, None, status, form=form, people=demo_people(), reason=reason)


@bp.get("/bekraeft")
@allow(*EVERYBODY)
def prove_page() -> Any:
    """Ask somebody who is signed in to show anew who they are."""
    return _prove_page(ProofForm(next=request.args.get("next", "")), "", 200)


@bp.post("/bekraeft")
@allow(*EVERYBODY)
def prove() -> Any:
    """Check who is there, and go on with what needed it."""
    form = ProofForm()
    try:
        actions.prove(who(), form.password.data or "", request.remote_addr or "")
    except actions.LoginRefused:
        return _prove_page(form, "refused", 422)
    except actions.TooManyAttempts:
        return _prove_page(form, "too_many", 429)
    # The cookie names the session by its new token.
    login_user(who())
    return go_on(who(), form.led)


def _prove_page(form: ProofForm, reason: str, status: int) -> Any:
    return answer("accounts/prove.html", None, status, form=form, reason=reason)


@bp.post("/log-ud")
@allow(*EVERYBODY)
def log_out() -> Any:
    """End the session; the browser drops what it cached."""
    end_login(who())
    session.clear()
    flash(gettext("Du er logget ud."))
    response = go_to(url_for("accounts.log_in"))
    # Not "storage": the notes that wait on the phone, sealed, are there, and outlive a log-out (docs/outbox.md).
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.get("/aktiver/<token>")
@public
def activation(token: str) -> Any:
    """Show the page on which a new person chooses a password."""
    user = actions.person_of_link(token)
    form = NewPasswordForm()
    return answer("accounts/activate.html", None, 200 if user else 404, person=user, form=form, token=token)


@bp.post("/aktiver/<token>")
@public
def activate(token: str) -> Any:
    """Set the first password; the link works once."""
    user = actions.person_of_link(token)
    form = NewPasswordForm(*([user.username, *user.full_name.split()] if user else []))
    if user is None or not form.validate():
        return answer("accounts/activate.html", None, 422 if user else 404, person=user, form=form, token=token)
    actions.activate(user, form.password.data)
    flash(gettext("Adgangskoden er gemt. Log ind med den."))
    return done(url_for(".log_in"))


@bp.get("/mig")
@allow(*EVERYBODY)
def me() -> Any:
    """Show one's own settings."""
    return _me_page(ChangePasswordForm(), 200)


@bp.post("/mig/adgangskode")
@allow(*EVERYBODY)
def change_password() -> Any:
    """Change the password; other sessions of the person end."""
    form = ChangePasswordForm(current_user.username, *current_user.full_name.split())
    if not form.validate():
        return _me_page(form, 422)
    try:
        actions.change_password(who(), form.current.data or "", form.password.data or "")
    except actions.LoginRefused:
        form.current.errors = [gettext("Den nuværende adgangskode er ikke rigtig.")]
        return _me_page(form, 422)
    flash(gettext("Adgangskoden er skiftet. Andre steder, hvor du var logget ind, er nu logget ud."))
    return done(url_for(".me"))


@bp.post("/mig/besked")
@allow(*EVERYBODY)
def choose_notice_way() -> Any:
    """Keep when the person wants to be told of news by e-mail."""
    form = NoticeWayForm()
    if not form.validate():
        return _me_page(ChangePasswordForm(formdata=None), 422, notices=form)
    actions.choose_notice_way(who(), form.way.data, write=form.write)
    flash(gettext("Dit valg er gemt."))
    return done(url_for(".me"))


def _me_page(form: ChangePasswordForm, status: int, notices: NoticeWayForm | None = None) -> Any:
    notices = notices or NoticeWayForm(formdata=None, way=current_user.notice_way)
    return answer("accounts/me.html", None, status, form=form, notices=notices)


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
