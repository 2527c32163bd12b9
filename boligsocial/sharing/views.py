from flask import Blueprint

from boligsocial.access import allow
from boligsocial.models import Role

bp = Blueprint("sharing", __name__)


@bp.route("/notater/<uuid:note_id>/del", methods=["GET"], endpoint="new")
@allow(Role.WORKER)
def new_get(**_):
    return "stub"


@bp.route("/delinger/<uuid:share_id>/traek-tilbage", methods=["POST"], endpoint="withdraw")
@allow(Role.WORKER)
def withdraw_post(**_):
    return "stub"
