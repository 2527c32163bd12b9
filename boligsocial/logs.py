"""What is written down of the app's running: one JSON object a line, with ids and never with names or texts.

What a person typed can stand in a path, in a query string and in the words of an error. So a path is the address's
pattern with ids in it, and of an error only its kind and the places in the code are kept.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Flask, Request, request

UNSAID = "..."
# Under this name the server finds what may be said of the path.
PATH = "boligsocial.path"
_ARGUMENT = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
_FILLED_IN = re.compile(r"[:='\"\n]")
_SIGNAL = re.compile(r"SIG[A-Z0-9]+")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
# How many places in the code an error keeps, the innermost ones.
MOST_PLACES = 30


class JsonLines(logging.Formatter):
    """A record as one line. `extra={"fields": {...}}` stands in place of a message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": moment, "level": record.levelname.lower(), "logger": record.name}
        line |= getattr(record, "fields", None) or {"message": _words(record)}
        if record.exc_info and record.exc_info[1]:
            line |= told(record.exc_info[1])
        return json.dumps(line)


def _words(record: logging.LogRecord) -> str:
    """Return the message. Our own say ids only; those of libraries are kept without what was filled in."""
    if record.name.partition(".")[0] == "boligsocial":
        return record.getMessage()
    words = str(record.msg)
    if not record.args or not isinstance(record.args, tuple):
        # gunicorn fills some in before: "Invalid request from ip=127.0.0.1: Invalid HTTP Version: '...'".
        return _FILLED_IN.split(words)[0]
    try:
        return words % tuple(map(_harmless, record.args))
    except (TypeError, ValueError):
        return words


def _harmless(value: Any) -> Any:
    is_plain = isinstance(value, int | float) or _SIGNAL.fullmatch(str(value))
    return value if is_plain else UNSAID


def told(error: BaseException) -> dict[str, Any]:
    """Return the kinds of an error and of those that led to it, and where in the code it came from."""
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < 10:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    places = [f"{place.filename}:{place.lineno}" for place in traceback.extract_tb(error.__traceback__)]
    return {"error": kinds, "where": places[-MOST_PLACES:]}


def path_of(asked: Request) -> str:
    """Return the pattern of the address that was asked for, with its ids; every other word in it is left out."""
    rule, values = asked.url_rule, asked.view_args or {}
    if rule is None:
        return UNSAID
    return _ARGUMENT.sub(lambda found: _id(values.get(found[1])), rule.rule)


def _id(value: Any) -> str:
    return str(value) if isinstance(value, int | UUID) else UNSAID


def start() -> None:
    """Write this process's log to standard error, ours from INFO on and libraries' from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("boligsocial").setLevel(logging.INFO)
    logging.captureWarnings(True)


def init_app(app: Flask) -> None:
    """Leave for the server's log what may be said of each path; of an error say which view it was, and no path."""

    @app.before_request
    def note_path() -> None:
        request.environ[PATH] = path_of(request)

    def log_exception(exc_info: Any) -> None:
        app.logger.error("%s at %s", exc_info[0].__name__, request.endpoint, exc_info=exc_info)

    app.log_exception = log_exception  # type: ignore[method-assign]
