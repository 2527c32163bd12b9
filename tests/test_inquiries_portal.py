"""The portal's side of inquiries: writing to us, reading the answer, writing again, and never a word about a case."""

import re
from uuid import uuid4

import pytest

from boligsocial.clock import now
from boligsocial.models import Inquiry, InquiryAnswer, InquiryWay, Notice, NoticeKind, Topic, User


@pytest.fixture
def here(make):
    return make.department(name="Birkelunden")


@pytest.fixture
def lone(make, here):
    return make.contact(here, first_name="Lone", full_name="Lone Vester", email="lone@skovkilde.example")


@pytest.fixture
def portal(make, lone):
    return make.client(lone)


def post(browser, path, **values):
    return browser.post(path, data={"write_id": str(uuid4()), **values}, follow_redirects=True)


def send(browser, **values):
    return post(browser, "/portal/henvendelser/ny", **{"topic": "other", "text": "Storskrald i kælderen", **values})


def test_the_form_needs_only_its_text(portal, here):
    page = portal.get("/portal/henvendelser/ny").text
    assert re.findall(r'name="(\w+)" value="([^"]*)" checked', page) == [
        ("topic", "other"),
        ("department", str(here.id)),
    ]


def test_somebody_with_several_departments_says_which_or_none(make, portal, lone, here):
    there = make.department(name="Engen")
    make.contact(there)
    page = portal.get("/portal/henvendelser/ny").text
    assert "Engen" not in page
    both = make.contact(here, there)
    assert 'name="department" value="' in (page := make.client(both).get("/portal/henvendelser/ny").text)
    assert "Engen" in page
    assert f'value="{here.id}" checked' not in page


def test_what_is_sent_reaches_the_inbox_and_the_workers_hear_of_it(make, portal, lone, here, worker, phone):
    User.update(email="maja@kommunen.example").where(User.id == worker.id).execute()
    page = send(portal, department=here.id, topic="house_rules").text
    assert "Din henvendelse er sendt." in page
    inquiry = Inquiry.get()
    about = (inquiry.way, inquiry.topic, inquiry.sender, inquiry.department)
    assert about == (InquiryWay.PORTAL, Topic.HOUSE_RULES, lone, here)
    assert "fra Lone Vester" in phone.get("/henvendelser").text
    notice = Notice.get()
    assert (notice.user, notice.kind, notice.path) == (worker, NoticeKind.INQUIRY, f"/henvendelser/{inquiry.id}")


def test_a_department_that_is_not_theirs_counts_as_none(make, portal):
    send(portal, department=make.department().id)
    assert Inquiry.get().department is None


def test_an_empty_text_is_not_sent(portal):
    answer = send(portal, text=" ")
    assert answer.status_code == 422
    assert "Din henvendelse er ikke sendt endnu" in answer.text
    assert not Inquiry.select().exists()


def test_a_cpr_number_from_outside_is_taken_in_and_pointed_out_to_the_worker(portal, phone):
    send(portal, text="Beboeren er 010190-1234")
    assert "Det ligner et CPR-nummer" in phone.get(f"/henvendelser/{Inquiry.get().id}").text


def status_in(page):
    return re.search(r'<span class="tag[^"]*">([^<]+)</span>', page)[1]


def test_the_status_says_who_has_it_and_nothing_of_a_case(make, portal, lone, here, worker):
    inquiry = make.inquiry(sender=lone, department=here)
    path = f"/portal/henvendelser/{inquiry.id}"

    def both():
        return {status_in(portal.get("/portal/henvendelser").text), status_in(portal.get(path).text)}

    assert both() == {"Modtaget"}
    Inquiry.update(owner=worker).execute()
    assert both() == {"Maja har den"}
    InquiryAnswer.create(inquiry=inquiry, author=worker, text="Vi kommer i morgen")
    assert both() == {"Besvaret"}
    InquiryAnswer.create(inquiry=inquiry, author=lone, text="Hvornår?")
    assert both() == {"Maja har den"}
    Inquiry.update(closed_at=now(), case=make.case(worker)).execute()
    assert both() == {"Afsluttet"}
    assert not re.search(r"\bsag", portal.get(path).text + portal.get("/portal/henvendelser").text, re.IGNORECASE)


