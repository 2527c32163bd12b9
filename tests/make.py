"""What a test needs, made in one line each; what the test does not care about is invented."""

import io
from collections.abc import Iterable
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from boligsocial.clock import now, today
from boligsocial.models import (
    AgreementPoint,
    Case,
    CaseArea,
    CaseFact,
    CaseLine,
    Channel,
    Consent,
    ConsentKind,
    ConsentRecipient,
    ContactAttempt,
    ContactDuty,
    ContactPerson,
    Defect,
    Department,
    Dwelling,
    FollowUp,
    GivenHow,
    Household,
    HousingOrg,
    InfoKind,
    Inquiry,
    InquiryWay,
    LineState,
    LoginSession,
    Mailing,
    MailState,
    Membership,
    Note,
    NoteKind,
    Notice,
    NoticeKind,
    Party,
    PartyRole,
    Photo,
    PhotoBytes,
    Promise,
    Reached,
    Recusal,
    Resident,
    Role,
    Room,
    Share,
    SharePhoto,
    Topic,
    User,
    Visit,
    VolunteerTask,
)
from boligsocial.passwords import hash_password, new_token, token_hash
from boligsocial.volunteering import WORDING
from tests.make_logins import PASSWORD, MakeLogins

__all__ = ["PASSWORD", "Make"]
_numbers = count(1)


