"""A former invoice as the texts of the form: what « Dupliquer » begins with."""

from collections.abc import Iterator
from decimal import Decimal

from unisson.einvoice.model import Invoice as Value
from unisson.einvoice.model import Line
from unisson.kernel import money

from ..models import Invoice
from .fields import EXEMPTIONS, MEANS, UNIT


def texts_of(former: Invoice, value: Value | None) -> dict[str, str]:
    """What it said, from its row, and its lines from its file, where that is structured."""
    texts = {
        "framework": former.framework,
        "recipient_siret": former.recipient.identifier if former.recipient else "",
        "service_code": former.recipient_service.code if former.recipient_service else "",
        "commitment": former.commitment,
        "contract": former.contract,
        "kind": former.kind,
        "vat_regime": former.vat_regime,
        "currency": former.currency,
        "comment": former.comment,
        "exemption_reason": former.exemption_reason,
        "discount": money.show(former.discount) if former.discount else "",
        "discount_reason": former.discount_reason,
    }
    return {**texts, **(_from_file(value) if value else {})}


def exact(number: Decimal) -> str:
    """A number as the form writes and reads it: 0,125 and 1500, but 33,3350, as 33,335 can be read in two ways."""
    text = money.plain(number).replace(".", ",")
    return text if money.parse(text) is not None else f"{text}0"


def _from_file(value: Value) -> dict[str, str]:
    texts: dict[str, str] = {}
    code = value.payment.means_code if value.payment else None
    texts["means"] = next((name for name, known in MEANS.items() if known == code), "")
    for rank, line in enumerate(value.lines, start=1):
        texts |= {f"line_{part}_{rank}": text for part, text in _line(line)}
    for row in value.vat_lines:
        if row.exemption_reason or row.exemption_code:
            texts |= _exemption(row.exemption_reason or "", row.exemption_code)
    return texts


def _exemption(words: str, code: str | None) -> dict[str, str]:
    known = (
        name
        for name, one in EXEMPTIONS.items()
        if one.words and (one.words == words or (code is not None and one.code == code))
    )
    name = next(known, "AUTRE")
    standard = EXEMPTIONS[name].words
    return {"exemption": name, "exemption_reason": "" if words == standard else words}


def _line(line: Line) -> Iterator[tuple[str, str]]:
    """One line; a price for several units becomes the price of one."""
    price = line.price
    if price is not None and line.price_base_quantity:
        price = money.stored(price / line.price_base_quantity)
    off = sum((one.amount or money.ZERO for one in line.allowances_charges if not one.charge), money.ZERO)
    off -= sum((one.amount or money.ZERO for one in line.allowances_charges if one.charge), money.ZERO)
    yield "reference", line.seller_item_id or ""
    yield "name", line.name or ""
    yield "quantity", exact(line.quantity) if line.quantity is not None else ""
    yield "unit", line.unit or UNIT
    yield "price", exact(price) if price is not None else ""
    yield "discount", money.show(off) if off else ""
    yield "rate", exact(line.vat_rate) if line.vat_rate is not None else ""
