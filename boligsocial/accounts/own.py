"""One's own settings: language, notices, password."""

from typing import Any

from flask import flash, url_for
from flask_login import current_user

from boligsocial.access import EVERYBODY, allow
from boligsocial.access import me as who
from boligsocial.accounts import actions, bp, ways
from boligsocial.accounts.forms import ChangePasswordForm, NoticeWayForm
from boligsocial.language import gettext
from boligsocial.web import answer, done


@bp.get("/mig")
@allow(*EVERYBODY)
def me() -> Any:
    """Show one's own settings."""
    return _me_page(NoticeWayForm(formdata=None, way=current_user.notice_way), 200)


@bp.post("/mig/besked")
@allow(*EVERYBODY)
def choose_notice_way() -> Any:
    """Keep when the person wants to be told of news by e-mail."""
    form = NoticeWayForm()
    if not form.validate():
        return _me_page(form, 422)
    actions.choose_notice_way(who(), form.way.data, write=form.write)
    flash(gettext("Dit valg er gemt."))
    return done(url_for(".me"))


def _me_page(notices: NoticeWayForm, status: int) -> Any:
    return answer("accounts/me.html", None, status, notices=notices)


@bp.post("/mig/adgangskode")
@allow(*EVERYBODY)
def change_password() -> Any:
    """Change the password; other sessions of the person end."""
    form = ChangePasswordForm(current_user.username, *current_user.full_name.split())
    if not form.validate():
        return ways.page(form, 422)
    try:
        actions.change_password(who(), form.current.data or "", form.password.data or "")
    except actions.LoginRefused:
        form.current.errors = [gettext("Den nuværende adgangskode er ikke rigtig.")]
        return ways.page(form, 422)
    flash(gettext("Adgangskoden er skiftet. Andre steder, hvor du var logget ind, er nu logget ud."))
    return done(url_for(".ways_in"))
