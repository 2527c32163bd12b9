from flask import Blueprint

from boligsocial.access import allow
from boligsocial.models import Role

bp = Blueprint("admin", __name__)


@bp.route("/brugere", methods=["GET"], endpoint="index")
@allow(Role.WORKER)
def index_get(**_):
    return "stub"


@bp.route("/brugere/ny", methods=["GET"], endpoint="new")
@allow(Role.WORKER)
def new_get(**_):
    return "stub"


@bp.route("/brugere/<int:user_id>", methods=["GET"], endpoint="user")
@allow(Role.WORKER)
def user_get(**_):
    return "stub"
