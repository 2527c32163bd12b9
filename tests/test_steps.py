"""Steps: ticking lines off, filling in what a case is to know, and never going alone."""

from datetime import timedelta
from uuid import uuid4

import pytest

from boligsocial.clock import today
from boligsocial.guidance import guide
from boligsocial.models import AuditRow, Case, CaseArea, CaseFact, CaseLine, FollowUp, LineState

HTMX = {"HX-Request": "true"}


@pytest.fixture
def conflict(make, worker):
    return make.case(worker)


@pytest.fixture
def move_in(make, worker):
    return make.case(worker, area=CaseArea.MOVE_IN, dwelling=make.dwelling())


def tick(phone, case, key, state="done", headers=HTMX, **more):
    data = {"state": state, "write_id": str(uuid4()), **more}
    return phone.post(f"/sager/{case.id}/punkter/{key}", data=data, headers=headers)


def save(phone, case, sheet, **values):
    data = {"write_id": str(uuid4()), **values}
    return phone.post(f"/sager/{case.id}/oplysninger/{sheet}", data=data)


def state_of(case, key):
    row = CaseLine.get_or_none(CaseLine.case == case.id, CaseLine.key == key)
    return row.state if row else None


def events():
    return [row.event for row in AuditRow.select().order_by(AuditRow.id)]


# -- lines


def test_one_tap_ticks_a_line_and_one_more_takes_the_tick_back(phone, move_in, worker):
    page = tick(phone, move_in, "first_contact").text
    assert "1 af 28 punkter er klaret" in page
    assert 'aria-pressed="true"' in page
    row = CaseLine.get()
    assert (row.key, row.state, row.changed_by) == ("first_contact", LineState.DONE, worker)
    assert "0 af 28 punkter er klaret" in tick(phone, move_in, "first_contact", "not_begun").text
    assert state_of(move_in, "first_contact") == LineState.NOT_BEGUN
    assert events() == ["line.set", "line.set"]


def test_without_script_the_tick_leads_back_to_the_case(phone, move_in):
    answer = tick(phone, move_in, "first_contact", headers={})
    assert (answer.status_code, answer.location) == (303, f"/sager/{move_in.id}")
    elsewhere = tick(phone, move_in, "keys", headers={}, next="/sager")
    assert elsewhere.location == "/sager"
    assert tick(phone, move_in, "meters", headers={}, next="https://example.org/").location == f"/sager/{move_in.id}"


def test_a_double_tap_ticks_once(phone, move_in):
    same = str(uuid4())
    for _tap in range(2):
        tick(phone, move_in, "first_contact", write_id=same)
    assert state_of(move_in, "first_contact") == LineState.DONE
    assert events().count("line.set") == 1


def test_a_line_can_miss_something_or_not_be_relevant(phone, move_in):
    assert "Mangler noget" in tick(phone, move_in, "volunteer", "missing").text
    assert state_of(move_in, "volunteer") == LineState.MISSING
    assert "1 af 28 punkter er klaret" in tick(phone, move_in, "volunteer", "not_relevant").text


def test_a_line_that_cannot_begin_yet_stays_and_says_why(phone, conflict):
    answer = tick(phone, conflict, "agreement")
    assert answer.status_code == 422
    assert "Kan ikke begyndes endnu" in answer.text
    assert state_of(conflict, "agreement") is None
    tick(phone, conflict, "impartiality")
    assert "begge parter skal have sagt ja" in tick(phone, conflict, "agreement").text
    tick(phone, conflict, "both_agree")
    assert tick(phone, conflict, "agreement").status_code == 200


def test_a_line_that_is_not_in_the_procedure_is_not_there(phone, conflict):
    assert tick(phone, conflict, "rocket").status_code == 404
    assert tick(phone, conflict, "keys").status_code == 404


def test_a_state_that_is_none_is_refused_in_words(phone, move_in):
    answer = tick(phone, move_in, "first_contact", "maybe")
    assert answer.status_code == 422
    assert "Vælg, hvor langt punktet er." in answer.text
    assert CaseLine.select().count() == 0


