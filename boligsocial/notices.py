"""Telling people by e-mail that there is something for them, never what. To be called from an action.

    tell(share.recipient, NoticeKind.SHARE, "/portal/...")

The notice is stored in the action's own transaction; the job (`flask jobs`) sends it afterwards.
"""

from boligsocial.models import Notice, NoticeKind, NoticeWay, Role, User

# What comes at once, also to who wants no other mail: word of one's own ways in, which may have been somebody else, and
# what watches over the others.
ALWAYS = (
    *(NoticeKind.ACCESS, NoticeKind.KEY_COPIED),
    *(NoticeKind.GLASS, NoticeKind.ALARM, NoticeKind.ANCHOR),
)


def tell(user: User, kind: NoticeKind, path: str) -> None:
    """Let `user` know. `path` is the local address of the page that shows it to whoever may see it.

    Whoever has no e-mail address, wants none or has no account any more is told nothing.
    """
    if user.email and user.closed_at is None and wants(user, kind):
        Notice.create(user=user, kind=kind, path=path)


def tell_leaders(kind: NoticeKind, path: str, words: str = "") -> None:
    """Let every leader know. `words` is what the mail says beyond its kind, and never about a person."""
    leaders = User.select().where(User.role == Role.LEADER, User.closed_at.is_null(), User.email != "")
    for leader in leaders.order_by(User.id):
        if wants(leader, kind):
            Notice.create(user=leader, kind=kind, path=path, words=words)


def wants(user: User, kind: NoticeKind) -> bool:
    """Return whether the person wants to be told, or has to be."""
    return user.notice_way != NoticeWay.NEVER or kind in ALWAYS


def tell_address(address: str, kind: NoticeKind, path: str = "") -> None:
    """Let somebody without an account know, who gave us their e-mail address."""
    if address:
        Notice.create(address=address, kind=kind, path=path)
