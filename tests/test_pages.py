"""The page walker: every page, for every role that may open it, is looked at as a browser and a person would."""

import re

import html5lib
import pytest

from boligsocial.models import Role
from tests.policy import ANYBODY, POLICY, WRITES
from tests.world import WORDS, World, address, ask
from tests.wrapper import bare, lets_htmx_reach_what_is_for_htmx

POLICY_LINE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "object-src 'none'"
)
MOST_STATEMENTS = 8
# A case's own page holds a whole case: steps, people, deadlines and notes.
# A copy holds all that there is about a resident, and is made once in a while.
COPY = {"rights.demand": 32, "rights.piece": 32, "rights.seen": 28}
# Where it stands with the journal is asked of every table that a case has rows in.
MORE_STATEMENTS = {"cases.case": 12, "journal.index": 40, **COPY}
# No page of their own: files, parts that htmx asks for, answers to machines.
NO_PAGE = {
    *(
        "static",
        "directory.vcf",
        "portal.calendar",
        "notes.photo",
        "notes.thumbnail",
        "notes.case_choice",
        "departments.dwellings",
    ),
    *("notes.worker", "figures.csv", "journal.download"),
    *("health.alive", "health.ready"),
    # They lead on, to the municipality's login and from it (tests/test_signon.py).
    *("signon.leave", "signon.come_back"),
    # Only there for a login that rested: tests/test_lock.py.
    "accounts.locked_page",
}
SENT_ON = {("today.start", Role.CONTACT), ("today.start", Role.ADMIN), ("today.start", Role.BOARD)}
# Words that come out when a library speaks in our place, or a sentence was never put into Danish.
ENGLISH = re.compile(
    r"\b(Submit|This field|Not a valid|Invalid|[Rr]equired|Please|Field must|Log in|Save|Cancel|Search|Choose"
    r"|None|True|False|[Uu]ndefined|object at 0x)\b"
)
VOID_OF_LABEL = {"hidden", "submit", "button"}
WALK = [
    (endpoint, role)
    for endpoint, (roles, _kind) in POLICY.items()
    if endpoint not in NO_PAGE | WRITES
    for role in ([None, *Role] if roles is ANYBODY else [role for role in Role if role in roles])
]


@pytest.fixture
def world(make):
    return World(make)


def page(app, world, endpoint, role):
    """Return the answer to a GET, and the statements it took."""
    _roles, kind = POLICY[endpoint]
    return ask(world, role, "GET", address(app, endpoint, world.own.get(kind, {})))


@pytest.mark.parametrize(("endpoint", "role"), WALK)
def test_a_page_is_whole_and_plain_and_quick(app, world, endpoint, role):
    answer, statements = page(app, world, endpoint, role)
    if (endpoint, role) in SENT_ON or (endpoint == "accounts.log_in" and role):
        assert answer.status_code == 303
        return
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"] == POLICY_LINE
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(statements) <= MORE_STATEMENTS.get(endpoint, MOST_STATEMENTS), "\n".join(statements)
    problems = [problem for look in LOOKS for problem in look(parsed(answer.text))]
    assert problems == []


