"""What a person reads when something went wrong: what happened, that nothing is lost, what to do."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from peewee import DataError, OperationalError

from boligsocial.audit import SubjectGone, WriteIdTaken
from boligsocial.language import gettext
from boligsocial.web import speaks_json, wants_part

# The outbox's codes for the kinds of trouble.
IN_JSON = {"404": "not_found", "405": "not_found", "413": "too_large", "429": "later", "503": "busy"}
NOT_KEPT = {"csrf_token", "password", "current", "code", "answer", "write_id"}


def kept_fields() -> list[tuple[str, str]]:
    """Return what was typed in the refused form, as (name, value), without secrets and used-up ids."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT]


def offered_again(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what goes into the form that sends it again: with a new id, so that a double tap stores it once."""
    kept = list(fields)
    return [*kept, ("write_id", str(uuid4()))] if kept else []


def photos_chosen() -> bool:
    """Return whether the refused form had photos: a browser forgets them, and an empty choice is sent too."""
    return any(file.filename for _name, file in request.files.items(multi=True))


def init_app(app: Flask) -> None:
    """Give every kind of trouble its page."""
    for status in (404, 405, 413, 429):
        app.register_error_handler(status, _page_for(status))
    app.register_error_handler(500, _our_fault)
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(WriteIdTaken, _already_used)
    app.register_error_handler(SubjectGone, _page_for(404))
    app.register_error_handler(OperationalError, _database_busy)
    for impossible in (OverflowError, DataError):
        app.register_error_handler(impossible, _no_such_value)


def _page_for(status: int) -> Any:
    def show(error: Exception) -> tuple[Any, int]:
        return _message(str(status), status)

    return show


def _our_fault(error: Exception) -> tuple[Any, int]:
    try:
        return _message("500", 500)
    except Exception:
        # The page asks who is signed in, which a database that is gone cannot say.
        current_app.logger.exception("the error page could not be made")
        return render_template("errors/bare.html"), 500


def _no_such_value(error: Exception) -> tuple[Any, int]:
    # A number or sign that no column can hold (10**30, NUL): what it names is not there.
    current_app.logger.warning("%s at %s: taken for not found", type(error).__name__, request.endpoint)
    return _message("404", 404)


def _message(name: str, status: int, **context: Any) -> tuple[Any, int]:
    if speaks_json():
        return for_phones(IN_JSON.get(name, "broken")), status
    template = "errors/_message.html" if wants_part() else "errors/page.html"
    return render_template(template, name=name, **context), status


def for_phones(code: str) -> Response:
    """Return an error of the outbox: the code for the page script, and a sentence for who reads it anyway."""
    return jsonify(error=code, say=gettext("Notatet er ikke modtaget. Det ligger stadig på telefonen."))


def _form_too_old(error: CSRFError) -> tuple[Any, int]:
    if speaks_json():
        return for_phones("csrf"), 403
    # The token was of an older login. What was typed comes back with a fresh one, one tap from sending,
    # but only to the person's own page: another site's form gets the plain refusal.
    from_here = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    kept = offered_again(kept_fields() if from_here else [])
    return _message("resend" if kept else "400", 400, action=request.path, kept=kept, photos=photos_chosen())


def _already_used(error: WriteIdTaken) -> tuple[Any, int]:
    if speaks_json():
        return for_phones("taken"), 409
    return _message("resend", 409, action=request.path, kept=offered_again(kept_fields()), photos=photos_chosen())


def _database_busy(error: OperationalError) -> Response | tuple[Any, int]:
    if "locked" not in str(error):
        raise error
    response = make_response(_message("503", 503))
    response.headers["Retry-After"] = "5"
    return response


def kept_as_json() -> str:
    """Return the typed fields as JSON, to travel through the login form."""
    return json.dumps(kept_fields())
