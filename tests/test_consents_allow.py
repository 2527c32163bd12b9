"""What a consent allows: what it names, to whom it names, in its case, while it lasts."""

from datetime import timedelta

import pytest

from boligsocial.access import lasting_consents
from boligsocial.clock import now, today
from boligsocial.consenting import consents_for, consents_of_case, info_kind_of
from boligsocial.models import Consent, InfoKind, Topic


@pytest.fixture
def case(make, worker):
    return make.case(worker)


@pytest.fixture
def party(make, case):
    return make.party(case)


@pytest.fixture
def lone(make, case):
    return make.contact(case.department)


def test_every_topic_is_of_a_type():
    assert {info_kind_of(topic) for topic in Topic} == set(InfoKind) - {InfoKind.CONTACT}


def test_a_consent_allows_what_it_names_and_no_more(make, case, party, lone):
    def allowed(kind=InfoKind.HOME, recipient=lone, of_case=case):
        return [one.id for one in consents_for(of_case, recipient, kind)]

    short = make.consent(case, lone, kinds=[InfoKind.HOME], until_on=today())
    assert allowed() == [short.id]
    assert allowed(InfoKind.RENT) == []
    assert allowed(recipient=make.contact(case.department)) == []
    assert allowed(of_case=make.case()) == []
    longer = make.consent(case, lone, kinds=[InfoKind.HOME])
    assert allowed() == [longer.id, short.id]
    for change in ({"withdrawn_at": now()}, {"until_on": today() - timedelta(days=1)}):
        Consent.update(**change).where(Consent.id == short.id).execute()
        assert allowed() == [longer.id]
        Consent.update(withdrawn_at=None).where(Consent.id == short.id).execute()
    party.removed_at = now()
    party.save()
    assert allowed() == []


@pytest.mark.parametrize(
    ("change", "lasts"),
    [
        ({}, True),
        ({"from_on": today(), "until_on": today()}, True),
        ({"from_on": today() + timedelta(days=1)}, False),
        ({"until_on": today() - timedelta(days=1)}, False),
        ({"withdrawn_at": now()}, False),
    ],
)
def test_the_row_says_the_same_as_the_database(make, case, party, lone, change, lasts):
    consent = make.consent(case, lone, **change)
    assert Consent.get_by_id(consent.id).lasts == (consent in lasting_consents()) == lasts


def test_many_types_and_people_come_together_in_one_entry(make, case, party, lone):
    kinds = [InfoKind.WELLBEING, InfoKind.CONTACT, InfoKind.RENT]
    others = [make.contact(case.department), make.contact(case.department)]
    consent = make.consent(case, lone, *others, kinds=kinds)
    second = make.consent(case, lone, kinds=[InfoKind.HOME], recorded_at=now() + timedelta(hours=1))
    newest, entry = consents_of_case(case)
    assert (newest.consent, newest.kinds, newest.recipients) == (second, [InfoKind.HOME], [lone])
    assert (entry.consent, entry.kinds) == (consent, [InfoKind.CONTACT, InfoKind.RENT, InfoKind.WELLBEING])
    assert {user.id for user in entry.recipients} == {lone.id, *(user.id for user in others)}
    assert entry.consent.resident == party.resident
