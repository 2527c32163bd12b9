from flask import Blueprint

from boligsocial.access import allow
from boligsocial.models import Role

bp = Blueprint("portal", __name__)


@bp.route("/portal", methods=["GET"], endpoint="inbox")
@allow(Role.WORKER)
def inbox_get(**_):
    return "stub"


@bp.route("/portal/<uuid:share_id>", methods=["GET"], endpoint="share")
@allow(Role.WORKER)
def share_get(**_):
    return "stub"


@bp.route("/portal/<uuid:share_id>/svar", methods=["POST"], endpoint="answer")
@allow(Role.WORKER)
def answer_post(**_):
    return "stub"


@bp.route("/portal/afdelinger", methods=["GET"], endpoint="departments")
@allow(Role.WORKER)
def departments_get(**_):
    return "stub"
