"""One round of injection: fill every text, open every page as everybody, and count what should not have happened."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from boligsocial import db
from boligsocial.models import Role
from tests.hostile.columns import Column, fill, written_columns
from tests.hostile.payloads import PAYLOADS
from tests.hostile.stage import Stage
from tests.hostile.watched import Happened, Watched

# Room for what keeps names apart where no two may be alike.
ROOM = 12
OK = 200
# How far down the pages the next round with few texts begins.
STEP = 17
# Longer than its column it could be in no picture to scan, and the form takes no such name.
HELD = {"User.username"}
# Written by people, and on no page, with where it is instead.
SHOWN_NOWHERE = {
    **dict.fromkeys(("Notice.address", "Notice.words"), "only in e-mails, which are text without a page"),
    **dict.fromkeys(
        ("ResidentVersion.name", "ResidentVersion.phone", "ResidentVersion.language"),
        "only in the copy that a resident is handed as a file; tests/test_files_told.py",
    ),
}
# Shown in part.
MASKED = {"Mailing.address"}
PLAIN = re.compile(r"[\s\0\ufffd]+")


@dataclass
class Tally:
    """What came of the rounds: pages opened, what happened, and which payload of which column was shown."""

    loads: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    happened: list[Happened] = field(default_factory=list)
    shown: set[tuple[str, int]] = field(default_factory=set)
    # Role and path -> the columns that stand on the page.
    pages: dict[tuple[Role | None, str], set[str]] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """How often each thing happened."""
        return dict(Counter(one.what for one in self.happened))

    def some(self, turn: int) -> set[tuple[Role | None, str]]:
        """Return pages that show every column between them; which, differs from turn to turn where it can."""
        start = turn * STEP % max(1, len(self.pages))
        pages = [*self.pages][start:] + [*self.pages][:start]
        chosen, missing = set(), set().union(*self.pages.values())
        while missing:
            chosen.add(best := max(pages, key=lambda page: len(self.pages[page] & missing)))
            missing -= self.pages[best]
        return chosen

    def unshown(self) -> list[str]:
        """Columns of which a payload was never seen on a page, and how many."""
        expected = [column.name for column in written_columns() if column.name not in SHOWN_NOWHERE.keys() | MASKED]
        seen = Counter(name for name, _number in self.shown)
        return [f"{name}: {len(PAYLOADS) - seen[name]}" for name in expected if seen[name] < len(PAYLOADS)]


def plain(text: str) -> str:
    """Return the text as it can be compared, whatever a browser does to blanks and to the character zero."""
    return PLAIN.sub("", unicodedata.normalize("NFC", text))


def marked(column: int, number: int) -> str:
    """Return a payload with the mark of the column it stands in."""
    return f"k{column}x{number}:{PAYLOADS[number]}"


def packed(column: int, most: int | None) -> list[list[int]]:
    """Deal the payloads out over as many fillings of the column as it takes; a short one holds few at a time."""
    fillings: list[list[int]] = [[]]
    for number in PAYLOADS:
        if most and sum(len(marked(column, one)) + 1 for one in [*fillings[-1], number]) > most - ROOM:
            fillings.append([])
        fillings[-1].append(number)
    return fillings


def texts_of_round(turn: int | None) -> Iterator[tuple[Column, str]]:
    """What stands in each column this time: what fits, or, without a number, everything however long it is."""
    for index, column in enumerate(written_columns()):
        is_free = turn is None and column.name not in HELD
        fillings = packed(index, None if is_free else column.most)
        yield column, " ".join(marked(index, number) for number in fillings[(turn or 0) % len(fillings)])


def rounds_needed() -> int:
    """After how many rounds each payload has stood in each column."""
    return max(len(packed(index, column.most)) for index, column in enumerate(written_columns()))


def play(browser: Browser, stage: Stage, tally: Tally, turn: int | None, roles: Iterable[Role | None]) -> None:
    """Fill every column and open every page as everybody; in a round with a number some, others each time."""
    texts = {column.name: text for column, text in texts_of_round(turn)}
    with db.db.obj.connection_context():
        fill(lambda column: texts[column.name])
    some = set() if turn is None else tally.some(turn)
    for role in roles:
        person = Watched(browser, stage, role)
        for path in stage.all_paths(role):
            if turn is None or (role, path) in some:
                status = person.open(path)
                tally.statuses[status] += 1
                tally.loads += 1
                columns = _note_what_is_shown(tally, person.texts)
                if turn is None and status == OK:
                    tally.pages[role, path] = columns
        tally.happened += person.happened
        person.context.close()


def _note_what_is_shown(tally: Tally, texts: list[str]) -> set[str]:
    """Note which payloads stand whole on the page that was opened last; return their columns."""
    whole, found = plain(texts.pop() if texts else ""), set()
    for index, column in enumerate(written_columns()):
        if f"k{index}x" in whole:
            numbers = {number for number in PAYLOADS if plain(marked(index, number)) in whole}
            tally.shown |= {(column.name, number) for number in numbers}
            found |= {column.name} if numbers else set()
    return found
