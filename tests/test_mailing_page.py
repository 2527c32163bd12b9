"""E-mails that somebody must look at, how one chooses to be told, and what is said of an address that does not work."""

from datetime import timedelta

import pytest

from boligsocial import purge, sending
from boligsocial.clock import now
from boligsocial.mailing import BROKE_OFF
from boligsocial.models import AuditRow, Mailing, MailState, Notice, NoticeWay, Role, User
from tests.test_mailing_send import FakePost
from tests.watch import watched

LISTED = [MailState.IN_DOUBT, MailState.FAILED, MailState.RETURNED]


@pytest.fixture
def lone(make):
    return make.contact(make.department(), full_name="Lone Vestermark", email="lone@eksempel.dk")


def settled(mailing):
    """Return state and decider, and whether its notice waits for a new mail."""
    mailing = Mailing.get_by_id(mailing.id)
    return mailing.state, mailing.settled_by, Notice.select().where(Notice.mailing.is_null()).exists()


@pytest.mark.parametrize("state", MailState)
def test_only_what_is_in_doubt_failed_or_returned_is_listed(make, phone, lone, state):
    make.mailing(lone, state=state)
    assert ("Lone Vestermark" in phone.get("/mails").text) == (state in LISTED)


def test_a_mail_is_listed_with_to_whom_when_and_why_and_without_the_address(make, phone, lone):
    make.mailing(lone, trouble=BROKE_OFF)
    text = phone.get("/mails").text
    assert "Måske sendt" in text
    assert "I dag kl." in text
    assert "Forbindelsen blev afbrudt, mens mailen blev sendt." in text
    assert "lone@eksempel.dk" not in text


def test_a_sender_without_an_account_is_named_by_their_inquiry_and_else_by_half_an_address(make, worker):
    known = make.inquiry(sender_email="nabo@eksempel.dk", reference="H-004711")
    make.mailing(None, address="nabo@eksempel.dk")
    make.mailing(None, address="ukendt@eksempel.dk")
    text = make.client(worker).get("/mails").text
    assert f"Afsender af henvendelse {known.reference}" in text
    assert "u...@eksempel.dk" in text
    # An administrator sees no inquiries.
    text = make.client(make.user(Role.ADMIN)).get("/mails").text
    assert "H-004711" not in text
    assert "n...@eksempel.dk" in text
    assert "nabo@eksempel.dk" not in text


def test_the_inquiry_of_a_case_one_is_recused_from_is_not_named(make, worker, phone):
    case = make.case()
    make.recusal(case, worker)
    make.inquiry(sender_email="nabo@eksempel.dk", reference="H-004711", case=case)
    make.mailing(None, address="nabo@eksempel.dk")
    assert "H-004711" not in phone.get("/mails").text


def test_a_long_list_has_pages_and_takes_no_more_statements(make, phone, lone):
    def statements():
        with watched() as made:
            phone.get("/mails")
        return len(made)

    make.mailing(lone)
    few = statements()
    for _ in range(50):
        make.mailing(lone)
    assert statements() == few <= 8
    assert phone.get("/mails").text.count("Send igen") == 50
    assert phone.get("/mails?page=2").text.count("Send igen") == 1


def test_mails_that_the_server_puts_off_are_counted_on_the_page(make, phone, lone):
    assert "venter, fordi" not in phone.get("/mails").text
    make.mailing(lone, state=MailState.DELAYED)
    assert "1 mail venter, fordi mailserveren ikke tager imod." in phone.get("/mails").text


# -- deciding


@pytest.mark.parametrize(
    ("choice", "state", "waits", "sentence"),
    [
        ("again", MailState.DROPPED, True, "Mailen bliver sendt igen om lidt."),
        ("arrived", MailState.SENT, False, "Godt. Mailen er noteret som sendt."),
        ("drop", MailState.DROPPED, False, "Mailen er opgivet og bliver ikke sendt."),
    ],
)
def test_a_person_decides_what_happens_to_a_mail(make, worker, phone, lone, choice, state, waits, sentence):
    mailing = make.mailing(lone)
    answer = phone.post(f"/mails/{mailing.id}", data={"choice": choice}, follow_redirects=True)
    assert sentence in answer.text
    assert settled(mailing) == (state, worker, waits)
    assert "Lone Vestermark" not in answer.text
    row = AuditRow.get(AuditRow.event == "mailing.settled")
    assert (row.actor_id, row.subject_id) == (worker.id, str(mailing.id))


