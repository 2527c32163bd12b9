"""An app on a database and in folders of its own, and a case whose every field holds a word that is nowhere else."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from boligsocial import create_app, db
from boligsocial.clock import now, today
from boligsocial.models import (
    Case,
    CaseArea,
    DataRequest,
    Delivery,
    Glass,
    InquiryAnswer,
    InquiryWay,
    Mailing,
    MailState,
    Mask,
    MaskReason,
    Note,
    NoteVersion,
    Notice,
    NoticeKind,
    PhotoBytes,
    ProvedBy,
    RequestKind,
    Resident,
    ResidentVersion,
    Seal,
    SealKeeper,
    SealWhy,
    ShareAnswer,
    ShareVersion,
    User,
)
from boligsocial.models.kinds import AnswerKind
from tests.make import Make
from tests.make_journal import close
from tests.secrets_world import Secrets

KEY = "a key for the tests of what is deleted"


@contextmanager
def house(folder: Path, **settings: Any) -> Iterator[Flask]:
    """The app with all its files in `folder`; its database is open meanwhile, on a connection like a request's."""
    shared, own_temp = db.db.obj, tempfile.tempdir
    for name in ("instance", "temp", "mail"):
        (folder / name).mkdir(exist_ok=True)
    tempfile.tempdir = str(folder / "temp")
    own = {
        **{"TESTING": True, "SECRET_KEY": KEY, "AUDIT_KEY": KEY[::-1], "WTF_CSRF_ENABLED": False},
        "DATABASE_URL": f"sqlite:///{folder}/instance/own.db",
        "MAIL_FOLDER": str(folder / "mail"),
        "DELETION_LIST": str(folder / "deletions"),
    }
    app = create_app({**own, **settings})
    try:
        db.db.obj.connect()
        db.migrations().up()
        yield app
    finally:
        db.db.obj.close()
        db.db.initialize(shared)
        tempfile.tempdir = own_temp


def run(app: Flask, *command: str) -> Any:
    """Run a flask command the way the night does: on a connection of its own."""
    db.db.obj.close()
    with db.db.obj.connection_context():
        result = app.test_cli_runner().invoke(args=list(command))
    db.db.obj.connect()
    return result


class Doomed:
    """A closed case of one resident, full of secrets, and beside it a case that stays."""

    def __init__(self, make: Make) -> None:
        self.make, self.secrets = make, Secrets()
        self.worker: User = make.worker()
        self.department = make.department()
        home = make.dwelling(self.department)
        place = {"department": self.department, "dwelling": home}
        self.case: Case = make.case(self.worker, area=CaseArea.MOVE_IN, two_visit_reason=self._word("two"), **place)
        self.other: Case = make.case(self.worker, grown_from=self.case, **place)
        self.resident: Resident = make.resident(
            home, name=self._word("name"), phone=self.secrets.number("phone"), language=self._word("language")
        )
        self._people()
        self._notes(place)
        self._rights_and_seals()
        self._inquiry()
        self.case = close(self.case)

    def _word(self, what: str) -> str:
        return self.secrets.word(what)

    def _people(self) -> None:
        make, case, word = self.make, self.case, self._word
        party = make.party(case, self.resident, statement=word("statement"), wish=word("wish"))
        make.point(case, party=party, what=word("agreement point"))
        make.follow_up(case, what=word("follow-up"))
        make.fact(case, "cause_reported", word("fact"))
        make.attempt(case), make.recusal(case, make.worker()), make.line(case, "offer")
        make.visit(self.worker, case=case, department=self.department, purpose=word("visit"))
        make.task(case=case, what=word("task"), meeting_place=word("meeting place"))
        make.photo(uploader=self.worker, defect=make.defect(case, fault=word("defect")))

    def _notes(self, place: dict[str, Any]) -> None:
        make, word = self.make, self._word
        note: Note = make.note(self.worker, case=self.case, text=word("note"), version=2, **place)
        make.note(self.worker, case=self.case, text=word("undone note"), undone_at=now(), **place)
        before = {"kind": note.kind, "topic": note.topic, "happened_at": now(), "replaced_by": self.worker}
        NoteVersion.create(note=note, version=1, text=word("what a note said before"), **before, **place)
        Delivery.create(note=note, version=1, payload=word("what a phone sent").encode(), sha256="0" * 64)
        photo = make.photo(note)
        image, thumbnail = (make.picture() + word(what).encode() for what in ("photo", "thumbnail"))
        PhotoBytes.update(image=image, thumbnail=thumbnail).where(PhotoBytes.photo == photo).execute()
        contact = make.contact(self.department)
        consent = make.consent(self.case, contact, resident=self.resident)
        words = {"text": word("text of a share"), "basis_text": word("basis of a share"), "consent": consent}
        share = make.share(note, contact, photo, **words)
        ShareVersion.create(share=share, version=1, text=word("share before"), replaced_by=self.worker)
        ShareAnswer.create(share=share, author=contact, kind=AnswerKind.TEXT, text=word("answer to a share"))

    def _rights_and_seals(self) -> None:
        case, worker, word = self.case, self.worker, self._word
        asked = {
            "registered_by": worker,
            "asked_on": today(),
            "due_on": today(),
            "closed_at": now(),
            "closed_by": worker,
        }
        asked |= {"kind": RequestKind.CORRECTION, "proved_by": ProvedBy.KNOWN, "wish": word("wish for a correction")}
        request = DataRequest.create(resident=self.resident, remark=word("remark"), **asked)
        left_out = {"words": word("masked"), "hides": True, "reason": MaskReason.NAME, "decided_by": worker}
        Mask.create(request=request, place="note 1", **left_out)
        before = {"name": word("name before"), "phone": "", "language": "", "has_protected_address": False}
        ResidentVersion.create(resident=self.resident, version=1, replaced_by=worker, **before)
        sealed = Seal.create(case=case, why=SealWhy.COLLEAGUE, words=word("why sealed"), sealed_by=worker)
        SealKeeper.create(seal=sealed, user=self.make.worker())
        Glass.create(case=case, user=self.make.worker(), reason=word("why opened"), until=now())

    def _inquiry(self) -> None:
        word, address = self._word, self.secrets.email("e-mail of a sender")
        asked = {"sender_name": word("sender"), "sender_phone": self.secrets.number("phone of a sender")}
        asked |= {"sender_email": address, "place": word("place"), "text": word("inquiry"), "way": InquiryWay.PUBLIC}
        inquiry = self.make.inquiry(case=self.case, closed_at=now(), **asked)
        InquiryAnswer.create(inquiry=inquiry, author=self.worker, text=word("answer to an inquiry"))
        self.mailing = Mailing.create(address=address, state=MailState.FAILED, trouble="Afvist", settled_at=now())
        Notice.create(address=address, kind=NoticeKind.INQUIRY_RECEIVED, mailing=self.mailing)

    def browser(self) -> FlaskClient:
        """The worker's, with a login of just now."""
        return self.make.client(self.worker)

    def leave_a_mail(self, folder: Path) -> None:
        """Keep the mail to the sender as a file, as without a mail server."""
        (folder / f"{self.mailing.id}.eml").write_text(f"To: {self.mailing.address}\n")

    def found_in(self, folder: Path) -> dict[str, set[str]]:
        """Return which files under the folder hold which of the secrets."""
        held = {}
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            content = path.read_bytes()
            known = {what for secret, what in self.secrets.what.items() if secret.encode() in content}
            if known:
                held[str(path.relative_to(folder))] = known
        return held
