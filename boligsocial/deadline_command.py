"""`flask deadline`: a deadline counted by hand, for whoever doubts one."""

import re
from datetime import date

import click
from babel.dates import format_date

from boligsocial.procedures.deadlines import FIRST_START, LAST_START, RULES
from boligsocial.workdays import next_weekday


def _start_day(_context: click.Context, _parameter: click.Parameter, value: str) -> date:
    # fromisoformat alone also takes 20261124 and 2026-W48-2, which nobody means to write.
    try:
        day = date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) else None
    except ValueError:
        day = None
    if day is None:
        raise click.BadParameter(f"'{value}' is no day; write it as year-month-day, e.g. 2026-11-24.")
    if not FIRST_START <= day <= LAST_START:
        raise click.BadParameter(f"The rules are known for the years {FIRST_START.year} to {LAST_START.year}.")
    return day


@click.command()
@click.argument("key", metavar="KEY", type=click.Choice(list(RULES)))
@click.argument("start", metavar="START-DATE", callback=_start_day)
def deadline(key: str, start: date) -> None:
    """Print the day that rule KEY gives when it counts from START-DATE (2026-11-24), and the rule in Danish."""
    rule = RULES[key]
    due = rule.due(start)
    click.echo(due.isoformat())
    click.echo(_in_words(due))
    if key == "demand_earliest" and (weekday := next_weekday(due)) != due:
        click.echo(f"Næste hverdag: {_in_words(weekday)}")
    click.echo(f"{rule.title.da}: {rule.says.da}")
    click.echo(f"Lov: {rule.law or 'ingen; et eget mål, en aftale eller praksis'}")
    click.echo(f"Kilde: {'eget' if rule.source == 'own' else rule.source}")
    if rule.must_check:
        click.echo("Kontrollér altid reglen mod den gældende lov.")


def _in_words(day: date) -> str:
    return format_date(day, "EEEE d. MMMM y", locale="da")
