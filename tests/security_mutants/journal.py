"""Mutants of the journal and of deleting: nothing goes too early, what goes is gone, and it does not come back."""

from tests.security_mutants.mutant import Mutant

STAYS = "tests/test_retention.py::test_a_case_stays_when_one_thing_speaks_against_it"
FOUND = "tests/test_erasure.py::test_somebody_who_is_deleted_through_the_app_is_found_in_no_file"
DRILL = "tests/test_erasure.py::test_a_restored_backup_does_not_start_before_the_deletions_are_done_again"
KILLED = "tests/test_retention_list.py::test_a_run_that_is_killed_leaves_whole_acts_and_goes_on"
MUTANTS = (
    Mutant(
        "a case is deleted that nobody had time to see coming",
        "boligsocial/retention.py",
        "return max(row.due_on, danish(row.since).date() + timedelta(days=periods().preview))",
        "return row.due_on",
        f"{STAYS}[_one_day_too_new]",
    ),
    Mutant(
        "a case is deleted in spite of a stop",
        "boligsocial/retention.py",
        "if row is None or goes_on(row) > today() or hold_of(case_id):",
        "if row is None or goes_on(row) > today():",
        f"{STAYS}[_held]",
    ),
    Mutant(
        "a case is deleted that was not journalised",
        "boligsocial/retention.py",
        "if step_of(case, latest_package(case_id)) != Step.JOURNALISED or due_days",
        "if due_days",
        f"{STAYS}[_not_journalised]",
    ),
    Mutant(
        "a case is deleted whose package has no receipt",
        "boligsocial/journaling.py",
        "return Step.JOURNALISED if package.journalised_at else Step.EXPORTED",
        "return Step.JOURNALISED",
        f"{STAYS}[_only_made]",
    ),
    Mutant(
        "a case is deleted before its time",
        "boligsocial/retention.py",
        " or due_days(case).get(what, date.max) > today():",
        ":",
        f"{STAYS}[_not_due]",
    ),
    Mutant(
        "a case is deleted that says something else than was handed over",
        "boligsocial/journaling.py",
        "return is_touched or package.digest != digest_of(case.id)",
        "return is_touched",
        f"{STAYS}[_changed_since]",
    ),
    Mutant(
        "an old package is given as the case of today",
        "boligsocial/journal/views.py",
        "    if step_of(package.case, package) not in (Step.EXPORTED, Step.JOURNALISED):\n",
        "    if False:\n",
        "tests/test_journal.py::test_a_case_that_changed_since_must_be_handed_over_again",
    ),
    Mutant(
        "a package is given to an old login",
        "boligsocial/journal/views.py",
        "@fresh\ndef download",
        "def download",
        "tests/test_journal.py::test_the_package_needs_a_proof_of_who_asks[pakke.zip]",
    ),
    Mutant(
        "downloading a whole case leaves no trace",
        "boligsocial/journal/views.py",
        "    shown(me(), Event.PACKAGE_DOWNLOADED, package)\n",
        "",
        "tests/test_journal.py::test_a_closed_case_is_made_a_package_downloaded_and_given_its_number",
    ),
    Mutant(
        "the resident of a deleted case stays",
        "boligsocial/erasing.py",
        "    _erase_residents(residents)\n",
        "",
        FOUND,
    ),
    Mutant(
        "a resident goes whom another case names",
        "boligsocial/erasing.py",
        "        gone &= Resident.id.not_in(column.model.select(column))\n",
        "        gone &= Resident.id.is_null(False)\n",
        "tests/test_erasure.py::test_a_resident_whom_another_case_names_stays",
    ),
    Mutant(
        "the address of a sender stays in the mails",
        "boligsocial/erasing.py",
        "    _erase_mail_to_senders(whose[Inquiry])\n",
        "",
        FOUND,
    ),
    Mutant(
        "a mail of a deleted case stays as a file",
        "boligsocial/scrub.py",
        "        path.unlink(missing_ok=True)\n",
        "        pass\n",
        FOUND,
    ),
    Mutant(
        "the log beside the database keeps what was deleted",
        "boligsocial/scrub.py",
        "            _empty_the_log()\n",
        "",
        "tests/test_erasure.py::test_a_server_that_runs_meanwhile_keeps_no_old_bytes",
    ),
    Mutant(
        "what could not be scrubbed is forgotten",
        "boligsocial/scrub.py",
        "        scrub()\n        deletion_list.mark().unlink()",
        "        deletion_list.mark().unlink()\n        scrub()",
        "tests/test_erasure.py::test_what_could_not_be_scrubbed_is_scrubbed_the_next_night",
    ),
    Mutant(
        "a deletion is not written down outside the database",
        "boligsocial/erasing.py",
        '    deletion_list.add([deletion_list.name_of("case", case.id)])\n',
        "",
        DRILL,
    ),
    Mutant(
        "the server starts with what a backup brought back",
        "boligsocial/checkup.py",
        'yield refused(f"{back} rows that were deleted are back',
        'yield Finding(True, f"{back} rows that were deleted are back',
        DRILL,
    ),
    Mutant(
        "a list of another key counts as empty",
        "boligsocial/deletion_list.py",
        '        raise ListUnusable(f"{file()} was written with another AUDIT_KEY, or its first line was changed")',
        "        return set()",
        "tests/test_retention_list.py::test_a_list_that_says_nothing_stops_everything[another key]",
    ),
    Mutant(
        "the list says which case was deleted",
        "boligsocial/deletion_list.py",
        'return Named(kind, hmac.digest(key, f"deleted {kind} {row_id}".encode(), "sha256").hex())',
        'return Named(kind, str(row_id).replace("-", "").ljust(64, "0"))',
        "tests/test_retention_list.py::test_what_was_deleted_stands_in_the_list_without_a_name",
    ),
    Mutant(
        "what a killed run left is not gone on with",
        "boligsocial/retention.py",
        'counts = {"deleted again": replay(), ',
        'counts = {"deleted again": 0, ',
        f"{KILLED}[after the list, before the end]",
    ),
)
