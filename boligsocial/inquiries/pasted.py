"""Reading an e-mail that somebody pasted: who sent it, what it is called, and what it says. Pure functions."""

import re
from email import message_from_string
from email.header import decode_header, make_header
from email.message import Message
from html import unescape
from typing import NamedTuple

# The lines above a message, as Danish and English mail programs write them.
SENDER, SUBJECT = ("fra", "from"), ("emne", "subject")
OTHERS = (
    *("til", "to", "cc", "bcc", "kopi", "sendt", "sent", "dato", "date", "svar til", "reply-to", "prioritet"),
    *("vedhæftede filer", "vedhæftet", "attachments", "importance", "vigtighed"),
)
HEADER = re.compile(rf"\s*\**({'|'.join((*SENDER, *SUBJECT, *OTHERS))}):\**[ \t]*(.*)", re.IGNORECASE)
# What begins a message that is only quoted, or one that is passed on.
QUOTED = re.compile(
    r"\s*(>|_{10,}\s*$|-{2,} ?(oprindelig meddelelse|original message) ?-{2,}"
    # Only with an address or a time of day: people write "Den 3. skrev hun:" themselves.
    r"|(?=.*(@|\d[.:]\d\d))(den|d\.|on)\b.{4,160}\b(skrev|wrote)\b.*:\s*$)",
    re.IGNORECASE,
)
PASSED_ON = re.compile(r"\s*(-{2,} ?)?(videresendt (besked|meddelelse|mail)|forwarded message|fwd:)", re.IGNORECASE)
# With limits, so that a long word costs no more than many short ones.
ADDRESS = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63}){1,8}")
# Headers that stand in no mail program's window: this is the message itself, as it was sent.
RAW = re.compile(r"^(received|return-path|mime-version|message-id|content-type|delivered-to):", re.IGNORECASE)
LONGEST_HEADER, MOST_HEADERS = 1_000, 12
TAG, BREAK = re.compile(r"<[^<>]*>"), re.compile(r"<(br|/p|/div|/tr|/h\d)\b[^<>]*>", re.IGNORECASE)
UNSEEN = ("head", "style", "script")


class Mail(NamedTuple):
    """What a pasted e-mail tells; what it does not tell is ""."""

    name: str
    address: str
    subject: str
    text: str


def read_mail(pasted: str) -> Mail:
    """Return what a pasted e-mail tells, whether it is what the screen showed or the message as it was sent."""
    lines = pasted.replace("\r\n", "\n").lstrip("\ufeff\n ").split("\n")
    if any(RAW.match(line) for line in _before_blank(lines)):
        return _read_raw("\n".join(lines))
    before, headers, after = _parted(lines)
    name, address = _person(_first(headers, SENDER))
    return Mail(name, address, _first(headers, SUBJECT), _own_words([*before, *after]))


def _before_blank(lines: list[str]) -> list[str]:
    end = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    return lines[:end]


def _parted(lines: list[str]) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """Return the lines before the message's headers, the headers, and the lines after them.

    Headers further down belong to a message that is quoted, unless it is one that is passed on.
    """
    start = 0
    if not _is_block(lines, 0):
        passed_on = next((number for number, line in enumerate(lines) if PASSED_ON.match(line)), None)
        if passed_on is None:
            return lines, [], []
        start = next((number for number in range(passed_on, len(lines)) if HEADER.match(lines[number])), len(lines))
        before = lines[:passed_on]
    else:
        before = []
    headers = []
    for line in lines[start:]:
        if (match := HEADER.match(line)) is None:
            break
        headers.append((match[1].casefold(), match[2].strip()))
    return before, headers, lines[start + len(headers) :]


def _is_block(lines: list[str], start: int) -> bool:
    """Return whether a message's headers begin here: one of them says who sent it."""
    keys = []
    for line in lines[start : start + MOST_HEADERS]:
        if (match := HEADER.match(line)) is None:
            break
        keys.append(match[1].casefold())
    return any(key in SENDER for key in keys)


def _first(headers: list[tuple[str, str]], keys: tuple[str, ...]) -> str:
    return _short(next((value for key, value in headers if key in keys), ""))


def _short(value: str) -> str:
    return " ".join(value[:LONGEST_HEADER].split())


def _person(value: str) -> tuple[str, str]:
    """Return name and address of "Anna Holm <anna@eksempel.dk>" and its relatives."""
    found = ADDRESS.search(value)
    address = found[0] if found else ""
    around = value.replace(address, " ") if address else value
    return " ".join(re.sub(r"[\"<>()\[\]*]|mailto:", " ", around).split()), address


def _own_words(lines: list[str]) -> str:
    """Return the text without what it quotes."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        if QUOTED.match(line) or (kept and _is_quoted_block(lines, number)):
            break
        kept.append(line.rstrip())
    return "\n".join(kept).strip()


def _is_quoted_block(lines: list[str], start: int) -> bool:
    return _is_block(lines, start) and start + 1 < len(lines) and HEADER.match(lines[start + 1]) is not None


# -- the message as it was sent -----------------------------------------------------------------------------------


def _read_raw(source: str) -> Mail:
    message = message_from_string(source)
    name, address = _person(_header(message, "From"))
    return Mail(name, address, _header(message, "Subject"), _own_words(_body(message).split("\n")))


def _header(message: Message, name: str) -> str:
    value = str(message.get(name) or "")[:LONGEST_HEADER]
    try:
        return _short(str(make_header(decode_header(value))))
    except (LookupError, ValueError):
        return _short(value)


def _body(message: Message) -> str:
    """Return the plain text, else the words of the HTML."""
    parts = [part for part in message.walk() if not part.is_multipart() and not part.get_filename()]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind:
                text = _decoded(part).replace("\r\n", "\n")
                return text if kind == "text/plain" else _without_tags(text)
    return ""


def _decoded(part: Message) -> str:
    if str(part.get("Content-Transfer-Encoding", "")).strip().casefold() not in ("base64", "quoted-printable"):
        # What was pasted is characters already.
        return str(part.get_payload())
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return str(content)
    for encoding in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return content.decode(encoding)
        except (LookupError, ValueError):
            continue
    return content.decode("latin-1")


def _without_tags(markup: str) -> str:
    for tag in UNSEEN:
        before, *rest = re.split(rf"<{tag}\b", markup, flags=re.IGNORECASE)
        markup = before + "".join(
            re.split(rf"</{tag}\b[^<>]*>?", piece, maxsplit=1, flags=re.IGNORECASE)[-1] for piece in rest
        )
    lines = unescape(TAG.sub("", BREAK.sub("\n", markup))).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)
