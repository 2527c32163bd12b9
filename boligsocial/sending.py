"""What waits is sent: which notices are due, one e-mail for each person, and its state before and after.

A mailing is stored as SENDING and committed before anything is handed over, and gets its outcome afterwards. So a
process that dies in between leaves a SENDING behind; nobody knows whether that mail went out, and it is never sent
again unless a person says so. Between these two commits lies the only moment in which the fate of a mail is unknown.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask import current_app
from peewee import JOIN
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from boligsocial import access
from boligsocial.audit import Event, recorded
from boligsocial.clock import danish, instant, now
from boligsocial.mailing import UNUSABLE, NoAddress, Outcome, Post, make_mail
from boligsocial.models import (
    Case,
    Inquiry,
    Mailing,
    MailState,
    Note,
    Notice,
    NoticeWay,
    Role,
    Share,
    User,
    VolunteerTask,
)
from boligsocial.models.kinds import N_
from boligsocial.notices import ALWAYS, wants
from boligsocial.workdays import is_office_day

log = logging.getLogger(__name__)
STOPPED = N_("Vores server blev afbrudt, mens mailen blev sendt.")
# How long a mail that the server puts off is tried again, and the longest pause between two attempts.
PATIENCE, LONGEST_PAUSE = timedelta(hours=24), timedelta(hours=2)
AT_MOST = 1_000
# What a person must decide about.
TO_SETTLE = (MailState.IN_DOUBT, MailState.FAILED, MailState.RETURNED)


class Taken(Exception):
    """Another process is sending these already."""


def send_due(post: Post, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Send what is due, one mail after the other. Needs an app context, and to be the only one that sends."""
    for left in Mailing.select().where(Mailing.state == MailState.SENDING):
        put_in_doubt(None, left, STOPPED)
        log.warning("mail %s in doubt: the process that sent it is gone", left.id)
    for begin in (*_to_try_again(), *_to_begin()):
        if is_stopping() or not _send(begin, post):
            return


def _send(begin: Callable[[], Mailing | None], post: Post) -> bool:
    """Send one mail and return whether another may be tried now."""
    try:
        mailing = begin()
    except Taken:
        return False
    if mailing is None:
        return True
    outcome = _hand_over(mailing, post)
    if outcome.state == MailState.IN_DOUBT:
        put_in_doubt(None, mailing, outcome.trouble)
    else:
        end_mailing(None, mailing, outcome)
    level = logging.INFO if outcome.state == MailState.SENT else logging.WARNING
    log.log(level, "mail %s: %s %s", mailing.id, outcome.state, outcome.code or "")
    return outcome.goes_on


def _hand_over(mailing: Mailing, post: Post) -> Outcome:
    notices = list(Notice.select().where(Notice.mailing == mailing.id).order_by(Notice.created_at))
    try:
        mail = make_mail(mailing, notices, current_app.config)
    except NoAddress:
        return Outcome(MailState.FAILED, UNUSABLE)
    return post.hand_over(mail)


# -- what is due ------------------------------------------------------------------------------------------------


def _to_begin() -> Iterator[Callable[[], Mailing | None]]:
    """Return what begins the mail of each person (or address) who is to be told something now."""
    groups: dict[tuple[Any, str, str], list[Notice]] = {}
    for notice in waiting_notices().limit(AT_MOST):
        groups.setdefault((notice.user_id, notice.address, notice.words), []).append(notice)
    return (lambda notices=group: _begin_fresh(notices) for group in groups.values())  # type: ignore[misc]


def waiting_notices() -> Any:
    """The notices that are due, the oldest first: at once, or those from before the latest hour of the digests."""
    until = latest_digest(now(), digest_hour(current_app.config))
    at_once = Notice.user.is_null() | (User.notice_way != NoticeWay.DIGEST) | Notice.kind.in_(ALWAYS)
    due = at_once | (Notice.created_at <= until)
    notices = Notice.select(Notice, User).join(User, JOIN.LEFT_OUTER)
    return notices.where(Notice.mailing.is_null(), due).order_by(Notice.created_at)


def digest_hour(settings: dict[str, Any]) -> time:
    """Return when the digests go out. Raises ValueError."""
    return time.fromisoformat(settings["DIGEST_AT"].replace(".", ":"))


def latest_digest(moment: datetime, at: time) -> datetime:
    """Return when the digests were due last: at this hour of an office day.

    Asked so, and not "is it that hour now", a job that was down catches up and one that comes twice finds nothing.
    """
    day = danish(moment).date()
    while not is_office_day(day) or instant(day, at) > moment:
        day -= timedelta(days=1)
    return instant(day, at)


def _to_try_again() -> Iterator[Callable[[], Mailing | None]]:
    delayed = Mailing.select(Mailing, User).join(User, JOIN.LEFT_OUTER).where(Mailing.state == MailState.DELAYED)
    due = [mailing for mailing in delayed.order_by(Mailing.begun_at) if next_attempt(mailing) <= now()]
    return (lambda mailing=one: _begin_again(mailing) for one in due)  # type: ignore[misc]


def next_attempt(mailing: Mailing) -> datetime:
    """Return when a delayed mail is tried again: each pause as long as all the time before it, up to two hours."""
    tried_at: datetime = mailing.settled_at
    return tried_at + min(tried_at - mailing.begun_at, LONGEST_PAUSE)


