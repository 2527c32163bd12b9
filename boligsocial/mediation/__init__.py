"""Mediation: the parties of a neighbour conflict, each with a part of its own, and what they agree on."""

from flask import Blueprint

bp = Blueprint("mediation", __name__)
