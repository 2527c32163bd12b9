"""The English catalogue: whole, true to the Danish sentences, and the only language on an English page."""

import io
import re
from pathlib import Path

import html5lib
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from boligsocial.models import NoteKind, Role, Topic, User
from tests.policy import ANYBODY, POLICY, WRITES
from tests.world import World, address, ask

TOP = Path(__file__).parents[1]
PO = TOP / "boligsocial/translations/en/LC_MESSAGES/messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)\w|%%")
ENDING = re.compile(r"\s*[.:?!]?\s*\Z")
# What stands on the pages of the small world but is nobody's sentence: names, addresses, notes and the other language.
DATA = re.compile(
    r"Skrevet af et menneske[^<\n]*|(Fornavn|Efternavn|Boligorganisation |Afdeling |Kontakt )\d+"
    r"|Prøvevej \d+|Prøveby|Birkelunden 22, 1\. tv\.|Ring og hør, hvordan det går|\b(Dansk|English|EN 301 549)\b"
)
DANISH = re.compile(
    r"[æøåÆØÅ]|\b(af|afdeling|afslut|bolig|den|der|det|din|dit|du|eller|en|er|et|fjern|fra|gem|hvem|hvor|hvad|ikke|med"
    r"|notat|og|opret|ret|sag|som|til|vi|vis)\b",
    re.IGNORECASE,
)
SPOKEN = ("aria-label", "alt", "placeholder", "title")
# Files, and answers to machines.
NO_PAGE = {
    "static",
    "directory.vcf",
    "journal.download",
    "portal.calendar",
    "notes.photo",
    "notes.thumbnail",
    "health.alive",
    "health.ready",
}
NO_PAGE |= {"notes.shell", "notes.worker"}  # the same Danish bytes for everybody
PAGES = [endpoint for endpoint in POLICY if endpoint not in NO_PAGE | WRITES]


# -- the catalogue


@pytest.fixture(scope="module")
def catalogue():
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def sentences(catalogue):
    """Return {Danish: English}; what has a plural is a pair on both sides."""
    return {hashable(message.id): hashable(message.string) for message in catalogue if message.id}


def hashable(words):
    return tuple(words) if isinstance(words, list) else words


def forms(words):
    return [words] if isinstance(words, str) else list(words)


def pairs(catalogue):
    """Return every English form beside the Danish one of the same number."""
    both = sentences(catalogue).items()
    return [pair for danish, english in both for pair in zip(forms(danish), forms(english), strict=True)]


def extracted():
    """Return every sentence in the code and the templates."""
    with (TOP / "babel.cfg").open() as file:
        method_map, options_map = parse_mapping_cfg(file)
    keywords = DEFAULT_KEYWORDS | parse_keywords(["N_", "lazy_gettext"])
    found = extract_from_dir(TOP, method_map, options_map, keywords)
    template = Catalog()
    for _file, _line, message, _comments, context in found:
        template.add(message, context=context)
    return set(sentences(template))


def test_the_catalogue_holds_every_sentence_and_none_that_is_gone(catalogue):
    found, held = extracted(), set(sentences(catalogue))
    assert len(found) > 500
    assert (sorted(found - held, key=str), sorted(held - found, key=str)) == ([], []), "run: make translations"
    assert not catalogue.obsolete


def test_every_sentence_is_in_english_and_nobody_is_unsure_of_it(catalogue):
    assert [danish for danish, english in sentences(catalogue).items() if not all(map(str.strip, forms(english)))] == []
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert not catalogue.fuzzy


def test_both_languages_fill_in_the_same_values(catalogue):
    for danish, english in pairs(catalogue):
        assert sorted(PLACEHOLDER.findall(danish)) == sorted(PLACEHOLDER.findall(english)), danish


def test_both_languages_begin_and_end_alike(catalogue):
    for danish, english in pairs(catalogue):
        assert ENDING.search(danish)[0] == ENDING.search(english)[0], danish
        assert danish[0].isspace() == english[0].isspace(), danish


def test_no_english_sentence_is_spelled_with_danish_letters(catalogue):
    assert [english for _danish, english in pairs(catalogue) if re.search("[æøåÆØÅ»«]", english)] == []


