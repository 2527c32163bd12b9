"""One e-mail: what it says and what it keeps to itself, and what is known when handing it over goes wrong."""

import socket
import ssl
import stat
from email import message_from_bytes, policy

import pytest

from boligsocial.mailing import MailFolder, MailServer, NoAddress, make_mail, post_of
from boligsocial.models import Mailing, MailState, NoticeKind
from tests.mail.server import Fault, serving

SETTINGS = {
    "MAIL_SERVER": "",
    "MAIL_USER": "",
    "MAIL_PASSWORD": "",
    "MAIL_TLS": "",
    "MAIL_FROM": "Boligsocial <noreply@kommunen.example>",
    "PUBLIC_URL": "https://bolig.kommunen.example/",
}
OPEN = {**SETTINGS, "MAIL_FROM": "noreply@kommunen.example"}


def words(mail):
    return mail.get_content().replace("\r\n", "\n")


@pytest.fixture
def lone(make):
    return make.contact(make.department(name="Birkelunden"), full_name="Lone Vestermark", email="lone@eksempel.dk")


@pytest.fixture
def mail_of(app, make):
    """Return the mail about these notices as its reader gets it."""

    def read(user, *notices, **values):
        mailing = make.mailing(user, **values)
        return message_from_bytes(make_mail(mailing, notices, SETTINGS).as_bytes(), policy=policy.default)

    return read


def test_a_mail_says_that_there_is_something_and_where_to_log_in_but_not_what_it_is(make, mail_of, lone):
    mail = mail_of(lone, make.notice(lone, kind=NoticeKind.SHARE, path="/portal/5c1a"))
    assert mail["Subject"] == "Boligsocial: Du har en ny delt note"
    assert words(mail).splitlines() == [
        "Hej",
        "",
        "Du har en ny delt note.",
        "",
        "Log ind og se det her:",
        "https://bolig.kommunen.example/portal/5c1a",
        "",
        "Mailen siger ikke, hvad det handler om, for at beskytte beboerne.",
        "",
        "Du vælger selv, hvornår du får besked på mail:",
        "https://bolig.kommunen.example/mig",
        "",
        "Mailen er sendt automatisk. Du kan ikke svare på den.",
    ]
    assert (mail.get_content_type(), mail["To"]) == ("text/plain", "lone@eksempel.dk")


def test_a_mail_about_several_things_leads_to_the_start_page(make, mail_of, lone):
    kinds = (NoticeKind.SHARE, NoticeKind.REPLY, NoticeKind.SHARE)
    mail = mail_of(lone, *(make.notice(lone, kind=kind, path="/portal/5c1a") for kind in kinds))
    assert mail["Subject"] == "Boligsocial: Der er nyt til dig"
    assert "Du har en ny delt note.\nDer er et nyt svar til dig.\n" in words(mail)
    assert "https://bolig.kommunen.example/\n" in words(mail)
    assert "5c1a" not in words(mail)


def test_a_sender_without_an_account_is_not_sent_to_a_page_they_cannot_open(make, mail_of):
    notice = make.notice(address="nabo@eksempel.dk", kind=NoticeKind.INQUIRY_RECEIVED, path="/henvendelser/1")
    mail = mail_of(None, notice)
    assert mail["To"] == "nabo@eksempel.dk"
    assert "Vi har modtaget din henvendelse." in words(mail)
    assert "https://" not in words(mail)


def test_a_mail_names_itself_so_that_its_return_is_recognised_and_nobody_answers_it(make, mail_of, lone):
    mail = mail_of(lone, make.notice(lone))
    mailing = Mailing.get()
    assert mail["Message-ID"] == f"<{mailing.id}@kommunen.example>"
    assert mail["X-Boligsocial-Mailing"] == str(mailing.id)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["From"] == "Boligsocial <noreply@kommunen.example>"


def test_a_mail_speaks_the_readers_language_where_a_sentence_is_translated(app, make, mail_of, lone, monkeypatch):
    monkeypatch.setattr("boligsocial.mailing.gettext_in", lambda language: lambda sentence: f"{language}: {sentence}")
    lone.language = "en"
    assert words(mail_of(lone, make.notice(lone))).startswith("en: Hej\n")


def test_danish_letters_in_a_domain_travel_as_ascii(make, mail_of):
    mail = mail_of(None, make.notice(address="x"), address="kontor@bolig-øst.dk")
    assert mail["To"] == "kontor@xn--bolig-st-b5a.dk"


@pytest.mark.parametrize("address", ["", "ingen", "a b@eksempel.dk", "søren@eksempel.dk", "a@b, c@d", "a@b\nBcc: c@d"])
def test_an_address_that_nothing_can_be_sent_to_is_refused_before_the_server_is_asked(make, mail_of, address):
    with pytest.raises(NoAddress):
        mail_of(None, make.notice(address="x"), address=address)