class Make(MakeLogins):
    """One object instead of a zoo of fixtures. Every method returns the row it made."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    # -- people

    def user(self, role: Role = Role.WORKER, **values: Any) -> User:
        """A person with an account and the password PASSWORD."""
        number = next(_numbers)
        values = {
            "username": f"person{number}",
            "first_name": f"Fornavn{number}",
            "full_name": f"Fornavn{number} Efternavn{number}",
            "title": role.label,
            "password_hash": hash_password(PASSWORD),
            **values,
        }
        return User.create(role=role, **values)

    def worker(self, **values: Any) -> User:
        """A housing social worker."""
        return self.user(Role.WORKER, **values)

    def contact(self, *departments: Department, **values: Any) -> User:
        """A contact person of these departments."""
        return self._of_departments(self.user(Role.CONTACT, **values), departments)

    def board(self, *departments: Department, **values: Any) -> User:
        """A board member of these departments."""
        return self._of_departments(self.user(Role.BOARD, **values), departments)

    def _of_departments(self, user: User, departments: Iterable[Department]) -> User:
        for department in departments:
            Membership.create(user=user, department=department)
        return user

    def client(self, user: User | None = None, token: str = "") -> FlaskClient:
        """A browser; with a user it is signed in through a real session row, of this token if one is given."""
        client = self.app.test_client()
        if user is not None:
            token = token or new_token()
            LoginSession.get_or_create(token_hash=token_hash(token), defaults={"user": user})
            with client.session_transaction() as session:
                session["_user_id"] = token
                session["_fresh"] = True
        return client

    # -- places

    def org(self, **values: Any) -> HousingOrg:
        """A housing organisation."""
        return HousingOrg.create(**{"name": f"Boligorganisation {next(_numbers)}", **values})

    def department(self, **values: Any) -> Department:
        """A department, of an organisation of its own unless one is given."""
        values = {"name": f"Afdeling {next(_numbers)}", "street": "Prøvevej 1", "town": "Prøveby", **values}
        return Department.create(**{"org": values.pop("org", None) or self.org(), **values})

    def dwelling(self, department: Department | None = None, **values: Any) -> Dwelling:
        """A home."""
        values = {"address": f"Prøvevej {next(_numbers)}, 1. tv.", **values}
        return Dwelling.create(department=department or self.department(), **values)

    # -- work

    def note(self, author: User | None = None, **values: Any) -> Note:
        """A note: a visit about noise, happened and written now."""
        values = {"kind": NoteKind.VISIT, "topic": Topic.NOISE, **values}
        department = values.pop("department", None) or self.department()
        return Note.create(author=author or self.worker(), department=department, **values)

    def case(self, responsible: User | None = None, **values: Any) -> Case:
        """An open case about a neighbour conflict."""
        values = {"area": CaseArea.NEIGHBOUR_CONFLICT, **values}
        department = values.pop("department", None) or self.department()
        return Case.create(responsible=responsible or self.worker(), department=department, **values)

    def follow_up(self, case: Case | None = None, days: int = 0, **values: Any) -> FollowUp:
        """Something to do, due `days` from today."""
        case = case or self.case()
        due_on = today() + timedelta(days=days)
        values = {"what": "Ring og hør, hvordan det går", "due_on": due_on, **values}
        return FollowUp.create(case=case, created_by=case.responsible, **values)

    def visit(self, worker: User | None = None, **values: Any) -> Visit:
        """A visit planned for now."""
        department = values.pop("department", None) or self.department()
        values = {"planned_at": now(), "topic": Topic.NOISE, **values}
        return Visit.create(worker=worker or self.worker(), department=department, **values)

    def photo(self, note: Note | None = None, **values: Any) -> Photo:
        """A stored photo with real JPEG bytes."""
        data = self.picture()
        uploader = values.pop("uploader", None) or (note.author if note else self.worker())
        values = {"write_id": uuid4(), "sha256": "0" * 64, "width": 40, "height": 30, **values}
        photo = Photo.create(note=note, uploader=uploader, **values)
        PhotoBytes.create(photo=photo, image=data, thumbnail=data)
        return photo

    def picture(self, width: int = 40, height: int = 30, kind: str = "JPEG") -> bytes:
        """The bytes of a small picture file."""
        file = io.BytesIO()
        Image.new("RGB", (width, height), (90, 120, 110)).save(file, kind)
        return file.getvalue()

    def share(self, note: Note, recipient: User, *photos: Photo, **values: Any) -> Share:
        """A note shared with a contact person."""
        values = {"text": note.text, "shared_by": note.author, **values}
        share = Share.create(note=note, recipient=recipient, **values)
        for photo in photos:
            SharePhoto.create(share=share, photo=photo)
        return share

    def consent(self, case: Case, *recipients: User, kinds: Any = tuple(InfoKind), **values: Any) -> Consent:
        """A consent to passing on, spoken today and lasting half a year, from the case's first party."""
        party = Party.select().where(Party.case == case.id).first()
        resident = values.pop("resident", None) or (party or self.party(case)).resident
        values = {
            "given_how": GivenHow.SPOKEN,
            "heard_by": case.responsible,
            "recorded_by": case.responsible,
            "from_on": today(),
            "until_on": today() + timedelta(days=180),
            "review_on": today() + timedelta(days=90),
            **values,
        }
        consent = Consent.create(case=case, resident=resident, **values)
        for kind in kinds:
            ConsentKind.create(consent=consent, kind=kind)
        for user in recipients:
            ConsentRecipient.create(consent=consent, user=user)
        return consent

    def inquiry(self, **values: Any) -> Inquiry:
        """An inquiry that came by phone today."""
        number = next(_numbers)
        values = {"way": InquiryWay.PHONE, "topic": Topic.NOISE, "text": "Der larmes.", **values}
        return Inquiry.create(**{"reference": f"H-{number:06}", "due_on": today() + timedelta(days=2), **values})

    def task(self, volunteer: User | None = None, **values: Any) -> VolunteerTask:
        """A task for a volunteer tomorrow."""
        values = {
            "what": "Følg med til borgerservice",
            "starts_at": now() + timedelta(days=1),
            "meeting_place": "Hovedindgangen",
            "created_by": values.pop("created_by", None) or self.worker(),
            **values,
        }
        return VolunteerTask.create(volunteer=volunteer or self.user(Role.VOLUNTEER), **values)

    def promise(self, volunteer: User, wording: int = WORDING) -> Promise:
        """The volunteer has signed the confidentiality promise."""
        return Promise.create(user=volunteer, wording=wording)

    # -- guided cases

    def fact(self, case: Case, key: str, value: str) -> CaseFact:
        """Something the case knows, stored as its kind says."""
        return CaseFact.create(case=case, key=key, value=value, written_by=case.responsible)

    def line(self, case: Case, key: str, state: LineState = LineState.DONE) -> CaseLine:
        """How far a line is."""
        return CaseLine.create(case=case, key=key, state=state, changed_by=case.responsible)

    def recusal(self, case: Case, user: User) -> Recusal:
        """A worker for whom the case is not there."""
        return Recusal.create(case=case, user=user)

    def resident(self, dwelling: Dwelling | None = None, **values: Any) -> Resident:
        """A resident in a household of their own, unless one is given."""
        values = {"name": f"Beboer{next(_numbers)}", "phone": "+4520304050", **values}
        household = values.pop("household", None) or Household.create(dwelling=dwelling)
        return Resident.create(household=household, **values)

    def party(self, case: Case, resident: Resident | None = None, **values: Any) -> Party:
        """A resident's part in a case, the next free letter."""
        number = Party.select().where(Party.case == case.id).count()
        values = {"role": PartyRole.RESIDENT, "number": number, **values}
        return Party.create(case=case, resident=resident or self.resident(case.dwelling), **values)

    def defect(self, case: Case, **values: Any) -> Defect:
        """A fault in the kitchen."""
        return Defect.create(**{"case": case, "room": Room.KITCHEN, "found_by": case.responsible, **values})

    def attempt(self, case: Case, **values: Any) -> ContactAttempt:
        """A call that nobody answered."""
        values = {"channel": Channel.CALL, "outcome": Reached.NO_ANSWER, "made_by": case.responsible, **values}
        return ContactAttempt.create(case=case, **values)

    def point(self, case: Case, **values: Any) -> AgreementPoint:
        """A point of an agreement."""
        return AgreementPoint.create(**{"case": case, "what": "Der er ro efter kl. 22", **values})

    # -- e-mail

    def notice(self, user: User | None = None, **values: Any) -> Notice:
        """Something to tell a person by e-mail; without a `user`, give the `address`."""
        return Notice.create(user=user, **{"kind": NoticeKind.TASK, **values})

    def mailing(self, user: User | None = None, **values: Any) -> Mailing:
        """An e-mail in doubt, with one notice."""
        address = user.email if user else "nabo@eksempel.dk"
        values = {"address": address, "state": MailState.IN_DOUBT, "settled_at": now(), **values}
        mailing = Mailing.create(user=user, **values)
        self.notice(user, address="" if user else mailing.address, mailing=mailing)
        return mailing

    # -- directory

    def contact_person(self, **values: Any) -> ContactPerson:
        """Somebody to call."""
        return ContactPerson.create(**{"name": f"Kontakt {next(_numbers)}", "phone": "+4570102030", **values})

    def duty(self, contact: ContactPerson | None = None, **values: Any) -> ContactDuty:
        """What a contact person answers for: topic, department or org; none of them is the municipality's desk."""
        return ContactDuty.create(contact=contact or self.contact_person(), **values)
