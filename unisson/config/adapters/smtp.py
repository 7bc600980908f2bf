"""E-mail by SMTP, and its null twin that keeps messages in the portal."""

import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from unisson.kernel.ports import Message


class NoMailServer:
    """The null mailer: the outbox row is all that is kept. The demonstration's mailbox page shows it."""

    def send(self, message: Message) -> None:
        return


class SmtpMailer:
    """`url`: smtp://user:password@host:587 (STARTTLS when the server offers it) or smtps://…:465."""

    def __init__(self, url: str, *, sender: str, seconds: float = 20) -> None:
        self._url = urlsplit(url)
        self._sender = sender
        self._seconds = seconds

    def send(self, message: Message) -> None:
        """OSError for whatever goes wrong on the way: `smtplib`'s own errors are OSErrors too."""
        with self._connect() as server:
            server.send_message(self._letter(message))

    def _letter(self, message: Message) -> EmailMessage:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self._sender, message.to, message.subject
        letter.set_content(message.text)
        letter.add_alternative(message.html, subtype="html")
        return letter

    def _connect(self) -> smtplib.SMTP:
        host = self._url.hostname or "localhost"
        if self._url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, self._url.port or 465, timeout=self._seconds)
        else:
            server = smtplib.SMTP(host, self._url.port or 25, timeout=self._seconds)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls()
        if self._url.username:
            server.login(unquote(self._url.username), unquote(self._url.password or ""))
        return server
