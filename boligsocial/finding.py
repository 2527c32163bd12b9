"""One thing that a check-up looked at, and who is in the database it looked into."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One thing looked at. Neither is set for what is fine, and for what is only good to know.

    `must_fix`: an operator should mend it. `must_refuse`: the server does not even start with it.
    """

    must_fix: bool
    sentence: str
    must_refuse: bool = False


def refused(sentence: str) -> Finding:
    """Return a finding over which the server stays down."""
    return Finding(True, sentence, True)


class People(NamedTuple):
    """How many can sign in as a demo person, and how many real people there are or were."""

    demo: int
    real: int

    @property
    def only_demo(self) -> bool:
        """Whether this is the demo."""
        return self.demo > 0 and self.real == 0
