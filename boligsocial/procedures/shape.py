"""What a procedure is made of. Data only: no Flask, no database, so that it can be read against its sources."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Words(NamedTuple):
    """A sentence in both languages; the Danish one is the source."""

    da: str
    en: str


class Kind(StrEnum):
    """What a fact is, and how it is asked and stored (as text)."""

    DAY = "day"  # 2026-11-24
    TIME = "time"  # 14:05
    YES_NO = "yes_no"  # yes, no, or unknown when it was asked and nobody could say
    CHOICE = "choice"  # the key of an option
    MONEY = "money"  # whole øre
    NUMBER = "number"
    TEXT = "text"
    LONG = "long"


class Option(NamedTuple):
    """One answer of a fact of the kind CHOICE."""

    key: str
    words: Words


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the case is to know. `key` is unique in its procedure, and stored."""

    key: str
    words: Words
    kind: Kind
    options: tuple[Option, ...] = ()
    hint: Words | None = None


class When(NamedTuple):
    """A condition: the fact has one of these stored values; with no values, it has any."""

    fact: str
    values: tuple[str, ...] = ()

    def holds(self, facts: dict[str, str]) -> bool:
        """Return whether it is so; what is not known does not hold."""
        value = facts.get(self.fact, "")
        return value in self.values if self.values else value != ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Facts that are asked together. `when` keeps it back until it matters; `law` and `source` say where it is from."""

    key: str
    words: Words
    facts: tuple[Fact, ...]
    when: When | None = None
    notice: Words | None = None
    law: str = ""
    source: str = ""

    def known(self, facts: dict[str, str]) -> list[Fact]:
        """Return those of its facts that are known."""
        return [fact for fact in self.facts if facts.get(fact.key)]


@dataclass(frozen=True, slots=True)
class Line:
    """A point of a checklist, one thing to do.

    `source` is the mark in the sources of docs/procedures.md or "own"; `law` the statute, e.g. "almenlejeloven § 93";
    `must_check` that the rule was not verified. `after` names lines that must be settled first, `locked` says so.
    `may_share` is what a contact person may be told once it is done; None is nothing. `when` is for a track.
    """

    key: str
    words: Words
    source: str = "own"
    law: str = ""
    must_check: bool = False
    after: tuple[str, ...] = ()
    locked: Words | None = None
    hint: Words | None = None
    may_share: Words | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """Lines that belong to one time: before the day, on the day, after."""

    key: str
    words: Words
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """How far a case is: reached when all of `all_of` and one of `any_of` are settled. The furthest reached counts."""

    key: str
    words: Words
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline rule at work in a procedure: it starts on the day in the fact `start`.

    Met when the line `line` is settled or the fact `met_by` is known. `is_task` puts it among the follow-ups;
    otherwise it is somebody else's clock, which the case only tells.
    """

    rule: str
    start: str
    line: str = ""
    met_by: str = ""
    is_task: bool = True
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """A case in which `when` holds is not closed until one of the facts `unless` is known."""

    when: When
    unless: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Procedure:
    """A work area. `area` is the value of the case's area; `portal` what its contact person can learn at most.

    `opens_with` is the fact that the day on which we heard of it is kept in, or "".
    """

    area: str
    words: Words
    moments: tuple[Moment, ...]
    phases: tuple[Phase, ...]
    sheets: tuple[Sheet, ...] = ()
    clocks: tuple[Clock, ...] = ()
    guards: tuple[Guard, ...] = ()
    portal: Words | None = None
    opens_with: str = ""

    def lines(self) -> tuple[Line, ...]:
        """Return all lines, in order."""
        return tuple(line for moment in self.moments for line in moment.lines)

    def facts(self) -> dict[str, Fact]:
        """Return every fact by its key."""
        return {fact.key: fact for sheet in self.sheets for fact in sheet.facts}

    def obstacles(self, facts: dict[str, str]) -> list[Words]:
        """Return what stands in the way of closing a case with these facts."""
        return [
            guard.words
            for guard in self.guards
            if guard.when.holds(facts) and not any(facts.get(key) for key in guard.unless)
        ]


def day_of(facts: dict[str, str], key: str) -> date | None:
    """Return the day stored in a fact, or None when it is not known."""
    value = facts.get(key, "")
    return date.fromisoformat(value) if value else None
