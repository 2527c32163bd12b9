"""The short round: the real job, a bad day of the mail server, four kills. `make mail-chaos` is the long one."""

import json
import subprocess
import sys

NOTICES, KILLS, SEED = 60, 4, 3
NEVER = ("twice", "lost", "will_be_twice", "unlisted")


def test_the_job_is_killed_and_no_notice_is_sent_twice_or_lost_and_every_doubt_is_listed(record_property):
    # In a process of its own: it opens another database.
    command = [sys.executable, "-m", "tests.mail", *map(str, (NOTICES, KILLS, SEED))]
    played = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603
    assert played.stdout, played.stderr
    verdict = json.loads(played.stdout)
    assert (verdict["notices"], verdict["kills"]) == (NOTICES, KILLS)
    assert {name: verdict[name] for name in NEVER} == dict.fromkeys(NEVER, 0)
    assert verdict["mails"] > NOTICES // 3
    states = ", ".join(f"{count} {state}" for state, count in sorted(verdict["states"].items()))
    record_property("measured", f"mail: {NOTICES} notices, {KILLS} kills in {verdict['seconds']} s: {states}")
