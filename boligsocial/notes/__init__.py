"""Notes: the quick log, a note and what it said before, and those that wait for a case."""

from flask import Blueprint

bp = Blueprint("notes", __name__)
