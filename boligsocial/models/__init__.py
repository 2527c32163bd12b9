"""The ground: every table, one file per subject."""

from boligsocial.models.cases import Case, FollowUp
from boligsocial.models.deliveries import Delivery
from boligsocial.models.directory import ContactDuty, ContactPerson
from boligsocial.models.kinds import AnswerKind, CaseArea, CaseStatus, Labelled, NoteKind, Role, Topic
from boligsocial.models.notes import Note, NoteVersion, Photo, PhotoBytes
from boligsocial.models.people import Activation, LoginAttempt, LoginSession, Membership, User
from boligsocial.models.places import Department, Dwelling, HousingOrg
from boligsocial.models.sharing import Share, ShareAnswer, SharePhoto
from boligsocial.models.trace import AuditRow
from boligsocial.models.visits import Visit

TABLES = (
    HousingOrg,
    Department,
    Dwelling,
    User,
    Membership,
    LoginSession,
    LoginAttempt,
    Activation,
    Case,
    FollowUp,
    Visit,
    Note,
    NoteVersion,
    Photo,
    PhotoBytes,
    Delivery,
    ContactPerson,
    ContactDuty,
    Share,
    SharePhoto,
    ShareAnswer,
    AuditRow,
)

__all__ = [
    "TABLES",
    "Activation",
    "AnswerKind",
    "AuditRow",
    "Case",
    "CaseArea",
    "CaseStatus",
    "ContactDuty",
    "ContactPerson",
    "Delivery",
    "Department",
    "Dwelling",
    "FollowUp",
    "HousingOrg",
    "Labelled",
    "LoginAttempt",
    "LoginSession",
    "Membership",
    "Note",
    "NoteKind",
    "NoteVersion",
    "Photo",
    "PhotoBytes",
    "Role",
    "Share",
    "ShareAnswer",
    "SharePhoto",
    "Topic",
    "User",
    "Visit",
]
