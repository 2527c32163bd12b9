"""A copy of a resident's data as it will be handed over: every text with what is left out of it, and why."""

import json
from collections import Counter
from dataclasses import dataclass

from peewee import JOIN, Value

from boligsocial.fields import keyed_digest
from boligsocial.masking import Known, Passage, found_by_rule, numbers_of, passages
from boligsocial.models import (
    DataRequest,
    Dwelling,
    Household,
    Mask,
    MaskReason,
    Photo,
    Resident,
    User,
)
from boligsocial.names import staff_names, words_of
from boligsocial.own_data import OwnData, Piece, own_data


@dataclass
class CopiedPiece:
    """A text of the copy. `hidden` is what is left out of it, `exceptions` what somebody shows against the rule.

    `whole` is why the whole text is left out, None when it is not.
    """

    piece: Piece
    passages: list[Passage]
    hidden: dict[str, MaskReason]
    exceptions: list[Mask]
    whole: Mask | None

    @property
    def reasons(self) -> Counter[MaskReason]:
        """Count what is left out, by reason."""
        if self.whole:
            return Counter([self.whole.reason])
        return Counter(passage.reason for passage in self.passages if passage.reason)


@dataclass
class Copy:
    """A copy for one request; `pieces` by their place, `left_photos` those that do not go along."""

    request: DataRequest
    data: OwnData
    pieces: dict[str, CopiedPiece]
    left_photos: dict[str, Mask]

    @property
    def reasons(self) -> Counter[MaskReason]:
        """Count what is left out of the whole copy, by reason."""
        left = Counter(mask.reason for mask in self.left_photos.values())
        left[MaskReason.OTHER_PARTY] += sum(part.others_notes for part in self.data.parts)
        return +sum((piece.reasons for piece in self.pieces.values()), left)

    @property
    def state(self) -> str:
        """Return how far it is: draft, stale (changed since somebody made it ready), ready, approved or closed."""
        if not self.request.is_open:
            return "closed"
        if not self.request.digest:
            return "draft"
        if self.request.digest != self.digest:
            return "stale"
        return "approved" if self.request.checked_by_id else "ready"

    def photos(self) -> list[Photo]:
        """Return the photos that go along."""
        return [photo for part in self.data.parts for photo in part.photos if place_of(photo) not in self.left_photos]

    @property
    def digest(self) -> str:
        """A keyed digest of all that is handed over: another text, photo or case gives another one."""
        texts = [
            [place, [passage.text for passage in piece.passages if passage.reason is None]]
            for place, piece in sorted(self.pieces.items())
            if not piece.whole
        ]
        resident = self.data.resident
        person = [resident.name, resident.phone, resident.language, len(self.data.versions)]
        rest = [[str(photo.id) for photo in self.photos()], [str(part.case.id) for part in self.data.parts]]
        return keyed_digest(json.dumps([person, texts, rest]).encode())


def place_of(photo: Photo) -> str:
    """Return the name of a photo for whoever leaves it out."""
    return f"photo-{photo.id}"


def copy_for(user: User, request: DataRequest) -> Copy:
    """Return the copy as it stands now, of the cases that `user` may see."""
    data = own_data(user, request.resident)
    known = _known(data)
    masks: dict[str, list[Mask]] = {}
    for mask in Mask.select().where(Mask.request == request.id).order_by(Mask.decided_at, Mask.id):
        masks.setdefault(mask.place, []).append(mask)
    pieces = {piece.place: _copied(piece, known, masks.get(piece.place, [])) for piece in data.pieces()}
    left = {place: rows[0] for place, rows in masks.items() if place.startswith("photo-")}
    return Copy(request, data, pieces, left)


def _copied(piece: Piece, known: Known, masks: list[Mask]) -> CopiedPiece:
    whole = next((mask for mask in masks if not mask.words), None)
    exceptions = [mask for mask in masks if not mask.hides]
    shown = {mask.words for mask in exceptions}
    hidden = {words: reason for words, reason in found_by_rule(piece.text, known).items() if words not in shown}
    hidden |= {mask.words: mask.reason for mask in masks if mask.hides and mask.words}
    return CopiedPiece(piece, passages(piece.text, hidden), hidden, exceptions, whole)


def _known(data: OwnData) -> Known:
    """Ask whose names there are: of those who live in the same departments or have a part in the same cases."""
    departments = [part.case.department_id for part in data.parts]
    others = Resident.select(Value("other"), Resident.name).join(Household).join(Dwelling, JOIN.LEFT_OUTER)
    others = others.where(Dwelling.department.in_(departments) | Dwelling.id.is_null(), Resident.id != data.resident.id)
    names: dict[str, list[str]] = {"other": [], "staff": []}
    for tag, name in others.union_all(staff_names()).tuples():
        names[tag].append(name)
    places = [word for part in data.parts for word in _places(part.case.department, part.case.dwelling)]
    own = [data.resident.name, *(version.name for version in data.versions)]
    phones = [data.resident.phone, *(version.phone for version in data.versions)]
    return Known(words_of(names["other"]), words_of([*own, *names["staff"], *places]), numbers_of(phones))


def _places(department: object, dwelling: Dwelling | None) -> list[str]:
    names = [getattr(department, name) for name in ("name", "street", "town")]
    return [*names, dwelling.address] if dwelling else names
