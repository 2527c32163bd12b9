"""Moving in: the allotment a case is opened from, the day with the keys, and the defect list made together."""

from flask import Blueprint

bp = Blueprint("moving", __name__)
