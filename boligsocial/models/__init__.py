"""The ground: every table, one file per subject."""

from boligsocial.models.cases import Case, CaseFact, CaseLine, ContactAttempt, FollowUp, Recusal
from boligsocial.models.deliveries import Delivery
from boligsocial.models.directory import ContactDuty, ContactPerson
from boligsocial.models.kinds import (
    AnswerKind,
    CaseArea,
    CaseStatus,
    Channel,
    Labelled,
    LineState,
    NoteKind,
    PartyRole,
    Reached,
    Role,
    Room,
    Topic,
)
from boligsocial.models.moving import Defect
from boligsocial.models.notes import Note, NoteVersion, Photo, PhotoBytes
from boligsocial.models.people import Activation, LoginAttempt, LoginSession, Membership, User
from boligsocial.models.places import Department, Dwelling, HousingOrg
from boligsocial.models.residents import AgreementPoint, Household, Party, Resident
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
    CaseLine,
    CaseFact,
    Recusal,
    ContactAttempt,
    Household,
    Resident,
    Party,
    AgreementPoint,
    Defect,
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
    "AgreementPoint",
    "AnswerKind",
    "AuditRow",
    "Case",
    "CaseArea",
    "CaseFact",
    "CaseLine",
    "CaseStatus",
    "Channel",
    "ContactAttempt",
    "ContactDuty",
    "ContactPerson",
    "Defect",
    "Delivery",
    "Department",
    "Dwelling",
    "FollowUp",
    "Household",
    "HousingOrg",
    "Labelled",
    "LineState",
    "LoginAttempt",
    "LoginSession",
    "Membership",
    "Note",
    "NoteKind",
    "NoteVersion",
    "Party",
    "PartyRole",
    "Photo",
    "PhotoBytes",
    "Reached",
    "Recusal",
    "Resident",
    "Role",
    "Room",
    "Share",
    "ShareAnswer",
    "SharePhoto",
    "Topic",
    "User",
    "Visit",
]
