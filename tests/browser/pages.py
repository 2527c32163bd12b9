"""Every page of the app, from its own list of addresses, with rows of the demo world filled in."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from werkzeug.routing import Rule

from boligsocial import create_app
from boligsocial.access import PUBLIC
from boligsocial.models import (
    Activation,
    AgreementPoint,
    Case,
    CaseArea,
    CaseStatus,
    Consent,
    ContactPerson,
    DataRequest,
    Defect,
    Department,
    Dwelling,
    FollowUp,
    HousingOrg,
    Inquiry,
    Mask,
    Note,
    Party,
    Photo,
    RequestKind,
    Resident,
    Role,
    Sample,
    Share,
    User,
    Visit,
)
from boligsocial.volunteering import recent_tasks

# Who tries the pages of a role.
PEOPLE = {
    Role.WORKER: "maja",
    Role.CONTACT: "lone",
    Role.VOLUNTEER: "hanne",
    Role.LEADER: "susanne",
    Role.ADMIN: "erik",
    Role.BOARD: "birthe",
}
# Addresses that answer with something else than a page: files, and parts that htmx asks for.
NOT_PAGES = (
    "static",
    "notes.worker",
    "notes.photo",
    "notes.thumbnail",
    "notes.case_choice",
    "departments.dwellings",
    "directory.vcf",
    "portal.calendar",
    "figures.csv",
    "signon.leave",
    "signon.come_back",
    "journal.download",
)
# Pages that look different with a question in the address.
ASKED = {
    Role.WORKER: ("/log?kind=visit&topic=noise", "/kontakt?topic=noise&department=1", "/kontakt?topic=rent"),
    Role.VOLUNTEER: ("/kontakt?topic=noise&department=1",),
}
NOWHERE = "/findes-ikke"


def roles_and_rules() -> list[tuple[Role, str]]:
    """Return (role, address pattern) of every page, and of the pages with a question."""
    app = create_app({"DATABASE_URL": "sqlite:///:memory:", "SECRET_KEY": "only-for-tests"})
    found = [(role, rule.rule) for rule in app.url_map.iter_rules() for role in _who_sees(app, rule)]
    found += [(role, path) for role, paths in ASKED.items() for path in paths]
    return [*found, *((role, NOWHERE) for role in PEOPLE)]


def _who_sees(app: Any, rule: Rule) -> list[Role]:
    view = app.view_functions[rule.endpoint]
    roles = getattr(view, "allowed_roles", None) or PUBLIC
    if "GET" not in (rule.methods or ()) or rule.endpoint in NOT_PAGES or rule.rule.startswith("/o/"):
        return []
    return [role for role in PEOPLE if role in roles]


def filled_in(pattern: str, role: Role) -> str:
    """Return the address with a row of the demo world in the place of each `<...>`. Needs a connection."""
    if "<" not in pattern:
        return pattern
    before, _, rest = pattern.partition("<")
    name, _, after = rest.partition(">")
    name = name.rpartition(":")[2]
    if name == "key":
        return before + SHEET + filled_in(after, role)
    if name not in ROWS:
        raise LookupError(f"say in tests/browser/pages.py which row opens {pattern}")
    rows = next((rows for part, rows in CASES.items() if name == "case_id" and part in after), ROWS[name])
    row = rows(User.get(User.username == PEOPLE[role]))
    return before + str(row.id) + filled_in(after, role)


def _richest_note(user: User) -> Any:
    """A note with text, photos and a share."""
    with_photo = Photo.select(Photo.note)
    with_share = Share.select(Share.note).where(Share.withdrawn_at.is_null())
    live = Note.select().where(Note.undone_at.is_null()).order_by(Note.id)
    return live.where(Note.id.in_(with_photo), Note.id.in_(with_share)).first() or live.first()


def _lasting_share(user: User) -> Any:
    """One that the person may open: sent by a worker, or to the contact person and not answered."""
    mine = Share.recipient == user if user.role == Role.CONTACT else Share.withdrawn_at.is_null()
    return Share.select().where(mine, Share.withdrawn_at.is_null()).order_by(Share.shared_at).first()


def _inquiry(user: User) -> Any:
    """One that waits, the person's own when they are no worker."""
    waiting = Inquiry.select().where(Inquiry.closed_at.is_null()).order_by(Inquiry.reference)
    return (waiting.where(Inquiry.sender == user) if user.role == Role.CONTACT else waiting).first()


def _case(user: User) -> Any:
    with_work = FollowUp.select(FollowUp.case).where(FollowUp.done_at.is_null())
    return Case.select().where(Case.id.in_(with_work)).order_by(Case.opened_at).first()


def _move_in(user: User) -> Any:
    """A move-in with a defect."""
    return Case.select().where(Case.id.in_(Defect.select(Defect.case))).first()


# Addresses that only a case of one work area has: what comes after the case -> the case.
CASES: dict[str, Callable[[User], Any]] = {
    **dict.fromkeys(("/indflytningsdag", "/mangelliste", "/mangler"), _move_in),
    "/aftale": lambda user: Case.get(Case.id.in_(AgreementPoint.select(AgreementPoint.case))),
    "/journal": lambda user: Case.select().where(Case.status == CaseStatus.CLOSED).order_by(Case.opened_at).first(),
    "/underretning": lambda user: Case.get(Case.area == CaseArea.CONCERN),
}
# The sheet of facts that stands for the others: every area has it.
SHEET = "consent"
# The part of an address -> the row that stands for it.
ROWS: dict[str, Callable[[User], Any]] = {
    "party_id": lambda user: Party.select().where(Party.statement != "").order_by(Party.number).first(),
    "resident_id": lambda user: Resident.select().order_by(Resident.name).first(),
    "request_id": lambda user: DataRequest.get(DataRequest.kind == RequestKind.COPY),
    "place": lambda user: SimpleNamespace(id=Mask.get().place),
    "inquiry_id": _inquiry,
    "task_id": lambda user: recent_tasks(user).first(),
    "consent_id": lambda user: Consent.select().order_by(Consent.until_on.desc()).first(),
    "note_id": _richest_note,
    "case_id": _case,
    "share_id": _lasting_share,
    "sample_id": lambda user: Sample.select().where(Sample.reads > 0).first(),
    "visit_id": lambda user: Visit.select().where(Visit.cancelled_at.is_null()).order_by(Visit.planned_at).first(),
    "follow_up_id": lambda user: FollowUp.select().order_by(FollowUp.due_on).first(),
    "defect_id": lambda user: Defect.select().where(Defect.removed_at.is_null()).first(),
    "photo_id": lambda user: Photo.select().where(Photo.note.is_null(False)).first(),
    "person_id": lambda user: ContactPerson.select().order_by(ContactPerson.id).first(),
    "contact_id": lambda user: ContactPerson.select().order_by(ContactPerson.id).first(),
    "org_id": lambda user: HousingOrg.select().order_by(HousingOrg.id).first(),
    "department_id": lambda user: Department.select().order_by(Department.id).first(),
    "dwelling_id": lambda user: Dwelling.select().order_by(Dwelling.id).first(),
    "user_id": lambda user: User.select().order_by(User.id).first(),
    "token": lambda user: Activation.select().first(),
}
