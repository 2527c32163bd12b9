"""Names in a text: found so that nobody's name is passed on unseen.

Danish writes only names with a capital letter inside a sentence, which tells most of them. At the start of a
sentence only the names we know and common first names are told from other words, and in lower case only the names
we know.
"""

import re
from collections.abc import Iterable

from peewee import ModelSelect, Value

from boligsocial.first_names import FIRST_NAMES
from boligsocial.models import ContactPerson, Role, User

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# What may stand between the end of a sentence and the first word of the next.
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:;\n•*–—]|\d[.)])[\s\"'»«“”(\[–-]*$")
# Polite and plural pronouns have a capital letter too.
_POLITE = frozenset({"i", "de", "dem", "deres", "jer", "jeres"})
_LONGEST_ABBREVIATION = 5
_TITLES = frozenset({"hr", "fr", "dr"})
# "Naboen Karsten" begins with a word, not a name.
_DEFINITE = ("en", "et", "erne")
STAND_IN = "beboeren"


def words_of(names: Iterable[str]) -> frozenset[str]:
    """Return the words of names, folded: {"Amina Yusuf"} gives {"amina", "yusuf"}. Initials are left out."""
    words = (word for name in names for word in _WORD.findall(name))
    return frozenset(word.casefold() for word in words if len(word) > 1)


def names_in(text: str, known: frozenset[str], innocent: frozenset[str]) -> list[str]:
    """Return the names in `text` as they stand there, each once, in order.

    `known` are folded words of people's names, `innocent` those of places and colleagues (see `words_of`).
    """
    found: dict[str, None] = {}
    for run in _runs(text):
        if _is_capital(run[0].group()):
            found.update(dict.fromkeys(_names_of(text, run, known, innocent)))
        elif _folded(run[0].group(), known) in known:
            found[run[0].group()] = None
    return list(found)


def _runs(text: str) -> list[list[re.Match[str]]]:
    """Return the words; neighbours with a capital letter, with nothing but a blank between them, together."""
    runs: list[list[re.Match[str]]] = []
    for word in _WORD.finditer(text):
        before = runs[-1][-1] if runs else None
        if before and _is_capital(before.group()) and _is_capital(word.group()):
            between = text[before.end() : word.start()]
            if between == " " or (between == ". " and before.group().casefold() in _TITLES):
                runs[-1].append(word)
                continue
        runs.append([word])
    return runs


def _is_capital(word: str) -> bool:
    return word[0].isupper()


def _folded(word: str, among: frozenset[str]) -> str:
    """Return the word folded; without its genitive when only that is among `among`: "Aminas" is Amina."""
    folded = word.casefold()
    shorter = re.sub(r"['’]?s$|['’]$", "", folded)
    return shorter if folded not in among and shorter in among else folded


def _names_of(text: str, run: list[re.Match[str]], known: frozenset[str], innocent: frozenset[str]) -> list[str]:
    """Return the names in a run of capitalised words: neighbours that are both suspect are one name."""
    names: list[list[re.Match[str]]] = [[]]
    for position, match in enumerate(run):
        word = match.group()
        is_suspect = not _is_harmless(word, known, innocent)
        if position == 0 and _SENTENCE_ENDS.search(text[: match.start()]):
            is_suspect = is_suspect and (_is_name(word, known) or _begins_a_name(run, known, innocent))
        if is_suspect:
            names[-1].append(match)
        else:
            names.append([])
    return [text[name[0].start() : name[-1].end()] for name in names if name]


def _is_name(word: str, known: frozenset[str]) -> bool:
    return _folded(word, known) in known or _folded(word, FIRST_NAMES) in FIRST_NAMES


def _begins_a_name(run: list[re.Match[str]], known: frozenset[str], innocent: frozenset[str]) -> bool:
    is_followed = len(run) > 1 and not _is_harmless(run[1].group(), known, innocent)
    return is_followed and not run[0].group().endswith(_DEFINITE)


def _is_harmless(word: str, known: frozenset[str], innocent: frozenset[str]) -> bool:
    if _folded(word, known) in known:
        return False
    is_abbreviation = word.isupper() and 1 < len(word) <= _LONGEST_ABBREVIATION
    return is_abbreviation or len(word) == 1 or word.casefold() in _POLITE or _folded(word, innocent) in innocent


def masked(text: str, names: Iterable[str]) -> str:
    """Return `text` with each of the names replaced by "beboeren"."""
    for name in sorted(names, key=len, reverse=True):
        genitive = "s" if re.search(r"s$", name.casefold()) and not name.casefold().endswith("ss") else ""
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", STAND_IN + genitive, text)
    return text


def staff_names() -> ModelSelect:
    """Return ("staff", name) of everybody who is met at work: their names are no secret of a resident's."""
    users = User.select(Value("staff"), User.full_name).where(User.role.in_((Role.WORKER, Role.CONTACT, Role.LEADER)))
    return users.union_all(ContactPerson.select(Value("staff"), ContactPerson.name))
