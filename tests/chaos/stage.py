"""What a round plays on: a server, a proxy before it, photos, and the phones that use them."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Playwright

from boligsocial.models import LoginSession, User
from boligsocial.passwords import new_token, token_hash
from tests.browser.server import MEMORY, SECRET_KEY
from tests.chaos.oracle import Plan, Verdict
from tests.chaos.phones import ChaosPhone
from tests.chaos.proxy import Proxy
from tests.chaos.servers import AppServer


@dataclass
class Stage:
    """One server with its proxy, the plan of what must be stored, and every phone opened so far."""

    playwright: Playwright
    folder: Path
    server: AppServer
    proxy: Proxy
    photos: list[Path]
    plan: Plan = field(default_factory=Plan)
    phones: list[ChaosPhone] = field(default_factory=list)

    def phone(self, name: str | None = "maja", **options: Any) -> ChaosPhone:
        """A new phone; with a name, that demo person is signed in on it and the log is open."""
        phone = ChaosPhone(self.playwright, self.folder / f"profile-{len(self.phones)}", self.proxy.address, **options)
        self.phones.append(phone)
        phone.open()
        if name:
            phone.log_in(name)
            phone.go("/log")
        return phone

    def lasting_phone(self) -> ChaosPhone:
        """A new phone on which Maja is signed in and the log opens without a net, also after a kill.

        The cookie is one of the browser's session: a phone that was killed has the notes and the key, and no login.
        """
        phone = self.phone()
        phone.wait_for_worker()
        return phone

    def write(self, phone: ChaosPhone, photo_count: int = 0, author: str = "maja") -> str:
        """Write and save the next note of the plan; return its mark."""
        text = self.plan.next()
        phone.fill(text, random.sample(self.photos, photo_count))
        receipt = phone.save()
        assert receipt.startswith(("Gemt på telefonen:", "Sendt:")), receipt
        self.plan.saved(author, text, photo_count)
        return text[:12]

    def end_logins(self, name: str) -> None:
        """Let every login of a person be over, as after half an hour."""
        with self.server.stored():
            LoginSession.delete().where(LoginSession.user == User.get(username=name)).execute()

    def cookie_of(self, name: str) -> str:
        """Return the Cookie header of a fresh login of a person."""
        from flask import session
        from flask_login import login_user

        from boligsocial import create_app, db

        app = create_app({"DATABASE_URL": self.server.database, "SECRET_KEY": SECRET_KEY})
        with db.db.obj.connection_context(), app.test_request_context("/", base_url=self.proxy.address):
            user, token = User.get(username=name), new_token()
            LoginSession.create(token_hash=token_hash(token), user=user)
            user.token = token
            login_user(user)
            value = app.session_interface.get_signing_serializer(app).dumps(dict(session))  # type: ignore[attr-defined]
        return f"boligsocial={value}"

    def judge(self) -> Verdict:
        """Hold the plan against the database."""
        return self.plan.judge(self.server, self.proxy)

    @property
    def violations(self) -> list[str]:
        """Return what broke the Content-Security-Policy, and errors of the script, on any phone."""
        return [one for phone in self.phones for one in phone.violations]


@contextmanager
def set_stage(playwright: Playwright, **env: str) -> Iterator[Stage]:
    """Yield a stage on folders of its own; `env` is for broken versions."""
    with tempfile.TemporaryDirectory(
        dir=MEMORY if MEMORY.is_dir() else None, prefix="chaos-", ignore_cleanup_errors=True
    ) as name:
        folder = Path(name)
        server = AppServer(folder, **env)
        server.set_up()
        proxy = Proxy(("127.0.0.1", server.port))
        stage = Stage(playwright, folder, server, proxy, photos_in(folder))
        try:
            yield stage
        finally:
            for phone in stage.phones:
                with suppress(Exception):
                    phone.close()
            proxy.close()
            server.kill()


def photos_in(folder: Path) -> list[Path]:
    """Make some small photos that differ."""
    paths = []
    for number in range(6):
        picture = Image.effect_noise((90 + number, 60), 60 + 10 * number).convert("RGB")
        paths.append(folder / f"photo-{number}.jpg")
        picture.save(paths[-1], quality=80)
    return paths
