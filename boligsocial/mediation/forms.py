"""Forms of a party's own part, and of the agreement."""

from typing import Any

from wtforms import HiddenField, ValidationError

from boligsocial.facts import no_cpr
from boligsocial.fields import DayField, HouseForm, LabelledField, Line, RowField, Text, at_most
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Labelled, Party
from boligsocial.models.kinds import N_
from boligsocial.parties import state_of

_ = lazy_gettext
LONGEST_TEXT, LONGEST_POINT = 20_000, 1000
BOTH = "both"


class Said(Labelled):
    """What somebody says when asked; not asked is no yes."""

    NOT_ASKED = "not_asked", N_("Ikke spurgt")
    YES = "yes", N_("Ja")
    NO = "no", N_("Nej")


_AS_STORED: dict[Any, bool | None] = {Said.NOT_ASKED: None, Said.YES: True, Said.NO: False}
_AS_SAID = {stored: said for said, stored in _AS_STORED.items()}


class PartForm(HouseForm):
    """What a party has told and wants. `seen` is what the part said when the page was opened."""

    page_order = ("seen", "statement", "wish", "informed_on", "agrees", "may_tell")

    statement = Text(_("Hvad har parten fortalt?"), [at_most(LONGEST_TEXT), no_cpr])
    wish = Text(_("Hvad ønsker parten at opnå?"), [at_most(LONGEST_TEXT), no_cpr])
    informed_on = DayField(_("Oplysningspligten er opfyldt den"))
    agrees = LabelledField(_("Siger parten ja til mægling?"), Said, default=Said.NOT_ASKED)
    may_tell = LabelledField(_("Må jeg fortælle det videre til den anden part?"), Said, default=Said.NOT_ASKED)
    seen = HiddenField()

    @classmethod
    def of(cls, party: Party) -> "PartForm":
        """Return the form as the part stands."""
        return cls(
            statement=party.statement,
            wish=party.wish,
            informed_on=party.informed_on,
            agrees=_AS_SAID[party.agrees],
            may_tell=_AS_SAID[party.may_tell],
            seen=state_of(party),
        )

    def start_again_from(self, party: Party) -> None:
        """Say that the part changed meanwhile, and take what it says now for what the worker has seen."""
        self.seen.data = state_of(party)
        self.seen.errors = [gettext("En anden har rettet imens. Se, hvad der står nu, ret dit til, og gem igen.")]

    def values(self) -> dict[str, Any]:
        """Return the party's columns."""
        return {
            "statement": self.statement.data or "",
            "wish": self.wish.data or "",
            "informed_on": self.informed_on.data,
            "agrees": _AS_STORED[self.agrees.data or Said.NOT_ASKED],
            "may_tell": _AS_STORED[self.may_tell.data or Said.NOT_ASKED],
        }


class AssignForm(HouseForm):
    """Which party a note belongs to; nothing is the mediation. Call `party.offer(rows)` first."""

    party = RowField(_("Hvem hører notatet til?"))

    def validate_party(self, field: RowField) -> None:
        """Somebody of another case, or nobody at all, is not the mediation."""
        if field.data is None and any(field.raw_data or ()):
            raise ValidationError(gettext("Vælg en af parterne, eller vælg mæglingen."))


class PointForm(HouseForm):
    """Who does what from when. Call `offer` before validating or showing it."""

    page_order = ("who", "what", "from_on")

    who = Line(_("Hvem gælder det?"))
    what = Text(_("Hvad er aftalt?"), [at_most(LONGEST_POINT), no_cpr])
    from_on = DayField(_("Fra hvornår?"))

    def offer(self, parties: list[Party]) -> None:
        """Say who the parties are."""
        self.parties = {str(party.id): party for party in parties}

    def choices(self) -> list[tuple[str, str]]:
        """Return the parties by their letters, and both."""
        letters = [(key, gettext("Part %(letter)s", letter=party.letter)) for key, party in self.parties.items()]
        return [*letters, (BOTH, gettext("Begge"))]

    def validate_who(self, field: Line) -> None:
        """A point that is nobody's is done by nobody."""
        if field.data != BOTH and field.data not in self.parties:
            raise ValidationError(gettext("Vælg, hvem punktet gælder."))

    def validate_what(self, field: Text) -> None:
        """A point says something."""
        if not (field.data or "").strip():
            raise ValidationError(gettext("Skriv, hvad der er aftalt, fx »Musikken er slukket efter kl. 22«."))

    def values(self) -> dict[str, Any]:
        """Return the point's columns."""
        party = self.parties.get(self.who.data or "")
        return {"party": party, "what": (self.what.data or "").strip(), "from_on": self.from_on.data}
