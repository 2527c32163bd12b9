"""Mutants of the trail: every write and every showing, and the repeat of a form."""

from tests.security_mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "a write leaves no trace",
        "boligsocial/audit.py",
        "                    subject = action(actor, *args, **kwargs)\n                    _leave_trace(actor, "
        "event, subject, write)\n",
        "                    subject = action(actor, *args, **kwargs)\n",
        "tests/test_audit.py::test_an_act_leaves_a_row_that_says_who_did_what_to_which_row",
    ),
    Mutant(
        "a trace does not say who",
        "boligsocial/audit.py",
        "actor.id if actor else None,",
        "None,",
        "tests/test_audit.py::test_an_act_leaves_a_row_that_says_who_did_what_to_which_row",
    ),
    Mutant(
        "a showing leaves no trace",
        "boligsocial/audit.py",
        "    with writing():\n        _leave_trace(actor, event, subject, None)",
        "    with writing():\n        pass",
        "tests/test_audit.py::test_showing_leaves_one_row",
    ),
    Mutant(
        "a write without its trace stays",
        "boligsocial/audit.py",
        "                with writing():\n                    if write and",
        "                if True:\n                    if write and",
        "tests/test_audit.py::test_an_act_whose_trace_cannot_be_written_does_not_happen",
    ),
    Mutant(
        "a repeated form is stored twice",
        "boligsocial/audit.py",
        "if write and (earlier := AuditRow.get_or_none(write_id=write.id)):",
        "if write and (earlier := None):",
        "tests/test_audit.py::test_repeating_a_submission_stores_one_row_and_gives_the_same_receipt",
    ),
    Mutant(
        "somebody else's form id gives their receipt",
        "boligsocial/audit.py",
        "if not same_actor or earlier.event",
        "if earlier.event",
        "tests/test_audit.py::test_an_id_used_before_for_something_else_is_refused_and_nothing_is_stored",
    ),
    Mutant(
        "a form id with another content gives the old receipt",
        "boligsocial/audit.py",
        " or earlier.write_digest != write.digest:",
        ":",
        "tests/test_audit.py::test_an_id_used_before_for_something_else_is_refused_and_nothing_is_stored",
    ),
    Mutant(
        "two forms of one page count as one",
        "boligsocial/fields.py",
        "uuid5(UUID(self.write_id.data), request.path)",
        "UUID(self.write_id.data)",
        "tests/test_fields.py::test_small_forms_that_share_one_id_are_submissions_of_their_own_where_they_are_sent",
    ),
    Mutant(
        "a short text can be guessed from the trail",
        "boligsocial/fields.py",
        "return hmac.new(str(current_app.secret_key).encode(), content, hashlib.sha256).hexdigest()",
        "return hashlib.sha256(content).hexdigest()",
        "tests/test_fields.py::test_nobody_without_the_servers_secret_can_try_short_texts_against_a_digest",
    ),
    Mutant(
        "reading a case leaves no trace",
        "boligsocial/steps/views.py",
        '    shown(me(), Event.CASE_READ, case)\n    return answer("steps/two_visit.html"',
        '    return answer("steps/two_visit.html"',
        "tests/test_matrix.py::test_an_address_opens_for_its_roles_and_their_rows_and_is_not_there_for_all_others[steps.two_visit]",
    ),
    Mutant(
        "opening a photo leaves no trace",
        "boligsocial/notes/views.py",
        "    shown(current_user, Event.PHOTO_READ, found)\n",
        "",
        "tests/test_matrix.py::test_an_address_opens_for_its_roles_and_their_rows_and_is_not_there_for_all_others[notes.photo]",
    ),
    Mutant(
        "reading a task leaves no trace",
        "boligsocial/tasks/mine.py",
        "    shown(me(), Event.TASK_READ, task)\n",
        "",
        "tests/test_tasks_volunteer.py::test_a_task_says_what_when_and_where_and_nothing_about_the_case",
    ),
    Mutant(
        "reading a party's part leaves no trace",
        "boligsocial/mediation/views.py",
        '    shown(me(), Event.PARTY_READ, part)\n    return answer("mediation/party.html"',
        '    return answer("mediation/party.html"',
        "tests/test_mediation.py::test_a_part_shows_who_it_is_and_what_is_asked",
    ),
)
