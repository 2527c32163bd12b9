"""Looking up accounts, for administrators."""

from datetime import datetime
from typing import NamedTuple

from peewee import ModelSelect, fn

from boligsocial.access import visible_departments
from boligsocial.audit import Event
from boligsocial.models import AuditRow, Department, Membership, Role, User

PAGE = 50


class Account(NamedTuple):
    """A line of the list."""

    user: User
    last_login: datetime | None


def visible_users(admin: User) -> ModelSelect:
    """Accounts, closed ones too; for nobody but administrators."""
    return User.select() if admin.role == Role.ADMIN else User.select().where(False)


def others(admin: User) -> ModelSelect:
    """The open accounts of other people; one's own ways in are on one's own page."""
    return visible_users(admin).where(User.closed_at.is_null(), User.id != admin.id)


def page_of_accounts(admin: User, page: int) -> tuple[list[Account], bool]:
    """Return the accounts on a page of the list, counted from 1, open ones first, and whether more follow."""
    in_order = visible_users(admin).order_by(User.closed_at.is_null(False), User.full_name, User.id)
    users = list(in_order.limit(PAGE + 1).offset((page - 1) * PAGE))
    logins = last_logins(users[:PAGE])
    return [Account(user, logins.get(user.id)) for user in users[:PAGE]], len(users) > PAGE


def last_logins(users: list[User]) -> dict[int, datetime]:
    """Return when each of these people last logged in; the trail knows also after the session has ended."""
    rows = (
        AuditRow.select(AuditRow.subject_id, fn.MAX(AuditRow.at).alias("latest"))
        .where(
            AuditRow.subject_type == "User",
            AuditRow.subject_id.in_([str(user.id) for user in users]),
            AuditRow.event == Event.LOGGED_IN.value,
        )
        .group_by(AuditRow.subject_id)
    )
    return {int(subject_id): latest for subject_id, latest in rows.tuples()}


def departments_for(admin: User) -> ModelSelect:
    """The departments a contact person or board member can belong to."""
    return visible_departments(admin).order_by(Department.name)


def departments_of(user: User) -> list[Department]:
    """Return the departments that the person belongs to."""
    return list(Department.select().join(Membership).where(Membership.user == user.id))
