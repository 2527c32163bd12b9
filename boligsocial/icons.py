"""Lucide shapes, drawn inline: no request of their own, always beside a word, hidden from screen readers."""

from functools import lru_cache
from pathlib import Path

from flask import Flask
from markupsafe import Markup


def init_app(app: Flask) -> None:
    """Give templates `icon(name)`; the shapes lie in templates/icons/."""
    folder = Path(app.root_path).parent / "templates" / "icons"

    @lru_cache
    def icon(name: str) -> Markup:
        shapes = (folder / f"{name}.svg").read_text().strip()
        return Markup('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>').format(Markup(shapes))  # noqa: S704 - our own files  # nosec B704

    app.jinja_env.globals["icon"] = icon