def test_the_rest_of_a_moment_is_settled_in_one_go_and_what_misses_something_too(phone, move_in, worker):
    moment = guide(move_in).procedure.moments[1]
    tick(phone, move_in, moment.lines[0].key, "not_relevant")
    data = {"moment": moment.key, "write_id": str(uuid4())}
    page = phone.post(f"/sager/{move_in.id}/punkter", data=data, headers=HTMX).text
    assert f"{len(moment.lines)} af 28 punkter er klaret" in page
    assert state_of(move_in, moment.lines[0].key) == LineState.NOT_RELEVANT
    assert {state_of(move_in, line.key) for line in moment.lines[1:]} == {LineState.DONE}
    assert events()[-1] == "line.rest_settled"


# -- facts


def test_facts_are_kept_and_shown_as_people_say_them(phone, move_in):
    day = today() + timedelta(days=40)
    answer = save(phone, move_in, "keys", lease_starts_on=day.isoformat(), key_time="14.05", key_place="Kontoret")
    assert (answer.status_code, answer.location) == (303, f"/sager/{move_in.id}")
    stored = {row.key: row.value for row in CaseFact.select()}
    assert stored == {"lease_starts_on": day.isoformat(), "key_time": "14:05", "key_place": "Kontoret"}
    page = phone.get(f"/sager/{move_in.id}").text
    assert "kl. 14.05" in page
    assert "Kontoret" in page
    assert FollowUp.get(FollowUp.rule == "defect_list").due_on == day + timedelta(days=14)
    assert 'value="14:05"' in phone.get(f"/sager/{move_in.id}/oplysninger/keys").text


def test_an_amount_is_read_as_danes_write_it(phone, make, worker):
    case = make.case(worker, area=CaseArea.ARREARS)
    for typed, ore in (("4.250,00", "425000"), ("4250", "425000"), ("99,50 kr.", "9950")):
        save(phone, case, "debt", amount=typed)
        assert guide(case).facts["amount"] == ore
    assert "99,50 kr." in phone.get(f"/sager/{case.id}").text
    refused = save(phone, case, "debt", amount="meget")
    assert refused.status_code == 422
    assert "Skriv et beløb i kroner, fx 4.250,00." in refused.text
    assert 'value="meget"' in refused.text
    for wrong in ("1,234", "-5", "99999999999", "1e3", "nan"):
        assert save(phone, case, "debt", amount=wrong).status_code == 422


@pytest.mark.parametrize("field", [{"lease_starts_on": "i morgen"}, {"key_time": "25:00"}, {"keys_count": "to"}])
def test_what_cannot_be_read_is_said_and_kept(phone, move_in, field):
    answer = save(phone, move_in, "keys", key_place="Kontoret", **field)
    assert answer.status_code == 422
    assert next(iter(field.values())) in answer.text
    assert "Kontoret" in answer.text
    assert CaseFact.select().count() == 0


def test_a_cpr_number_is_refused_before_it_is_stored(phone, conflict):
    answer = save(phone, conflict, "cause", cause_reported="Det er 010190-1234, der larmer")
    assert answer.status_code == 422
    assert "Det ligner et CPR-nummer. Fjern det, før du gemmer." in answer.text
    assert CaseFact.select().count() == 0


def test_the_cause_as_reported_and_the_cause_after_the_visit_are_two(phone, conflict):
    save(phone, conflict, "cause", cause_reported="Støj om natten")
    save(phone, conflict, "cause", cause_reported="Støj om natten", cause_found="Kan ikke sove, er alene")
    page = phone.get(f"/sager/{conflict.id}").text
    assert "Støj om natten" in page
    assert "Kan ikke sove, er alene" in page


def test_a_sheet_of_another_area_is_not_there(phone, conflict):
    assert phone.get(f"/sager/{conflict.id}/oplysninger/debt").status_code == 404
    assert save(phone, conflict, "debt", amount="1").status_code == 404


# -- two together


