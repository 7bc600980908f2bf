"""Tables of the core: flows, invoices and what hangs on them. What the database can enforce, it enforces."""

from .archive import ArchiveCheck
from .history import DepositCertificate, StatusChange, UserAction
from .invoice import Attachment, Flow, Invoice, Landmark, Line, ScanReading, VatRow
from .number import NumberPart
from .pattern import Pattern
from .pulse import Pulse
from .register import Entry
from .talk import Message, Note
from .tally import Counted, Counter, Tally

__all__ = [
    "ArchiveCheck",
    "Attachment",
    "Counted",
    "Counter",
    "DepositCertificate",
    "Entry",
    "Flow",
    "Invoice",
    "Landmark",
    "Line",
    "Message",
    "Note",
    "NumberPart",
    "Pattern",
    "Pulse",
    "ScanReading",
    "StatusChange",
    "Tally",
    "UserAction",
    "VatRow",
]
