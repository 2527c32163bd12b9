"""Somebody of the portal reaches what is shared with them, and not one of 200 secrets that are not.

The same crawler, signed in as a worker, finds most of them: it is not blind.
"""

from typing import Any
from uuid import UUID

import pytest
from peewee import BlobField, CharField, TextField, UUIDField
from playhouse.fields import EnumField

from boligsocial.mailing import Outcome
from boligsocial.models import TABLES, MailState, Notice, NoticeKind, Role
from boligsocial.sending import send_due
from tests.crawler import crawler_as
from tests.secrets_world import SecretsWorld

LEAST_SECRETS = 200
PORTAL = (Role.CONTACT, Role.VOLUNTEER, Role.BOARD)
# Text that nobody writes about a person: places of business, codes, and digests.
IMPERSONAL = {
    *("HousingOrg.name", "HousingOrg.phone", "HousingOrg.email"),
    *("Department.name", "Department.street", "Department.postal_code", "Department.town"),
    *("User.password_hash", "User.language", "LoginSession.token_hash", "Activation.token_hash"),
    *("Passkey.credential_id", "Passkey.public_key", "Passkey.name", "CodeApp.secret", "LoginSession.device"),
    *("LoginChallenge.token_hash", "LoginChallenge.kind", "LoginChallenge.address_hash"),
    *("LoginAttempt.name_hash", "LoginAttempt.address_hash", "AuditRow.write_digest", "AuditRow.chain"),
    *("AuditRow.event", "AuditRow.subject_type", "AuditRow.subject_id", "AuditHead.chain"),
    *("FollowUp.rule", "CaseLine.key", "CaseFact.key", "Defect.line", "Inquiry.reference", "Delivery.needs_fix"),
    *(
        "Photo.sha256",
        "Photo.received_sha256",
        "Delivery.sha256",
        "DataRequest.digest",
        "Mask.place",
        "JournalPackage.digest",
    ),
    *("Identity.issuer", "Identity.subject", "SignonTrip.state_hash", "SignonTrip.link_hash", "SignonTrip.nonce"),
    *("SignonTrip.verifier", "SignonTrip.browser_hash", "SignonTrip.address_hash"),
    # What was typed waits here for minutes, and no page shows it but the one it goes on to.
    *("SignonTrip.next", "SignonTrip.kept", "SignonTrip.kept_action"),
    # The number and the chain of the trail's end.
    "Notice.words",
}


@pytest.fixture
def world(make):
    return SecretsWorld(make)


def ids_of_rows(most=None):
    """Return the ids of all rows, or the first few of each table, by their kind; and words that stand in addresses."""
    ids: dict[type, set[Any]] = {UUID: set(), int: set(), str: {"cause", "consent"}}
    for table in TABLES:
        own = [name for name, field in table._meta.fields.items() if field.primary_key or isinstance(field, UUIDField)]
        for row in table.select().limit(most):
            for value in (row.__data__[name] for name in own):
                if type(value) in ids:
                    ids[type(value)].add(value)
    return {kind: sorted(values) for kind, values in ids.items()}


@pytest.mark.parametrize("role", [None, *PORTAL])
def test_nobody_outside_reaches_a_secret_and_everybody_reaches_what_is_meant_for_them(
    app, make, world, role, record_property
):
    secrets, hidden = world.secrets, world.secrets.hidden_from(role)
    every, one_of_each = ids_of_rows(), ids_of_rows(1)
    crawler = crawler_as(app, make, world, role)
    crawler.guess(role, every, one_of_each)
    told = crawler.search(sorted(hidden))
    reached = secrets.found_in(crawler.read.values())
    record_property(
        "measured", f"crawler, {role}: {len(reached & hidden)} of {len(hidden)} secrets, {len(crawler.read)} addresses"
    )
    assert len(hidden) >= LEAST_SECRETS
    assert [f"{secrets.what[one]}: {crawler.where(one)}" for one in reached & hidden] == []
    assert {secrets.what[one] for one in told} == set(), "searching for these tells that they are there"
    assert crawler.told_apart == [], "these are refused otherwise than what was never there"
    assert {secrets.what[one] for one in secrets.shared_with(role) - reached} == set(), "meant for them, not reached"


def test_a_contact_person_finds_what_is_shared_by_searching_for_it(app, make, world):
    crawler = crawler_as(app, make, world, Role.CONTACT)
    assert crawler.search([world.shared.text]) == {world.shared.text}


@pytest.mark.parametrize("role", PORTAL)
def test_no_mail_holds_a_secret(app, make, world, role):
    user, shared = world.users[role], f"/portal/{world.shared.id}"
    hidden = ids_of_rows()[UUID][::5]
    for number, kind in enumerate(NoticeKind):
        for path in ("/", shared, f"/portal/{hidden[number]}", f"/sager/{hidden[number]}"):
            Notice.create(user=user, kind=kind, path=path)
    mails = []

    class Pillar:
        def hand_over(self, mail):
            mails.append(mail)
            return Outcome(MailState.SENT)

    with app.app_context():
        send_due(Pillar())
    texts = [f"{mail.as_string()}\n{mail.get_content()}" for mail in mails]
    own = {user.email.partition("@")[0]}
    assert mails
    assert world.secrets.found_in(texts) <= own


def test_every_field_that_holds_text_holds_a_secret(world):
    bare = set()
    for table in TABLES:
        for name, field in table._meta.fields.items():
            if isinstance(field, CharField | TextField | BlobField) and not isinstance(field, EnumField):
                values = [getattr(row, name) or "" for row in table.select()]
                texts = [value if isinstance(value, str) else bytes(value).decode("latin-1") for value in values]
                bare |= set() if world.secrets.found_in(texts) else {f"{table.__name__}.{name}"}
    assert bare == IMPERSONAL, "seed a secret in tests/secrets_world.py, or say in IMPERSONAL that it is about nobody"
