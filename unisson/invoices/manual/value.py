"""From what is typed to the semantic invoice: the very value that the Factur-X will say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from unisson.directory.models import BankAccount, Structure
from unisson.einvoice.model import (
    Address,
    AllowanceCharge,
    Delivery,
    Invoice,
    Line,
    Note,
    PortalTerms,
    PrecedingInvoice,
)
from unisson.einvoice.portal import NO_VAT
from unisson.einvoice.profiles import EN16931
from unisson.kernel import money
from unisson.kernel.findings import Finding

from ..drafting import typed as form
from ..status import Kind
from .fields import EXEMPTIONS, OUT_OF_SCOPE, UNIT, Exemption, used_ranks
from .parties import buyer, paid_by, seller
from .sums import EURO, before_discount, explained, needs_euros, net_of, sums

_LEGAL_NOTES = (
    Note(subject="PMT", text="Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €."),
    Note(
        subject="PMD",
        text="Intérêts moratoires en cas de retard de paiement : taux de la Banque centrale européenne majoré de huit "
        "points.",
    ),
    Note(subject="AAB", text="Pas d’escompte en cas de paiement anticipé."),
)
"""Code de la commande publique, art. L2192-13, R2192-31 and D2192-35; BR-FR-05, which wants all three
on a credit note too."""
_TERMS = "Paiement dans le délai légal de la commande publique."
_TWO_WAYS = re.compile(r"^[+-]?[1-9]\d{0,2},\d{3}$", re.ASCII)
"""Three decimals, or a thousand written the English way: see `money.parse`."""
_FREE = ("EXONERATION", NO_VAT)


@dataclass(frozen=True, kw_only=True)
class Sides:
    """Who sends and who receives, as the directory has them, and where one pays."""

    supplier: Structure
    recipient: Structure | None = None
    account: BankAccount | None = None


@dataclass(frozen=True, kw_only=True)
class Entered:
    """The value of a form, and a finding for each text that is no amount or no date."""

    value: Invoice
    problems: tuple[Finding, ...]


def entered(typed: Mapping[str, str], sides: Sides, *, number: str) -> Entered:
    """`number`: the one that the portal gives where none is typed."""
    reader = _Reader(typed)
    free = exemption_of(typed)
    lines = tuple(_line(reader, index, rank, free) for index, rank in enumerate(used_ranks(typed), start=1))
    found = sums(
        lines,
        discount=reader.amount("discount", "EXT-DISCOUNT") or money.ZERO,
        reason=reader.text("discount_reason"),
        paid=_paid(reader),
    )
    in_euros = _in_euros(reader, found.totals.vat)
    reason = reader.text("exemption_reason") or free.words or None
    rows = explained(found.vat_lines, reason=reason, code=free.code)
    value = replace(
        _header(reader, number=reader.text("number") or number),
        lines=lines,
        vat_lines=rows,
        vat_currency=EURO if in_euros is not None else None,
        totals=replace(found.totals, vat_accounting=None if in_euros is None else money.cents(in_euros)),
        allowances_charges=found.allowances,
        seller=seller(sides.supplier, reader.text("seller_vat") or "", categories={row.category for row in rows}),
        buyer=buyer(sides.recipient, reader.text("recipient_siret") or ""),
        portal=PortalTerms(vat_regime=reader.text("vat_regime"), comment=reader.text("comment")),
    )
    if not value.is_credit_note:  # domain-rules §4.3
        value = paid_by(value, reader.text("means") or "", supplier=sides.supplier, account=sides.account)
    return Entered(value=_delivered(value, reader), problems=tuple(reader.problems))


def with_discount(value: Invoice, reason: str) -> Invoice:
    """`value` as it is kept: with the discount off the gross total, which EN 16931 knows as allowances off the net.

    The rules of the portal judge a discount that is not in net and VAT yet, so they judge the value without it.
    """
    before = before_discount(value.lines)
    discount = before - (value.totals.gross or money.ZERO)
    if not discount:
        return value
    portal = replace(value.portal, gross_before_discount=before, discount=discount, discount_reason=reason)
    return replace(value, portal=portal)


def exemption_of(typed: Mapping[str, str]) -> Exemption:
    """Why lines without VAT have none; « autre » as long as nothing is chosen."""
    if typed.get("vat_regime") == NO_VAT:
        return OUT_OF_SCOPE
    return EXEMPTIONS.get(typed.get("exemption", ""), EXEMPTIONS["AUTRE"])


class _Reader:
    """Reads the texts of the form, and keeps what it could not read."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        self._typed = typed
        self.problems: list[Finding] = []

    def text(self, name: str) -> str | None:
        return self._typed.get(name, "").strip() or None

    def amount(self, name: str, where: str) -> Decimal | None:
        text = self.text(name)
        amount = money.parse(text.removesuffix("%")) if text else None
        if text and amount is None:
            code = "CPP-SAISIE-10" if _TWO_WAYS.match(text) else "CPP-SAISIE-01"
            self.problems.append(Finding(code=code, where=where, values={"text": text}))
        return amount

    def day(self, name: str, where: str) -> Any:
        text = self.text(name)
        day = form.read_day(text) if text else None
        if text and day is None:
            self.problems.append(Finding(code="CPP-SAISIE-02", where=where, values={"text": text}))
        return day


