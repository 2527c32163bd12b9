"""The list of e-mails that somebody must look at, and what is decided about one."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, request, url_for

from boligsocial.access import allow, me, visible_mailings
from boligsocial.language import gettext
from boligsocial.mailings import actions, queries
from boligsocial.mailings.forms import SettleForm
from boligsocial.models import Mailing, Role
from boligsocial.web import answer, done, or_404

bp = Blueprint("mailings", __name__)
SAID = {
    actions.Choice.AGAIN: lambda: gettext("Mailen bliver sendt igen om lidt."),
    actions.Choice.ARRIVED: lambda: gettext("Godt. Mailen er noteret som sendt."),
    actions.Choice.DROP: lambda: gettext("Mailen er opgivet og bliver ikke sendt."),
}


@bp.get("/mails")
@allow(Role.WORKER, Role.ADMIN)
def index() -> Any:
    """List the e-mails that are in doubt, failed or came back."""
    return _page(SettleForm(formdata=None), 200)


def _page(form: SettleForm, status: int) -> Any:
    number = min(max(request.args.get("page", 1, type=int), 1), 1000)
    letters, has_more = queries.page_of_letters(me(), number)
    context = {"letters": letters, "number": number, "has_more": has_more, "delayed": queries.delayed_count(me())}
    return answer("mailings/index.html", None, status, form=form, new_form=SettleForm, **context)


@bp.post("/mails/<uuid:mailing_id>")
@allow(Role.WORKER, Role.ADMIN)
def settle(mailing_id: UUID) -> Any:
    """Send it again, note that it arrived, or give it up."""
    mailing = or_404(visible_mailings(me()).where(Mailing.id == mailing_id))
    form = SettleForm()
    if not form.validate():
        return _page(form, 422)
    choice = actions.Choice(form.choice.data)
    try:
        actions.settle(me(), mailing, choice, write=form.write)
    except actions.AlreadySettled:
        flash(gettext("En anden har allerede taget sig af mailen."))
    else:
        flash(SAID[choice]())
    return done(url_for(".index"))
