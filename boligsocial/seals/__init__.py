"""Cases that only a few have: sealing one, breaking its glass, and the leader who looks at who did."""

from flask import Blueprint

bp = Blueprint("seals", __name__)
