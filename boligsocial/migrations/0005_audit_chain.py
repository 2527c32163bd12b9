"""The audit trail as a chain: numbers without gaps, each row tied to the one before, and nothing changed or removed."""

from typing import Any

from peewee import BigIntegerField, CharField, Model, SqliteDatabase

from boligsocial.chain import FIELDS, GENESIS, link, seal

PAGE = 1000
COLUMNS = ", ".join(f'"{name}"' for name in ("id", *FIELDS))
REFUSED = "the audit trail is only added to"
ON_SQLITE = (
    f'CREATE TRIGGER "audit_row_unchanged" BEFORE UPDATE ON "audit_row" BEGIN SELECT RAISE(ABORT, \'{REFUSED}\'); END',
    f'CREATE TRIGGER "audit_row_kept" BEFORE DELETE ON "audit_row" BEGIN SELECT RAISE(ABORT, \'{REFUSED}\'); END',
    'CREATE TRIGGER "audit_row_head" AFTER INSERT ON "audit_row" BEGIN '
    'UPDATE "audit_head" SET "number" = NEW."id", "chain" = NEW."chain"; END',
)
ON_POSTGRES = (
    f"CREATE FUNCTION audit_row_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    'CREATE TRIGGER "audit_row_unchanged" BEFORE UPDATE OR DELETE ON "audit_row" '
    "FOR EACH ROW EXECUTE FUNCTION audit_row_refuse()",
    'CREATE TRIGGER "audit_row_kept" BEFORE TRUNCATE ON "audit_row" '
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_row_refuse()",
    "CREATE FUNCTION audit_row_move_head() RETURNS trigger LANGUAGE plpgsql AS "
    '$$ BEGIN UPDATE "audit_head" SET "number" = NEW."id", "chain" = NEW."chain"; RETURN NULL; END $$',
    'CREATE TRIGGER "audit_row_head" AFTER INSERT ON "audit_row" FOR EACH ROW EXECUTE FUNCTION audit_row_move_head()',
)


def up(migrator: Any, db: Any) -> None:
    """Number and chain the rows that are there, in the order in which they came, and lock them."""
    db.execute_sql('ALTER TABLE "audit_row" ADD COLUMN "chain" VARCHAR(64) NOT NULL DEFAULT \'\'')
    db.create_tables([_head_table(db)])
    number, chain = _chain_all(db)
    mark = "?" if isinstance(db, SqliteDatabase) else "%s"
    into_head = f'INSERT INTO "audit_head" ("id", "number", "chain") VALUES (1, {mark}, {mark})'  # noqa: S608 - our own words  # nosec B608
    db.execute_sql(into_head, (number, chain))
    for statement in ON_SQLITE if isinstance(db, SqliteDatabase) else ON_POSTGRES:
        db.execute_sql(statement)


def _chain_all(db: Any) -> tuple[int, str]:
    mark = "?" if isinstance(db, SqliteDatabase) else "%s"
    # A new number is never higher than the old one, so it is always free.
    some = f'SELECT {COLUMNS} FROM "audit_row" WHERE "id" > {mark} ORDER BY "id" LIMIT {PAGE}'  # noqa: S608 - our own words  # nosec B608
    update = f'UPDATE "audit_row" SET "id" = {mark}, "chain" = {mark} WHERE "id" = {mark}'  # noqa: S608 - our own words  # nosec B608
    old, number, chain = -1, 0, GENESIS
    while rows := db.execute_sql(some, (old,)).fetchall():
        for old, *fields in rows:
            number += 1
            chain = link(seal(fields), chain, number)
            db.execute_sql(update, (number, chain, old))
    return number, chain


def down(migrator: Any, db: Any) -> None:
    """Take the chain away; the rows and their numbers stay."""
    is_sqlite = isinstance(db, SqliteDatabase)
    for name in ("audit_row_unchanged", "audit_row_kept", "audit_row_head"):
        db.execute_sql(f'DROP TRIGGER "{name}"' + ("" if is_sqlite else ' ON "audit_row"'))
    if not is_sqlite:
        db.execute_sql("DROP FUNCTION audit_row_refuse()")
        db.execute_sql("DROP FUNCTION audit_row_move_head()")
        db.execute_sql("SELECT setval(pg_get_serial_sequence('audit_row', 'id'), \"number\" + 1) FROM \"audit_head\"")
    db.execute_sql('DROP TABLE "audit_head"')
    db.execute_sql('ALTER TABLE "audit_row" DROP COLUMN "chain"')


def _head_table(db: Any) -> Any:
    class AuditHead(Model):
        number = BigIntegerField()
        chain = CharField(max_length=64)

        class Meta:
            database = db
            table_name = "audit_head"

    return AuditHead
