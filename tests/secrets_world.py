"""A world full of secrets: an unmistakable word in every field in which somebody could write about a person."""

import random
import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from boligsocial.clock import now, today
from boligsocial.models import (
    Basis,
    Case,
    CaseArea,
    Delivery,
    Department,
    InfoKind,
    InquiryAnswer,
    InquiryWay,
    Mailing,
    MailState,
    Membership,
    Note,
    NoteVersion,
    Notice,
    NoticeKind,
    PhotoBytes,
    Promise,
    Role,
    Share,
    ShareAnswer,
    ShareVersion,
    User,
    VisitWords,
)
from boligsocial.models.kinds import AnswerKind
from tests.make import Make
from tests.make_journal import hold, package
from tests.make_rights import secrets_of_rights
from tests.seals_world import secrets_of_oversight

WORKER, CONTACT, VOLUNTEER, BOARD = Role.WORKER, Role.CONTACT, Role.VOLUNTEER, Role.BOARD
DAY = timedelta(days=1)


class Secrets:
    """Words and numbers that stand nowhere else, what each was hidden in, and whom it was meant for."""

    def __init__(self) -> None:
        self.chance = random.Random(2026)  # noqa: S311 - the same words every time, nothing secret
        self.what: dict[str, str] = {}
        self.meant_for: dict[str, tuple[Role, ...]] = {}

    def word(self, what: str, *readers: Role) -> str:
        """Return a new word of twelve letters."""
        return self._keep("".join(self.chance.choice(("bdfkpvxz", "aeiouy")[n % 2]) for n in range(12)), what, readers)

    def number(self, what: str, *readers: Role) -> str:
        """Return a new telephone number."""
        return "+45" + self._keep(f"2{self.chance.randrange(10**7):07}", what, readers)

    def email(self, what: str, *readers: Role) -> str:
        """Return a new e-mail address."""
        return f"{self.word(what, *readers)}@example.dk"

    def _keep(self, secret: str, what: str, readers: tuple[Role, ...]) -> str:
        self.what[secret] = what
        self.meant_for[secret] = readers
        return secret

    def hidden_from(self, role: Role | None) -> set[str]:
        """Return what this role's person is not meant to see."""
        return {secret for secret, readers in self.meant_for.items() if role not in readers}

    def shared_with(self, role: Role | None) -> set[str]:
        """Return what this role's person is meant to see."""
        return self.what.keys() - self.hidden_from(role)

    def found_in(self, texts: Iterable[str]) -> set[str]:
        """Return the secrets that stand in the texts, however a number is parted by blanks."""
        pattern = re.compile("|".join(self.what))
        return {found for text in set(texts) for found in pattern.findall(re.sub(r"\s", "", text.casefold()))}


