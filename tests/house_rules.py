"""The house rules as functions over source text. Each returns sentences that say what is wrong and how to mend it."""

import ast
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, meta, nodes

TOP = Path(__file__).parent.parent
PACKAGE = TOP / "boligsocial"
LONGEST_FILE, LONGEST_FUNCTION = 300, 25

# What stands on what. Everything of the package that is not named here or a room is common ground.
CLOCK, DATABASE, MODELS, GROUND, ROOM, ROOF = range(6)
LAYERS = {
    "boligsocial.clock": CLOCK,
    "boligsocial.keys": CLOCK,
    "boligsocial.db": DATABASE,
    "boligsocial.encrypted": DATABASE,
    "boligsocial.fields_at_rest": DATABASE,
    "boligsocial.models": MODELS,
    "boligsocial": ROOF,
    "boligsocial.cli": ROOF,
    "boligsocial.cli_keys": ROOF,
    "boligsocial.demo": ROOF,
}
ROOMS = {f"boligsocial.{views.parent.name}" for views in PACKAGE.glob("*/views.py")}
# A library that one module alone may know, so that it can be changed in one place.
KEEPERS = {
    "htmx_flask": ("boligsocial.web",),
    # The demo draws its invented photos; no file from outside ever reaches it.
    "PIL": ("boligsocial.photos",),
    "fpdf": ("boligsocial.paper",),
    "huey": ("boligsocial.jobs",),
    "smtplib": ("boligsocial.mailing",),
    # What comes from the net is met in one place.
    **dict.fromkeys(("authlib", "joserfc", "requests"), ("boligsocial.signon.provider",)),
    "sqlcipher3": ("boligsocial.encrypted",),
    "segno": ("boligsocial.qr_codes", "boligsocial.directory.cards"),
    "webauthn": ("boligsocial.passkeys",),
    "cryptography": ("boligsocial.fields_at_rest", "boligsocial.one_time"),
}
TOP_LEVEL = {
    *(
        "app.py",
        "boligsocial",
        "templates",
        "static",
        "tests",
        "docs",
        "instance",
        "Makefile",
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
    ),
    *("LICENSE", "requirements.txt", "requirements-dev.txt", "pyproject.toml", "babel.cfg", ".ci", ".gitignore"),
    # what git, tools and test runs leave
    *(
        ".git",
        ".venv",
        ".venv-scan",
        "sbom.json",
        ".ruff_cache",
        ".mypy_cache",
        ".pytest_cache",
        ".hypothesis",
        "__pycache__",
        "test-results",
    ),
}
# Template names that the app gives every template; whatever else a part uses, it says in its first line.
GIVEN = {
    *("_", "gettext", "ngettext", "url_for", "icon", "place", "today", "language", "languages", "csrf_token"),
    *("current_user", "is_demo", "get_flashed_messages", "request", "session", "g", "config", "how_met"),
}


def module_name(path: Path) -> str:
    """Return "boligsocial.notes.views" for the file's path."""
    parts = path.relative_to(TOP).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources(pattern: str = "**/*.py", under: Path = PACKAGE) -> dict[str, str]:
    """Return {module name or path: source} of the files under a folder."""
    found = sorted(path for path in under.glob(pattern) if path.is_file() and "__pycache__" not in path.parts)
    return {module_name(p) if p.suffix == ".py" else str(p.relative_to(TOP)): p.read_text() for p in found}


# -- imports ----------------------------------------------------------------------------------------------------


def imported(source: str) -> set[str]:
    """Return every module that the source imports, at the top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                names.add("a relative import")
            elif node.module == "boligsocial":
                modules = (alias.name for alias in node.names)
                names.update(f"boligsocial.{name}" if _is_module(name) else "boligsocial" for name in modules)
            else:
                names.add(node.module or "")
    return names


def _is_module(name: str) -> bool:
    return (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()


def _is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def layer_of(module: str) -> int:
    """Return how high in the house a module lies."""
    if any(_is_in(module, room) for room in ROOMS):
        return ROOM
    named = [
        layer for name, layer in LAYERS.items() if module == name or (name != "boligsocial" and _is_in(module, name))
    ]
    return named[0] if named else GROUND


def upward_imports(module: str, source: str) -> list[str]:
    """Imports point down: rooms -> ground -> models -> db -> clock; a room never imports another room."""
    wrong = []
    for name in imported(source):
        if name == "a relative import":
            wrong.append(f"{module}: write imports from the top (from boligsocial.x import y)")
        if not _is_in(name, "boligsocial"):
            continue
        here, there = layer_of(module), layer_of(name)
        other_room = here == there == ROOM and module.split(".")[1] != name.split(".")[1]
        if there > here or other_room:
            wrong.append(f"{module} imports {name}: move what both need down to the ground")
    return wrong


def misplaced_libraries(module: str, source: str) -> list[str]:
    """Some libraries have one keeper, and what a room does (actions) knows nothing of the web."""
    knows_no_flask = module.endswith((".actions", ".photos", ".clock")) or _is_in(module, "boligsocial.procedures")
    wrong = []
    for name in imported(source):
        library = name.split(".")[0]
        if library in KEEPERS and not any(_is_in(module, keeper) for keeper in KEEPERS[library]):
            wrong.append(f"{module} imports {library}: ask {KEEPERS[library][0]} to do it")
        if knows_no_flask and (library == "flask" or library.startswith(("flask_", "werkzeug"))):
            wrong.append(f"{module} imports {library}: take what it needs as an argument")
    return wrong


# -- length -----------------------------------------------------------------------------------------------------


def too_long(name: str, source: str) -> list[str]:
    """Files end before 300 lines; functions before 25, not counting decorators and docstring."""
    wrong = []
    if (lines := len(source.splitlines())) >= LONGEST_FILE:
        wrong.append(f"{name} has {lines} lines: divide it by subject")
    if name.endswith((".html", ".js", ".css", ".svg")):
        return wrong
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (length := length_of(node)) >= LONGEST_FUNCTION:
            wrong.append(f"{name}.{node.name} has {length} lines: give a part of it a name of its own")
    return wrong


def length_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return a function's lines from `def` to its end, without its docstring."""
    length = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        length -= (first.end_lineno or 0) - first.lineno + 1
    return length


