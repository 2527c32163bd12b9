"""Showing anew who one is: before what a login of this morning is not enough for, and after a rest."""

from typing import Any

from flask import request, url_for
from flask_login import current_user, login_user

from boligsocial.access import EVERYBODY, allow, public
from boligsocial.access import me as who
from boligsocial.accounts import actions, bp, keys
from boligsocial.accounts.forms import LoginForm, ProofForm
from boligsocial.accounts.login import lock_page, login_page
from boligsocial.entering import go_on, locked_login, start_page
from boligsocial.language import forget_language
from boligsocial.passkeys import own_site
from boligsocial.web import answer, go_to

REFUSALS = {
    actions.LoginRefused: ("refused", 422),
    actions.TooManyAttempts: ("too_many", 429),
    keys.KeyCopied: ("key_copied", 422),
    keys.KeyRefused: ("key_refused", 422),
}


def _proof(form: ProofForm) -> actions.Proof:
    return actions.Proof(own_site(), form.answer.data or "", form.password.data or "", form.code.data or "")


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
        actions.prove(who(), _proof(form), request.remote_addr or "")
    except tuple(REFUSALS) as error:
        return _prove_page(form, *REFUSALS[type(error)])
    # The cookie names the session by its new token.
    login_user(who())
    return go_on(who(), form.led)


def _prove_page(form: ProofForm, reason: str, status: int) -> Any:
    return answer("accounts/prove.html", None, status, form=form, reason=reason, site=own_site())


@bp.get("/laast")
@public
def locked_page() -> Any:
    """Show that the session is locked; whoever has none is sent on."""
    target = request.args.get("next", "")
    locked = locked_login()
    if locked:
        return lock_page(ProofForm(next=target), "", 200, locked)
    if current_user.is_authenticated:
        return go_to(start_page(who(), target))
    return go_to(url_for("accounts.log_in", next=target or None))


@bp.post("/laast")
@public
def unlock() -> Any:
    """Open a new session for the person of the locked one, with the page and what was typed as they were."""
    form, locked = ProofForm(), locked_login()
    if locked is None:
        # Unlocked in another tab, or over for good.
        return go_on(who(), form.led) if current_user.is_authenticated else login_page(LoginForm(), "ended", 200)
    try:
        user = actions.unlock(locked, _proof(form), request.remote_addr or "")
    except tuple(REFUSALS) as error:
        return lock_page(form, *REFUSALS[type(error)], locked)
    # The browser session goes on under a new login, so that forms in other tabs can still be sent.
    login_user(user)
    forget_language()
    return go_on(user, form.led)
