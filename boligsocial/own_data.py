"""What we hold about a resident, piece by piece, with where it comes from (databeskyttelsesforordningen art. 15)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from peewee import JOIN, ModelSelect

from boligsocial.access import visible_cases, visible_parties
from boligsocial.facts import in_words
from boligsocial.language import gettext
from boligsocial.models import (
    AgreementPoint,
    Case,
    CaseFact,
    CaseLine,
    Consent,
    ConsentKind,
    ConsentRecipient,
    ContactAttempt,
    DataRequest,
    Defect,
    Department,
    Dwelling,
    FollowUp,
    Inquiry,
    InquiryAnswer,
    Note,
    NoteVersion,
    Party,
    Photo,
    Resident,
    ResidentVersion,
    Share,
    ShareAnswer,
    ShareVersion,
    User,
    Visit,
    VolunteerTask,
)
from boligsocial.procedures import procedure_of
from boligsocial.wording import said, task


class Piece(NamedTuple):
    """A text that somebody wrote. `place` names it for whoever leaves something out, `source` says whom it is from."""

    place: str
    heading: str
    source: str
    at: datetime | None
    text: str


@dataclass
class Passed:
    """What was passed on to a contact person: to whom and why, and the texts that went with it."""

    share: Share
    pieces: list[Piece] = field(default_factory=list)


@dataclass
class Part:
    """All of a case that is about the resident. `others_notes` counts the notes about the other party of a conflict."""

    party: Party
    pieces: list[Piece] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    attempts: list[ContactAttempt] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    others_notes: int = 0

    @property
    def case(self) -> Case:
        """Return the case."""
        case: Case = self.party.case
        return case


@dataclass
class OwnData:
    """A resident's data; `out_of_reach` counts the cases that the collecting person may not see."""

    resident: Resident
    versions: list[ResidentVersion]
    parts: list[Part]
    out_of_reach: int

    def pieces(self) -> Iterator[Piece]:
        """Yield every text, those passed on too."""
        for part in self.parts:
            yield from part.pieces
            for passed in part.passed:
                yield from passed.pieces


def own_data(user: User, resident: Resident) -> OwnData:
    """Return what we hold about `resident` in the cases that `user` may see. The number of statements is constant."""
    parties = visible_parties(user).select(Party, Case, Department, Dwelling).join_from(Party, Case)
    parties = parties.join_from(Case, Department).join_from(Case, Dwelling, JOIN.LEFT_OUTER)
    rows = parties.where(Party.resident == resident.id).order_by(Case.opened_at, Case.id)
    parts = {row.case_id: Part(row) for row in rows}
    for gather in (_told, _notes, _facts, _plans, _inquiries, _shares, _agreed):
        gather(parts)
    for part in parts.values():
        part.pieces.sort(key=lambda piece: (piece.at is None, piece.at, piece.place))
    versions = list(ResidentVersion.select().where(ResidentVersion.resident == resident.id).order_by("version"))
    return OwnData(resident, versions, list(parts.values()), cases_out_of_reach(user, resident))


def cases_out_of_reach(user: User, resident: Resident) -> int:
    """Return how many cases the resident has a part in that the person may not see."""
    all_parts = Party.select().where(Party.resident == resident.id, Party.removed_at.is_null())
    return int(all_parts.where(Party.case.not_in(visible_cases(user).select(Case.id))).count())


Parts = dict[UUID, Part]


def _of_cases(table: Any, parts: Parts, *conditions: Any) -> ModelSelect:
    return table.select().where(table.case.in_(list(parts)), *conditions)


def _told(parts: Parts) -> None:
    source = gettext("Fortalt af beboeren")
    for part in parts.values():
        party, case = part.party, part.case
        told = {
            "statement": (gettext("Beboerens fortælling"), party.statement),
            "wish": (gettext("Beboerens ønske"), party.wish),
        }
        for name, (heading, text) in told.items():
            _add(part, Piece(f"party-{party.id}-{name}", heading, source, None, text))
        heading = gettext("Hvorfor der skal to på besøg")
        _add(part, Piece(f"case-{case.id}-two", heading, _written(), None, case.two_visit_reason))


