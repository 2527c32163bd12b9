"""A protected address is shown inside its case alone: every page of every role is walked with one."""

import json

import pytest

from boligsocial.access import visible_cases
from boligsocial.clock import now
from boligsocial.models import Case, CaseStatus, Dwelling, Note, Resident, Role, Share, Visit
from boligsocial.places import find_home
from tests.policy import ANYBODY, POLICY, WRITES
from tests.world import World, address, ask

SECRET = "Skjulestien 97"
HIDDEN = "Beskyttet adresse"
# The case itself, where whoever goes there must be able to read where to go; the list of what is wrong in the home.
SHOWN_ON = {
    *("cases.case", "moving.day", "moving.defects", "moving.print_defects"),
    # Lists of the homes there are, whoever lives in them.
    *("departments.department", "departments.dwellings"),
}
WALK = [
    (endpoint, role)
    for endpoint, (roles, _kind) in POLICY.items()
    if endpoint not in WRITES and endpoint != "static"
    for role in ([None, *Role] if roles is ANYBODY else [role for role in Role if role in roles])
]


@pytest.fixture
def world(make):
    """The small world, whose only home gets a protected address that a contact person was once shown."""
    world = World(make)
    Resident.update(has_protected_address=True).where(Resident.id == world.party.resident_id).execute()
    protect(world.home)
    Share.update(shows_dwelling=True).execute()
    make.follow_up(world.case, days=-1)
    make.follow_up(world.case, days=1)
    make.visit(world.worker, department=world.here, dwelling=world.home, case=world.case, finished_at=now())
    make.note(world.worker, department=world.here, dwelling=world.home)
    return world


def protect(home):
    Dwelling.update(address=SECRET, is_protected=True).where(Dwelling.id == home.id).execute()


def seen_by(app, world, endpoint, role, **query):
    _roles, kind = POLICY[endpoint]
    return ask(world, role, "GET", address(app, endpoint, {**world.own.get(kind, {}), **query}))[0]


@pytest.mark.parametrize(("endpoint", "role"), WALK)
def test_a_page_shows_the_address_only_where_it_may(app, world, endpoint, role):
    answer = seen_by(app, world, endpoint, role)
    assert answer.status_code in (200, 303)
    if endpoint not in SHOWN_ON:
        assert SECRET not in answer.get_data().decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("endpoint", "query"),
    [
        ("notes.log", {"case": "case", "department": "here", "dwelling": "home"}),
        ("notes.log", {"visit": "visit"}),
        ("notes.log", {"saved": "note"}),
        ("notes.case_choice", {"department": "here"}),
        ("visits.plan", {"case": "case"}),
        ("visits.plan", {"dwelling": "home"}),
        ("visits.index", {"cancelled": "cancelled"}),
        ("cases.new", {"note": "note"}),
        ("cases.new", {"dwelling": "home"}),
        ("cases.edit", {"status": "closed"}),
    ],
)
def test_a_form_that_starts_from_the_home_says_that_it_is_protected(app, world, endpoint, query):
    world.cancelled = Visit.get(Visit.cancelled_at.is_null(False))
    if endpoint == "cases.edit":
        query, page = {"status": "closed"}, seen_by(app, world, endpoint, Role.WORKER, **query)
    else:
        asked = {name: getattr(world, row).id for name, row in query.items()}
        page = ask(world, Role.WORKER, "GET", address(app, endpoint, asked))[0]
    assert page.status_code == 200
    assert SECRET not in page.text
    assert HIDDEN in page.text


def test_the_case_itself_says_where_to_go(app, world):
    assert SECRET in seen_by(app, world, "cases.case", Role.WORKER).text


def test_a_home_that_is_not_protected_is_shown_everywhere_as_before(app, make):
    world = World(make)
    Dwelling.update(address=SECRET).where(Dwelling.id == world.home.id).execute()
    Share.update(shows_dwelling=True).execute()
    shown_on = ["notes.note", "notes.edit", "visits.visit", "visits.edit", "cases.edit", "sharing.new"]
    for endpoint in [*shown_on, "today.start", "cases.index", "visits.index", "residents.resident"]:
        assert SECRET in seen_by(app, world, endpoint, Role.WORKER).text, endpoint
    assert SECRET in seen_by(app, world, "portal.share", Role.CONTACT).text
    assert SECRET in seen_by(app, world, "portal.inbox", Role.CONTACT).text


# -- the words that stand in its place find the home again


def words_of(home):
    return f"{HIDDEN} #{home.id}"


