"""A bad and a good example of the rule that holds for actions, queries and models. Never run."""

import flask

from boligsocial.models import Note


def save(worker, text):
    # ruleid: forms-are-read-in-forms-and-views
    Note.create(author=worker, text=flask.request.form["text"])
    # ok: forms-are-read-in-forms-and-views
    Note.create(author=worker, text=text)
