"""The job beside the server: a huey consumer that looks every half minute for what waits to be sent.

Only `flask jobs` imports this. The notices in the database are the outbox; huey's own tables hold nothing but the
next beat, so that losing or repeating one changes nothing.
"""

import json
import logging
import os
import signal
import threading
import time
import traceback
from typing import Any

from flask import Flask
from huey import Huey
from huey.consumer import Consumer, Scheduler
from huey.contrib.sql_huey import SqlStorage
from huey.registry import Message
from huey.serializer import Serializer

from boligsocial import db
from boligsocial.alone import jobs_lock, only_one
from boligsocial.clock import today
from boligsocial.mailing import PATIENCE_SECONDS, post_of
from boligsocial.sampling import raise_alarms
from boligsocial.sending import digest_hour, send_due

log = logging.getLogger(__name__)
# Polling the queue more often than this wins nothing.
SLOWEST_POLL = 5.0


class BadSetting(Exception):
    """A setting of the jobs says nothing that could be done."""


class PlainSerializer(Serializer):
    """Beats as JSON. Huey's own way is pickle, with which whoever can write a row could run code in here."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(data))


class NamedTables(SqlStorage):
    """Huey's tables beside the app's own, under names that say whose they are."""

    def create_models(self) -> tuple[Any, ...]:
        """Return the four tables as huey_kv, huey_schedule, huey_task and huey_counter."""
        tables: tuple[Any, ...] = super().create_models()
        for table in tables:
            table._meta.set_table_name(f"huey_{table._meta.table_name}")
        _keyed, _schedule, task, _counter = tables
        # Its index was made for the old name.
        task._meta.indexes = []
        task.add_index(task.priority.desc(), task.id)
        return tables


def run(app: Flask, parent: int | None = None) -> None:
    """Send what waits until a signal ends it, or `parent`, the process that started it, is gone.

    Raises AlreadyRunning or BadSetting.
    """
    seconds = _seconds(app)
    with only_one(jobs_lock(app)):
        if not (app.config["MAIL_SERVER"] or app.config["MAIL_FOLDER"]):
            raise BadSetting("There is nowhere to send mails to: set BOLIGSOCIAL_MAIL_SERVER.")
        huey = Huey(
            "boligsocial", storage_class=NamedTables, database=db.db.obj, results=False, serializer=PlainSerializer()
        )
        consumer = _consumer(huey, seconds)
        huey.periodic_task(lambda _moment: True, name="send_mails")(lambda: _beat(app, consumer.stop_flag))
        if parent:
            threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
        consumer.run()
        # A mail that is under way is brought to its end, so that stopping leaves nothing in doubt.
        for _worker, thread in consumer.worker_threads:
            thread.join(PATIENCE_SECONDS * 2)


def _seconds(app: Flask) -> int:
    try:
        digest_hour(app.config)
    except ValueError:
        raise BadSetting("BOLIGSOCIAL_DIGEST_AT is an hour, e.g. 07.30.") from None
    seconds = app.config["JOB_SECONDS"]
    if not isinstance(seconds, int) or seconds < 1 or 60 % seconds:
        raise BadSetting("BOLIGSOCIAL_JOB_SECONDS is a part of a minute: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 or 60.")
    return seconds


def _consumer(huey: Huey, seconds: int) -> Consumer:
    # The consumer looks for periodic tasks at its start and every minute; we want it every `seconds`.
    beat = type("Beat", (Scheduler,), {"periodic_task_seconds": seconds})
    house = type("HouseConsumer", (Consumer,), {"scheduler_class": beat})
    return house(huey, workers=1, scheduler_interval=seconds, max_delay=min(seconds, SLOWEST_POLL))


def _beat(app: Flask, stop_flag: Any) -> None:
    try:
        # The connection is given back each time: one that broke is not met again.
        with app.app_context(), db.db.obj.connection_context():
            raise_alarms(app.config["READS_OUTSIDE_A_DAY"], today())
            send_due(post_of(app.config), stop_flag.is_set)
    except Exception as error:
        # The words of an error may hold an address; where it happened is enough.
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("sending stopped: %s\n%s", type(error).__name__, where)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
