"""Reads of residents' data, one row of the trail for each showing, and in plain Danish what each was for.

    purpose_of(row)     what was read and what gave reason to, for one row of the trail that is a read
    understood(rows)    the same for many at once, with the cases behind them, in a few statements

Nothing is stored for it: the purpose is worked out from what the reader had to do with the case around that time. Who
is responsible is known as it is now, not as it was then.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from typing import Any
from uuid import UUID

from peewee import JOIN, ModelSelect, Value, fn

from boligsocial.audit import Event
from boligsocial.language import gettext
from boligsocial.models import (
    AuditRow,
    Case,
    Consent,
    Defect,
    Glass,
    Inquiry,
    Note,
    Party,
    Photo,
    ReadWhy,
    Role,
    SealKeeper,
    Share,
    Visit,
    VolunteerTask,
)
from boligsocial.models.kinds import N_
from boligsocial.models.seals import Seal

# What counts as the reader's own case: written in, or visited in, so near to the read.
NEAR = timedelta(days=14)
CHUNK = 500

WORDS = {
    Event.CASE_READ: N_("Læste en sags side"),
    Event.CASES_LISTED: N_("Så listen over sager"),
    Event.NOTE_READ: N_("Læste et notat"),
    Event.NOTES_LISTED: N_("Så en liste over notater"),
    Event.PHOTO_READ: N_("Så et foto"),
    Event.VISIT_READ: N_("Læste et besøg"),
    Event.VISITS_LISTED: N_("Så listen over besøg"),
    Event.TODAY_READ: N_("Så sin dag"),
    Event.RESIDENT_READ: N_("Læste om en beboer"),
    Event.RESIDENTS_LISTED: N_("Ledte efter en beboer"),
    Event.PARTY_READ: N_("Læste en parts egen del"),
    Event.AGREEMENT_READ: N_("Læste en aftale"),
    Event.DEFECTS_READ: N_("Så mangellisten"),
    Event.SHARE_READ: N_("Læste en delt note"),
    Event.SHARES_LISTED: N_("Så listen over delte noter"),
    Event.CONSENT_READ: N_("Læste et samtykke"),
    Event.INQUIRY_READ: N_("Læste en henvendelse"),
    Event.INQUIRIES_LISTED: N_("Så listen over henvendelser"),
    Event.TASK_READ: N_("Læste en opgave"),
    Event.TASKS_LISTED: N_("Så listen over opgaver"),
    Event.RIGHTS_READ: N_("Behandlede beboerens ønske om kopi eller rettelse"),
    Event.READS_READ: N_("Så, hvem der har kigget"),
    Event.JOURNAL_READ: N_("Så, hvor en sag står med journalen"),
    Event.JOURNAL_LISTED: N_("Så listen over sager til journalen"),
    Event.RETENTION_READ: N_("Så, hvad der snart bliver slettet"),
    Event.SEALS_LISTED: N_("Så listen over forseglede sager"),
    Event.GLASSES_LISTED: N_("Så listen over åbnede sager"),
    Event.SAMPLE_READ: N_("Så en stikprøve igennem"),
    Event.SAMPLES_LISTED: N_("Så listen over stikprøver"),
}
READS = tuple(event for event in Event if event.endswith((".read", ".listed")))
# What leaders look at: numbers of cases and reasons, nothing of a resident's own.
OVERSIGHT = (Event.SEALS_LISTED, Event.GLASSES_LISTED, Event.SAMPLE_READ, Event.SAMPLES_LISTED)


@dataclass(frozen=True)
class Read:
    """A read, understood. `cases` are those behind it: one, for a resident all of theirs, for a list none."""

    row: AuditRow
    cases: frozenset[UUID]
    why: ReadWhy
    glass: Glass | None = None

    @property
    def what(self) -> str:
        """What was read, e.g. "Læste en sags side"."""
        return said_of(self.row.event)

    @property
    def in_short(self) -> str:
        """What was read and why, without the words of a broken glass: they may be about others."""
        return f"{self.what}: {gettext(self.why.label)}"

    @property
    def purpose(self) -> str:
        """What was read and why, e.g. "Læste et notat: er ansvarlig for sagen."."""
        why = gettext(self.why.label)
        said = f" (»{self.glass.reason}«)" if self.glass else ""
        return f"{self.what}: {why}{said}."


def said_of(event: str) -> str:
    """Return in words what was read, for an event of READS."""
    return gettext(WORDS[Event(event)])


def purpose_of(row: AuditRow) -> str:
    """Return in plain Danish what a read was for; the sentence names neither reader nor resident.

    `row` is a row of the trail whose event is in READS, with its actor. Behind a broken glass it quotes the reason.
    """
    return understood([row])[0].purpose


def understood(rows: Sequence[AuditRow]) -> list[Read]:
    """Return the reads, in the same order. The rows come with their actor; some ten statements for 500 of them."""
    return [read for start in range(0, len(rows), CHUNK) for read in _understood(rows[start : start + CHUNK])]


def _understood(rows: Sequence[AuditRow]) -> list[Read]:
    behind = cases_behind(rows)
    around = _Around(rows, {case for cases in behind.values() for case in cases})
    return [around.read(row, behind.get((row.subject_type, row.subject_id), frozenset())) for row in rows]


# -- the cases behind a read --------------------------------------------------------------------------------------

# Table -> (its name, id, case) of its rows that have one of these ids.
TO_CASE: dict[str, Callable[[list[UUID]], ModelSelect]] = {
    "Case": lambda ids: _named("Case", Case, Case.id).where(Case.id.in_(ids)),
    "Photo": lambda ids: _photos(ids),
    "Share": lambda ids: _named("Share", Share, Note.case).join(Note).where(Share.id.in_(ids)),
    "Resident": lambda ids: Party.select(Value("Resident"), Party.resident, Party.case).where(Party.resident.in_(ids)),
    **{
        table.__name__: lambda ids, table=table: _named(table.__name__, table, table.case).where(table.id.in_(ids))  # type: ignore[misc]
        for table in (Note, Visit, Party, Consent, Inquiry, VolunteerTask, Defect)
    },
}


def _named(name: str, table: Any, case: Any) -> ModelSelect:
    return table.select(Value(name), table.id, case)


def _photos(ids: list[UUID]) -> ModelSelect:
    photos = _named("Photo", Photo, fn.COALESCE(Note.case, Defect.case)).join(Note, JOIN.LEFT_OUTER)
    return photos.join_from(Photo, Defect, JOIN.LEFT_OUTER).where(Photo.id.in_(ids))


def cases_behind(rows: Iterable[AuditRow]) -> dict[tuple[str, str], frozenset[UUID]]:
    """Return (subject type, subject id) -> the cases behind it; one statement."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        if row.subject_type in TO_CASE:
            wanted[row.subject_type].add(UUID(row.subject_id))
    if not wanted:
        return {}
    found: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    everything = reduce(
        lambda one, other: one.union_all(other), [TO_CASE[name](list(ids)) for name, ids in wanted.items()]
    )
    for name, subject, case in everything.tuples():
        if case is not None:
            found[name, str(UUID(str(subject)))].add(UUID(str(case)))
    return {subject: frozenset(cases) for subject, cases in found.items()}


