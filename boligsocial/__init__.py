"""Boligsocial: the field app of housing social workers. This module alone knows all the others."""

from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from boligsocial import (
    access,
    chain,
    cli,
    config,
    db,
    errors,
    facts,
    fields_at_rest,
    headers,
    health,
    hosts,
    icons,
    language,
    logs,
    phones,
    static_files,
    web,
    wording,
)

TOP = Path(__file__).parent.parent
ROOMS = (
    "accounts",
    "signon",
    "today",
    "notes",
    "visits",
    "cases",
    "steps",
    "arrears",
    "concerns",
    "handovers",
    "seals",
    "samples",
    "mediation",
    "moving",
    "residents",
    "rights",
    "inquiries",
    "consents",
    "tasks",
    "directory",
    "departments",
    "sharing",
    "portal",
    "figures",
    "mailings",
    "journal",
    "retaining",
    "admin",
    "statement",
)


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """Build the app; `overrides` (setting -> value) are for tests.

    The order is the order in which a request is met: its host, database, login, access, CSRF, view.
    """
    app = Flask(
        __name__,
        instance_path=str(TOP / "instance"),
        static_folder=str(TOP / "static"),
        template_folder=str(TOP / "templates"),
    )
    config.load_settings(app, overrides)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    from boligsocial.accounts import login

    for part in (logs, hosts, fields_at_rest, db, login, access):
        part.init_app(app)
    CSRFProtect(app)
    for part in (chain, language, wording, facts, phones, icons, static_files, web, headers, errors, health, cli):
        part.init_app(app)
    for room in ROOMS:
        app.register_blueprint(import_module(f"boligsocial.{room}.views").bp)
    Compress(app)
    if proxies := int(app.config["TRUSTED_PROXIES"]):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    return app
