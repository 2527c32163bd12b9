"""A poster for the stairwell: what we help with, and the way to the form."""

from typing import Any

import segno

from boligsocial.access import allow, me, visible_departments
from boligsocial.hosts import public_link
from boligsocial.inquiries import bp
from boligsocial.models import Department, Role
from boligsocial.web import answer, or_404

# Light space that a camera needs around the code, in modules.
QUIET = 4


@bp.get("/afdelinger/<int:department_id>/plakat")
@allow(Role.WORKER)
def poster(department_id: int) -> Any:
    """Show the poster of a department, ready to be printed."""
    department = or_404(visible_departments(me()).where(Department.id == department_id))
    address = public_link("inquiries.public_form", afdeling=department_id)
    size, dots = _qr_code(address)
    return answer("inquiries/poster.html", None, department=department, address=address, size=size, dots=dots)


def _qr_code(address: str) -> tuple[int, str]:
    """Return the width of the code in modules and the dark ones as the path of an SVG."""
    rows = list(segno.make(address, error="q", micro=False).matrix_iter(border=QUIET))
    dark = [(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    return len(rows), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)
