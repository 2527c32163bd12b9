"""The long round: 1,000 notes under every kind of trouble, and the broken versions. `make chaos`, some 15 minutes."""

import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from playwright.sync_api import sync_playwright

from tests.chaos import rounds
from tests.chaos.proxy import Fault
from tests.chaos.stage import Stage, set_stage

WANTED = 1_000
SIDE_BY_SIDE = 2
PLAYS: list[tuple[str, Callable[[Stage], None]]] = [
    ("every fault at every point", partial(rounds.every_fault_at_every_point, times=4)),
    *((f"killed without a net {n}", partial(rounds.without_a_net_and_killed, notes=90)) for n in (1, 2, 3)),
    *((f"random faults, seed {n}", partial(rounds.random_faults, notes=60, seed=n)) for n in (11, 12, 13)),
    *((f"no Web Locks, seed {n}", partial(rounds.random_faults, notes=40, seed=n, locks=False)) for n in (21, 22)),
    *((f"server killed in a drain {n}", partial(rounds.server_killed_in_one_drain, notes=60)) for n in (1, 2)),
    *(
        (f"browser killed in a drain {n}", partial(rounds.browser_killed_in_one_drain, notes=40, kills=6))
        for n in (1, 2)
    ),
    ("login over", partial(rounds.login_over, notes=30)),
    ("another user", partial(rounds.another_user, notes=30)),
    ("user switched under way", partial(rounds.user_switched_under_way, notes=20)),
    ("one bad note", partial(rounds.one_bad_note, notes=30)),
    ("tab and worker", partial(rounds.tab_and_worker, notes=30)),
    ("log-out with waiting notes", partial(rounds.log_out_with_waiting_notes, notes=20)),
]
HEAD = f"{'round':28}{'notes':>6}{'requests':>9}{'faults':>7}{'kills':>6}{'wrong':>6}{'s':>7}"


def play(name: str, round_of: Callable[[Stage], None]) -> Counter[str]:
    """Play one round, print its line, and return its figures; `wrong` counts whatever a verdict holds."""
    begun = time.monotonic()
    with sync_playwright() as playwright, set_stage(playwright) as stage:
        round_of(stage)
        verdict = stage.judge()
        counts = stage.proxy.counts
        figures = Counter(
            notes=verdict.planned,
            requests=counts["requests"],
            faults=sum(counts[fault.value] for fault in Fault),
            kills=stage.server.kills + sum(phone.kills for phone in stage.phones),
            wrong=sum(map(len, verdict.faults.values())) + len(stage.violations),
        )
    seconds = time.monotonic() - begun
    print(line(name, figures, seconds), verdict.faults or "", stage.violations or "", flush=True)
    return figures


def line(name: str, figures: Counter[str], seconds: float) -> str:
    """Return a line of the table."""
    numbers = [figures[key] for key in ("notes", "requests", "faults", "kills", "wrong")]
    widths = (6, 9, 7, 6, 6)
    return f"{name:28}" + "".join(f"{n:>{w}}" for n, w in zip(numbers, widths, strict=True)) + f"{seconds:>7.0f}"


def main() -> int:
    """Play every round; 0 when 1,000 notes were saved and every one is there once and whole."""
    total: Counter[str] = Counter()
    begun = time.monotonic()
    print(HEAD)
    # A round mostly waits, so some go side by side.
    with ProcessPoolExecutor(SIDE_BY_SIDE) as pool:
        for figures in pool.map(play, *zip(*PLAYS, strict=True)):
            total += figures
    print(line("in all", total, time.monotonic() - begun))
    return 0 if total["notes"] >= WANTED and not total["wrong"] else 1


if __name__ == "__main__":
    sys.exit(main())
