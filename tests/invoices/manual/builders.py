"""An invoice typed line by line: SAFE STYLE, which signed its mandate, invoices Pont-Saint-Esprit."""

from unisson.accounts.models import User
from unisson.directory import agreements
from unisson.directory.models import BankAccount, Structure
from unisson.invoices import deposit
from unisson.invoices.drafting import drafts
from unisson.invoices.manual import start
from unisson.invoices.models import Invoice

from ..builders import AT, LATER, PONT_SAINT_ESPRIT, a_person, a_structure, a_supplier

IBAN = "FR7630006000011234567890189"
LINE = {
    "line_name_1": "Pose de cloisons",
    "line_quantity_1": "3",
    "line_unit_1": "DAY",
    "line_price_1": "500,00",
    "line_rate_1": "20",
}
"""A line of 1 500,00 € without VAT."""


def a_mandated_supplier() -> tuple[User, Structure]:
    """Claire, who accepted the terms, and SAFE STYLE, whose mandate is signed, with an account."""
    user, supplier = a_supplier()
    if agreements.mandate_of(supplier) is None:
        agreements._write(user, agreements.Subject.MANDATE, structure=supplier, at=AT)
        agreements.accept_terms(user, at=AT)
        BankAccount.objects.create(structure=supplier, label="Compte courant", iban=IBAN)
    return user, supplier


def a_typed_draft(**texts: str) -> Invoice:
    """A draft that lacks nothing, but for `texts`."""
    user, supplier = a_mandated_supplier()
    a_structure(PONT_SAINT_ESPRIT)
    draft = start.begin(user, supplier, at=AT)
    account = BankAccount.objects.get(structure=supplier, label="Compte courant")
    typed = {"recipient_siret": PONT_SAINT_ESPRIT, "account": str(account.pk), **LINE, **texts}
    return save(draft, **typed)


def save(draft: Invoice, **texts: str) -> Invoice:
    typed = drafts.Typed(texts=texts, version=draft.draft_version)
    drafts.save(a_person(), draft.pk, typed, at=AT)
    draft.refresh_from_db()
    return draft


def send(draft: Invoice) -> Invoice:
    sent = deposit.send(a_person(), draft.pk, version=draft.draft_version, at=LATER)
    return Invoice.objects.get(pk=sent.pk)


def a_typed_invoice(**texts: str) -> Invoice:
    """The same, sent."""
    return send(a_typed_draft(**texts))


def codes(draft: Invoice) -> dict[str, set[str]]:
    """Field → the codes that complain of it."""
    fields = drafts.check(draft, at=LATER).fields
    return {name: {finding.code for finding in findings} for name, findings in fields.items()}
