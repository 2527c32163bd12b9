"""How to answer: a page or a part, done. The only module that knows htmx."""

from typing import Any

from flask import Flask, Response, abort, make_response, redirect, render_template, request
from flask_login import current_user
from htmx_flask import Htmx
from peewee import ModelSelect
from werkzeug.routing import IntegerConverter
from werkzeug.wrappers import Response as AnyResponse

from boligsocial.models import Role

# The largest number a row can have; a larger one in an address names nothing.
LARGEST = 2**31 - 1
# Roles with a frame of their own, from which nothing leads to a case.
FRAMES = {Role.CONTACT: "portal.html", Role.BOARD: "board.html"}


class RowNumber(IntegerConverter):
    """The `<int:...>` of an address, within what the database can hold."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": LARGEST, **kwargs})


def row_number(text: str) -> int:
    """Read a number from a query string, for `request.args.get(name, type=row_number)`."""
    number = int(text)
    if not 0 <= number <= LARGEST:
        raise ValueError(text)
    return number


def init_app(app: Flask) -> None:
    """Learn to see htmx requests, and keep a part from being taken for its page."""
    Htmx(app)
    app.url_map.converters["int"] = RowNumber
    app.jinja_env.globals["frame"] = frame

    @app.after_request
    def vary(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.vary.add("HX-Request")
        return response


def frame() -> str:
    """Return the template that frames the pages everybody has, for whoever is signed in."""
    return FRAMES.get(current_user.role, "base.html") if current_user.is_authenticated else "base.html"


def or_404(query: ModelSelect) -> Any:
    """Return the query's row; what is not there, or not for this person, is the same 404."""
    return found(query.get_or_none())


def found(thing: Any) -> Any:
    """Return what was looked up; None is a 404."""
    return thing if thing is not None else abort(404)


def answer(page: str, part: str | None = None, status: int = 200, **context: Any) -> Response:
    """Render the page, or for htmx the part alone, with `context`."""
    template = part if part and wants_part() else page
    return make_response(render_template(template, **context), status)


def done(url: str, part: str | None = None, **context: Any) -> AnyResponse:
    """Answer a successful write: for htmx the part, otherwise 303 to `url` (so that reload repeats nothing)."""
    if part and wants_part():
        return make_response(render_template(part, **context))
    return go_to(url)


def go_to(url: str) -> AnyResponse:
    """Send the browser on to a page, by 303 or htmx's own header."""
    if wants_part():
        response = make_response("", 200)
        response.headers["HX-Redirect"] = url
        return response
    return redirect(url, 303)


def speaks_json() -> bool:
    """Return whether the address belongs to the outbox, where every answer is JSON and sets no cookie."""
    return request.path.startswith("/o/")


def wants_part() -> bool:
    """Return whether htmx asks."""
    return bool(request.htmx)  # type: ignore[attr-defined]


def is_local_path(target: str) -> bool:
    """Return whether a browser would stay on this site when sent to `target`.

    Browsers read "\\" as "/", skip tabs and newlines, and take "//host" for another site.
    """
    if not target.startswith("/") or target.startswith("//"):
        return False
    return not any(character == "\\" or ord(character) < 0x21 for character in target)