# -- without a server


def test_without_a_mail_server_each_mail_becomes_a_file_for_its_owner_alone(make, lone, tmp_path):
    mailing = make.mailing(lone)
    post = post_of({**SETTINGS, "MAIL_FOLDER": str(tmp_path / "mail")})
    assert isinstance(post, MailFolder)
    assert post.hand_over(make_mail(mailing, [make.notice(lone)], SETTINGS)).state == MailState.SENT
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == f"{mailing.id}.eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"To: lone@eksempel.dk" in file.read_bytes()


def test_a_folder_that_takes_no_file_puts_the_mail_off(make, lone, tmp_path):
    (tmp_path / "mail").write_text("a file in the way")
    outcome = MailFolder(tmp_path / "mail").hand_over(make_mail(make.mailing(lone), [make.notice(lone)], SETTINGS))
    assert (outcome.state, outcome.goes_on) == (MailState.DELAYED, False)


# -- with a server


@pytest.fixture
def hand_over(make, lone):
    """Hand a mail over to this server."""

    def give(address, **settings):
        mail = make_mail(make.mailing(lone), [make.notice(lone)], OPEN)
        return MailServer({**OPEN, "MAIL_SERVER": address, **settings}).hand_over(mail)

    return give


def test_a_server_that_takes_the_mail_has_it(hand_over):
    with serving() as server:
        outcome = hand_over(server.address)
    assert (outcome.state, outcome.code) == (MailState.SENT, 250)
    (taken,) = server.taken
    assert (taken.to, taken.message["Subject"]) == ("lone@eksempel.dk", "Boligsocial: Der er en ny opgave til dig")


@pytest.mark.parametrize(
    ("fault", "state", "is_taken"),
    [
        (Fault.LATER, MailState.DELAYED, False),
        (Fault.REFUSED, MailState.FAILED, False),
        (Fault.GONE_BEFORE, MailState.DELAYED, False),
        (Fault.LATER_AFTER_ALL, MailState.DELAYED, False),
        (Fault.REFUSED_AFTER_ALL, MailState.FAILED, False),
        (Fault.GONE_AT_DATA, MailState.IN_DOUBT, False),
        (Fault.GONE_WITHOUT_IT, MailState.IN_DOUBT, False),
        (Fault.GONE_WITH_IT, MailState.IN_DOUBT, True),
    ],
)
def test_what_goes_wrong_with_one_mail_is_told_apart(hand_over, fault, state, is_taken):
    with serving(lambda: fault) as server:
        outcome = hand_over(server.address)
    assert (outcome.state, outcome.goes_on, bool(server.taken)) == (state, True, is_taken)
    assert outcome.trouble


def test_a_server_that_does_not_answer_makes_us_wait_with_all_mails(hand_over):
    with socket.create_server(("127.0.0.1", 0)) as trial:
        address = f"127.0.0.1:{trial.getsockname()[1]}"
    outcome = hand_over(address)
    assert (outcome.state, outcome.trouble, outcome.goes_on) == (MailState.DELAYED, "Mailserveren svarer ikke.", False)


@pytest.mark.parametrize(("password", "state"), [("hemmeligt", MailState.SENT), ("forkert", MailState.DELAYED)])
def test_a_server_that_asks_who_we_are_is_told_and_a_wrong_password_makes_us_wait(hand_over, password, state):
    with serving() as server:
        # So short a user name that the password begins on a whole group of base64.
        outcome = hand_over(server.address, MAIL_USER="u", MAIL_PASSWORD=password, MAIL_TLS=False)
    assert (outcome.state, outcome.goes_on) == (state, state == MailState.SENT)
    assert len(server.taken) == (state == MailState.SENT)


def test_a_password_is_never_sent_without_encryption(hand_over):
    with serving() as server:
        outcome = hand_over(server.address, MAIL_USER="noreply", MAIL_PASSWORD="hemmeligt")
    assert (outcome.state, outcome.goes_on) == (MailState.DELAYED, False)
    assert outcome.trouble == "Mailserveren lader ikke vores server sende."
    assert server.taken == []
    assert not any("AUTH" in line for line in server.heard)


def test_a_server_that_cannot_show_whose_it_is_hears_nothing(hand_over, monkeypatch):
    asked = []

    def stranger(*_where, context, timeout):
        asked.append((context.verify_mode, context.check_hostname))
        raise ssl.SSLCertVerificationError

    monkeypatch.setattr("boligsocial.mailing.SMTP_SSL", stranger)
    assert hand_over("mail.kommunen.example:465").state == MailState.DELAYED
    assert asked == [(ssl.CERT_REQUIRED, True)]
