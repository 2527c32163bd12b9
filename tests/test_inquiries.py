"""What comes in: the inbox, taking it down in two taps, and the clock of the first contact."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from boligsocial.clock import now, today
from boligsocial.inquiries.actions import due_after
from boligsocial.models import Inquiry, InquiryAnswer, InquiryWay, Topic

MONDAY = "2026-11-23T10:00+01:00"


@pytest.fixture
def jonas(make):
    return make.worker(first_name="Jonas", full_name="Jonas Abild", email="jonas@kommunen.example")


@pytest.fixture
def here(make):
    return make.department(name="Birkelunden")


def post(browser, path, **values):
    return browser.post(path, data={"write_id": str(uuid4()), **values}, follow_redirects=True)


def take_down(browser, **values):
    return post(browser, "/henvendelser/ny", **{"way": "phone", "topic": "other", "text": "Der larmes", **values})


def lines_of(page):
    return re.findall(r'href="/henvendelser/([0-9a-f-]{36})"', page)


# -- the inbox


def test_the_inbox_lists_what_is_due_first_and_says_in_words_what_is_late(make, phone, here):
    later = make.inquiry(department=here, due_on=today() + timedelta(days=3))
    late = make.inquiry(department=here, due_on=today() - timedelta(days=2))
    page = phone.get("/henvendelser").text
    assert lines_of(page) == [str(late.id), str(later.id)]
    assert '<span class="late">Første kontakt: 2 dage over</span>' in page
    assert "Første kontakt: om 3 dage" in page
    assert "Støj · Birkelunden" in page
    assert "fra beboer eller nabo" in page
    assert "Ingen endnu" in page


def test_a_contact_person_is_named_in_the_inbox_and_nobody_else(make, phone, here):
    make.inquiry(sender=make.contact(here, full_name="Lone Vester"), way=InquiryWay.PORTAL)
    make.inquiry(sender_name="Anna Holm", way=InquiryWay.PUBLIC)
    make.inquiry(way=InquiryWay.ALLOTMENT)
    page = phone.get("/henvendelser").text
    assert "fra Lone Vester" in page
    assert "fra kommunen" in page
    assert "Anna Holm" not in page


def test_mine_and_the_closed_ones_are_a_tap_away(make, phone, worker, jonas):
    mine, theirs = make.inquiry(owner=worker), make.inquiry(owner=jonas)
    closed = make.inquiry(closed_at=now(), owner=worker)
    assert set(lines_of(phone.get("/henvendelser").text)) == {str(mine.id), str(theirs.id)}
    assert lines_of(phone.get("/henvendelser?show=mine").text) == [str(mine.id)]
    assert lines_of(phone.get("/henvendelser?show=closed").text) == [str(closed.id)]


def test_whoever_rings_with_a_number_is_found_also_when_it_is_closed(make, phone):
    make.inquiry()
    closed = make.inquiry(reference="H-482-177", closed_at=now())
    for typed in ("H-482-177", "482177", "h 482 177"):
        assert lines_of(phone.get("/henvendelser", query_string={"number": typed}).text) == [str(closed.id)]
    assert "Ingen henvendelse har det nummer" in phone.get("/henvendelser?number=000000").text


def test_the_fifty_first_is_on_the_next_page(make, phone):
    for number in range(51):
        make.inquiry(due_on=today() + timedelta(days=number))
    first = phone.get("/henvendelser").text
    assert len(lines_of(first)) == 50
    assert "Vis flere" in first
    assert len(lines_of(phone.get("/henvendelser?page=2").text)) == 1


def test_i_dag_says_how_many_are_new_and_when_the_first_is_due(make, phone):
    assert "henvendelse" not in phone.get("/").text.casefold().replace("/henvendelser", "")
    make.inquiry(due_on=today() + timedelta(days=2))
    make.inquiry(due_on=today() - timedelta(days=1))
    make.inquiry(contacted_at=now(), due_on=today() - timedelta(days=9))
    make.inquiry(closed_at=now())
    page = phone.get("/").text
    assert "2 nye henvendelser" in page
    assert "Første kontakt: 1 dag over" in page
    assert 'href="/henvendelser"' in phone.get("/mere").text


def test_i_dag_counts_whoever_has_written_again(make, phone, here):
    lone = make.contact(here)
    inquiry = make.inquiry(sender=lone, contacted_at=now())
    assert "nye henvendelser" not in phone.get("/").text
    InquiryAnswer.create(inquiry=inquiry, author=lone, text="Hvad sker der?")
    assert "1 ny henvendelse" in phone.get("/").text


# -- taking it down


def test_a_call_is_one_button_then_the_text_then_save(make, phone, worker, here):
    make.note(worker, department=here)
    assert 'href="/henvendelser/ny?way=phone"' in phone.get("/henvendelser").text
    page = phone.get("/henvendelser/ny?way=phone").text
    sent = dict(re.findall(r'<input type="(?:radio|hidden|checkbox)"[^>]* name="(\w+)" value="([^"]*)"', page))
    checked = dict(re.findall(r'name="(\w+)" value="([^"]*)" checked', page))
    assert checked == {"topic": "other", "department": str(here.id), "is_mine": "y"}
    answer = post(phone, "/henvendelser/ny", **{**sent, **checked, "text": "Der larmes ovenpå"})
    assert "Henvendelsen er gemt." in answer.text
    inquiry = Inquiry.get()
    about = (inquiry.way, inquiry.topic, inquiry.department, inquiry.text, inquiry.owner)
    assert about == (InquiryWay.PHONE, Topic.OTHER, here, "Der larmes ovenpå", worker)


def test_nobody_was_anywhere_yesterday_for_the_sake_of_today(make, phone, worker, here):
    make.note(worker, department=here, written_at=now() - timedelta(days=1))
    make.note(department=here)
    assert f'value="{here.id}" checked' not in phone.get("/henvendelser/ny?way=phone").text


def test_the_clock_runs_two_working_days_and_the_number_can_be_read_aloud(make, worker):
    with time_machine.travel(MONDAY, tick=False):
        take_down(make.client(worker))
    inquiry = Inquiry.get()
    assert inquiry.due_on.isoformat() == "2026-11-25"
    assert re.fullmatch(r"H-\d{3}-\d{3}", inquiry.reference)


def test_the_number_tells_nobody_how_many_inquiries_there_are(make, worker):
    browser = make.client(worker)
    for _time in range(5):
        take_down(browser)
    numbers = sorted(int(one.reference.replace("H-", "").replace("-", "")) for one in Inquiry.select())
    assert len(numbers) == 5
    assert numbers[-1] - numbers[0] > 1_000, "five drawn from a million lie so close once in 200,000,000,000 runs"


@pytest.mark.parametrize(
    ("came", "due"),
    [
        ("2026-11-26T23:30+01:00", "2026-11-30"),
        ("2026-12-23T09:00+01:00", "2026-12-29"),
        ("2026-11-28T12:00+01:00", "2026-12-01"),
    ],
)
def test_weekends_and_closed_offices_do_not_count(came, due):
    with time_machine.travel(came, tick=False):
        assert due_after(now()).isoformat() == due


def test_without_a_text_nothing_is_kept_and_the_rest_stays_typed(phone):
    answer = take_down(phone, text=" ", sender_name="Anna Holm")
    assert answer.status_code == 422
    assert "Skriv, hvad det handler om." in answer.text
    assert 'value="Anna Holm"' in answer.text
    assert not Inquiry.select().exists()


def test_a_worker_takes_nothing_down_as_if_it_had_come_by_itself(phone):
    for way in ("portal", "public", "", "drue"):
        assert take_down(phone, way=way).status_code == 422
    assert not Inquiry.select().exists()


def test_the_same_form_sent_twice_is_one_inquiry(phone):
    form = {"way": "phone", "topic": "other", "text": "Der larmes", "write_id": str(uuid4())}
    first, second = (phone.post("/henvendelser/ny", data=form) for _time in range(2))
    assert first.location == second.location
    assert Inquiry.select().count() == 1


def test_a_pasted_email_fills_in_its_sender_in_one_go_or_to_be_looked_at_first(phone):
    pasted = "Fra: Anna Holm <anna@eksempel.dk>\nSendt: 2. nov.\nEmne: Støj\n\nMusikken er høj.\n\n> Hej Anna"
    looked = take_down(phone, way="email", text=pasted, read="1").text
    assert 'value="anna@eksempel.dk"' in looked
    assert not Inquiry.select().exists()
    take_down(phone, way="email", text=pasted)
    inquiry = Inquiry.get()
    assert (inquiry.sender_name, inquiry.sender_email) == ("Anna Holm", "anna@eksempel.dk")
    assert inquiry.text == "Støj\n\nMusikken er høj."


def test_what_the_worker_has_written_is_stronger_than_what_the_email_says(phone):
    take_down(phone, way="email", text="Fra: x@eksempel.dk\n\nHej", sender_name="Anna", sender_email="anna@eksempel.dk")
    assert (Inquiry.get().sender_name, Inquiry.get().sender_email) == ("Anna", "anna@eksempel.dk")


def test_a_text_that_looks_like_an_email_stays_whole_when_it_is_a_call(phone):
    take_down(phone, text="Fra: naboen\n> han sagde nej")
    assert Inquiry.get().text == "Fra: naboen\n> han sagde nej"
