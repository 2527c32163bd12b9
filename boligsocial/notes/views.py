from flask import Blueprint

from boligsocial.access import allow
from boligsocial.models import Role

bp = Blueprint("notes", __name__)


@bp.route("/log", methods=["GET"], endpoint="log")
@allow(Role.WORKER)
def log_get(**_):
    return "stub"


@bp.route("/log/<uuid:note_id>/fortryd", methods=["POST"], endpoint="undo")
@allow(Role.WORKER)
def undo_post(**_):
    return "stub"


@bp.route("/notater/<uuid:note_id>", methods=["GET"], endpoint="note")
@allow(Role.WORKER)
def note_get(**_):
    return "stub"


@bp.route("/notater/<uuid:note_id>/ret", methods=["GET"], endpoint="edit")
@allow(Role.WORKER)
def edit_get(**_):
    return "stub"


@bp.route("/notater/uafklaret", methods=["GET"], endpoint="unsettled")
@allow(Role.WORKER)
def unsettled_get(**_):
    return "stub"


@bp.route("/fotos/<uuid:photo_id>", methods=["GET"], endpoint="photo")
@allow(Role.WORKER)
def photo_get(**_):
    return "stub"


@bp.route("/fotos/<uuid:photo_id>/lille", methods=["GET"], endpoint="thumbnail")
@allow(Role.WORKER)
def thumbnail_get(**_):
    return "stub"