def _line(reader: _Reader, index: int, rank: int, free: Exemption) -> Line:
    place = f"BG-25[{index}]/"
    quantity = reader.amount(f"line_quantity_{rank}", place + "BT-129")
    price = reader.amount(f"line_price_{rank}", place + "BT-146")
    discount = reader.amount(f"line_discount_{rank}", place + "BT-136") or money.ZERO
    rate = reader.amount(f"line_rate_{rank}", place + "BT-152")
    category, rate = _taxed(reader.text("vat_regime"), rate, free)
    net = net_of(quantity, price, discount) if quantity is not None and price is not None else None
    if net is not None and abs(net) > money.LARGEST:
        reader.problems.append(Finding(code="CPP-TOTAL-12", where=place + "BT-131"))
        net = None
    allowance = AllowanceCharge(charge=False, amount=money.cents(discount), reason="Remise", reason_code="95")
    return Line(
        id=str(index),
        seller_item_id=reader.text(f"line_reference_{rank}"),
        name=reader.text(f"line_name_{rank}"),
        quantity=quantity,
        unit=reader.text(f"line_unit_{rank}") or UNIT,
        price=price,
        net=net,
        allowances_charges=(allowance,) if allowance.amount else (),
        vat_category=category,
        vat_rate=rate,
    )


def _taxed(regime: str | None, rate: Decimal | None, free: Exemption) -> tuple[str | None, Decimal | None]:
    """Category and rate of a line: BR-O-05 wants no rate at all out of the scope of VAT."""
    if regime == NO_VAT:
        return free.category, None
    if regime in _FREE:
        return free.category, money.ZERO
    if rate is None:
        return None, None
    return ("S", rate) if rate else (free.category, money.ZERO)


def _paid(reader: _Reader) -> Decimal | None:
    """What is paid already; None for all of it, as in A2 (domain-rules §4.6)."""
    paid = reader.amount("paid", "BT-113")
    if paid is None and reader.text("framework") == "A2":
        return None
    return paid or money.ZERO


def _in_euros(reader: _Reader, vat: Decimal | None) -> Decimal | None:
    """The VAT in euros of an invoice in another currency: BR-FR-CO-12 wants it told also where there is none."""
    if needs_euros(reader.text("currency") or "", vat):
        return reader.amount("vat_in_euros", "BT-111")
    return None if reader.text("currency") in (None, EURO) else money.ZERO


def _header(reader: _Reader, *, number: str) -> Invoice:
    original, comment = reader.text("original_number"), reader.text("comment")
    kind = reader.text("kind") or Kind.INVOICE
    is_credit = kind == Kind.CREDIT_NOTE
    due_date = reader.day("due_date", "BT-9")
    original_day = reader.day("original_day", "BT-26") if is_credit else None
    return Invoice(
        number=number,
        issue_date=reader.day("issue_date", "BT-2"),
        type_code=form.TYPE_CODES.get(kind, "380"),
        currency=reader.text("currency"),
        due_date=due_date,
        payment_terms=None if due_date or is_credit else _TERMS,
        buyer_reference=reader.text("service_code"),
        contract_reference=reader.text("contract"),
        order_reference=reader.text("commitment"),
        framework=reader.text("framework"),
        specification=EN16931,
        notes=(*((Note(text=comment),) if comment else ()), *_LEGAL_NOTES),
        preceding=(PrecedingInvoice(number=original, issue_date=original_day),) if original and is_credit else (),
    )


def _delivered(value: Invoice, reader: _Reader) -> Invoice:
    day = reader.day("delivery_day", "BT-72")
    goes_abroad = any(row.category == "K" for row in value.vat_lines)
    if day is None and not goes_abroad:
        return value
    country = value.buyer.address.country if value.buyer and value.buyer.address else None
    return replace(value, delivery=Delivery(day=day, address=Address(country=country) if goes_abroad else None))
