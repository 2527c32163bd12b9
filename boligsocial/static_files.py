"""Static files: what has the hash of its content in its address may be kept for good, and texts travel packed.

They are few and small, so each is read, and packed as small as can be, once per version and stays in memory.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from os.path import isfile
from pathlib import Path
from typing import Any

import brotli
from flask import Flask, Response, abort, request
from werkzeug.security import safe_join

from boligsocial.access import public

TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass
class StaticFile:
    """A file of one version: the hash of its content, the content, and the content packed with brotli."""

    version: str
    content: bytes
    packed: bytes


def init_app(app: Flask) -> None:
    """Add `v=<hash>` to every `url_for("static", ...)`, and serve the files from memory."""
    folder = Path(app.static_folder or "")

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values:
            values["v"] = static_file(folder / values["filename"]).version

    @public
    def static(filename: str) -> Response:
        path = safe_join(str(folder), filename)
        if path is None or not isfile(path):
            abort(404)
        return _answer(Path(path))

    app.view_functions["static"] = static


def static_file(path: Path) -> StaticFile:
    """Return the file as it is now."""
    return _read(path, path.stat().st_mtime)


@lru_cache
def _read(path: Path, changed: float) -> StaticFile:
    content = path.read_bytes()
    return StaticFile(hashlib.sha256(content).hexdigest()[:10], content, brotli.compress(content, quality=11))


def _answer(path: Path) -> Response:
    file = static_file(path)
    is_packed = request.accept_encodings.quality("br") > 0
    response = Response(file.packed if is_packed else file.content, mimetype=TYPES.get(path.suffix, "text/plain"))
    if is_packed:
        response.content_encoding = "br"
    # An address without the hash, or with that of another version, is asked about each time.
    response.headers["Cache-Control"] = FOR_GOOD if request.args.get("v") == file.version else "no-cache"
    response.set_etag(f"{file.version}:br" if is_packed else file.version)
    response.make_conditional(request)
    return response
