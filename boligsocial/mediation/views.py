"""A party's own part, its print, and which part a note belongs to. The agreement is in agreement.py."""

from typing import Any
from uuid import UUID

from flask import flash, url_for

from boligsocial.access import allow, me
from boligsocial.audit import Event, shown
from boligsocial.language import gettext
from boligsocial.mediation import actions, agreement, bp, queries
from boligsocial.mediation.forms import AssignForm, PartForm
from boligsocial.models import Party, Role
from boligsocial.parties import visible_parts
from boligsocial.web import answer, done, or_404

__all__ = ["agreement", "bp"]


@bp.get("/parter/<uuid:party_id>")
@allow(Role.WORKER)
def party(party_id: UUID) -> Any:
    """Show a party's own part, and nothing of any other party."""
    part = or_404(queries.part(me(), party_id))
    return _part_page(part, PartForm.of(part), 200)


@bp.post("/parter/<uuid:party_id>")
@allow(Role.WORKER)
def save_party(party_id: UUID) -> Any:
    """Keep what the party has told and wants."""
    part, form = or_404(queries.part(me(), party_id)), PartForm()
    if not form.validate():
        return _part_page(part, form, 422)
    try:
        actions.change_part(me(), part, form.seen.data or "", form.values(), write=form.write)
    except actions.PartChangedMeanwhile as changed:
        form.start_again_from(changed.party)
        return _part_page(part, form, 422, theirs=changed.party)
    flash(gettext("Gemt."))
    return done(url_for(".party", party_id=part.id))


def _part_page(part: Party, form: PartForm, status: int, theirs: Party | None = None) -> Any:
    entries = queries.notes_of(me(), part)
    shown(me(), Event.PARTY_READ, part)
    return answer("mediation/party.html", None, status, party=part, form=form, entries=entries, theirs=theirs)


@bp.get("/parter/<uuid:party_id>/udskrift")
@allow(Role.WORKER)
def party_print(party_id: UUID) -> Any:
    """Show a party's part as it is given to the party who asks for access."""
    part = or_404(queries.part(me(), party_id))
    entries = queries.notes_of(me(), part)
    shown(me(), Event.PARTY_READ, part)
    return answer("mediation/party_print.html", party=part, form=PartForm.of(part), entries=entries)


@bp.post("/notater/<uuid:note_id>/part")
@allow(Role.WORKER)
def assign_note(note_id: UUID) -> Any:
    """Move a note to a party of its case, or back to the mediation."""
    note = or_404(queries.note_of_a_conflict(me(), note_id))
    form = AssignForm()
    form.party.offer(visible_parts(me()).where(Party.case == note.case_id))
    if form.validate():
        actions.assign_note(me(), note, form.party.data, write=form.write)
        flash(_belongs_to(form.party.data))
    else:
        flash(form.problems()[0][1])
    return done(url_for("notes.note", note_id=note.id))


def _belongs_to(party: Party | None) -> str:
    if party is None:
        return gettext("Notatet hører nu til mæglingen.")
    return gettext("Notatet hører nu til part %(letter)s.", letter=party.letter)
