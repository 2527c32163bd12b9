"""Asking whom to call, and keeping the list."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_login import current_user

from boligsocial.access import allow
from boligsocial.directory import actions, queries
from boligsocial.directory.cards import card_of, vcard
from boligsocial.directory.forms import AskForm, DutyForm, PersonForm
from boligsocial.fields import HouseForm
from boligsocial.ladder import READERS, Found, whom_to_call
from boligsocial.language import gettext
from boligsocial.models import ContactPerson, Role
from boligsocial.web import answer, done, or_404

bp = Blueprint("directory", __name__)
PERSON, DUTIES = "directory/person.html", "directory/_duties.html"


@bp.get("/kontakt")
@allow(*READERS)
def index() -> Any:
    """Answer whom to call about a topic in a department."""
    form = AskForm(request.args)
    form.department.offer(queries.departments_for(current_user))
    form.start_at(queries.latest_department(current_user))
    found = whom_to_call(current_user, **form.values()) if form.department.data else None
    cards = [card_of(person, _subject(found)) for person in found.people] if found else []
    return answer("directory/index.html", "directory/_answer.html", form=form, found=found, cards=cards)


def _subject(found: Found) -> str:
    if found.topic is None:
        return str(found.department.name)
    return gettext("%(topic)s, %(department)s", topic=gettext(found.topic.label), department=found.department.name)


@bp.get("/kontakt/personer/<int:contact_id>/kort.vcf")
@allow(*READERS)
def vcf(contact_id: int) -> Response:
    """Give the card for the phone's own list. The file's name says nothing about the person."""
    person = or_404(queries.people_in_service(current_user).where(ContactPerson.id == contact_id))
    headers = {"Content-Disposition": "attachment; filename=kontakt.vcf"}
    return Response(vcard(person), content_type="text/vcard; charset=utf-8", headers=headers)


@bp.post("/kontakt/personer/<int:contact_id>/bekraeft")
@allow(Role.WORKER)
def confirm(contact_id: int) -> Any:
    """Note that the card is still right."""
    person = or_404(queries.people_in_service(current_user).where(ContactPerson.id == contact_id))
    person = actions.confirm_person(_worker(), person, write=HouseForm().write)
    return done(url_for(".person", contact_id=person.id), "directory/_confirmed.html", card=card_of(person))


@bp.get("/kontakt/personer")
@allow(Role.WORKER)
def people() -> Any:
    """List everybody on the list, by name."""
    page = min(max(request.args.get("page", 1, type=int), 1), 1000)
    rows, has_more = queries.page_of_people(current_user, page)
    return answer("directory/people.html", people=rows, number=page, has_more=has_more)


@bp.get("/kontakt/personer/ny")
@allow(Role.WORKER)
def new() -> Any:
    """Ask for a new person."""
    return _edit_page(PersonForm(), None, 200)


@bp.post("/kontakt/personer/ny")
@allow(Role.WORKER)
def create() -> Any:
    """Put a person on the list."""
    form = PersonForm()
    form.offer_people(current_user, None)
    if not form.validate():
        return _edit_page(form, None, 422)
    person = actions.add_person(_worker(), **form.values(), write=form.write)
    return done(url_for(".person", contact_id=person.id))


@bp.get("/kontakt/personer/<int:contact_id>")
@allow(Role.WORKER)
def person(contact_id: int) -> Any:
    """Show a person and what they answer for; a retired one too, so that it can be taken back."""
    person = or_404(queries.visible_people(current_user).where(ContactPerson.id == contact_id))
    return answer(PERSON, **_person_page(person, DutyForm()))


@bp.get("/kontakt/personer/<int:contact_id>/ret")
@allow(Role.WORKER)
def edit(contact_id: int) -> Any:
    """Ask for changes."""
    person = or_404(queries.people_in_service(current_user).where(ContactPerson.id == contact_id))
    return _edit_page(PersonForm(obj=person), person, 200)


@bp.post("/kontakt/personer/<int:contact_id>/ret")
@allow(Role.WORKER)
def save(contact_id: int) -> Any:
    """Change a person."""
    person = or_404(queries.people_in_service(current_user).where(ContactPerson.id == contact_id))
    form = PersonForm()
    form.offer_people(current_user, person)
    if not form.validate():
        return _edit_page(form, person, 422)
    actions.change_person(_worker(), person, **form.values(), write=form.write)
    return done(url_for(".person", contact_id=person.id))


@bp.post("/kontakt/personer/<int:contact_id>/fjern")
@allow(Role.WORKER)
def retire(contact_id: int) -> Any:
    """Take a person off the list."""
    person = or_404(queries.visible_people(current_user).where(ContactPerson.id == contact_id))
    actions.retire_person(_worker(), person, write=HouseForm().write)
    return done(url_for(".person", contact_id=person.id))


@bp.post("/kontakt/personer/<int:contact_id>/fortryd")
@allow(Role.WORKER)
def restore(contact_id: int) -> Any:
    """Put a retired person back on the list."""
    person = or_404(queries.visible_people(current_user).where(ContactPerson.id == contact_id))
    actions.restore_person(_worker(), person, write=HouseForm().write)
    return done(url_for(".person", contact_id=person.id))


@bp.post("/kontakt/personer/<int:contact_id>/ansvar")
@allow(Role.WORKER)
def add_duty(contact_id: int) -> Any:
    """Let a person answer for something."""
    person = or_404(queries.people_in_service(current_user).where(ContactPerson.id == contact_id))
    form = DutyForm()
    form.place.offer(queries.duty_places(current_user))
    if not form.validate():
        return answer(PERSON, DUTIES, 422, **_person_page(person, form))
    try:
        actions.add_duty(_worker(), person, **form.values(), write=form.write)
    except actions.DutyExists:
        form.place.errors = [gettext("Det står der allerede. Vælg et andet emne eller sted.")]
        return answer(PERSON, DUTIES, 422, **_person_page(person, form))
    return done(url_for(".person", contact_id=person.id), DUTIES, **_duties(person, DutyForm(formdata=None)))


@bp.post("/kontakt/personer/<int:contact_id>/ansvar/<int:duty_id>/fjern")
@allow(Role.WORKER)
def remove_duty(contact_id: int, duty_id: int) -> Any:
    """Let a person no longer answer for something."""
    person = or_404(queries.people_in_service(current_user).where(ContactPerson.id == contact_id))
    actions.remove_duty(_worker(), person, duty_id, write=HouseForm().write)
    return done(url_for(".person", contact_id=person.id), DUTIES, **_duties(person, DutyForm(formdata=None)))


def _worker() -> Any:
    return current_user._get_current_object()


def _edit_page(form: PersonForm, person: ContactPerson | None, status: int) -> Any:
    form.offer_people(current_user, person)
    return answer("directory/edit.html", None, status, form=form, person=person, one_tap=HouseForm(formdata=None))


def _person_page(person: ContactPerson, form: DutyForm) -> dict[str, Any]:
    return {"card": card_of(person, is_own_page=True), "one_tap": HouseForm(formdata=None), **_duties(person, form)}


def _duties(person: ContactPerson, form: DutyForm) -> dict[str, Any]:
    form.place.offer(queries.duty_places(current_user))
    return {"person": person, "duties": queries.duties_of(person), "form": form}
