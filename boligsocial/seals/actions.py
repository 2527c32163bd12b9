"""What a leader says of the breaking of a glass."""

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import Glass, GlassVerdict, User


class OwnGlass(Exception):
    """Nobody reviews what they did themselves. Nothing was stored."""


@recorded(Event.GLASS_REVIEWED)
def review(leader: User, glass: Glass, verdict: GlassVerdict, remark: str) -> Glass:
    """Store what the leader says; whoever was first stays named. Raises OwnGlass."""
    if glass.user_id == leader.id:
        raise OwnGlass
    values = {"verdict": verdict, "remark": remark, "reviewed_by": leader, "reviewed_at": now()}
    Glass.update(**values).where(Glass.id == glass.id, Glass.reviewed_at.is_null()).execute()
    return glass
