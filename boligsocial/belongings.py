"""What belongs to a case: every row that would not be there without it. The case file, its digest and the deletion ask
here, so that nothing can be deleted that was not handed over, and nothing is left behind.

`OWNED` names the columns by which a row belongs, `LOOSENED` those that only point at it. A test walks the foreign keys
of all tables and fails over one that stands in neither.
"""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from peewee import ForeignKeyField, Model

from boligsocial.models import (
    AgreementPoint,
    Case,
    CaseFact,
    CaseLine,
    Consent,
    ConsentKind,
    ConsentRecipient,
    ContactAttempt,
    DataRequest,
    Defect,
    Delivery,
    FollowUp,
    Glass,
    Inquiry,
    InquiryAnswer,
    JournalPackage,
    LegalHold,
    Note,
    NoteVersion,
    Party,
    Photo,
    PhotoBytes,
    PlannedDeletion,
    Recusal,
    SampleRow,
    Seal,
    SealKeeper,
    Share,
    ShareAnswer,
    SharePhoto,
    ShareVersion,
    Visit,
    VolunteerTask,
)

# Owner before owned: reversed it is the order in which rows can go.
OWNED: tuple[tuple[type[Model], tuple[Any, ...]], ...] = (
    (FollowUp, (FollowUp.case,)),
    (CaseLine, (CaseLine.case,)),
    (CaseFact, (CaseFact.case,)),
    (Recusal, (Recusal.case,)),
    (ContactAttempt, (ContactAttempt.case,)),
    (Seal, (Seal.case,)),
    (SealKeeper, (SealKeeper.seal,)),
    (Glass, (Glass.case,)),
    (Party, (Party.case,)),
    (AgreementPoint, (AgreementPoint.case,)),
    (Consent, (Consent.case,)),
    (ConsentKind, (ConsentKind.consent,)),
    (ConsentRecipient, (ConsentRecipient.consent,)),
    (Visit, (Visit.case,)),
    (Defect, (Defect.case,)),
    (Note, (Note.case,)),
    (NoteVersion, (NoteVersion.note,)),
    (Delivery, (Delivery.note,)),
    (Photo, (Photo.note, Photo.defect)),
    (PhotoBytes, (PhotoBytes.photo,)),
    # One whose consent goes would be shared without one: it goes too.
    (Share, (Share.note, Share.consent)),
    (ShareVersion, (ShareVersion.share,)),
    (ShareAnswer, (ShareAnswer.share,)),
    (SharePhoto, (SharePhoto.share, SharePhoto.photo)),
    (Inquiry, (Inquiry.case,)),
    (InquiryAnswer, (InquiryAnswer.inquiry,)),
    (VolunteerTask, (VolunteerTask.case,)),
    (JournalPackage, (JournalPackage.case,)),
    (LegalHold, (LegalHold.case,)),
    (PlannedDeletion, (PlannedDeletion.case,)),
)
# Rows that stay when what they point at goes: they point at nothing then.
LOOSENED: tuple[Any, ...] = (
    Case.grown_from,
    Note.visit,
    Note.party,
    AgreementPoint.party,
    VolunteerTask.consent,
    SampleRow.case,
    DataRequest.note,
)


def conditions_of(cases: Iterable[Any]) -> dict[type[Model], Any]:
    """Return, for each table owner before owned, the condition for the rows that belong to the cases with these ids."""
    found: dict[type[Model], Any] = {Case: Case.id.in_(list(cases))}
    for table, columns in OWNED:
        found[table] = _any_of(column.in_(_ids(column, found)) for column in columns)
    return found


def _any_of(conditions: Iterator[Any]) -> Any:
    whole = next(conditions)
    for condition in conditions:
        whole |= condition
    return whole


def _ids(column: ForeignKeyField, found: dict[type[Model], Any]) -> Any:
    owner = cast(type[Model], column.rel_model)
    return owner.select(column.rel_field).where(found[owner])
