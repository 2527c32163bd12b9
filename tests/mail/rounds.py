"""A round: notices come in, the real job sends them and is killed again and again, the mail server has a bad day."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from itertools import cycle
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from flask import Flask

from boligsocial import create_app, db
from boligsocial.alone import jobs_lock
from boligsocial.models import Mailing, MailState, Notice, NoticeKind, Role, User
from tests.mail.server import Fault, MailServer, serving
from tests.make import Make

TOP = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")  # noqa: S108 - each run makes its own folder
PATIENCE = 90.0
# One mail in so many meets a fault, each kind in its turn.
ONE_IN = 4
UNKNOWN = {MailState.SENT, MailState.IN_DOUBT}


class Verdict(NamedTuple):
    """What became of the notices. `twice`, `lost`, `unlisted` and `will_be_twice` are what must never be."""

    notices: int
    mails: int
    kills: int
    faults: dict[str, int]
    states: dict[str, int]
    twice: int
    lost: int
    will_be_twice: int
    unlisted: int

    @property
    def is_good(self) -> bool:
        """Whether nothing was sent twice, nothing was lost, and every doubt is on the page."""
        return not (self.twice or self.lost or self.will_be_twice or self.unlisted)


class Round:
    """One database, one mail server, one job that is killed."""

    def __init__(self, app: Flask, url: str, server: MailServer, dice: random.Random) -> None:
        self.app, self.server, self.dice = app, server, dice
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("BOLIGSOCIAL_")},
            "BOLIGSOCIAL_DATABASE_URL": url,
            "BOLIGSOCIAL_SECRET_KEY": "only-for-tests",
            "BOLIGSOCIAL_MAIL_SERVER": server.address,
            "BOLIGSOCIAL_JOB_SECONDS": "1",
        }
        self.kills = self.sent_before = 0
        self.notices: list[UUID] = []

    @contextmanager
    def job(self) -> Iterator["subprocess.Popen[bytes]"]:
        """The real job. It is killed at the end of the block, unless it has ended by itself."""
        command = [sys.executable, "-m", "flask", "--app", "app", "jobs"]
        job = subprocess.Popen(command, cwd=TOP, env=self.environment, stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            yield job
        finally:
            job.kill()
            job.wait()

    def tell(self, count: int) -> None:
        """Let notices come in: two thirds to a person of its own each, the others to people who are told often."""
        with db.db.obj.connection_context(), db.db.obj.atomic():
            often = list(User.select().where(User.role == Role.CONTACT))
            for number in range(count):
                user = self.dice.choice(often) if number % 3 == 0 else self._person(Role.VOLUNTEER)
                self.notices.append(Notice.create(user=user, kind=self.dice.choice(list(NoticeKind))).id)

    def _person(self, role: Role) -> User:
        number = User.select().count()
        return Make(self.app).user(role, username=f"u{number}", email=f"u{number}@eksempel.dk", password_hash="")

    def kill_once(self) -> None:
        """Start the job and kill it: at some moment while it sends, while it starts, or at the worst moment of all."""
        if self.kills % 2:
            self._kill_at_the_worst_moment()
        else:
            self._kill_at_some_moment()
        self.kills += 1

    def _kill_at_the_worst_moment(self) -> None:
        """The server has taken a mail, and the job has not heard so."""
        self.server.caught.clear()
        self.server.hold.set()
        with self.job():
            assert self.server.caught.wait(30), "no mail was sent"
        self.server.hold.clear()

    def _kill_at_some_moment(self) -> None:
        enough = len(self.server.taken) + self.dice.randint(1, 1 + len(self.notices) - self.sent_before)
        self.sent_before = len(self.notices)
        with self.job():
            if self.dice.random() < 0.9:
                self.wait_for(lambda: len(self.server.taken) >= enough or not self.is_unsent(), 20)
            time.sleep(self.dice.uniform(0, 0.2))

    def is_unsent(self) -> bool:
        """Return whether there is something left to send."""
        under_way = Mailing.state.in_((MailState.SENDING, MailState.DELAYED))
        with db.db.obj.connection_context():
            return (
                Notice.select().where(Notice.mailing.is_null()).exists() or Mailing.select().where(under_way).exists()
            )

    def finish(self) -> None:
        """Let the job send most of the rest on a bad day and the last on a good one; end it as an operator would."""
        with self.job() as job:
            self.wait_for(lambda: not self.is_unsent(), 5)
            self.server.fault = lambda: None
            self.wait_for(lambda: not self.is_unsent(), PATIENCE)
            job.send_signal(signal.SIGTERM)
            assert job.wait(timeout=20) == 0

    def wait_for(self, happened: Callable[[], bool], seconds: float) -> None:
        """Wait until something has happened, or the time is up."""
        until = time.monotonic() + seconds
        while not happened() and time.monotonic() < until:
            time.sleep(0.05)

    def judge(self) -> Verdict:
        """Compare what the server took with what the database says."""
        taken = Counter(notice for mail in self.server.taken for notice in mail.seen)
        with db.db.obj.connection_context():
            rows = Notice.select(Notice.id, Mailing.id, Mailing.state).left_outer_join(Mailing)
            state = {notice: state for notice, _mailing, state in rows.tuples()}
            doubtful = {str(mailing) for _notice, mailing, state in rows.tuples() if state == MailState.IN_DOUBT}
            listed = self._listed()
        sent = [one for one in self.notices if taken[one]]
        not_sent = [one for one in self.notices if not taken[one]]
        return Verdict(
            notices=len(self.notices),
            mails=len(self.server.taken),
            kills=self.kills,
            faults={fault.value: count for fault, count in self.server.faults.items()},
            states=dict(Counter(str(state.get(one)) for one in self.notices)),
            twice=sum(taken[one] > 1 for one in sent),
            lost=sum(state.get(one) not in {MailState.IN_DOUBT, MailState.FAILED} for one in not_sent),
            will_be_twice=sum(state.get(one) not in UNKNOWN for one in sent),
            unlisted=len(doubtful - listed),
        )

    def _listed(self) -> set[str]:
        """Return the mailings that a worker finds on the page."""
        make = Make(self.app)
        browser, found = make.client(make.worker(username="reader")), set()
        for page in range(1, 100):
            text = browser.get(f"/mails?page={page}").text
            here = {part.partition('"')[0] for part in text.split('action="/mails/')[1:]}
            if not here:
                break
            found |= here
        return found


def notices_of(message: Message) -> list[UUID]:
    """Return the notices that the database binds to this mail at this moment."""
    with db.db.obj.connection_context():
        bound = Notice.select(Notice.id).where(Notice.mailing == UUID(message["X-Boligsocial-Mailing"]))
        return [row.id for row in bound]


def play(notices: int, kills: int, seed: int) -> Verdict:
    """Play a round. It takes the process's database handle, so let a process of its own play it."""
    dice = random.Random(seed)  # noqa: S311

    coming = cycle([turn for fault in Fault for turn in (fault, *[None] * (ONE_IN - 1))])

    def fault() -> Fault | None:
        return next(coming)

    with _database() as url, serving(fault, notices_of, slow=0.006) as server:
        app = create_app({"TESTING": True, "DATABASE_URL": url, "SECRET_KEY": "only-for-tests"})
        with db.db.obj.connection_context():
            db.migrations().up()
        played = Round(app, url, server, dice)
        with db.db.obj.connection_context():
            for _ in range(notices // 10):
                played._person(Role.CONTACT)
        for number in range(kills):
            played.tell(notices * (number + 1) // kills - len(played.notices))
            played.kill_once()
        played.finish()
        verdict = played.judge()
        jobs_lock(app).unlink(missing_ok=True)
        return verdict


@contextmanager
def _database() -> Iterator[str]:
    if server := os.environ.get("TEST_DATABASE_URL"):
        from tests.postgres import fresh_database

        with fresh_database(server) as url:
            yield url
        return
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None, prefix="boligsocial-") as folder:
        yield f"sqlite:///{folder}/mail.db"
