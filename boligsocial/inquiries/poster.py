"""A poster for the stairwell: what we help with, and the way to the form."""

from typing import Any

from boligsocial.access import allow, me, visible_departments
from boligsocial.hosts import public_link
from boligsocial.inquiries import bp
from boligsocial.models import Department, Role
from boligsocial.qr_codes import qr_code
from boligsocial.web import answer, or_404


@bp.get("/afdelinger/<int:department_id>/plakat")
@allow(Role.WORKER)
def poster(department_id: int) -> Any:
    """Show the poster of a department, ready to be printed."""
    department = or_404(visible_departments(me()).where(Department.id == department_id))
    address = public_link("inquiries.public_form", afdeling=department_id)
    size, dots = qr_code(address)
    return answer("inquiries/poster.html", None, department=department, address=address, size=size, dots=dots)
