"""A case file on paper: what people read of a journal package. In Danish, as it is archived, whoever asks for it."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from babel.dates import format_date

from boligsocial.casefile import Plain
from boligsocial.clock import danish
from boligsocial.paper import Paper

Photos = Callable[[str], bytes]


def case_on_paper(file: Plain, made_at: datetime, municipality: str, photo: Photos) -> bytes:
    """Return the PDF. `photo` returns the JPEG of a photo by its id."""
    case = file["case"]
    title = f"Sag {case['number']}: {case['area']['label']}"
    paper = Paper(title, f"Sag {case['number']} · {municipality} · Boligsocial", made_at)
    paper.text(f"Journalpakke fra Boligsocial, lavet {when(made_at.isoformat())}.", small=True)
    for heading, write, rows in _sections(file, photo):
        if rows:
            paper.heading(heading)
            for row in rows:
                write(paper, row)
    return paper.bytes()


def _sections(file: Plain, photo: Photos) -> Iterable[tuple[str, Callable[[Paper, Any], None], list[Any]]]:
    yield "Sagen", _case, [file["case"]]
    yield "Beboere", _resident, file["residents"]
    yield "Trin", _line, file["checklist"]
    yield "Oplysninger", _fact, file["facts"]
    yield "Notater", _note, file["notes"]
    yield "Besøg", _visit, file["visits"]
    yield "Opfølgning", _follow_up, file["follow_ups"]
    yield "Forsøg på kontakt", _attempt, file["contact_attempts"]
    yield "Aftale", _point, file["agreement"]
    yield "Mangler", _defect, file["defects"]
    yield "Samtykker", _consent, file["consents"]
    yield "Delt med andre", _share, file["shares"]
    yield "Henvendelser", _inquiry, file["inquiries"]
    yield "Frivilliges opgaver", _task, file["volunteer_tasks"]
    yield "Inhabile", _recusal, file["recusals"]
    yield "Forsegling", _seal, file["seals"]
    yield "Åbnet trods forsegling", _glass, file["glasses"]
    numbered = list(enumerate(file["photos"], 1))
    yield "Fotos", lambda paper, one: _photo(paper, one, photo), numbered
    yield "Hvem har set sagen", _showing, file["trail"]["showings"]
    yield "Hvem har gjort hvad", _act, file["trail"]["acts"]


# -- words


def when(value: str | None) -> str:
    """Return an instant ("2026-11-24T13:05:00Z") or a day ("2026-11-24") in words."""
    if not value:
        return ""
    if len(value) == len("2026-11-24"):
        return format_date(date.fromisoformat(value), "d. MMMM y", locale="da")
    moment = danish(datetime.fromisoformat(value))
    return f"{format_date(moment, 'd. MMMM y', locale='da')} kl. {moment:%H.%M}"


def label(value: Plain | None) -> str:
    """Return the word of a closed list's member."""
    return value["label"] if value else ""


def name(person: Plain | None) -> str:
    """Return a person's name."""
    return person["name"] if person else ""


def yes_no(value: bool | None) -> str:
    """Return the answer to a question, and nothing when it was not asked."""
    return "" if value is None else "ja" if value else "nej"


def place(row: Plain) -> str:
    """Return the home and its department. What is archived names a protected address too, and says that it is one."""
    home = row["dwelling"]
    secret = " (beskyttet adresse)" if home and home["is_protected"] else ""
    return ", ".join(filter(None, (f"{home['address']}{secret}" if home else "", row["department"]["name"])))


def by(*pairs: tuple[str, str, Plain | None]) -> str:
    """Return "Skrevet 24. november 2026 kl. 14.05 af Maja Lindholt. ..." of those that have happened."""
    happened = [f"{word} {when(at)}" + (f" af {name(person)}" if person else "") for word, at, person in pairs if at]
    return ", ".join(happened)


def told(*parts: str) -> str:
    """Return what there is to tell in one line."""
    return " · ".join(part for part in parts if part)


