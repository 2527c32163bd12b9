"""One case: what comes next, how far it is, and what happened. Registered on the room's blueprint."""

from typing import Any
from uuid import UUID

from flask import request

from boligsocial.access import allow, me, visible_parties
from boligsocial.areas import TOPIC_OF
from boligsocial.audit import Event, shown
from boligsocial.cases import bp, queries
from boligsocial.cases.forms import FollowUpForm
from boligsocial.cases.panels import panel_of
from boligsocial.guidance import guide
from boligsocial.ladder import whom_to_call
from boligsocial.models import Case, Party, Role
from boligsocial.timeline import note_entries
from boligsocial.web import answer, or_404


def load(case_id: UUID) -> Case:
    """Return the case with its place, or 404."""
    return or_404(queries.case_with_place(me(), case_id))


@bp.get("/sager/<uuid:case_id>")
@allow(Role.WORKER)
def case(case_id: UUID) -> Any:
    """Show a case: what comes next, the steps, the people, what happened."""
    return case_page(load(case_id), FollowUpForm(), 200)


def case_page(case: Case, form: FollowUpForm, status: int, refused: UUID | None = None) -> Any:
    """Render the case; `refused` is the follow-up whose new day was not accepted."""
    follow_ups = queries.follow_ups(case)
    parties = list(visible_parties(me()).where(Party.case == case.id).order_by(Party.number))
    guided, topic = guide(case), TOPIC_OF[case.area]
    shown(me(), Event.CASE_READ, case)
    return answer(
        "cases/case.html",
        None,
        status,
        case=case,
        guided=guided,
        step=guided.next_step(),
        panel=panel_of(me(), case, guided),
        parties=parties,
        removed=_removed(case),
        contacts=whom_to_call(me(), topic, case.department).people,
        topic=topic,
        left_out=len(follow_ups) == queries.MOST_FOLLOW_UPS,
        open_ones=[row for row in follow_ups if row.done_at is None],
        done_ones=[row for row in follow_ups if row.done_at is not None],
        form=form,
        refused=refused,
        **_what_happened(case),
    )


def _removed(case: Case) -> Party | None:
    """Return who was just taken out of the case, for the receipt."""
    party_id = request.args.get("removed", type=UUID)
    gone = (Party.id == party_id) & (Party.case == case.id) & Party.removed_at.is_null(False)
    # nosemgrep: rows-come-from-visible - a party of a case that the person sees
    return Party.get_or_none(gone) if party_id else None


def _what_happened(case: Case) -> dict[str, Any]:
    older = request.args.get("after", "")
    entries = note_entries(queries.notes_of(me(), case, older), queries.PER_PAGE + 1)
    last = entries[queries.PER_PAGE - 1].note if len(entries) > queries.PER_PAGE else None
    return {
        "entries": entries[: queries.PER_PAGE],
        "further": queries.place_in_list(last.happened_at, last.id) if last else "",
        "is_first": not older,
    }
