"""Arrears: the clock against the last day to pay, the tries to reach somebody, and when an eviction was averted."""

from datetime import date, timedelta
from urllib.parse import unquote
from uuid import uuid4

import pytest

from boligsocial.arrears_clock import arrears_clock, eviction_averted
from boligsocial.clock import today
from boligsocial.models import AuditRow, CaseArea, CaseLine, Channel, ContactAttempt, Reached

HTMX = {"HX-Request": "true"}
DAY = date(2027, 3, 1)


@pytest.fixture
def case(make, worker):
    return make.case(worker, area=CaseArea.ARREARS, dwelling=make.dwelling())


def attempt(phone, case, channel="call", outcome="no_answer", headers=HTMX, **more):
    data = {"write_id": str(uuid4()), "channel": channel, "outcome": outcome, **more}
    return phone.post(f"/sager/{case.id}/kontaktforsoeg", data=data, headers=headers)


def know(make, case, **facts):
    for key, value in facts.items():
        make.fact(case, key, value if isinstance(value, str) else value.isoformat())


# -- the clock, as worked out by hand


@pytest.mark.parametrize(
    ("due", "earliest", "sent", "pay_by"),
    [
        ("2026-12-01", "2026-12-05", "2026-12-07", "2026-12-21"),
        ("2027-01-01", "2027-01-08", "2027-01-08", "2027-01-22"),
        ("2027-04-01", "2027-04-07", "2027-04-07", "2027-04-21"),
        ("2028-06-01", "2028-06-08", "2028-06-08", "2028-06-22"),
    ],
)
def test_the_demand_and_the_last_day_to_pay(due, earliest, sent, pay_by):
    clock = arrears_clock({"rent_due_on": due, "demand_received_on": sent}, DAY)
    assert (clock.demand_earliest, clock.pay_by) == (date.fromisoformat(earliest), date.fromisoformat(pay_by))


@pytest.mark.parametrize(("days", "is_too_late"), [("13", False), ("14", False), ("15", True), ("", True)])
def test_help_is_too_late_when_it_comes_after_the_last_day_and_not_on_it(days, is_too_late):
    facts = {"demand_received_on": "2027-03-01", "processing_days": days}
    clock = arrears_clock(facts, DAY)
    assert (clock.pay_by, clock.is_too_late) == (date(2027, 3, 15), is_too_late)
    assert clock.processing_days == int(days or 28)


def test_help_runs_from_the_day_it_was_sought_and_else_from_today():
    facts = {"demand_received_on": "2027-03-01", "processing_days": "20"}
    assert arrears_clock(facts, DAY).help_on == date(2027, 3, 21)
    sought = arrears_clock({**facts, "relief_sought_on": "2027-02-20"}, DAY)
    assert (sought.help_on, sought.is_sought, sought.is_too_late) == (date(2027, 3, 12), True, False)


def test_help_that_should_have_come_by_now_comes_today_at_the_earliest():
    facts = {"demand_received_on": "2027-02-22", "processing_days": "10", "relief_sought_on": "2027-02-18"}
    for day, is_overdue, is_too_late in ((28, False, False), (31, True, False), (37, True, True)):
        clock = arrears_clock(facts, date(2027, 2, 1) + timedelta(days=day - 1))
        assert (clock.is_overdue, clock.is_too_late) == (is_overdue, is_too_late), clock.day
    never_sought = arrears_clock({"demand_received_on": "2027-02-22", "processing_days": "0"}, date(2027, 3, 8))
    assert (never_sought.is_overdue, never_sought.is_too_late) == (False, False)


def test_what_is_not_known_runs_no_clock_and_what_is_paid_ends_it():
    clock = arrears_clock({}, DAY)
    assert (clock.demand_earliest, clock.pay_by, clock.is_too_late) == (None, None, False)
    assert arrears_clock({"demand_received_on": "2027-03-01", "paid_on": "2027-03-02"}, DAY) is None


def test_an_eviction_is_averted_only_three_months_after_the_later_step():
    facts = {"termination_on": "2026-10-01", "bailiff_on": "2026-11-15"}
    assert eviction_averted({"tenancy_continues_on": "2027-02-15"}, DAY) is None
    assert eviction_averted(facts, DAY).from_on == date(2027, 2, 15)
    for seen, is_so in (("2027-01-02", False), ("2027-02-14", False), ("2027-02-15", True), ("2027-03-02", False)):
        assert eviction_averted({**facts, "tenancy_continues_on": seen}, DAY).is_so == is_so, seen
    only_terminated = {"termination_on": "2026-10-01", "tenancy_continues_on": "2027-01-02"}
    assert eviction_averted(only_terminated, DAY).is_so


@pytest.mark.parametrize("lost", [{"outcome": "moved"}, {"outcome": "evicted"}, {"eviction_on": "2027-02-01"}])
def test_who_has_lost_the_home_has_averted_nothing(lost):
    facts = {"bailiff_on": "2026-10-01", "tenancy_continues_on": "2027-02-01", **lost}
    averted = eviction_averted(facts, DAY)
    assert (averted.is_so, averted.from_on) == (False, None)


# -- on the case's page


