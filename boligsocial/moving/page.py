"""What the room's pages share."""

from uuid import UUID

from flask import request

from boligsocial.access import me
from boligsocial.models import Case, Defect
from boligsocial.moving import queries
from boligsocial.web import is_local_path, or_404


def load(case_id: UUID) -> Case:
    """Return the move-in with its place, or 404."""
    return or_404(queries.move_in(me(), case_id))


def receipt(case: Case) -> Defect | None:
    """Return the defect that was just put on the list or taken off it, or None."""
    key = request.args.get("defect", type=UUID)
    return queries.defect_or_removed(me(), key).where(Defect.case == case.id).get_or_none() if key else None


def next_page(otherwise: str) -> str:
    """Return the page that the form was sent from, when it says so."""
    target = request.form.get("next", "")
    return target if is_local_path(target) else otherwise
