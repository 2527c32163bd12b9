"""A long audit trail is verified in seconds: `python -m tests.long_trail`, or `make trail` on both databases.

Prints what was measured as JSON, and ends with 0 when the trail is whole, a row that was changed is named, and a walk
from end to end took no more than SECONDS.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boligsocial import create_app, db
from boligsocial.audit import Event, shown
from boligsocial.models import AuditRow, User
from boligsocial.trail import faults
from tests.insider import Insider
from tests.make import Make
from tests.postgres import fresh_database

ROWS, SECONDS = 200_000, 5
CHANGED, AT_ONCE = 123_456, 50


@contextmanager
def empty_database() -> Iterator[str]:
    """Yield the URL of a database of our own: on the server in TEST_DATABASE_URL, or an encrypted file."""
    if server := os.environ.get("TEST_DATABASE_URL"):
        with fresh_database(server) as url:
            yield url
    else:
        with tempfile.TemporaryDirectory(prefix="trail-") as folder:
            yield f"sqlcipher:///{folder}/trail.db"


def fill(reader: User) -> float:
    """Write the rows as the app does for a page that is read; return how many seconds it took."""
    begun, missing = time.perf_counter(), ROWS - AuditRow.select().count()
    for start in range(0, missing, AT_ONCE):
        # PostgreSQL keeps every earlier head until the transaction ends, and looks through them all.
        with db.db.obj.atomic():
            for _row in range(start, min(start + AT_ONCE, missing)):
                shown(reader, Event.CASE_READ, reader)
    return time.perf_counter() - begun


def walk() -> tuple[float, list[int]]:
    """Verify all of it; return the seconds, and the numbers of the rows that are not as they were written."""
    begun = time.perf_counter()
    named = [fault.number for fault in faults(())]
    return time.perf_counter() - begun, named


def measured(url: str) -> dict[str, Any]:
    """Fill a database with a long trail, walk along it, and walk once more after a row was changed."""
    settings = {"SECRET_KEY": "only-for-a-long-trail", "AUDIT_KEY": "only-for-a-long-trail-and-for-nothing-else"}
    app = create_app({"TESTING": True, "DATABASE_URL": url, **settings})
    with db.db.obj.connection_context():
        db.migrations().up()
        written = fill(Make(app).worker())
        walks = [walk() for _time in range(3)]
        Insider(random.Random(1), []).set(CHANGED, event=Event.NOTE_UNDONE.value)  # noqa: S311 - nothing secret
        return {
            "database": url.partition(":")[0],
            "rows": AuditRow.select().count(),
            "written in s": round(written),
            "verified in s": round(min(seconds for seconds, _named in walks), 2),
            "named": [named for _seconds, named in walks],
            "named after a change": walk()[1],
        }


def main() -> int:
    """Measure, say it, and return the exit status."""
    with empty_database() as url:
        found = measured(url)
    print(json.dumps(found))
    is_seen = not any(found["named"]) and found["named after a change"] == [CHANGED]
    return 0 if is_seen and found["rows"] == ROWS and found["verified in s"] <= SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
