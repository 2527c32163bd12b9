"""The real app over a database in which every text is hostile, who may open what, and where a canary listens."""

import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask

from boligsocial import create_app, db
from boligsocial.models import Role, User
from tests.browser.server import MEMORY, SECRET_KEY, environment_of, gunicorn
from tests.hostile.world import FullWorld
from tests.make import Make
from tests.policy import ANYBODY, POLICY, WRITES
from tests.world import address

# Files and answers to machines: what no browser shows as a page of ours.
FILES = {
    *("static", "directory.vcf", "portal.calendar", "notes.photo", "notes.thumbnail", "notes.worker", "figures.csv"),
    "journal.download",
    *("health.alive", "health.ready"),
}
PARTS = ("notes.case_choice", "departments.dwellings")


@dataclass
class Stage:
    """What a round needs: the app as it is served, its world, and cookies of everybody."""

    app: Flask
    world: FullWorld
    where: str
    cookies: dict[Role, str] = field(default_factory=dict)

    def paths(self, role: Role | None) -> list[str]:
        """Every page that the role's person may open; None is somebody who is not signed in."""
        return [self.path(endpoint) for endpoint in self.endpoints(role)] + self._asked(role)

    def all_paths(self, role: Role | None) -> list[str]:
        """Those, and the same pages with every other kind of row that their addresses could name."""
        found = dict.fromkeys(self.paths(role))
        for endpoint in self.endpoints(role):
            names = self.world.own.get(POLICY[endpoint][1] or "", {}).keys()
            rows = [values for values in self.world.own.values() if values.keys() == names]
            found |= dict.fromkeys(address(self.app, endpoint, values) for values in rows)
        return list(found)

    def endpoints(self, role: Role | None) -> list[str]:
        """The names of those pages."""
        seen = [name for name in POLICY if name not in WRITES | FILES | {*PARTS}]
        return [name for name in seen if POLICY[name][0] is ANYBODY or role in POLICY[name][0]]

    def path(self, endpoint: str) -> str:
        """The address with a row of the world in it."""
        return address(self.app, endpoint, self.world.own.get(POLICY[endpoint][1] or "", {}))

    def _asked(self, role: Role | None) -> list[str]:
        """Pages that look different with a question in the address."""
        world = self.world
        if role == Role.WORKER:
            log = (f"visit={world.visit.id}", f"case={world.case.id}", f"dwelling={world.home.id}")
            return [*(f"/log?{question}" for question in log), f"/kontakt?topic=noise&department={world.here.id}"]
        return [f"/kontakt?topic=noise&department={world.here.id}"] if role == Role.VOLUNTEER else []


@contextmanager
def staged(serving: str = "app:app") -> Iterator[Stage]:
    """Yield the stage, with the app served as the module and name in `serving` has it."""
    with seeded(_demo, serving, "sqlite") as (app, world, where):
        with db.db.obj.connection_context():
            cookies = {role: cookie_of(app, world.users[role]) for role in Role}
        yield Stage(app, world, where, cookies)


@contextmanager
def seeded(
    build: Callable[[Make], Any], serving: str = "app:app", scheme: str = "sqlcipher"
) -> Iterator[tuple[Flask, Any, str]]:
    """Yield the app, the world that `build` makes in a database of its own, and the address it is served at.

    Among real people the start refuses a database that is not encrypted, and a folder that others may read.
    """
    before = db.db.obj
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None, prefix="boligsocial-") as folder:
        url = f"{scheme}:///{folder}/hostile.db"
        app = create_app({"TESTING": True, "DATABASE_URL": url, "SECRET_KEY": SECRET_KEY, "WTF_CSRF_ENABLED": False})
        with db.db.obj.connection_context():
            db.migrations().up()
            world = build(Make(app))
        Path(app.instance_path).chmod(0o700)
        try:
            with gunicorn(
                {**environment_of(url), "BOLIGSOCIAL_PLAIN_HTTP": "1"}, Path(folder) / "log", serving
            ) as where:
                yield app, world, where
        finally:
            db.db.initialize(before)


def _demo(make: Make) -> FullWorld:
    """Demo people alone, so that the login page names them all; the start refuses them among real ones."""
    world = FullWorld(make)
    User.update(is_demo=True).execute()
    return world


def cookie_of(app: Flask, user: User) -> str:
    """Return the cookie of a new login of this person."""
    found: Any = Make(app).client(user).get_cookie("boligsocial")
    return str(found.value)


@contextmanager
def canary() -> Iterator[tuple[int, list[bytes]]]:
    """Yield a port of this machine and what was sent to it so far, one entry for each that called."""
    calls: list[bytes] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as ear:
        threading.Thread(target=_listen, args=(ear, calls), daemon=True).start()
        yield ear.getsockname()[1], calls


def _listen(ear: socket.socket, calls: list[bytes]) -> None:
    while True:
        try:
            line, _address = ear.accept()
        except OSError:
            return
        with line:
            line.settimeout(0.2)
            try:
                calls.append(line.recv(2000))
            except OSError:
                calls.append(b"")
