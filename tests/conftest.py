"""The test bench: one migrated database per process, each test rolled back, `make` for what a test needs."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask

from boligsocial import create_app, db, passwords
from boligsocial.models import Identity, User
from boligsocial.signon.provider import Provider
from tests.idp import Idp
from tests.make import Make
from tests.signon_bench import plain_login

MEMORY = Path("/dev/shm")  # noqa: S108 - a disk in memory spares thousands of syncs; each run makes its own folder


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Show what the tests measured, also when all is well."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    measured = [value for report in reports for name, value in report.user_properties if name == "measured"]
    if measured:
        terminalreporter.section("measured")
        terminalreporter.line("\n".join(measured))


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> None:
    """Hash with argon2's smallest parameters: the same code, a thousandth of the work."""
    passwords.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """A database of this process's own: SQLite, encrypted with TEST_SQLCIPHER=1, or PostgreSQL at TEST_DATABASE_URL."""
    if server := os.environ.get("TEST_DATABASE_URL"):
        from tests.postgres import fresh_database

        with fresh_database(server) as url:
            yield url
        return
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield f"{'sqlcipher' if os.environ.get('TEST_SQLCIPHER') else 'sqlite'}:///{folder}/test.db"


@pytest.fixture(scope="session")
def app(database_url: str) -> Flask:
    """The real app on a database built by the migrations alone."""
    app = create_app(
        {
            "TESTING": True,
            "DATABASE_URL": database_url,
            "SECRET_KEY": "only-for-tests",
            "AUDIT_KEY": "only-for-tests-of-the-audit-trail",
            "WTF_CSRF_ENABLED": False,
            "HOSTS": "bolig.example.dk, 192.168.1.5",
        }
    )
    with db.db.obj.connection_context():
        db.migrations().up()
    return app


@pytest.fixture
def rollback(app: Flask) -> Iterator[None]:
    """Hold a transaction around the test, so that nothing it writes stays."""
    with db.db.obj.connection_context(), db.db.obj.atomic() as transaction:
        yield
        transaction.rollback()


@pytest.fixture
def make(app: Flask, rollback: None) -> Make:
    """Make people, places and notes: `make.worker()`, `make.note(text="...")`."""
    return Make(app)


@pytest.fixture
def client(app: Flask, rollback: None) -> Any:
    """A browser that nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def worker(make: Make) -> User:
    """The housing social worker of the test."""
    return make.worker(first_name="Maja", full_name="Maja Holm")


@pytest.fixture
def phone(make: Make, worker: User) -> Any:
    """The worker's phone, signed in."""
    return make.client(worker)


@pytest.fixture(scope="session")
def idp_server() -> Iterator[Idp]:
    """The municipality's login server of this process: making its key takes time."""
    server = Idp()
    yield server
    server.close()


@pytest.fixture
def idp(idp_server: Idp) -> Idp:
    """The municipality's login server, as nobody has touched it."""
    idp_server.as_new()
    return idp_server


@pytest.fixture
def login(app: Flask, idp: Idp, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The app knows the municipality's login. Call it to change what it is told: `login(creates=True)`."""

    def use(**values: Any) -> None:
        monkeypatch.setitem(app.extensions, "signon", Provider(plain_login(idp)._replace(**values)))

    use()
    return use


@pytest.fixture
def maja(make: Make, idp: Idp) -> User:
    """A worker whom the municipality's login knows, without a password."""
    user = make.worker(first_name="Maja", password_hash=None)
    Identity.create(user=user, issuer=idp.url, subject="maja-1")
    return user
