"""Every column that people write in is met by the hostile rounds: a new one is filled, or excused with a reason."""

import pytest

from tests.hostile.columns import EXCUSED, fill, text_columns, written_columns
from tests.hostile.payloads import PAYLOADS
from tests.hostile.world import FullWorld


@pytest.fixture
def world(make):
    return FullWorld(make)


def test_every_column_that_is_excused_is_there():
    assert EXCUSED.keys() <= {column.name for column in text_columns()}


def test_every_column_that_people_write_in_has_a_row_to_fill(world):
    empty = [column.name for column in written_columns() if not column.table.select().exists()]
    assert empty == [], "add a row in tests/hostile/world.py, or say in EXCUSED where the text comes from"


def test_filling_leaves_no_text_of_any_row_as_it_was(world):
    fill(lambda column: f"fyldt {column.name}")
    for column in written_columns():
        values = [getattr(row, column.field.name) for row in column.table.select()]
        kept = [value for value in values if value and not value.startswith("fyldt ")]
        assert column.name == "CaseFact.value" or kept == [], column.name


def test_there_are_sixty_payloads_and_no_two_alike():
    assert len(set(PAYLOADS.values())) == len(PAYLOADS) >= 60
