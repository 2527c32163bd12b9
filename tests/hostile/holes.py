"""The app with a hole in it, for gunicorn: what the rounds must find, or they are blind."""

from typing import Any

from flask import Flask

from boligsocial import create_app, headers


def unescaped() -> Flask:
    """Nothing is escaped: the content security policy and the wrappers stand alone."""
    app = create_app()
    app.jinja_env.autoescape = False
    return app


def bare() -> Flask:
    """Nothing is escaped, and no policy holds what gets in."""
    headers.POLICY = "default-src * 'unsafe-inline' 'unsafe-eval' data: blob:"
    return unescaped()


def one_text() -> Flask:
    """A single text of a single template is marked safe."""
    return _with(
        "notes/note.html",
        '<p class="text" hx-ignore hx-disable>{{ note.text }}',
        "<div hx-ignore hx-disable>{{ note.text|safe }}",
    )


def unwrapped() -> Flask:
    """The same text without its wrapper."""
    return _with("notes/note.html", '<p class="text" hx-ignore hx-disable>{{ note.text }}', "<div>{{ note.text|safe }}")


def _with(name: str, old: str, new: str) -> Flask:
    app = create_app()
    loader: Any = app.jinja_env.loader
    get_source = loader.get_source

    def changed(environment: Any, template: str) -> Any:
        source, file, is_fresh = get_source(environment, template)
        if template == name:
            assert source.count(old) == 1, f"{name} has not {old}"
            source = source.replace(old, new)
        return source, file, is_fresh

    loader.get_source = changed
    return app
