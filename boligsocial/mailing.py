"""One e-mail: what it says, and handing it over. It never says what a notice is about, nor whom.

This module knows how mail travels and nothing of the database; `sending.py` decides what is sent and keeps the count.
"""

import os
import ssl
from collections.abc import Iterable
from contextlib import closing, suppress
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as MAIL_POLICY
from email.utils import formatdate, parseaddr
from pathlib import Path
from smtplib import SMTP, SMTP_SSL, SMTPAuthenticationError, SMTPDataError, SMTPNotSupportedError
from typing import Any, NamedTuple, Protocol

from boligsocial.language import gettext_in
from boligsocial.models import Mailing, MailState, Notice
from boligsocial.models.kinds import N_

PATIENCE_SECONDS = 30
WITH_TLS_FROM_THE_START = 465
STARTS_A_MAIL, ACCEPTED_LATER = 250, 251

NO_SERVER = N_("Mailserveren svarer ikke.")
NOT_LET_IN = N_("Mailserveren lader ikke vores server sende.")
NOT_NOW = N_("Mailserveren tager ikke imod mailen lige nu.")
REFUSED = N_("Mailserveren afviste adressen eller mailen.")
UNUSABLE = N_("E-mailadressen kan ikke bruges.")
BROKE_OFF = N_("Forbindelsen blev afbrudt, mens mailen blev sendt.")


class Outcome(NamedTuple):
    """What became of handing a mail over: SENT, FAILED, DELAYED or IN_DOUBT, and why.

    `code` is the server's, for the log. `goes_on` says whether it makes sense to try another mail now.
    """

    state: MailState
    trouble: str = ""
    code: int = 0
    goes_on: bool = True


class NoAddress(Exception):
    """Nothing can be sent to the address."""


class Post(Protocol):
    """Somewhere to hand mails over to."""

    def hand_over(self, mail: EmailMessage) -> Outcome:
        """Try once to get rid of the mail."""


# -- what it says -----------------------------------------------------------------------------------------------


def make_mail(mailing: Mailing, notices: Iterable[Notice], settings: dict[str, Any]) -> EmailMessage:
    """Return the mail. Raises NoAddress."""
    _ = gettext_in(mailing.user.language if mailing.user else "da")
    notices = list(notices)
    labels = list(dict.fromkeys(_(notice.kind.label) for notice in notices))
    mail = EmailMessage(policy=MAIL_POLICY)
    sender = parseaddr(settings["MAIL_FROM"])[1]
    mail["From"] = Address("Boligsocial", addr_spec=sender)
    mail["To"] = _address(mailing.address)
    mail["Subject"] = f"Boligsocial: {labels[0] if len(labels) == 1 else _('Der er nyt til dig')}"
    mail["Date"] = formatdate()
    mail["Message-ID"] = f"<{mailing.id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Boligsocial-Mailing"] = str(mailing.id)
    text = [_("Hej"), "\n".join(f"{label}." for label in labels), *sorted({one.words for one in notices} - {""})]
    start = settings["PUBLIC_URL"].rstrip("/")
    if mailing.user:
        text.append(_("Log ind og se det her:") + f"\n{start}{_path(notices)}")
    text.append(_("Mailen siger ikke, hvad det handler om, for at beskytte beboerne."))
    if mailing.user:
        text.append(_("Du vælger selv, hvornår du får besked på mail:") + f"\n{start}/mig")
    mail.set_content(
        "\n\n".join([*text, _("Mailen er sendt automatisk. Du kan ikke svare på den.")]) + "\n", cte="quoted-printable"
    )
    return mail


def _path(notices: list[Notice]) -> str:
    return (notices[0].path if len(notices) == 1 else "") or "/"


def _address(written: str) -> Address:
    """Return an address as it travels: the domain in ASCII, as Danish domains with æ, ø and å have it."""
    local, _, domain = written.rpartition("@")
    try:
        address = Address(addr_spec=f"{local}@{domain.encode('idna').decode()}")
    except (ValueError, IndexError, MessageError) as error:
        raise NoAddress from error
    if not local.isascii():
        raise NoAddress
    return address


# -- handing it over --------------------------------------------------------------------------------------------