class SecretsWorld:
    """Municipality, department and people; `users` holds one for each role that crawls."""

    def __init__(self, make: Make) -> None:
        self.make, self.secrets = make, Secrets()
        self.here, self.there = make.department(), make.department()
        roles: dict[Role, tuple[Department, ...]] = {
            WORKER: (),
            CONTACT: (self.here,),
            VOLUNTEER: (),
            BOARD: (self.here,),
        }
        self.users = {role: self._reader(role, *departments) for role, departments in roles.items()}
        self.worker = self.users[WORKER]
        self.neighbour = self._somebody(CONTACT, self.here, self.there)
        self.others = [self._somebody(role) for role in (VOLUNTEER, Role.LEADER, Role.ADMIN)]
        self.others.append(self._somebody(BOARD, self.here))
        self._somebody(WORKER, closed_at=now())
        for number, area in enumerate(CaseArea):
            self.case = self._case(area, self.here if number % 2 else self.there)
        self._shares()
        self._asked_and_told()
        self._directory()
        secrets_of_oversight(self.case, self.worker, self.others[1], self.secrets.word)
        package(self.case, receipt=self.secrets.word("journal number"))
        hold(self.case, reason=self.secrets.word("why a case is kept"))

    # -- people

    def _reader(self, role: Role, *departments: Department) -> User:
        """Somebody who crawls: the name may be known, how they log in and their e-mail are their own."""
        say = self.secrets
        own = {"username": say.word(f"username, {role}", role), "email": say.email(f"e-mail, {role}", role)}
        return self._user(role, *departments, **own)

    def _somebody(self, role: Role, *departments: Department, **values: Any) -> User:
        """Somebody of whom nobody in the portal knows."""
        say, who = self.secrets, f"another {role}"
        first = say.word(f"first name, {who}")
        values |= {"first_name": first, "full_name": f"{first} {say.word(f'last name, {who}')}"}
        values |= {"phone": say.number(f"phone, {who}"), "title": say.word(f"title, {who}")}
        values |= {"username": say.word(f"username, {who}"), "email": say.email(f"e-mail, {who}")}
        return self._user(role, *departments, **values)

    def _user(self, role: Role, *departments: Department, **values: Any) -> User:
        user = self.make.user(role, **values)
        for department in departments:
            Membership.create(user=user, department=department)
        return user

    # -- what only workers know

    def _case(self, area: CaseArea, department: Department) -> Case:
        make, say = self.make, self.secrets

        def word(what: str) -> str:
            return say.word(f"{what}, {area}", WORKER)

        home = make.dwelling(department, address=word("address"), is_protected=area == CaseArea.CONCERN)
        place = {"department": department, "dwelling": home}
        reason = {"two_visit_reason": word("why two visit"), "two_visit_until": today()}
        case = make.case(self.worker, area=area, **place, **reason)
        who = {"name": word("resident"), "phone": say.number(f"phone of a resident, {area}", WORKER)}
        resident = make.resident(home, **who, language=word("language"), has_protected_address=home.is_protected)
        party = make.party(case, resident, statement=word("statement"), wish=word("wish"))
        make.follow_up(case, what=word("follow-up"))
        make.follow_up(case, what=word("done follow-up"), done_at=now(), done_by=self.worker)
        make.fact(case, "cause_reported", word("fact"))
        make.point(case, party=party, what=word("agreement point"))
        make.defect(case, fault=word("defect"))
        make.visit(self.worker, case=case, purpose=word("visit"), portal_words=VisitWords.VISIT, **place)
        make.visit(self.worker, case=case, purpose=say.word("cancelled visit"), cancelled_at=now(), **place)
        secrets_of_rights(self.worker, resident, self._notes(case, word, place), word)
        self._around(case, word)
        return case

    def _notes(self, case: Case, word: Any, place: dict[str, Any]) -> Note:
        make = self.make
        note = make.note(self.worker, case=case, text=word("note"), version=2, **place)
        make.note(self.worker, case=case, text=self.secrets.word("undone note"), undone_at=now(), **place)
        earlier = {"kind": note.kind, "topic": note.topic, "happened_at": now(), "replaced_by": self.worker}
        NoteVersion.create(note=note, version=1, text=word("what a note said before"), **earlier, **place)
        self.photo(note, word("photo"), word("thumbnail"))
        return note

    def photo(self, note: Note | None, *words: str) -> Any:
        """A photo whose bytes hold a word, and whose thumbnail holds another."""
        photo = self.make.photo(note, uploader=self.worker)
        image, thumbnail = (self.make.picture() + word.encode() for word in words)
        PhotoBytes.update(image=image, thumbnail=thumbnail).where(PhotoBytes.photo == photo).execute()
        return photo

    def _around(self, case: Case, word: Any) -> None:
        """What others have asked and what volunteers do in the case."""
        say = self.secrets
        asked = {"sender_name": word("asker"), "sender_email": f"{word('asker e-mail')}@example.dk"}
        asked |= {"sender_phone": say.number("asker phone", WORKER), "place": word("place of an inquiry")}
        inquiry = self.make.inquiry(case=case, department=case.department, text=word("inquiry"), **asked)
        InquiryAnswer.create(inquiry=inquiry, author=self.worker, text=word("answer to an inquiry"))
        self.make.task(self.others[0], case=case, what=word("task of another"), meeting_place=word("meeting place"))

    # -- what is shared, and what no longer is

    def _shares(self) -> None:
        make, say, lone = self.make, self.secrets, self.users[CONTACT]
        home = make.dwelling(self.here, address=say.word("address shared", WORKER, CONTACT))
        note = self._note(self.here, dwelling=home)
        seen, thumb = say.word("shared photo", WORKER, CONTACT), say.word("shared thumbnail", WORKER, CONTACT)
        shown: dict[str, Any] = {"shows_dwelling": True, "photos": [self.photo(note, seen, thumb)], "version": 2}
        self.shared = self._share(note, lone, CONTACT, **shown)
        self.photo(note, say.word("photo kept back", WORKER), say.word("thumbnail kept back", WORKER))
        before = say.word("what a share said before", WORKER)
        ShareVersion.create(share=self.shared, version=1, text=before, replaced_by=self.worker)
        protected = make.dwelling(self.here, address=say.word("protected address", WORKER), is_protected=True)
        self._share(self._note(self.here, dwelling=protected), lone, CONTACT, shows_dwelling=True)
        unshown = make.dwelling(self.here, address=say.word("address not shown", WORKER))
        self._share(self._note(self.here, dwelling=unshown), lone, CONTACT)
        # So many that the page offers to search them.
        for _ in range(4):
            self._share(self._note(self.here), lone, CONTACT)
        self._ended_shares(lone)

    def _ended_shares(self, lone: User) -> None:
        note, case = self._note(self.here), self.make.case(self.worker, department=self.here)
        self._share(note, self.neighbour)
        self._share(note, lone, withdrawn_at=now(), withdrawn_by=self.worker)
        self._share(note, lone, expires_at=now() - DAY)
        self._share(self._note(self.here, undone_at=now()), lone)
        self._share(self._note(self.there), lone)
        over = {"from_on": today() - 9 * DAY, "until_on": today() - DAY}
        for ended in ({"withdrawn_at": now(), "withdrawn_by": self.worker}, over):
            consent = self.make.consent(case, lone, kinds=tuple(InfoKind), **ended)
            self._share(self._note(self.here, case=case), lone, basis=Basis.CONSENT, consent=consent)

    def _note(self, department: Department, **values: Any) -> Note:
        text = self.secrets.word("text of a note that is shared in other words", WORKER)
        return self.make.note(self.worker, department=department, text=text, **values)

    def _share(self, note: Note, recipient: User, *readers: Role, photos: Iterable[Any] = (), **values: Any) -> Share:
        say, seen = self.secrets, (WORKER, *readers)
        text, basis = say.word("text of a share", *seen), say.word("basis of a share", WORKER)
        share = self.make.share(note, recipient, *photos, **{"text": text, "basis_text": basis, **values})
        for author in (recipient, self.worker):
            words = say.word("answer to a share", *seen)
            ShareAnswer.create(share=share, author=author, kind=AnswerKind.TEXT, text=words)
        return share

    # -- inquiries, tasks, mails, directory

    def _asked_and_told(self) -> None:
        make, say, hanne = self.make, self.secrets, self.users[VOLUNTEER]
        for sender, *readers in ((self.users[CONTACT], CONTACT), (self.neighbour,)):
            text = say.word("inquiry through the portal", WORKER, *readers)
            asked = make.inquiry(sender=sender, way=InquiryWay.PORTAL, department=self.here, text=text)
            said = say.word("answer in the portal", WORKER, *readers)
            InquiryAnswer.create(inquiry=asked, author=self.worker, text=said)
        Promise.create(user=hanne, wording=1)
        for ended, *readers in (({}, VOLUNTEER), ({"declined_at": now()},), ({"cancelled_at": now()},)):
            words = {"what": say.word("task", WORKER, *readers), "meeting_place": say.word("place", WORKER, *readers)}
            make.task(hanne, created_by=self.worker, **words, **ended)
        note = make.note(self.worker, department=self.here)
        payload = say.word("what a phone sent").encode()
        Delivery.create(note=note, version=1, payload=payload, sha256="0" * 64)
        address, trouble = say.email("e-mail of a stranger"), say.word("why a mail failed")
        mailing = Mailing.create(address=address, state=MailState.FAILED, trouble=trouble)
        Notice.create(address=address, kind=NoticeKind.INQUIRY_RECEIVED, path=f"/{say.word('path')}", mailing=mailing)

    def _directory(self) -> None:
        say, seen = self.secrets, (WORKER, VOLUNTEER)
        for values, readers in (({}, seen), ({"retired_at": now()}, (WORKER,))):
            words = {name: say.word(f"{name} in the directory", *readers) for name in ("name", "title", "hours")}
            ways = {"phone": say.number("phone in the directory", *readers)}
            ways["email"] = say.email("e-mail in the directory", *readers)
            person = self.make.contact_person(**words, **ways, **values)
            self.make.duty(person, department=self.here)
