"""What the samples room reads."""

from peewee import JOIN, ModelSelect, fn

from boligsocial.models import AuditRow, Case, ReadAlarm, Role, Sample, SampleRow, User
from boligsocial.sampling import visible_samples

MOST = 26


def latest_samples(user: User) -> list[Sample]:
    """Return the person's samples, the latest first, with who signed and `rows_drawn`."""
    drawn = SampleRow.select(fn.COUNT(SampleRow.id)).where(SampleRow.sample == Sample.id)
    samples = visible_samples(user).select(Sample, User, drawn.alias("rows_drawn"))
    samples = samples.join_from(Sample, User, JOIN.LEFT_OUTER, on=(Sample.signed_by == User.id), attr="signed_by")
    return list(samples.order_by(Sample.week_starts_on.desc()).limit(MOST))


def sample(user: User, sample_id: int) -> ModelSelect:
    """One sample with who signed it; a week without reads has nothing to look at."""
    found = visible_samples(user).select(Sample, User)
    found = found.join_from(Sample, User, JOIN.LEFT_OUTER, on=(Sample.signed_by == User.id), attr="signed_by")
    return found.where(Sample.id == sample_id, Sample.reads > 0)


def rows_of(sample: Sample) -> list[SampleRow]:
    """Return its rows with reader, case, and the row of the trail (`read`), in the order of the reads."""
    rows = SampleRow.select(SampleRow, User, Case, AuditRow).join(User).join_from(SampleRow, Case, JOIN.LEFT_OUTER)
    rows = rows.join_from(SampleRow, AuditRow, on=(SampleRow.number == AuditRow.id), attr="read")
    return list(rows.where(SampleRow.sample == sample.id).order_by(SampleRow.number))


def visible_alarms(user: User) -> ModelSelect:
    """The alarms about others, with who read, for leaders."""
    alarms = ReadAlarm.select(ReadAlarm, User).join(User, on=(ReadAlarm.user == User.id), attr="user")
    return alarms.where(ReadAlarm.user != user.id) if user.role == Role.LEADER else alarms.where(False)


def latest_alarms(user: User) -> list[ReadAlarm]:
    """Return the latest alarms, those that nobody has settled first."""
    rows = visible_alarms(user).order_by(ReadAlarm.settled_at.is_null().desc(), ReadAlarm.day.desc(), ReadAlarm.id)
    return list(rows.limit(MOST))
