"""Mutants of inquiries and of the gate of the public form."""

from tests.security_mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "one visitor floods the form",
        "boligsocial/inquiries/gate.py",
        " or not self.limiter.hit(PER_VISITOR, visitor)",
        "",
        "tests/test_inquiries_public.py::test_the_eleventh_within_the_hour_is_told_to_wait_and_keeps_the_text",
    ),
    Mutant(
        "many visitors flood the form",
        "boligsocial/inquiries/gate.py",
        'not self.limiter.test(IN_ALL, "all") or ',
        "",
        "tests/test_inquiries_public.py::test_all_together_have_a_limit_too",
    ),
    Mutant(
        "a household with many addresses floods the form",
        "boligsocial/inquiries/gate.py",
        "if is_long else address",
        "if False else address",
        "tests/test_inquiries_public.py::test_a_household_with_many_addresses_is_one_visitor",
    ),
    Mutant(
        "the gate keeps network addresses",
        "boligsocial/inquiries/gate.py",
        "visitor = keyed_digest(_household(address).encode())",
        "visitor = _household(address)",
        "tests/test_inquiries_public.py::test_the_gate_keeps_no_network_address",
    ),
    Mutant(
        "a machine fills in the field for machines",
        "boligsocial/inquiries/forms.py",
        "if age < TOO_FAST or self.homepage.data:",
        "if age < TOO_FAST:",
        "tests/test_inquiries_public.py::test_the_field_for_machines_is_hidden_from_people_and_never_filled_in_for_them",
    ),
    Mutant(
        "a machine sends at once",
        "boligsocial/inquiries/forms.py",
        "if age < TOO_FAST or self.homepage.data:",
        "if self.homepage.data:",
        "tests/test_inquiries_public.py::test_whoever_sends_at_once_waits_a_moment_and_sends_again",
    ),
    Mutant(
        "a page of last year is sent",
        "boligsocial/inquiries/forms.py",
        "if age is None or age > TOO_OLD:",
        "if age is None:",
        "tests/test_inquiries_public.py::test_a_page_of_yesterday_gets_a_new_stamp_and_keeps_the_text",
    ),
    Mutant(
        "somebody's inbox is filled through the form",
        "boligsocial/inquiries/actions.py",
        "if address and lately.count() < MAILS_A_DAY:",
        "if address:",
        "tests/test_inquiries_public.py::test_nobodys_inbox_is_filled_through_the_form",
    ),
    Mutant(
        "a worker who is recused is told of the inquiry",
        "boligsocial/inquiries/actions.py",
        "open_workers.where(User.id.not_in(recused))",
        "open_workers",
        "tests/test_inquiries_portal.py::test_writing_again_about_a_case_tells_no_worker_who_is_recused_from_it",
    ),
    Mutant(
        "an inquiry names a department that is not the sender's",
        "boligsocial/inquiries/portal.py",
        "    form.department.offer(queries.own_departments(me()))\n    if not form",
        "    form.department.offer(queries.department_names())\n    if not form",
        "tests/test_inquiries_portal.py::test_a_department_that_is_not_theirs_counts_as_none",
    ),
    Mutant(
        "whoever is too late closes over a new message",
        "boligsocial/inquiries/actions.py",
        "if unread and _last_author(inquiry) == inquiry.sender_id:",
        "if False:",
        "tests/test_inquiries_portal.py::test_nobody_closes_over_a_message_they_have_not_read",
    ),
    Mutant(
        "a closed inquiry is answered",
        "boligsocial/inquiries/actions.py",
        "    if not Inquiry.update(closed_at=None).where(is_open).execute():\n        raise ClosedMeanwhile\n",
        "    Inquiry.update(closed_at=None).where(is_open).execute()\n",
        "tests/test_inquiries_handling.py::test_a_closed_one_takes_no_answer_until_it_is_opened_again",
    ),
    Mutant(
        "the second worker takes the first one's inquiry",
        "boligsocial/inquiries/actions.py",
        "where(Inquiry.id == inquiry.id, is_free).execute()",
        "where(Inquiry.id == inquiry.id).execute()",
        "tests/test_inquiries_handling.py::test_the_first_who_takes_it_has_it_and_the_second_is_told_who",
    ),
)
