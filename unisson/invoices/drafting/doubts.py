"""What a draft holds that was read without certainty, until a person answers for it."""

from unisson.einvoice.reading import Syntax
from unisson.kernel.findings import Finding, Severity, Value

from ..models import Invoice
from . import typed as form
from .awaiting import sender_of


def doubts_of(invoice: Invoice) -> tuple[str, ...]:
    """Fields still holding a value that was read without certainty, not yet confirmed by a person."""
    draft = invoice.draft
    if Syntax(invoice.syntax).is_structured:
        return ()
    confirmed, typed = set(draft.get("confirmed", ())), draft.get("typed", {})
    unsure = [
        name
        for name, sight in draft.get("read", {}).items()
        if name in form.TEXTS and sight["value"] and not sight["sure"] and typed.get(name) == sight["value"]
    ]
    others = ["supplier"] if other_seller(invoice) else []
    return tuple(name for name in (*others, *unsure) if name not in confirmed)


def other_seller(invoice: Invoice) -> str:
    """The SIRET that the page prints for its seller, when it is not the structure one deposits for."""
    found: str = invoice.draft.get("read", {}).get("supplier", {}).get("value", "")
    return found if found != sender_of(invoice).identifier else ""


def doubt(invoice: Invoice, name: str) -> Finding:
    """What is asked of the person about such a field."""
    if name == "supplier":
        values: dict[str, Value] = {"found": other_seller(invoice), "chosen": str(sender_of(invoice))}
        return Finding(code="CPP-SAISIE-05", where="BT-29", values=values, severity=Severity.WARNING)
    shown = invoice.draft["read"][name]["shown"]
    return Finding(
        code="CPP-SAISIE-03", where=form.FIELDS[name].terms[0], values={"shown": shown}, severity=Severity.WARNING
    )
