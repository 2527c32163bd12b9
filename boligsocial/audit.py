"""What happened: the one door for writes, and the record of who was shown what."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from peewee import DoesNotExist, IntegrityError, Model

from boligsocial import models
from boligsocial.chain import add_row
from boligsocial.clock import now
from boligsocial.db import writing
from boligsocial.models import AuditRow, User

Subject = TypeVar("Subject", bound=Model | None)


class Event(StrEnum):
    """Named subject.verb; a name is never reused for another meaning."""

    USER_CREATED = "user.created"
    USER_CHANGED = "user.changed"
    USER_CLOSED = "user.closed"
    USER_REOPENED = "user.reopened"
    USER_ACTIVATED = "user.activated"
    USER_INVITED = "user.invited"
    LANGUAGE_CHOSEN = "user.language_chosen"
    PASSWORD_CHANGED = "user.password_changed"
    LOGGED_IN = "login.started"
    LOGGED_OUT = "login.ended"
    LOGIN_REFUSED = "login.refused"
    LOGIN_PROVED = "login.proved"
    SIGNON_BEGUN = "signon.begun"
    SIGNON_BACK = "signon.back"
    SIGNON_REFUSED = "signon.refused"
    SIGNON_SHUT_OUT = "signon.shut_out"
    IDENTITY_LINKED = "identity.linked"
    SET_UP_BEGUN = "login.set_up_begun"
    LOGIN_UNLOCKED = "login.unlocked"
    LOGIN_ENDED = "login.ended_elsewhere"
    LOGINS_ENDED = "login.all_ended"
    PASSKEY_ADDED = "passkey.added"
    PASSKEY_RENAMED = "passkey.renamed"
    PASSKEY_REMOVED = "passkey.removed"
    PASSKEY_REVOKED = "passkey.revoked"
    PASSKEY_COPIED = "passkey.copied"
    CODE_APP_SET = "code_app.set"
    ORG_SAVED = "org.saved"
    DEPARTMENT_SAVED = "department.saved"
    DWELLING_ADDED = "dwelling.added"
    NOTE_LOGGED = "note.logged"
    NOTE_UNDONE = "note.undone"
    NOTE_RESTORED = "note.restored"
    NOTE_EDITED = "note.edited"
    NOTE_SETTLED = "note.settled"
    NOTE_UNSETTLED = "note.unsettled"
    NOTE_READ = "note.read"
    NOTES_LISTED = "note.listed"
    NOTE_APPROVED = "note.approved"
    NOTE_ASSIGNED = "note.assigned"
    PHOTO_STAGED = "photo.staged"
    PHOTO_RECEIVED = "photo.received"
    PHOTO_READ = "photo.read"
    VISIT_PLANNED = "visit.planned"
    VISIT_CHANGED = "visit.changed"
    VISIT_STARTED = "visit.started"
    VISIT_FINISHED = "visit.finished"
    VISIT_RESUMED = "visit.resumed"
    VISIT_TAKEN_OVER = "visit.taken_over"
    VISIT_CANCELLED = "visit.cancelled"
    VISIT_RESTORED = "visit.restored"
    VISIT_READ = "visit.read"
    VISITS_LISTED = "visit.listed"
    TODAY_READ = "today.read"
    CASE_OPENED = "case.opened"
    CASE_CHANGED = "case.changed"
    CASE_READ = "case.read"
    CASES_LISTED = "case.listed"
    FOLLOW_UP_ADDED = "follow_up.added"
    FOLLOW_UP_DONE = "follow_up.done"
    FOLLOW_UP_REOPENED = "follow_up.reopened"
    FOLLOW_UP_POSTPONED = "follow_up.postponed"
    LINE_SET = "line.set"
    REST_SETTLED = "line.rest_settled"
    FACTS_SAVED = "fact.saved"
    TWO_VISIT_SET = "case.two_visit_set"
    CASE_HANDED_OVER = "case.handed_over"
    RECUSAL_LIFTED = "case.recusal_lifted"
    CASE_CONTINUED = "case.continued"
    CHILDREN_ANSWERED = "concern.children_answered"
    NOTIFICATION_KEPT = "concern.notification_kept"
    ATTEMPT_MADE = "attempt.made"
    ATTEMPT_UNDONE = "attempt.undone"
    RESIDENT_CHANGED = "resident.changed"
    RESIDENT_READ = "resident.read"
    RESIDENTS_LISTED = "resident.listed"
    PARTY_ADDED = "party.added"
    PARTY_CHANGED = "party.changed"
    PARTY_REMOVED = "party.removed"
    PARTY_RESTORED = "party.restored"
    PARTY_READ = "party.read"
    POINT_AGREED = "agreement.point_added"
    POINT_REMOVED = "agreement.point_removed"
    AGREEMENT_READ = "agreement.read"
    ALLOTMENT_RECEIVED = "allotment.received"
    DEFECT_FOUND = "defect.found"
    DEFECT_CHANGED = "defect.changed"
    DEFECT_REMOVED = "defect.removed"
    DEFECT_RESTORED = "defect.restored"
    DEFECTS_READ = "defect.listed"
    DEFECTS_HANDED_IN = "defect.handed_in"
    CONTACT_SAVED = "contact.saved"
    CONTACT_CONFIRMED = "contact.confirmed"
    CONTACT_RETIRED = "contact.retired"
    DUTY_ADDED = "contact.duty_added"
    DUTY_REMOVED = "contact.duty_removed"
    NOTE_SHARED = "share.started"
    SHARE_WITHDRAWN = "share.withdrawn"
    SHARE_READ = "share.read"
    SHARES_LISTED = "share.listed"
    SHARE_ANSWERED = "share.answered"
    SHARE_CORRECTED = "share.corrected"
    SHARE_REPLIED = "share.replied"
    CONSENT_GIVEN = "consent.given"
    CONSENT_WITHDRAWN = "consent.withdrawn"
    CONSENT_CONFIRMED = "consent.confirmed"
    CONSENT_READ = "consent.read"
    INQUIRY_RECEIVED = "inquiry.received"
    INQUIRY_CHANGED = "inquiry.changed"
    INQUIRY_TAKEN = "inquiry.taken"
    INQUIRY_CONTACTED = "inquiry.contacted"
    INQUIRY_ANSWERED = "inquiry.answered"
    INQUIRY_CLOSED = "inquiry.closed"
    INQUIRY_REOPENED = "inquiry.reopened"
    INQUIRY_BECAME_CASE = "inquiry.became_case"
    INQUIRY_JOINED_CASE = "inquiry.joined_case"
    INQUIRY_READ = "inquiry.read"
    INQUIRIES_LISTED = "inquiry.listed"
    TASK_GIVEN = "task.given"
    TASK_ACCEPTED = "task.accepted"
    TASK_DONE = "task.done"
    TASK_DECLINED = "task.declined"
    TASK_CANCELLED = "task.cancelled"
    TASK_READ = "task.read"
    TASKS_LISTED = "task.listed"
    PROMISE_SIGNED = "promise.signed"
    NOTICE_WAY_CHOSEN = "user.notice_way_chosen"
    NOTICE_DROPPED = "notice.dropped"
    MAILING_BEGUN = "mailing.begun"
    MAILING_ENDED = "mailing.ended"
    MAILING_IN_DOUBT = "mailing.in_doubt"
    MAILING_SETTLED = "mailing.settled"
    MAILING_RETURNED = "mailing.returned"
    RIGHTS_READ = "rights.read"
    READS_READ = "looks.read"
    REQUEST_REGISTERED = "rights.request_registered"
    PASSAGE_DECIDED = "rights.passage_decided"
    COPY_PREPARED = "rights.copy_prepared"
    COPY_SENT_BACK = "rights.copy_sent_back"
    COPY_APPROVED = "rights.copy_approved"
    COPY_TAKEN = "rights.copy_taken"
    REQUEST_CLOSED = "rights.request_closed"
    JOURNAL_READ = "journal.read"
    JOURNAL_LISTED = "journal.listed"
    PACKAGE_MADE = "package.made"
    PACKAGE_DOWNLOADED = "package.downloaded"
    RECEIPT_NOTED = "package.receipt_noted"
    PACKAGE_OUTDATED = "package.outdated"
    HOLD_SET = "hold.set"
    HOLD_LIFTED = "hold.lifted"
    RETENTION_READ = "retention.read"
    DELETION_PLANNED = "deletion.planned"
    CASE_ERASED = "case.erased"
    PHOTOS_ERASED = "photo.erased"
    SHARES_ERASED = "share.erased"
    DEMO_SEEDED = "demo.seeded"
    PURGED = "purge.run"
    CASE_SEALED = "case.sealed"
    SEAL_LIFTED = "case.seal_lifted"
    KEEPER_NAMED = "case.keeper_named"
    SEALS_LISTED = "seal.listed"
    GLASS_BROKEN = "glass.broken"
    GLASS_REFUSED = "glass.refused"
    GLASS_CLOSED = "glass.closed"
    GLASS_REVIEWED = "glass.reviewed"
    GLASSES_LISTED = "glass.listed"
    SAMPLE_DRAWN = "sample.drawn"
    SAMPLE_REMINDED = "sample.reminded"
    SAMPLE_JUDGED = "sample.judged"
    SAMPLE_SIGNED = "sample.signed"
    SAMPLE_READ = "sample.read"
    SAMPLES_LISTED = "sample.listed"
    ALARM_RAISED = "alarm.raised"
    ALARM_SETTLED = "alarm.settled"
    KEYS_CHANGED = "keys.changed"


class Write(NamedTuple):
    """One submission of a form: the id made for it, and a digest of what was filled in."""

    id: UUID
    digest: str


class WriteIdTaken(Exception):
    """The form's id was used before, for another content or by somebody else. Nothing was stored."""


