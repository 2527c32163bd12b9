"""The whole of a case as plain data: nothing of it is forgotten, and what points at a case is known to the deletion."""

import json
from typing import Any

import pytest
from peewee import ForeignKeyField

from boligsocial.belongings import LOOSENED, OWNED
from boligsocial.casefile import casefile
from boligsocial.demo.actions import seed_demo
from boligsocial.models import TABLES, Case, Delivery, InquiryAnswer, Note, PhotoBytes, Share, number_of
from tests.make import Make

# What stands in a file under its owner and needs no name of its own there.
OWN_WORDS = {(Share, "seen_at"), (Share, "news_at"), (Delivery, "payload")}


def test_every_column_that_points_at_what_belongs_to_a_case_is_known_to_belong_or_to_be_loosened() -> None:
    owned = {Case, *(table for table, _columns in OWNED)}
    pointing = {field for table in TABLES for field in table._meta.sorted_fields if _points_at(field, owned)}
    assert pointing == {*(column for _table, columns in OWNED for column in columns), *LOOSENED}


def _points_at(field: Any, tables: set[Any]) -> bool:
    return isinstance(field, ForeignKeyField) and field.rel_model in tables


def test_an_owner_comes_before_what_it_owns() -> None:
    seen = {Case}
    for table, columns in OWNED:
        assert {column.rel_model for column in columns} <= seen
        seen.add(table)


@pytest.fixture
def whole(make: Make) -> dict[str, Any]:
    """The demo's cases as files."""
    seed_demo(None)
    return {number_of(case.id): json.loads(json.dumps(casefile(case))) for case in Case.select()}


def test_a_file_has_every_row_of_its_case_and_a_name_for_every_column(whole: dict[str, Any]) -> None:
    text = json.dumps(whole)
    for table, _columns in OWNED:
        if table is PhotoBytes:
            continue
        for field in table._meta.sorted_fields:
            has_rows = table.select().exists()
            assert (table, field.name) in OWN_WORDS or not has_rows or f'"{field.name}"' in text or field in _owners()
    for note in Note.select().where(Note.case.is_null(False)):
        file = whole[number_of(note.case_id)]
        assert note.text in [one["text"] for one in file["notes"]]


def _owners() -> list[Any]:
    return [column for _table, columns in OWNED for column in columns]


def test_a_file_holds_nothing_of_another_case(make: Make) -> None:
    one, other = make.case(), make.case()
    make.note(case=one, text="I den ene sag"), make.note(case=other, text="I den anden sag")
    make.party(one, make.resident(name="Aynur Ene")), make.party(other, make.resident(name="Bo Anden"))
    inquiry = make.inquiry(case=one)
    InquiryAnswer.create(inquiry=inquiry, author=one.responsible, text="Vi kommer på tirsdag")
    text = json.dumps(casefile(one), ensure_ascii=False)
    assert "I den ene sag" in text
    assert "Aynur Ene" in text
    assert "Vi kommer på tirsdag" in text
    assert "I den anden sag" not in text
    assert "Bo Anden" not in text


def test_facts_and_lines_are_said_in_words(whole: dict[str, Any]) -> None:
    facts = [fact for file in whole.values() for fact in file["facts"]]
    assert facts
    assert all(fact["words"] and fact["answer"] for fact in facts)
    assert all(line["words"] for file in whole.values() for line in file["checklist"])


def test_the_trail_tells_acts_one_by_one_and_showings_by_their_number(make: Make, phone: Any, worker: Any) -> None:
    case = make.case(worker)
    make.party(case)
    for _time in range(3):
        phone.get(f"/sager/{case.id}")
    phone.post(f"/sager/{case.id}/opfolgning", data={})
    trail = casefile(case)["trail"]
    assert [(seen["who"]["name"], seen["event"], seen["times"]) for seen in trail["showings"]][0] == (
        worker.full_name,
        "case.read",
        3,
    )
    assert all(act["at"].endswith("Z") for act in trail["acts"])
