"""What a reader of published numbers can work out: nothing about a hidden cell but that it is 0 to 4.

An attacker who knows the rule and every published number can tell two worlds apart only where they are published
differently. So it is enough to show which worlds are published alike.
"""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boligsocial.figures.quarters import Quarter
from boligsocial.figures.queries import KINDS, tabled
from boligsocial.small_cells import LEAST, Total, publish, published, total

MOST = 400
HIDDEN = range(LEAST)
# A busy machine is no finding.
patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
counts = st.one_of(st.integers(0, 12), st.integers(0, MOST))


def alike(count):
    """Return every count that is published as this one is."""
    return [other for other in range(count + 10) if published(other) == published(count)]


def all_seen(quarters, boards):
    """Return all that boards (each the numbers of its departments) see of the quarters (department x kind)."""
    return [
        tabled(Quarter(2026, number), [f"Afdeling {row}" for row in board], [table[row] for row in board])
        for board in boards
        for number, table in enumerate(quarters, 1)
    ]


@st.composite
def worlds(draw, most=6):
    """Two quarters of some departments, and two boards that may share some of them."""
    rows = draw(st.integers(1, most))
    table = st.lists(st.lists(counts, min_size=len(KINDS), max_size=len(KINDS)), min_size=rows, max_size=rows)
    board = st.sets(st.integers(0, rows - 1), min_size=1).map(sorted)
    return draw(table), draw(table), draw(board), draw(board)


def with_cells(draw, table, choice):
    """Return the table with every cell drawn anew from `choice(count)`."""
    return [[draw(st.sampled_from(choice(count))) for count in row] for row in table]


# -- a cell


def test_fewer_than_five_is_hidden_and_the_rest_is_rounded_to_the_nearest_five():
    assert [published(count) for count in range(5)] == [None] * 5
    shown = {5: 5, 6: 5, 7: 5, 8: 10, 9: 10, 10: 10, 11: 10, 12: 10, 13: 15, 100: 100, 102: 100, 103: 105}
    assert {count: published(count) for count in shown} == shown


def test_a_published_number_stands_for_five_counts_and_five_itself_for_three():
    assert alike(0) == [0, 1, 2, 3, 4]
    assert alike(5) == [5, 6, 7]
    assert {len(alike(count)) for count in range(8, MOST)} == {5}


def test_a_published_number_is_never_more_than_two_away():
    shown = {count: published(count) for count in range(LEAST, MOST)}
    assert all(cell is not None and abs(cell - count) <= 2 for count, cell in shown.items())


# -- a total


@pytest.mark.parametrize(
    ("cells", "sum_of_them"),
    [
        ([5, 10], Total(15, False)),
        ([5, None, 10], Total(15, True)),
        ([None, None], Total(None, True)),
        ([], Total(None, False)),
    ],
)
def test_a_total_adds_what_is_shown_and_says_when_something_is_not(cells, sum_of_them):
    assert total(cells) == total(iter(cells)) == sum_of_them


# -- what can be worked out


@patiently
@given(worlds(), st.data())
def test_every_hidden_cell_can_be_anything_from_zero_to_four_whatever_the_others_are(world, data):
    """Two quarters, two boards: all hidden cells are drawn anew at once, and nobody sees any difference."""
    first, second, *boards = world

    def hidden_anew(table):
        return with_cells(data.draw, table, lambda count: HIDDEN if count in HIDDEN else [count])

    assert all_seen([hidden_anew(first), hidden_anew(second)], boards) == all_seen([first, second], boards)


@patiently
@given(worlds(), st.data())
def test_every_cell_can_be_anything_that_is_published_alike_whatever_the_others_are(world, data):
    first, second, *boards = world
    others = [with_cells(data.draw, table, alike) for table in (first, second)]
    assert all_seen(others, boards) == all_seen([first, second], boards)


@patiently
@given(worlds(most=1), st.data())
def test_a_board_of_one_department_sees_no_more(world, data):
    first, second, *_boards = world
    others = [with_cells(data.draw, table, alike) for table in (first, second)]
    assert all_seen(others, [[0]]) == all_seen([first, second], [[0]])
    assert all(figures.together is None for figures in all_seen([first], [[0]]))


def test_an_attacker_who_tries_all_small_tables_learns_each_cell_to_its_own_interval_and_no_further():
    """Tables of two departments and two kinds, every count from 0 to 12, sorted by what is published of them."""
    published_as = defaultdict(list)
    for a, b, c, d in product(range(13), repeat=4):
        cells = publish([[a, b], [c, d]])
        totals = [total(line) for line in (*cells, *zip(*cells, strict=True))]
        published_as[str((cells, totals))].append((a, b, c, d))
    assert len(published_as) == 3**4
    for tables in published_as.values():
        possible = [set(column) for column in zip(*tables, strict=True)]
        assert possible == [set(alike(count)) for count in tables[0]]
        assert len(tables) == len(possible[0]) * len(possible[1]) * len(possible[2]) * len(possible[3])


def test_a_total_of_the_counts_themselves_would_give_a_hidden_cell_away():
    """Why totals are made of published cells: the same attacker, were the exact sum shown beside them."""
    exact = defaultdict(set)
    for a, b in product(range(13), repeat=2):
        exact[published(a), published(b), a + b].add(a)
    assert any(len(values) == 1 for (hidden, _shown, _sum), values in exact.items() if hidden is None)
