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
)
