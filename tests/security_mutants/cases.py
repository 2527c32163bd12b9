"""Mutants of parties kept apart, of the flag for two, and of hostile text."""

from tests.security_mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "a party's notes stand on the other's part",
        "boligsocial/mediation/queries.py",
        "visible_notes(user).where(Note.party == party.id)",
        "visible_notes(user).where(Note.party.is_null(False))",
        "tests/test_mediation.py::test_a_note_begun_from_a_part_belongs_to_it_and_to_nothing_else",
    ),
    Mutant(
        "a part is there for a case that has none",
        "boligsocial/parties.py",
        "visible_parties(user).where(Party.case.in_(conflicts) | Party.id.in_(with_notes))",
        "visible_parties(user)",
        "tests/test_mediation.py::test_only_a_conflict_has_parts_of_its_own",
    ),
    Mutant(
        "somebody who was taken out has a part still",
        "boligsocial/access.py",
        "parties.where(Party.removed_at.is_null(), Party.case",
        "parties.where(Party.case",
        "tests/test_residents_page.py::test_one_page_shows_a_resident_and_the_cases_that_one_may_see",
    ),
    Mutant(
        "the flag for two is gone on its last day",
        "boligsocial/models/cases.py",
        "self.two_visit_until >= today()",
        "self.two_visit_until > today()",
        "tests/test_steps.py::test_on_its_last_day_a_flag_still_says_to_go_together",
    ),
    Mutant(
        "a flag for two lasts for ever",
        "boligsocial/models/cases.py",
        " and self.two_visit_until >= today()",
        "",
        "tests/test_steps.py::test_a_flag_that_has_run_out_is_not_shown",
    ),
    Mutant(
        "the flag for two is not kept",
        "boligsocial/steps/actions.py",
        '"two_visit_until": until}',
        '"two_visit_until": None}',
        "tests/test_steps.py::test_a_flag_has_a_reason_and_an_end_and_stands_first_on_the_case",
    ),
    Mutant(
        "what somebody wrote to us speaks to htmx",
        "templates/inquiries/inquiry.html",
        '<p class="text" hx-ignore>{{ inquiry.text }}',
        '<p class="text">{{ inquiry.text }}',
        "tests/test_pages.py::test_a_page_is_whole_and_plain_and_quick[inquiries.inquiry-worker]",
    ),
    Mutant(
        "a resident's name speaks to htmx",
        "templates/cases/_parties.html",
        "<strong hx-ignore>{{ party.resident.name",
        "<strong>{{ party.resident.name",
        "tests/test_pages.py::test_a_page_is_whole_and_plain_and_quick[cases.case-worker]",
    ),
    Mutant(
        "what was shared is markup",
        "templates/_shared_note.html",
        "{{ share.text }}</p>",
        "{{ share.text|safe }}</p>",
        "tests/test_house_rules.py::test_nothing_in_a_template_runs_or_styles_or_escapes_the_escaping",
    ),
    Mutant(
        "a CPR number is kept in a case's facts",
        "boligsocial/fields.py",
        "return any(_is_cpr(candidate) for candidate in _ten_digit_runs(text))",
        "return False",
        "tests/test_steps.py::test_a_cpr_number_is_refused_before_it_is_stored",
    ),
    Mutant(
        "a deadline of the law is postponed",
        "boligsocial/cases/follow_ups.py",
        '.where(FollowUp.rule == "")',
        "",
        "tests/test_steps.py::test_a_deadline_of_the_law_is_not_postponed",
    ),
    Mutant(
        "a number too large for any row breaks the page",
        "boligsocial/web.py",
        "if not 0 <= number <= LARGEST:",
        "if number < 0:",
        "tests/test_web.py::test_a_number_is_one_that_a_row_can_have",
    ),
    Mutant(
        "a form fills in a protected address",
        "boligsocial/places.py",
        "self.typed = home_in_form(self.data) if self.data and self.data.is_protected else self.typed",
        "pass",
        "tests/test_protected_address.py::test_who_types_the_address_finds_the_home_and_a_refused_form_hides_it",
    ),
    Mutant(
        "an unreadable phone number makes any address",
        "boligsocial/phones.py",
        'return re.sub(r"[^0-9+]", "", value)',
        "return value",
        "tests/test_phones.py::test_an_old_unreadable_number_is_shown_as_it_is_and_makes_a_harmless_link",
    ),
)
