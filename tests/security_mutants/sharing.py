"""Mutants of sharing and of the consents it rests on."""

from tests.security_mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "an expired share is shown",
        "boligsocial/access.py",
        "        & (Share.expires_at > now())\n",
        "",
        "tests/test_sharing_ends_everywhere.py::test_the_last_second_of_the_last_day_shows_everything_and_the_next_one_nothing",
    ),
    Mutant(
        "a share is shown in the instant it expires",
        "boligsocial/access.py",
        "Share.expires_at > now()",
        "Share.expires_at >= now()",
        "tests/test_sharing_ends_everywhere.py::test_the_last_second_of_the_last_day_shows_everything_and_the_next_one_nothing",
    ),
    Mutant(
        "a withdrawn share is shown",
        "boligsocial/access.py",
        "        Share.withdrawn_at.is_null()\n        & (Share.expires_at",
        "        (Share.expires_at",
        "tests/test_sharing_ends_everywhere.py::test_every_place_is_closed_on_the_next_request",
    ),
    Mutant(
        "a share of an undone note is shown",
        "boligsocial/access.py",
        "        & Note.undone_at.is_null()\n    )",
        "    )",
        "tests/test_sharing_ends_everywhere.py::test_every_place_is_closed_on_the_next_request",
    ),
    Mutant(
        "a withdrawn consent still holds",
        "boligsocial/access.py",
        "Consent.withdrawn_at.is_null(), Consent.from_on <= day, Consent.until_on >= day",
        "Consent.from_on <= day, Consent.until_on >= day",
        "tests/test_sharing_basis.py::test_a_consent_to_something_else_or_that_does_not_last_is_no_basis",
    ),
    Mutant(
        "a consent holds after its last day",
        "boligsocial/access.py",
        "Consent.withdrawn_at.is_null(), Consent.from_on <= day, Consent.until_on >= day",
        "Consent.withdrawn_at.is_null(), Consent.from_on <= day",
        "tests/test_sharing_basis.py::test_a_consent_to_something_else_or_that_does_not_last_is_no_basis",
    ),
    Mutant(
        "a consent holds before its first day",
        "boligsocial/access.py",
        "Consent.withdrawn_at.is_null(), Consent.from_on <= day, Consent.until_on >= day",
        "Consent.withdrawn_at.is_null(), Consent.until_on >= day",
        "tests/test_sharing_basis.py::test_a_consent_to_something_else_or_that_does_not_last_is_no_basis",
    ),
    Mutant(
        "a share outlives its consent",
        "boligsocial/access.py",
        "        & (Share.consent.is_null() | Share.consent.in_(lasting_consents().select(Consent.id)))\n",
        "",
        "tests/test_sharing_ends_everywhere.py::test_every_place_is_closed_on_the_next_request",
    ),
    Mutant(
        "whoever has left the department still reads",
        "boligsocial/access.py",
        ", Note.department.in_(_own_departments(user))",
        "",
        "tests/test_sharing_ends_everywhere.py::test_every_place_is_closed_on_the_next_request",
    ),
    Mutant(
        "somebody else's share is shown",
        "boligsocial/access.py",
        "Share.recipient == user.id, is_shared_now()",
        "is_shared_now()",
        "tests/test_portal_closed.py::test_another_contact_person_of_the_department_gets_the_very_404_of_what_is_missing",
    ),
    Mutant(
        "a photo that was not chosen is shown",
        "boligsocial/access.py",
        "Photo.select().where(Photo.id.in_(chosen))\n    return",
        "Photo.select().where(Photo.note.in_(shared_notes(user).select(Share.note)))\n    return",
        "tests/test_access.py::test_a_contact_person_sees_the_chosen_photos_alone",
    ),
    Mutant(
        "a consent covers whoever it does not name",
        "boligsocial/sharing/forms.py",
        "        if ground.consent and recipient and not self._covers(ground):",
        "        if False:",
        "tests/test_sharing_basis.py::test_a_consent_that_names_somebody_else_is_refused_in_words_and_keeps_the_text",
    ),
    Mutant(
        "what is about nobody shows a home",
        "boligsocial/sharing/forms.py",
        "if ground.basis == Basis.IMPERSONAL and self.shows_dwelling.data:",
        "if False:",
        "tests/test_sharing_basis.py::test_what_is_about_nobody_shows_no_home",
    ),
    Mutant(
        "a share holds a CPR number",
        "boligsocial/sharing/forms.py",
        '        if holds_sure_cpr(field.data):\n            raise ValidationError(gettext("Teksten ligner et '
        'CPR-nummer. Fjern det, før du deler."))',
        "        pass",
        "tests/test_sharing.py::test_a_text_like_a_cpr_number_is_hinted_at_and_not_shared",
    ),
    Mutant(
        "a name in the text goes out unasked",
        "boligsocial/sharing/forms.py",
        "        if left := [name",
        "        if False and [name",
        "tests/test_sharing_basis.py::test_a_name_stops_the_share_until_it_is_ticked_and_nothing_typed_is_lost",
    ),
    Mutant(
        "another basis needs no words",
        "boligsocial/sharing/forms.py",
        "== Basis.OTHER and not field.data:",
        "== Basis.OTHER and False:",
        "tests/test_sharing_basis.py::test_another_basis_is_said_in_words",
    ),
)
