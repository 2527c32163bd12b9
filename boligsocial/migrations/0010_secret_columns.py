"""What only a case's own pages show is encrypted in the database too: its facts, and why nobody visits alone."""

from collections.abc import Callable
from typing import Any

from peewee import Model, SqliteDatabase, TextField, UUIDField

from boligsocial.fields_at_rest import SecretTextField

REASON, DRAFT = "two_visit_reason", "two_visit_sealed"
PAGE = 500


def up(migrator: Any, db: Any) -> None:
    """Seal what is there. The reason gets a column with room for it."""
    case, fact = _tables(db)
    _replace_reason(db, "TEXT", lambda row, text: case.two_visit_reason.seal(text, row))
    _replace_facts(db, lambda text, *row: fact.value.seal(text, *row))


def down(migrator: Any, db: Any) -> None:
    """Open it all again."""
    case, fact = _tables(db)
    _replace_reason(db, "VARCHAR(255)", lambda row, text: case.two_visit_reason.open(text, row))
    _replace_facts(db, lambda text, *row: fact.value.open(text, *row))


def _replace_reason(db: Any, kind: str, change: Callable[[Any, str], str]) -> None:
    mark = "?" if isinstance(db, SqliteDatabase) else "%s"
    db.execute_sql(f'ALTER TABLE "case" ADD COLUMN "{DRAFT}" {kind} NOT NULL DEFAULT \'\'')
    number = UUIDField()
    some = f'SELECT "id", "{REASON}" FROM "case" WHERE "{REASON}" <> \'\''  # noqa: S608 - our own words, all of them  # nosec B608
    keep = f'UPDATE "case" SET "{DRAFT}" = {mark} WHERE "id" = {mark}'  # noqa: S608 - our own words  # nosec B608
    for row, text in db.execute_sql(some).fetchall():
        db.execute_sql(keep, (str(change(number.python_value(row), text)), row))
    db.execute_sql(f'ALTER TABLE "case" DROP COLUMN "{REASON}"')
    db.execute_sql(f'ALTER TABLE "case" RENAME COLUMN "{DRAFT}" TO "{REASON}"')


def _replace_facts(db: Any, change: Callable[..., str]) -> None:
    mark = "?" if isinstance(db, SqliteDatabase) else "%s"
    number, last = UUIDField(), 0
    some = (
        f'SELECT "id", "case_id", "key", "value" FROM "case_fact" WHERE "id" > {mark} '  # noqa: S608 - our own words  # nosec B608
        f'ORDER BY "id" LIMIT {PAGE}'
    )
    keep = f'UPDATE "case_fact" SET "value" = {mark} WHERE "id" = {mark}'  # noqa: S608 - our own words  # nosec B608
    while rows := db.execute_sql(some, (last,)).fetchall():
        for last, case, key, text in rows:
            db.execute_sql(keep, (str(change(text, number.python_value(case), key)), last))


def _tables(db: Any) -> tuple[Any, Any]:
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Case(Base):
        id = UUIDField(primary_key=True)
        two_visit_reason = SecretTextField()

    class CaseFact(Base):
        case = UUIDField(column_name="case_id")
        key = TextField()
        value = SecretTextField(bound_to=("case", "key"))

    return Case, CaseFact
