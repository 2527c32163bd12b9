"""The tries to reach a resident, counted over the channels."""

from collections import Counter
from dataclasses import dataclass

from boligsocial.models import Case, Channel, ContactAttempt

# More are counted, but nobody needs to see them one by one.
MOST = 200


@dataclass(frozen=True)
class Attempts:
    """The tries of a case, the latest first."""

    rows: list[ContactAttempt]

    @property
    def counts(self) -> list[tuple[Channel, int]]:
        """How often each channel was tried, those never tried too."""
        found = Counter(row.channel for row in self.rows)
        return [(channel, found[channel]) for channel in Channel]

    @property
    def every_way_was_tried(self) -> bool:
        """Whether each of the five channels was tried at least once."""
        return all(count for _channel, count in self.counts)


def attempts_of(case: Case) -> Attempts:
    """Return the tries of a case that the person may see; one statement."""
    rows = ContactAttempt.select().where(ContactAttempt.case == case.id, ContactAttempt.undone_at.is_null())
    return Attempts(list(rows.order_by(ContactAttempt.made_at.desc(), ContactAttempt.id).limit(MOST)))
