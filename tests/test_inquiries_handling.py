"""What is done with an inquiry: who has it, contact, answers, and closing it."""

from datetime import timedelta

import pytest

from boligsocial.clock import now, today
from boligsocial.models import AuditRow, Inquiry, InquiryAnswer, InquiryWay, Notice, NoticeKind, User
from tests.test_inquiries import lines_of, post, take_down


@pytest.fixture
def jonas(make):
    return make.worker(first_name="Jonas", full_name="Jonas Abild", email="jonas@kommunen.example")


def press(browser, inquiry, what, **values):
    return post(browser, f"/henvendelser/{inquiry.id}/{what}", **values)


def stored(inquiry):
    return Inquiry.get_by_id(inquiry.id)


# -- who has it


def test_the_first_who_takes_it_has_it_and_the_second_is_told_who(make, phone, worker, jonas):
    inquiry = make.inquiry()
    late = make.client(jonas)
    assert "Tag den" in late.get(f"/henvendelser/{inquiry.id}").text
    assert "Du har henvendelsen nu." in press(phone, inquiry, "overtag").text
    assert "Maja har taget den imens." in press(late, inquiry, "overtag").text
    assert stored(inquiry).owner == worker


def test_an_owner_who_has_left_leaves_it_to_whoever_takes_it(make, phone, worker, jonas):
    inquiry = make.inquiry(owner=jonas)
    User.update(closed_at=now()).where(User.id == jonas.id).execute()
    assert "Ingen endnu" in phone.get("/henvendelser").text
    assert "Tag den" in phone.get(f"/henvendelser/{inquiry.id}").text
    press(phone, inquiry, "overtag")
    assert stored(inquiry).owner == worker


def test_it_is_handed_to_a_colleague_who_is_told_by_email_and_taken_over_again(make, phone, worker, jonas):
    inquiry = make.inquiry(owner=worker)
    assert "Giv til Jonas" in phone.get(f"/henvendelser/{inquiry.id}").text
    press(phone, inquiry, "giv-videre", colleague=jonas.id)
    assert stored(inquiry).owner == jonas
    notice = Notice.get()
    assert (notice.user, notice.kind, notice.path) == (jonas, NoticeKind.INQUIRY, f"/henvendelser/{inquiry.id}")
    assert "Overtag den" in phone.get(f"/henvendelser/{inquiry.id}").text
    press(phone, inquiry, "giv-videre", colleague=worker.id)
    assert stored(inquiry).owner == worker


def test_it_is_given_to_no_one_but_a_worker_who_is_here(make, phone):
    inquiry = make.inquiry()
    for nobody in (make.contact(), make.worker(closed_at=now())):
        assert "Vælg, hvem der skal have den." in press(phone, inquiry, "giv-videre", colleague=nobody.id).text
    assert stored(inquiry).owner is None


# -- contact and answers


def test_contact_stops_the_clock_once_and_for_all(make, phone):
    inquiry = make.inquiry(due_on=today())
    press(phone, inquiry, "kontaktet")
    first = stored(inquiry).contacted_at
    press(phone, inquiry, "kontaktet")
    assert stored(inquiry).contacted_at == first
    page = phone.get(f"/henvendelser/{inquiry.id}").text
    assert "nået, i dag" in page
    assert "Jeg har fået kontakt" not in page


def test_a_deadline_that_was_missed_stays_missed(make, phone):
    yesterday = today() - timedelta(days=1)
    reached = make.inquiry(due_on=yesterday, contacted_at=now(), closed_at=now())
    never = make.inquiry(due_on=yesterday, closed_at=now())
    in_time = make.inquiry(closed_at=now())
    page = phone.get("/henvendelser?show=closed").text
    assert "over fristen, i dag" in page
    assert "over fristen, lukket uden kontakt" in page
    assert ">Første kontakt: lukket uden kontakt" in page.replace('<span class="sub">', ">")
    assert len(lines_of(page)) == len({reached, never, in_time})


