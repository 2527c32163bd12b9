from flask import Blueprint

from boligsocial.access import allow
from boligsocial.models import Role

bp = Blueprint("visits", __name__)


@bp.route("/besoeg", methods=["GET"], endpoint="index")
@allow(Role.WORKER)
def index_get(**_):
    return "stub"


@bp.route("/besoeg/planlaeg", methods=["GET"], endpoint="plan")
@allow(Role.WORKER)
def plan_get(**_):
    return "stub"


@bp.route("/besoeg/<uuid:visit_id>", methods=["GET"], endpoint="visit")
@allow(Role.WORKER)
def visit_get(**_):
    return "stub"


@bp.route("/besoeg/<uuid:visit_id>/start", methods=["POST"], endpoint="start")
@allow(Role.WORKER)
def start_post(**_):
    return "stub"


@bp.route("/besoeg/<uuid:visit_id>/afslut", methods=["POST"], endpoint="finish")
@allow(Role.WORKER)
def finish_post(**_):
    return "stub"


@bp.route("/besoeg/<uuid:visit_id>/aflys", methods=["POST"], endpoint="cancel")
@allow(Role.WORKER)
def cancel_post(**_):
    return "stub"
