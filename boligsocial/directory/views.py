from flask import Blueprint

from boligsocial.access import allow
from boligsocial.models import Role

bp = Blueprint("directory", __name__)


@bp.route("/kontakt", methods=["GET"], endpoint="index")
@allow(Role.WORKER)
def index_get(**_):
    return "stub"


@bp.route("/kontakt/personer", methods=["GET"], endpoint="people")
@allow(Role.WORKER)
def people_get(**_):
    return "stub"


@bp.route("/kontakt/personer/<int:contact_id>", methods=["GET"], endpoint="person")
@allow(Role.WORKER)
def person_get(**_):
    return "stub"
