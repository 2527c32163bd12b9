"""A little server with two holes on purpose, so that a scanner that finds nothing is known to look."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit


class Holes(BaseHTTPRequestHandler):
    """`/?id=` goes into a query as it is, `/?name=` into the page."""

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        """Answer with what should never be answered."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        database = sqlite3.connect(":memory:")
        database.executescript("CREATE TABLE note (id, text); INSERT INTO note VALUES (1, 'et'), (2, 'to')")
        try:
            rows = str(database.execute(f"SELECT text FROM note WHERE id = {asked.get('id', '1')}").fetchall())  # noqa: S608
        except sqlite3.Error as error:
            rows = f"sqlite3.OperationalError: {error}"
        page = f'<html><body><a href="/?id=1">a</a> <a href="/?name=x">b</a>{rows}{asked.get("name", "")}</body></html>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@contextmanager
def served_holes() -> Iterator[str]:
    """Yield the address of the server with the holes."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Holes)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
