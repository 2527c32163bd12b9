"""Cases: what is followed over time, with its follow-ups and the notes that belong to it."""

from flask import Blueprint

bp = Blueprint("cases", __name__)
