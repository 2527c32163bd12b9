"""The served script is what its sources say, and small."""

import brotli

from tests import scripts

# All script of our own, minified and as it travels.
MINIFIED, PACKED = 11_000, 5_000


def test_the_served_script_is_what_its_sources_give():
    assert scripts.SERVED.read_text() == scripts.built(), "make scripts"


def test_every_source_is_in_the_served_script():
    there = {path.name for path in scripts.SERVED.parent.rglob("*.js") if "vendor" not in path.parts}
    assert sorted(there - {scripts.SERVED.name}) == sorted(scripts.SOURCES)


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
