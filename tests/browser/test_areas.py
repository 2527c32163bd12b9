"""Each work area walked on a phone from opening to closing, and the taps that the day is made of, counted."""

import re
from datetime import timedelta

import pytest

from boligsocial.clock import today
from boligsocial.models import Case, CaseArea, CaseFact, CaseStatus, Department, FollowUp, Party, User
from boligsocial.procedures import PROCEDURES
from tests.browser.phone import Phone

AREAS = list(CaseArea)


def open_case(maja: Phone, stored, area: CaseArea) -> Case:
    """Open a case as a worker does, and return it; her phone shows its page."""
    maja.open("/sager/ny")
    maja.tap(maja.chip("Område", area.label))
    maja.tap(maja.page.locator("#department label.chip").first)
    maja.go(maja.button("Opret sag"))
    maja.page.get_by_role("heading", name=area.label, exact=True).first.wait_for()
    with stored():
        return Case.select().where(Case.area == area).order_by(Case.opened_at.desc()).first()


def next_lines(maja: Phone, area: CaseArea) -> int:
    """Tap "Udført" at the top until all is done, and return how often."""
    taps = 0
    while maja.page.locator("#next").get_by_role("button", name=re.compile("^Udført")).count():
        maja.go(maja.page.locator("#next button").last)
        taps += 1
        assert taps <= 40, f"the case of {area} never ends"
    return taps


def close(maja: Phone, case: Case) -> None:
    """Close the case on its own page; what is left to follow up stays listed."""
    maja.go(maja.link("Afslut sagen"))
    maja.go(maja.button("Gem sagen"))
    if maja.page.locator("#finished").count():
        maja.go(maja.button("Gem sagen"))


@pytest.mark.parametrize("area", AREAS, ids=list(PROCEDURES))
def test_a_case_of_every_area_is_walked_from_opening_to_closing(maja, stored, area):
    case = open_case(maja, stored, area)
    assert re.search(rf"{area.label}, .+\. Sagen er nået til: .+\. 0 af \d+ punkter er klaret\.", maja.text())
    lines = [line for line in PROCEDURES[area.value].lines() if line.when is None]
    assert next_lines(maja, area) >= len(lines)
    assert f"{len(lines)} af {len(lines)} punkter er klaret" in maja.text()
    assert "Alle punkter er klaret" in maja.text()
    close(maja, case)
    with stored():
        assert Case.get_by_id(case.id).status == CaseStatus.CLOSED
    assert "Sagen er afsluttet." in maja.text()


def test_a_line_of_the_checklist_is_one_tap_and_stays_ticked(maja, stored):
    case = open_case(maja, stored, CaseArea.MOVE_IN)
    maja.taps = 0
    maja.tap(maja.page.locator("#point-interpreter button.row"))
    maja.page.locator('#point-interpreter button[aria-pressed="true"]').wait_for()
    assert maja.taps == 1
    maja.open(f"/sager/{case.id}")
    assert "1 af 28 punkter er klaret" in maja.text()


def test_a_step_of_a_mediation_is_at_most_two_taps(maja, stored):
    open_case(maja, stored, CaseArea.NEIGHBOUR_CONFLICT)
    maja.taps = 0
    maja.go(maja.page.locator("#next").get_by_role("button", name=re.compile("^Udført")))
    assert maja.taps <= 2
    assert "1 af 12 punkter er klaret" in maja.text()
    locked = maja.page.locator("#point-agreement")
    maja.tap(maja.page.locator("summary", has_text=re.compile(r"^\s*Mødet")))
    assert "Kan ikke begyndes endnu: begge parter skal have sagt ja." in locked.inner_text()
    assert locked.locator("button.row").is_disabled()