def _written() -> str:
    return gettext("Skrevet af en medarbejder")


def _add(part: Part, piece: Piece) -> None:
    if piece.text.strip():
        part.pieces.append(piece)


def _notes(parts: Parts) -> None:
    mine = {part.party.id for part in parts.values()}
    notes = {}
    for note in _of_cases(Note, parts).order_by(Note.happened_at, Note.id):
        if note.party_id is None or note.party_id in mine:
            notes[note.id] = note
        else:
            parts[note.case_id].others_notes += 1
    for note in notes.values():
        heading = gettext("Notat: %(kind)s", kind=gettext(note.kind.label))
        if note.undone_at:
            heading = gettext("%(heading)s (fortrudt)", heading=heading)
        _add(parts[note.case_id], Piece(f"note-{note.id}", heading, _written(), note.happened_at, note.text))
    for row in NoteVersion.select().where(NoteVersion.note.in_(list(notes))).order_by(NoteVersion.id):
        piece = Piece(
            f"note-{row.note_id}-v{row.version}", gettext("Før en rettelse"), _written(), row.happened_at, row.text
        )
        _add(parts[notes[row.note_id].case_id], piece)
    for photo in Photo.select().where(Photo.note.in_(list(notes))).order_by(Photo.created_at, Photo.id):
        parts[notes[photo.note_id].case_id].photos.append(photo)
    _remarks(parts, notes)


def _remarks(parts: Parts, notes: dict[UUID, Note]) -> None:
    for row in DataRequest.select().where(DataRequest.note.in_(list(notes)), DataRequest.wish != ""):
        heading = gettext("Beboeren har bedt om en rettelse")
        piece = Piece(f"request-{row.id}", heading, gettext("Fortalt af beboeren"), row.registered_at, row.wish)
        _add(parts[notes[row.note_id].case_id], piece)
        answer = Piece(f"request-{row.id}-end", gettext("Vores svar"), _written(), row.closed_at, row.end_text)
        _add(parts[notes[row.note_id].case_id], answer)


def _facts(parts: Parts) -> None:
    for row in _of_cases(CaseFact, parts).order_by(CaseFact.id):
        part = parts[row.case_id]
        fact = procedure_of(part.case.area).facts().get(row.key)
        heading = said(fact.words) if fact else row.key
        if row.replaced_at:
            heading = gettext("%(heading)s (før en rettelse)", heading=heading)
        text = in_words(fact, row.value) if fact else row.value
        _add(part, Piece(f"fact-{row.id}", heading, gettext("Oplyst i sagen"), row.written_at, text))
    for row in _of_cases(CaseLine, parts).order_by(CaseLine.id):
        part = parts[row.case_id]
        lines = {line.key: line for line in procedure_of(part.case.area).lines()}
        words = said(lines[row.key].words) if row.key in lines else row.key
        part.lines.append((words, gettext(row.state.label)))


def _plans(parts: Parts) -> None:
    for row in _of_cases(FollowUp, parts).order_by(FollowUp.due_on, FollowUp.id):
        piece = Piece(f"follow-up-{row.id}", gettext("Opfølgning"), _written(), row.created_at, task(row))
        _add(parts[row.case_id], piece)
    for row in _of_cases(Visit, parts).order_by(Visit.planned_at, Visit.id):
        text = row.purpose or gettext("Besøg uden nærmere ord")
        _add(parts[row.case_id], Piece(f"visit-{row.id}", gettext("Besøg"), _written(), row.planned_at, text))
    for row in _of_cases(VolunteerTask, parts).order_by(VolunteerTask.created_at):
        heading = gettext("Opgave til en frivillig")
        _add(parts[row.case_id], Piece(f"task-{row.id}", heading, _written(), row.created_at, row.what))
    defects = {row.id: row for row in _of_cases(Defect, parts).order_by(Defect.found_at, Defect.id)}
    for row in defects.values():
        heading = gettext("Mangel: %(room)s", room=gettext(row.room.label))
        _add(parts[row.case_id], Piece(f"defect-{row.id}", heading, _written(), row.found_at, row.fault))
    for photo in Photo.select().where(Photo.defect.in_(list(defects))).order_by(Photo.created_at, Photo.id):
        parts[defects[photo.defect_id].case_id].photos.append(photo)
    for row in _of_cases(ContactAttempt, parts).order_by(ContactAttempt.made_at):
        parts[row.case_id].attempts.append(row)


