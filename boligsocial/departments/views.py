"""Organisations, departments and homes: read by municipal staff, kept up by workers and administrators."""

from typing import Any

from flask import Blueprint, flash, request, url_for
from flask_login import current_user

from boligsocial.access import allow, visible_departments, visible_orgs
from boligsocial.departments import actions, queries
from boligsocial.departments.forms import DepartmentForm, DwellingsForm, OrgForm
from boligsocial.departments.queries import MOST_HOMES
from boligsocial.language import gettext, ngettext
from boligsocial.models import Department, HousingOrg, Role
from boligsocial.web import answer, done, or_404, row_number, wants_part

bp = Blueprint("departments", __name__)
EDITORS = (Role.WORKER, Role.ADMIN)
READERS = (*EDITORS, Role.LEADER)
OPTIONS, HOMES = "departments/_dwellings.html", "departments/_homes.html"


@bp.get("/afdelinger")
@allow(*READERS)
def index() -> Any:
    """List the departments by organisation."""
    return answer("departments/index.html", None, orgs=queries.departments_by_org(current_user), may_edit=_may_edit())


def _may_edit() -> bool:
    return current_user.role in EDITORS


# -- a department and its homes


@bp.get("/afdelinger/<int:department_id>")
@allow(*READERS)
def department(department_id: int) -> Any:
    """Show a department with its homes and contact persons."""
    found = or_404(visible_departments(current_user).where(Department.id == department_id))
    return _department_page(found, DwellingsForm(formdata=None), None, 200)


def _department_page(found: Department, form: DwellingsForm, report: actions.Addition | None, status: int) -> Any:
    people = queries.contact_persons(found)
    return answer(
        "departments/department.html",
        HOMES,
        status,
        people=people,
        may_edit=_may_edit(),
        **_homes(found, form, report),
    )


def _homes(found: Department, form: DwellingsForm, report: actions.Addition | None) -> dict[str, Any]:
    homes = queries.homes_of(current_user, found.id)
    more = len(homes) > MOST_HOMES
    return {"department": found, "homes": homes[:MOST_HOMES], "more": more, "form": form, "report": report}


@bp.post("/afdelinger/<int:department_id>/boliger")
@allow(*EDITORS)
def add_dwellings(department_id: int) -> Any:
    """Add homes, one address per line; those already there are said so and left alone."""
    found = or_404(visible_departments(current_user).where(Department.id == department_id))
    form, report = DwellingsForm(), actions.Addition()
    if not form.validate():
        return _department_page(found, form, None, 422)
    actions.add_dwellings(current_user._get_current_object(), found, form.lines(), report, write=form.write)
    if not wants_part():
        flash(" ".join(_sentences(report)))
    url = url_for(".department", department_id=found.id)
    return done(url, HOMES, **_homes(found, DwellingsForm(formdata=None), report))


def _sentences(report: actions.Addition) -> list[str]:
    added, known = len(report.added), len(report.known)
    sentences = [ngettext("%(num)s bolig er tilføjet.", "%(num)s boliger er tilføjet.", added)] if added else []
    if known:
        sentences.append(ngettext("%(num)s stod der i forvejen.", "%(num)s stod der i forvejen.", known))
    return sentences or [gettext("Boligerne er tilføjet.")]


@bp.get("/afdelinger/boliger")
@allow(*EDITORS)
def dwellings() -> Any:
    """Give a department's homes as choices for an address field."""
    department_id = request.args.get("department", 0, type=row_number)
    homes = queries.homes_of(current_user, department_id)[:MOST_HOMES]
    return answer(OPTIONS, None, homes=homes)


# -- creating and changing


@bp.get("/afdelinger/ny")
@allow(*EDITORS)
def new_department() -> Any:
    """Show the form for a new department."""
    org = request.args.get("org", type=row_number)
    return _department_form(DepartmentForm(org=org and HousingOrg(id=org)), None, 200)


@bp.post("/afdelinger/ny")
@allow(*EDITORS)
def create_department() -> Any:
    """Create a department."""
    return _save_department(None)


@bp.get("/afdelinger/<int:department_id>/ret")
@allow(*EDITORS)
def edit_department(department_id: int) -> Any:
    """Show the form for a department that exists."""
    found = or_404(visible_departments(current_user).where(Department.id == department_id))
    return _department_form(DepartmentForm(obj=found), found, 200)


@bp.post("/afdelinger/<int:department_id>/ret")
@allow(*EDITORS)
def save_department(department_id: int) -> Any:
    """Change a department."""
    return _save_department(or_404(visible_departments(current_user).where(Department.id == department_id)))


def _department_form(form: DepartmentForm, found: Department | None, status: int) -> Any:
    form.org.offer(visible_orgs(current_user).order_by(HousingOrg.name))
    return answer("departments/edit.html", None, status, form=form, department=found)


def _save_department(found: Department | None) -> Any:
    form = DepartmentForm()
    form.org.offer(visible_orgs(current_user).order_by(HousingOrg.name))
    if not form.validate():
        return _department_form(form, found, 422)
    try:
        saved = actions.save_department(current_user._get_current_object(), found, form.values(), write=form.write)
    except actions.NameTaken as taken:
        is_org = taken.table is HousingOrg
        (form.new_org if is_org else form.name).errors = [_taken_org() if is_org else _taken_department()]
        return _department_form(form, found, 422)
    flash(gettext("Afdelingen er gemt."))
    return done(url_for(".department", department_id=saved.id))


def _taken_department() -> str:
    return gettext("Der er allerede en afdeling med det navn. Brug et andet, eller ret den, der findes.")


def _taken_org() -> str:
    return gettext("Der er allerede en boligorganisation med det navn. Brug et andet, eller ret den, der findes.")


@bp.get("/afdelinger/boligorganisationer/ny")
@allow(*EDITORS)
def new_org() -> Any:
    """Show the form for a new organisation."""
    return answer("departments/org.html", None, form=OrgForm(), org=None)


@bp.post("/afdelinger/boligorganisationer/ny")
@allow(*EDITORS)
def create_org() -> Any:
    """Create an organisation; the next step is a department in it."""
    return _save_org(None)


@bp.get("/afdelinger/boligorganisationer/<int:org_id>/ret")
@allow(*EDITORS)
def edit_org(org_id: int) -> Any:
    """Show the form for an organisation that exists."""
    found = or_404(visible_orgs(current_user).where(HousingOrg.id == org_id))
    return answer("departments/org.html", None, form=OrgForm(obj=found), org=found)


@bp.post("/afdelinger/boligorganisationer/<int:org_id>/ret")
@allow(*EDITORS)
def save_org(org_id: int) -> Any:
    """Change an organisation."""
    return _save_org(or_404(visible_orgs(current_user).where(HousingOrg.id == org_id)))


def _save_org(found: HousingOrg | None) -> Any:
    form = OrgForm()
    if not form.validate():
        return answer("departments/org.html", None, 422, form=form, org=found)
    try:
        saved = actions.save_org(current_user._get_current_object(), found, form.values(), write=form.write)
    except actions.NameTaken:
        form.name.errors = [_taken_org()]
        return answer("departments/org.html", None, 422, form=form, org=found)
    flash(gettext("Boligorganisationen er gemt."))
    return done(url_for(".index") if found else url_for(".new_department", org=saved.id))
