"""The app as the rounds start it: the real one, or a broken version named by POWER_CONTROL."""

import os

from boligsocial import checkup, create_app

app = create_app()
if app.config["DATABASE_URL"].startswith("postgresql"):
    # The tests' own PostgreSQL answers before its disk has it, and is not what is killed here.
    checkup.is_durable = lambda: True
if name := os.environ.get("POWER_CONTROL"):
    from tests.power.controls import BROKEN

    BROKEN[name](app)