def test_the_call_about_arrears_is_two_taps_from_i_dag_and_its_log_two_more(maja, stored):
    with stored():
        case = Case.select().join(User).where(Case.area == CaseArea.ARREARS, User.username == "maja").first()
        attempts = case.contact_attempts.count()
    maja.open("/")
    maja.taps = 0
    maja.go(maja.page.locator(f'a.what[href="/sager/{case.id}"]').first)
    call = maja.page.locator("#next a[href^='tel:']")
    assert re.match(r"tel:\+45[-\d]{8,}", call.get_attribute("href") or "")
    # The tap that rings leaves the browser, so it is counted and not made.
    assert maja.taps + 1 == 2
    maja.tap(maja.button("Intet svar"))
    maja.page.locator("#attempts .receipt").wait_for()
    assert maja.taps + 1 <= 4
    with stored():
        assert case.contact_attempts.count() == attempts + 1


def test_a_concern_with_children_is_not_closed_in_silence(maja, stored):
    case = open_case(maja, stored, CaseArea.CONCERN)
    assert maja.page.locator("a[href='tel:112']").is_visible()
    maja.go(maja.page.locator("#children").get_by_role("button", name="Ja", exact=True))
    assert "Du har selv pligt til at underrette" in maja.text()
    maja.open(f"/sager/{case.id}")
    maja.go(maja.link("Afslut sagen"))
    maja.go(maja.button("Gem sagen"))
    assert "Der er børn i hjemmet." in maja.page.locator("#summary").inner_text()
    with stored():
        assert Case.get_by_id(case.id).status == CaseStatus.OPEN
    maja.open(f"/sager/{case.id}/underretning")
    maja.go(maja.button("Gem"))
    with stored():
        sent = CaseFact.get(CaseFact.case == case.id, CaseFact.key == "notification_sent_on")
        assert sent.value == today().isoformat()
        assert FollowUp.get(FollowUp.case == case.id, FollowUp.rule == "notif_receipt").due_on > today()
    close(maja, case)
    with stored():
        assert Case.get_by_id(case.id).status == CaseStatus.CLOSED


def test_what_one_side_of_a_conflict_tells_is_on_no_page_of_the_other(maja, stored):
    secret = "Lyset blinker hver nat kl. 03.12"
    with stored():
        ours, theirs = Party.select().where(Party.statement != "").order_by(Party.number)
    maja.open(f"/parter/{ours.id}")
    maja.page.get_by_label("Hvad har parten fortalt?").fill(secret)
    maja.go(maja.button("Gem"))
    maja.open(f"/parter/{ours.id}")
    assert secret in maja.page.content()
    for path in (f"/parter/{theirs.id}", f"/parter/{theirs.id}/udskrift", f"/beboere/{theirs.resident_id}"):
        assert maja.open(path) == 200
        assert secret not in maja.page.content()
    for path in (f"/sager/{ours.case_id}", f"/sager/{ours.case_id}/aftale", f"/sager/{ours.case_id}/aftale/udskrift"):
        assert maja.open(path) == 200
        assert secret not in maja.page.content()


def test_a_worker_who_is_inhabil_hands_the_case_over_and_it_is_gone(maja, new_phone, stored):
    case = open_case(maja, stored, CaseArea.HOUSE_RULES)
    maja.go(maja.link("Jeg er inhabil"))
    maja.tap(maja.page.get_by_text("Jonas Abildtorp", exact=True))
    maja.go(maja.button("Giv sagen videre"))
    assert "Du kan ikke åbne den mere." in maja.text()
    assert maja.open(f"/sager/{case.id}") == 404
    jonas = new_phone()
    jonas.log_in("jonas")
    assert jonas.open(f"/sager/{case.id}") == 200


def test_a_deadline_waits_on_i_dag_with_its_reason(maja, stored):
    case = open_case(maja, stored, CaseArea.MOVE_IN)
    maja.open(f"/sager/{case.id}/oplysninger/keys")
    maja.page.get_by_label("Lejemålet begynder").fill((today() - timedelta(days=12)).isoformat())
    maja.go(maja.button("Gem oplysninger"))
    with stored():
        assert Department.select().exists()
        row = FollowUp.get(FollowUp.case == case.id, FollowUp.rule == "defect_list")
    maja.open("/")
    line = maja.page.locator(f"#follow-up-{row.id}")
    assert "om 2 dage" in line.inner_text().lower()
    maja.tap(line.locator("summary"))
    assert "Kilde: bdk.dk, aabnet.dk, tlfrh.dk." in line.inner_text()
