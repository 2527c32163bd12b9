from flask import Blueprint

from boligsocial.access import allow
from boligsocial.models import Role

bp = Blueprint("cases", __name__)


@bp.route("/sager", methods=["GET"], endpoint="index")
@allow(Role.WORKER)
def index_get(**_):
    return "stub"


@bp.route("/sager/ny", methods=["GET"], endpoint="new")
@allow(Role.WORKER)
def new_get(**_):
    return "stub"


@bp.route("/sager/<uuid:case_id>", methods=["GET"], endpoint="case")
@allow(Role.WORKER)
def case_get(**_):
    return "stub"


@bp.route("/sager/<uuid:case_id>/opfoelgninger", methods=["POST"], endpoint="add_follow_up")
@allow(Role.WORKER)
def add_follow_up_post(**_):
    return "stub"


@bp.route("/opfoelgninger/<uuid:follow_up_id>/udfoert", methods=["POST"], endpoint="finish_follow_up")
@allow(Role.WORKER)
def finish_follow_up_post(**_):
    return "stub"


@bp.route("/opfoelgninger/<uuid:follow_up_id>/genaabn", methods=["POST"], endpoint="reopen_follow_up")
@allow(Role.WORKER)
def reopen_follow_up_post(**_):
    return "stub"


@bp.route("/opfoelgninger/<uuid:follow_up_id>/udskyd", methods=["POST"], endpoint="postpone_follow_up")
@allow(Role.WORKER)
def postpone_follow_up_post(**_):
    return "stub"