def test_a_form_that_is_sent_as_it_came_keeps_the_home(app, world):
    phone = world.browser(Role.WORKER)
    place = {"department": world.here.id, "dwelling": words_of(world.home)}
    assert words_of(world.home) in phone.get(f"/notater/{world.note.id}/ret").text
    about = {"kind": "visit", "topic": "noise", "text": "Rettet", "version": 1}
    assert phone.post(f"/notater/{world.note.id}/ret", data={**place, **about}).status_code == 303
    note = Note.get_by_id(world.note.id)
    assert (note.text, note.dwelling_id) == ("Rettet", world.home.id)
    assert phone.post("/log", data={**place, "kind": "call", "topic": "rent", "text": "Ringet"}).status_code == 303
    assert Note.get(Note.text == "Ringet").dwelling_id == world.home.id


def test_the_home_is_found_by_its_words_in_its_own_department_alone(app, world):
    phone = world.browser(Role.WORKER)
    place = {"department": world.there.id, "dwelling": words_of(world.home)}
    answer = phone.post("/log", data={**place, "kind": "call", "topic": "rent", "text": "Ringet"})
    assert answer.status_code == 422
    assert "Vi kender ikke" in answer.text
    assert not Note.select().where(Note.text == "Ringet").exists()


def test_who_types_the_address_finds_the_home_and_a_refused_form_hides_it(app, world):
    phone = world.browser(Role.WORKER)
    answer = phone.post("/log", data={"department": world.here.id, "dwelling": SECRET.upper(), "kind": "call"})
    assert answer.status_code == 422
    assert SECRET.upper() not in answer.text
    assert words_of(world.home) in answer.text


def test_a_number_in_an_address_is_no_number_of_a_home(make):
    department = make.department()
    first, second = make.dwelling(department), make.dwelling(department)
    assert find_home(str(first.id), [first, second]) is None
    assert find_home(f"Noget #{second.id}", [first, second]) == second
    assert find_home("Noget #", [first, second]) is None


def test_a_note_that_a_phone_delivers_finds_the_home(app, world):
    phone = world.browser(Role.WORKER)
    lists = phone.get("/o/lister").get_json()
    assert SECRET not in json.dumps(lists)
    assert words_of(world.home) in lists["visits"]
    sent = {"v": 1, "kind": "visit", "topic": "noise", "department": str(world.here.id), "text": "Fra telefonen"}
    body = json.dumps({**sent, "dwelling": words_of(world.home)}).encode()
    key = "5f0c8a52-6f59-4ac1-9f3e-3f6a4f9d1a10"
    answer = phone.put(f"/o/{key}", data=body, headers={"X-Outbox-User": str(world.worker.id)})
    assert answer.status_code == 200
    assert Note.get_by_id(key).dwelling_id == world.home.id


# -- sharing


def share(phone, world, **more):
    basis = {"basis": "other", "basis_text": "Aftalt", "purpose": "home", "life": "30"}
    form = {"recipient": world.contact.id, "text": "Fugt i badet", "version": 1, **basis, **more}
    return phone.post(f"/notater/{world.note.id}/del", data=form)


def test_the_address_is_not_offered_for_sharing_and_not_shared(app, world):
    phone = world.browser(Role.WORKER)
    page = phone.get(f"/notater/{world.note.id}/del").text
    assert 'name="shows_dwelling"' not in page
    assert "Adressen er beskyttet og deles ikke." in page
    before = Share.select().count()
    refused = share(phone, world, shows_dwelling="y")
    assert refused.status_code == 422
    assert "Adressen er beskyttet og kan ikke deles." in refused.text
    assert SECRET not in refused.text
    assert Share.select().count() == before
    assert share(phone, world).status_code == 303
    assert not Share.select().order_by(Share.shared_at.desc()).get().shows_dwelling


def test_the_preview_shows_no_address_either(app, world):
    form = {"recipient": world.contact.id, "text": "Fugt", "version": 1, "shows_dwelling": "y"}
    page = world.browser(Role.WORKER).post(f"/notater/{world.note.id}/del/forhaandsvisning", data=form)
    assert SECRET not in page.text


def test_an_older_share_tells_the_contact_person_neither_the_address_nor_that_it_is_protected(app, world):
    reader = world.browser(Role.CONTACT)
    for path in ("/portal", f"/portal/{world.share.id}"):
        page = reader.get(path).text
        assert "Birkelunden" in page
        assert SECRET not in page
        assert HIDDEN not in page


def test_no_other_case_of_the_home_loses_its_place(app, world):
    answer = seen_by(app, world, "cases.index", Role.WORKER)
    open_here = (Case.dwelling == world.home) & (Case.status != CaseStatus.CLOSED)
    shown = visible_cases(world.worker).where(open_here).count()
    assert answer.text.count(f"{HIDDEN}, Birkelunden") == shown >= 5
