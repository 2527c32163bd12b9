"""What has ended before its mail went out is told nobody: it is taken away with a trace."""

from datetime import UTC, datetime

import pytest

from boligsocial.clock import now
from boligsocial.models import AuditRow, Mailing, Notice, NoticeKind, NoticeWay, Role, Share, User, VolunteerTask
from boligsocial.notices import tell
from boligsocial.sending import still_applies

LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def place(make):
    return make.department(name="Birkelunden")


@pytest.fixture
def lone(make, place):
    return make.contact(place, email="lone@eksempel.dk")


@pytest.fixture
def applies(app):
    """Ask whether the person is still to be told."""

    def ask(notice):
        with app.test_request_context():
            return still_applies(Notice.get_by_id(notice.id))

    return ask


@pytest.fixture
def send(app):
    """Let the job look once, with the mails going into nothing."""
    from tests.test_mailing_send import FakePost

    def once():
        from boligsocial import sending

        post = FakePost()
        with app.app_context():
            sending.send_due(post)
        return post.to

    return once


@pytest.mark.parametrize("kind", [NoticeKind.SHARE, NoticeKind.CORRECTION, NoticeKind.REPLY])
def test_a_share_that_has_ended_is_not_told_of(make, applies, lone, place, kind):
    share = make.share(make.note(department=place), lone)
    notice = make.notice(lone, kind=kind, path=f"/portal/{share.id}#svar")
    assert applies(notice)
    Share.update(withdrawn_at=now()).where(Share.id == share.id).execute()
    assert not applies(notice)


def test_somebody_elses_share_is_not_told_of(make, applies, lone, place):
    share = make.share(make.note(department=place), make.contact(place, email="b@eksempel.dk"))
    assert not applies(make.notice(lone, kind=NoticeKind.SHARE, path=f"/portal/{share.id}"))


def test_a_note_of_a_case_that_the_worker_is_recused_from_is_not_told_of(make, applies):
    worker, case = make.worker(email="maja@eksempel.dk"), make.case()
    notice = make.notice(worker, kind=NoticeKind.REPLY, path=f"/notater/{make.note(case=case).id}")
    assert applies(notice)
    make.recusal(case, worker)
    assert not applies(notice)


@pytest.mark.parametrize(
    "change",
    [{"closed_at": LONG_AGO}, {"notice_way": NoticeWay.NEVER}, {"email": ""}],
    ids=["a closed account", "who never wants it", "who has no address"],
)
def test_nobody_is_told_who_has_gone_or_wants_no_mail(send, make, change):
    hanne = make.user(Role.VOLUNTEER, email="hanne@eksempel.dk")
    tell(hanne, NoticeKind.TASK, "")
    User.update(change).where(User.id == hanne.id).execute()
    notice = Notice.get()
    assert send() == []
    assert (Notice.select().count(), Mailing.select().count()) == (0, 0)
    row = AuditRow.get(AuditRow.event == "notice.dropped")
    assert (row.actor, row.subject_type, row.subject_id) == (None, "Notice", str(notice.id))


@pytest.mark.parametrize("change", [{"closed_at": LONG_AGO}, {"notice_way": NoticeWay.NEVER}, {"email": ""}])
def test_nothing_is_even_stored_for_whoever_cannot_be_told(make, change):
    tell(make.user(Role.VOLUNTEER, **{"email": "hanne@eksempel.dk", **change}), NoticeKind.TASK, "")
    assert Notice.select().count() == 0


def test_what_still_applies_goes_out_without_the_rest(send, make, lone, place):
    note = make.note(department=place)
    ended, lasting = make.share(note, lone, withdrawn_at=now()), make.share(note, lone)
    for share in (ended, lasting):
        tell(lone, NoticeKind.SHARE, f"/portal/{share.id}")
    assert send() == ["lone@eksempel.dk"]
    assert [row.path for row in Notice.select()] == [f"/portal/{lasting.id}"]


def test_a_task_that_was_called_off_is_not_told_of(app, make, applies):
    task = make.task(make.user(Role.VOLUNTEER, email="hanne@eksempel.dk"))
    with app.test_request_context():
        rule = next(rule for rule in app.url_map.iter_rules("tasks.my_task"))
        _domain, path = rule.build({"task_id": task.id}, append_unknown=False)
    notice = make.notice(task.volunteer, path=path)
    assert applies(notice)
    VolunteerTask.update(cancelled_at=now()).where(VolunteerTask.id == task.id).execute()
    assert not applies(notice)
