"""Invoices handed over to software in one file: as people read them (PDF), or as data with attachments (PIVOT)."""

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from lxml import etree

from unisson.accounts.models import User
from unisson.files import limits, store
from unisson.kernel import money
from unisson.kernel.refusal import Refusal, Unavailable

from . import papers
from .access import get_sent
from .bundle import Document, apart, safe, streamed
from .models import Attachment, Invoice

MOST = 100
"""Invoices in one call, which waits for them: more are asked for in several."""
NAMESPACE = "urn:unisson:factures:1"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ROUND = 200_000
"""Octets allowed for what the portal makes of an invoice."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The invoices, their parties and files loaded, with the attachments that go with them. `weight`: octets."""

    invoices: Sequence[Invoice]
    attachments: dict[int, list[Attachment]]
    weight: int

    @property
    def is_too_heavy(self) -> bool:
        return self.weight > limits.DOSSIER


def asked(actor: User, pks: Iterable[int], *, attachments: bool) -> Asked:
    """The sent invoices `pks` that `actor` may read. NotFound when one is not there or not theirs.

    Refusal CPP-DOSSIER-01 without any, CPP-DOSSIER-02 above `MOST`.
    """
    wanted = set(pks)
    if not wanted:
        raise Refusal("CPP-DOSSIER-01", field="listeFacture")
    if len(wanted) > MOST:
        raise Refusal("CPP-DOSSIER-02", field="listeFacture", limit=MOST)
    found = get_sent(actor, wanted)
    rows = Invoice.objects.select_related("supplier", "recipient", "recipient_service", "file")
    loaded = rows.in_bulk([one.pk for one in found])
    joined: dict[int, list[Attachment]] = {}
    if attachments:
        for one in Attachment.objects.filter(invoice__in=list(loaded)).select_related("file").order_by("pk"):
            joined.setdefault(one.invoice_id, []).append(one)
    return Asked(
        invoices=[loaded[one.pk] for one in found],
        attachments=joined,
        weight=_weight(list(loaded.values()), [one for several in joined.values() for one in several]),
    )


def as_pdf(several: Asked) -> bytes:
    """The PDF itself where it is one file; a ZIP of several; one with a folder for each invoice where they are more."""
    folders = [list(_files(one, several.attachments.get(one.pk, []))) for one in several.invoices]
    if len(folders) == 1 and len(folders[0]) == 1:
        return folders[0][0][1]()
    return b"".join(streamed(_placed(several.invoices, folders)))


def as_data(several: Asked) -> bytes:
    """One XML file: of each invoice what the portal knows, the file as it was deposited, its attachments."""
    root = etree.Element(f"{{{NAMESPACE}}}Factures", nsmap={"u": NAMESPACE})
    for one in several.invoices:
        node = _child(root, "Facture")
        for name, value in _facts(one):
            _told(node, name, value)
        for line in one.lines.all():
            _detail(node, "Ligne", line, _LINE)
        for row in one.vat_rows.all():
            _detail(node, "Tva", row, _VAT)
        _file(node, "Document", one.file_name, one.file_id, Syntaxe=one.syntax)
        for joined in several.attachments.get(one.pk, []):
            _file(node, "PieceJointe", joined.name, joined.file_id, Designation=joined.designation)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def _weight(invoices: Sequence[Invoice], attachments: Sequence[Attachment]) -> int:
    deposited = sum(one.file.size for one in invoices)
    return deposited + sum(one.file.size for one in attachments) + _ROUND * len(invoices)


def _placed(invoices: Sequence[Invoice], folders: Sequence[Sequence[Document]]) -> Iterator[Document]:
    taken: set[str] = set()
    for invoice, files in zip(invoices, folders, strict=True):
        folder = f"{apart(safe(f'{invoice.number} {invoice.supplier.name}'), taken)}/" if len(folders) > 1 else ""
        yield from ((f"{folder}{name}", content) for name, content in files)


def _files(invoice: Invoice, attachments: Sequence[Attachment]) -> Iterator[Document]:
    taken: set[str] = set()
    yield apart(safe(f"{invoice.number}.pdf"), taken), partial(_pdf, invoice)
    for one in attachments:
        yield apart(safe(one.name), taken), partial(store.content_of, one.file_id)


def _pdf(invoice: Invoice) -> bytes:
    """What people read; where it cannot be made, the file as it was deposited."""
    try:
        return papers.readable_pdf(invoice)
    except Unavailable:
        raise
    except Refusal:
        return store.content_of(invoice.file_id)


def _facts(invoice: Invoice) -> Iterator[tuple[str, object]]:
    recipient, service = invoice.recipient, invoice.recipient_service
    yield "IdFacture", invoice.pk
    yield "NumeroFacture", invoice.number
    yield "TypeFacture", invoice.kind
    yield "CadreFacturation", invoice.framework
    yield "Statut", invoice.status
    yield "DateFacture", invoice.issue_date
    yield "DateDepot", invoice.deposited_at.isoformat() if invoice.deposited_at else None
    yield "DateEcheance", invoice.due_date
    yield "CodeFournisseur", invoice.supplier.identifier
    yield "DesignationFournisseur", invoice.supplier.name
    yield "CodeDestinataire", recipient.identifier if recipient else None
    yield "DesignationDestinataire", recipient.name if recipient else None
    yield "CodeServiceExecutant", service.code if service else None
    yield "NumeroBonCommande", invoice.commitment
    yield "NumeroMarche", invoice.contract
    yield "NumeroFactureOrigine", invoice.original_number
    yield "Devise", invoice.currency
    for name, amount in (
        ("MontantHT", invoice.net_total),
        ("MontantTVA", invoice.vat_total),
        ("MontantTTC", invoice.gross_total),
        ("MontantAPayer", invoice.net_to_pay),
    ):
        value = invoice.signed(amount)
        yield name, None if value is None else money.plain(value)
    yield "Commentaire", invoice.comment


_LINE = {
    "Numero": "position",
    "Reference": "reference",
    "Denomination": "name",
    "Quantite": "quantity",
    "Unite": "unit",
    "PrixUnitaireHT": "unit_price",
    "MontantHT": "net",
    "TauxTva": "vat_rate",
}
_VAT = {"Categorie": "category", "Taux": "rate", "BaseHT": "base", "Montant": "amount"}


def _detail(node: etree._Element, name: str, row: object, columns: dict[str, str]) -> None:
    part = _child(node, name)
    for told, column in columns.items():
        value = getattr(row, column)
        _told(part, told, money.plain(value) if hasattr(value, "quantize") else value)


def _file(node: etree._Element, name: str, called: str, digest: str, **facts: str) -> None:
    part = _child(node, name)
    _child(part, "Nom", called)
    for told, value in facts.items():
        _told(part, told, value)
    _child(part, "Contenu", base64.b64encode(store.content_of(digest)).decode())


def _child(node: etree._Element, name: str, value: object = None) -> etree._Element:
    """A part of `node`, without what XML cannot hold."""
    child = etree.SubElement(node, f"{{{NAMESPACE}}}{name}")
    child.text = _ILLEGAL.sub("", str(value)) if value is not None else None
    return child


def _told(node: etree._Element, name: str, value: object) -> None:
    """`_child` for a value; what is not known is left out."""
    if value not in (None, ""):
        _child(node, name, value)
