"""The child guard: danger, then children; the duty is personal, and no case is closed in silence (barnets lov)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from boligsocial.cases.actions import state_of
from boligsocial.clock import today
from boligsocial.guidance import guide
from boligsocial.models import Case, CaseArea, CaseStatus, FollowUp
from boligsocial.procedures.deadlines import RULES
from boligsocial.wording import day

REFUSED = "Der er børn i hjemmet. Skriv, hvornår underretningen er sendt"


@pytest.fixture
def case(make, worker):
    return make.case(worker, area=CaseArea.CONCERN)


def send(phone, path, **values):
    return phone.post(path, data={"write_id": str(uuid4()), **values})


def close(phone, case, **changes):
    now = Case.get_by_id(case.id)
    values = {
        "area": now.area.value,
        "status": "closed",
        "department": now.department_id,
        "responsible": now.responsible_id,
        "seen": state_of(now),
        "asked": "1",
        **changes,
    }
    return send(phone, f"/sager/{case.id}/ret", **values)


def test_danger_comes_first_until_somebody_says_that_there_is_none(make, phone, case):
    page = phone.get(f"/sager/{case.id}").text
    order = [page.index(said) for said in ('href="tel:112"', 'id="next"', "Er der børn under 18", "Trin for trin")]
    assert order == sorted(order)
    make.fact(case, "acute", "yes")
    assert 'href="tel:112"' in phone.get(f"/sager/{case.id}").text
    Case.update(status=CaseStatus.CLOSED).execute()
    assert 'href="tel:112"' not in phone.get(f"/sager/{case.id}").text
    Case.update(status=CaseStatus.OPEN).execute()
    send(phone, f"/sager/{case.id}/oplysninger/acute", acute="no")
    assert 'href="tel:112"' not in phone.get(f"/sager/{case.id}").text


@pytest.mark.parametrize(("answer", "leads_to"), [("yes", "/underretning"), ("no", ""), ("unknown", "")])
def test_the_question_is_answered_in_one_tap(phone, case, answer, leads_to):
    assert send(phone, f"/sager/{case.id}/boern", children=answer).location == f"/sager/{case.id}{leads_to}"
    assert guide(case).facts["children"] == answer


def test_an_answer_that_is_none_changes_nothing(phone, case):
    send(phone, f"/sager/{case.id}/boern", children="perhaps")
    assert "Vælg ja, nej eller ved ikke." in phone.get(f"/sager/{case.id}").text
    assert guide(case).facts == {}


def test_the_page_says_whose_duty_it_is_and_keeps_what_was_sent(make, phone, case):
    make.fact(case, "children", "yes")
    page = phone.get(f"/sager/{case.id}/underretning").text
    for said in ("Pligten er personlig", "barnets lov §§ 132-135", "Kontrollér altid den gældende lov", "Ring 112"):
        assert said in page
    assert f'value="{today().isoformat()}"' in page
    sent = today() - timedelta(days=1)
    send(phone, f"/sager/{case.id}/underretning", sent_on=sent.isoformat(), channel="digital", not_sent="")
    facts = guide(case).facts
    assert (facts["notification_sent_on"], facts["notification_channel"]) == (sent.isoformat(), "digital")
    receipt = FollowUp.get(FollowUp.rule == "notif_receipt")
    assert receipt.due_on == RULES["notif_receipt"].due(sent)
    send(phone, f"/opfoelgninger/{receipt.id}/udfoert")
    assert guide(case).facts["notification_receipt_on"] == today().isoformat()
    assert FollowUp.get_by_id(receipt.id).done_at is not None


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Skriv, hvornår du sendte underretningen, eller hvorfor du ikke gjorde."),
        ({"sent_on": (today() + timedelta(days=2)).isoformat()}, "Dagen ligger i fremtiden."),
        ({"sent_on": "i går"}, "Skriv datoen som år-måned-dag"),
        ({"not_sent": "010190-1234 er hos mormor"}, "Det ligner et CPR-nummer."),
    ],
)
def test_neither_date_nor_reason_is_refused_and_what_was_typed_stays(make, phone, case, values, sentence):
    make.fact(case, "children", "yes")
    answer = send(phone, f"/sager/{case.id}/underretning", **values)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert all(value in answer.text for value in values.values())
    assert guide(case).facts == {"children": "yes"}


@pytest.mark.parametrize("area", [CaseArea.CONCERN, CaseArea.HOUSE_RULES])
def test_a_case_with_children_is_not_closed_in_silence(make, phone, worker, area):
    case = make.case(worker, area=area)
    make.fact(case, "children", "yes")
    for changes in ({}, {"status": "open", "area": "arrears"}, {"area": "neighbour_conflict"}):
        answer = close(phone, case, **changes)
        assert answer.status_code == 422, changes
        assert REFUSED in answer.text
    assert (Case.get().status, Case.get().area) == (CaseStatus.OPEN, area)
    assert REFUSED in phone.get(f"/sager/{case.id}").text


@pytest.mark.parametrize("known", [{"notification_sent_on": "2026-11-24"}, {"notification_not_sent": "Kollega har"}])
def test_with_a_date_or_a_reason_it_is_closed(make, phone, case, known):
    make.fact(case, "children", "yes")
    for key, value in known.items():
        make.fact(case, key, value)
    assert close(phone, case).status_code == 303
    assert Case.get().status == CaseStatus.CLOSED


@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_without_children_nothing_stands_in_the_way(make, phone, case, answer):
    make.fact(case, "children", answer)
    assert close(phone, case).status_code == 303


def test_a_very_full_home_asks_for_children_too(make, phone, worker):
    case = make.case(worker, area=CaseArea.HOUSE_RULES)
    assert "Er der børn under 18" not in phone.get(f"/sager/{case.id}").text
    make.fact(case, "track", "hoarding")
    assert "Er der børn under 18" in phone.get(f"/sager/{case.id}").text
    send(phone, f"/sager/{case.id}/boern", children="yes")
    assert close(phone, case).status_code == 422


def test_an_area_that_does_not_ask_has_no_such_page(make, phone, worker):
    other = make.case(worker)
    assert phone.get(f"/sager/{other.id}/underretning").status_code == 404
    assert send(phone, f"/sager/{other.id}/boern", children="yes").status_code == 404


# -- house rules in words


def test_the_ladder_says_what_was_given_and_what_was_not(make, phone, worker):
    case = make.case(worker, area=CaseArea.HOUSE_RULES)
    page = " ".join(phone.get(f"/sager/{case.id}").text.split())
    assert "Påmindelse (nogle siger påtale): ikke givet endnu" in page
    for key, value in (
        *(("formal_reminder_on", "2026-11-03"), ("board_decision", "conditional"), ("board_decision_on", "2026-11-20")),
        ("requested_on", "2027-06-21"),
    ):
        make.fact(case, key, value)
    page = " ".join(phone.get(f"/sager/{case.id}").text.split())
    assert f"Påmindelse (nogle siger påtale): {day(date(2026, 11, 3))}" in page
    assert f"Nævnets afgørelse: {day(date(2026, 11, 20))}, betinget lejeforhold" in page
    assert f"Lejeforholdet er betinget til og med {day(date(2027, 11, 20))}." in page
    # 28 days from 21 June: 9 left of June, none in July, 19 in August.
    assert f"Udlejeren skal handle senest {day(date(2027, 8, 19))}." in page
    assert "juli tæller ikke med" in page
    make.fact(case, "landlord_acted_on", "2027-08-01")
    assert "Udlejeren har handlet." in phone.get(f"/sager/{case.id}").text
