"""What volunteers are asked to do: a task with a time and a place, never a case; and what they have promised."""

from flask import Blueprint

bp = Blueprint("tasks", __name__)
