"""The names that this house answers to, and links that begin with its own name, whatever name a visitor wrote."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, make_response, request, url_for

from boligsocial.config import DEFAULTS

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_PORT = re.compile(r":\d+\Z")


def init_app(app: Flask) -> None:
    """Refuse other names. Registered first: nothing is looked up for a visitor who means another house."""

    @app.before_request
    def refuse_other_names() -> Response | None:
        # Flask's own TRUSTED_HOSTS stumbles over such a request wherever its host is asked for, in the session too.
        if name_of(request.host) in own_names():
            return None
        response = make_response("400\n", 400)
        response.mimetype = "text/plain"
        return response


def name_of(host: str) -> str:
    """Return a host without its port."""
    return _PORT.sub("", host).lower()


def own_names() -> frozenset[str]:
    """Return the names of this house: that of PUBLIC_URL, those of HOSTS, and the machine's own for itself."""
    settings = current_app.config
    named = {name_of(part) for part in re.split(r"[,\s]+", settings["HOSTS"]) if part}
    return LOOPBACK | named | {name_of(urlsplit(settings["PUBLIC_URL"]).netloc)}


def public_link(endpoint: str, **values: Any) -> str:
    """Return a link for a mail, a poster or a letter. It begins with PUBLIC_URL and never follows the Host header.

    Only a house that was told no PUBLIC_URL, which then answers to this machine's names and HOSTS, uses the visitor's.
    """
    start = current_app.config["PUBLIC_URL"]
    if start == DEFAULTS["PUBLIC_URL"]:
        start = request.host_url
    return start.rstrip("/") + url_for(endpoint, **values)
