"""For the machines that watch: is the process alive, and can it do its work? No data, no login."""

from typing import Any

from flask import Blueprint, Flask
from peewee import PeeweeException

from boligsocial import db
from boligsocial.access import public

bp = Blueprint("health", __name__)
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@bp.get("/healthz")
@public
def alive() -> Any:
    """Say that the process answers."""
    return "ok\n", 200, PLAIN


@bp.get("/readyz")
@public
def ready() -> Any:
    """Say that the database answers and has every migration of this version."""
    try:
        is_missing = any(migration.applied is None for migration in db.migrations().status())
    except PeeweeException:
        return "the database does not answer\n", 503, PLAIN
    return ("migrations are missing\n", 503, PLAIN) if is_missing else ("ok\n", 200, PLAIN)


def init_app(app: Flask) -> None:
    """Open the two addresses."""
    app.register_blueprint(bp)
