"""Migrations build exactly the models, can be taken back, and are wholly done or not at all."""

import os
import signal
from uuid import uuid4

import pytest
from peewee import DatabaseError
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from boligsocial import db
from boligsocial.db import MIGRATIONS, open_database
from boligsocial.keys import KeyRing
from boligsocial.models import TABLES, Case, CaseFact

HISTORY = "schema_migration"


def opened(file):
    """An SQLite database, encrypted if those of the other tests are."""
    scheme = "sqlcipher" if os.environ.get("TEST_SQLCIPHER") else "sqlite"
    return open_database(f"{scheme}:///{file}", KeyRing(os.environ["BOLIGSOCIAL_KEY_FOLDER"]))


@pytest.fixture
def fresh(tmp_path):
    """An empty SQLite database file of the test's own."""
    database = opened(tmp_path / "fresh.db")
    yield database
    database.close()


def runner_over(database):
    return Runner(database, str(MIGRATIONS))


def tables(database):
    return set(database.get_tables()) - {HISTORY, "sqlite_sequence"}


def schema(database):
    """Everything the database knows about its tables: columns with type, null, default; keys and indexes."""
    known = {}
    for table in sorted(tables(database)):
        columns = sorted(row[1:] for row in database.execute_sql(f'PRAGMA table_info("{table}")'))
        keys = sorted(row[2:] for row in database.execute_sql(f'PRAGMA foreign_key_list("{table}")'))
        indexes = sorted((index.columns, index.unique) for index in database.get_indexes(table))
        known[table] = (columns, keys, indexes)
    return known


def test_the_migrations_build_exactly_the_models(app, rollback):
    difference = diff_models(db.db.obj, TABLES)
    assert not difference, f"write a migration: {difference}"


def test_types_nulls_defaults_and_keys_are_those_of_the_models_too(fresh, tmp_path):
    runner_over(fresh).up()
    from_models = opened(tmp_path / "models.db")
    with from_models.bind_ctx(TABLES):
        from_models.create_tables(TABLES)
    built, wanted = schema(fresh), schema(from_models)
    from_models.close()
    assert built.keys() == wanted.keys() == {table._meta.table_name for table in TABLES}
    for table in wanted:
        assert built[table] == wanted[table], f"table {table}"


def test_up_down_and_up_again(fresh):
    runner = runner_over(fresh)
    applied = runner.up()
    assert applied == sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))
    first = schema(fresh)
    assert runner.up() == []
    assert runner.down(applied[0]) == applied[::-1]
    assert tables(fresh) == set()
    assert runner.up() == applied
    assert schema(fresh) == first


@pytest.mark.parametrize("statement", [1, 2, 3, 8, 20, 33, 60, 95, 105, 115, 120, 130, 139, 212, 214, 216, 218, 10_000])
def test_a_migration_killed_in_the_middle_leaves_the_old_schema_or_the_new(tmp_path, statement):
    path = tmp_path / "killed.db"
    if (child := os.fork()) == 0:
        migrate_and_die(path, statement)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    database = opened(path)
    assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    applied = sorted(runner_over(database).applied())
    between = opened(tmp_path / "between.db")
    if applied:
        runner_over(between).up(applied[-1])
    assert schema(database) == schema(between), f"half of what comes after {applied}"
    between.close()
    runner_over(database).up()
    assert tables(database) == {table._meta.table_name for table in TABLES}
    database.close()


def migrate_and_die(path, statement):
    """In a child process: run the migrations and be killed before the given statement, or at the end."""
    database = opened(path)
    left = iter(range(statement - 1))

    def die(event):
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    database.query_hooks.append(die)
    runner_over(database).up()
    os.kill(os.getpid(), signal.SIGKILL)


ADD_CASE = (
    'INSERT INTO "case" ("id", "area", "status", "department_id", "responsible_id", "opened_at", "updated_at", '
    "\"two_visit_reason\") VALUES (?, 'concern', 'open', 1, 1, '2026-11-26', '2026-11-26', ?)"
)
ADD_FACT = (
    'INSERT INTO "case_fact" ("case_id", "key", "value", "written_at", "written_by_id") '
    "VALUES (?, 'children', ?, '2026-11-26', 1)"
)


def test_what_is_secret_now_is_sealed_where_it_lies_and_opened_again_on_the_way_back(app, fresh):
    runner = runner_over(fresh)
    runner.up(max(path.stem for path in MIGRATIONS.glob("0*.py") if path.stem < "0010"))
    cases, texts = [uuid4() for _case in range(3)], ["Hunden bed", "", "Råbte og truede"]
    fresh.execute_sql("PRAGMA foreign_keys = 0")
    for case, text in zip(cases, texts, strict=True):
        fresh.execute_sql(ADD_CASE, (case.hex, text))
        fresh.execute_sql(ADD_FACT, (case.hex, f"fact: {text}"))
    runner.up()
    raw = [*fresh.execute_sql('SELECT "two_visit_reason" FROM "case" UNION ALL SELECT "value" FROM "case_fact"')]
    assert not [value for (value,) in raw if "Hunden" in value or "fact" in value]
    with fresh.bind_ctx([Case, CaseFact]):
        assert {case.id: case.two_visit_reason for case in Case.select()} == dict(zip(cases, texts, strict=True))
        facts = {fact.__data__["case"]: fact.value for fact in CaseFact.select()}
    assert facts == {case: f"fact: {text}" for case, text in zip(cases, texts, strict=True)}
    runner.down("0010_secret_columns")
    assert {row[0] for row in fresh.execute_sql('SELECT "two_visit_reason" FROM "case"')} == set(texts)
    values = {row[0] for row in fresh.execute_sql('SELECT "value" FROM "case_fact"')}
    assert values == {f"fact: {text}" for text in texts}


def test_a_migration_that_stumbles_leaves_nothing(fresh, tmp_path):
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_stumbles.py").write_text(
        "def up(migrator, db):\n    db.execute_sql('CREATE TABLE half (id INTEGER)')\n    db.execute_sql('NONSENSE')\n"
    )
    with pytest.raises(DatabaseError):
        Runner(fresh, str(folder)).up()
    assert tables(fresh) == set()


def test_the_command_applies_what_is_missing_and_says_so(app, rollback):
    run = app.test_cli_runner().invoke
    assert run(args=["migrate", "up"]).output == "the database is up to date\n"
    assert "missing" not in run(args=["migrate", "status"]).output