def test_send_again_makes_one_new_mail(app, make, phone, lone):
    mailing = make.mailing(lone)
    phone.post(f"/mails/{mailing.id}", data={"choice": "again"})
    post = FakePost()
    with app.app_context():
        sending.send_due(post)
        sending.send_due(post)
    assert post.to == ["lone@eksempel.dk"]
    assert post.mails[0]["X-Boligsocial-Mailing"] != str(mailing.id)


@pytest.mark.parametrize("state", [state for state in MailState if state not in LISTED])
def test_what_is_under_way_or_settled_cannot_be_sent_again(make, phone, lone, state):
    mailing = make.mailing(lone, state=state)
    answer = phone.post(f"/mails/{mailing.id}", data={"choice": "again"}, follow_redirects=True)
    assert "En anden har allerede taget sig af mailen." in answer.text
    assert settled(mailing) == (state, None, False)


def test_a_choice_that_is_no_button_changes_nothing(make, phone, lone):
    mailing = make.mailing(lone)
    answer = phone.post(f"/mails/{mailing.id}", data={"choice": "forget"})
    assert answer.status_code == 422
    assert "Vælg, hvad der skal ske med mailen." in answer.text
    assert settled(mailing) == (MailState.IN_DOUBT, None, False)


def test_sending_again_to_an_address_that_came_back_gives_it_another_chance(make, phone, lone):
    User.update(mail_returned_at=now()).where(User.id == lone.id).execute()
    phone.post(f"/mails/{make.mailing(lone, state=MailState.RETURNED).id}", data={"choice": "again"})
    assert User.get_by_id(lone.id).mail_returned_at is None


def test_the_page_mere_says_so_when_there_are_any_and_only_to_those_who_can_decide(make, phone, lone):
    assert "/mails" not in phone.get("/mere").text
    make.mailing(lone)
    assert "1 e-mail gik måske ikke igennem" in phone.get("/mere").text
    for role in set(Role) - {Role.WORKER, Role.ADMIN}:
        assert "e-mail gik" not in make.client(make.user(role)).get("/mere").text


# -- how one is told


@pytest.mark.parametrize("role", Role)
def test_everybody_chooses_on_their_own_page_when_to_be_told(make, role):
    user = make.user(role, email="jeg@eksempel.dk")
    browser = make.client(user)
    assert 'value="at_once" checked' in browser.get("/mig").text
    answer = browser.post("/mig/besked", data={"way": "digest"}, follow_redirects=True)
    assert "Dit valg er gemt." in answer.text
    assert 'value="digest" checked' in answer.text
    assert User.get_by_id(user.id).notice_way == NoticeWay.DIGEST
    assert AuditRow.get(AuditRow.event == "user.notice_way_chosen").actor_id == user.id


def test_choosing_nothing_is_explained(make, phone, worker):
    User.update(email="maja@eksempel.dk").where(User.id == worker.id).execute()
    answer = phone.post("/mig/besked", data={"way": "sometimes"})
    assert answer.status_code == 422
    assert "Vælg, hvornår du vil have besked." in answer.text


def test_whoever_has_no_address_is_told_how_to_get_mails(phone):
    assert "Vi har ingen e-mailadresse til dig." in phone.get("/mig").text


def test_an_address_that_mails_come_back_from_is_said_to_its_owner_and_the_administrator(make, lone):
    User.update(mail_returned_at=now()).where(User.id == lone.id).execute()
    sentence = "Mails til lone@eksempel.dk kommer retur."
    admin = make.client(make.user(Role.ADMIN))
    assert sentence in make.client(lone).get("/mig").text
    assert sentence in admin.get(f"/brugere/{lone.id}").text
    form = {"first_name": "Lone", "full_name": "Lone V", "role": "leader"}
    admin.post(f"/brugere/{lone.id}", data={**form, "email": "lone@eksempel.dk"})
    assert sentence in admin.get(f"/brugere/{lone.id}").text
    admin.post(f"/brugere/{lone.id}", data={**form, "email": "ny@eksempel.dk"})
    assert User.get_by_id(lone.id).mail_returned_at is None
    assert "kommer retur" not in admin.get(f"/brugere/{lone.id}").text


# -- and forgotten


def test_sent_mails_are_deleted_after_a_month_and_those_to_be_settled_stay(make, lone):
    old, recent = now() - timedelta(days=31), now() - timedelta(days=29)
    for state in MailState:
        make.mailing(lone, state=state, settled_at=old)
    make.mailing(lone, state=MailState.SENT, settled_at=recent)
    counts = purge.purge(timedelta(hours=10))
    assert counts["e-mails"] == 2
    left = {row.state for row in Mailing.select().where(Mailing.settled_at == old)}
    assert left == set(MailState) - {MailState.SENT, MailState.DROPPED}
    assert Notice.select().count() == Mailing.select().count()
