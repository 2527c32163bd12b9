"""The world of the matrix with a row for every column that people write in."""

from datetime import timedelta

from boligsocial.clock import now, today
from boligsocial.models import (
    Case,
    CorrectionEnd,
    GlassVerdict,
    InquiryAnswer,
    MailState,
    NoteVersion,
    ReadAlarm,
    RequestKind,
    ResidentVersion,
    Role,
    ShareAnswer,
    ShareVersion,
)
from boligsocial.models.kinds import AnswerKind
from boligsocial.procedures import procedure_of
from tests.hostile.columns import FREE
from tests.make import Make
from tests.make_journal import close, journalise
from tests.make_rights import data_request
from tests.seals_world import glass
from tests.world import World


class FullWorld(World):
    """What `World` has, and what nothing in the matrix needs: earlier versions, answers, facts, reasons."""

    def __init__(self, make: Make) -> None:
        super().__init__(make)
        self._earlier_versions()
        self._answers()
        self._facts()
        self._rights()
        self._ends()
        for user in self.users.values():
            make.passkey(user)
            make.login(user)
        for case in Case.select():
            case.two_visit_reason, case.two_visit_until = "x", today()
            case.save(only=[Case.two_visit_reason, Case.two_visit_until])
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

    def _ends(self) -> None:
        """What is only shown once somebody has decided: an answer to a wish, a review, a settled alarm, a receipt."""
        leader, resident = self.users[Role.LEADER], self.party.resident
        closed = {"end": CorrectionEnd.REFUSED, "end_text": "x", "closed_at": now(), "closed_by": self.worker}
        self.has("closed correction", request_id=data_request(self.worker, resident, RequestKind.CORRECTION, **closed))
        reviewed = {"verdict": GlassVerdict.WRONG, "reviewed_by": leader, "reviewed_at": now(), "closed_at": now()}
        glass(self.sealed, self.other_worker, **reviewed)
        ReadAlarm.create(user=self.other_worker, day=today(), reads=61, settled_by=leader, settled_at=now())
        place = {"department": self.here, "dwelling": self.home}
        journalised = close(self.make.case(self.worker, **place))
        journalise(journalised)
        self.has("journalised case", case_id=journalised)
        # A copy shows what was passed on of the resident's own case.
        told = self.make.note(self.worker, case=self.case, party=self.party, text="x", **place)
        share = self.make.share(told, self.contact)
        ShareVersion.create(share=share, version=0, text="x", replaced_by=self.worker)

    def _facts(self) -> None:
        """Every case knows every fact that is a text."""
        for case in Case.select():
            known = {fact.key for fact in case.facts}
            for fact in procedure_of(case.area).facts().values():
                if fact.kind in FREE and fact.key not in known:
                    self.make.fact(case, fact.key, "x")
