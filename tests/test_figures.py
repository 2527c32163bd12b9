"""The board's numbers: what is counted, in which quarter, for whom, and that page and file say the same."""

import csv
import io
import re
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import html5lib
import pytest
import time_machine
from playhouse.test_utils import count_queries

from boligsocial.clock import DENMARK, now
from boligsocial.figures.quarters import Quarter, finished_quarters
from boligsocial.models import Case, CaseArea, CaseStatus, Role, Visit
from boligsocial.spreadsheet import csv_text

TODAY = "2026-11-25T12:00+01:00"
AREAS = ["Indflytning", "Fraflytning", "Nabokonflikt", "Husorden", "Huslejerestance", "Bekymring"]
HEADINGS = [*AREAS, "Nye sager i alt", "Henvendelser", "Besøg"]


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(TODAY, tick=False):
        yield


def danish_moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=DENMARK)


SUMMER = danish_moment("2026-08-12T10:00")


@pytest.fixture
def boards(make):
    """Birthe with two departments, and a third that is not hers; `reader` is her browser."""
    org = make.org(name="Skovkilde")
    names = ("Birkelunden", "Humlekrogen", "Engen")
    birk, humle, engen = (make.department(name=name, org=org) for name in names)
    birthe = make.board(birk, humle, full_name="Birthe Kornerup")
    return SimpleNamespace(birk=birk, humle=humle, engen=engen, birthe=birthe, reader=make.client(birthe))


def cases(make, department, number, area=CaseArea.ARREARS, at=SUMMER, **values):
    for _ in range(number):
        make.case(department=department, area=area, opened_at=at, **values)


def inquiries(make, department, number, at=SUMMER):
    for _ in range(number):
        make.inquiry(department=department, received_at=at)


def visits(make, department, number, at=SUMMER, **values):
    for _ in range(number):
        make.visit(department=department, planned_at=at, started_at=at, **{"finished_at": at, **values})


def table_on(answer):
    """Return the page's table in words, one list for each of its columns: what is what, each department, the totals."""
    document = html5lib.parse(answer.text, namespaceHTMLElements=False)
    rows = [["".join(cell.itertext()) for cell in row] for row in document.iter("tr")]
    return [list(column) for column in zip(*rows, strict=True)]


def file_of(answer):
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def numbers_of(boards, name, address="/tal"):
    """Return {heading: what is shown} of a department."""
    (row,) = (row for row in table_on(boards.reader.get(address)) if row[0] == name)
    return dict(zip(HEADINGS, row[1:], strict=True))


# -- the page


def test_the_board_sees_its_own_departments_with_totals_and_no_others(make, boards):
    cases(make, boards.birk, 6)
    cases(make, boards.birk, 4, CaseArea.CONCERN)
    cases(make, boards.humle, 13)
    inquiries(make, boards.birk, 8)
    visits(make, boards.birk, 27)
    visits(make, boards.humle, 11)
    cases(make, boards.engen, 50)
    answer = boards.reader.get("/tal")
    few = "under 5"
    assert table_on(answer) == [
        ["Arbejde", *HEADINGS],
        ["Birkelunden", few, few, few, few, "5", few, "5 + skjulte", "10", "25"],
        ["Humlekrogen", few, few, few, few, "15", few, "15 + skjulte", few, "10"],
        ["I alt", *["skjult"] * 4, "20", "skjult", "20 + skjulte", "10 + skjulte", "35"],
    ]
    assert "Engen" not in answer.text
    assert "Tal under 5 vises som »under 5«. Andre tal er afrundet til nærmeste 5" in answer.text


def test_the_file_holds_exactly_what_the_page_shows(make, boards):
    cases(make, boards.birk, 6)
    visits(make, boards.humle, 11)
    for quarter in finished_quarters(date(2026, 11, 25)):
        on_page = table_on(boards.reader.get(f"/tal?kvartal={quarter.key}"))
        file = boards.reader.get(f"/tal.csv?kvartal={quarter.key}")
        assert file.headers["Content-Disposition"] == f"attachment; filename=tal-{quarter.key}.csv"
        assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
        in_file = file_of(file)
        assert in_file[0] == [f"{quarter.number}. kvartal {quarter.year}", *on_page[0][1:]]
        assert in_file[1:] == on_page[1:]