# -- what the reader had to do with them --------------------------------------------------------------------------


class _Around:
    """What the readers did in these cases around the time of the reads."""

    def __init__(self, rows: Sequence[AuditRow], cases: set[UUID]) -> None:
        self.cases, self.readers = list(cases), list({row.actor_id for row in rows})
        self.first = min((row.at for row in rows), default=None)
        self.last = max((row.at for row in rows), default=None)
        self.responsible = dict(Case.select(Case.id, Case.responsible).where(self._of(Case.id)).tuples())
        self.named = set(SealKeeper.select(SealKeeper.user, Seal.case).join(Seal).where(self._of(Seal.case)).tuples())
        self.wrote = self._moments(Note.select(Note.author, Note.case, Note.written_at), Note.written_at, Note.case)
        planned = Visit.select(Visit.worker, Visit.case, Visit.planned_at)
        self.visits = self._moments(planned, Visit.planned_at, Visit.case)
        self.glasses = list(Glass.select().where(self._of(Glass.case), Glass.user.in_(self.readers)))

    def _of(self, column: Any) -> Any:
        return column.in_(self.cases)

    def _moments(self, query: ModelSelect, at: Any, case: Any) -> dict[tuple[int, UUID], list[datetime]]:
        moments: dict[tuple[int, UUID], list[datetime]] = defaultdict(list)
        if self.cases and self.first and self.last:
            near = at.between(self.first - NEAR, self.last + NEAR)
            for person, case_id, moment in query.where(self._of(case), near).tuples():
                moments[person, case_id].append(moment)
        return moments

    def glass(self, row: AuditRow, cases: Iterable[UUID]) -> Glass | None:
        """Return the broken glass through which the row's reader saw one of the cases."""
        for glass in self.glasses:
            if glass.user_id == row.actor_id and glass.case_id in cases and glass.opened_at <= row.at < glass.ended_at:
                return glass
        return None

    def read(self, row: AuditRow, cases: frozenset[UUID]) -> Read:
        glass = self.glass(row, cases)
        return Read(row, cases, ReadWhy.GLASS if glass else self._why(row, cases), glass)

    def _why(self, row: AuditRow, cases: frozenset[UUID]) -> ReadWhy:
        if row.event in OVERSIGHT:
            return ReadWhy.WATCHING
        # Whoever is a leader now may have been a worker then.
        if row.actor.role in (Role.CONTACT, Role.VOLUNTEER, Role.BOARD):
            return ReadWhy.SHARED if row.event.startswith("share.") or row.subject_type == "Photo" else ReadWhy.ASKED
        if not cases:
            return ReadWhy.NO_CASE if row.subject_type in TO_CASE else ReadWhy.OVERVIEW
        return next((why for why, fits in self._reasons(row, cases) if fits), ReadWhy.OUTSIDE)

    def _reasons(self, row: AuditRow, cases: frozenset[UUID]) -> Iterable[tuple[ReadWhy, bool]]:
        who = row.actor_id
        yield ReadWhy.RESPONSIBLE, any(self.responsible.get(case) == who for case in cases)
        yield ReadWhy.NAMED, any((who, case) in self.named for case in cases)
        yield ReadWhy.VISIT, self._near(self.visits, row, cases, timedelta(days=1))
        yield ReadWhy.WROTE, self._near(self.wrote, row, cases, NEAR)

    def _near(self, moments: Any, row: AuditRow, cases: Iterable[UUID], distance: timedelta) -> bool:
        return any(
            abs(moment - row.at) <= distance for case in cases for moment in moments.get((row.actor_id, case), ())
        )


def looked_at(glasses: Sequence[Glass]) -> dict[UUID, list[Read]]:
    """Return for each breaking of a glass what its worker read of the case meanwhile, from the trail."""
    if not glasses:
        return {}
    first, last = min(glass.opened_at for glass in glasses), max(glass.ended_at for glass in glasses)
    readers = {glass.user_id for glass in glasses}
    rows = AuditRow.select().where(AuditRow.at.between(first, last), AuditRow.actor.in_(readers))
    rows = list(rows.where(AuditRow.event.in_(READS), AuditRow.subject_type != "").order_by(AuditRow.id))
    behind = cases_behind(rows)
    found: dict[UUID, list[Read]] = {glass.id: [] for glass in glasses}
    for row in rows:
        cases = behind.get((row.subject_type, row.subject_id), frozenset())
        for glass in glasses:
            is_theirs = glass.user_id == row.actor_id and glass.case_id in cases
            if is_theirs and glass.opened_at <= row.at < glass.ended_at:
                found[glass.id].append(Read(row, cases, ReadWhy.GLASS, glass))
    return found
