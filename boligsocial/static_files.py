"""Addresses of static files with a hash of their content, so that browsers may keep them for good."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask


def init_app(app: Flask) -> None:
    """Add `v=<hash>` to every `url_for("static", ...)`."""
    folder = Path(app.static_folder or "")

    @lru_cache
    def version(name: str, changed: float) -> str:
        return hashlib.sha256((folder / name).read_bytes()).hexdigest()[:10]

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values:
            name = values["filename"]
            values["v"] = version(name, (folder / name).stat().st_mtime)
