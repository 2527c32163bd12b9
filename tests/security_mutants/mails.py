"""Mutants of what mails say, to whom they go, and that each goes once."""

from tests.security_mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "a mail says where in the case it leads",
        "boligsocial/mailing.py",
        '"\\n".join(f"{label}." for label in labels)',
        '"\\n".join(f"{notice.kind.label} {notice.path}" for notice in notices)',
        "tests/test_mailing.py::test_a_mail_says_that_there_is_something_and_where_to_log_in_but_not_what_it_is",
    ),
    Mutant(
        "a mail about several things leads to one of them",
        "boligsocial/mailing.py",
        '(notices[0].path if len(notices) == 1 else "")',
        "notices[0].path",
        "tests/test_mailing.py::test_a_mail_about_several_things_leads_to_the_start_page",
    ),
    Mutant(
        "a mail whose fate is unknown is sent again",
        "boligsocial/sending.py",
        "        put_in_doubt(None, left, STOPPED)\n",
        "        Mailing.update(state=MailState.DELAYED).where(Mailing.id == left.id).execute()\n",
        "tests/test_mailing_send.py::test_a_mail_that_a_dead_process_was_sending_is_in_doubt_and_never_sent_again",
    ),
    Mutant(
        "a mail that broke off is tried again",
        "boligsocial/mailing.py",
        "    except OSError:\n        return Outcome(MailState.IN_DOUBT, BROKE_OFF)",
        "    except OSError:\n        return Outcome(MailState.DELAYED, BROKE_OFF)",
        "tests/test_mailing.py::test_what_goes_wrong_with_one_mail_is_told_apart",
    ),
    Mutant(
        "a notice goes into two mails",
        "boligsocial/sending.py",
        "Notice.id.in_(ids), Notice.mailing.is_null()).execute() != len(ids):",
        "Notice.id.in_(ids)).execute() != len(ids):",
        "tests/test_mailing_send.py::test_notices_that_another_process_has_taken_are_left_alone",
    ),
    Mutant(
        "whoever has left gets mails",
        "boligsocial/sending.py",
        "if user.closed_at is not None or not wants(user, notice.kind)",
        "if not wants(user, notice.kind)",
        "tests/test_mailing_over.py::test_nobody_is_told_who_has_gone_or_wants_no_mail",
    ),
    Mutant(
        "whoever wants no mail gets it",
        "boligsocial/sending.py",
        " or not wants(user, notice.kind)",
        "",
        "tests/test_mailing_over.py::test_nobody_is_told_who_has_gone_or_wants_no_mail",
    ),
    Mutant(
        "an ended share is told of",
        "boligsocial/sending.py",
        "access.shared_notes(user) if user.role == Role.CONTACT else",
        "Share.select() if user.role == Role.CONTACT else",
        "tests/test_mailing_over.py::test_a_share_that_has_ended_is_not_told_of",
    ),
    Mutant(
        "a mail password goes out in the open",
        "boligsocial/mailing.py",
        'self.tls = bool(self.user) if tls == "" else bool(tls)',
        "self.tls = bool(tls)",
        "tests/test_mailing.py::test_a_password_is_never_sent_without_encryption",
    ),
    Mutant(
        "the server's certificate is not checked",
        "boligsocial/mailing.py",
        "secure = ssl.create_default_context()",
        "secure = ssl._create_unverified_context()",
        "tests/test_mailing.py::test_a_server_that_cannot_show_whose_it_is_hears_nothing",
    ),
    Mutant(
        "an ordinary mail marks an address as wrong",
        "boligsocial/mailings/returns.py",
        'if message.get_content_type() != "multipart/report":',
        "if False:",
        "tests/test_mailing_returns.py::test_an_ordinary_mail_that_names_one_of_ours_is_not_believed",
    ),
)
