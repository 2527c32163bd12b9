"""Reading what a phone sent. A well-formed note is never refused: what is not understood becomes a flaw.

A payload is a JSON object with the answers of the log's form, `v` (the version of the form), `at` (the phone's clock
in ms when the note was saved) and `pics` (SHA-256 of each photo). Versions once released are read for ever.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from boligsocial.access import visible_cases, visible_departments, visible_dwellings, visible_visits
from boligsocial.clock import danish, instant, now
from boligsocial.fields import holds_cpr
from boligsocial.language import gettext
from boligsocial.models import Case, Delivery, Department, Dwelling, HousingOrg, NoteKind, Party, Topic, User, Visit
from boligsocial.models.kinds import N_
from boligsocial.notes.forms import LEEWAY, LONGEST_TEXT, When
from boligsocial.notes.queries import latest_note
from boligsocial.parties import visible_parts
from boligsocial.places import find_home

VERSION = 2
# Version -> what makes its payload one of the next version. A released version never leaves this table.
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    # Version 2 can say which party of a conflict a note belongs to.
    1: lambda payload: {**payload, "party": "", "v": 2},
}
MOST_PHOTOS = 30
SHA256 = re.compile(r"[0-9a-f]{64}")
FLAWS = {
    "kind": N_("Vi kunne ikke se, hvad du gjorde, så der står »Andet«."),
    "topic": N_("Vi kunne ikke se emnet, så der står »Andet emne«."),
    "department": N_("Vi kunne ikke se, hvilken afdeling det var. Se, om den er rigtig."),
    "dwelling": N_("Vi kender ikke boligen »%(typed)s« i afdelingen, så den er ikke sat på."),
    "case": N_("Vi kunne ikke finde sagen, så notatet ligger ikke i en sag."),
    "party": N_("Vi kunne ikke finde parten i sagen, så notatet hører ikke til en part. Flyt det, hvis det gør."),
    "visit": N_("Vi kunne ikke finde besøget, så notatet hører ikke til et besøg."),
    "time": N_("Vi kunne ikke bruge tidspunktet, så det er sat til, da du gemte."),
    "clock": N_("Telefonen sagde ikke, hvad klokken var, så tidspunktet kan være forkert."),
    "long": N_("Teksten er meget lang. Den er gemt hel."),
    "cpr": N_("Det ligner et CPR-nummer i teksten. Ret notatet, hvis det er det."),
    "version": N_("Telefonen har en nyere udgave end serveren. Se, om alt er med."),
}


class Malformed(Exception):
    """The bytes are no JSON object."""


class NoDepartment(Exception):
    """There is not one department that the note could belong to."""


def payload_of(body: bytes) -> dict[str, Any]:
    """Return the JSON object in a body. Raises Malformed."""
    try:
        payload = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise Malformed from error
    if not isinstance(payload, dict):
        raise Malformed
    return payload


def photos_named(payload: dict[str, Any]) -> list[str]:
    """Return the digests of the note's photos, each once, in order."""
    named = payload.get("pics")
    found = [one for one in named if isinstance(one, str) and SHA256.fullmatch(one)] if isinstance(named, list) else []
    return list(dict.fromkeys(found))[:MOST_PHOTOS]


def typed_home(payload: dict[str, Any]) -> str:
    """Return the address as it was typed."""
    return _word(payload, "dwelling")


def _word(payload: dict[str, Any], name: str) -> str:
    value = payload.get(name)
    return _clean(value).strip() if isinstance(value, str) else ""


def _clean(text: str) -> str:
    # Half a character, which no database keeps, and NUL, which PostgreSQL does not.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\N{REPLACEMENT CHARACTER}")


def flaws_of(delivery: Delivery) -> list[str]:
    """Return a sentence for each flaw that nobody has looked at yet."""
    typed = typed_home(payload_of(bytes(delivery.payload)))
    return [gettext(FLAWS[code], typed=typed) for code in delivery.needs_fix.split()]


