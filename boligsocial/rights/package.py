"""The copy as a file to hand over: a page to read, the same as JSON, and the photos (docs/data-rights.md)."""

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app, render_template

from boligsocial.clock import now
from boligsocial.language import gettext
from boligsocial.models import Consent, PhotoBytes
from boligsocial.own_data import Part, Passed
from boligsocial.rights.copying import CopiedPiece, Copy
from boligsocial.rights.reads import Looks

VERSION = 1
PHOTO_FOLDER = "fotos"


def as_zip(copy: Copy, looks: Looks) -> bytes:
    """Return the copy as the bytes of a ZIP file: kopi.html, stil.css, data.json and fotos/."""
    names = {photo.id: f"{PHOTO_FOLDER}/{number:03}.jpg" for number, photo in enumerate(copy.photos(), start=1)}
    page = render_template("rights/package.html", copy=copy, looks=looks, names=names, made_at=now())
    files: dict[str, bytes] = {
        "kopi.html": str(page).encode(),
        "data.json": json.dumps(as_dict(copy, looks, names), ensure_ascii=False, indent=1).encode(),
        "stil.css": Path(str(current_app.static_folder), "copy.css").read_bytes(),
    }
    pictures = PhotoBytes.select(PhotoBytes.photo, PhotoBytes.image).where(PhotoBytes.photo.in_(list(names)))
    files |= {names[row.photo_id]: bytes(row.image) for row in pictures}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(name, content)
    return target.getvalue()


def as_dict(copy: Copy, looks: Looks, names: dict[Any, str]) -> dict[str, Any]:
    """Return the copy as plain data."""
    resident = copy.data.resident
    return {
        "version": VERSION,
        "asked_on": copy.request.asked_on.isoformat(),
        "resident": _person(resident),
        "before": [_person(version) | {"until": _iso(version.replaced_at)} for version in copy.data.versions],
        "cases": [_case(part, copy, names) for part in copy.data.parts],
        "looks": [{"at": _iso(look.at), "purpose": look.purpose, "reader": look.reader} for look in looks.rows],
        "left_out": {reason.value: count for reason, count in copy.reasons.items()},
    }


def _person(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("name", "phone", "language", "has_protected_address")}


def _case(part: Part, copy: Copy, names: dict[Any, str]) -> dict[str, Any]:
    case = part.case
    return {
        "area": case.area.value,
        "status": case.status.value,
        "department": case.department.name,
        "opened_at": _iso(case.opened_at),
        "closed_at": _iso(case.closed_at),
        "your_part": part.party.role.value,
        "checklist": [{"line": line, "state": state} for line, state in part.lines],
        "texts": [_text(copy.pieces[piece.place]) for piece in part.pieces],
        "attempts": [
            {"at": _iso(row.made_at), "channel": row.channel.value, "outcome": row.outcome.value}
            for row in part.attempts
        ],
        "consents": [_consent(consent) for consent in part.consents],
        "passed_on": [_passed(passed, copy) for passed in part.passed],
        "photos": [names[photo.id] for photo in part.photos if photo.id in names],
        "notes_about_others": part.others_notes,
    }


def _text(copied: CopiedPiece) -> dict[str, Any]:
    piece = copied.piece
    said = {"heading": piece.heading, "source": piece.source, "at": _iso(piece.at)}
    if copied.whole:
        return said | {"left_out": copied.whole.reason.value}
    parts = [{"left_out": part.reason.value} if part.reason else part.text for part in copied.passages]
    return said | {"text": parts}


def _consent(consent: Consent) -> dict[str, Any]:
    return {
        "kinds": sorted(kind.value for kind in consent.may_tell),
        "recipients": [recipient(user) for user in consent.may_be_told],
        "from": consent.from_on.isoformat(),
        "until": consent.until_on.isoformat(),
        "withdrawn_at": _iso(consent.withdrawn_at),
    }


def _passed(passed: Passed, copy: Copy) -> dict[str, Any]:
    share = passed.share
    return {
        "to": recipient(share.recipient),
        "purpose": share.purpose.value,
        "basis": share.basis.value,
        "basis_text": share.basis_text,
        "at": _iso(share.shared_at),
        "until": _iso(share.withdrawn_at or share.expires_at),
        "read_at": _iso(share.read_at),
        "texts": [_text(copy.pieces[piece.place]) for piece in passed.pieces],
    }


def recipient(user: Any) -> str:
    """Return whom something was passed on to: the resident may know the recipient (art. 15, stk. 1, litra c)."""
    return f"{user.full_name}, {gettext(user.title or user.role.label)}"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