def test_one_department_has_no_total_of_departments(make, boards):
    reader = make.client(make.board(boards.birk))
    assert [row[0] for row in table_on(reader.get("/tal"))] == ["Arbejde", "Birkelunden"]
    assert [row[0] for row in file_of(reader.get("/tal.csv"))] == ["3. kvartal 2026", "Birkelunden"]


def test_somebody_without_departments_is_told_whom_to_ask(make):
    answer = make.client(make.board()).get("/tal")
    assert "Du har ingen afdelinger endnu." in answer.text
    assert "<table>" not in answer.text


def test_a_department_that_is_taken_away_is_gone_at_once(make, boards):
    boards.birthe.memberships.where(True).get().delete_instance()
    assert [row[0] for row in table_on(boards.reader.get("/tal"))] == ["Arbejde", "Humlekrogen"]


def test_nothing_personal_and_no_way_further_stands_on_the_page(make, boards):
    home = make.dwelling(boards.birk, address="Birkelunden 22, 1. tv.", is_protected=True)
    case = make.case(department=boards.birk, dwelling=home, opened_at=SUMMER)
    make.party(case, make.resident(home, name="Amina Yusuf"))
    page = boards.reader.get("/tal").text
    assert not any(word in page for word in ("Amina", "Birkelunden 22", "Beskyttet", str(case.id)))
    links = set(re.findall(r'<a [^>]*href="([^"]+)"', page))
    quarters = {f"/tal?kvartal={key}" for key in ("2026-3", "2026-2", "2026-1", "2025-4")}
    assert links == {"#main", "/mig", "/tal", "/tal.csv?kvartal=2026-3", *quarters}


def test_protected_homes_count_like_others(make, boards):
    cases(make, boards.birk, 5, dwelling=make.dwelling(boards.birk, is_protected=True))
    assert numbers_of(boards, "Birkelunden")["Huslejerestance"] == "5"


# -- what counts


def test_cases_count_by_the_day_they_were_opened_whatever_became_of_them(make, boards):
    cases(make, boards.birk, 5, status=CaseStatus.CLOSED, closed_at=now())
    cases(make, boards.birk, 9, CaseArea.MOVE_IN, at=danish_moment("2026-06-30T10:00"))
    shown = numbers_of(boards, "Birkelunden")
    assert (shown["Huslejerestance"], shown["Indflytning"]) == ("5", "under 5")


def test_visits_count_when_they_are_done_and_not_called_off(make, boards):
    visits(make, boards.birk, 5)
    visits(make, boards.birk, 9, cancelled_at=SUMMER)
    visits(make, boards.birk, 9, finished_at=None)
    assert numbers_of(boards, "Birkelunden")["Besøg"] == "5"
    Visit.update(cancelled_at=SUMMER).where(Visit.cancelled_at.is_null()).execute()
    assert numbers_of(boards, "Birkelunden")["Besøg"] == "under 5"


def test_an_inquiry_about_no_department_counts_nowhere(make, boards):
    inquiries(make, None, 9)
    inquiries(make, boards.humle, 5)
    assert numbers_of(boards, "Birkelunden")["Henvendelser"] == "under 5"
    assert numbers_of(boards, "Humlekrogen")["Henvendelser"] == "5"


@pytest.mark.parametrize(
    ("moment", "quarter"),
    [
        ("2026-06-30T23:59:59.999999", "2026-2"),
        ("2026-07-01T00:00", "2026-3"),
        ("2026-09-30T23:59:59.999999", "2026-3"),
        ("2026-01-01T00:00", "2026-1"),
        ("2025-12-31T23:59:59.999999", "2025-4"),
        ("2026-03-31T23:59:59.999999", "2026-1"),
        ("2026-04-01T00:00", "2026-2"),
    ],
)
def test_a_quarter_begins_and_ends_at_danish_midnight_in_summer_and_winter_time(make, boards, moment, quarter):
    for fill in (cases, inquiries, visits):
        fill(make, boards.birk, 5, at=danish_moment(moment))
    for each in ("2026-3", "2026-2", "2026-1", "2025-4"):
        shown = numbers_of(boards, "Birkelunden", f"/tal?kvartal={each}")
        expected = "5" if each == quarter else "under 5"
        assert [shown[name] for name in ("Huslejerestance", "Henvendelser", "Besøg")] == [expected] * 3