# What somebody was shown, in words; anything else stands under the trail's own name.
SHOWN = {
    "case.read": "har set sagen",
    "note.read": "har læst et notat",
    "photo.read": "har set et foto",
    "party.read": "har læst, hvad en part har fortalt",
    "resident.read": "har set en beboer",
    "visit.read": "har set et besøg",
    "consent.read": "har set et samtykke",
    "share.read": "har læst noget, der var delt",
    "inquiry.read": "har læst en henvendelse",
    "task.read": "har set en opgave",
    "agreement.read": "har læst aftalen",
    "defect.listed": "har set mangellisten",
    "journal.read": "har set, hvor sagen står med journalen",
    "package.downloaded": "har hentet en journalpakke",
}

# -- sections


def _case(paper: Paper, row: Plain) -> None:
    paper.facts(
        [
            ("Nummer", row["number"]),
            ("Id", row["id"]),
            ("Område", label(row["area"])),
            ("Status", label(row["status"])),
            ("Sted", place(row)),
            ("Organisation", row["department"]["organisation"]),
            ("Ansvarlig", name(row["responsible"])),
            ("Oprettet", when(row["opened_at"])),
            ("Afsluttet", when(row["closed_at"])),
            ("Vokset ud af sag", (row["grown_from"] or "")[:8]),
            (
                "To på besøg",
                f"{row['two_visit_reason']} (til {when(row['two_visit_until'])})" * bool(row["two_visit_until"]),
            ),
        ]
    )


def _resident(paper: Paper, row: Plain) -> None:
    person = row["resident"]
    paper.heading(f"{row['letter']}. {person['name']}", 3)
    paper.facts(
        [
            ("Del i sagen", label(row["role"])),
            ("Telefon", person["phone"]),
            ("Sprog", person["language"]),
            ("Beskyttet adresse", yes_no(person["has_protected_address"] or None)),
            ("Har fortalt", row["statement"]),
            ("Ønsker", row["wish"]),
            ("Må fortælles videre", yes_no(row["may_tell"])),
            ("Er enig", yes_no(row["agrees"])),
            ("Oplyst om sagen", when(row["informed_on"])),
            ("Taget ud af sagen", when(row["removed_at"])),
        ]
    )


def _line(paper: Paper, row: Plain) -> None:
    done = by(("ændret", row["changed_at"], row["changed_by"])) if row["state"] else ""
    paper.facts([(label(row["state"]) or "Ikke begyndt", told(row["words"] or row["key"], done))])


def _fact(paper: Paper, row: Plain) -> None:
    until = f" (gjaldt til {when(row['replaced_at'])})" if row["replaced_at"] else ""
    paper.facts([(row["words"] or row["key"], f"{_in_words(row['answer'])}{until}")])


def _in_words(answer: str) -> str:
    try:
        return when(date.fromisoformat(answer).isoformat())
    except ValueError:
        return answer


def _note(paper: Paper, row: Plain) -> None:
    paper.heading(f"{label(row['kind'])} · {label(row['topic'])} · {when(row['happened_at'])}", 3)
    paper.text(row["text"])
    undone = (("fortrudt", row["undone_at"], None),)
    written = by(("skrevet", row["written_at"], row["author"]), *undone)
    paper.text(told(place(row), written, f"udgave {row['version']}"), True)
    for before in row["versions"]:
        paper.text(f"Udgave {before['version']}, {by(('rettet', before['replaced_at'], before['replaced_by']))}", True)
        paper.text(before["text"])


def _visit(paper: Paper, row: Plain) -> None:
    happened = by(
        ("begyndt", row["started_at"], None), ("slut", row["finished_at"], None), ("aflyst", row["cancelled_at"], None)
    )
    paper.facts([(when(row["planned_at"]), told(name(row["worker"]), place(row), row["purpose"], happened))])


def _follow_up(paper: Paper, row: Plain) -> None:
    paper.facts([(when(row["due_on"]), told(row["what"], by(("udført", row["done_at"], row["done_by"]))))])


def _attempt(paper: Paper, row: Plain) -> None:
    gone = by(("fortrudt", row["undone_at"], None))
    said = f"{label(row['channel'])}: {label(row['outcome'])}"
    paper.facts([(when(row["made_at"]), told(said, name(row["made_by"]), gone))])


def _point(paper: Paper, row: Plain) -> None:
    gone = by(("fjernet", row["removed_at"], None))
    paper.facts([(when(row["from_on"]) or when(row["created_at"]), told(row["what"], gone))])


