"""The outbox's server side: what phones deliver, each note exactly once. JSON under /o/, never a redirect or a cookie.

The contract is told in docs/outbox.md.
"""

import base64
import hashlib
import hmac
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid5

from flask import Response, abort, current_app, jsonify, render_template, request
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from peewee import fn

from boligsocial import photos
from boligsocial.access import EVERYBODY, allow
from boligsocial.audit import Event, SubjectGone, Write, WriteIdTaken, shown
from boligsocial.errors import for_phones
from boligsocial.fields import keyed_digest
from boligsocial.models import AuditRow, Delivery, Note, Role, User
from boligsocial.notes import actions, bp, deliveries, queries
from boligsocial.places import departments_by_use
from boligsocial.visiting import todays_visits
from boligsocial.web import or_404

LARGEST_NOTE = 6 * 1024 * 1024


def outbox_key(user: User) -> str:
    """Return the key that seals what the person keeps on phones, base64url as JWK has it.

    Made from the server's secret, so that it lies in no database and no backup; the same at every login.
    """
    of_user = f"outbox {user.id} {user.created_at.isoformat()}".encode()
    key = hmac.digest(str(current_app.secret_key).encode(), of_user, hashlib.sha256)
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


@bp.get("/o/session")
@allow(*EVERYBODY)
def outbox_session() -> Response:
    """Say who is signed in; a phone asks before it delivers."""
    return jsonify(
        uid=current_user.id,
        sid=current_user.sid,
        csrf=generate_csrf(),
        key=outbox_key(current_user),
        worker=current_user.role == Role.WORKER,
    )


@bp.put("/o/<uuid:note_id>")
@allow(Role.WORKER)
def deliver(note_id: UUID) -> Any:
    """Take a note; the same bytes again get the same receipt."""
    body = _body(LARGEST_NOTE)
    sha256 = hashlib.sha256(body).hexdigest()
    worker = current_user._get_current_object()
    reading = deliveries.Reading(worker, deliveries.payload_of(body), request.headers.get("X-Now", type=int))
    earlier = Delivery.get_or_none(Delivery.note == note_id)
    delivered = Delivery.select().where(Delivery.note == Note.id)
    # A note that came another way: the phone sends its own as a new one. Asked in one statement, because the same
    # delivery may be stored, note and delivery together, between two.
    if earlier is None and Note.select().where(Note.id == note_id, ~fn.EXISTS(delivered)).exists():
        raise WriteIdTaken
    write = Write(note_id, keyed_digest(sha256.encode()))
    values = {} if earlier else reading.values()
    delivery = {**reading.delivery(), "payload": body, "sha256": sha256}
    try:
        note = actions.deliver_note(worker, note_id, values, delivery, write=write)
    except SubjectGone:
        # It came, and was deleted in its time: with this receipt the phone lets its copy go too.
        return jsonify(id=str(note_id), sha=sha256, dup=True, need=[])
    need = queries.missing_photos(note, deliveries.photos_named(reading.payload))
    return jsonify(id=str(note_id), sha=sha256, dup=earlier is not None, need=need)


@bp.put("/o/<uuid:note_id>/<sha256>")
@allow(Role.WORKER)
def deliver_photo(note_id: UUID, sha256: str) -> Any:
    """Take a photo of a delivered note, named by the digest of its bytes."""
    body = _body(photos.MAX_BYTES)
    worker = current_user._get_current_object()
    delivery = or_404(queries.own_delivery(worker, note_id))
    if sha256 not in deliveries.photos_named(deliveries.payload_of(bytes(delivery.payload))):
        abort(404)
    if hashlib.sha256(body).hexdigest() != sha256:
        return for_phones("hash"), 422
    try:
        picture = photos.prepared(body)
    except photos.PhotoRefused:
        return for_phones("photo"), 422
    write = Write(uuid5(note_id, sha256), keyed_digest(sha256.encode()))
    with suppress(SubjectGone):
        actions.receive_photo(worker, delivery.note, picture, sha256, write=write)
    return jsonify(id=str(note_id), sha=sha256)


def _body(most: int) -> bytes:
    """Return the bytes of a delivery by the signed-in worker; another author's are not for this login to send."""
    if request.headers.get("X-Outbox-User") != str(current_user.id):
        abort(_refusal("user", 403))
    if (request.content_length or 0) > most:
        abort(413)
    return request.get_data(cache=False)


def _refusal(code: str, status: int) -> Response:
    response = for_phones(code)
    response.status_code = status
    return response


@bp.errorhandler(deliveries.Malformed)
def malformed(error: Exception) -> Any:
    """Answer bytes that are no note."""
    return for_phones("malformed"), 422


@bp.errorhandler(deliveries.NoDepartment)
def no_department(error: Exception) -> Any:
    """Answer a note that has nowhere to go yet: it stays on the phone."""
    return for_phones("no_department"), 422


@bp.get("/o/stored/<uuid:write_id>")
@allow(*EVERYBODY)
def is_stored(write_id: UUID) -> Response:
    """Say whether the person's form with this id, sent to `path`, is stored, so that its draft may go."""
    sent = uuid5(write_id, request.args.get("path", ""))
    found = AuditRow.select().where(AuditRow.write_id == sent, AuditRow.actor == current_user.id)
    return jsonify(stored=found.exists())


@bp.get("/o/lister")
@allow(Role.WORKER)
def lists() -> Response:
    """Give what the log needs without a net, as parts of a page: departments, today's visits, whom to contact."""
    worker = current_user._get_current_object()
    visits = todays_visits(worker)
    shown(worker, Event.VISITS_LISTED)
    parts: dict[str, str] = {
        "department-choices": render_template("notes/_department_choices.html", departments=departments_by_use(worker)),
        "visits": render_template("notes/_visit_choices.html", visits=visits),
        "contacts": render_template("notes/_contact_lines.html", duties=queries.callable_duties(worker)),
    }
    return jsonify(parts)
