"""Worlds for the tests of sharing and of the portal, and how their forms are filled in."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

from boligsocial.clock import today
from boligsocial.models import AuditRow, CaseArea, Purpose, ShareAnswer

SECRET = "Vandrøret bag køkkenvasken"
HOME = "Birkelunden 22, 1. tv."


def note_to_share(make):
    """A worker's note with a home and two photos, and Lone, the department's only contact person."""
    worker = make.worker(first_name="Maja", full_name="Maja Holm", phone="+4545801234")
    department = make.department(name="Birkelunden")
    home = make.dwelling(department, address="Birkelunden 22, 1. tv.")
    note = make.note(worker, department=department, dwelling=home, text="Fugt under vinduet.")
    return SimpleNamespace(
        worker=worker,
        phone=make.client(worker),
        department=department,
        note=note,
        photos=[make.photo(note), make.photo(note)],
        lone=make.contact(department, first_name="Lone", full_name="Lone Madsen"),
        page=f"/notater/{note.id}/del",
    )


def filled(world, **values):
    """The form as a worker sends it who only says what allows the share: that it is about nobody, or another basis."""
    basis = (
        {"basis": "other", "basis_text": "Aftalt på mødet"} if "shows_dwelling" in values else {"basis": "impersonal"}
    )
    form = {"recipient": world.lone.id, "text": world.note.text, "version": world.note.version}
    return {**form, **basis, "purpose": "mediation", "life": "30", "write_id": str(uuid4()), **values}


def events(row):
    """Return the names of what happened to a row, in order."""
    rows = AuditRow.select().where(AuditRow.subject_id == str(row.id)).order_by(AuditRow.id)
    return [trace.event for trace in rows]


def shared_note(make):
    """Maja has shared a note about a home with Lone: a text of its own, the address, one of two photos."""
    maja = make.worker(first_name="Maja", full_name="Maja Holm", phone="+4545801234")
    department = make.department(name="Birkelunden", street="Birkelunden 2", town="Prøveby")
    home = make.dwelling(department, address="Birkelunden 22, 1. tv.")
    note = make.note(maja, department=department, dwelling=home, text="Kun for os: naboen sladrer.")
    photos = [make.photo(note), make.photo(note)]
    lone = make.contact(department, first_name="Lone", full_name="Lone Madsen")
    share = make.share(note, lone, photos[0], text="Fugt under vinduet.", shows_dwelling=True)
    return SimpleNamespace(
        maja=maja, department=department, home=home, note=note, photos=photos, lone=lone, share=share,
        reader=make.client(lone), page=f"/portal/{share.id}",
    )  # fmt: skip


def replied(kind="taking_it", **values):
    """An answer as the page sends it."""
    return {"kind": kind, "text": "", "write_id": str(uuid4()), **values}


def shared_on_consent(make):
    """A note of a move-in, shared with Lone on Amina's consent: text, home, photo, move-in day, and a conversation."""
    maja = make.worker(full_name="Maja Holm", first_name="Maja", email="maja@kommunen.example")
    department = make.department(name="Birkelunden")
    home = make.dwelling(department, address=HOME)
    lone = make.contact(department, full_name="Lone Madsen", first_name="Lone", email="lone@bolig.example")
    case = make.case(maja, area=CaseArea.MOVE_IN, department=department, dwelling=home)
    consent = make.consent(case, lone)
    note = make.note(maja, case=case, department=department, dwelling=home, text="Kun for os")
    photo = make.photo(note)
    share = make.share(
        *(note, lone, photo),
        text=f"{SECRET} drypper.",
        shows_dwelling=True,
        move_in_on=today() + timedelta(days=3),
        consent=consent,
        purpose=Purpose.MOVING,
    )
    ShareAnswer.create(share=share, author=maja, kind="text", text=f"{SECRET} er lavet")
    return SimpleNamespace(
        make=make, maja=maja, lone=lone, case=case, consent=consent, note=note, photo=photo, share=share, home=home
    )