def _defect(paper: Paper, row: Plain) -> None:
    gone = by(("fundet", row["found_at"], row["found_by"]), ("fjernet", row["removed_at"], None))
    paper.facts([(label(row["room"]), told(row["fault"], gone))])


def _consent(paper: Paper, row: Plain) -> None:
    paper.heading(f"Samtykke, {when(row['from_on'])} til {when(row['until_on'])}", 3)
    kinds = ", ".join(label(one["kind"]) for one in row["kinds"])
    people = ", ".join(name(one["user"]) for one in row["recipients"])
    how = f"{label(row['given_how'])}, {label(row['interpreter'])}, modtaget af {name(row['heard_by'])}"
    ended = by(("trukket tilbage", row["withdrawn_at"], row["withdrawn_by"]))
    paper.facts([("Om", kinds), ("Til", people), ("Givet", how), ("Slut", ended)])


def _share(paper: Paper, row: Plain) -> None:
    paper.heading(f"Delt med {name(row['recipient'])}, {when(row['shared_at'])}", 3)
    basis = ": ".join(filter(None, (label(row["basis"]), row["basis_text"])))
    ended = by(("trukket tilbage", row["withdrawn_at"], row["withdrawn_by"]))
    pairs = [("Af", name(row["shared_by"])), ("Formål", label(row["purpose"])), ("Grundlag", basis)]
    pairs += [("Til", when(row["expires_at"])), ("Læst første gang", when(row["read_at"])), ("Slut", ended)]
    pairs += [("Tekst", row["text"])]
    paper.facts(pairs)
    for before in row["versions"]:
        paper.facts([(f"Udgave {before['version']}", before["text"])])
    for answer in row["answers"]:
        words = answer["text"] or label(answer["kind"])
        paper.facts([("Svar", f"{name(answer['author'])}, {when(answer['written_at'])}: {words}")])


def _inquiry(paper: Paper, row: Plain) -> None:
    paper.heading(f"{label(row['way'])} · {label(row['topic'])} · {when(row['received_at'])}", 3)
    asker = ", ".join(
        filter(None, (name(row["sender"]), *(row[f"sender_{one}"] for one in ("name", "phone", "email"))))
    )
    paper.facts([("Nummer", row["reference"]), ("Fra", asker), ("Sted", row["place"]), ("Tekst", row["text"])])
    for answer in row["answers"]:
        paper.facts([("Svar", f"{name(answer['author'])}, {when(answer['written_at'])}: {answer['text']}")])


def _task(paper: Paper, row: Plain) -> None:
    happened = by(
        ("udført", row["done_at"], None), ("afslået", row["declined_at"], None), ("aflyst", row["cancelled_at"], None)
    )
    paper.facts([(when(row["starts_at"]), told(name(row["volunteer"]), row["what"], row["meeting_place"], happened))])


def _recusal(paper: Paper, row: Plain) -> None:
    paper.facts([(when(row["recused_at"]), name(row["user"]))])


def _seal(paper: Paper, row: Plain) -> None:
    keepers = ", ".join(name(keeper["user"]) for keeper in row["keepers"])
    lifted = by(("ophævet", row["lifted_at"], row["lifted_by"]))
    sealed = by(("forseglet", row["sealed_at"], row["sealed_by"]))
    paper.facts([(label(row["why"]), told(row["words"], sealed, keepers, lifted))])


def _glass(paper: Paper, row: Plain) -> None:
    reviewed = by((label(row["verdict"]), row["reviewed_at"], row["reviewed_by"]))
    paper.facts([(when(row["opened_at"]), told(name(row["user"]), row["reason"], reviewed, row["remark"]))])


def _photo(paper: Paper, numbered: tuple[int, Plain], photo: Photos) -> None:
    number, row = numbered
    paper.photo(photo(row["id"]), told(f"Foto {number}", by(("modtaget", row["created_at"], row["uploader"]))))


def _showing(paper: Paper, row: Plain) -> None:
    span = (
        f"{row['times']} gange, {when(row['first'])} til {when(row['last'])}"
        if row["times"] > 1
        else when(row["first"])
    )
    paper.facts([(name(row["who"]) or "Systemet", told(SHOWN.get(row["event"]) or row["event"], span))])


def _act(paper: Paper, row: Plain) -> None:
    paper.facts([(when(row["at"]), f"{name(row['who']) or 'Systemet'}: {row['event']}")])
