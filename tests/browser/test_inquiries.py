"""What comes in, by the thumb: a contact person's three taps, a worker's two, and the form behind the QR code."""

import re

from boligsocial.inquiries.gate import TOO_FAST
from boligsocial.models import Case, Department, Inquiry, InquiryWay, Note, Topic

A_LITTLE_MORE = 300


def test_a_contact_person_writes_to_us_in_three_taps_and_a_text(new_phone, stored):
    lone = new_phone()
    lone.log_in("lone")
    lone.go(lone.link("Spørg os"))
    lone.go(lone.link("Skriv til os"))
    lone.page.get_by_label("Hvad vil du skrive?").fill("Hvem ringer vi til om vaskeriet?")
    lone.go(lone.button("Send"))
    assert lone.taps <= 3
    assert "Din henvendelse er sendt." in lone.text()
    with stored():
        inquiry = Inquiry.get(Inquiry.text == "Hvem ringer vi til om vaskeriet?")
    assert (inquiry.way, inquiry.topic) == (InquiryWay.PORTAL, Topic.OTHER)


def test_a_worker_takes_a_call_down_in_two_taps_and_a_text(maja, stored):
    maja.open("/henvendelser")
    maja.go(maja.link("Opkald"))
    maja.page.get_by_label("Hvad handler det om?").fill("Hun hører råben om natten")
    maja.go(maja.button("Gem henvendelse"))
    assert maja.taps == 2
    with stored():
        inquiry = Inquiry.get(Inquiry.text == "Hun hører råben om natten")
    assert inquiry.way == InquiryWay.PHONE
    assert maja.page.url.endswith(f"/henvendelser/{inquiry.id}")


def test_an_inquiry_becomes_a_case_without_a_word_typed_twice(maja, stored):
    maja.open("/henvendelser?number=118649")
    maja.go(maja.page.locator("a.line").first)
    maja.go(maja.link("Opret sag"))
    maja.go(maja.button("Opret sag"))
    assert "/sager/" in maja.page.url
    assert "posten hober sig op" in maja.text()
    with stored():
        inquiry = Inquiry.get(Inquiry.reference == "H-118-649")
        case = Case.get_by_id(inquiry.case_id)
        assert case.dwelling.address == "Kastanjebo 9, 1. tv."
        assert Note.get(Note.case == case).happened_at == inquiry.received_at


def test_the_code_on_the_poster_leads_to_a_receipt_without_script(maja, new_phone, stored):
    with stored():
        here = Department.get(Department.name == "Kastanjebo")
    maja.open(f"/afdelinger/{here.id}")
    maja.go(maja.link("Plakat med QR-kode"))
    printed = maja.page.locator(".paper strong").inner_text()
    visitor = new_phone(java_script_enabled=False)
    visitor.open(f"http://{printed}")
    assert visitor.page.get_by_label("Boligafdeling").locator("option:checked").inner_text() == "Kastanjebo"
    visitor.tap(visitor.chip("Hvad handler det om?", "Fugt, skimmel eller kulde"))
    visitor.page.get_by_label("Skriv til os").fill("Der er koldt i stuen")
    visitor.page.get_by_label("Telefon").fill("20 30 40 50")
    visitor.page.wait_for_timeout(TOO_FAST.total_seconds() * 1000 + A_LITTLE_MORE)
    visitor.go(visitor.button("Send"))
    number = re.search(r"H-\d{3}-\d{3}", visitor.text())
    assert "Du hører fra os senest" in visitor.text()
    with stored():
        inquiry = Inquiry.get(Inquiry.reference == number[0])
    assert (inquiry.department, inquiry.topic, inquiry.text) == (here, Topic.INDOOR_CLIMATE, "Der er koldt i stuen")
    assert not re.search("[?]", visitor.page.url)


def test_whoever_sends_too_fast_without_script_keeps_the_text_and_sends_again(new_phone):
    visitor = new_phone(java_script_enabled=False)
    visitor.open("/henvend-dig")
    visitor.page.get_by_label("Skriv til os").fill("Der er koldt")
    visitor.go(visitor.button("Send"))
    assert "om du er et menneske" in visitor.page.locator("#summary").inner_text()
    assert visitor.page.get_by_label("Skriv til os").input_value() == "Der er koldt"
    visitor.page.wait_for_timeout(TOO_FAST.total_seconds() * 1000 + A_LITTLE_MORE)
    visitor.go(visitor.button("Send"))
    assert "Dit nummer er:" in visitor.text()
