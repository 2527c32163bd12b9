"""A house to be struck: the real app behind gunicorn on a small database, and workers who write in it."""

import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from flask import Flask

from boligsocial import create_app, db
from boligsocial.models import CaseArea
from tests.chaos.servers import AppServer
from tests.chaos.stage import photos_in
from tests.make import Make
from tests.postgres import fresh_database
from tests.power.phones import Phone, Proof
from tests.power.writers import Desk, Picture, Writer

MEMORY = Path("/dev/shm")  # noqa: S108 - each round makes its own folder
KEYS = {
    "SECRET_KEY": "3f0c95ad61b87e24-only-for-the-rounds-with-kills",
    "AUDIT_KEY": "b7e2413f0c95ad68-only-for-the-rounds-with-kills",
}
# Where the control that a server is started with is named.
CONTROL = "POWER_CONTROL"


class House(AppServer):
    """The server, its folder and the desks of those who write. `url` is the database's address, `{}` its file."""

    app = "tests.power.serve:app"

    def __init__(self, folder: Path, writers: int, url: str = "sqlite:///{}", **env: str) -> None:
        keys = {f"BOLIGSOCIAL_{name}": value for name, value in KEYS.items()}
        self.file = folder.resolve() / "power.db"
        address = url.format(self.file)
        super().__init__(folder, **keys, **env)
        self.database = self._env["BOLIGSOCIAL_DATABASE_URL"] = address
        self.pictures = [Picture.of(path.read_bytes()) for path in photos_in(folder)]
        with looking_into(address) as app:
            db.migrations().up()
            self.desks = [_desk(Make(app)) for _ in range(writers)]
            if not address.startswith("postgresql"):
                db.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def add_to_environment(self, names: dict[str, str]) -> None:
        """Set more in the server's environment, before it starts."""
        self._env.update(names)

    def at_work(self, told: Callable[[list[Proof]], None]) -> list[Writer]:
        """Return a writer for each desk, with a phone of their own."""
        return [
            Writer(f"w{number}", Phone(self.port, desk.cookie, told), desk, self.pictures)
            for number, desk in enumerate(self.desks)
        ]


@contextmanager
def house(writers: int, url: str = "sqlite:///{}", **env: str) -> Iterator[House]:
    """Yield a house with everything in memory where that is possible; its server is not started yet.

    `url` is the database's address with `{}` for its file, or that of a PostgreSQL server, for a new one there.
    """
    place = MEMORY if MEMORY.is_dir() else None
    with (
        tempfile.TemporaryDirectory(dir=place, prefix="power-", ignore_cleanup_errors=True) as folder,
        fresh_database(url) if url.startswith("postgresql") else nullcontext(url) as address,
    ):
        built = House(Path(folder), writers, address, **env)
        try:
            yield built
        finally:
            with suppress(ProcessLookupError):
                built.kill()


@contextmanager
def looking_into(url: str) -> Iterator[Flask]:
    """Open a database as the app does."""
    app = create_app({"DATABASE_URL": url, **KEYS})
    with db.db.obj.connection_context():
        yield app


def _desk(make: Make) -> Desk:
    # Demo people: this house is for nobody, and its server may start in a folder as git makes it.
    worker, department = make.worker(is_demo=True), make.department()
    contact = make.contact(department, is_demo=True)
    case = make.case(worker, department=department)
    move_in = make.case(worker, department=department, area=CaseArea.MOVE_IN)
    cookie = make.client(worker).get_cookie("boligsocial")
    assert cookie is not None
    return Desk(f"boligsocial={cookie.value}", department.id, str(case.id), str(move_in.id), contact.id)


def side_by_side(*works: Callable[[], Any]) -> None:
    """Do all of these at once; the first thing that goes wrong is raised when all have ended."""
    wrong: list[BaseException] = []

    def kept(work: Callable[[], Any]) -> None:
        try:
            work()
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=kept, args=(work,), daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
