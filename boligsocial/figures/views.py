"""The board's page of numbers, and the same numbers as a file."""

from typing import Any

from flask import Blueprint, Response, request

from boligsocial.access import allow, me
from boligsocial.clock import today
from boligsocial.figures import queries
from boligsocial.figures.quarters import Quarter, finished_quarters
from boligsocial.figures.words import headings, in_words, quarter_in_words
from boligsocial.language import gettext
from boligsocial.models import Role
from boligsocial.spreadsheet import csv_text
from boligsocial.web import answer, found

bp = Blueprint("figures", __name__)


@bp.get("/tal")
@allow(Role.BOARD)
def index() -> Any:
    """Show the numbers of a quarter."""
    return answer(
        "figures/index.html",
        figures=queries.figures(me(), _quarter()),
        quarters=finished_quarters(today()),
        headings=headings(),
        in_words=in_words,
        quarter_in_words=quarter_in_words,
    )


@bp.get("/tal.csv")
@allow(Role.BOARD)
def csv() -> Response:
    """Give what the page shows as a file."""
    figures = queries.figures(me(), _quarter())
    lines = [[row.name, *map(in_words, row.cells)] for row in figures.rows]
    if figures.together:
        lines.append([gettext("I alt"), *map(in_words, figures.together)])
    top = [quarter_in_words(figures.quarter), *headings()]
    headers = {"Content-Disposition": f"attachment; filename=tal-{figures.quarter.key}.csv"}
    return Response(csv_text([top, *lines]), content_type="text/csv; charset=utf-8", headers=headers)


def _quarter() -> Quarter:
    """Return the quarter that the address asks for, the latest when it asks for none."""
    offered = finished_quarters(today())
    by_key = {quarter.key: quarter for quarter in offered}
    key = request.args.get("kvartal")
    return offered[0] if key is None else found(by_key.get(key))
