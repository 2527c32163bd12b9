"""Mutants of what a contact person reads, finds and answers."""

from tests.security_mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "a visit that was not announced is shown",
        "boligsocial/access.py",
        "Visit.portal_words.is_null(False), Visit.cancelled_at.is_null(), ours",
        "Visit.cancelled_at.is_null(), ours",
        "tests/test_portal_coming.py::test_the_visits_that_are_announced_are_those_of_ones_own_departments_and_only_in_neutral_words",
    ),
    Mutant(
        "a cancelled visit is shown",
        "boligsocial/access.py",
        "Visit.portal_words.is_null(False), Visit.cancelled_at.is_null(), ours",
        "Visit.portal_words.is_null(False), ours",
        "tests/test_portal_coming.py::test_the_visits_that_are_announced_are_those_of_ones_own_departments_and_only_in_neutral_words",
    ),
    Mutant(
        "a visit of another department is shown",
        "boligsocial/access.py",
        "Visit.portal_words.is_null(False), Visit.cancelled_at.is_null(), ours",
        "Visit.portal_words.is_null(False), Visit.cancelled_at.is_null()",
        "tests/test_portal_coming.py::test_the_visits_that_are_announced_are_those_of_ones_own_departments_and_only_in_neutral_words",
    ),
    Mutant(
        "a share that has ended is answered",
        "boligsocial/portal/actions.py",
        "    if not shared_notes(reader).where(Share.id == share.id).exists():\n        raise ShareEnded\n",
        "",
        "tests/test_portal.py::test_an_answer_whose_share_ends_meanwhile_is_not_stored",
    ),
    Mutant(
        "the search finds a protected address",
        "boligsocial/portal/queries.py",
        "home and not home.is_protected",
        "home",
        "tests/test_sharing_ends_everywhere.py::test_a_home_that_becomes_protected_is_hidden_in_shares_that_exist",
    ),
    Mutant(
        "a later edit shows through",
        "boligsocial/portal/queries.py",
        "if earlier is not None and share.note.version != share.note_version:",
        "if False:",
        "tests/test_portal.py::test_edits_after_sharing_change_nothing_for_the_reader",
    ),
    Mutant(
        "reading leaves no read mark",
        "boligsocial/portal/actions.py",
        "read_at=fn.COALESCE(Share.read_at, moment), ",
        "",
        "tests/test_portal.py::test_opening_sets_the_read_mark_once_and_every_showing_leaves_a_trace",
    ),
    Mutant(
        "a photo of another of the reader's shares stands on the page",
        "boligsocial/portal/queries.py",
        "Photo.id.in_(chosen)",
        "Photo.id.is_null(False)",
        "tests/test_portal.py::test_each_message_shows_its_own_photos",
    ),
)