def parsed(text):
    """Return the document; anything that HTML does not allow stops here."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def every(document, *tags):
    """Return the elements with these tags, in the order of the page."""
    return [element for element in document.iter() if element.tag in tags]


def words_of(element):
    """Return what is read aloud."""
    spoken = [*element.itertext(), *(picture.get("alt", "") for picture in every(element, "img"))]
    return " ".join("".join(spoken).split())


# -- what is looked at; each look returns what is wrong


def has_one_heading_and_a_title(document):
    headings = [words_of(heading) for heading in every(document, "h1")]
    titles = [words_of(title) for title in every(document, "title")]
    if len(headings) != 1 or not headings[0]:
        yield f"one h1, not {headings}"
    if len(titles) != 1 or not titles[0].removesuffix("Boligsocial").strip(" –"):
        yield f"a title that says where one is, not {titles}"


def says_its_language(document):
    if document.get("lang") != "da":
        yield f"lang is {document.get('lang')}"


def has_unique_ids_that_are_found(document):
    ids = [element.get("id") for element in document.iter() if element.get("id") is not None]
    yield from {f"id {name} is there twice" for name in ids if ids.count(name) > 1}
    for element in document.iter():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "form"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{element.tag} {attribute} names {name}, which is not there"
        link = element.get("href") or element.get("hx-target") or ""
        if link.startswith("#") and link[1:] not in ids:
            yield f"{element.tag} leads to {link}, which is not there"


def has_a_label_for_every_field(document):
    labelled = {label.get("for") for label in every(document, "label")}
    within = {field for label in every(document, "label") for field in every(label, "input", "select", "textarea")}
    for field in every(document, "input", "select", "textarea"):
        if field.get("type") in VOID_OF_LABEL or field in within or field.get("id") in labelled:
            continue
        if not (field.get("aria-label") or field.get("aria-labelledby")):
            yield f"{field.tag} {field.get('name')} has no label"


def has_a_name_for_every_button_and_link(document):
    for element in every(document, "button", "a"):
        if not (words_of(element) or element.get("aria-label")):
            yield f"a {element.tag} without words: {element.attrib}"


def works_without_script(document):
    for form in every(document, "form"):
        # The shell, which is nothing without script, has a form that goes nowhere by itself.
        if form.get("method", "get") not in ("post", "get", "dialog") or not form.get("action"):
            yield f"a form without method or action: {form.attrib}"
        if form.get("hx-post") not in (None, form.get("action")):
            yield f"htmx sends {form.get('action')} elsewhere: {form.get('hx-post')}"
        names = [field.get("name") for field in every(form, "input")]
        if form.get("method") == "post" and not {"csrf_token", "write_id"} <= set(names):
            yield f"the form {form.get('action')} carries no token or no id"
    without = {form.get("action") for form in every(document, "form")}
    without |= {button.get("formaction") for button in every(document, "button")}
    for element in document.iter():
        for attribute in ("hx-post", "hx-put", "hx-patch", "hx-delete"):
            if element.get(attribute) not in without | {None}:
                yield f"{element.tag} writes to {element.get(attribute)} by script alone"


def keeps_peoples_words_out_of_htmx(document):
    yield from bare(document, re.compile(WORDS))


def names_nobody_where_a_shoulder_or_a_history_reads_it(document):
    titles = " ".join(words_of(title) for title in every(document, "title"))
    if WORDS in titles or "Fornavn" in titles:
        yield f"the title holds personal data: {titles}"
    for element in document.iter():
        address = element.get("href") or element.get("action") or element.get("src") or ""
        if "Fornavn" in address or "Skrevet" in address:
            yield f"an address holds personal data: {address}"


def speaks_danish(document):
    for element in document.iter():
        said = [element.text or "", *(child.tail or "" for child in element)]
        said += [element.get(name) or "" for name in ("aria-label", "placeholder", "alt")]
        if element.tag in ("script", "style", "meta") or (element.tag == "button" and element.get("value") == "en"):
            continue
        for text in said:
            if found := ENGLISH.search(text):
                yield f"«{text.strip()}» speaks English: {found[0]}"


LOOKS = (
    has_one_heading_and_a_title,
    says_its_language,
    has_unique_ids_that_are_found,
    has_a_label_for_every_field,
    has_a_name_for_every_button_and_link,
    works_without_script,
    keeps_peoples_words_out_of_htmx,
    lets_htmx_reach_what_is_for_htmx,
    names_nobody_where_a_shoulder_or_a_history_reads_it,
    speaks_danish,
)

GOOD = (
    "<!doctype html><html lang=da><head><title>Sager – Boligsocial</title></head><body><h1>Sager</h1>{}</body></html>"
)


def test_a_good_page_has_no_problems():
    form = (
        '<form method=post action="/x"><input type=hidden name=csrf_token><input type=hidden name=write_id>'
        "<label for=a>Navn</label><input id=a name=a><button>Gem</button></form>"
    )
    page = GOOD.format(f"<p hx-ignore hx-disable>{WORDS}</p>{form}")
    assert [problem for look in LOOKS for problem in look(parsed(page))] == []


@pytest.mark.parametrize(
    ("look", "body"),
    [
        (has_one_heading_and_a_title, "<h1>To</h1>"),
        (has_unique_ids_that_are_found, "<p id=a></p><p id=a></p>"),
        (has_unique_ids_that_are_found, '<a href="#nowhere">x</a>'),
        (has_unique_ids_that_are_found, "<label for=nowhere>x</label>"),
        (has_a_label_for_every_field, "<input name=a>"),
        (has_a_name_for_every_button_and_link, "<button></button>"),
        (works_without_script, "<form method=post><button>x</button></form>"),
        (works_without_script, '<form method=post action="/x"></form>'),
        (works_without_script, '<form method=get action="/x" hx-post="/y"></form>'),
        (works_without_script, '<button hx-post="/x">x</button>'),
        (keeps_peoples_words_out_of_htmx, f"<p>{WORDS}</p>"),
        (keeps_peoples_words_out_of_htmx, f"<p hx-ignore>{WORDS}</p>"),
        (keeps_peoples_words_out_of_htmx, f"<p><b hx-ignore hx-disable>x</b>{WORDS}</p>"),
        (lets_htmx_reach_what_is_for_htmx, '<script src=htmx.js></script><p hx-ignore><b hx-get="/x">x</b></p>'),
        (names_nobody_where_a_shoulder_or_a_history_reads_it, '<a href="/x?navn=Fornavn1">x</a>'),
        (speaks_danish, "<p>This field is required.</p>"),
        (speaks_danish, "<p>None</p>"),
    ],
)
def test_each_look_sees_what_it_is_there_for(look, body):
    assert list(look(parsed(GOOD.format(body))))


def test_what_html_does_not_allow_is_seen():
    for body in ("<p><div></p>", "<a href=x href=y>x</a>", "<b>"):
        with pytest.raises(html5lib.html5parser.ParseError):
            parsed(GOOD.format(body))


def test_a_foreign_language_and_a_page_without_title_are_seen():
    assert list(says_its_language(parsed(GOOD.replace("lang=da", "lang=en").format(""))))
    assert list(has_one_heading_and_a_title(parsed(GOOD.replace("Sager – ", "").format(""))))


# -- many rows cost no more statements than one


def grow(world, times):
    """Add rows of every kind to the lists of the worker and the contact person."""
    make, worker = world.make, world.worker
    place = {"department": world.here, "dwelling": world.home}
    for _number in range(times):
        case = make.case(worker, **place)
        make.follow_up(world.case)
        make.follow_up(case)
        note = make.note(worker, text=WORDS, visit=world.visit, **place)
        make.share(note, world.contact, make.photo(note))
        make.share(world.note, make.contact(world.here))
        make.note(worker, text=WORDS, case=world.case, settled_at=note.written_at, **place)
        make.visit(worker, case=case, **place)
        make.dwelling(world.here)
        make.department(org=world.here.org)
        make.duty(department=world.here)
        make.defect(world.move_in, fault=WORDS)
        consent = make.consent(world.case, world.contact, resident=world.party.resident)
        make.share(note, make.contact(world.here), consent=consent)
        make.task(world.users[Role.VOLUNTEER], what=WORDS, case=case, consent=consent)
        make.inquiry(sender=world.contact, owner=worker, text=WORDS, department=world.here)


def test_thirty_times_the_rows_take_no_more_statements(app, world):
    def statements_of_all_pages():
        return {(endpoint, role): page(app, world, endpoint, role)[1] for endpoint, role in WALK}

    grow(world, 1)
    few = statements_of_all_pages()
    grow(world, 29)
    many = statements_of_all_pages()
    grown = {where: many[where] for where in few if len(many[where]) > len(few[where])}
    assert grown == {}
    too_many = [where for where in many if len(many[where]) > MORE_STATEMENTS.get(where[0], MOST_STATEMENTS)]
    assert too_many == []
