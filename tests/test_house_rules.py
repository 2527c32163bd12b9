"""The house rules. Each is held over the whole house, and shown to bite on a bad sample."""

import hashlib
import re

import pytest

from tests import house_rules as rules

PYTHON = rules.sources()
TESTS = rules.sources(under=rules.TOP / "tests")
TEMPLATES = rules.sources("**/*.html", rules.TOP / "templates") | rules.sources("**/*.svg", rules.TOP / "templates")
STATIC = {
    name: text
    for kind in ("*.css", "*.js", "*.svg", "*.html", "*.webmanifest")
    for name, text in rules.sources(f"**/{kind}", rules.TOP / "static").items()
    # A built script is exactly its sources, which another test holds.
    if "/vendor/" not in name and not name.endswith(".min.js")
}


def over(texts, rule):
    """Return what a rule says about all the texts, one sentence a line."""
    return "\n".join(sentence for name, text in texts.items() for sentence in rule(name, text))


# -- who may ----------------------------------------------------------------------------------------------------


def test_every_view_declares_who_may_open_it(app):
    assert rules.undeclared(app.view_functions) == []


def test_a_view_that_says_nothing_is_found():
    assert rules.undeclared({"cases.secret": lambda: ""}) == ["cases.secret: write @allow(...) or @public on its view"]


# -- imports ----------------------------------------------------------------------------------------------------


def test_imports_point_down():
    assert over(PYTHON, rules.upward_imports) == ""


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("boligsocial.notes.views", "from boligsocial.cases.queries import open_cases"),
        ("boligsocial.notes.views", "from boligsocial import cases"),
        ("boligsocial.notes.views", "from boligsocial import create_app"),
        ("boligsocial.timeline", "import boligsocial.notes.queries"),
        ("boligsocial.models.notes", "from boligsocial.access import visible_notes"),
        ("boligsocial.db", "from boligsocial.models import Note"),
        ("boligsocial.clock", "from boligsocial import db"),
        ("boligsocial.web", "def view():\n    from boligsocial.portal import views"),
        ("boligsocial.web", "from . import errors"),
    ],
)
def test_an_import_that_points_up_or_sideways_is_found(module, line):
    assert rules.upward_imports(module, line)


def test_an_import_within_the_room_or_downwards_is_fine():
    down = "from boligsocial.notes import actions\nfrom boligsocial import photos\nfrom boligsocial.models import Note"
    assert rules.upward_imports("boligsocial.notes.views", down) == []


def test_libraries_with_one_keeper_are_used_by_it_alone_and_actions_know_no_flask():
    assert over(PYTHON, rules.misplaced_libraries) == ""


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("boligsocial.notes.views", "from PIL import Image"),
        ("boligsocial.notes.views", "import htmx_flask"),
        ("boligsocial.notes.actions", "from flask import g"),
        ("boligsocial.notes.actions", "from flask_login import current_user"),
        ("boligsocial.procedures.move_in", "import flask"),
        ("boligsocial.photos", "from werkzeug.datastructures import FileStorage"),
    ],
)
def test_a_misplaced_library_is_found(module, line):
    assert rules.misplaced_libraries(module, line)


# -- length -----------------------------------------------------------------------------------------------------


def test_files_end_before_300_lines_and_functions_before_25():
    house = {name: text for name, text in PYTHON.items() if ".migrations." not in name}
    scripts = {name: text for name, text in STATIC.items() if name.endswith(".js")}
    assert over(house | TESTS | TEMPLATES | scripts, rules.too_long) == ""


def test_a_long_file_and_a_long_function_are_found():
    function = '@mark\ndef long():\n    """Say.\n\n    More.\n    """\n' + "    x = 1\n" * 24
    assert rules.too_long("short.py", function.replace("    x = 1\n", "", 1)) == []
    assert rules.too_long("sample.py", function) == ["sample.py.long has 25 lines: give a part of it a name of its own"]
    assert rules.too_long("sample.html", "<p>\n" * 300) == ["sample.html has 300 lines: divide it by subject"]


# -- templates --------------------------------------------------------------------------------------------------


def test_a_part_names_what_it_needs(app):
    parts = {name: text for name, text in TEMPLATES.items() if "/_" in name}
    assert len(parts) > 5
    assert over(parts, lambda name, text: rules.unsaid_needs(name, text, app.jinja_env)) == ""


def test_a_part_that_names_too_little_or_too_much_or_nothing_is_found(app):
    def found(source):
        return rules.unsaid_needs("sample", source, app.jinja_env)

    assert found("{# needs: note #}\n{{ note.text }}{{ url_for('x') }}") == []
    assert found("{# needs: nothing; macros #}\n{% macro a(b) %}{{ b }}{% endmacro %}") == []
    assert found("{{ note.text }}")
    assert found("{# needs: note #}\n{{ note.text }}{{ form }}")
    assert found("{# needs: note, form #}\n{{ note.text }}")


