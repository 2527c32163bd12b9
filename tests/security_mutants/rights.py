"""Mutants of what a resident can demand: what is left out, who approves, what may leave the house."""

from tests.security_mutants.mutant import Mutant

TESTS = "tests/test_rights.py::"
TOLD = "tests/test_rights_told.py::"
MUTANTS = (
    Mutant(
        "names of others are in the copy",
        "boligsocial/masking.py",
        "found = dict.fromkeys(names, MaskReason.NAME) | ",
        "found = ",
        TESTS + "test_names_and_numbers_of_others_are_left_out_and_ones_own_are_not",
    ),
    Mutant(
        "what a person leaves out is in the copy",
        "boligsocial/rights/copying.py",
        "    hidden |= {mask.words: mask.reason for mask in masks if mask.hides and mask.words}\n",
        "",
        TESTS + "test_a_person_can_leave_out_more_than_the_rule_finds",
    ),
    Mutant(
        "a name is shown with any reason",
        "boligsocial/rights/forms.py",
        "if field.data is not None and (field.data in SHOWING) == bool(self.hides.data):",
        "if False:",
        TESTS + "test_a_person_can_show_what_the_rule_would_leave_out_with_a_reason_that_fits",
    ),
    Mutant(
        "a text that is left out whole is in the copy",
        "boligsocial/rights/copying.py",
        "whole = next((mask for mask in masks if not mask.words), None)",
        "whole = None",
        TESTS + "test_a_whole_text_can_be_left_out_and_taken_in_again",
    ),
    Mutant(
        "notes about the other party are in the copy",
        "boligsocial/own_data.py",
        "if note.party_id is None or note.party_id in mine:",
        "if True:",
        TESTS + "test_what_is_about_the_other_party_of_a_conflict_is_not_in_the_copy_and_is_counted",
    ),
    Mutant(
        "a photo that is left out goes along",
        "boligsocial/rights/copying.py",
        " if place_of(photo) not in self.left_photos]",
        "]",
        TESTS + "test_a_photo_that_shows_others_stays_behind",
    ),
    Mutant(
        "one person is enough",
        "boligsocial/rights/actions.py",
        "if stored.prepared_by_id == worker.id:",
        "if False:",
        TESTS + "test_whoever_made_the_copy_ready_cannot_approve_it",
    ),
    Mutant(
        "a copy leaves the house unapproved",
        "boligsocial/rights/actions.py",
        "if stored.checked_by_id is None or stored.digest != digest:",
        "if stored.digest != digest:",
        TESTS + "test_a_copy_that_nobody_else_approved_cannot_be_taken_out",
    ),
    Mutant(
        "what is new since is approved unseen",
        "boligsocial/rights/actions.py",
        "if stored.prepared_by_id is None or stored.digest != digest:",
        "if stored.prepared_by_id is None:",
        TESTS + "test_what_is_new_in_a_case_must_be_looked_at_before_it_is_handed_over",
    ),
    Mutant(
        "what is new since leaves the house",
        "boligsocial/rights/actions.py",
        "if stored.checked_by_id is None or stored.digest != digest:",
        "if stored.checked_by_id is None:",
        TESTS + "test_what_is_new_in_a_case_must_be_looked_at_before_it_is_handed_over",
    ),
    Mutant(
        "an approval outlives another decision",
        "boligsocial/rights/actions.py",
        'nobody = {"prepared_by": None, "prepared_at": None, "digest": "", "checked_by": None, "checked_at": None}',
        "nobody = {}",
        TESTS + "test_changing_what_is_left_out_takes_the_approval_back",
    ),
    Mutant(
        "whoever sees a part approves the whole",
        "boligsocial/rights/actions.py",
        "    if out_of_reach:\n        raise NotWhole\n    stored",
        "    stored",
        TESTS + "test_whoever_may_not_see_every_case_makes_no_copy_and_approves_none",
    ),
    Mutant(
        "the copy is fetched with a login of this morning",
        "boligsocial/rights/views.py",
        "@fresh\ndef download(",
        "def download(",
        TESTS + "test_taking_the_copy_out_asks_for_a_fresh_login",
    ),
    Mutant(
        "looks at other cases are told to the resident",
        "boligsocial/rights/reads.py",
        "AuditRow.event.in_(READS), _about(user, resident))",
        "AuditRow.event.in_(READS))",
        TOLD + "test_looks_at_somebody_elses_case_are_not_told",
    ),
    Mutant(
        "who looked is told by name",
        "boligsocial/rights/reads.py",
        'return outside.get(user.role, gettext("Medarbejder"))',
        "return user.full_name",
        TOLD + "test_the_copy_holds_shares_with_their_recipient_and_the_read_log_without_names",
    ),
    Mutant(
        "what was known before is overwritten",
        "boligsocial/residents/actions.py",
        "    _keep_version(worker, resident.id)\n",
        "",
        TOLD + "test_changing_a_resident_keeps_what_was_known_before",
    ),
)
