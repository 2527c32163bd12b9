"""Mutants of what keeps an acknowledged act through a power cut, and of acts being whole."""

from tests.security_mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "SQLite answers before the disk has it",
        "boligsocial/db.py",
        '"synchronous": "full"',
        '"synchronous": "normal"',
        "tests/test_database.py::test_sqlite_survives_a_power_cut_minds_references_and_forgets_what_is_deleted",
    ),
    Mutant(
        "the server starts on a database that answers too early",
        "boligsocial/checkup.py",
        "if not is_durable():",
        "if False:",
        "tests/test_checkup.py::test_a_disk_that_answers_too_early_stops_the_start",
    ),
    Mutant(
        "an act is stored before its trace",
        "boligsocial/audit.py",
        "                    subject = action(actor, *args, **kwargs)\n",
        "                    subject = action(actor, *args, **kwargs)\n                with writing():\n",
        "tests/test_power_cut.py::test_the_power_is_cut_and_nothing_acknowledged_is_lost_or_half_done",
    ),
    Mutant(
        "a phone brings back what was deleted",
        "boligsocial/notes/outbox.py",
        "        return jsonify(id=str(note_id), sha=sha256, dup=True, need=[])",
        "        raise WriteIdTaken from None",
        "tests/test_sent_again.py"
        "::test_a_phone_gets_the_receipt_for_a_note_that_was_deleted_in_its_time_and_the_note_stays_away",
    ),
)
