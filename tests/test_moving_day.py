"""The day with the keys: one screen for one hand, and what is asked once the housing company has left."""

from datetime import timedelta
from uuid import uuid4

import pytest

from boligsocial.clock import now, today
from boligsocial.guidance import guide
from boligsocial.models import AuditRow, CaseArea, CaseLine, FollowUp, LineState

HTMX = {"HX-Request": "true"}


@pytest.fixture
def move_in(make, worker):
    home = make.dwelling(make.department(name="Vibeengen"), address="Vibeengen 8")
    return make.case(worker, area=CaseArea.MOVE_IN, department=home.department, dwelling=home)


def day_of(phone, case, **query):
    return phone.get(f"/sager/{case.id}/indflytningsdag", query_string=query).text


def ask(phone, case, **values):
    data = {"write_id": str(uuid4()), "what": "Hvor er vaskeriet?", "days": "7", **values}
    return phone.post(f"/sager/{case.id}/indflytningsdag", data=data)


def rest(phone, case, headers=HTMX, **values):
    data = {"write_id": str(uuid4()), "moment": "on_the_day", "day": "1", **values}
    return phone.post(f"/sager/{case.id}/punkter", data=data, headers=headers)


def events():
    return [row.event for row in AuditRow.select().order_by(AuditRow.id)]


# -- the day with the keys --------------------------------------------------------------------------------------


def test_the_day_begins_with_the_address_the_keys_and_whom_to_ring(phone, make, move_in):
    make.fact(move_in, "key_time", "13:00")
    make.fact(move_in, "key_place", "Ejendomskontoret")
    make.duty(make.contact_person(name="Karen Nøgle", phone="+4545801234"), department=move_in.department)
    page = day_of(phone, move_in)
    assert "Vibeengen 8" in page
    assert "Nøgler kl. 13.00" in page
    assert "Ejendomskontoret" in page
    assert "Ring til Karen Nøgle" in page
    assert 'href="tel:+45-45-80-12-34"' in page
    assert page.index("Vibeengen 8") < page.index("0 af 28 punkter er klaret") < page.index("Før dagen")
    assert events() == ["case.read"]


def test_without_anybody_to_ring_the_directory_is_one_tap_away(phone, move_in):
    assert "Hvem kontakter jeg?" in day_of(phone, move_in)


def test_an_unpaid_deposit_is_said_before_the_key_is_handed_over(phone, make, move_in):
    assert "Indskuddet er ikke registreret betalt." in day_of(phone, move_in)
    make.line(move_in, "deposit_paid")
    assert "Indskuddet er ikke registreret betalt." not in day_of(phone, move_in)


def test_the_lines_of_the_day_are_open_and_each_has_a_second_button(phone, move_in):
    page = day_of(phone, move_in)
    lines = guide(move_in).procedure.moments[1].lines
    assert page.count("/mangler/ny?punkt=") == len(lines) == 8
    opened = page[: page.index("På dagen")].rindex("<details")
    assert page[opened:].startswith("<details open>")
    assert page.count("<details open>") == 1


def test_a_tick_on_the_day_answers_with_the_day_as_it_is_now(phone, move_in):
    data = {"state": "done", "write_id": str(uuid4()), "day": "1", "next": f"/sager/{move_in.id}/indflytningsdag#p"}
    url = f"/sager/{move_in.id}/punkter/keys"
    part = phone.post(url, data=data, headers=HTMX).text
    assert "1 af 28 punkter er klaret" in part
    assert "/mangler/ny?punkt=keys" in part
    assert "indflytningsdag#point-keys" in part
    again = phone.post(url, data={**data, "state": "not_begun", "write_id": str(uuid4())})
    assert (again.status_code, again.location) == (303, f"/sager/{move_in.id}/indflytningsdag#p")


def test_the_moment_in_which_something_was_ticked_stays_open(phone, move_in):
    data = {"state": "done", "write_id": str(uuid4()), "day": "1"}
    part = phone.post(f"/sager/{move_in.id}/punkter/first_contact", data=data, headers=HTMX).text
    assert part.count("<details open>") == 2


def test_the_rest_is_asked_about_once_and_can_be_taken_back(phone, make, move_in):
    make.line(move_in, "keys", LineState.IN_PROGRESS)
    make.line(move_in, "meters")
    assert "7 punkter er tilbage. Er de alle i orden?" in day_of(phone, move_in)
    part = rest(phone, move_in).text
    assert "7 punkter fik flueben." in part
    assert "8 af 28 punkter er klaret" in part
    was = ["keys in_progress", "report not_begun", "rocket done", "photos maybe", "nonsense"]
    data = {"write_id": str(uuid4()), "day": "1", "was": was}
    back = phone.post(f"/sager/{move_in.id}/punkter/fortryd", data=data, headers=HTMX).text
    assert "6 af 28 punkter er klaret" in back
    states = guide(move_in).states
    assert (states["keys"], states["report"]) == (LineState.IN_PROGRESS, LineState.NOT_BEGUN)
    assert (states["photos"], states["meters"]) == (LineState.DONE, LineState.DONE)
    assert "rocket" not in states
    assert events()[-2:] == ["line.rest_settled", "line.set"]


def test_the_receipt_of_the_rest_holds_what_every_line_was(phone, make, move_in):
    make.line(move_in, "keys", LineState.MISSING)
    part = rest(phone, move_in).text
    assert 'value="keys missing"' in part
    assert 'value="report not_begun"' in part
    assert part.count('name="was"') == 8


# -- once they have left ------------------------------------------------------------------------------------------


def test_a_question_is_followed_up_and_ticks_off_that_questions_were_asked_for(phone, move_in, worker):
    assert "De har ingen spørgsmål" in day_of(phone, move_in)
    answer = ask(phone, move_in, days="3")
    assert answer.location == f"/sager/{move_in.id}/indflytningsdag?left=1#questions"
    row = FollowUp.get(FollowUp.rule == "")
    assert (row.what, row.due_on, row.created_by) == ("Hvor er vaskeriet?", today() + timedelta(days=3), worker)
    assert CaseLine.get(CaseLine.key == "open_questions").state == LineState.DONE
    page = day_of(phone, move_in, left=1)
    assert '<details class="left" id="questions" open>' in page
    assert "Hvor er vaskeriet?" in page
    assert "De har ingen spørgsmål" not in page
    assert "follow_up.added" in events()


def test_what_comes_from_a_deadline_is_no_question(phone, make, move_in):
    make.follow_up(move_in, rule="defect_list", what="Mangelliste")
    make.follow_up(move_in, what="Find vaskebrik", done_at=now())
    assert "Det følger vi op på" not in day_of(phone, move_in, left=1)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"what": ""}, "Skriv, hvad de gerne vil have svar på."),
        ({"what": "Ring om 010190-1234"}, "Det ligner et CPR-nummer."),
        ({"due_on": (today() - timedelta(days=1)).isoformat()}, "Datoen er passeret."),
    ],
)
def test_a_question_that_cannot_be_kept_is_said_on_the_open_page(phone, move_in, told, sentence):
    answer = ask(phone, move_in, **told)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert '<details class="left" id="questions" open>' in answer.text
    assert (FollowUp.select().count(), CaseLine.select().count()) == (0, 0)
