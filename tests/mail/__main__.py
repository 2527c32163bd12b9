"""A round from the command line: `python -m tests.mail [NOTICES KILLS SEED]`. `make mail-chaos` plays the long one."""

import json
import sys
import time

from tests.mail.rounds import play

LONG = (1_000, 20, 1)


def main(words: list[str]) -> int:
    """Play a round, print its verdict as JSON, and return 0 when it is good."""
    notices, kills, seed = map(int, words) if words else LONG
    begun = time.monotonic()
    verdict = play(notices, kills, seed)
    print(json.dumps({**verdict._asdict(), "seconds": round(time.monotonic() - begun)}, indent=1))
    return 0 if verdict.is_good and verdict.notices == notices and verdict.kills == kills else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