def post_of(settings: dict[str, Any]) -> Post:
    """Return the mail server of the settings, or without one a folder that keeps the mails as files."""
    return MailServer(settings) if settings["MAIL_SERVER"] else MailFolder(Path(settings["MAIL_FOLDER"]))


class MailFolder:
    """Keeps each mail as a file, for trying the app out and for a program that fetches them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def hand_over(self, mail: EmailMessage) -> Outcome:
        """Write the mail; its name appears when it is whole."""
        try:
            self._write(mail)
        except OSError:
            return Outcome(MailState.DELAYED, NOT_NOW, goes_on=False)
        return Outcome(MailState.SENT)

    def _write(self, mail: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        whole = self.folder / f"{mail['X-Boligsocial-Mailing']}.eml"
        part = whole.with_suffix(".part")
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(mail.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        part.rename(whole)


class MailServer:
    """An SMTP server. Every mail has a connection of its own, so that what goes wrong with one ends with it."""

    def __init__(self, settings: dict[str, Any]) -> None:
        host, _, port = str(settings["MAIL_SERVER"]).rpartition(":")
        self.host, self.port = (host.strip("[]"), int(port)) if host else (port, 25)
        self.user, self.password = settings["MAIL_USER"], settings["MAIL_PASSWORD"]
        tls = settings["MAIL_TLS"]
        self.tls = bool(self.user) if tls == "" else bool(tls)
        self.sender = parseaddr(settings["MAIL_FROM"])[1]

    def hand_over(self, mail: EmailMessage) -> Outcome:
        """Send the mail, and say what is known about its fate when it did not go well."""
        to = mail["To"].addresses[0].addr_spec
        try:
            server = self._connect()
        except (SMTPAuthenticationError, SMTPNotSupportedError, ssl.SSLError, ValueError):
            return Outcome(MailState.DELAYED, NOT_LET_IN, goes_on=False)
        except OSError:
            return Outcome(MailState.DELAYED, NO_SERVER, goes_on=False)
        with closing(server):
            try:
                refusal = self._announce(server, to)
            except OSError:
                return Outcome(MailState.DELAYED, NOT_NOW)
            return refusal or _give(server, mail.as_bytes())

    def _connect(self) -> SMTP:
        # The name by which we say hello: the machine's own may tell more than it should, and be slow to find.
        greeting = self.sender.rpartition("@")[2]
        secure = ssl.create_default_context()
        if self.port == WITH_TLS_FROM_THE_START:
            server: SMTP = SMTP_SSL(self.host, self.port, greeting, timeout=PATIENCE_SECONDS, context=secure)
        else:
            server = SMTP(self.host, self.port, greeting, timeout=PATIENCE_SECONDS)
        try:
            if self.tls and not isinstance(server, SMTP_SSL):
                server.starttls(context=secure)
            if self.user:
                server.login(self.user, self.password)
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return server

    def _announce(self, server: SMTP, to: str) -> Outcome | None:
        """Say from whom and to whom; what comes back is a refusal."""
        code, _words = server.mail(self.sender)
        if code != STARTS_A_MAIL:
            # It is we who are not welcome, so no other mail would be.
            return Outcome(MailState.DELAYED, NOT_LET_IN, code, goes_on=False)
        code, _words = server.rcpt(to)
        return None if code in (STARTS_A_MAIL, ACCEPTED_LATER) else _refusal(code)


def _refusal(code: int) -> Outcome:
    if 500 <= code < 600:
        return Outcome(MailState.FAILED, REFUSED, code)
    return Outcome(MailState.DELAYED, NOT_NOW, code)


def _give(server: SMTP, content: bytes) -> Outcome:
    """Hand over the content. From here on a broken connection leaves us not knowing whether it was taken."""
    try:
        code, _words = server.data(content)
    except SMTPDataError as error:
        # The server did not even want to hear it.
        return _refusal(error.smtp_code)
    except OSError:
        return Outcome(MailState.IN_DOUBT, BROKE_OFF)
    with suppress(OSError):
        # Said without waiting for the answer: until the outcome is stored, a crash would leave it in doubt.
        server.putcmd("quit")
    if 200 <= code < 300:
        return Outcome(MailState.SENT, code=code)
    return _refusal(code) if 400 <= code < 600 else Outcome(MailState.IN_DOUBT, BROKE_OFF, code)
