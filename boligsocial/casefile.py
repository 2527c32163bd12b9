"""Everything that a case consists of, as plain data: for its journal package, and for what a resident gets a copy of.

`casefile(case)` is a dict of lists and dicts, strings, numbers, booleans and None, with a section for each kind of row.
A row has a name for every column of its table, so that a new column cannot be forgotten; docs/journal.md says what the
sections hold. Who may see the case is decided before (`access.visible_cases`).
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from peewee import ForeignKeyField, Model, ModelSelect

from boligsocial.belongings import conditions_of
from boligsocial.clock import now
from boligsocial.models import (
    AgreementPoint,
    AuditRow,
    Case,
    CaseFact,
    CaseLine,
    Consent,
    ConsentKind,
    ConsentRecipient,
    ContactAttempt,
    Defect,
    Delivery,
    Department,
    Dwelling,
    FollowUp,
    Glass,
    HousingOrg,
    Inquiry,
    InquiryAnswer,
    JournalPackage,
    Labelled,
    LegalHold,
    Note,
    NoteVersion,
    Party,
    Photo,
    Recusal,
    Resident,
    Seal,
    SealKeeper,
    Share,
    ShareAnswer,
    SharePhoto,
    ShareVersion,
    User,
    Visit,
    VolunteerTask,
    number_of,
)
from boligsocial.procedures import Kind, procedure_of
from boligsocial.procedures.shape import Fact

# What the reader of a share does by reading; the trail says it better. A delivery's bytes are the note's own text.
LEFT_OUT = (Share.seen_at, Share.news_at, Delivery.payload)
# Showings; everything else in the trail is an act.
SHOWINGS = (".read", ".listed", ".downloaded")
Plain = dict[str, Any]


def casefile(case: Case, until: datetime | None = None) -> Plain:
    """Return the whole case. Some 25 statements, however much there is in it.

    `until` (an instant) leaves out what the trail, and the handing over itself, tell of later.
    """
    rows, until = _Rows(case, _Known()), until or now()
    return {
        "case": {"number": number_of(case.id), **rows.known.plain(case)},
        "residents": _residents(rows),
        "checklist": _checklist(case, rows),
        "facts": _facts(case, rows),
        "notes": _notes(rows),
        "visits": rows.of(Visit, Visit.planned_at),
        "follow_ups": rows.of(FollowUp, FollowUp.due_on),
        "contact_attempts": rows.of(ContactAttempt, ContactAttempt.made_at),
        "agreement": rows.of(AgreementPoint, AgreementPoint.created_at),
        "defects": rows.of(Defect, Defect.found_at),
        "photos": rows.of(Photo, Photo.created_at),
        "consents": _consents(rows),
        "shares": _shares(rows),
        "inquiries": rows.with_parts(Inquiry, Inquiry.received_at, answers=(InquiryAnswer, "inquiry")),
        "volunteer_tasks": rows.of(VolunteerTask, VolunteerTask.starts_at),
        "recusals": rows.of(Recusal, Recusal.recused_at),
        **_handed_over(rows, until),
        "seals": rows.with_parts(Seal, Seal.sealed_at, keepers=(SealKeeper, "seal")),
        "glasses": rows.of(Glass, Glass.opened_at),
        "trail": _trail(rows, until),
    }


# -- values


def plain(value: Any) -> Any:
    """Return a column's value as JSON has it: an instant as UTC, a closed list's member as value and Danish label."""
    if isinstance(value, Labelled):
        return {"value": value.value, "label": value.label}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def value_of(row: Model, field: Any) -> Any:
    """Return what a row says in a column: the key of another row, and what is encrypted by itself in words."""
    return row.__data__.get(field.name) if isinstance(field, ForeignKeyField) else getattr(row, field.name)


class _Known:
    """Rows that stand by their names in others: people and places, each looked up once."""

    def __init__(self) -> None:
        self.look_up = cache(self._look_up)

    def plain(self, row: Model) -> Plain:
        """Return a row: a name for each column, people and places in words."""
        fields = [field for field in row._meta.sorted_fields if not any(field is left for left in LEFT_OUT)]
        return {field.name: self._value(field, value_of(row, field)) for field in fields}

    def _value(self, field: Any, value: Any) -> Any:
        named = isinstance(field, ForeignKeyField) and value is not None and field.rel_model in NAMED
        return dict(self.look_up(field.rel_model, value)) if named else plain(value)

    def _look_up(self, table: type[Model], key: Any) -> Plain:
        return NAMED[table](table.get_by_id(key))


NAMED: dict[Any, Any] = {
    User: lambda user: {"id": user.id, "name": user.full_name, "role": plain(user.role)},
    Department: lambda one: {"id": one.id, "name": one.name, "organisation": HousingOrg.get_by_id(one.org_id).name},
    Dwelling: lambda home: {"id": home.id, "address": home.address, "is_protected": home.is_protected},
}


class _Rows:
    """The rows of one case, table by table."""

    def __init__(self, case: Case, known: _Known) -> None:
        self.known = known
        self.conditions = conditions_of([case.id])
        self.ids: dict[str, list[str]] = {"Case": [str(case.id)]}

    def of(self, table: type[Model], *order: Any) -> list[Plain]:
        """Return all rows of a table in this order."""
        rows: ModelSelect = (
            table.select().where(self.conditions[table]).order_by(*order, *table._meta.get_primary_keys())
        )
        found = list(rows)
        self.ids[table.__name__] = [str(row.get_id()) for row in found]
        return [self.known.plain(row) for row in found]

    def with_parts(self, table: type[Model], order: Any, **parts: tuple[type[Model], str]) -> list[Plain]:
        """Return the rows of a table, each with the rows that belong to it under the names of `parts`."""
        whole = self.of(table, order)
        for name, (part, owner) in parts.items():
            gathered = _grouped(self.of(part), owner)
            for row in whole:
                row[name] = gathered.get(row["id"], [])
        return whole


def _grouped(rows: Iterable[Plain], owner: str) -> dict[Any, list[Plain]]:
    found: dict[Any, list[Plain]] = {}
    for row in rows:
        found.setdefault(row.pop(owner), []).append(row)
    return found


# -- sections


def _residents(rows: _Rows) -> list[Plain]:
    parties = rows.of(Party, Party.number)
    wanted = Resident.id.in_([party["resident"] for party in parties])
    people = {str(person.id): rows.known.plain(person) for person in Resident.select().where(wanted)}
    rows.ids["Resident"] = list(people)
    return [
        {**party, "letter": chr(ord("A") + party["number"]), "resident": people[party["resident"]]} for party in parties
    ]


def _checklist(case: Case, rows: _Rows) -> list[Plain]:
    """Every line of the procedure in its order, and those that an older version of it had."""
    states = {row.pop("key"): row for row in rows.of(CaseLine)}
    known = {line.key: line for line in procedure_of(case.area).lines()}
    return [
        {
            "key": key,
            "words": known[key].words.da if key in known else "",
            "law": known[key].law if key in known else "",
        }
        | {name: states.get(key, {}).get(name) for name in ("state", "changed_at", "changed_by")}
        for key in [*known, *(key for key in states if key not in known)]
    ]


def _facts(case: Case, rows: _Rows) -> list[Plain]:
    """What the case knows and has known, with what was asked in words; the value as it is stored."""
    asked = procedure_of(case.area).facts()
    return [
        {**row, "words": asked[row["key"]].words.da if row["key"] in asked else "", "answer": _answer(asked, row)}
        for row in rows.of(CaseFact, CaseFact.written_at)
    ]


def _answer(asked: dict[str, Fact], row: Plain) -> str:
    fact, value = asked.get(row["key"]), str(row["value"])
    if fact and fact.kind == Kind.CHOICE:
        return next((option.words.da for option in fact.options if option.key == value), value)
    if fact and fact.kind == Kind.YES_NO:
        return {"yes": "Ja", "no": "Nej", "unknown": "Ved ikke"}.get(value, value)
    return f"{int(value) / 100:.2f} kr.".replace(".", ",", 1) if fact and fact.kind == Kind.MONEY else value


def _notes(rows: _Rows) -> list[Plain]:
    return rows.with_parts(Note, Note.happened_at, versions=(NoteVersion, "note"), deliveries=(Delivery, "note"))


def _consents(rows: _Rows) -> list[Plain]:
    parts = {"kinds": (ConsentKind, "consent"), "recipients": (ConsentRecipient, "consent")}
    return rows.with_parts(Consent, Consent.recorded_at, **parts)


def _shares(rows: _Rows) -> list[Plain]:
    parts = {"versions": (ShareVersion, "share"), "answers": (ShareAnswer, "share"), "photos": (SharePhoto, "share")}
    return rows.with_parts(Share, Share.shared_at, **parts)


def _handed_over(rows: _Rows, until: datetime) -> Plain:
    """What was handed over before, and stops of the deletion; what comes later is no part of what was handed over."""
    packages, holds = rows.of(JournalPackage, JournalPackage.made_at), rows.of(LegalHold, LegalHold.set_at)
    return {
        "packages": [row for row in packages if row["made_at"] < plain(until)],
        "holds": [row for row in holds if row["set_at"] < plain(until)],
    }


def _trail(rows: _Rows, until: datetime) -> Plain:
    """Who did what, one by one; and who was shown it: how often, first and last."""
    acts: list[Plain] = []
    showings: dict[tuple[Any, str], Plain] = {}
    for row in _trail_rows(rows.ids, until):
        who = rows.known.look_up(User, row.actor_id) if row.actor_id else None
        at = plain(row.at)
        if row.event.endswith(SHOWINGS):
            seen = showings.setdefault(
                (row.actor_id, row.event), {"who": who, "event": row.event, "times": 0, "first": at}
            )
            seen.update(times=seen["times"] + 1, last=at)
        else:
            acts.append({"at": at, "who": who, "event": row.event, "about": row.subject_type, "id": row.subject_id})
    return {"acts": acts, "showings": list(showings.values())}


def _trail_rows(ids: dict[str, list[str]], until: datetime) -> Iterable[AuditRow]:
    about = None
    for name, keys in ids.items():
        one = (AuditRow.subject_type == name) & AuditRow.subject_id.in_(keys)
        about = one if about is None else about | one
    rows: ModelSelect = AuditRow.select().where(about, AuditRow.at < until).order_by(AuditRow.id)
    return rows.iterator()
