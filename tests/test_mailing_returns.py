"""Mails that come back: what a delivery status notification means, and that any other bytes mean nothing."""

from textwrap import dedent
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boligsocial.mailings.returns import take_back
from boligsocial.models import AuditRow, Mailing, MailState, User

REPORT = """\
    From: MAILER-DAEMON@mail.example (Mail Delivery System)
    To: noreply@kommunen.example
    Subject: Undelivered Mail Returned to Sender
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"

    --=_b
    Content-Type: text/plain; charset=us-ascii

    This is the mail system at host mail.example. Action: failed

    --=_b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mail.example

    Final-Recipient: rfc822; lone@eksempel.dk
    Action: {action}
    Status: {status}

    --=_b
    Content-Type: {kind}

    From: noreply@kommunen.example
    To: lone@eksempel.dk
    Subject: Boligsocial: Du har en ny delt note
    {header}

    --=_b--
    """


@pytest.fixture
def lone(make):
    return make.contact(make.department(), email="lone@eksempel.dk")


@pytest.fixture
def mailing(make, lone):
    return make.mailing(lone, state=MailState.SENT)


def report(header, action="failed", status="5.1.1", kind="message/rfc822"):
    return dedent(REPORT).format(header=header, action=action, status=status, kind=kind).encode()


def has_returned(mailing):
    """Return whether this is known of the mail and of the person."""
    return Mailing.get_by_id(mailing.id).state == MailState.RETURNED, bool(
        User.get_by_id(mailing.user_id).mail_returned_at
    )


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
@pytest.mark.parametrize("header", ["X-Boligsocial-Mailing: {id}", "Message-ID: <{id}@kommunen.example>"])
def test_a_mail_that_came_back_for_good_is_known_by_its_own_headers(mailing, kind, header):
    assert take_back(report(header.format(id=mailing.id), kind=kind)) == f"returned: {mailing.id}"
    assert has_returned(mailing) == (True, True)
    row = AuditRow.get(AuditRow.event == "mailing.returned")
    assert (row.actor, row.subject_id) == (None, str(mailing.id))


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", ""])
def test_what_is_only_late_or_has_arrived_changes_nothing(mailing, action):
    content = report(f"X-Boligsocial-Mailing: {mailing.id}", action=action)
    assert take_back(content) == "ignored: nothing has failed for good"
    assert has_returned(mailing) == (False, False)


@pytest.mark.parametrize("state", [MailState.IN_DOUBT, MailState.SENDING])
def test_a_mail_whose_sending_nobody_was_sure_of_can_come_back_too(make, lone, state):
    mailing = make.mailing(lone, state=state)
    take_back(report(f"X-Boligsocial-Mailing: {mailing.id}"))
    assert has_returned(mailing) == (True, True)


@pytest.mark.parametrize("state", [MailState.DROPPED, MailState.FAILED])
def test_a_mail_that_is_settled_stays_so_but_the_address_is_known_to_be_wrong(make, lone, state):
    mailing = make.mailing(lone, state=state)
    take_back(report(f"X-Boligsocial-Mailing: {mailing.id}"))
    assert has_returned(mailing) == (False, True)


def test_an_address_that_was_changed_since_is_not_to_blame(mailing, lone):
    User.update(email="ny@eksempel.dk").where(User.id == lone.id).execute()
    take_back(report(f"X-Boligsocial-Mailing: {mailing.id}"))
    assert has_returned(mailing) == (True, False)


def test_a_mail_to_somebody_without_an_account_comes_back_too(make):
    mailing = make.mailing(None, state=MailState.SENT)
    take_back(report(f"X-Boligsocial-Mailing: {mailing.id}"))
    assert Mailing.get_by_id(mailing.id).state == MailState.RETURNED


@pytest.mark.parametrize(
    "header",
    [
        f"X-Boligsocial-Mailing: {UUID(int=4)}",
        "X-Boligsocial-Mailing: ikke et nummer",
        "Message-ID: <abc@andre.example>",
        "Subject: intet",
    ],
)
def test_a_report_about_no_mail_of_ours_is_left_alone(mailing, header):
    assert take_back(report(header)) == "ignored: about no mail of ours"
    assert has_returned(mailing) == (False, False)


def test_an_ordinary_mail_that_names_one_of_ours_is_not_believed(mailing):
    content = f"X-Boligsocial-Mailing: {mailing.id}\nAction: failed\n\nAction: failed\n".encode()
    assert take_back(content) == "ignored: no delivery status notification"
    assert has_returned(mailing) == (False, False)


def test_the_command_reads_standard_input_and_is_content_with_anything(app, mailing):
    runner = app.test_cli_runner()
    for content, line in [
        (report(f"X-Boligsocial-Mailing: {mailing.id}"), f"returned: {mailing.id}\n"),
        (b"", "ignored: no delivery status notification\n"),
        (b"\xff\xfe\x00 ikke en mail", "ignored: no delivery status notification\n"),
    ]:
        result = runner.invoke(args=["mail-returned"], input=content)
        assert (result.exit_code, result.output) == (0, line)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=st.integers(0, 1000), junk=st.binary(max_size=40), cut=st.integers(0, 300))
def test_a_damaged_report_never_breaks_the_command(mailing, at, junk, cut):
    content = report(f"X-Boligsocial-Mailing: {mailing.id}")
    assert take_back(content[:at] + junk + content[at + cut :]).startswith(("ignored: ", "returned: "))
