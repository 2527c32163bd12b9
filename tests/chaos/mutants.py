"""Broken versions of the outbox. The harness is worth something only if it catches each of them."""

from pathlib import Path
from typing import Any

from flask import Flask

from tests import scripts

# Broken version -> (source, what stands there, what stands there instead).
IN_SCRIPT: dict[str, tuple[tuple[str, str, str], ...]] = {
    "no receipt check": (
        (
            "outbox.js",
            "return [answer.status, answer.status < 500 ? await answer.json() : {}];",
            "return [answer.status, await answer.json().catch(() => ({}))];",
        ),
        ("outbox.js", 'if (receipt.id !== id || receipt.sha !== sha) throw "net";', ""),
    ),
    "delete before send": (
        (
            "outbox.js",
            "  const bytes = await unseal(me, id, one);\n",
            "  const bytes = await unseal(me, id, one);\n  await drop(id);\n",
        ),
    ),
    "photos given up after the first failure": (
        ("outbox.js", "    refused ||= status;\n", ""),
        (
            "outbox.js",
            "    const [status] = await send(me, `${id}/${sha}`, id, sha, photo);\n",
            "    await send(me, `${id}/${sha}`, id, sha, photo).catch(() => {});\n",
        ),
    ),
    "no user header and no CSRF": (
        (
            "outbox.js",
            '{ "X-CSRFToken": me.csrf, "X-Outbox-User": me.uid, "X-Now": Date.now() }',
            '{ "X-Now": Date.now() }',
        ),
    ),
    "ids made by the server": (),
}


def build(name: str, folder: Path) -> Path:
    """Write a static folder with the broken script; a replacement that does not fit the source exactly once fails."""
    sources = {source: (scripts.STATIC / "js" / source).read_text() for source in scripts.SOURCES}
    for source, old, new in IN_SCRIPT[name]:
        if sources[source].count(old) != 1:
            raise LookupError(f"{name}: {source} no longer holds {old!r} once")
        sources[source] = sources[source].replace(old, new)
    for path in scripts.STATIC.rglob("*"):
        if path.is_file() and path.parent.name != "js":
            target = folder / path.relative_to(scripts.STATIC)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (folder / scripts.SERVED.name).write_text(scripts.minified(scripts.joined(sources.values())))
    return folder


def break_server(app: Flask, name: str) -> None:
    """Break the app in this process."""
    from boligsocial.notes import outbox

    if name == "no user header and no CSRF":
        app.config["WTF_CSRF_CHECK_DEFAULT"] = False
        outbox._body = lambda most: _request_data()
    if name == "ids made by the server":
        _forget_ids(outbox)


def _request_data() -> bytes:
    from flask import request

    return request.get_data()


def _forget_ids(outbox: Any) -> None:
    from uuid import uuid4

    from boligsocial.models import Delivery

    stored = outbox.actions.deliver_note

    def with_an_id_of_its_own(worker: Any, note_id: Any, values: Any, delivery: Any, write: Any) -> Any:
        return stored(worker, uuid4(), values, delivery)

    outbox.actions.deliver_note = with_an_id_of_its_own

    # Nothing is known under the phone's id, so nothing is recognised.
    class Nothing:
        note, select = Delivery.note, Delivery.select

        @staticmethod
        def get_or_none(*_: Any) -> None:
            return None

    outbox.Delivery = Nothing
