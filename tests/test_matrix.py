"""Who gets where: every address x every role x own, foreign and missing rows, generated from the app's own map.

The policy is written down in tests/policy.py. On the way every request is watched: what is written leaves a trace.
"""

import re
from urllib.parse import quote

import pytest

from boligsocial.clock import now
from boligsocial.models import ContactDuty, Role, User
from tests.policy import ANYBODY, BEFORE, CHANGED_BY_READING, FORMS, OUTBOX, POLICY, SILENT, WRITES
from tests.policy_accounts import ASKS, TOKEN
from tests.watch import tables_of, written
from tests.world import World, address, ask, methods


@pytest.fixture
def world(make):
    return World(make)


def nothing_there(world, role):
    """Return what somebody gets who asks for an address that was never there."""
    if role not in world.nothing:
        world.nothing[role] = seen(ask(world, role, "GET", "/findes-ikke")[0])
        assert world.nothing[role][0] == 404
    return world.nothing[role]


def seen(answer):
    """Return everything of an answer that could tell one thing from another."""
    headers = [(name, value) for name, value in answer.headers if name not in ("Set-Cookie", "Date")]
    # Every browser of the test is a login session of its own.
    return answer.status_code, re.sub(r' data-sid="\w+"', "", answer.text), headers


def test_every_address_has_a_policy_and_every_policy_an_address(app):
    endpoints = set(app.view_functions)
    assert endpoints - POLICY.keys() - OUTBOX.keys() == set(), (
        "say in POLICY who may open these, and which kind of row they name"
    )
    assert (POLICY.keys() | OUTBOX.keys()) - endpoints == set(), "these addresses are gone: take them out of POLICY"
    assert (FORMS.keys() | SILENT | CHANGED_BY_READING.keys()) - endpoints == set()


@pytest.mark.parametrize("endpoint", POLICY)
def test_the_view_says_the_same_as_the_policy(app, endpoint):
    roles, kind = POLICY[endpoint]
    assert app.view_functions[endpoint].allowed_roles == roles
    assert methods(app, endpoint) == {"POST" if endpoint in WRITES else "GET"}, "reading and writing are two views"
    arguments = {name for rule in app.url_map.iter_rules(endpoint) for name in rule.arguments} - {"filename"}
    assert bool(arguments) == (kind is not None)


GUARDED = [endpoint for endpoint, (roles, _kind) in POLICY.items() if roles is not ANYBODY]
OPEN = [endpoint for endpoint, (roles, _kind) in POLICY.items() if roles is ANYBODY and endpoint != "static"]


@pytest.mark.parametrize("endpoint", GUARDED)
def test_an_address_opens_for_its_roles_and_their_rows_and_is_not_there_for_all_others(app, world, endpoint):
    roles, kind = POLICY[endpoint]
    (method,) = methods(app, endpoint)
    BEFORE.get(endpoint, lambda world: None)(world)
    own = address(app, endpoint, world.own.get(kind, {}))
    others = [*world.foreign[kind], world.missing(kind)] if kind else []
    for role in Role:
        world.role = role
        data = FORMS.get(endpoint, lambda world: {})(world)
        if role in roles:
            assert_opens(endpoint, role, *ask(world, role, method, own, data))
        hidden = [address(app, endpoint, values) for values in others] if role in roles else [own]
        for path in hidden:
            answer, statements = ask(world, role, method, path, data)
            assert seen(answer) == nothing_there(world, role), f"{role} {method} {path}"
            assert written(statements) == []


def assert_opens(endpoint, role, answer, statements):
    assert answer.status_code in (200, 303), f"{role} {answer.status_code} {answer.text[-3000:]}"
    tables = tables_of(written(statements))
    if answer.request.method == "POST":
        assert "audit_row" in tables or endpoint in ASKS
        return
    assert tables <= {"audit_row"} | CHANGED_BY_READING.get(endpoint, set()), "a GET changes nothing"
    is_silent = endpoint in SILENT or (endpoint == "today.start" and role != Role.WORKER)
    showings = sum('INTO "audit_row"' in write for write in written(statements))
    assert showings == (0 if is_silent else 1), "a page with residents' data records one showing"


@pytest.mark.parametrize("endpoint", GUARDED)
def test_somebody_who_is_not_signed_in_is_asked_to_log_in_and_learns_nothing(app, world, endpoint):
    _roles, kind = POLICY[endpoint]
    (method,) = methods(app, endpoint)
    which = [world.own[kind], *world.foreign[kind], world.missing(kind)] if kind else [{}]
    for values in which:
        path = address(app, endpoint, values)
        answer, statements = ask(world, None, method, path, FORMS.get(endpoint, lambda world: {})(world))
        if method == "GET":
            assert (answer.status_code, answer.location) == (303, f"/log-ind?next={path}")
        else:
            assert answer.status_code == 401
        assert written(statements) == []
        # The page they get asks only whether this is the demo.
    assert [statement for statement in statements if "is_demo" not in statement] == []