def test_a_clock_that_is_too_late_is_red_and_says_whom_to_ring(make, phone, case):
    know(make, case, demand_received_on=today() - timedelta(days=3))
    page = phone.get(f"/sager/{case.id}").text
    clock = page.partition('id="arrears-clock"')
    assert clock[0].rstrip().endswith('class="notice danger stack-s"')
    assert "Hjælpen når ikke frem i tide. Ring til ydelseskontoret i dag" in clock[2]
    assert "Kommunen bruger omkring 28 dage" in clock[2]


def test_a_clock_in_time_is_calm(make, phone, case):
    know(make, case, demand_received_on=today(), relief_sought_on=today(), processing_days="5")
    page = phone.get(f"/sager/{case.id}").text
    assert "Hjælpen kan nå frem i tide." in page
    assert "når ikke frem" not in page
    assert "Hjælp er søgt. Kommunen bruger omkring 5 dage" in page


def test_help_that_should_have_come_is_asked_for(make, phone, case):
    know(make, case, demand_received_on=today(), relief_sought_on=today() - timedelta(days=6), processing_days="5")
    page = phone.get(f"/sager/{case.id}").text
    assert "svaret skulle være kommet" in page
    assert "Ring til ydelseskontoret i dag, og spørg efter svaret." in page
    assert "Hjælpen kan nå frem i tide." not in page


def test_a_last_day_that_has_passed_asks_what_happened(make, phone, case):
    know(make, case, demand_received_on=today() - timedelta(days=30), relief_sought_on=today() - timedelta(days=60))
    page = phone.get(f"/sager/{case.id}").text
    assert "Hør, hvad der er sket, og ring til udlejeren." in page
    assert "Der skal være betalt senest" not in page
    assert "Hjælpen kan nå frem i tide." not in page
    assert 'class="notice danger stack-s" id="arrears-clock"' in page


def test_averted_stands_there_only_when_it_is_so(make, phone, case):
    know(make, case, termination_on=today() - timedelta(days=200))
    assert "Afværget udsættelse." not in phone.get(f"/sager/{case.id}").text
    assert "kan først siges" in phone.get(f"/sager/{case.id}").text
    know(make, case, tenancy_continues_on=today())
    assert "Afværget udsættelse." in phone.get(f"/sager/{case.id}").text


def test_one_tap_keeps_what_came_of_a_call_and_one_more_takes_it_back(phone, case, worker):
    page = attempt(phone, case, outcome="reached").text
    row = ContactAttempt.get()
    assert (row.channel, row.outcome, row.made_by) == (Channel.CALL, Reached.REACHED, worker)
    assert "Opkald 1, sms 0, brev 0, bank på 0, kort i døren 0. 1 forsøg i alt, senest i dag" in " ".join(page.split())
    undone = phone.post(f"/kontaktforsoeg/{row.id}/fortryd", data={"write_id": str(uuid4())}, headers=HTMX).text
    assert "0 forsøg i alt" in undone
    assert ContactAttempt.get().undone_at is not None
    events = [one.event for one in AuditRow.select().order_by(AuditRow.id)]
    assert events == ["attempt.made", "attempt.undone"]


def test_a_double_tap_is_one_try_and_without_script_it_leads_back(phone, case):
    same = str(uuid4())
    answers = [attempt(phone, case, headers={}, write_id=same) for _tap in range(2)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, f"/sager/{case.id}")}
    assert ContactAttempt.select().count() == 1


@pytest.mark.parametrize(
    ("channel", "outcome", "sentence"),
    [("pigeon", "reached", "Vælg, hvordan du forsøgte"), ("call", "maybe", "Vælg, hvordan det gik.")],
)
def test_a_try_that_says_nothing_is_refused_in_words(phone, case, channel, outcome, sentence):
    answer = attempt(phone, case, channel, outcome)
    assert answer.status_code == 422
    assert sentence in answer.text
    attempt(phone, case, channel, outcome, headers={})
    assert sentence in phone.get(f"/sager/{case.id}").text
    assert ContactAttempt.select().count() == 0


def test_when_every_way_was_tried_the_tick_is_offered_and_not_made(phone, case):
    for channel in list(Channel)[:4]:
        page = attempt(phone, case, channel.value).text
    assert "Alle fem veje er forsøgt." not in page
    assert "Alle fem veje er forsøgt." in attempt(phone, case, "card").text
    assert CaseLine.select().count() == 0
    data = {"state": "done", "write_id": str(uuid4())}
    phone.post(f"/sager/{case.id}/punkter/contact_tried", data=data)
    assert "Alle fem veje" not in phone.get(f"/sager/{case.id}").text


def test_only_a_case_of_arrears_counts_tries(make, phone, worker):
    other = make.case(worker)
    assert attempt(phone, other).status_code == 404
    assert ContactAttempt.select().count() == 0


def test_the_text_message_says_neither_amount_nor_reason(make, worker, case):
    worker.phone, worker.title = "+4545801234", "restancerådgiver"
    worker.save()
    make.party(case, make.resident(name="Amina Prøve", phone="+4520304050"))
    know(make, case, amount="842500")
    page = make.client(worker).get(f"/sager/{case.id}").text
    href = page.partition('href="sms:+4520304050?&amp;body=')[2].partition('"')[0]
    assert unquote(href) == "Hej. Ring til mig, når du har tid. Hilsen Maja, boligsocial medarbejder, tlf. 45 80 12 34"
