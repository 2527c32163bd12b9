"""By which ways a person gets in, and what takes them away. Called from actions, in their transactions."""

from datetime import datetime
from typing import NamedTuple

from boligsocial.audit import Event
from boligsocial.clock import now
from boligsocial.models import (
    Activation,
    AuditRow,
    CodeApp,
    Identity,
    LoginChallenge,
    LoginSession,
    NoticeKind,
    Passkey,
    Role,
    User,
)
from boligsocial.models.kinds import N_
from boligsocial.notices import tell

# Changes of the ways in, and of what an administrator did to them, in the words in which their person reads them.
CHANGES = {
    Event.PASSKEY_ADDED: N_("Adgangsnøgle oprettet"),
    Event.PASSKEY_REMOVED: N_("Adgangsnøgle fjernet"),
    Event.PASSKEY_REVOKED: N_("Adgangsnøgle spærret"),
    Event.PASSKEY_COPIED: N_("Adgangsnøgle spærret, fordi den så ud til at være kopieret"),
    Event.CODE_APP_SET: N_("App til engangskoder sat op"),
    Event.PASSWORD_CHANGED: N_("Adgangskode skiftet"),
    Event.LOGINS_ENDED: N_("Logget ud overalt"),
    Event.USER_INVITED: N_("Nyt link fra administrator"),
}
LATEST = 5


class Change(NamedTuple):
    """A change of a person's ways in; `words` is a Danish sentence that is still to be translated."""

    at: datetime
    words: str


def live_passkeys(user: User) -> list[Passkey]:
    """Return the passkeys that open, the oldest first."""
    mine = Passkey.select().where(Passkey.user == user.id, Passkey.revoked_at.is_null())
    return list(mine.order_by(Passkey.id))


def code_app(user: User) -> CodeApp | None:
    """Return the app that makes the person's one-time codes."""
    found: CodeApp | None = CodeApp.get_or_none(CodeApp.user == user.id)
    return found


def comes_by_municipality(user: User) -> bool:
    """Return whether the municipality's own login says who the person is; then there is no other way in."""
    return Identity.select().where(Identity.user == user.id).exists()


def has_had_second_factor(user: User) -> bool:
    """Return whether the person ever had more than a password: then a password alone leads nowhere."""
    return code_app(user) is not None or Passkey.select().where(Passkey.user == user.id).exists()


def latest_changes(user: User) -> list[Change]:
    """Return the newest changes of the person's ways in, from the trail."""
    about = (AuditRow.subject_type == "User") & (AuditRow.subject_id == str(user.id))
    rows = AuditRow.select(AuditRow.at, AuditRow.event).where(about, AuditRow.event.in_(list(CHANGES)))
    newest = rows.order_by(AuditRow.id.desc()).limit(LATEST)
    return [Change(row.at, CHANGES[Event(row.event)]) for row in newest]


def tell_of_change(user: User) -> None:
    """Let the person know that their ways in have changed; what has is on their own page."""
    tell(user, NoticeKind.ACCESS, "/mig/adgang")


def tell_administrators(user: User) -> None:
    """Let the administrators know that a copied passkey of `user` was shut out."""
    for administrator in User.select().where(User.role == Role.ADMIN, User.closed_at.is_null(), User.id != user.id):
        tell(administrator, NoticeKind.KEY_COPIED, f"/brugere/{user.id}")


def revoke_passkeys(by: User | None, *keys: Passkey) -> None:
    """Let these open nothing any more. They stay, so that nobody can take them for keys that never were."""
    ids = [key.id for key in keys]
    live = Passkey.id.in_(ids) & Passkey.revoked_at.is_null()
    Passkey.update(revoked_at=now(), revoked_by=by).where(live).execute()


def end_logins(user: User, but: str = "") -> None:
    """End the person's logins, and what was begun; `but` is the token's hash of one that goes on."""
    LoginSession.delete().where(LoginSession.user == user.id, LoginSession.token_hash != but).execute()
    LoginChallenge.delete().where(LoginChallenge.user == user.id).execute()


def take_all_away(user: User) -> bool:
    """Take away every way in: passkeys, codes, password, links, logins. Return whether there was one to keep."""
    end_logins(user)
    Activation.delete().where(Activation.user == user.id).execute()
    keys = Passkey.delete().where(Passkey.user == user.id).execute()
    apps = CodeApp.delete().where(CodeApp.user == user.id).execute()
    has_password = User.password_hash.is_null(False)
    passwords = User.update(password_hash=None).where(User.id == user.id, has_password).execute()
    return bool(keys + apps + passwords)
