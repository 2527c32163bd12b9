"""The world of the matrix with a row for every column that people write in."""

from datetime import timedelta

from boligsocial.clock import now, today
from boligsocial.models import (
    Case,
    InquiryAnswer,
    MailState,
    NoteVersion,
    ResidentVersion,
    Role,
    ShareAnswer,
    ShareVersion,
)
from boligsocial.models.kinds import AnswerKind
from boligsocial.procedures import procedure_of
from tests.hostile.columns import FREE
from tests.make import Make
from tests.world import World


class FullWorld(World):
    """What `World` has, and what nothing in the matrix needs: earlier versions, answers, facts, reasons."""

    def __init__(self, make: Make) -> None:
        super().__init__(make)
        self._earlier_versions()
        self._answers()
        self._facts()
        self._rights()
        Case.update(two_visit_reason="x", two_visit_until=today()).execute()
        make.mailing(user=None, state=MailState.FAILED)
        make.task(self.users[Role.VOLUNTEER], done_at=now() - timedelta(days=1))
        make.resident(household=self.party.resident.household)

    def _earlier_versions(self) -> None:
        note = self.note
        earlier = {"kind": note.kind, "topic": note.topic, "happened_at": now(), "replaced_by": self.worker}
        place = {"department": self.here, "dwelling": self.home}
        NoteVersion.create(note=note, version=0, text="x", **earlier, **place)
        ShareVersion.create(share=self.share, version=0, text="x", replaced_by=self.worker)

    def _answers(self) -> None:
        for author in (self.contact, self.worker):
            ShareAnswer.create(share=self.share, author=author, kind=AnswerKind.TEXT, text="x")
        for kind in ("inquiry", "closed inquiry"):
            row = self.own[kind]["inquiry_id"]
            InquiryAnswer.create(inquiry=row, author=self.worker, text="x")

    def _rights(self) -> None:
        resident = self.party.resident
        known = {"name": "x", "phone": "x", "language": "x", "has_protected_address": False}
        if not ResidentVersion.select().exists():
            ResidentVersion.create(resident=resident, version=1, replaced_by=self.worker, **known)

    def _facts(self) -> None:
        """Every case knows every fact that is a text."""
        for case in Case.select():
            known = {fact.key for fact in case.facts}
            for fact in procedure_of(case.area).facts().values():
                if fact.kind in FREE and fact.key not in known:
                    self.make.fact(case, fact.key, "x")