class SubjectGone(Exception):
    """What this submission stored the first time has been deleted since. Nothing is stored again."""


def recorded(event: Event) -> Callable[[Callable[..., Subject]], Callable[..., Subject]]:
    """Make an action run in one transaction that ends with its audit row.

    The action takes the actor (User or None) first and returns the row it is about, or None.
    Called with `write=Write(...)`, a repeat of the same submission does nothing and returns the same row;
    the same id with another content raises WriteIdTaken, and one whose row is deleted by now raises SubjectGone.
    """

    def wrap(action: Callable[..., Subject]) -> Callable[..., Subject]:
        @wraps(action)
        def run(actor: User | None, *args: Any, write: Write | None = None, **kwargs: Any) -> Any:
            def once() -> Any:
                with writing():
                    if write and (earlier := AuditRow.get_or_none(write_id=write.id)):
                        return _earlier_subject(earlier, actor, event, write)
                    subject = action(actor, *args, **kwargs)
                    _leave_trace(actor, event, subject, write)
                    return subject

            try:
                return once()
            except IntegrityError:
                # On PostgreSQL two submissions can run side by side; the later one finds the first's row now.
                if write is None or not AuditRow.get_or_none(write_id=write.id):
                    raise
                return once()

        return run

    return wrap


def shown(actor: User, event: Event, subject: Model | None = None) -> None:
    """Record that residents' data was shown to `actor`: one row per showing."""
    with writing():
        _leave_trace(actor, event, subject, None)


def _leave_trace(actor: User | None, event: Event, subject: Model | None, write: Write | None) -> None:
    add_row(
        (
            now().replace(tzinfo=None),
            actor.id if actor else None,
            event.value,
            type(subject).__name__ if subject else "",
            # A User's own get_id names the login session; the trail wants the row.
            str(Model.get_id(subject)) if subject else "",
            write.id if write else None,
            write.digest if write else "",
        )
    )


def _earlier_subject(earlier: AuditRow, actor: User | None, event: Event, write: Write) -> Model | None:
    same_actor = earlier.actor_id == (actor.id if actor else None)
    if not same_actor or earlier.event != event or earlier.write_digest != write.digest:
        raise WriteIdTaken
    table = getattr(models, earlier.subject_type, None)
    if table is None:
        return None
    try:
        found: Model = table.get_by_id(earlier.subject_id)
    except DoesNotExist as error:
        raise SubjectGone from error
    return found