def _inquiries(parts: Parts) -> None:
    inquiries = {row.id: row for row in _of_cases(Inquiry, parts).order_by(Inquiry.received_at)}
    for row in inquiries.values():
        heading = gettext("Henvendelse: %(way)s", way=gettext(row.way.label))
        piece = Piece(f"inquiry-{row.id}", heading, gettext("Fra en, der henvendte sig"), row.received_at, row.text)
        _add(parts[row.case_id], piece)
    for answer in InquiryAnswer.select().where(InquiryAnswer.inquiry.in_(list(inquiries))):
        heading = gettext("Svar på henvendelsen")
        piece = Piece(f"inquiry-answer-{answer.id}", heading, _written(), answer.written_at, answer.text)
        _add(parts[inquiries[answer.inquiry_id].case_id], piece)


def _shares(parts: Parts) -> None:
    shares = (
        Share.select(Share, Note, User)
        .join_from(Share, Note)
        .join_from(Share, User, on=(Share.recipient == User.id), attr="recipient")
        .where(Note.case.in_(list(parts)), Note.party.is_null() | Note.party.in_(_parties(parts)))
        .order_by(Share.shared_at, Share.id)
    )
    passed = {share.id: Passed(share) for share in shares}
    for item in passed.values():
        parts[item.share.note.case_id].passed.append(item)
        _pass(
            item,
            Piece(f"share-{item.share.id}", gettext("Delt tekst"), _written(), item.share.shared_at, item.share.text),
        )
    for row in ShareVersion.select().where(ShareVersion.share.in_(list(passed))).order_by(ShareVersion.id):
        heading = gettext("Delt tekst før en rettelse")
        _pass(passed[row.share_id], Piece(f"share-{row.share_id}-v{row.version}", heading, _written(), None, row.text))
    for row in ShareAnswer.select().where(ShareAnswer.share.in_(list(passed))).order_by(ShareAnswer.written_at):
        piece = Piece(f"answer-{row.id}", gettext("Svar"), gettext("Fra modtageren eller os"), row.written_at, row.text)
        _pass(passed[row.share_id], piece)


def _parties(parts: Parts) -> list[UUID]:
    return [part.party.id for part in parts.values()]


def _pass(item: Passed, piece: Piece) -> None:
    if piece.text.strip():
        item.pieces.append(piece)


def _agreed(parts: Parts) -> None:
    mine = AgreementPoint.party.is_null() | AgreementPoint.party.in_(_parties(parts))
    for row in _of_cases(AgreementPoint, parts, mine).order_by(AgreementPoint.created_at):
        heading = gettext("Aftalt ved mægling")
        _add(parts[row.case_id], Piece(f"point-{row.id}", heading, _written(), row.created_at, row.what))
    residents = [part.party.resident_id for part in parts.values()]
    consents = _of_cases(Consent, parts, Consent.resident.in_(residents)).order_by(Consent.recorded_at)
    found = {row.id: row for row in consents}
    for row in found.values():
        row.may_tell, row.may_be_told = [], []
        parts[row.case_id].consents.append(row)
    for row in ConsentKind.select().where(ConsentKind.consent.in_(list(found))):
        found[row.consent_id].may_tell.append(row.kind)
    named = ConsentRecipient.select(ConsentRecipient, User).join(User, on=(ConsentRecipient.user == User.id))
    for row in named.where(ConsentRecipient.consent.in_(list(found))):
        found[row.consent_id].may_be_told.append(row.user)
