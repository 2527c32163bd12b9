"""Reading a pasted e-mail: what mail programs show, the message as it was sent, and anything at all."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boligsocial.inquiries.pasted import Mail, read_mail

OUTLOOK = """Fra: Anna Holm <anna.holm@eksempel.dk>
Sendt: 12. november 2026 09:14
Til: Boligsocialt team <team@kommunen.example>
Emne: Støj fra overboen

Hej

Der spilles musik hver nat.
Hilsen Anna

Fra: Boligsocialt team <team@kommunen.example>
Sendt: 10. november 2026 08:00
Til: Anna Holm
Emne: SV: Hej

Tak for din mail.
"""
GMAIL = """From: "Holm, Anna" <anna@eksempel.dk>
Date: Thu, 12 Nov 2026 at 09:14
Subject: Fugt i badet
To: <team@kommunen.example>

Der er fugt.

On Tue, 10 Nov 2026 at 08:00 Team <team@kommunen.example> wrote:
> Hej Anna
"""
RAW = """Received: from mail.eksempel.dk
MIME-Version: 1.0
From: =?utf-8?Q?Bj=C3=B8rn_S=C3=B8rensen?= <bjorn@eksempel.dk>
Subject: =?utf-8?Q?St=C3=B8j_i_opgangen?=
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Der er st=C3=B8j.
--b
Content-Type: text/html; charset=utf-8

<p>Nej</p>
--b--
"""
ONLY_HTML = """Return-Path: <x@eksempel.dk>
From: x@eksempel.dk
Subject: Hej
Content-Type: text/html; charset=utf-8

<html><head><style>p { color: red }</style></head><body><p>F&oslash;rste</p><p>Anden<br>linje</p></body></html>
"""


def test_what_outlook_shows():
    text = "Hej\n\nDer spilles musik hver nat.\nHilsen Anna"
    assert read_mail(OUTLOOK) == Mail("Anna Holm", "anna.holm@eksempel.dk", "Støj fra overboen", text)


def test_what_gmail_shows():
    assert read_mail(GMAIL) == Mail("Holm, Anna", "anna@eksempel.dk", "Fugt i badet", "Der er fugt.")


def test_the_message_as_it_was_sent():
    assert read_mail(RAW) == Mail("Bjørn Sørensen", "bjorn@eksempel.dk", "Støj i opgangen", "Der er støj.")


def test_a_message_that_is_html_alone():
    mail = read_mail(ONLY_HTML)
    assert (mail.address, mail.subject) == ("x@eksempel.dk", "Hej")
    assert mail.text.split() == ["Første", "Anden", "linje"]
    assert "color" not in mail.text


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Fra: anna@eksempel.dk", ("", "anna@eksempel.dk")),
        ("From: Anna Holm [mailto:anna@eksempel.dk]", ("Anna Holm", "anna@eksempel.dk")),
        ("Fra: Anna Holm (anna@eksempel.dk)", ("Anna Holm", "anna@eksempel.dk")),
        ("*Fra:* Anna Holm <anna@eksempel.dk>", ("Anna Holm", "anna@eksempel.dk")),
        ("Fra: Anna Holm", ("Anna Holm", "")),
        ("Fra: anna@eksempel.dk <anna@eksempel.dk>", ("", "anna@eksempel.dk")),
    ],
)
def test_a_sender_is_read_however_it_is_written(line, person):
    mail = read_mail(f"{line}\nEmne: Hej\n\nTekst")
    assert (mail.name, mail.address) == person
    assert mail.text == "Tekst"


def test_an_email_that_was_passed_on_comes_from_whoever_wrote_it_first():
    pasted = (
        "Kan I tage den?\n\n---------- Videresendt besked ----------\n"
        "Fra: Anna <anna@eksempel.dk>\nEmne: Støj\n\nMusik hele natten"
    )
    mail = read_mail(pasted)
    assert (mail.address, mail.subject) == ("anna@eksempel.dk", "Støj")
    assert "Kan I tage den?" in mail.text
    assert "Musik hele natten" in mail.text


def test_headers_under_a_text_are_of_what_it_quotes():
    mail = read_mail("Hej, der larmes stadig.\n\nFra: Team <team@kommunen.example>\nSendt: i går\n\nVi kigger på det.")
    assert mail == Mail("", "", "", "Hej, der larmes stadig.")


def test_a_danish_quotation_is_cut_and_a_persons_own_sentence_is_not():
    quoted = "Fra: a@b.dk\n\nHej\n\nDen tors. 12. nov. 2026 kl. 09.14 skrev Team <t@k.dk>:\n> gammelt"
    assert read_mail(quoted).text == "Hej"
    own = "Fra: a@b.dk\n\nDen 3. november skrev hun til mig:\nFlyt ud!"
    assert read_mail(own).text == "Den 3. november skrev hun til mig:\nFlyt ud!"


def test_a_text_that_is_no_email_is_left_alone():
    assert read_mail("Der larmes.\nHver nat.") == Mail("", "", "", "Der larmes.\nHver nat.")


@settings(deadline=None)
@given(st.text(max_size=400))
def test_nothing_makes_it_stumble(text):
    for pasted in (text, f"Fra: {text}", f"MIME-Version: 1.0\nFrom: {text}\nContent-Type: {text}\n\n{text}"):
        mail = read_mail(pasted)
        assert "\n" not in mail.name + mail.address + mail.subject


HOSTILE = (
    "MIME-Version: 1.0\nFrom: x@y.dk\nContent-Type: text/html\n\n" + "<style" * 30_000 + "<" * 20_000,
    "Fra: " + "a" * 100_000 + "@\n\n" + "den " * 25_000,
    "Fra: " + '"' * 50_000 + "(" * 50_000,
    "a\n" + "Til: x\n" * 25_000,
    "MIME-Version: 1.0\nSubject: " + "=?utf-8?Q?a?= " * 15_000,
)


@pytest.mark.parametrize("pasted", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_message_takes_no_time(pasted):
    start = time.process_time()
    read_mail(pasted)
    assert time.process_time() - start < 2