def test_nothing_in_a_template_runs_or_styles_or_escapes_the_escaping():
    assert over(TEMPLATES, lambda name, text: rules.offences(text, rules.FORBIDDEN_IN_TEMPLATES, name)) == ""
    python = {name: text for name, text in PYTHON.items() if name != "boligsocial.icons"}
    assert over(python, lambda name, text: rules.offences(text, rules.FORBIDDEN_IN_PYTHON, name)) == ""
    assert over(STATIC, lambda name, text: rules.offences(text, rules.FORBIDDEN_IN_SCRIPTS, name)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "<script>run()</script>",
        "<style>p{}</style>",
        '<p style="color: red">',
        '<p onclick="run()">',
        '<p hx-on:click="run()">',
        '<p data-hx-post="/log">',
        "<p hx-vals='js:{a: 1}'>",
        '<a href="javascript:run()">',
        '<p hx-trigger="click[ctrlKey]">',
        "{{ note.text|safe }}",
        "{{ note.text | safe }}",
        "{% autoescape false %}",
        "{{ Markup(note.text) }}",
        "{{ _(person.title) }}",
        "{{ _(person.title or person.role.label) }}",
    ],
)
def test_what_is_forbidden_in_a_template_is_found(text):
    assert rules.offences(text, rules.FORBIDDEN_IN_TEMPLATES)


def test_what_is_forbidden_in_code_is_found():
    assert rules.offences("return Markup(text)", rules.FORBIDDEN_IN_PYTHON)
    assert rules.offences("render_template_string(text)", rules.FORBIDDEN_IN_PYTHON)
    assert rules.offences("box.innerHTML = text;", rules.FORBIDDEN_IN_SCRIPTS)
    assert rules.offences("eval(text)", rules.FORBIDDEN_IN_SCRIPTS)


def test_nothing_is_fetched_from_elsewhere():
    assert over(TEMPLATES | STATIC, lambda name, text: rules.offences(text, rules.ELSEWHERE, name)) == ""


def test_an_address_elsewhere_is_found():
    for text in (
        '<img src="https://example.org/a.png">',
        '<script src="//cdn.example.org/a.js">',
        "url(//example.org)",
    ):
        assert rules.offences(text, rules.ELSEWHERE)
    assert rules.offences('<svg xmlns="http://www.w3.org/2000/svg">', rules.ELSEWHERE) == []


def test_every_static_file_and_shape_that_a_template_names_exists():
    names = {name for text in TEMPLATES.values() for name in re.findall(r"filename=[\"']([^\"']+)", text)}
    assert "app.css" in names
    assert [name for name in names if not (rules.TOP / "static" / name).is_file()] == []
    shapes = {name for text in TEMPLATES.values() for name in re.findall(r"\bicon\([\"']([^\"']+)", text)}
    assert "user" in shapes
    assert [name for name in shapes if not (rules.TOP / "templates/icons" / f"{name}.svg").is_file()] == []


# -- the rest ---------------------------------------------------------------------------------------------------


def test_addresses_are_kebab_case_in_the_glossarys_words(app):
    words = rules.glossary_words((rules.TOP / "docs/glossary.md").read_text())
    assert rules.strange_addresses((rule.rule for rule in app.url_map.iter_rules()), words) == []


def test_a_strange_address_is_found():
    words = {"sager", "ny"}
    assert rules.strange_addresses(["/sager/<uuid:case_id>/ny", "/sager.csv", "/"], words) == []
    for address in ("/cases", "/sager/Ny", "/sager_ny", "/sager/påny"):
        assert rules.strange_addresses([address], words)


def test_every_word_of_the_address_table_is_used(app):
    words = rules.glossary_words((rules.TOP / "docs/glossary.md").read_text())
    used = {part.partition(".")[0] for rule in app.url_map.iter_rules() for part in rule.rule.split("/")}
    assert sorted(words - used) == []


def wrong_hashes(recorded, files):
    """Compare lines of sha256sum with {name: content}."""
    lines = dict(reversed(line.split(maxsplit=1)) for line in recorded.splitlines())
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return sorted(name for name in lines.keys() | digests.keys() if lines.get(name) != digests.get(name))


def test_vendored_files_match_their_recorded_hashes():
    folder = rules.TOP / "static/vendor"
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    recorded = files.pop("HASHES").decode()
    assert wrong_hashes(recorded, files) == [], (
        "in static/vendor: sha256sum <file> >> HASHES, after reading what changed"
    )


def test_a_changed_or_unrecorded_vendored_file_is_found():
    recorded = f"{hashlib.sha256(b'library').hexdigest()}  library.js\n"
    assert wrong_hashes(recorded, {"library.js": b"library"}) == []
    assert wrong_hashes(recorded, {"library.js": b"other"}) == ["library.js"]
    assert wrong_hashes(recorded, {"library.js": b"library", "new.js": b""}) == ["new.js"]
    assert wrong_hashes(recorded, {}) == ["library.js"]


def test_the_top_level_holds_the_few_names_that_the_architecture_lists():
    there = {path.name for path in rules.TOP.iterdir()}
    assert sorted(there - rules.TOP_LEVEL) == [], "put it where it belongs, or under docs/"


def test_nobody_leaves_notes_to_themselves():
    house = {name: text for name, text in PYTHON.items()} | TEMPLATES | STATIC
    assert over(house, lambda name, text: rules.offences(text, rules.EVERYWHERE, name)) == ""
    assert rules.offences("# TODO later", rules.EVERYWHERE)


def test_every_file_that_the_readme_points_to_is_there():
    readme = (rules.TOP / "README.md").read_text()
    named = [name for name in re.findall(r"\]\(([^)#]+)\)", readme) if "://" not in name]
    assert len(named) > 10
    assert [name for name in named if not (rules.TOP / name).exists()] == []
