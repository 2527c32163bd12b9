"""E-mails of the demo that somebody must look at: one in doubt, and one that came back."""

from datetime import timedelta
from typing import NamedTuple

from boligsocial.demo.world import World
from boligsocial.mailing import BROKE_OFF
from boligsocial.models import Mailing, MailState, Notice, NoticeKind, User


class MailStory(NamedTuple):
    """A mail to a demo person, so many days ago."""

    user: str
    kind: NoticeKind
    days_ago: int
    state: MailState
    trouble: str = ""


MAILS = (
    MailStory("birgit", NoticeKind.SHARE, 3, MailState.RETURNED),
    MailStory("lone", NoticeKind.REPLY, 1, MailState.IN_DOUBT, BROKE_OFF),
)


def fill_mails(world: World) -> None:
    """Send the mails of long ago. Nothing leaves the machine."""
    for story in MAILS:
        user, moment = world.users[story.user], world.now - timedelta(days=story.days_ago)
        state = {"state": story.state, "trouble": story.trouble, "begun_at": moment, "settled_at": moment}
        mailing = Mailing.create(id=world.new_id(), user=user, address=user.email, **state)
        Notice.create(id=world.new_id(), user=user, kind=story.kind, created_at=moment, mailing=mailing)
        if story.state == MailState.RETURNED:
            User.update(mail_returned_at=moment).where(User.id == user.id).execute()
