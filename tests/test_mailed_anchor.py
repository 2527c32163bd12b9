"""The end of the trail by e-mail to the leaders, and a trail held against such a mail."""

import random
import re
from datetime import UTC, datetime

import pytest
import time_machine

from boligsocial import sampling
from boligsocial.audit import Event, recorded
from boligsocial.models import AuditHead, Mailing, MailState, NoticeWay, Role
from boligsocial.sending import send_due
from tests.insider import Insider
from tests.test_mailing_send import FakePost

act = recorded(Event.ORG_SAVED)(lambda actor: None)
NIGHT = datetime(2026, 11, 30, 3, tzinfo=UTC)


@pytest.fixture
def run(app, rollback, monkeypatch):
    monkeypatch.setitem(app.config, "AUDIT_ANCHOR", "")
    return lambda *words: app.test_cli_runner().invoke(args=words)


def mails_of(leader):
    post = FakePost()
    send_due(post)
    return [mail for mail in post.mails if leader.email in str(mail["To"])]


@pytest.mark.parametrize("way", list(NoticeWay))
def test_every_leader_gets_a_mail_of_its_own_with_number_and_chain_whatever_they_chose(app, make, way):
    leader = make.user(Role.LEADER, email="leder@eksempel.dk", notice_way=way)
    for _number in range(3):
        act(None)
    head = AuditHead.get()
    with time_machine.travel(NIGHT, tick=False), app.test_request_context():
        sampling.draw_due()
        (mail,) = mails_of(leader)
    text = mail.get_content()
    assert mail["Subject"] == "Boligsocial: Et anker for sporet. Gem denne mail"
    assert f"\n3:{head.chain}\n" in text
    assert len(re.findall(r"[0-9a-f]{64}", text)) == 1
    assert Mailing.get().state == MailState.SENT


def test_verify_holds_the_trail_against_what_a_mail_said(run):
    for _number in range(5):
        act(None)
    head = AuditHead.get()
    anchor = f"{head.number}:{head.chain}"
    act(None)
    whole = run("audit", "verify", "--anchor", anchor)
    assert whole.exit_code == 0
    assert "the trail is whole: 6 rows, 1 anchors" in whole.output
    other = run("audit", "verify", "--anchor", f"4:{head.chain}")
    assert other.exit_code == 1
    assert "row 4 is another than the one anchored at the time of the mail" in other.output


def test_a_trail_that_was_cut_together_with_its_head_is_seen_through_the_mail_alone(run):
    for _number in range(5):
        act(None)
    head = AuditHead.get()
    insider = Insider(random.Random(1), [])  # noqa: S311
    insider.remove(4, 5)
    insider.move_head()
    assert run("audit", "verify").exit_code == 0
    answer = run("audit", "verify", "--anchor", f"{head.number}:{head.chain}")
    assert answer.exit_code == 1
    assert "row 5 was anchored at the time of the mail and is not there: the trail was cut" in answer.output


CHAIN = "a" * 64


@pytest.mark.parametrize(
    "anchor", ["", "12", "12:abc", f"x:{CHAIN}", f"1:{CHAIN.upper()}", f"1:{CHAIN}a", f"{'9' * 19}:{CHAIN}"]
)
def test_what_is_no_anchor_is_said(run, anchor):
    answer = run("audit", "verify", "--anchor", anchor)
    assert answer.exit_code == 2
    assert "as it stands in the mail" in answer.output
