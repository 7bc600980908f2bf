"""What the core asks of the outside world, as protocols. `config.wiring` plugs the adapters in at start.

Every port has a loud null twin for development and tests: it answers, and its answer says that nothing was checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol


class ScanVerdict(StrEnum):
    """What an antivirus said. Without a scanner: NOT_SCANNED, never CLEAN (design §2)."""

    CLEAN = "CLEAN"
    INFECTED = "INFECTED"
    NOT_SCANNED = "NOT_SCANNED"


class Scanner(Protocol):
    def scan(self, content: bytes) -> ScanVerdict: ...


class NoScanner:
    """The null scanner: looks at nothing and says so."""

    def scan(self, content: bytes) -> ScanVerdict:
        return ScanVerdict.NOT_SCANNED


class Known(StrEnum):
    """Whether a commitment number exists at the recipient's. Until orders are built: UNKNOWN."""

    YES = "YES"
    NO = "NO"
    UNKNOWN = "UNKNOWN"


class Commitments(Protocol):
    def known(self, *, recipient: str, number: str) -> Known: ...


class NoCommitments:
    """The null register of commitments: knows none and says so."""

    def known(self, *, recipient: str, number: str) -> Known:
        return Known.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class Company:
    """What the register of companies says of one establishment (INSEE's « répertoire Sirene »).

    `active`: not closed. `masked`: whoever it is asked INSEE not to publish name and address (« diffusion partielle »,
    C. com., R. 123-232-1): then both are empty here, whatever the source held.
    """

    name: str
    address: str
    postcode: str
    town: str
    country: str = "FR"
    active: bool = True
    siret: str = ""
    closed_on: date | None = None
    legal_category: str = ""
    """INSEE's « catégorie juridique », four digits."""
    masked: bool = False
    as_of: date | None = None
    """The day of INSEE's last work on it, where the source says it."""


class SilentRegisterError(OSError):
    """The register of companies did not answer. `retry_after`: seconds it asked to be left alone, 0 where it said
    nothing of it."""

    def __init__(self, reason: str, *, retry_after: int = 0) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Companies(Protocol):
    def find(self, siret: str) -> Company | None:
        """The establishment, or None when the register does not have it. SilentRegisterError, an OSError, when it does
        not answer. Quick or silent: a page waits for it."""
        ...


class NoCompanies:
    """The null register of companies: knows none; what people type stays « non vérifié »."""

    def find(self, siret: str) -> Company | None:
        return None


@dataclass(frozen=True, kw_only=True)
class Identified:
    """Whom a provider of identities recognised: its own name, theirs there, and their address; `verified`: it says that
    it checked the address."""

    issuer: str
    subject: str
    address: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class Handshake:
    """What one attempt is known by: three secrets of ours, and where the provider sends the person back."""

    state: str
    nonce: str
    verifier: str
    back: str


class Identities(Protocol):
    def way(self, handshake: Handshake) -> str:
        """The address at the provider where the person signs in. OSError when it does not answer."""
        ...

    def told(self, handshake: Handshake, *, code: str) -> Identified:
        """Whom the provider recognised. OSError when it does not answer, ValueError when its answer is not to be
        believed."""
        ...


class Seal(Protocol):
    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        """The same PDF with a PAdES seal of the portal over all of it."""
        ...

    def check(self) -> datetime:
        """Until when its certificate is good. OSError or ValueError when nothing can be sealed: no key, or not its
        password."""
        ...

    def certificate(self) -> bytes:
        """That of its key, in DER: what tells a seal of the portal from another. OSError or ValueError as `check`."""
        ...


class Renderer(Protocol):
    def render(self, template: str, values: Mapping[str, Any]) -> bytes:
        """A PDF/A from one of the portal's page templates ("agreement", "certificate", "invoice", "report") and plain
        values."""
        ...


class Ahead(Protocol):
    """How far the clock of a sandbox was put forward."""

    def __call__(self) -> timedelta: ...

    def advance(self, by: timedelta) -> None: ...

    def reset(self) -> None: ...


class UndeliverableError(Exception):
    """The mail server refuses this message for good (5xx): no such mailbox, say. To try again changes nothing."""


class DeferredError(Exception):
    """The mail server does not want this message now (4xx): it takes others, and may take this one later."""


class Mailer(Protocol):
    def send(self, message: "Message") -> None:
        """Hand a message over.

        UndeliverableError or DeferredError when the server says so of this message; OSError when the server is of no
        use now: down, silent, or it lets nobody in.
        """
        ...

    def check(self) -> None:
        """Whether the server lets the portal in: it is met as for a message, and handed none. OSError when it is of
        no use."""
        ...


class Vault(Protocol):
    """Keeps what must be read again and yet not lie open in the database."""

    def seal(self, text: str, *, purpose: str) -> str: ...

    def unseal(self, sealed: str, *, purpose: str) -> str | None:
        """What was sealed for that purpose; None when it was not, or when the key was lost since."""
        ...


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What a machine answered to what was posted: a status, the beginning of its words, and after how long.

    `retry_after`: when it wants to be asked again, in its own words (RFC 9110 §10.2.3); "" where it says nothing."""

    status: int
    text: str = ""
    milliseconds: int = 0
    retry_after: str = ""


class Unreached(StrEnum):
    """Why a machine that something was posted to did not answer."""

    UNKNOWN = "UNKNOWN"
    """No such name, or nobody who says what it stands for."""
    FORBIDDEN = "FORBIDDEN"
    """The name stands for an address that is not public."""
    REFUSED = "REFUSED"
    """Nobody listens there."""
    CERTIFICATE = "CERTIFICATE"
    """It does not prove who it is."""
    SILENT = "SILENT"
    """No answer in time."""
    BROKEN = "BROKEN"
    """The connection ended, or what came is no answer."""
    UNSIGNED = "UNSIGNED"
    """Nothing was posted: the portal lost what signs."""


class UnreachedError(OSError):
    def __init__(self, why: Unreached, *, milliseconds: int = 0) -> None:
        super().__init__(why.value)
        self.why, self.milliseconds = why, milliseconds


class Poster(Protocol):
    def post(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Answered:
        """Post to the machine of a stranger, and nowhere else: no redirection is followed, and only a public address is
        called. UnreachedError when it does not answer."""
        ...


class NoPoster:
    """The null poster: nothing leaves, and it says so."""

    def post(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Answered:
        raise UnreachedError(Unreached.REFUSED)


@dataclass(frozen=True, kw_only=True)
class Message:
    """One e-mail, ready to go. `leave`: the address that ends such letters when something is posted to it."""

    to: str
    subject: str
    text: str
    html: str
    leave: str = ""


@dataclass(kw_only=True)
class Ports:
    """The adapters in force. `config.wiring` fills it once at start; tests replace single ones."""

    scanner: Scanner
    commitments: Commitments
    companies: Companies = field(default_factory=NoCompanies)
    seal: Seal | None = None
    renderer: Renderer | None = None
    mailer: Mailer | None = None
    poster: Poster = field(default_factory=NoPoster)
    vault: Vault | None = None
    identities: Identities | None = None
    """Only where one signs in by another site too."""
    ahead: Ahead | None = None
    """Only in a sandbox."""


ports = Ports(scanner=NoScanner(), commitments=NoCommitments())
