"""Who may: roles on views, and the queries through which rows are reached. Silence means no.

A view says `@allow(Role.WORKER)`, `@allow(*EVERYBODY)` or `@public`. One that says nothing is refused.
Rows are reached only through `visible_*(user)`; what one may not see does not exist (404).
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request
from flask_login import current_user
from peewee import ModelSelect

from boligsocial.clock import now, today
from boligsocial.models import (
    Case,
    Consent,
    Defect,
    Department,
    Dwelling,
    HousingOrg,
    Inquiry,
    Mailing,
    Membership,
    Note,
    Party,
    Photo,
    Recusal,
    Resident,
    Role,
    Share,
    SharePhoto,
    User,
    Visit,
    VolunteerTask,
)
from boligsocial.reach import is_behind_glass, within_reach

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC: frozenset[Role] = frozenset()
EVERYBODY = tuple(Role)
# Those who see the departments that an administrator has chosen for them, and no others.
OF_DEPARTMENTS = (Role.CONTACT, Role.BOARD)
# How long a proof of who one is lasts where the login of this morning is not enough (OWASP ASVS 7.5.3).
FRESH = timedelta(minutes=5)


def me() -> User:
    """Return the person behind the request, as the row itself."""
    return current_user._get_current_object()


def allow(*roles: Role) -> Callable[[View], View]:
    """Let these roles open the view; everybody else gets 404, and the not signed in get the login page."""
    if not roles:
        raise ValueError("allow() needs a role; a page for everybody is @public")

    def mark(view: View) -> View:
        view.allowed_roles = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Let anybody open the view, signed in or not."""
    view.allowed_roles = PUBLIC  # type: ignore[attr-defined]
    return view


def fresh(view: View) -> View:
    """Ask for a proof of who is there, at most FRESH old, before the view runs; what was typed comes along."""
    view.needs_fresh_login = True  # type: ignore[attr-defined]
    return view


def is_fresh(user: User) -> bool:
    """Return whether the person behind the request proved who they are just now."""
    return user.proved_at is not None and now() - user.proved_at <= FRESH


def allowed_roles(endpoint: str) -> frozenset[Role] | None:
    """Return who may open an endpoint: PUBLIC for anybody, None when nobody has said so."""
    return getattr(current_app.view_functions.get(endpoint), "allowed_roles", None)


def check_role() -> Any:
    """Refuse before the view runs. Registered after the login is known and before CSRF is checked."""
    if request.endpoint is None:
        return None
    roles = allowed_roles(request.endpoint)
    if roles is None:
        current_app.logger.error("endpoint %s declares nobody who may open it", request.endpoint)
        abort(404)
    if roles is PUBLIC:
        return None
    if not current_user.is_authenticated:
        return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    if current_user.role not in roles:
        abort(404)
    view = current_app.view_functions[request.endpoint]
    if getattr(view, "needs_fresh_login", False) and not is_fresh(current_user):
        return current_app.login_manager.needs_refresh()  # type: ignore[attr-defined]
    return None


def init_app(app: Flask) -> None:
    """Ask on every request, and let static files through."""
    app.before_request(check_role)
    public(app.view_functions["static"])


# -- rows -------------------------------------------------------------------------------------------------------


def _nothing(table: Any) -> ModelSelect:
    return table.select().where(False)


def open_workers() -> ModelSelect:
    """Housing social workers with access: their names and work phones are for everybody who works with them."""
    return User.select().where(User.role == Role.WORKER, User.closed_at.is_null())


def workers_for(case_id: Any) -> ModelSelect:
    """Those of them who may handle the case: nobody who is recused from it (forvaltningsloven § 3)."""
    recused = Recusal.select(Recusal.user).where(Recusal.case == case_id)
    return open_workers().where(User.id.not_in(recused))


def heirs_of(user: User, case: Case) -> ModelSelect:
    """Those to whom the person may give the case; who has it through a broken glass leaves it where it is."""
    found = workers_for(case.id)
    return found.where(User.id == case.responsible_id) if is_behind_glass(user, case) else found


def visible_orgs(user: User) -> ModelSelect:
    """Housing organisations, those without a department too, for municipal staff."""
    return HousingOrg.select() if user.role in (Role.WORKER, Role.LEADER, Role.ADMIN) else _nothing(HousingOrg)


def visible_departments(user: User) -> ModelSelect:
    """Departments with their organisation: all for municipal staff, own ones for contact persons and board members."""
    departments = Department.select(Department, HousingOrg).join(HousingOrg)
    if user.role in (Role.WORKER, Role.LEADER, Role.ADMIN):
        return departments
    if user.role in OF_DEPARTMENTS:
        return departments.where(Department.id.in_(_own_departments(user)))
    return departments.where(False)


def _own_departments(user: User) -> ModelSelect:
    return Membership.select(Membership.department).where(Membership.user == user.id)


def visible_dwellings(user: User) -> ModelSelect:
    """Homes with their department. Workers and, for upkeep of the list, administrators."""
    if user.role in (Role.WORKER, Role.ADMIN):
        return Dwelling.select(Dwelling, Department).join(Department)
    return _nothing(Dwelling)


def visible_notes(user: User) -> ModelSelect:
    """Notes that are not undone, for workers only: a contact person reads shares, never notes."""
    if user.role == Role.WORKER:
        return Note.select().where(Note.undone_at.is_null(), within_reach(user, Note.case))
    return _nothing(Note)


def visible_cases(user: User) -> ModelSelect:
    """Cases, for workers who are neither recused (forvaltningsloven § 3) nor shut out by a seal."""
    return Case.select().where(within_reach(user, Case.id)) if user.role == Role.WORKER else _nothing(Case)


