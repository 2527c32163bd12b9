"""The accessibility statement: how far people can use the app, what is known to be missing, and whom to tell.

Lov om tilgængelighed af offentlige organers websteder og mobilapplikationer (lov nr. 692 af 8. juni 2018), EN 301 549.
"""

from datetime import date
from typing import Any

from flask import Blueprint

from boligsocial.access import public
from boligsocial.web import answer

bp = Blueprint("statement", __name__)
# When somebody last went through what the page says; at least once a year, and after each larger change.
GONE_THROUGH_ON = date(2026, 11, 26)
# What tests/browser/test_pages.py does to every page; a test compares.
PAGES_TRIED, SMALLEST_TARGET, NARROWEST, LARGEST_TEXT = 60, 48, 320, 200


@bp.get("/tilgaengelighed")
@public
def statement() -> Any:
    """Show the statement to anybody."""
    tried = {"pages": PAGES_TRIED, "target": SMALLEST_TARGET, "width": NARROWEST, "text": LARGEST_TEXT}
    return answer("statement/statement.html", None, gone_through_on=GONE_THROUGH_ON, tried=tried)
