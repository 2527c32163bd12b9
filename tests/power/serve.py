"""The app as the rounds start it: the real one, or a broken version named by POWER_CONTROL."""

import os

from boligsocial import create_app

app = create_app()
if name := os.environ.get("POWER_CONTROL"):
    from tests.power.controls import BROKEN

    BROKEN[name](app)
