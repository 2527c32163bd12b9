"""The app as the harness starts it: the real one, or a broken version of it named by CHAOS_MUTANT."""

import os
from typing import Any

from boligsocial import create_app, static_files
from tests.chaos import mutants

_real = static_files.init_app


def _with_other_scripts(app: Any) -> None:
    app.static_folder = os.environ["CHAOS_STATIC"]
    _real(app)


if "CHAOS_STATIC" in os.environ:
    static_files.init_app = _with_other_scripts
app = create_app()
if name := os.environ.get("CHAOS_MUTANT"):
    mutants.break_server(app, name)