# -- templates --------------------------------------------------------------------------------------------------

FORBIDDEN_IN_TEMPLATES = {
    r"<script(?![^>]*\bsrc=)": "a script of the page's own: put it in static/js",
    r"<style\b|\bstyle\s*=": "a style of the page's own: use a part of static/app.css",
    r"\son[a-z]+\s*=": "an event attribute: listen in static/js",
    r"hx-on\b|data-hx-": "hx-on or data-hx-: the policy refuses it; listen in static/js",
    r"\bjs:|javascript:": "script in an attribute: listen in static/js",
    r"hx-trigger\s*=\s*[\"'][^\"']*\[": "a filter in hx-trigger: the policy refuses it",
    r"\|\s*safe\b|\bautoescape\b": "unescaped text: pass text as text",
    r"\bMarkup\b": "Markup: only icons.py makes it",
    r"[^\w]_\((?![\"'])(?![\w.\[\]]+\.label\b)": "_ of a value takes it for markup: write |translated",
}
FORBIDDEN_IN_PYTHON = {
    r"\bMarkup\(|render_template_string|\|\s*safe\b": "markup made in Python: leave it to a template",
}
FORBIDDEN_IN_SCRIPTS = {
    # What a person typed is text. A line that puts in markup made by a template of ours says so.
    r"(\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function)"
    r"(?!.*// made by our own template$)": "text turned into markup",
}
EVERYWHERE = {
    r"\bTODO\b|\bFIXME\b|\bXXX\b": "a note to oneself: do it, or file an issue",
}
ELSEWHERE = {
    # The names of XML languages are never fetched; those of "no link at all" are neither.
    r"https?://(?!www\.w3\.org/2000/svg)|[\"'(=]//[a-z]": "an address elsewhere: keep an own copy under static/vendor",
}


def offences(text: str, forbidden: dict[str, str], name: str = "sample") -> list[str]:
    """Return a sentence for every forbidden thing in the text."""
    wrong = []
    for pattern, fix in forbidden.items():
        for match in re.finditer(pattern, text, re.IGNORECASE | re.MULTILINE):
            line = text.count("\n", 0, match.start()) + 1
            wrong.append(f"{name}:{line}: {fix}")
    return wrong


def unsaid_needs(name: str, source: str, env: Environment) -> list[str]:
    """A part's first line names exactly the variables it needs: {# needs: case, form #}."""
    said = re.match(r"\{# needs: ([a-z0-9_, ]+)(?:;[^#]*)?#\}", source)
    if said is None:
        return [f"{name}: let its first line say what it needs, e.g. {{# needs: case, form #}}"]
    words = {word.strip() for word in said.group(1).split(",")} - {"nothing", ""}
    tree = env.parse(source)
    # Jinja takes a name that is set in one branch only for one that comes from outside.
    own = {target.name for node in tree.find_all(nodes.Assign) for target in [node.target] if hasattr(target, "name")}
    used = meta.find_undeclared_variables(tree) - GIVEN - own
    return [] if words == used else [f"{name} says that it needs {sorted(words)} and uses {sorted(used)}"]


# -- addresses --------------------------------------------------------------------------------------------------


def glossary_words(text: str) -> set[str]:
    """Return the URL words of docs/glossary.md: the first column of the table under "Words in addresses"."""
    table = text.partition("## Words in addresses")[2]
    return set(re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE))


def strange_addresses(rules: Iterable[str], words: set[str]) -> list[str]:
    """Addresses are kebab-case Danish without special letters, in the glossary's words."""
    wrong = []
    for rule in rules:
        for part in re.sub(r"<[^>]+>", "", rule).split("/"):
            word = part.partition(".")[0]
            if word and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", word):
                wrong.append(f"{rule}: write «{word}» as kebab-case without æ, ø and å")
            elif word and word not in words:
                wrong.append(f"{rule}: «{word}» is no word of the table in docs/glossary.md")
    return wrong


def undeclared(views: dict[str, Callable[..., Any]]) -> list[str]:
    """Every view says who may open it."""
    return [
        f"{name}: write @allow(...) or @public on its view"
        for name, v in views.items()
        if not hasattr(v, "allowed_roles")
    ]
