"""What waits is sent: one mail for each person, once; what is put off, in doubt, over, or gathered for the morning."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from boligsocial import sending
from boligsocial.clock import now
from boligsocial.mailing import Outcome
from boligsocial.models import AuditRow, Mailing, MailState, Notice, NoticeKind, NoticeWay, Role, User
from boligsocial.notices import tell, tell_address

# A Thursday in winter, when Danish time is an hour ahead of UTC.
THURSDAY = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
SENT = Outcome(MailState.SENT, code=250)
PUT_OFF = Outcome(MailState.DELAYED, "Mailserveren tager ikke imod mailen lige nu.", 451)


class FakePost:
    """Remembers what was handed over, and answers with the outcomes it was given, then SENT."""

    def __init__(self, *outcomes):
        self.outcomes, self.mails = list(outcomes), []

    def hand_over(self, mail):
        """Remember the mail."""
        # What a crash at this very moment would leave behind.
        self.seen = Mailing.get_by_id(mail["X-Boligsocial-Mailing"]).state
        self.mails.append(mail)
        outcome = self.outcomes.pop(0) if self.outcomes else SENT
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    @property
    def to(self):
        """To whom, in order."""
        return [str(mail["To"]) for mail in self.mails]


@pytest.fixture
def run(app, make):
    """Let the job look once what is due; returns the post that got the mails."""

    def once(*outcomes, **options):
        post = FakePost(*outcomes)
        with app.app_context():
            sending.send_due(post, **options)
        return post

    return once


@pytest.fixture
def lone(make):
    return make.contact(make.department(), email="lone@eksempel.dk")


@pytest.fixture
def hanne(make):
    return make.user(Role.VOLUNTEER, email="hanne@eksempel.dk")


def events():
    return [row.event for row in AuditRow.select().order_by(AuditRow.id) if row.event.startswith(("mail", "notice"))]


def test_all_that_waits_for_a_person_goes_into_one_mail_and_is_sent_once(make, run, lone, hanne):
    tell(lone, NoticeKind.TASK, "")
    tell(hanne, NoticeKind.TASK, "")
    tell(lone, NoticeKind.TASK, "")
    post = run()
    assert post.to == ["lone@eksempel.dk", "hanne@eksempel.dk"]
    assert [row.state for row in Mailing.select()] == [MailState.SENT] * 2
    assert Notice.select().where(Notice.mailing.is_null()).count() == 0
    assert run().to == []
    assert events() == ["mailing.begun", "mailing.ended"] * 2


def test_a_mail_is_stored_as_being_sent_before_it_is_handed_over(run, lone):
    tell(lone, NoticeKind.TASK, "")
    assert run().seen == MailState.SENDING


def test_a_sender_without_an_account_gets_a_mail_of_their_own(run):
    tell_address("nabo@eksempel.dk", NoticeKind.INQUIRY_RECEIVED)
    tell_address("anden@eksempel.dk", NoticeKind.INQUIRY_RECEIVED)
    assert run().to == ["nabo@eksempel.dk", "anden@eksempel.dk"]
    assert [row.user for row in Mailing.select()] == [None, None]


# -- what nobody knows


def test_a_mail_that_a_dead_process_was_sending_is_in_doubt_and_never_sent_again(make, run, lone):
    left = make.mailing(lone, state=MailState.SENDING, settled_at=None)
    assert run().to == []
    left = Mailing.get_by_id(left.id)
    assert (left.state, left.trouble) == (MailState.IN_DOUBT, "Vores server blev afbrudt, mens mailen blev sendt.")
    assert left.settled_at is not None
    assert events() == ["mailing.in_doubt"]
    assert run().to == []


def test_a_mail_that_broke_off_while_it_was_given_is_in_doubt_and_never_sent_again(run, lone):
    tell(lone, NoticeKind.TASK, "")
    assert run(Outcome(MailState.IN_DOUBT, "Forbindelsen blev afbrudt, mens mailen blev sendt.")).to != []
    assert Mailing.get().state == MailState.IN_DOUBT
    assert events() == ["mailing.begun", "mailing.in_doubt"]
    assert run().to == []


def test_an_error_nobody_thought_of_leaves_doubt_about_one_mail_and_the_others_go_out(run, lone, hanne):
    tell(lone, NoticeKind.TASK, "")
    tell(hanne, NoticeKind.TASK, "")
    with pytest.raises(RuntimeError):
        run(RuntimeError("out of paper"))
    assert run().to == ["hanne@eksempel.dk"]
    assert Mailing.get(Mailing.user == lone).state == MailState.IN_DOUBT


def test_a_mail_that_came_back_before_its_sending_was_stored_stays_returned(make, lone):
    mailing = make.mailing(lone, state=MailState.RETURNED)
    sending.end_mailing(None, mailing, SENT)
    assert Mailing.get().state == MailState.RETURNED


def test_notices_that_another_process_has_taken_are_left_alone(make, lone):
    notice = make.notice(lone)
    sending.begin_mailing(None, [notice])
    with pytest.raises(sending.Taken):
        sending.begin_mailing(None, [notice])
    assert Mailing.select().count() == 1


def test_stopping_ends_between_two_mails(run, lone):
    tell(lone, NoticeKind.TASK, "")
    assert run(is_stopping=lambda: True).to == []
    assert run().to == ["lone@eksempel.dk"]


# -- what is put off, and what fails


def test_a_mail_that_the_server_puts_off_is_tried_again_with_growing_pauses(run, lone):
    with time_machine.travel(THURSDAY, tick=False) as clock:
        tell(lone, NoticeKind.TASK, "")
        tries = []
        for _ in range(6 * 60 * 2):
            if run(PUT_OFF).to:
                tries.append(now())
            clock.shift(30)
    pauses = [(after - before).total_seconds() for before, after in zip(tries, tries[1:], strict=False)]
    assert pauses == [30, 30, 60, 120, 240, 480, 960, 1920, 3840, 7200]
    assert Mailing.select().count() == 1
    assert Mailing.get().state == MailState.DELAYED


def test_a_mail_put_off_goes_out_when_the_server_is_itself_again_under_the_same_name(run, lone):
    with time_machine.travel(THURSDAY, tick=False):
        tell(lone, NoticeKind.TASK, "")
        first, second = run(PUT_OFF), run()
    assert first.mails[0]["Message-ID"] == second.mails[0]["Message-ID"]
    assert Mailing.get().state == MailState.SENT
    assert run().to == []


def test_a_mail_put_off_follows_a_changed_address_and_ends_when_nobody_is_to_be_told(run, lone):
    with time_machine.travel(THURSDAY, tick=False):
        tell(lone, NoticeKind.TASK, "")
        run(PUT_OFF)
        User.update(email="ny@eksempel.dk").where(User.id == lone.id).execute()
        assert run(PUT_OFF).to == ["ny@eksempel.dk"]
        User.update(notice_way=NoticeWay.NEVER).where(User.id == lone.id).execute()
        assert run().to == []
    assert (Mailing.get().state, Notice.select().count()) == (MailState.DROPPED, 0)


def test_a_mail_that_was_put_off_for_a_day_has_failed(make, run, lone):
    a_day_ago = now() - timedelta(hours=24)
    make.mailing(lone, state=MailState.DELAYED, begun_at=a_day_ago, settled_at=now() - timedelta(hours=3))
    run(PUT_OFF)
    assert (Mailing.get().state, Mailing.get().trouble) == (MailState.FAILED, PUT_OFF.trouble)
    assert run().to == []


def test_a_refused_mail_has_failed_and_the_next_one_is_sent(run, lone, hanne):
    tell(lone, NoticeKind.TASK, "")
    tell(hanne, NoticeKind.TASK, "")
    post = run(Outcome(MailState.FAILED, "Mailserveren afviste adressen eller mailen.", 550))
    assert post.to == ["lone@eksempel.dk", "hanne@eksempel.dk"]
    failed = Mailing.get(Mailing.user == lone)
    assert (failed.state, failed.trouble) == (MailState.FAILED, "Mailserveren afviste adressen eller mailen.")
    assert run().to == []


def test_an_address_that_cannot_be_used_fails_in_plain_words(make, run, lone):
    tell(lone, NoticeKind.TASK, "")
    User.update(email="søren@eksempel.dk").where(User.id == lone.id).execute()
    assert run().to == []
    assert (Mailing.get().state, Mailing.get().trouble) == (MailState.FAILED, "E-mailadressen kan ikke bruges.")


def test_when_the_server_does_not_answer_the_others_wait_untouched(run, lone, hanne):
    tell(lone, NoticeKind.TASK, "")
    tell(hanne, NoticeKind.TASK, "")
    post = run(Outcome(MailState.DELAYED, "Mailserveren svarer ikke.", goes_on=False))
    assert post.to == ["lone@eksempel.dk"]
    assert Notice.get(Notice.user == hanne).mailing is None


# -- gathered


@pytest.mark.parametrize(
    ("told", "asked", "is_sent"),
    [
        ("2026-11-26 06:00", "2026-11-26 06:29", False),
        ("2026-11-26 06:00", "2026-11-26 06:31", True),
        ("2026-11-26 06:31", "2026-11-26 23:00", False),
        ("2026-11-26 06:31", "2026-11-27 06:31", True),
        # The job was down at half past seven.
        ("2026-11-26 06:00", "2026-11-26 14:00", True),
        # From Friday over a weekend, and over Christmas.
        ("2026-11-27 10:00", "2026-11-29 12:00", False),
        ("2026-11-27 10:00", "2026-11-30 06:31", True),
        ("2026-12-23 10:00", "2026-12-26 12:00", False),
        # In summer Danish time is two hours ahead.
        ("2026-07-01 05:00", "2026-07-01 05:29", False),
        ("2026-07-01 05:00", "2026-07-01 05:31", True),
    ],
)
def test_whoever_wants_it_gathered_is_told_at_half_past_seven_of_an_office_day(run, hanne, told, asked, is_sent):
    User.update(notice_way=NoticeWay.DIGEST).where(User.id == hanne.id).execute()
    with time_machine.travel(datetime.fromisoformat(f"{told}+00:00"), tick=False) as clock:
        tell(hanne, NoticeKind.TASK, "")
        tell(hanne, NoticeKind.TASK, "")
        clock.move_to(datetime.fromisoformat(f"{asked}+00:00"))
        assert run().to == ["hanne@eksempel.dk"] * is_sent
        assert run().to == []


def test_whoever_changes_their_mind_is_told_at_once(run, hanne):
    User.update(notice_way=NoticeWay.DIGEST).where(User.id == hanne.id).execute()
    with time_machine.travel(THURSDAY, tick=False):
        tell(hanne, NoticeKind.TASK, "")
        assert run().to == []
        User.update(notice_way=NoticeWay.AT_ONCE).where(User.id == hanne.id).execute()
        assert run().to == ["hanne@eksempel.dk"]


def test_a_notice_about_a_page_we_do_not_know_is_sent_all_the_same(run, hanne):
    tell(hanne, NoticeKind.TASK, f"/findes-ikke/{uuid4()}")
    assert run().to == ["hanne@eksempel.dk"]
