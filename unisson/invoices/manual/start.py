"""Beginning an invoice to type: empty, after a former one, or from a model. Under a signed mandate only."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from unisson.accounts.models import User
from unisson.directory.agreed_texts import IN_FORCE, Subject
from unisson.directory.agreements import mandate_of, of_person
from unisson.directory.models import Agreement, BankAccount, Structure
from unisson.einvoice.reading import Syntax
from unisson.files import store
from unisson.kernel.clock import legal_day
from unisson.kernel.refusal import NotFound, Refusal

from ..access import Right, get_invoice
from ..drafting import typed as form
from ..drafting.reading import read_structured
from ..lifecycle import By, Move, change_statuses, channel_of, write_history
from ..models import Flow, Invoice
from ..senders import choose_own, senders_for
from ..status import Channel, DepositMode, Status
from .fields import DEFAULTS, NAMES, NO_LONGER_TRUE, check_count
from .former import texts_of

_NO_FILE_YET = "Facture en cours de saisie : son fichier est fait à l’envoi.\n".encode()
"""What stands for the file of all that is being typed."""
FILE_NAME = "Facture saisie"


def begin(
    actor: User, supplier: Structure, *, at: datetime, texts: Mapping[str, str] | None = None, after: int | None = None
) -> Invoice:
    """A new draft to type, kept. Refusals of `made`."""
    draft = made(actor, supplier, at=at, texts=texts, after=after)
    with transaction.atomic():
        return keep(draft, at=at)


def made(
    actor: User, supplier: Structure, *, at: datetime, texts: Mapping[str, str] | None = None, after: int | None = None
) -> Invoice:
    """A new draft to type, in memory only. Refusal CPP-ACCES-02 where `actor` does not send, CPP-SAISIE-06 without a
    mandate, -07 while `actor` has not accepted the terms of use in force; for a machine its manager did."""
    senders = senders_for(actor, supplier, on=legal_day(at))
    if not senders or not supplier.active:
        raise Refusal("CPP-ACCES-02", field="supplier")
    if mandate_of(supplier) is None:
        raise Refusal("CPP-SAISIE-06", field="supplier", name=supplier.name)
    if not (actor.is_technical or accepts_terms(actor)):
        raise Refusal("CPP-SAISIE-07", field="conditions")
    kept = store.put(_NO_FILE_YET, name=FILE_NAME, media_type="text/plain", at=at)
    typed = {**DEFAULTS, "issue_date": form.as_typed(legal_day(at)), **(texts or {})}
    flow = _flow(actor, supplier, kept, at=at)
    flow.supplier_service = senders.default
    draft = _draft(flow, typed, at=at)
    draft.duplicate_of_id, draft.account = after, _only_account(supplier)
    choose_own(actor, draft, typed, on=legal_day(at))
    return draft


def keep(draft: Invoice, *, at: datetime) -> Invoice:
    """Write what `made` gave. Inside a transaction."""
    flow = draft.flow
    store.record(store.Kept(file=flow.file, known=False))
    flow.save(force_insert=True)
    history = change_statuses([draft], Status.BROUILLON, move=_move(flow, at))
    draft.flow = flow
    draft.save(force_insert=True)
    write_history(history)
    return draft


def mandated(structures: Iterable[Structure]) -> frozenset[int]:
    """The keys of those that have signed their mandate. One query."""
    found = Agreement.objects.filter(structure__in=list(structures), subject=Subject.MANDATE, ended_at=None)
    return frozenset(key for key in found.values_list("structure_id", flat=True) if key)


def accepts_terms(person: User) -> bool:
    """Whether `person` accepted the terms of use in force."""
    return of_person(person).filter(version=IN_FORCE[Subject.TERMS].version).exists()


def duplicate(actor: User, invoice_id: int, *, at: datetime) -> Invoice:
    """« Dupliquer »: a new draft with all that a former invoice says and that may hold again. Refusals of `begin`,
    CPP-SAISIE-12 when it has more lines than the form."""
    former = get_invoice(actor, invoice_id, Right.READ_ISSUED)
    if not former.was_sent:
        raise NotFound
    texts = {name: text for name, text in _texts_of(former).items() if name not in NO_LONGER_TRUE}
    own = {"account": str(former.account_id)} if former.account_id else {}
    return begin(actor, former.supplier, texts={**texts, **own}, after=former.pk, at=at)


def _texts_of(former: Invoice) -> dict[str, str]:
    """Of a structured invoice all its lines; of a PDF what was confirmed."""
    value = None
    if Syntax(former.syntax).is_structured:
        value = read_structured(store.content_of(former.file_id), Syntax(former.syntax)).invoice
        check_count(len(value.lines))
    return {name: text for name, text in texts_of(former, value).items() if name in NAMES and text}


def _flow(actor: User, supplier: Structure, kept: store.Kept, *, at: datetime) -> Flow:
    return Flow(
        channel=channel_of(actor),
        depositor=actor,
        supplier=supplier,
        file=kept.file,
        file_name=FILE_NAME,
        syntax=Syntax.FORM,
        received_at=at,
        state=Flow.State.DRAFTED,
    )


def _draft(flow: Flow, typed: Mapping[str, str], *, at: datetime) -> Invoice:
    return Invoice(
        flow=flow,
        supplier=flow.supplier,
        supplier_service=flow.supplier_service,
        depositor=flow.depositor,
        file=flow.file,
        file_name=flow.file_name,
        syntax=flow.syntax,
        deposit_mode=DepositMode.TYPED if flow.channel == Channel.PORTAL else DepositMode.TYPED_API,
        created_at=at,
        draft={"typed": dict(typed), "confirmed": [], "saved_at": at.isoformat()},
    )


def _only_account(supplier: Structure) -> BankAccount | None:
    """Who has one account is paid there."""
    accounts = list(supplier.accounts.filter(active=True)[:2])
    return accounts[0] if len(accounts) == 1 else None


def _move(flow: Flow, at: datetime) -> Move:
    return Move(by=By.SUPPLIER, at=at, channel=Channel(flow.channel), actor_id=flow.depositor_id)