def test_an_owner_who_has_left_has_nothing(make, portal, lone):
    make.inquiry(sender=lone, owner=make.worker(closed_at=now()))
    assert status_in(portal.get("/portal/henvendelser").text) == "Modtaget"


def test_the_answer_is_read_in_the_portal_and_told_of_by_email(make, portal, lone, phone):
    inquiry = make.inquiry(sender=lone, way=InquiryWay.PORTAL)
    post(phone, f"/henvendelser/{inquiry.id}/svar", text="Vi kommer i morgen")
    assert "Vi kommer i morgen" in portal.get(f"/portal/henvendelser/{inquiry.id}").text
    notice = Notice.get()
    assert (notice.user, notice.kind) == (lone, NoticeKind.INQUIRY_ANSWERED)
    assert notice.path == f"/portal/henvendelser/{inquiry.id}"


def test_writing_again_opens_a_closed_one_and_tells_whoever_has_it(make, portal, lone, worker, phone):
    User.update(email="maja@kommunen.example").where(User.id == worker.id).execute()
    make.worker(email="jonas@kommunen.example")
    inquiry = make.inquiry(sender=lone, owner=worker, contacted_at=now(), closed_at=now(), closed_by=worker)
    page = post(portal, f"/portal/henvendelser/{inquiry.id}/svar", text="Det er ikke løst").text
    assert "Det er ikke løst" in page
    assert Inquiry.get().closed_at is None
    assert [(notice.user, notice.kind) for notice in Notice.select()] == [(worker, NoticeKind.REPLY)]
    assert "Ny besked" in phone.get("/henvendelser").text
    assert "Det er ikke løst" in phone.get(f"/henvendelser/{inquiry.id}").text


def test_writing_again_about_a_case_tells_no_worker_who_is_recused_from_it(make, portal, lone, worker):
    jonas = make.worker(email="jonas@kommunen.example")
    User.update(email="maja@kommunen.example").where(User.id == worker.id).execute()
    case = make.case(jonas)
    make.recusal(case, worker)
    inquiry = make.inquiry(sender=lone, owner=worker, case=case, closed_at=now())
    post(portal, f"/portal/henvendelser/{inquiry.id}/svar", text="Hvordan går det?")
    assert [notice.user for notice in Notice.select()] == [jonas]


def test_nobody_closes_over_a_message_they_have_not_read(make, portal, lone, phone):
    inquiry = make.inquiry(sender=lone)
    seen = re.search(r'name="seen" value="(\d+)"', phone.get(f"/henvendelser/{inquiry.id}").text)[1]
    post(portal, f"/portal/henvendelser/{inquiry.id}/svar", text="Vent lidt")
    refused = post(phone, f"/henvendelser/{inquiry.id}/luk", text="Løst", seen=seen)
    assert refused.status_code == 422
    assert "Der er kommet en ny besked imens." in refused.text
    assert "Løst" in refused.text
    assert Inquiry.get().closed_at is None
    again = re.search(r'name="seen" value="(\d+)"', refused.text)[1]
    post(phone, f"/henvendelser/{inquiry.id}/luk", text="Løst", seen=again)
    assert Inquiry.get().closed_at is not None


def test_somebody_elses_inquiry_is_not_there(make, portal, here):
    others = make.inquiry(sender=make.contact(here), department=here)
    assert portal.get(f"/portal/henvendelser/{others.id}").status_code == 404
    assert post(portal, f"/portal/henvendelser/{others.id}/svar", text="x").status_code == 404
    assert str(others.id) not in portal.get("/portal/henvendelser").text


def test_the_tab_leads_there_from_the_inbox(portal):
    assert 'href="/portal/henvendelser"' in portal.get("/portal").text
    assert 'href="/portal/henvendelser/ny"' in portal.get("/portal/henvendelser").text