def test_the_catalogue_names_no_person_and_changes_only_with_its_sentences():
    text = PO.read_text(encoding="utf-8")
    header = text.split("\n\n", 1)[0]
    assert "charset=utf-8" in header
    assert not re.search(r"@|Date|Generated|Translator", header)
    assert not re.search(r"^(#:|#~|#, fuzzy)", text, re.MULTILINE)


def test_the_catalogue_in_use_is_the_one_that_is_kept(catalogue):
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    with PO.with_suffix(".mo").open("rb") as file:
        assert sentences(read_mo(file)) == sentences(read_mo(compiled)), "run: make translations"


# -- the pages


def said(text):
    """Return what a page says, piece by piece: texts, names that are read aloud, and messages kept for later."""
    document = html5lib.parse(text, namespaceHTMLElements=False)
    spoken = []
    for element in document.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "meta"):
            continue
        # What says that it is Danish may be: the names of Danish laws have no others.
        own = None if element.get("lang") == "da" and element.tag != "html" else element.text
        pieces = [own, *(child.tail for child in element)]
        pieces += [words for name, words in element.items() if name in SPOKEN or name.startswith("data-")]
        spoken += [" ".join(DATA.sub("", piece).split()) for piece in pieces if piece]
    return [piece for piece in spoken if piece.strip(" ·,–:()")]


def walk(app, make, role, language):
    """Yield (endpoint, what it says) of every page the role may open, in a language; None is nobody signed in."""
    world = World(make)
    User.update(language=language).execute()
    for endpoint in PAGES:
        roles, kind = POLICY[endpoint]
        if roles is not ANYBODY and role not in roles:
            continue
        answer, _statements = ask(world, role, "GET", address(app, endpoint, world.own[kind] if kind else {}))
        if answer.status_code == 200:
            yield endpoint, said(answer.text)


def only_in(catalogue, language):
    """Return the sentences, without values in them, that are said in one language and not in the other."""
    danish = {form for pair in pairs(catalogue) for form in pair[:1]}
    english = {form for pair in pairs(catalogue) for form in pair[1:]}
    mine, other = (danish, english) if language == "da" else (english, danish)
    # Compared as whole pieces, so that a word both languages use inside a sentence is no leak.
    return {sentence for sentence in mine if "%(" not in sentence} - other


@pytest.mark.parametrize("role", list(Role))
def test_an_english_page_is_english(app, make, catalogue, role):
    danish = only_in(catalogue, "da")
    walked = dict(walk(app, make, role, "en"))
    assert "accounts.me" in walked
    for endpoint, pieces in walked.items():
        assert danish & set(pieces) == set(), endpoint
        assert [piece for piece in pieces if DANISH.search(piece)] == [], endpoint


@pytest.mark.parametrize("role", list(Role))
def test_a_danish_page_shows_no_english(app, make, catalogue, role):
    english = only_in(catalogue, "en")
    for endpoint, pieces in walk(app, make, role, "da"):
        assert english & set(pieces) == set(), endpoint


def test_a_page_says_the_words_of_the_trade_in_english(make):
    worker = make.worker(language="en", first_name="Maja")
    make.note(worker, kind=NoteKind.CALL, topic=Topic.INDOOR_CLIMATE, department=make.department(name="Birkelunden"))
    phone = make.client(worker)
    expected = {
        "/": ["Today", "Cases", "Log", "Contact", "More", "Quick log", "Call · Indoor climate · Birkelunden"],
        "/log": ["What did you do?", "Noise", "Save note", "Write only what is necessary. No CPR numbers."],
        "/notater/uafklaret": ["Unsettled", "Only us", "Create case", "No case needed"],
        "/kontakt": ["Whom do I contact?", "All topics"],
        "/mig": ["Me", "Log out", "Language", "Housing social worker"],
    }
    for path, words in expected.items():
        page = phone.get(path).text
        assert '<html lang="en">' in page
        assert [word for word in words if word not in page] == [], path


def test_a_refused_form_answers_in_english(make):
    phone = make.client(make.worker(language="en"))
    answer = phone.post("/log", data={"write_id": "x"})
    assert answer.status_code == 422
    assert "Choose a department." in answer.text
    assert [piece for piece in said(answer.text) if DANISH.search(piece)] == []


def test_somebody_not_signed_in_chooses_english_on_the_login_page(client):
    client.post("/sprog", data={"language": "en", "next": "/log-ind"})
    page = client.get("/log-ind").text
    assert '<html lang="en">' in page
    assert [piece for piece in said(page) if DANISH.search(piece)] == []
