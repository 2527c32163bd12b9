"""Mutants of volunteers' tasks, their promise and the first name."""

from tests.security_mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "a task is read before the promise",
        "boligsocial/tasks/mine.py",
        '    if not has_promised(me()):\n        return go_to(url_for(".promise"))\n    shown',
        "    shown",
        "tests/test_tasks_volunteer.py::test_until_the_promise_is_signed_there_is_only_the_promise",
    ),
    Mutant(
        "a task is answered before the promise",
        "boligsocial/tasks/mine.py",
        '    if not has_promised(me()):\n        return go_to(url_for(".promise"))\n    try',
        "    try",
        "tests/test_tasks_volunteer.py::test_until_the_promise_is_signed_there_is_only_the_promise",
    ),
    Mutant(
        "an old wording of the promise is enough",
        "boligsocial/volunteering.py",
        "Promise.select().where(Promise.user == user.id, Promise.wording == WORDING).exists()",
        "Promise.select().where(Promise.user == user.id).exists()",
        "tests/test_tasks_volunteer.py::test_a_new_wording_asks_again",
    ),
    Mutant(
        "a task is there for ever",
        "boligsocial/volunteering.py",
        ".where(is_recent)\n",
        "\n",
        "tests/test_tasks_volunteer.py::test_what_is_over_stays_for_14_days",
    ),
    Mutant(
        "a declined task is there for the volunteer",
        "boligsocial/access.py",
        "stands = VolunteerTask.declined_at.is_null() & VolunteerTask.cancelled_at.is_null()",
        "stands = VolunteerTask.cancelled_at.is_null()",
        "tests/test_tasks_volunteer.py::test_the_start_page_lists_what_is_asked_and_keeps_the_numbers",
    ),
    Mutant(
        "a task that was called off is there for the volunteer",
        "boligsocial/access.py",
        "stands = VolunteerTask.declined_at.is_null() & VolunteerTask.cancelled_at.is_null()",
        "stands = VolunteerTask.declined_at.is_null()",
        "tests/test_tasks_volunteer.py::test_the_start_page_lists_what_is_asked_and_keeps_the_numbers",
    ),
    Mutant(
        "a first name stays after its consent",
        "boligsocial/volunteering.py",
        "lasting = lasting_consents().select(Consent, Resident)",
        "lasting = Consent.select(Consent, Resident)",
        "tests/test_tasks_volunteer.py::test_the_first_name_is_shown_while_the_consent_lasts_and_never_the_rest",
    ),
    Mutant(
        "the whole name is shown",
        "boligsocial/volunteering.py",
        "return str(resident.name).split()[0]",
        "return str(resident.name)",
        "tests/test_tasks_volunteer.py::test_the_first_name_is_shown_while_the_consent_lasts_and_never_the_rest",
    ),
    Mutant(
        "a first name is given without a consent for it",
        "boligsocial/tasks/actions.py",
        "if task.consent and task.consent not in consents_for(task.case, task.volunteer, InfoKind.CONTACT):",
        "if False:",
        "tests/test_tasks.py::test_a_consent_that_names_another_volunteer_is_refused_in_words",
    ),
    Mutant(
        "a done task is declined",
        "boligsocial/tasks/actions.py",
        "is_open = VolunteerTask.done_at.is_null() & VolunteerTask.cancelled_at.is_null()",
        "is_open = VolunteerTask.cancelled_at.is_null()",
        "tests/test_tasks_volunteer.py::test_a_done_task_takes_no_other_answer",
    ),
    Mutant(
        "a consent that names another covers the volunteer",
        "boligsocial/consenting.py",
        "covering(case.id, kind).where(Consent.id.in_(named))",
        "covering(case.id, kind)",
        "tests/test_tasks.py::test_a_consent_that_names_another_volunteer_is_refused_in_words",
    ),
)
