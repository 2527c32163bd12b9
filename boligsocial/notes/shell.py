"""What a phone keeps to open the log without a net: one page, and the worker. Registered on the room's blueprint."""

import hashlib
import json
from typing import Any

from flask import current_app, render_template, url_for

from boligsocial.access import public
from boligsocial.models import NoteKind
from boligsocial.notes import bp
from boligsocial.notes.forms import LogForm

# What the shell and the worker need, the script first.
FILES = ("app.min.js", "app.css")


@bp.get("/uden-net")
@public
def shell() -> Any:
    """Show the log without a net: the same bytes for everybody."""
    return _shell()


@bp.get("/sw.js")
@public
def worker() -> Any:
    """Answer the service worker, which is a new one when anything it keeps has changed."""
    kept = [url_for(".shell"), *(url_for("static", filename=name) for name in FILES)]
    # The addresses hold the hashes of the files.
    version = hashlib.sha256("\n".join((*kept, _shell())).encode()).hexdigest()[:6]
    names = json.dumps(kept, separators=(",", ":"))
    return (
        f'const FILES={names},VERSION="{version}";importScripts(FILES[1])\n',
        200,
        {"Content-Type": "text/javascript; charset=utf-8"},
    )


def _shell() -> str:
    # In a request of nobody's: no cookie of who really asks, and so no name, language or token, can get in.
    with current_app.app_context(), current_app.test_request_context(url_for(".shell")):
        return render_template("notes/shell.html", form=LogForm(formdata=None, kind=NoteKind.VISIT))
