"""The journal package: a ZIP that is the same to the last bit each time it is made of the same content.

docs/journal.md describes it, and docs/journal.schema.json the JSON in it. A change that a reader of the older form
would stumble over gets a new VERSION.
"""

import hashlib
import io
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from boligsocial.casefile import Plain, casefile, plain
from boligsocial.journal.sheets import case_on_paper
from boligsocial.models import JournalPackage, number_of
from boligsocial.photos import bytes_of

FORMAT, VERSION = "boligsocial-journal", 1


def build(package: JournalPackage, municipality: str) -> io.BytesIO:
    """Return the ZIP, from its beginning; what it says is what the case says now. It never lies on a disk of ours."""
    top, listed = f"sag-{number_of(package.case_id)}", []
    whole = io.BytesIO()
    with ZipFile(whole, "w") as archive:
        for name, content in _files(package, municipality):
            _put(archive, f"{top}/{name}", content)
            listed.append({"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()})
        _put(archive, f"{top}/manifest.json", _json(_manifest(package, listed)))
    whole.seek(0)
    return whole


def file_name(package: JournalPackage) -> str:
    """Return what the ZIP is called: nothing of it tells what the case is about."""
    return f"sag-{number_of(package.case_id)}-{package.made_at:%Y%m%d%H%M}.zip"


def described(package: JournalPackage) -> Plain:
    """Return what sag.json says: the case file, which package it is of, and where each photo lies."""
    file = casefile(package.case, package.made_at)
    for number, photo in enumerate(file["photos"], 1):
        photo["file"] = f"fotos/{number:03}-{photo['id'][:8]}.jpg"
    return {"format": FORMAT, "version": VERSION, "package": str(package.id), "made_at": plain(package.made_at), **file}


def _files(package: JournalPackage, municipality: str) -> Iterator[tuple[str, bytes]]:
    file = described(package)
    for photo in file["photos"]:
        yield photo["file"], bytes_of(UUID(photo["id"]))
    yield "sag.json", _json(file)
    yield "sag.pdf", case_on_paper(file, package.made_at, municipality, lambda photo: bytes_of(UUID(photo)))


def _manifest(package: JournalPackage, files: list[Plain]) -> Plain:
    return {
        "format": FORMAT,
        "version": VERSION,
        "package": str(package.id),
        "case": str(package.case_id),
        "case_number": number_of(package.case_id),
        "made_at": plain(package.made_at),
        "content_sha256": package.digest,
        "files": files,
    }


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _put(archive: ZipFile, name: str, content: bytes) -> None:
    # No clock, no system and no owner of this machine.
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.external_attr, entry.create_system = 0o600 << 16, 3
    entry.compress_type = ZIP_STORED if name.endswith(".jpg") else ZIP_DEFLATED
    archive.writestr(entry, content)
