"""E-mail by SMTP, and its null twin that keeps messages in the portal."""

import smtplib
from contextlib import suppress
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from unisson.kernel.ports import DeferredError, Message, UndeliverableError

_FOR_GOOD = 500
"""Reply codes from here on are final (RFC 5321 §4.2.1)."""


class NoMailServer:
    """The null mailer: the outbox row is all that is kept. The demonstration's mailbox page shows it."""

    def send(self, message: Message) -> None:
        return

    def check(self) -> None:
        return


class SmtpMailer:
    """`url`: smtp://user:password@host:587 (STARTTLS when the server offers it) or smtps://…:465."""

    def __init__(self, url: str, *, sender: str, seconds: float = 10) -> None:
        self._url = urlsplit(url)
        self._sender = sender
        self._seconds = seconds

    def send(self, message: Message) -> None:
        """What the server says of the recipient or of the content concerns this message; any other error is an
        OSError, `smtplib`'s own included: without a server no message goes."""
        letter = self._letter(message)
        server = self._connect()
        try:
            server.send_message(letter)
            # Once the letter is taken, whatever the server does with the good-bye must not send it again.
            with suppress(OSError):
                server.quit()
        except smtplib.SMTPNotSupportedError as refused:  # an address or a text that this server cannot carry
            raise UndeliverableError(str(refused)) from refused
        except smtplib.SMTPRecipientsRefused as refused:
            raise _refusal(*next(iter(refused.recipients.values()))) from refused
        except smtplib.SMTPDataError as refused:
            raise _refusal(refused.smtp_code, refused.smtp_error) from refused
        finally:
            server.close()

    def check(self) -> None:
        """Go as far as a letter would before it is handed over: encryption and login. What fails is an OSError."""
        server = self._connect()
        try:
            server.noop()
            with suppress(OSError):
                server.quit()
        finally:
            server.close()

    def _letter(self, message: Message) -> EmailMessage:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self._sender, message.to, message.subject
        if message.leave:
            # RFC 8058: the mail program offers « Se désabonner » and posts to this address by itself.
            letter["List-Unsubscribe"] = f"<{message.leave}>"
            letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        letter.set_content(message.text)
        letter.add_alternative(message.html, subtype="html")
        return letter

    def _connect(self) -> smtplib.SMTP:
        host = self._url.hostname or "localhost"
        if self._url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, self._url.port or 465, timeout=self._seconds)
        else:
            server = smtplib.SMTP(host, self._url.port or 25, timeout=self._seconds)
        try:
            self._sign_in(server)
        except BaseException:
            server.close()
            raise
        return server

    def _sign_in(self, server: smtplib.SMTP) -> None:
        if self._url.scheme != "smtps":
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls()
        if self._url.username:
            server.login(unquote(self._url.username), unquote(self._url.password or ""))


def _refusal(code: int, words: bytes | str) -> UndeliverableError | DeferredError:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return (UndeliverableError if code >= _FOR_GOOD else DeferredError)(f"{code} {said}")
