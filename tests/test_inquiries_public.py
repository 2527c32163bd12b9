"""The form on the net: open to anybody, honest about what becomes of it, and closed to floods."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from boligsocial.clock import now
from boligsocial.inquiries.gate import Gate
from boligsocial.models import AuditRow, Inquiry, InquiryWay, Notice, NoticeKind, Topic
from tests.policy_inquiries import opened_before

FORM = "/henvend-dig"


@pytest.fixture(autouse=True)
def open_gate(app):
    """Let nobody have written within the hour."""
    app.extensions["inquiry_gate"] = Gate()


@pytest.fixture
def here(make):
    return make.department(name="Birkelunden")


@pytest.fixture
def send(app, client):
    opened = opened_before(app)

    def press(browser=client, address="127.0.0.1", **values):
        form = {"topic": "noise", "text": "Der larmes", "opened": opened, "write_id": str(uuid4()), **values}
        return browser.post(FORM, data=form, environ_base={"REMOTE_ADDR": address})

    return press


def opened_in(page):
    return re.search(r'name="opened" value="([^"]+)"', page)[1]


# -- what it asks, and what it says


def test_the_page_says_what_the_law_asks_of_us(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "MUNICIPALITY", "Prøveby Kommune")
    monkeypatch.setitem(app.config, "DATA_PROTECTION_CONTACT", "dpo@proeveby.example")
    page = client.get(FORM).text
    for sentence in (
        "Ansvarlig for oplysningerne er Prøveby Kommune.",
        "Spørgsmål om dine oplysninger: dpo@proeveby.example.",
        "Hvad bruger vi det til?",
        "De boligsociale medarbejdere.",
        "Til henvendelsen er behandlet og journaliseret.",
        "Du kan klage til Datatilsynet",
        "Vi lover ikke anonymitet: den, det handler om, kan have ret til at få at vide, at nogen har henvendt sig.",
        "Er det akut, ring 112.",
        "Skriv ikke CPR-numre.",
        "Uden dem læser vi det, men vi kan ikke svare dig.",
    ):
        assert sentence in page


def test_the_address_of_the_poster_fills_in_the_department(client, here):
    assert f'value="{here.id}" selected' in client.get(f"{FORM}?afdeling={here.id}").text
    for unknown in ("2000000000", "x", "", "-1"):
        page = client.get(f"{FORM}?afdeling={unknown}")
        assert page.status_code == 200
        assert " selected" not in page.text


def test_it_changes_language_and_keeps_the_department(client, here):
    page = client.get(f"{FORM}?afdeling={here.id}").text
    target = re.search(r'name="next" value="([^"]+)"', page)[1]
    assert target == f"{FORM}?afdeling={here.id}"
    answer = client.post("/sprog", data={"language": "en", "next": target})
    assert answer.location == target
    assert '<html lang="en">' in client.get(answer.location).text


# -- sending


def test_what_is_sent_is_kept_and_nothing_else(client, send, here, make):
    worker = make.worker(email="maja@kommunen.example")
    answer = send(department=here.id, place="Kælderen", sender_name="Anna", sender_phone="20304050")
    assert (answer.status_code, answer.location) == (303, f"{FORM}/tak")
    inquiry = Inquiry.get()
    kept = {name: value for name, value in inquiry.__data__.items() if value not in (None, "")}
    made = {name: kept.pop(name) for name in ("id", "reference", "received_at", "due_on")}
    assert kept == {
        **{"way": InquiryWay.PUBLIC, "topic": Topic.NOISE, "department": here.id, "place": "Kælderen"},
        **{"text": "Der larmes", "sender_name": "Anna", "sender_phone": "+4520304050"},
    }
    assert [(notice.user, notice.kind) for notice in Notice.select()] == [(worker, NoticeKind.INQUIRY)]
    receipt = client.get(answer.location).text
    assert made["reference"] in receipt
    assert "Du hører fra os senest" in receipt
    trail = [(row.actor, row.event) for row in AuditRow.select()]
    assert trail == [(None, "inquiry.received")]


def test_the_receipt_is_the_senders_own(make, client, send):
    send()
    assert "så vi kan ikke svare dig" in client.get(f"{FORM}/tak").text
    others = make.client().get(f"{FORM}/tak")
    assert others.status_code == 200
    assert Inquiry.get().reference not in others.text
    assert "Ingen kvittering" in others.text


def test_whoever_leaves_an_email_address_hears_that_it_came(send):
    send(sender_email="anna@eksempel.dk")
    notice = Notice.get(Notice.address != "")
    assert (notice.address, notice.kind, notice.path) == ("anna@eksempel.dk", NoticeKind.INQUIRY_RECEIVED, "")


def test_nobodys_inbox_is_filled_through_the_form(send):
    for number in range(6):
        assert send(sender_email="offer@eksempel.dk", address=f"10.0.0.{number}").status_code == 303
    assert Notice.select().where(Notice.address == "offer@eksempel.dk").count() == 3


def test_a_repeated_tap_is_one_inquiry_with_one_number(client, send):
    key = str(uuid4())
    send(write_id=key)
    first = client.get(f"{FORM}/tak").text
    send(write_id=key)
    assert client.get(f"{FORM}/tak").text == first
    assert Inquiry.select().count() == 1


def test_a_mistake_keeps_what_was_typed(send):
    answer = send(text="", place="Kælderen", sender_email="anna")
    assert answer.status_code == 422
    for words in ("Skriv, hvad det handler om.", "navn@eksempel.dk", 'value="Kælderen"', 'value="anna"'):
        assert words in answer.text
    assert not Inquiry.select().exists()


def test_a_cpr_number_is_taken_in(send):
    assert send(text="Jeg er 010190-1234").status_code == 303
    assert Inquiry.get().text == "Jeg er 010190-1234"


def test_the_token_of_the_page_is_needed_and_enough(app, make, send, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    browser = make.client()
    assert send(browser).status_code == 400
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(FORM).text)[1]
    assert send(browser, csrf_token=token).status_code == 303


# -- machines


def test_the_field_for_machines_is_hidden_from_people_and_never_filled_in_for_them(client, send):
    page = client.get(FORM).text
    trap = re.search(r'<div class="visually-hidden" aria-hidden="true">.*?</div>', page, re.DOTALL)[0]
    assert 'name="homepage"' in trap
    assert 'tabindex="-1"' in trap
    refused = send(homepage="https://spam.example")
    assert refused.status_code == 422
    assert "om du er et menneske" in refused.text
    assert "spam.example" not in refused.text
    assert "Der larmes" in refused.text
    assert not Inquiry.select().exists()


def test_whoever_sends_at_once_waits_a_moment_and_sends_again(app, client, send):
    with time_machine.travel(now(), tick=False) as clock:
        opened = opened_in(client.get(FORM).text)
        clock.shift(timedelta(seconds=2))
        refused = send(opened=opened)
        assert refused.status_code == 422
        assert "Der larmes" in refused.text
        clock.shift(timedelta(seconds=2))
        assert send(opened=opened_in(refused.text)).status_code == 303


def test_a_page_of_yesterday_gets_a_new_stamp_and_keeps_the_text(app, client, send):
    with time_machine.travel(now(), tick=False) as clock:
        for opened in (opened_before(app, timedelta(hours=13)), "1.forfalsket", "", "x" * 500):
            refused = send(opened=opened)
            assert refused.status_code == 422
            assert "Siden har stået åben for længe. Din tekst er her endnu." in refused.text
            assert "Der larmes" in refused.text
        clock.shift(timedelta(seconds=4))
        assert send(opened=opened_in(refused.text)).status_code == 303


def test_a_stamp_that_somebody_has_made_up_is_not_believed_however_fitting_its_hour(send):
    a_minute_ago = int((now() - timedelta(minutes=1)).timestamp())
    for made_up in (f"{a_minute_ago}.forfalsket", f"{a_minute_ago}.", str(a_minute_ago)):
        assert send(opened=made_up).status_code == 422
    assert not Inquiry.select().exists()


def test_the_eleventh_within_the_hour_is_told_to_wait_and_keeps_the_text(send):
    with time_machine.travel(now(), tick=False) as clock:
        assert {send().status_code for _time in range(10)} == {303}
        refused = send(text="Nummer elleve")
        assert refused.status_code == 429
        assert "usædvanligt mange" in refused.text
        assert "Nummer elleve" in refused.text
        assert send(address="10.0.0.9").status_code == 303
        clock.shift(timedelta(minutes=61))
        assert send().status_code == 303
    assert Inquiry.select().count() == 12


def test_a_household_with_many_addresses_is_one_visitor(send):
    for number in range(10):
        assert send(address=f"2001:db8:1:2::{number + 1}").status_code == 303
    assert send(address="2001:db8:1:2:ffff::1").status_code == 429
    assert send(address="2001:db8:1:3::1").status_code == 303


def test_all_together_have_a_limit_too(send):
    for number in range(100):
        send(address=f"10.0.{number}.1")
    assert send(address="10.1.0.1").status_code == 429
    assert Inquiry.select().count() == 100


def test_the_gate_keeps_no_network_address(app, send):
    send(address="203.0.113.77")
    storage = app.extensions["inquiry_gate"].storage
    assert storage.events
    assert "203.0.113" not in repr(vars(storage))


# -- the poster


def test_the_poster_holds_the_whole_address_as_a_code_and_in_words(make, phone, here):
    page = phone.get(f"/afdelinger/{here.id}/plakat").text
    address = f"http://localhost{FORM}?afdeling={here.id}"
    assert f'<strong lang="da">localhost{FORM}?afdeling={here.id}</strong>' in page
    assert "Har du brug for hjælp i din bolig?" in page
    assert "Birkelunden" in page
    assert read_code(page) == address
    assert f'href="/afdelinger/{here.id}/plakat"' in phone.get(f"/afdelinger/{here.id}").text


def read_code(page):
    """Return what the code says, by drawing the same text again and comparing every module."""
    import segno

    size = int(re.search(r'viewBox="0 0 (\d+) \1" role="img"', page)[1])
    dark = {tuple(map(int, pair)) for pair in re.findall(r"M(\d+) (\d+)h1v1h-1z", page)}
    text = "http://" + re.search(r'<strong lang="da">([^<]+)</strong>', page)[1]
    wanted = list(segno.make(text, error="q", micro=False).matrix_iter(border=4))
    assert size == len(wanted)
    assert dark == {(x, y) for y, row in enumerate(wanted) for x, is_dark in enumerate(row) if is_dark}
    return text
