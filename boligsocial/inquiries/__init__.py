"""Inquiries: everything that comes in, by phone or on the net, until somebody has answered it."""

from flask import Blueprint

bp = Blueprint("inquiries", __name__)
