"""What a contact person is told of what comes, and by mail: times and neutral words, nothing else."""

from datetime import timedelta
from uuid import uuid4

import pytest

from boligsocial.clock import now, today
from boligsocial.models import Notice, NoticeKind, Share, VisitWords
from tests.sharing_world import HOME, SECRET, filled, replied, shared_on_consent
from tests.test_sharing_ends_everywhere import PLACES, withdraw


@pytest.fixture
def shared(make):
    return shared_on_consent(make)


def test_the_visits_that_are_announced_are_those_of_ones_own_departments_and_only_in_neutral_words(shared, make):
    department = shared.note.department
    told = {"department": department, "dwelling": shared.home, "case": shared.case, "purpose": "Hemmeligt formål"}
    tomorrow = now() + timedelta(days=1)
    make.visit(shared.maja, planned_at=tomorrow, portal_words=VisitWords.ROUND, **told)
    make.visit(shared.maja, planned_at=tomorrow, portal_words=None, **told)
    make.visit(shared.maja, planned_at=tomorrow, portal_words=VisitWords.MEETING, cancelled_at=now(), **told)
    make.visit(make.worker(first_name="Jonas"), planned_at=tomorrow, portal_words=VisitWords.MEETING)
    reader = make.client(shared.lone)
    withdraw(shared)
    for path in ("/portal/afdelinger", "/portal/kalender.ics"):
        page = reader.get(path).text
        assert page.count("Rundtur i afdelingen") == 1
        for hidden in ("Møde", "Hemmeligt", "Birkelunden 22", "Jonas", "to medarbejdere"):
            assert hidden not in page


def test_nothing_tells_a_reader_that_nobody_visits_the_home_alone(shared):
    shared.case.two_visit_reason, shared.case.two_visit_until = "Råbte og truede", today() + timedelta(days=30)
    shared.case.save()
    make = shared.make
    make.visit(shared.maja, planned_at=now(), portal_words=VisitWords.VISIT, department=shared.note.department,
               dwelling=shared.home, case=shared.case)  # fmt: skip
    reader = make.client(shared.lone)
    for place, (method, path, _trace) in PLACES.items():
        if method == "GET":
            page = reader.get(path(shared)).get_data().decode("utf-8", "replace")
            for hint in ("truede", "to medarbejdere", "sammen", "alene", " to "):
                assert hint not in page, place


def test_the_calendar_holds_no_home_and_no_name_also_of_what_is_shared(shared):
    calendar = shared.make.client(shared.lone).get("/portal/kalender.ics")
    assert calendar.mimetype == "text/calendar"
    assert "SUMMARY:Indflytning" in calendar.text
    # A comma is written "\\," in a calendar file.
    for hidden in (HOME.partition(",")[0], "Lone", "Maja", SECRET):
        assert hidden not in calendar.text


def test_a_share_tells_its_reader_by_mail_that_there_is_something_and_a_correction_too(shared):
    worker, page = shared.make.client(shared.maja), f"/portal/{shared.share.id}"
    worker.post(f"/notater/{shared.note.id}/del", data=filled(shared, recipient=shared.lone.id, text="Også det"))
    again = Share.get(Share.text == "Også det")
    # Sharing anew has ended the older one; this is about both.
    Share.update(withdrawn_at=None).where(Share.id == shared.share.id).execute()
    worker.post(f"/delinger/{shared.share.id}/svar", data={"text": "Vi ses", "write_id": str(uuid4())})
    worker.post(f"/delinger/{shared.share.id}/ret", data={"text": "Ny", "version": "1", "write_id": str(uuid4())})
    shared.make.client(shared.lone).post(f"{page}/svar", data=replied())
    told = [(notice.user, notice.kind, notice.path) for notice in Notice.select().order_by(Notice.created_at)]
    assert told == [
        (shared.lone, NoticeKind.SHARE, f"/portal/{again.id}"),
        (shared.lone, NoticeKind.REPLY, page),
        (shared.lone, NoticeKind.CORRECTION, page),
        (shared.maja, NoticeKind.REPLY, f"/delinger/{shared.share.id}"),
    ]
