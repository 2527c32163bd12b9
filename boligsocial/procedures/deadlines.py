"""The deadline rules, by key. docs/deadlines.md is the same table for people; a test holds them together."""

from datetime import date

from boligsocial.procedures import deadlines_home, deadlines_moving, deadlines_work
from boligsocial.procedures.rule import Rule, Stakes

__all__ = ["FIRST_START", "LAST_START", "RULES", "Rule", "Stakes"]

# Between these every rule has an answer; outside, the calendar is not known to be right.
FIRST_START, LAST_START = date(1900, 1, 1), date(2198, 12, 31)

RULES: dict[str, Rule] = {
    rule.key: rule for rules in (deadlines_moving, deadlines_home, deadlines_work) for rule in rules.RULES
}
