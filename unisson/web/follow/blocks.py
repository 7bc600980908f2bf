"""The blocks of the consult screen (domain-rules §1.4): what the invoice says, as labelled facts and tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from unisson.directory.models import Structure
from unisson.einvoice.frameworks import FRAMEWORKS
from unisson.einvoice.reading import Syntax
from unisson.einvoice.terms import TERMS
from unisson.invoices import certificate
from unisson.invoices.models import Attachment, DepositCertificate, Invoice, Line, VatRow
from unisson.invoices.status import DepositMode, Kind, VatRegime
from unisson.kernel.findings import Finding, Severity, from_data
from unisson.notices.language import reader_language
from unisson.rules.catalogue import ALL_RULESETS
from unisson.web.signature import signature_in_words
from unisson.web.tags import NBSP, NOTHING, daytime, euros, exact, filesize, money, price, short_day, siret

_TONES = {Severity.FATAL: "bad", Severity.WARNING: "warn", Severity.INFORMATION: "info"}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of a block. `total`: the one that counts."""

    label: str
    value: str
    total: bool = False


@dataclass(frozen=True, kw_only=True)
class Block:
    """A titled list of facts."""

    title: str
    facts: Sequence[Fact]


@dataclass(frozen=True, kw_only=True)
class Document:
    """One document of the invoice. Without `href` it is still being made."""

    icon: str
    label: str
    href: str
    meta: str


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A finding kept with the invoice: its sentence, the term it concerns, its tone."""

    finding: Finding
    where: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class LineRow:
    """One line, as written."""

    name: str
    quantity: str
    unit_price: str
    vat_rate: str
    net: str


@dataclass(frozen=True, kw_only=True)
class RateRow:
    """One rate of the VAT summary, as written."""

    rate: str
    reason: str
    base: str
    amount: str


def line_row(line: Line) -> LineRow:
    """A line with the decimals it was given."""
    return LineRow(
        name=line.name or line.reference or NOTHING,
        quantity=exact(line.quantity),
        unit_price=price(line.unit_price),
        vat_rate=_rate(line.vat_rate),
        net=money(line.net),
    )


def rate_row(row: VatRow) -> RateRow:
    """A rate, its base and its amount."""
    return RateRow(rate=_rate(row.rate), reason=row.exemption_reason, base=money(row.base), amount=money(row.amount))


def parts(invoice: Invoice) -> list[Block]:
    """Récapitulatif, Fournisseur, Destinataire, Cadre de facturation. Facts that the invoice lacks are left out."""
    return [
        _block(_("Récapitulatif"), _summary(invoice)),
        _block(_("Fournisseur"), _supplier(invoice)),
        _block(_("Destinataire"), _recipient(invoice)),
        _block(_("Cadre de facturation"), _framework(invoice)),
    ]


def references(invoice: Invoice) -> Block:
    """Références."""
    return _block(_("Références"), _references(invoice))


def totals(invoice: Invoice) -> Block:
    """Montants totaux."""
    amounts = {
        _("Montant HT"): invoice.net_total,
        _("Montant TVA"): invoice.vat_total,
        _("Montant TTC avant remise globale TTC"): invoice.gross_before_discount if invoice.discount else None,
        _("Montant remise globale TTC"): invoice.discount or None,
        _("Montant TTC"): invoice.gross_total,
    }
    given = {label: invoice.signed(amount) for label, amount in amounts.items() if amount is not None}
    facts = [(label, amount_in(amount, invoice.currency)) for label, amount in given.items()]
    net_to_pay = amount_in(invoice.signed(invoice.net_to_pay), invoice.currency)
    due = Fact(label=_("Net à payer"), value=net_to_pay, total=True)
    return Block(
        title=_("Montants totaux"), facts=[*_facts([*facts, (_("Motif de la remise"), invoice.discount_reason)]), due]
    )


def amount_in(amount: Decimal | None, currency: str) -> str:
    """An amount with its currency: 3 850,00 €, 3 850,00 USD."""
    return euros(amount) if currency == "EUR" or amount is None else f"{money(amount)}{NBSP}{currency}"


def documents(
    invoice: Invoice, attachments: Iterable[Attachment], certificate: DepositCertificate | None
) -> list[Document]:
    """The invoice, its readable view when it is a structured file, its certificate, its attachments."""
    file = Document(
        icon="file",
        label=_("Visualiser la facture"),
        href=reverse("documents:view", args=[invoice.pk]),
        meta=f"{invoice.file_name}, {filesize(invoice.file.size)}",
    )
    return [file, *_made(invoice, certificate), *(_attachment(invoice, one) for one in attachments)]


def remarks(findings: Iterable[Mapping[str, Any]]) -> list[Remark]:
    """Findings as stored, in the words of the reader."""
    return [_remark(from_data(data)) for data in findings]


def rule_versions(versions: Mapping[str, str]) -> str:
    """The rule sets that judged the invoice, by title, each in its version."""
    titles = {ruleset.name: ruleset.title for ruleset in ALL_RULESETS}
    return ", ".join(f"{titles.get(name, name)} {version}" for name, version in versions.items())


def _rate(rate: Decimal | None) -> str:
    return NOTHING if rate is None else f"{exact(rate)}{NBSP}%"


def _made(invoice: Invoice, certificate: DepositCertificate | None) -> list[Document]:
    made = []
    if invoice.was_sent and Syntax(invoice.syntax).is_structured:
        made.append(
            Document(
                icon="file",
                label=_("Version lisible"),
                href=reverse("documents:readable", args=[invoice.pk]),
                meta=_("PDF fait par le portail d’après le fichier XML"),
            )
        )
    if certificate:
        made.append(
            Document(
                icon="certificate",
                label=_("Certificat de dépôt"),
                href=reverse("documents:certificate", args=[invoice.pk]) if certificate.pdf_id else "",
                meta=_("PDF scellé") if certificate.pdf_id else _("il arrive dans quelques secondes"),
            )
        )
    return made


def _attachment(invoice: Invoice, attachment: Attachment) -> Document:
    return Document(
        icon="clip",
        label=attachment.designation or attachment.name,
        href=reverse("documents:attachment", args=[invoice.pk, attachment.pk]),
        meta=f"{attachment.name}, {filesize(attachment.file.size)}",
    )


def _remark(finding: Finding) -> Remark:
    term = TERMS.get(finding.term)
    return Remark(finding=finding, where=term.label(reader_language()) if term else "", tone=_TONES[finding.severity])


def _summary(invoice: Invoice) -> list[tuple[str, str]]:
    return [
        (_("Numéro"), invoice.number),
        (_("Type"), str(Kind(invoice.kind).label)),
        (_("Date de facture"), short_day(invoice.issue_date) if invoice.issue_date else ""),
        (_("Date de dépôt"), daytime(invoice.deposited_at) if invoice.deposited_at else ""),
        (_("Mode de dépôt"), str(DepositMode(invoice.deposit_mode).label)),
        (_("Numéro de flux"), invoice.flow.number),
        (_("Signature"), signature_in_words(invoice.signature)),
    ]


def _supplier(invoice: Invoice) -> list[tuple[str, str]]:
    account = certificate.paid_to(invoice)
    return [
        *_party(invoice.supplier),
        (_("Service"), str(invoice.supplier_service or "")),
        (_("Numéro de TVA"), invoice.supplier.vat_number),
        (_("Références bancaires"), account.get("label", "")),
        ("IBAN", account.get("iban", "")),
        ("BIC", account.get("bic", "")),
        (_("Affacturage"), account.get("factor", "")),
    ]


def _framework(invoice: Invoice) -> list[tuple[str, str]]:
    framework = FRAMEWORKS.get(invoice.framework)
    return [
        (_("Cadre"), f"{framework.label} ({framework.code})" if framework else invoice.framework),
        (_("Type de TVA"), str(VatRegime(invoice.vat_regime).label) if invoice.vat_regime else ""),
        (_("Motif d’exonération"), invoice.exemption_reason),
    ]


def _recipient(invoice: Invoice) -> list[tuple[str, str]]:
    return [
        *(_party(invoice.recipient) if invoice.recipient else []),
        (_("Service"), str(invoice.recipient_service or "")),
    ]


def _references(invoice: Invoice) -> list[tuple[str, str]]:
    return [
        (_("Numéro d’engagement"), invoice.commitment),
        (_("Numéro de marché"), invoice.contract),
        (_("Facture d’origine"), invoice.original_number),
        (_("Date d’échéance"), short_day(invoice.due_date) if invoice.due_date else ""),
        (_("Numéro de mandat"), invoice.mandate_number),
        (_("Devise"), invoice.currency),
    ]


def _party(structure: Structure) -> list[tuple[str, str]]:
    place = " ".join(filter(None, (structure.postcode, structure.town)))
    return [
        (_("Raison sociale"), structure.name),
        (_("SIRET") if structure.kind == Structure.Kind.SIRET else _("Identifiant"), siret(structure.identifier)),
        (_("Adresse"), ", ".join(filter(None, (structure.address, place)))),
    ]


def _block(title: str, facts: Iterable[tuple[str, str]]) -> Block:
    return Block(title=title, facts=_facts(facts))


def _facts(facts: Iterable[tuple[str, str]]) -> list[Fact]:
    return [Fact(label=label, value=value) for label, value in facts if value]
