"""The part of tests/make.py that is about getting in."""

import re
from datetime import datetime
from html import unescape
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient

from boligsocial.clock import now
from boligsocial.models import CodeApp, LoginSession, Passkey, User
from boligsocial.one_time import code_at
from boligsocial.passkeys import handle_of
from boligsocial.passwords import new_token, token_hash
from tests.authenticator import Authenticator

PASSWORD = "fire grå heste løb"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of an app for codes, invented


class MakeLogins:
    """Passkeys, apps for codes, and the whole way in."""

    def totp(self, user: User, moment: datetime | None = None) -> str:
        """The code that the person's app shows now, or at a moment; whoever has no app yet gets one."""
        app = CodeApp.get_or_none(CodeApp.user == user.id) or CodeApp.create(user=user, secret=SECRET)
        return code_at(app.secret, moment or now())

    def passkey(self, user: User, count: int | None = 0, **values: Any) -> Authenticator:
        """A passkey of the person's; what holds it is returned."""
        device = Authenticator(count)
        device.handle = handle_of(user)
        values = {"name": "Chrome på Android", "public_key": device.public_key, **values}
        Passkey.create(user=user, credential_id=device.name, sign_count=count or 0, **values)
        return device

    def login(self, user: User, **values: Any) -> LoginSession:
        """A login of the person's on some other device."""
        values = {"token_hash": token_hash(new_token()), "device": "Firefox|Windows", **values}
        return LoginSession.create(user=user, **values)

    def log_in(self, client: FlaskClient, username: str, password: str = PASSWORD, **values: Any) -> Any:
        """Log in as a person does, by password and code; return the last answer."""
        user = User.get_or_none(User.username == username.strip().lower(), ~User.is_demo)
        code = self.totp(user) if user else ""
        # As if the last login had been a while ago.
        CodeApp.update(last_step=0).execute()
        page = client.post("/log-ind", data={"username": username, "password": password, **values})
        if page.status_code != 200:
            return page
        return client.post("/log-ind/kode", data={**fields_of(page.text), "code": code})

    def activate(self, client: FlaskClient, link: str, password: str) -> Any:
        """Choose password and app for codes by the one-time link, as a person does; return the last answer."""
        page = client.get(f"{link}/kode")
        if page.status_code != 200:
            return page
        data = {"password": password, "code": _shown_code(page.text), "write_id": str(uuid4())}
        return client.post(f"{link}/kode", data=data)

    def set_code_app(self, client: FlaskClient, page: str, **values: Any) -> Any:
        """Set the app up that is proposed on the page of whoever is signed in; return the answer."""
        return client.post("/mig/engangskode", data={"code": _shown_code(page), **values})


def _shown_code(page: str) -> str:
    shown = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert shown, page
    return code_at(shown.group(1).replace(" ", ""), now())


def fields_of(page: str, action: str = "/log-ind/kode") -> dict[str, str]:
    """Return the hidden fields of the form that is sent to `action`."""
    form = page[page.index(f'action="{action}"') :].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found if name != "csrf_token"}