@dataclass
class Reading:
    """One payload read for one worker. `phone_now` is the phone's clock in ms when it sent; None when unknown."""

    worker: User
    payload: dict[str, Any]
    phone_now: int | None
    received_at: datetime = field(default_factory=now)
    flaws: list[str] = field(default_factory=list)

    def values(self) -> dict[str, Any]:
        """Return the note's columns, and fill `flaws`. Raises NoDepartment."""
        self._upgrade()
        visit = self._row("visit", visible_visits(self.worker), Visit)
        case = self._row("case", visible_cases(self.worker), Case)
        department = self._department(visit, case)
        # A call about another department, taken on the way, is not about the visit's home or case.
        here = visit if visit and visit.department_id == department.id else None
        case_id = case.id if case else here and here.case_id
        return {
            "kind": self._member("kind", NoteKind, NoteKind.OTHER),
            "topic": self._member("topic", Topic, Topic.OTHER),
            "department": department,
            "dwelling": self._dwelling(department)
            or (here and not typed_home(self.payload) and here.dwelling_id)
            or None,
            "case": case_id,
            "party": self._party(case_id),
            "visit": visit,
            "text": self._text(),
            "happened_at": self._happened_at(),
            "written_at": self.saved_at(),
        }

    def delivery(self) -> dict[str, Any]:
        """Return the Delivery's columns that come from the payload; call it after `values`."""
        return {
            "version": VERSION,
            "phone_at": self._phone_at(),
            "clock_ahead_ms": self._ahead() // timedelta(milliseconds=1),
            "received_at": self.received_at,
            "needs_fix": " ".join(dict.fromkeys(self.flaws)),
        }

    def _upgrade(self) -> None:
        while type(version := self.payload.get("v")) is int and version in UPGRADES:
            self.payload = UPGRADES[version](self.payload)
        if type(version) is not int or version != VERSION:
            self.flaws.append("version")

    def _member(self, name: str, members: Any, otherwise: Any) -> Any:
        word = _word(self.payload, name)
        if word in list(members):
            return members(word)
        self.flaws.append(name)
        return otherwise

    def _row(self, name: str, rows: Any, table: Any) -> Any:
        word = _word(self.payload, name)
        if not word:
            return None
        try:
            found = rows.where(table.id == UUID(word)).get_or_none()
        except ValueError:
            found = None
        if found is None:
            self.flaws.append(name)
        return found

    def _party(self, case_id: UUID | None) -> Party | None:
        party: Party | None = self._row("party", visible_parts(self.worker), Party)
        if party and party.case_id != case_id:
            self.flaws.append("party")
            return None
        return party

    def _department(self, visit: Visit | None, case: Case | None) -> Department:
        departments = {one.id: one for one in visible_departments(self.worker).order_by(HousingOrg.id, Department.name)}
        word = _word(self.payload, "department")
        if word.isascii() and word.isdecimal() and int(word[:12]) in departments:
            return departments[int(word[:12])]
        self.flaws.append("department")
        latest = latest_note(self.worker)
        likely = [one.department_id for one in (visit, case, latest) if one]
        for known in (*likely, *departments):
            if known in departments:
                return departments[known]
        raise NoDepartment

    def _dwelling(self, department: Department) -> Dwelling | None:
        typed = typed_home(self.payload)
        if not typed:
            return None
        homes = visible_dwellings(self.worker).where(Dwelling.department == department.id)
        found = find_home(typed, homes)
        if found is None:
            self.flaws.append("dwelling")
        return found

    def _text(self) -> str:
        value = self.payload.get("text")
        text = _clean(value) if isinstance(value, str) else ""
        if len(text) > LONGEST_TEXT:
            self.flaws.append("long")
        if holds_cpr(text):
            self.flaws.append("cpr")
        return text

    # -- time: what the phone's clock said, less what it is ahead of the server's

    def _phone_at(self) -> datetime | None:
        return _moment(self.payload.get("at"))

    def _ahead(self) -> timedelta:
        phone_now = _moment(self.phone_now)
        return phone_now - self.received_at if phone_now else timedelta()

    def saved_at(self) -> datetime:
        """Return when the note was saved, by the server's clock."""
        phone_at = self._phone_at()
        if phone_at is None or _moment(self.phone_now) is None:
            self.flaws.append("clock")
        return min((phone_at or self.received_at) - self._ahead(), self.received_at) if phone_at else self.received_at

    def _happened_at(self) -> datetime:
        saved = self.saved_at()
        match _word(self.payload, "when"):
            case When.NOW | "":
                return saved
            case When.HOUR:
                return saved - timedelta(hours=1)
            case When.YESTERDAY:
                return instant(danish(saved).date() - timedelta(days=1), danish(saved).time())
        picked = self._picked()
        if picked is None or picked > self.received_at + LEEWAY:
            self.flaws.append("time")
            return saved
        return picked

    def _picked(self) -> datetime | None:
        try:
            day = date.fromisoformat(_word(self.payload, "day"))
            at = time.fromisoformat(_word(self.payload, "time").replace(".", ":") or "12:00").replace(tzinfo=None)
        except ValueError:
            return None
        return instant(day, at) if 1900 <= day.year < 2200 and _word(self.payload, "when") == When.PICK else None


def _moment(milliseconds: Any) -> datetime | None:
    """Return the instant of a phone's clock in ms, None when it says nothing sensible."""
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int | float):
        return None
    try:
        moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if 2000 <= moment.year < 2200 else None
