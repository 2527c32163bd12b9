"""A volunteer promises, accepts and finishes a task on a phone; a worker withdraws a consent in one tap."""

from datetime import timedelta

import pytest

from boligsocial.clock import now
from boligsocial.models import Consent, Promise, Resident, User, VolunteerTask

WHAT = "Vis vej til genbrugspladsen"


@pytest.fixture
def task(stored, app_and_database):
    """A task for Hanne, who has promised nothing yet."""
    with stored():
        hanne, maja = User.get(username="hanne"), User.get(username="maja")
        Promise.delete().where(Promise.user == hanne.id).execute()
        return VolunteerTask.create(
            volunteer=hanne, what=WHAT, starts_at=now() + timedelta(days=2), meeting_place="Torvet", created_by=maja
        )


def test_a_volunteer_promises_accepts_and_finishes(new_phone, stored, task):
    hanne = new_phone()
    hanne.log_in("hanne")
    assert WHAT not in hanne.text()
    assert "Tavshedspligt" in hanne.page.locator("h1").inner_text()
    hanne.go(hanne.button("Jeg lover det"))
    assert "Sæt kryds, når du har læst det." in hanne.text()
    hanne.tap(hanne.page.get_by_text("Jeg har læst det, og jeg forstår det"))
    hanne.go(hanne.button("Jeg lover det"))
    hanne.go(hanne.page.locator("a.line", has_text=WHAT))
    hanne.go(hanne.button("Jeg kan godt"))
    hanne.go(hanne.button("Udført"))
    assert "Tak. Opgaven er udført." in hanne.text()
    with stored():
        done = VolunteerTask.get_by_id(task.id)
        assert done.accepted_at is not None
        assert done.done_at is not None
        assert Promise.select().where(Promise.user == task.volunteer_id).count() == 1


def test_a_consent_is_withdrawn_in_one_tap_and_the_first_name_is_gone(maja, new_phone, stored, task):
    with stored():
        consent = Consent.get(Consent.withdrawn_at.is_null(), Consent.resident.in_(_samira()))
        shown = VolunteerTask.get(VolunteerTask.consent == consent)
        Promise.create(user=shown.volunteer_id, wording=1)
    hanne = new_phone()
    hanne.log_in("hanne")
    hanne.open(f"/mine-opgaver/{shown.id}")
    assert "Samira" in hanne.text()
    maja.open(f"/samtykker/{consent.id}")
    maja.taps = 0
    maja.go(maja.button("Træk samtykket tilbage"))
    assert maja.taps == 1
    assert "Samtykket er trukket tilbage." in maja.text()
    hanne.page.reload()
    assert "Samira" not in hanne.text()
    assert "Haldan" not in hanne.page.content()


def _samira():
    return Resident.select(Resident.id).where(Resident.name.startswith("Samira"))
