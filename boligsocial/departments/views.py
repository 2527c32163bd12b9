from flask import Blueprint

from boligsocial.access import allow
from boligsocial.models import Role

bp = Blueprint("departments", __name__)


@bp.route("/afdelinger", methods=["GET"], endpoint="index")
@allow(Role.WORKER)
def index_get(**_):
    return "stub"


@bp.route("/afdelinger/<int:department_id>", methods=["GET"], endpoint="department")
@allow(Role.WORKER)
def department_get(**_):
    return "stub"


@bp.route("/afdelinger/boliger", methods=["GET"], endpoint="dwellings")
@allow(Role.WORKER)
def dwellings_get(**_):
    return "stub"