def test_a_flag_has_a_reason_and_an_end_and_stands_first_on_the_case(phone, conflict):
    url, until = f"/sager/{conflict.id}/to-paa-besoeg", today() + timedelta(days=30)
    data = {"write_id": str(uuid4()), "reason": "Råbte og truede", "until": until.isoformat()}
    assert phone.post(url, data=data).status_code == 303
    stored = Case.get_by_id(conflict.id)
    assert (stored.two_visit_reason, stored.two_visit_until) == ("Råbte og truede", until)
    page = phone.get(f"/sager/{conflict.id}").text
    assert "Gå to på besøg" in page
    assert page.index("Råbte og truede") < page.index("Næste skridt")
    phone.post(url, data={"write_id": str(uuid4()), "reason": "Råbte og truede", "until": ""})
    assert Case.get_by_id(conflict.id).two_visit_reason == ""
    assert "Gå to på besøg" not in phone.get(f"/sager/{conflict.id}").text


def test_a_flag_that_has_run_out_is_not_shown(phone, make, worker):
    case = make.case(worker, two_visit_reason="Hunden bed", two_visit_until=today() - timedelta(days=1))
    assert "Hunden bed" not in phone.get(f"/sager/{case.id}").text


def test_on_its_last_day_a_flag_still_says_to_go_together(phone, make, worker):
    case = make.case(worker, two_visit_reason="Hunden bed", two_visit_until=today())
    assert "Hunden bed" in phone.get(f"/sager/{case.id}").text


@pytest.mark.parametrize(
    ("reason", "days", "sentence"),
    [
        ("", 10, "Skriv, hvad der er sket"),
        ("Truede", -1, "højst et halvt år frem"),
        ("Truede", 184, "højst et halvt år frem"),
    ],
)
def test_a_flag_without_reason_or_end_is_refused(phone, conflict, reason, days, sentence):
    until = (today() + timedelta(days=days)).isoformat()
    data = {"write_id": str(uuid4()), "reason": reason, "until": until}
    answer = phone.post(f"/sager/{conflict.id}/to-paa-besoeg", data=data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert Case.get_by_id(conflict.id).two_visit_until is None


# -- ticking a deadline off


def test_a_deadline_that_a_day_meets_says_what_the_tick_will_claim(phone, make, worker):
    case = make.case(worker, area=CaseArea.ARREARS)
    save(phone, case, "demand", demand_received_on=(today() - timedelta(days=20)).isoformat())
    row = FollowUp.get(FollowUp.rule == "demand_deadline")
    for page in ("/", f"/sager/{case.id}"):
        assert "Det hele er betalt" in phone.get(page).text
    phone.post(f"/opfoelgninger/{row.id}/udfoert", data={"write_id": str(uuid4())})
    assert guide(case).facts["paid_on"] == today().isoformat()
    phone.post(f"/opfoelgninger/{row.id}/genaabn", data={"write_id": str(uuid4())})
    assert "paid_on" not in guide(case).facts
    assert FollowUp.get_by_id(row.id).done_at is None


def test_a_deadline_that_nothing_in_the_case_meets_is_ticked_by_hand_and_stays_so(phone, conflict):
    save(phone, conflict, "mediation", mediation_on=(today() - timedelta(days=20)).isoformat())
    row = FollowUp.get(FollowUp.rule == "mediation_call_2_weeks")
    assert "Udført" in phone.get(f"/sager/{conflict.id}").text.partition('id="points"')[0]
    phone.post(f"/opfoelgninger/{row.id}/udfoert", data={"write_id": str(uuid4())})
    save(phone, conflict, "cause", cause_found="Ensomhed")
    assert FollowUp.get_by_id(row.id).done_at is not None


def test_a_deadline_of_the_law_is_not_postponed(phone, conflict):
    save(phone, conflict, "mediation", mediation_on=(today() - timedelta(days=20)).isoformat())
    row = FollowUp.get(FollowUp.rule == "mediation_call_2_weeks")
    answer = phone.post(f"/opfoelgninger/{row.id}/udskyd", data={"write_id": str(uuid4()), "days": "7"})
    assert answer.status_code == 404
    assert FollowUp.get_by_id(row.id).due_on == row.due_on
    assert "Udskyd" not in phone.get("/").text
