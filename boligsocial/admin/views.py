"""Accounts: the list, a new one, one of them, its link, closing and opening it."""

from typing import Any

from flask import Blueprint, flash, request, url_for
from flask_login import current_user

from boligsocial.access import allow
from boligsocial.admin import actions, queries
from boligsocial.admin.forms import ALL, CloseForm, NewUserForm, RevokeForm, UserForm
from boligsocial.fields import HouseForm
from boligsocial.hosts import public_link
from boligsocial.language import gettext
from boligsocial.models import Role, User
from boligsocial.ways_in import code_app, live_passkeys
from boligsocial.web import answer, done, or_404

bp = Blueprint("admin", __name__)


@bp.get("/brugere")
@allow(Role.ADMIN)
def index() -> Any:
    """List the accounts, open ones first."""
    page = min(max(request.args.get("page", 1, type=int), 1), 1000)
    accounts, has_more = queries.page_of_accounts(current_user, page)
    return answer("admin/index.html", accounts=accounts, number=page, has_more=has_more)


@bp.get("/brugere/ny")
@allow(Role.ADMIN)
def new() -> Any:
    """Ask for a new account."""
    form = NewUserForm()
    form.departments.offer(queries.departments_for(current_user))
    return _new_page(form, 200)


@bp.post("/brugere/ny")
@allow(Role.ADMIN)
def create() -> Any:
    """Open an account and show its link, this once."""
    form = NewUserForm()
    form.departments.offer(queries.departments_for(current_user))
    if not form.validate():
        return _new_page(form, 422)
    try:
        user = actions.create_invited(_admin(), form.write, **form.values())
    except actions.BadUsername:
        form.username.errors = [
            gettext("Brug 2-40 tegn: a-z, tal, punktum og bindestreg. Begynd med bogstav eller tal.")
        ]
        return _new_page(form, 422)
    except actions.UsernameTaken:
        form.username.errors = [gettext("Brugernavnet er optaget. Vælg et andet.")]
        return _new_page(form, 422)
    return _link_page(user)


@bp.get("/brugere/<int:user_id>")
@allow(Role.ADMIN)
def user(user_id: int) -> Any:
    """Show an account."""
    user = or_404(queries.visible_users(current_user).where(User.id == user_id))
    form = UserForm(obj=user, departments=queries.departments_of(user))
    form.departments.offer(queries.departments_for(current_user))
    return _user_page(user, 200, form=form)


@bp.post("/brugere/<int:user_id>")
@allow(Role.ADMIN)
def save(user_id: int) -> Any:
    """Change an account."""
    user = or_404(queries.visible_users(current_user).where(User.id == user_id))
    form = UserForm()
    form.departments.offer(queries.departments_for(current_user))
    if not form.validate():
        return _user_page(user, 422, form=form)
    try:
        actions.change_user(_admin(), user, write=form.write, **form.values())
    except (actions.OwnAccount, actions.LastAdmin):
        form.role.errors = [
            gettext("Du kan ikke fjerne din egen administratorrolle. Bed en anden administrator om det.")
        ]
        return _user_page(user, 422, form=form)
    flash(gettext("Ændringerne er gemt."))
    return done(url_for(".user", user_id=user.id))


@bp.post("/brugere/<int:user_id>/link")
@allow(Role.ADMIN)
def invite(user_id: int) -> Any:
    """Make a new link and show it, this once."""
    user = or_404(queries.visible_users(current_user).where(User.id == user_id, User.closed_at.is_null()))
    return _link_page(actions.invite(_admin(), user, write=HouseForm().write))


@bp.post("/brugere/<int:user_id>/luk")
@allow(Role.ADMIN)
def close(user_id: int) -> Any:
    """Close an account; whoever has it open is out at the next tap."""
    user = or_404(queries.visible_users(current_user).where(User.id == user_id))
    form = CloseForm()
    if not form.validate():
        return _user_page(user, 422, close=form)
    try:
        actions.close_user(_admin(), user, write=form.write)
    except (actions.OwnAccount, actions.LastAdmin):
        form.sure.errors = [gettext("Du kan ikke lukke din egen bruger. Bed en anden administrator om det.")]
        return _user_page(user, 422, close=form)
    flash(gettext("Brugeren er lukket."))
    return done(url_for(".user", user_id=user.id))


@bp.post("/brugere/<int:user_id>/genaabn")
@allow(Role.ADMIN)
def reopen(user_id: int) -> Any:
    """Open a closed account again."""
    user = or_404(queries.visible_users(current_user).where(User.id == user_id))
    actions.reopen_user(_admin(), user, write=HouseForm().write)
    flash(gettext("Brugeren er åben igen."))
    return done(url_for(".user", user_id=user.id))


@bp.post("/brugere/<int:user_id>/adgangsnoegler/spaer")
@allow(Role.ADMIN)
def revoke(user_id: int) -> Any:
    """Let one passkey of somebody, or all of them, open nothing any more: a device is lost."""
    user = or_404(queries.others(current_user).where(User.id == user_id))
    form = RevokeForm()
    chosen = [key for key in live_passkeys(user) if form.passkey.data in (str(key.id), ALL)]
    # One that is not there any more has been revoked or removed already.
    if chosen:
        actions.revoke_passkeys(_admin(), user, chosen)
    flash(gettext("Spærret. Personen er logget ud overalt."))
    return done(url_for(".user", user_id=user.id))


@bp.post("/brugere/<int:user_id>/log-ud")
@allow(Role.ADMIN)
def end_logins(user_id: int) -> Any:
    """End all logins of somebody."""
    user = or_404(queries.others(current_user).where(User.id == user_id))
    actions.end_logins(_admin(), user)
    flash(gettext("Personen er logget ud overalt."))
    return done(url_for(".user", user_id=user.id))


def _admin() -> Any:
    return current_user._get_current_object()


def _new_page(form: NewUserForm, status: int) -> Any:
    return answer("admin/new.html", None, status, form=form)


def _user_page(user: User, status: int, form: UserForm | None = None, close: CloseForm | None = None) -> Any:
    if form is None:
        form = UserForm(formdata=None, obj=user, departments=queries.departments_of(user))
        form.departments.offer(queries.departments_for(current_user))
    context = {
        "user": user,
        "last_login": queries.last_logins([user]).get(user.id),
        "form": form,
        "close": close or CloseForm(formdata=None),
        "passkeys": live_passkeys(user),
        "app": code_app(user),
        "one_tap": HouseForm(formdata=None),
    }
    return answer("admin/user.html", None, status, **context)


def _link_page(user: User) -> Any:
    token = getattr(user, "invitation", None)
    link = public_link("accounts.activation", token=token) if token else None
    return answer("admin/link.html", user=user, link=link, one_tap=HouseForm(formdata=None))
