"""What a leader says of the reads of a sample, and of an alarm."""

import json
from typing import NamedTuple

from flask import request
from wtforms import HiddenField

from boligsocial.facts import LONGEST_LINE, no_cpr
from boligsocial.fields import HouseForm, Line, at_most, holds_cpr, required
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Finding, SampleRow

_ = lazy_gettext


class Judged(NamedTuple):
    """What is said of a read; None is nothing yet."""

    finding: Finding | None
    remark: str


class JudgeForm(HouseForm):
    """A finding and a remark for each row of the sample. Call `offer(rows)` first."""

    # All that was filled in, so that another content is another submission.
    answers = HiddenField()

    rows: list[SampleRow]
    said: dict[int, Judged]

    def offer(self, rows: list[SampleRow]) -> None:
        """Say which rows are asked about, and read what was said of them, or show what is stored."""
        self.rows = rows
        self.said = {row.id: self._of(row) for row in rows}
        self.answers.data = json.dumps([[row_id, *map(str, judged)] for row_id, judged in self.said.items()])

    def _of(self, row: SampleRow) -> Judged:
        if not self.is_submitted():
            return Judged(row.finding, row.remark)
        finding = request.form.get(f"finding-{row.id}", "")
        remark = " ".join(request.form.get(f"remark-{row.id}", "").replace("\0", "").split())
        return Judged(Finding(finding) if finding in list(Finding) else None, remark)

    def flaws(self) -> list[tuple[str, str]]:
        """Return (id of the field, sentence) for each row that says too little, too much or a number of a person."""
        found = []
        for row_id, (finding, remark) in self.said.items():
            name = f"remark-{row_id}"
            if finding == Finding.LOOK_INTO and not remark:
                found.append((name, gettext("Skriv, hvad der skal undersøges.")))
            if len(remark) > LONGEST_LINE:
                found.append((name, gettext("Teksten er for lang. Skriv højst %(max)d tegn.") % {"max": LONGEST_LINE}))
            if holds_cpr(remark):
                found.append((name, gettext("Det ligner et CPR-nummer. Fjern det, og gem igen.")))
        return found


class SettleForm(HouseForm):
    """What came of an alarm."""

    remark = Line(
        _("Hvad viste det sig at være?"),
        [required(_("Skriv, hvad det viste sig at være.")), at_most(LONGEST_LINE), no_cpr],
    )
