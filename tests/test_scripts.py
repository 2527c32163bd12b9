"""The served script is what its sources say, and small."""

import brotli
import pytest

from tests import scripts

# All script of our own, minified and as it travels.
MINIFIED, PACKED = 11_000, 5_000
# The script of the pages on which somebody shows who they are comes on top.
PASSKEY = 2_500


@pytest.mark.parametrize("name", ["app", "passkey"])
def test_a_served_script_is_what_its_sources_give(name):
    served = scripts.STATIC / f"{name}.min.js"
    assert served.read_text() == scripts.built(served), "make scripts"


def test_every_source_is_in_a_served_script():
    there = {path.name for path in scripts.SERVED.parent.rglob("*.js") if "vendor" not in path.parts}
    sources = [name for names in scripts.BUILDS.values() for name in names]
    assert sorted(there - {served.name for served in scripts.BUILDS}) == sorted(sources)


def test_a_change_of_a_source_is_seen(monkeypatch):
    monkeypatch.setattr(scripts, "joined", lambda pieces: "(()=>{let changed = 1; self.outbox = changed})()")
    assert scripts.built() != scripts.SERVED.read_text()
    assert "changed" not in scripts.built()


def test_all_script_of_our_own_stays_within_its_budget(client, record_property):
    served = [scripts.SERVED.read_bytes(), client.get("/sw.js").data]
    packed = sum(len(brotli.compress(script, quality=11)) for script in served)
    record_property("measured", f"own script: {sum(map(len, served))} bytes, {packed} in brotli 11")
    assert sum(map(len, served)) <= MINIFIED
    assert packed <= PACKED


def test_the_script_for_passkeys_stays_within_its_own():
    assert scripts.PASSKEY.stat().st_size <= PASSKEY