def count_to_settle(user: User) -> int:
    """Return how many e-mails wait for the person to decide about them."""
    return access.visible_mailings(user).where(Mailing.state.in_(TO_SETTLE)).count()


# -- whether it still applies -----------------------------------------------------------------------------------

# The argument of a page's address -> the row it names and the rows that the person may see.
Window = tuple[Any, Callable[[User], Any]]
WINDOWS: dict[str, Window] = {
    "share_id": (Share, lambda user: _shares_of(user)),
    "inquiry_id": (Inquiry, access.visible_inquiries),
    "task_id": (VolunteerTask, access.visible_tasks),
    "note_id": (Note, access.visible_notes),
    "case_id": (Case, access.visible_cases),
}


def _shares_of(user: User) -> Any:
    return access.shared_notes(user) if user.role == Role.CONTACT else access.visible_shares(user)


def still_applies(notice: Notice) -> bool:
    """Return whether the person is to be told, and the page that the notice is about still opens for them.

    It is asked through the very query of that page. A sender without an account is always told.
    """
    user = notice.user
    if user is None:
        return bool(notice.address)
    if user.closed_at is not None or not wants(user, notice.kind) or not user.email:
        return False
    return all(
        window(user).where(table.id == row_id).exists()
        for name, row_id in _arguments(notice.path).items()
        for table, window in [WINDOWS[name]]
    )


def _arguments(path: str) -> dict[str, UUID]:
    try:
        _endpoint, arguments = current_app.url_map.bind("").match(path.partition("#")[0].partition("?")[0])
    except (HTTPException, RequestRedirect):
        return {}
    return {name: value for name, value in arguments.items() if name in WINDOWS}


def _drop_what_is_over(notices: list[Notice]) -> list[Notice]:
    """Take away the notices that nobody is to be told of any more, and return the others."""
    applies = {notice: still_applies(notice) for notice in notices}
    for notice in notices:
        if not applies[notice]:
            drop_notice(None, notice)
    return [notice for notice in notices if applies[notice]]


# -- what happens, with its trace -------------------------------------------------------------------------------


@recorded(Event.NOTICE_DROPPED)
def drop_notice(actor: None, notice: Notice) -> Notice:
    """Take a notice away that does not apply any more."""
    Notice.delete().where(Notice.id == notice.id).execute()
    return notice


def _begin_fresh(notices: list[Notice]) -> Mailing | None:
    notices = _drop_what_is_over(notices)
    return begin_mailing(None, notices) if notices else None


@recorded(Event.MAILING_BEGUN)
def begin_mailing(actor: None, notices: list[Notice]) -> Mailing:
    """Bind the waiting notices of one person to a new mailing. Raises Taken."""
    user, ids = notices[0].user, [notice.id for notice in notices]
    address = user.email if user else notices[0].address
    mailing = Mailing.create(user=user, address=address, state=MailState.SENDING)
    if Notice.update(mailing=mailing).where(Notice.id.in_(ids), Notice.mailing.is_null()).execute() != len(ids):
        raise Taken
    return mailing


def _begin_again(mailing: Mailing) -> Mailing | None:
    notices = list(Notice.select(Notice, User).join(User, JOIN.LEFT_OUTER).where(Notice.mailing == mailing.id))
    if not _drop_what_is_over(notices):
        drop_mailing(None, mailing)
        return None
    return resume_mailing(None, mailing)


@recorded(Event.MAILING_BEGUN)
def resume_mailing(actor: None, mailing: Mailing) -> Mailing:
    """Begin anew with a mailing that the server put off. Raises Taken."""
    if mailing.user:
        mailing.address = mailing.user.email
    as_seen = (Mailing.id == mailing.id) & (Mailing.state == MailState.DELAYED)
    if not Mailing.update(state=MailState.SENDING, address=mailing.address).where(as_seen).execute():
        raise Taken
    return mailing


@recorded(Event.MAILING_ENDED)
def drop_mailing(actor: None, mailing: Mailing) -> Mailing:
    """Give up a mailing that was put off and whose notices do not apply any more."""
    as_seen = (Mailing.id == mailing.id) & (Mailing.state == MailState.DELAYED)
    Mailing.update(state=MailState.DROPPED, settled_at=now()).where(as_seen).execute()
    return mailing


@recorded(Event.MAILING_ENDED)
def end_mailing(actor: None, mailing: Mailing, outcome: Outcome) -> Mailing:
    """Store what became of the mail. One that has been put off for a day counts as failed."""
    is_over = outcome.state == MailState.DELAYED and now() - mailing.begun_at >= PATIENCE
    _leave_sending(mailing, MailState.FAILED if is_over else outcome.state, outcome.trouble)
    return mailing


@recorded(Event.MAILING_IN_DOUBT)
def put_in_doubt(actor: None, mailing: Mailing, trouble: str) -> Mailing:
    """Store that nobody knows whether the mail went out; a person decides what happens to it."""
    _leave_sending(mailing, MailState.IN_DOUBT, trouble)
    return mailing


def _leave_sending(mailing: Mailing, state: MailState, trouble: str) -> None:
    # A mail can be back before its sending is stored; what is known of it then stands.
    as_seen = (Mailing.id == mailing.id) & (Mailing.state == MailState.SENDING)
    Mailing.update(state=state, trouble=trouble, settled_at=now()).where(as_seen).execute()