# -- which quarters


def test_only_the_last_four_finished_quarters_are_offered_and_given(boards):
    page = boards.reader.get("/tal").text
    assert re.findall(r"\?kvartal=(\d{4}-\d)\"(?: aria-current=\"page\")?>\d", page) == [
        "2026-3", "2026-2", "2026-1", "2025-4",
    ]  # fmt: skip
    assert boards.reader.get("/tal?kvartal=2025-4").status_code == 200
    for other in ("2026-4", "2025-3", "2027-1", "", "x", "2026-03", "2026-3%00", "' OR 1=1"):
        for path in ("/tal", "/tal.csv"):
            assert boards.reader.get(path, query_string=f"kvartal={other}").status_code == 404


@pytest.mark.parametrize(
    ("moment", "latest"),
    [
        ("2026-09-30T23:59:59+02:00", "2026-2"),
        ("2026-10-01T00:00:00+02:00", "2026-3"),
        ("2026-12-31T23:59:59+01:00", "2026-3"),
        ("2027-01-01T00:00:00+01:00", "2026-4"),
    ],
)
def test_a_quarter_has_figures_from_the_moment_it_is_over_in_denmark(make, boards, moment, latest):
    with time_machine.travel(moment, tick=False):
        page = make.client(boards.birthe).get("/tal").text
    assert f'href="/tal?kvartal={latest}" aria-current="page"' in page


def test_quarters_follow_one_another():
    quarter = Quarter(2025, 1)
    for _ in range(12):
        assert quarter.next().previous() == quarter
        assert quarter.ends_at() == quarter.next().begins_at() > quarter.begins_at()
        assert timedelta(days=89) < quarter.ends_at() - quarter.begins_at() < timedelta(days=93)
        quarter = quarter.next()
    assert quarter == Quarter(2028, 1)


# -- cost, role, file


def test_many_rows_and_departments_cost_no_more_statements(make, boards):
    def statements(reader, path):
        with count_queries() as counted:
            assert reader.get(path).status_code == 200
        return counted.count

    few = statements(boards.reader, "/tal")
    for _ in range(20):
        department = make.department()
        boards.birthe.memberships.model.create(user=boards.birthe, department=department)
        for fill in (cases, inquiries, visits):
            fill(make, department, 2)
    assert statements(boards.reader, "/tal") == statements(boards.reader, "/tal.csv") == few <= 8
    assert Case.select().count() == 40


def test_a_board_member_starts_at_the_numbers(make, boards):
    assert boards.reader.get("/").location == "/tal"
    assert boards.reader.get("/log-ind").location == "/tal"
    for path in ("/mig", "/mere", "/findes-ikke"):
        page = boards.reader.get(path).text
        tabs = page.partition('<nav class="tabs"')[2]
        assert re.findall(r'href="([^"]+)"', tabs) == ["/tal", "/mig"]
    menu = boards.reader.get("/mere").text.partition('<ul class="lines">')[2].partition("</ul>")[0]
    assert re.findall(r'href="([^"]+)"', menu) == ["/mig"]
    assert boards.reader.post("/log-ud").location == "/log-ind"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.BOARD])
def test_the_numbers_are_for_boards_alone(make, boards, role):
    for path in ("/tal", "/tal.csv", "/tal?kvartal=2026-3"):
        assert make.client(make.user(role)).get(path).status_code == 404


def test_a_name_that_looks_like_a_formula_stays_a_text(make):
    names = ['=HYPERLINK("x")', "+1", "-1", "@SUM(A1)"]
    reader = make.client(make.board(*(make.department(name=name) for name in names)))
    in_file = {row[0] for row in file_of(reader.get("/tal.csv"))[1:-1]}
    assert in_file == {f"'{name}" for name in names}


def test_a_file_keeps_semicolons_quotes_and_line_breaks_within_their_cell():
    rows: list[list[str | int]] = [["a;b", 'c"d', "e\nf", 5], ["\tg", "\rh", "\ni", 6]]
    text = csv_text(rows)
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert read == [["a;b", 'c"d', "e\nf", "5"], ["'\tg", "'\rh", "'\ni", "6"]]
