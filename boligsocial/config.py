"""Settings: defaults here, `BOLIGSOCIAL_*` in the environment over them, a made key in the instance folder."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from boligsocial.keys import KeyRing, new_key, usual_folder, write_once

DEFAULTS: dict[str, Any] = {
    # The demo has a database of its own, which is not encrypted, and nobody has to keep its keys.
    "DEMO": False,
    # A session that nobody has used for this long is locked, and none lives longer than a working day.
    "SESSION_IDLE_MINUTES": 20,
    "SESSION_ABSOLUTE_HOURS": 10,
    # A late answer of an old session must never bring its cookie back over a newer one.
    "SESSION_REFRESH_EACH_REQUEST": False,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    # The token lives as long as the session it belongs to.
    "WTF_CSRF_TIME_LIMIT": None,
    # Room for a long note with all its photos; each photo has a limit of its own in photos.py.
    "MAX_CONTENT_LENGTH": 100 * 1024 * 1024,
    "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
    "COMPRESS_ALGORITHM": ["br", "gzip"],
    "COMPRESS_BR_LEVEL": 5,
    "COMPRESS_MIN_SIZE": 300,
    "COMPRESS_MIMETYPES": [
        "text/html",
        "text/css",
        "text/javascript",
        "application/javascript",
        "application/json",
        "application/manifest+json",
        "image/svg+xml",
    ],
    "BABEL_DEFAULT_LOCALE": "da",
    "BABEL_DEFAULT_TIMEZONE": "Europe/Copenhagen",
    # Who answers for what people write to us, as it stands in a sentence, and whom they ask about their data.
    "MUNICIPALITY": "kommunen",
    "DATA_PROTECTION_CONTACT": "",
    # Whom people tell of what they cannot use: a telephone number or an address, as it stands in a sentence.
    "ACCESSIBILITY_CONTACT": "",
    # How many proxies in front may be believed about the visitor's address and scheme.
    "TRUSTED_PROXIES": 0,
    # A file on another machine's disk into which every night writes what the audit trail ends with; none if empty.
    "AUDIT_ANCHOR": "",
    # How long things are kept: the municipality's own decision, these are a proposal. Photos and cases count from the
    # closing of the case, what was shared from its end, and nothing of a case goes before it is journalised.
    "KEEP_DRAFTS_DAYS": 14,
    "KEEP_SHARES_DAYS": 30,
    "KEEP_PHOTOS_DAYS": 90,
    "KEEP_CASES_MONTHS": 6,
    # For how many days the leader sees what is about to be deleted before it is.
    "PREVIEW_DAYS": 7,
    # The server starts without https only when told so, and then answers this machine alone (checkup.py).
    "PLAIN_HTTP": False,
    # Whether a demo, where anybody signs in as anybody, may stand behind a proxy for others to see.
    "PUBLIC_DEMO": False,
    # The municipality's own login (municipal_login.py); without an issuer there is none.
    "OIDC_ISSUER": "",
    "OIDC_CLIENT_ID": "",
    "OIDC_CLIENT_SECRET": "",
    # Which levels of assurance are high enough, and in which claim the level stands.
    "OIDC_ACR": "",
    "OIDC_ACR_CLAIM": "acr",
    # Who gets which role: "group=role; group=role", and the claim with the groups.
    "OIDC_ROLES": "",
    "OIDC_ROLE_CLAIM": "roles",
    # The claims that together name a person for good.
    "OIDC_SUBJECT": "sub",
    # Whether somebody with a role there and no account here gets one at the first login.
    "OIDC_CREATE": False,
    # E-mail notices: host:port of the SMTP server; without one every mail is written into MAIL_FOLDER, if there is one.
    "MAIL_SERVER": "",
    "MAIL_USER": "",
    "MAIL_PASSWORD": "",
    # Whether to ask for encryption (STARTTLS); left empty it is asked for when there is a user name to protect.
    "MAIL_TLS": "",
    "MAIL_FROM": "boligsocial@localhost",
    # What stands before the path of a link in a mail or on a poster, and the name that the house answers to.
    "PUBLIC_URL": "http://127.0.0.1:5000",
    # More names that it answers to, divided by commas; every other name gets 400 (hosts.py).
    "HOSTS": "",
    # When those who want their notices gathered get them, on office days, and how often the job looks what is due.
    "DIGEST_AT": "07.30",
    "JOB_SECONDS": 30,
    # From how many reads outside one's own cases, on one day, the leaders are told.
    "READS_OUTSIDE_A_DAY": 60,
}
PERIODS = ("KEEP_DRAFTS_DAYS", "KEEP_SHARES_DAYS", "KEEP_PHOTOS_DAYS", "KEEP_CASES_MONTHS", "PREVIEW_DAYS")
# Taken as written: a key, a password or an hour that looks like a number is none.
AS_WRITTEN = (
    *("SECRET_KEY", "AUDIT_KEY", "AUDIT_ANCHOR", "DELETION_LIST", "PUBLIC_URL", "HOSTS", "DIGEST_AT"),
    "KEY_FOLDER",
    *("MAIL_SERVER", "MAIL_USER", "MAIL_PASSWORD", "MAIL_FROM"),
    *("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ACR", "OIDC_ROLES"),
)


def load_settings(app: Flask, overrides: dict[str, Any] | None = None) -> None:
    """Fill `app.config`. `overrides` (name -> value) wins over everything; tests use it."""
    instance = Path(app.instance_path)
    app.config.from_mapping(DEFAULTS)
    # What was deleted; it belongs beside the audit anchor, where no restored backup brings an older one back.
    app.config["DELETION_LIST"] = str(instance / "deletions")
    app.config.from_prefixed_env("BOLIGSOCIAL")
    given = {name: os.environ.get(f"BOLIGSOCIAL_{name}") for name in AS_WRITTEN}
    app.config.update({name: text for name, text in given.items() if text is not None})
    app.config.update(overrides or {})
    for name, place in _places(instance, bool(app.config["DEMO"])).items():
        app.config.setdefault(name, place)
    app.config["SESSION_IDLE"] = timedelta(minutes=app.config["SESSION_IDLE_MINUTES"])
    app.config["SESSION_ABSOLUTE"] = timedelta(hours=app.config["SESSION_ABSOLUTE_HOURS"])
    folder = Path(app.config["KEY_FOLDER"])
    app.extensions["keys"] = KeyRing(folder)
    for name in ("secret_key", "audit_key"):
        if not app.config.get(name.upper()):
            older = instance / name
            app.config[name.upper()] = _made_key(older if older.exists() else folder / name)


def _places(instance: Path, is_demo: bool) -> dict[str, str]:
    """Return where things are when nobody says. Keys lie apart from what they open, except in a demo."""
    if is_demo:
        return {
            "DATABASE_URL": f"sqlite:///{instance / 'demo.db'}",
            "KEY_FOLDER": str(instance / "demo"),
            "MAIL_FOLDER": str(instance / "mail"),
        }
    return {
        "DATABASE_URL": f"sqlcipher:///{instance / 'boligsocial.db'}",
        "KEY_FOLDER": str(usual_folder()),
        # A mail that is a file is not encrypted.
        "MAIL_FOLDER": "",
    }


def _made_key(path: Path) -> str:
    """Return the key in `path`, made at the first start and readable by the owner alone."""
    if not path.exists():
        write_once(path, new_key().secret.hex())
    return path.read_text().strip()