def visible_visits(user: User) -> ModelSelect:
    """Visits that are not cancelled, of both workers: they stand in for each other."""
    if user.role == Role.WORKER:
        return Visit.select().where(Visit.cancelled_at.is_null(), within_reach(user, Visit.case))
    return _nothing(Visit)


def visible_shares(user: User) -> ModelSelect:
    """Shares as the workers see them, withdrawn ones too."""
    if user.role != Role.WORKER:
        return _nothing(Share)
    return Share.select().where(Share.note.in_(Note.select(Note.id).where(within_reach(user, Note.case))))


def visible_parties(user: User) -> ModelSelect:
    """Residents' parts in the cases the person may see, with the resident."""
    parties = Party.select(Party, Resident).join(Resident)
    return parties.where(Party.removed_at.is_null(), Party.case.in_(visible_cases(user).select(Case.id)))


def visible_residents(user: User) -> ModelSelect:
    """Residents, for workers; somebody known only from cases that are shut to the worker is not there."""
    if user.role != Role.WORKER:
        return _nothing(Resident)
    all_parts = Party.select(Party.resident).where(Party.removed_at.is_null())
    return Resident.select().where(
        Resident.id.in_(visible_parties(user).select(Party.resident)) | Resident.id.not_in(all_parts)
    )


def visible_defects(user: User) -> ModelSelect:
    """Defects of the cases the person may see."""
    in_sight = Defect.case.in_(visible_cases(user).select(Case.id))
    return Defect.select().where(Defect.removed_at.is_null(), in_sight)


def lasting_consents() -> ModelSelect:
    """Consents that hold at this very moment: not withdrawn, and today is one of their days."""
    day = today()
    return Consent.select().where(Consent.withdrawn_at.is_null(), Consent.from_on <= day, Consent.until_on >= day)


def visible_consents(user: User) -> ModelSelect:
    """Consents of the cases the person may see, those that have ended too, with resident and case."""
    consents = Consent.select(Consent, Resident, Case).join(Resident).switch(Consent).join(Case)
    return consents.where(Consent.case.in_(visible_cases(user).select(Case.id)))


def is_shared_now() -> Any:
    """Return the condition that a share (joined with its note) has not ended in any way.

    It ends by withdrawal, by its day, with the consent it rests on, and with the note.
    """
    return (
        Share.withdrawn_at.is_null()
        & (Share.expires_at > now())
        & (Share.consent.is_null() | Share.consent.in_(lasting_consents().select(Consent.id)))
        & Note.undone_at.is_null()
    )


def shared_notes(user: User) -> ModelSelect:
    """The portal's only window: what is shared with this contact person at this very moment."""
    if user.role != Role.CONTACT or user.closed_at is not None:
        return _nothing(Share)
    return (
        Share.select(Share, Note, Department, Dwelling, User)
        .join(Note)
        .join(Department)
        .switch(Note)
        .left_outer_join(Dwelling)
        .switch(Share)
        .join(User, on=(Share.shared_by == User.id), attr="shared_by")
        # A contact person who has left the department has left its notes too.
        .where(Share.recipient == user.id, is_shared_now(), Note.department.in_(_own_departments(user)))
    )


def announced_visits(user: User) -> ModelSelect:
    """Visits whose time is shown to the contact persons of the department, in neutral words."""
    if user.role != Role.CONTACT:
        return _nothing(Visit)
    ours = Visit.department.in_(_own_departments(user))
    return Visit.select().where(Visit.portal_words.is_null(False), Visit.cancelled_at.is_null(), ours)


def visible_inquiries(user: User) -> ModelSelect:
    """Inquiries: all for workers, but those of a case that is shut to them; for a contact person their own."""
    if user.role == Role.WORKER:
        return Inquiry.select().where(within_reach(user, Inquiry.case))
    if user.role == Role.CONTACT:
        return Inquiry.select().where(Inquiry.sender == user.id)
    return _nothing(Inquiry)


def visible_tasks(user: User) -> ModelSelect:
    """Volunteers' tasks: all for workers, for a volunteer their own that still stand."""
    if user.role == Role.WORKER:
        return VolunteerTask.select().where(within_reach(user, VolunteerTask.case))
    if user.role != Role.VOLUNTEER:
        return _nothing(VolunteerTask)
    stands = VolunteerTask.declined_at.is_null() & VolunteerTask.cancelled_at.is_null()
    return VolunteerTask.select().where(VolunteerTask.volunteer == user.id, stands)


def visible_mailings(user: User) -> ModelSelect:
    """E-mails and what became of them, for those who can do something about it. They hold nothing of a case."""
    return Mailing.select() if user.role in (Role.WORKER, Role.ADMIN) else _nothing(Mailing)


def visible_photos(user: User) -> ModelSelect:
    """Photos of visible notes and defects and one's own staged ones; for a contact person those chosen for a share."""
    if user.role == Role.WORKER:
        mine_staged = Photo.note.is_null() & Photo.defect.is_null() & (Photo.uploader == user.id)
        of_a_note = Photo.note.in_(visible_notes(user).select(Note.id))
        of_a_defect = Photo.defect.in_(visible_defects(user).select(Defect.id))
        return Photo.select().where(mine_staged | of_a_note | of_a_defect)
    if user.role == Role.CONTACT:
        shares = shared_notes(user).select(Share.id)
        chosen = SharePhoto.select(SharePhoto.photo).where(SharePhoto.share.in_(shares))
        return Photo.select().where(Photo.id.in_(chosen))
    return _nothing(Photo)
