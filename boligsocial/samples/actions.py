"""What a leader does with a sample, and with an alarm."""

from collections.abc import Mapping

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import Finding, ReadAlarm, Sample, SampleRow, User


class IsSigned(Exception):
    """The sample is signed and stays as it is. Nothing was stored."""


class NotAllJudged(Exception):
    """Something in the sample has not been looked at. Nothing was stored."""


@recorded(Event.SAMPLE_JUDGED)
def judge(leader: User, sample: Sample, said: Mapping[int, tuple[Finding | None, str]]) -> Sample:
    """Store what is said of the rows (id -> finding, remark). Raises IsSigned."""
    _hold_open(sample)
    for row_id, (finding, remark) in said.items():
        same = (SampleRow.id == row_id) & (SampleRow.sample == sample.id)
        SampleRow.update(finding=finding, remark=remark).where(same).execute()
    return sample


@recorded(Event.SAMPLE_SIGNED)
def sign(leader: User, sample: Sample) -> Sample:
    """Sign that everything in the sample was looked at. Raises IsSigned and NotAllJudged."""
    _hold_open(sample)
    if SampleRow.select().where(SampleRow.sample == sample.id, SampleRow.finding.is_null()).exists():
        raise NotAllJudged
    Sample.update(signed_by=leader, signed_at=now()).where(Sample.id == sample.id).execute()
    return sample


def _hold_open(sample: Sample) -> None:
    if Sample.select().where(Sample.id == sample.id, Sample.signed_at.is_null(False)).exists():
        raise IsSigned


@recorded(Event.ALARM_SETTLED)
def settle_alarm(leader: User, alarm: ReadAlarm, remark: str) -> ReadAlarm:
    """Store what came of an alarm; who was first stays named."""
    values = {"remark": remark, "settled_by": leader, "settled_at": now()}
    ReadAlarm.update(**values).where(ReadAlarm.id == alarm.id, ReadAlarm.settled_at.is_null()).execute()
    return alarm
