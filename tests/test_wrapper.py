"""What people write stands on every page, and in every part, as text in a wrapper that htmx passes over.

Escaping is what keeps a text from becoming markup. The wrapper is the second line, for what stays inside of it.
"""

import re
from uuid import uuid4

import html5lib
import pytest

from boligsocial.db import db
from boligsocial.models import Role
from tests.hostile.columns import fill, written_columns
from tests.hostile.world import FullWorld
from tests.policy import ANYBODY, BEFORE, FORMS, POLICY
from tests.test_pages import WALK, parsed
from tests.world import address
from tests.wrapper import bare

COLUMNS = [column.name for column in written_columns()]
MARK = re.compile(r"mærke(\d+)", re.IGNORECASE)
# Written by people, and on no page: in e-mails, and in the copy that a resident is handed as a file.
NOWHERE = {
    *("Notice.address", "Notice.words"),
    *("ResidentVersion.name", "ResidentVersion.phone", "ResidentVersion.language"),
}
# What htmx asks for with a question in the address.
CHOICES = ("notes.case_choice", "departments.dwellings")


@pytest.fixture
def world(make):
    """A world in which every text is the mark of its column."""
    world = FullWorld(make)
    fill(lambda column: f"mærke{COLUMNS.index(column.name)}")
    return world


def answers(app, world):
    """Yield who asked, for what, and the answer: every page of everybody, and what htmx gets for every form."""
    for endpoint, role in [*WALK, *((endpoint, Role.WORKER) for endpoint in CHOICES)]:
        for values in rows(world, endpoint):
            yield role, endpoint, asked(app, world, endpoint, role, values)
    for endpoint, form in FORMS.items():
        roles = POLICY[endpoint][0]
        for role in () if roles is ANYBODY else [role for role in Role if role in roles]:
            values = world.own.get(POLICY[endpoint][1], {})
            yield role, endpoint, asked(app, world, endpoint, role, values, form)
            yield role, endpoint, asked(app, world, endpoint, role, values, lambda _world: {})


def rows(world, endpoint):
    """Return what the address of the endpoint can name: every row of this kind of number, whatever state it is in."""
    if endpoint in CHOICES:
        return [{"department": world.here.id}]
    named = world.own.get(POLICY[endpoint][1], {}).keys()
    alike = {str(values): values for values in world.own.values() if values.keys() == named}
    return alike.values() if named else [{}]


def asked(app, world, endpoint, role, values, form=None):
    """Open the page, or let htmx send the form; what that changes is taken back."""
    browser, path = world.browser(role), address(app, endpoint, values)
    with db.obj.atomic() as moment:
        if form is None:
            answer = browser.get(path)
        else:
            world.role = role
            BEFORE.get(endpoint, lambda world: None)(world)
            data = {"write_id": str(uuid4()), **form(world)}
            answer = browser.post(path, data=data, headers={"HX-Request": "true"})
        answer.get_data()
        moment.rollback()
    return answer


def document(text):
    """Return the page, or the part as it stands in a page that is htmx's."""
    return parsed(text) if "<!doctype" in text else html5lib.parseFragment(text, namespaceHTMLElements=False)


def test_every_text_of_a_person_is_shown_and_stands_in_a_wrapper_wherever_it_is(app, world, record_property):
    found, shown, looked_at = [], set(), 0
    for role, endpoint, answer in answers(app, world):
        if answer.mimetype == "text/html" and (marks := MARK.findall(answer.text)):
            looked_at += 1
            shown |= {COLUMNS[int(number)] for number in marks}
            found += [f"{role} {endpoint}: {problem}" for problem in bare(document(answer.text), MARK)]
    record_property("measured", f"wrapper: {len(shown)} columns on {looked_at} pages and parts, {len(found)} bare")
    assert found == []
    assert set(COLUMNS) - shown == NOWHERE, "show it to this test in tests/hostile/world.py, or say where it is instead"