@pytest.mark.parametrize("endpoint", GUARDED)
def test_somebody_whose_account_is_closed_meets_the_login_page_whatever_they_ask_for(app, world, endpoint):
    roles, kind = POLICY[endpoint]
    (method,) = methods(app, endpoint)
    data = FORMS.get(endpoint, lambda world: {})(world)
    User.update(closed_at=now()).where(User.id.in_([user.id for user in world.users.values()])).execute()
    which = [world.own[kind], *world.foreign[kind], world.missing(kind)] if kind else [{}]
    for role in roles:
        answers = set()
        for values in which:
            path = address(app, endpoint, values)
            answer, statements = ask(world, role, method, path, data)
            assert answer.status_code == (303 if method == "GET" else 401)
            assert set(tables_of(written(statements))) <= {"login_session"}
            # Tokens are new on every page; the address asked for, long or short, stands in the form and the redirect.
            told = re.sub(
                r'value="[^"]*"', "", str(seen(answer)).replace(path, "PATH").replace(quote(path, ""), "PATH")
            )
            answers.add(re.sub(r"'Content-Length', '\d+'", "", told))
        assert len(answers) == 1, "own, foreign and missing are told apart"


@pytest.mark.parametrize("endpoint", OPEN)
def test_an_open_address_answers_anybody(app, world, endpoint):
    _roles, kind = POLICY[endpoint]
    (method,) = methods(app, endpoint)
    for role in (None, *Role):
        data = FORMS.get(endpoint, lambda world: {})(world)
        answer, statements = ask(world, role, method, address(app, endpoint, world.own.get(kind, {})), data)
        assert answer.status_code in (200, 303)
        assert method == "POST" or written(statements) == []
        if kind:
            answer, _statements = ask(world, role, method, address(app, endpoint, world.missing(kind)), data)
            assert answer.status_code == 404


def test_a_contact_person_who_has_left_reaches_nothing_of_the_department(app, world):
    world.leave()
    for endpoint, kind in (("portal.share", "shared with me"), ("notes.photo", "photo"), ("notes.thumbnail", "photo")):
        answer, _statements = ask(world, Role.CONTACT, "GET", address(app, endpoint, world.own[kind]))
        assert seen(answer) == nothing_there(world, Role.CONTACT)


def test_a_photo_of_a_shared_note_that_was_kept_back_is_not_there_for_the_reader(app, world):
    for endpoint in ("notes.photo", "notes.thumbnail"):
        path = address(app, endpoint, {"photo_id": world.kept_back.id})
        assert ask(world, Role.WORKER, "GET", path)[0].status_code == 200
        assert seen(ask(world, Role.CONTACT, "GET", path)[0]) == nothing_there(world, Role.CONTACT)


def test_a_duty_of_somebody_else_is_not_removed_through_the_wrong_person(world):
    other = world.make.duty()
    world.browser(Role.WORKER).post(f"/kontakt/personer/{world.own['duty']['contact_id']}/ansvar/{other.id}/fjern")
    assert other in ContactDuty.select()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_are_off(app, world, method):
    for endpoint, (_roles, kind) in POLICY.items():
        if endpoint != "static":
            path = address(app, endpoint, world.own.get(kind, {}))
            answer, statements = ask(world, Role.WORKER, method, path)
            assert (answer.status_code, written(statements)) == (405, [])


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_a_number_that_no_row_can_have_is_not_there(app, world, number):
    for endpoint, (_roles, kind) in POLICY.items():
        numbers = [name for name, value in world.own.get(kind, {}).items() if isinstance(value, int)]
        if numbers and endpoint in GUARDED:
            (method,) = methods(app, endpoint)
            role = Role.ADMIN if endpoint.startswith("admin.") else Role.WORKER
            path = address(app, endpoint, world.own[kind]).replace(f"/{world.own[kind][numbers[0]]}", f"/{number}", 1)
            answer, statements = ask(world, role, method, path)
            # A form sent to a number beyond all rows can also meet "this address takes no forms".
            assert seen(answer) == nothing_there(world, role) or (method == "POST" and answer.status_code == 405)
            assert written(statements) == []


def test_an_activation_link_is_used_up_by_its_use(world):
    browser, used = world.browser(None), FORMS["accounts.activate"](world)
    assert browser.post(f"/aktiver/{TOKEN}", data=used).status_code == 303
    assert browser.post(f"/aktiver/{TOKEN}", data=used).status_code == 404
