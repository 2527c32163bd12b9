"""The parties of a neighbour conflict: each has a part of the case of its own, which no other party's page shows."""

import hashlib
import json

from peewee import ModelSelect

from boligsocial.access import visible_parties
from boligsocial.models import Case, CaseArea, Note, Party, User


def visible_parts(user: User) -> ModelSelect:
    """Parties with a part of their own, with the resident: those of a neighbour conflict.

    A case that was taken to another area loses nothing: a part with notes stays.
    """
    conflicts = Case.select(Case.id).where(Case.area == CaseArea.NEIGHBOUR_CONFLICT)
    with_notes = Note.select(Note.party).where(Note.party.is_null(False))
    return visible_parties(user).where(Party.case.in_(conflicts) | Party.id.in_(with_notes))


def state_of(party: Party) -> str:
    """Return a digest of what a part says: it travels through a form and tells whether somebody changed it since."""
    says = [party.statement, party.wish, str(party.informed_on), party.agrees, party.may_tell]
    return hashlib.sha256(json.dumps(says).encode()).hexdigest()[:32]
