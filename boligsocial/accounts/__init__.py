"""Getting in and out: login, activation of an account, one's own settings."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
