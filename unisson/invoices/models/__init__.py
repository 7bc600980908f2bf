"""Tables of the core: flows, invoices and what hangs on them. What the database can enforce, it enforces."""

from .announced import Announced
from .archive import ArchiveCheck
from .drop import Drop, DropFile
from .finding import ColumnChoice, Export, ExportFile, SavedSearch
from .flow import ARCHIVE, FINISHED, Flow
from .history import DepositCertificate, StatusChange, UserAction
from .invoice import Attachment, Invoice, Landmark, Line, ScanReading, VatRow
from .number import InvoiceWord, NumberPart
from .pattern import Pattern
from .pulse import Pulse
from .register import Entry
from .sandbox import NextRefusal, PayingRecipient
from .talk import Message, Note
from .tally import Counted, Counter, Pace, Tally

__all__ = [
    "ARCHIVE",
    "FINISHED",
    "Announced",
    "ArchiveCheck",
    "Attachment",
    "ColumnChoice",
    "Counted",
    "Counter",
    "DepositCertificate",
    "Drop",
    "DropFile",
    "Entry",
    "Export",
    "ExportFile",
    "Flow",
    "Invoice",
    "InvoiceWord",
    "Landmark",
    "Line",
    "Message",
    "NextRefusal",
    "Note",
    "NumberPart",
    "Pace",
    "Pattern",
    "PayingRecipient",
    "Pulse",
    "SavedSearch",
    "ScanReading",
    "StatusChange",
    "Tally",
    "UserAction",
    "VatRow",
]