def test_an_answer_is_kept_and_stops_the_clock(make, phone, worker):
    inquiry = make.inquiry(sender_phone="+4520304050")
    page = press(phone, inquiry, "svar", text="Talte med hende: hun flytter selv").text
    assert "Talte med hende: hun flytter selv" in page
    assert InquiryAnswer.get().author == worker
    assert stored(inquiry).contacted_at is not None
    assert stored(inquiry).closed_at is None


def test_words_to_somebody_who_left_no_way_back_are_no_contact(make, phone):
    inquiry = make.inquiry(way=InquiryWay.PUBLIC)
    assert "De har ikke skrevet, hvordan de kan kontaktes." in phone.get(f"/henvendelser/{inquiry.id}").text
    press(phone, inquiry, "luk", text="Kan ikke besvares")
    assert stored(inquiry).contacted_at is None
    assert stored(inquiry).closed_at is not None


def test_a_sender_on_the_net_hears_that_there_is_an_answer_and_not_which(make, phone):
    inquiry = make.inquiry(way=InquiryWay.PUBLIC, sender_email="anna@eksempel.dk")
    press(phone, inquiry, "svar", text="Hemmeligt")
    notice = Notice.get()
    assert (notice.address, notice.kind, notice.path) == ("anna@eksempel.dk", NoticeKind.INQUIRY_ANSWERED, "")


def test_an_email_that_was_pasted_is_answered_by_nobody_but_the_worker(make, phone):
    press(phone, make.inquiry(way=InquiryWay.EMAIL, sender_email="anna@eksempel.dk"), "svar", text="Svar")
    assert not Notice.select().exists()


def test_closing_without_a_case_needs_a_reason_unless_something_was_said(make, phone, worker):
    inquiry = make.inquiry()
    refused = press(phone, inquiry, "luk", text="")
    assert refused.status_code == 422
    assert stored(inquiry).closed_at is None
    press(phone, inquiry, "svar", text="Det er løst")
    page = press(phone, inquiry, "luk", text="", seen="1").text
    assert "Henvendelsen er lukket." in page
    assert stored(inquiry).closed_by == worker
    assert InquiryAnswer.select().count() == 1


def test_a_closed_one_takes_no_answer_until_it_is_opened_again(make, phone):
    inquiry = make.inquiry(closed_at=now())
    refused = press(phone, inquiry, "svar", text="For sent")
    assert refused.status_code == 422
    assert "Henvendelsen er lukket imens." in refused.text
    for what in ("overtag", "kontaktet", "luk"):
        assert "Henvendelsen er lukket imens." in press(phone, inquiry, what, text="x").text
    press(phone, inquiry, "genaabn")
    press(phone, inquiry, "svar", text="Nu går det")
    assert [answer.text for answer in InquiryAnswer.select()] == ["Nu går det"]


def test_the_page_offers_to_ring_write_and_mail_and_warns_of_a_cpr_number(make, phone):
    inquiry = make.inquiry(text="Hun er 010190-1234", sender_phone="+4520304050", sender_email="a@eksempel.dk")
    page = phone.get(f"/henvendelser/{inquiry.id}").text
    for address in ("tel:+45-20-30-40-50", "sms:+4520304050", "mailto:a@eksempel.dk"):
        assert f'href="{address}"' in page
    assert "Det ligner et CPR-nummer. Brug hellere adressen" in page
    assert "CPR" not in phone.get(f"/henvendelser/{make.inquiry().id}").text


def test_every_step_is_in_the_trail(make, phone, jonas):
    take_down(phone)
    inquiry = Inquiry.get()
    steps = (("overtag", {}), ("giv-videre", {"colleague": jonas.id}), ("kontaktet", {}), ("svar", {"text": "Ja"}))
    for what, values in (*steps, ("luk", {"seen": "1"}), ("genaabn", {})):
        press(phone, inquiry, what, **values)
    events = [row.event.removeprefix("inquiry.") for row in AuditRow.select().order_by(AuditRow.id)]
    written = [event for event in events if event != "read"]
    assert written == ["received", "taken", "changed", "contacted", "answered", "closed", "reopened"]
