"""Mutants of the numbers that a board reads."""

from tests.security_mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "a small cell is shown",
        "boligsocial/small_cells.py",
        "return None if count < LEAST else (count",
        "return (count",
        "tests/test_small_cells.py::test_fewer_than_five_is_hidden_and_the_rest_is_rounded_to_the_nearest_five",
    ),
    Mutant(
        "a number is shown exactly",
        "boligsocial/small_cells.py",
        "(count + STEP // 2) // STEP * STEP",
        "count",
        "tests/test_small_cells.py::test_fewer_than_five_is_hidden_and_the_rest_is_rounded_to_the_nearest_five",
    ),
    Mutant(
        "a total counts what is hidden",
        "boligsocial/figures/queries.py",
        "_together(cells) if",
        "_together(counts) if",
        "tests/test_figures.py::test_the_board_sees_its_own_departments_with_totals_and_no_others",
    ),
    Mutant(
        "a board reads numbers of every department",
        "boligsocial/figures/queries.py",
        "list(visible_departments(user).order_by(Department.name))",
        "list(Department.select().order_by(Department.name))",
        "tests/test_figures.py::test_the_board_sees_its_own_departments_with_totals_and_no_others",
    ),
    Mutant(
        "a board of one department sees a total",
        "boligsocial/figures/queries.py",
        "_together(cells) if len(rows) > 1 else None",
        "_together(cells)",
        "tests/test_small_cells.py::test_a_board_of_one_department_sees_no_more",
    ),
    Mutant(
        "a total of partly hidden cells says nothing of them",
        "boligsocial/small_cells.py",
        "len(shown) < len(cells))",
        "False)",
        "tests/test_small_cells.py::test_a_total_adds_what_is_shown_and_says_when_something_is_not",
    ),
    Mutant(
        "a number of the running quarter is shown",
        "boligsocial/figures/quarters.py",
        "        quarter = quarter.previous()\n        found.append(quarter)",
        "        found.append(quarter)\n        quarter = quarter.previous()",
        "tests/test_figures.py::test_the_board_sees_its_own_departments_with_totals_and_no_others",
    ),
    Mutant(
        "a cell of the file is a formula",
        "boligsocial/spreadsheet.py",
        "isinstance(cell, str) and cell.startswith(BEGINS_FORMULA)",
        "False",
        "tests/test_figures.py::test_a_name_that_looks_like_a_formula_stays_a_text",
    ),
)
