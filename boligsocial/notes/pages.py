"""A note's own page, its editing, and the notes that wait for a case. Registered on the room's blueprint."""

from typing import Any
from uuid import UUID

from flask import flash, url_for
from flask_login import current_user
from peewee import JOIN

from boligsocial.access import allow, visible_notes
from boligsocial.audit import Event, shown
from boligsocial.clock import danish
from boligsocial.fields import HouseForm
from boligsocial.language import gettext
from boligsocial.models import Department, Dwelling, Note, Role
from boligsocial.notes import actions, bp, queries
from boligsocial.notes.deliveries import flaws_of
from boligsocial.notes.forms import EditForm, SettleForm
from boligsocial.timeline import note_entries
from boligsocial.web import answer, done, go_to, or_404, wants_part

SETTLE = "notes/_settle.html"


@bp.get("/notater/<uuid:note_id>")
@allow(Role.WORKER)
def note(note_id: UUID) -> Any:
    """Show a note with its photos, shares, answers and what it said before."""
    this = visible_notes(current_user).where(Note.id == note_id)
    found = or_404(this)
    entry = note_entries(this)[0]
    delivery = queries.flawed_delivery(found)
    flaws = flaws_of(delivery) if delivery else []
    shown(current_user, Event.NOTE_READ, found)
    return answer("notes/note.html", None, entry=entry, history=queries.history(found), flaws=flaws, form=HouseForm())


@bp.post("/notater/<uuid:note_id>/rigtigt")
@allow(Role.WORKER)
def approve(note_id: UUID) -> Any:
    """Say that a note is right as it was taken."""
    found = or_404(visible_notes(current_user).where(Note.id == note_id))
    actions.approve_note(current_user._get_current_object(), found, write=HouseForm().write)
    return done(url_for(".note", note_id=found.id))


@bp.get("/notater/<uuid:note_id>/ret")
@allow(Role.WORKER)
def edit(note_id: UUID) -> Any:
    """Show a note's text for correction."""
    found = or_404(visible_notes(current_user).where(Note.id == note_id))
    when = danish(found.happened_at)
    form = EditForm(
        kind=found.kind,
        topic=found.topic,
        department=Department(id=found.department_id),
        dwelling=found.dwelling,
        text=found.text,
        version=found.version,
        day=when.date(),
        time=when.time(),
    )
    return _edit_page(form, found, 200)


def _edit_page(form: EditForm, found: Note, status: int, theirs: Note | None = None) -> Any:
    form.offer_places(current_user)
    shown(current_user, Event.NOTE_READ, found)
    return answer("notes/edit.html", None, status, form=form, note=found, theirs=theirs)


@bp.post("/notater/<uuid:note_id>/ret")
@allow(Role.WORKER)
def save_edit(note_id: UUID) -> Any:
    """Save a correction; when somebody was faster, show both texts and save nothing."""
    found = or_404(visible_notes(current_user).where(Note.id == note_id))
    form = EditForm()
    form.offer_places(current_user)
    if not form.validate():
        return _edit_page(form, found, 422)
    worker = current_user._get_current_object()
    try:
        actions.edit_note(worker, found, form.started_from(), form.values(), write=form.write)
    except actions.NoteChangedMeanwhile as conflict:
        form.version.data = conflict.note.version
        return _edit_page(form, found, 409, theirs=conflict.note)
    flash(gettext("Rettelsen er gemt. Det, der stod før, kan stadig læses."))
    return done(url_for(".note", note_id=found.id))


@bp.get("/notater/uafklaret")
@allow(Role.WORKER)
def unsettled() -> Any:
    """List the notes that wait for a case, the oldest first."""
    entries = note_entries(queries.unsettled(current_user), limit=21)
    cases = queries.open_cases(current_user)
    shown(current_user, Event.NOTES_LISTED)
    more = len(entries) > 20
    return answer("notes/unsettled.html", None, entries=entries[:20], more=more, cases=cases, new_form=SettleForm)


@bp.post("/notater/<uuid:note_id>/afklar")
@allow(Role.WORKER)
def settle(note_id: UUID) -> Any:
    """Put a waiting note into a case, or say that it needs none."""
    found = or_404(_with_place(note_id))
    form = SettleForm()
    cases = queries.open_cases(current_user)
    form.case.offer(cases)
    if not form.validate():
        return _settle_refused(form, found, cases)
    try:
        actions.settle_note(current_user._get_current_object(), found, form.chosen_case(), write=form.write)
    except actions.NoteSettledMeanwhile:
        flash(gettext("Notatet er allerede afklaret. Intet er ændret."))
        return go_to(url_for(".unsettled"))
    return done(url_for(".unsettled"), SETTLE, note=found, form=SettleForm(formdata=None), cases=cases, settled=True)


def _settle_refused(form: SettleForm, found: Note, cases: Any) -> Any:
    if wants_part():
        return answer(SETTLE, SETTLE, 422, note=found, form=form, cases=cases, settled=False)
    # On the whole page there are many such forms, so the sentence goes to the top of it.
    flash(form.problems()[0][1])
    return done(url_for(".unsettled"))


@bp.post("/notater/<uuid:note_id>/uafklaret")
@allow(Role.WORKER)
def unsettle(note_id: UUID) -> Any:
    """Let a note wait again: the undo of settling. One of a party stays in its case."""
    found = or_404(_with_place(note_id).where(Note.party.is_null()))
    actions.unsettle_note(current_user._get_current_object(), found, write=HouseForm().write)
    cases = queries.open_cases(current_user)
    return done(url_for(".unsettled"), SETTLE, note=found, form=SettleForm(formdata=None), cases=cases, settled=False)


def _with_place(note_id: UUID) -> Any:
    notes = visible_notes(current_user).select(Note, Department, Dwelling)
    return notes.join_from(Note, Department).join_from(Note, Dwelling, JOIN.LEFT_OUTER).where(Note.id == note_id)
