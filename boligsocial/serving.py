"""How gunicorn serves the app: `gunicorn --config python:boligsocial.serving app:app`. Gunicorn alone reads this.

One process with threads: writes on SQLite wait in one line (db.py), and memory stays small. An operator
changes a setting on gunicorn's command line or in GUNICORN_CMD_ARGS, which win over this file.
"""

import logging
import os
import socket
import sys
import traceback
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.util import set_owner_process

from boligsocial import checkup, logs

bind = "127.0.0.1:5000"
worker_class = "gthread"
workers = 1
threads = 8

# The app is loaded in the worker: a PostgreSQL pool has threads of its own, and those do not survive a fork.
preload_app = False
# The heartbeat file of the worker; on a slow disk it would look like a hanging worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn makes its own file there  # nosec B108
timeout = 60
graceful_timeout = 10
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000

# Nobody steers a running server from outside, and no file is left in the home folder.
control_socket_disable = True
# Only TRUSTED_PROXIES (config.py) says whose forwarding headers are believed.
forwarded_allow_ips = ""

# What the server writes is for its own user alone.
umask = 0o077

accesslog = "-"
errorlog = "-"
loglevel = "warning"

# Where residents and neighbours write to us: nothing is kept but what the form asks, so not from where either.
_PUBLIC_FORM = "/henvend-dig"


class HouseLogger(Logger):
    """Logs that can be kept: a JSON object a line, without query strings, names and what stands in links (logs.py)."""

    def setup(self, cfg: Any) -> None:
        """Write both logs as JSON lines."""
        super().setup(cfg)
        for log in (self.access_log, self.error_log):
            for handler in log.handlers:
                handler.setFormatter(logs.JsonLines())

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """Write down one request."""
        if not self.access_log_enabled:
            return
        status = int(str(resp.status).split(None, 1)[0])
        is_public_form = environ.get("PATH_INFO", "").startswith(_PUBLIC_FORM)
        fields = {
            "address": None if is_public_form else environ.get("REMOTE_ADDR"),
            "method": environ["REQUEST_METHOD"] if environ["REQUEST_METHOD"] in logs.METHODS else logs.UNSAID,
            "path": environ.get(logs.PATH, logs.UNSAID),
            "status": status,
            "bytes": getattr(resp, "sent", None),
            "ms": round(request_time / timedelta(milliseconds=1)),
        }
        level = logging.ERROR if status >= HTTPStatus.INTERNAL_SERVER_ERROR else logging.INFO
        self.access_log.log(level, "request", extra={"fields": fields})


logger_class = HouseLogger


# Where systemd listens for us, nobody here knows how far it is heard.
ANYWHERE = ("an address that systemd chose", 0)


def on_starting(server: Any) -> None:
    """Say in one line each what is in the way of a sound start, and end. gunicorn itself would try again and again."""
    # gunicorn keeps the umask for its own files; the app's files come from processes that inherit it here.
    os.umask(server.cfg.umask)
    by_systemd = "LISTEN_PID" in server.cfg.env_orig
    if not server.master_pid and not by_systemd:
        for address in server.cfg.address:
            if isinstance(address, tuple) and _is_taken(address):
                print(f"Port {address[1]} is in use. Stop what uses it, or choose another: PORT=5001", file=sys.stderr)
                sys.exit(1)
    if not _is_sound(server, [ANYWHERE] if by_systemd else server.cfg.address):
        sys.exit(1)


def _is_sound(server: Any, listening: list[Any]) -> bool:
    """Look the installation over in a process of its own: what the app opens and starts there ends with it."""
    sys.stdout.flush()
    looking = os.fork()
    if looking:
        return os.waitpid(looking, 0)[1] == 0
    ended = 1
    try:
        set_owner_process(server.cfg.uid, server.cfg.gid, initgroups=server.cfg.initgroups)
        sentences = refusals(server.app.wsgi(), listening)
        sys.stderr.writelines(f"{sentence}\n" for sentence in sentences)
        ended = 1 if sentences else 0
    except Exception:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        # Not sys.exit: what the master does at its end is not for this process to do.
        os._exit(ended)


def refusals(app: Any, listening: list[Any]) -> list[str]:
    """Return what stands between this app and a sound start, a sentence each."""
    found = checkup.findings(app, listening)
    return [f"Not started: {finding.sentence}" for finding in found if finding.must_refuse]


def when_ready(server: Any) -> None:
    """Say where the app answers."""
    for listener in server.LISTENERS:
        print(f"Boligsocial: {listener}", flush=True)


def post_fork(server: Any, worker: Any) -> None:
    """Write the app's log as the server's, before the app is loaded."""
    logs.start()


def _is_taken(address: tuple[str, int]) -> bool:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError:
            return True
    return False
