"""Every column that holds what a person has written, taken from the models: a new one is filled without a word here."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from peewee import CharField, TextField
from playhouse.fields import EnumField

from boligsocial.fields_at_rest import SecretTextField
from boligsocial.models import TABLES, Case, CaseFact
from boligsocial.procedures import Kind, procedure_of

# Text that no person writes, and where it comes from instead.
EXCUSED = {
    **dict.fromkeys(("LoginSession.token_hash", "Activation.token_hash", "User.password_hash"), "a digest"),
    **dict.fromkeys(("LoginAttempt.name_hash", "LoginAttempt.address_hash"), "a digest"),
    **dict.fromkeys(("Photo.sha256", "Photo.received_sha256", "Delivery.sha256", "AuditRow.write_digest"), "a digest"),
    **dict.fromkeys(("AuditRow.chain", "AuditHead.chain"), "a digest"),
    **dict.fromkeys(("AuditRow.event", "AuditRow.subject_type", "AuditRow.subject_id"), "one of our own words"),
    **dict.fromkeys(("FollowUp.rule", "CaseLine.key", "CaseFact.key", "Defect.line"), "a key of a procedure"),
    **dict.fromkeys((f"SignonTrip.{name}_hash" for name in ("state", "browser", "address", "link")), "a digest"),
    **dict.fromkeys(("SignonTrip.nonce", "SignonTrip.verifier"), "drawn by lot"),
    **dict.fromkeys(("SignonTrip.next", "SignonTrip.kept_action"), "an address of ours"),
    "SignonTrip.kept": "a form as JSON, read back within minutes",
    "Identity.issuer": "from the settings",
    "Identity.subject": "the municipality's own name for the person, on no page",
    **dict.fromkeys(("DataRequest.digest", "JournalPackage.digest"), "a digest"),
    **dict.fromkeys((f"LoginChallenge.{name}_hash" for name in ("token", "address")), "a digest"),
    "LoginChallenge.kind": "one of our own words",
    "Passkey.credential_id": "a device's own number in base64, on no page",
    "CodeApp.secret": "drawn by lot",
    "Mask.place": "names a piece by its id",
    "User.language": "one of two codes",
    "Inquiry.reference": "made by the app",
    "Delivery.needs_fix": "codes of flaws",
    "Notice.path": "an address of ours, and only in e-mails",
    "Mailing.trouble": "one of our own sentences",
}
# Facts of these kinds are texts; the others are held to their form when they are stored.
FREE = (Kind.TEXT, Kind.LONG)


class Column(NamedTuple):
    """A column that holds text; `most` is how many characters fit, None for as many as one likes."""

    table: Any
    field: Any

    @property
    def name(self) -> str:
        """Table and column as the models call them."""
        return f"{self.table.__name__}.{self.field.name}"

    @property
    def most(self) -> int | None:
        """How many characters the database holds."""
        return getattr(self.field, "max_length", None)


def text_columns() -> Iterator[Column]:
    """Every column of text, whoever fills it."""
    for table in TABLES:
        for field in table._meta.sorted_fields:
            if isinstance(field, CharField | TextField) and not isinstance(field, EnumField):
                yield Column(table, field)


def written_columns() -> list[Column]:
    """Those that people fill, in an order that stays."""
    return [column for column in text_columns() if column.name not in EXCUSED]


def fill(text_for: Callable[[Column], str]) -> None:
    """Let every row hold `text_for(column)` in every column; where no two may be alike, the row's id follows."""
    facts = free_facts()
    for column in written_columns():
        text = text_for(column)
        if column.field.unique:
            for row in column.table.select():
                _write(column, row, f"{text} {row.id}")
        elif isinstance(column.field, SecretTextField):
            # Encrypted for its row, so row by row.
            for row in column.table.select():
                if column.table is not CaseFact or row.key in facts:
                    _write(column, row, text)
        else:
            column.table.update({column.field: text}).execute()


def _write(column: Column, row: Any, text: str) -> None:
    setattr(row, column.field.name, text)
    row.save(only=[column.field])


def free_facts() -> set[str]:
    """The keys of facts that are texts in every procedure that has them."""
    facts = [fact for case in Case.select(Case.area).distinct() for fact in procedure_of(case.area).facts().values()]
    return {fact.key for fact in facts if fact.kind in FREE} - {fact.key for fact in facts if fact.kind not in FREE}
