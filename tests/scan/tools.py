"""The scanners and where they are installed. Each pins much, so each has an environment of its own, made by make."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

TOP = Path(__file__).parent.parent.parent
SCANNERS = Path(os.environ.get("SCANNERS", TOP / ".venv-scan"))
RULES = TOP / "tests" / "semgrep"


def run(*command: str | Path, seconds: int = 600, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a tool without asking the net for news of itself, and return its outcome with what it said."""
    quiet = {"SEMGREP_SEND_METRICS": "off", "SEMGREP_ENABLE_VERSION_CHECK": "0"}
    return subprocess.run(  # noqa: S603 - our own list of words
        [str(word) for word in command],
        cwd=TOP,
        env=os.environ | quiet,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        **more,
    )


def semgrep(*paths: str | Path) -> list[tuple[str, int, str]]:
    """Return what our rules find in the paths: (file, line, rule)."""
    program = SCANNERS / "semgrep" / "bin" / "semgrep"
    flags = ("scan", "--metrics=off", "--disable-version-check", "--quiet", "--json", "--no-git-ignore")
    answer = run(program, *flags, "--config", RULES / "house.yaml", *paths)
    said = json.loads(answer.stdout)
    if said["errors"]:
        raise RuntimeError(said["errors"])
    return sorted({(row["path"], row["start"]["line"], row["check_id"].rpartition(".")[2]) for row in said["results"]})
