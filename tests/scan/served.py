"""A small world on a real server of its own, and people who are signed in there."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask

from boligsocial import create_app, db
from boligsocial.models import Role, User
from tests.browser.server import MEMORY, environment_of, gunicorn
from tests.make import Make
from tests.world import World

SETTINGS = {
    "SECRET_KEY": "only-for-the-scanners-and-for-nothing-else-at-all",
    "AUDIT_KEY": "only-for-the-trail-of-the-scanners-and-for-nothing-else",
}


class Visitor(NamedTuple):
    """Somebody's cookie header and the token of their forms."""

    cookie: str
    token: str


class Served(NamedTuple):
    """The world, the app that shares its database with the server, and where the server answers."""

    app: Flask
    world: World
    address: str

    def sign_in(self, role: Role | None) -> Visitor:
        """Return a new login of the role's person, or a visitor whom nobody knows."""
        browser = self.world.make.client(self.world.users[role] if role else None)
        page = browser.get("/mig" if role else "/log-ind")
        cookie = browser.get_cookie("boligsocial")
        token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)
        if cookie is None or token is None:
            raise LookupError(f"{role} cannot sign in: {page.status_code}")
        return Visitor(f"boligsocial={cookie.value}", token[1])


@contextmanager
def served() -> Iterator[Served]:
    """Serve a world of our own until the end of the block."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None, prefix="scan-") as folder:
        settings: dict[str, Any] = SETTINGS | {"DATABASE_URL": f"sqlite:///{folder}/world.db", "MAIL_FOLDER": folder}
        app = create_app(settings)
        with db.db.obj.connection_context():
            db.migrations().up()
            world = World(Make(app))
            # A demo by itself starts on this machine without https.
            User.update(is_demo=True).execute()
            environment = environment_of(settings["DATABASE_URL"])
            environment |= {f"BOLIGSOCIAL_{name}": value for name, value in settings.items()}
            with gunicorn(environment, Path(folder) / "log") as address:
                yield Served(app, world, address)
