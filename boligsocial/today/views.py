"""I dag for the workers, a start page for everybody else, and the menu behind "Mere"."""

from datetime import datetime, time, timedelta
from typing import Any

from flask import Blueprint, url_for
from flask_login import current_user

from boligsocial import oversight, recurrence
from boligsocial.access import EVERYBODY, allow, me, open_workers
from boligsocial.audit import Event, shown
from boligsocial.clock import day_start, instant, now, today
from boligsocial.fields import HouseForm
from boligsocial.models import Role, User
from boligsocial.sending import count_to_settle
from boligsocial.today import queries
from boligsocial.visiting import todays_visits, visits_without_note
from boligsocial.volunteering import has_promised, recent_tasks
from boligsocial.web import answer, go_to

bp = Blueprint("today", __name__)
# From this hour a visit of today without a note is asked about; earlier it may still be written.
EVENING = time(16)


@bp.get("/")
@allow(*EVERYBODY)
def start() -> Any:
    """Show the start page of the person's role."""
    if current_user.role == Role.WORKER:
        return _worker_day(current_user._get_current_object())
    if current_user.role == Role.CONTACT:
        return go_to(url_for("portal.inbox"))
    if current_user.role == Role.BOARD:
        return go_to(url_for("figures.index"))
    if current_user.role == Role.LEADER:
        return _leader_start(me())
    if current_user.role == Role.ADMIN:
        return go_to(url_for("admin.index"))
    return _volunteer_start(me())


def _leader_start(leader: User) -> Any:
    return answer(
        "today/leader.html",
        figures=queries.department_figures(),
        conflicts=recurrence.figures(),
        glasses=oversight.glasses_to_review(leader),
        samples=oversight.samples_to_sign(leader),
        alarms=oversight.alarms_to_settle(leader),
    )


def _volunteer_start(volunteer: User) -> Any:
    if not has_promised(volunteer):
        return go_to(url_for("tasks.promise"))
    workers = open_workers().order_by(User.first_name)
    return answer("today/volunteer.html", workers=list(workers), tasks=list(recent_tasks(volunteer)))


def _worker_day(worker: User) -> Any:
    day = today()
    visits = todays_visits(worker)
    waiting = queries.follow_ups_until(worker, day + timedelta(days=1))
    follow_ups = [one for one in waiting if not one.rule]
    shown(worker, Event.TODAY_READ)
    return answer(
        "today/start.html",
        combinations=queries.combinations(worker, visits),
        visits=visits,
        without_note=visits_without_note(worker, _should_be_written()),
        deadlines=queries.by_danger(waiting),
        overdue=[one for one in follow_ups if one.due_on < day],
        due=[one for one in follow_ups if one.due_on == day],
        tomorrow=[one for one in follow_ups if one.due_on > day],
        inbox=queries.what_waits(worker),
        flawed=queries.flawed_notes(worker),
        form=HouseForm(),
    )


def _should_be_written() -> datetime:
    return now() if now() >= instant(today(), EVENING) else day_start(today())


@bp.get("/mere")
@allow(*EVERYBODY)
def more() -> Any:
    """Show what the bar has no room for."""
    return answer("today/more.html", form=HouseForm(), doubtful=count_to_settle(current_user))
