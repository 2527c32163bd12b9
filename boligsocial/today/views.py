from flask import Blueprint

from boligsocial.access import allow
from boligsocial.models import Role

bp = Blueprint("today", __name__)


@bp.route("/", methods=["GET"], endpoint="start")
@allow(Role.WORKER)
def start_get(**_):
    return "stub"


@bp.route("/mere", methods=["GET"], endpoint="more")
@allow(Role.WORKER)
def more_get(**_):
    return "stub"
