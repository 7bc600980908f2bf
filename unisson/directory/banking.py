"""« Références bancaires » (domain-rules §3.5): added, changed, withdrawn; every manager gets a letter each time.

Whoever can change an account can have somebody else paid: no change goes unseen. What an invoice names stays as it
was: an account in use is not written over, another one takes its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from stdnum import bic as _bic

from unisson.accounts.models import User
from unisson.kernel.identifiers import compact, is_iban
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import written

from . import changes, fiche, rights, stewards
from .colleagues import managers_of, tell_all
from .models import BankAccount, Structure, StructureChange
from .references import named_elsewhere
from .stewards import Steward

What = StructureChange.What
FIELDS = ("label", "iban", "bic", "country", "factor", "active")
_PAYS = ("iban", "bic", "country", "factor")
"""What decides who is paid."""


@dataclass(frozen=True, kw_only=True)
class Details:
    """An account as typed. `factoring`: « Affactureur », whose name is `factor`."""

    label: str
    iban: str
    bic: str = ""
    factoring: bool = False
    factor: str = ""


def may_write(actor: User, structure: Structure) -> bool:
    """Its managers; of a public structure the operators too. Who may not sees the end of each number only."""
    return structure.pk in rights.managed(actor) or (actor.is_operator and structure.is_public)


def listed(structure: Structure) -> QuerySet[BankAccount]:
    """The accounts of `structure`, the withdrawn ones last."""
    return structure.accounts.order_by("-active", "label", "pk")


def get_account(actor: User, pk: int) -> BankAccount:
    """An account that `actor` may change. NotFound for any other."""
    found = BankAccount.objects.select_related("structure").filter(pk=pk).first()
    if found is None or not may_write(actor, found.structure):
        raise NotFound
    return found


def add(actor: User, structure_pk: int, details: Details, *, reason: str = "", at: datetime) -> BankAccount:
    """One account more. Refusal CPP-FICHE-02, CPP-BANQUE-01 to -04, -06; CPP-EXPLOITANT-02 for an operator who gives no
    `reason`, here as below."""
    values = _checked(details)
    with transaction.atomic():
        structure, by = _writable(actor, structure_pk, reason=reason)
        _is_new(structure, values)
        account = _insert(structure, values, by=by, at=at)
        _tell("added", account, by=by, at=at)
    return account


def change(actor: User, pk: int, details: Details, *, seen: str, reason: str = "", at: datetime) -> BankAccount:
    """Write an account anew; one that an invoice or a draft names keeps its number there and is withdrawn: another
    takes its place. Returns the one that stands. Refusal as `add`; CPP-FICHE-01 when somebody changed it since `seen`,
    CPP-BANQUE-05 for a withdrawn one."""
    with transaction.atomic():
        account, by = _locked(actor, pk, seen=seen, reason=reason)
        values = _checked(details)
        before = changes.facts(account, FIELDS)
        if all(before[name] == value for name, value in values.items()):
            return account
        _is_new(account.structure, values, beside=account)
        if any(before[name] != values[name] for name in _PAYS) and named_elsewhere(account):
            _put(account, {"active": False}, by=by, at=at)
            stands = _insert(account.structure, values, by=by, at=at)
        else:
            _put(account, values, by=by, at=at)
            stands = account
        _tell("changed", stands, was=str(before["iban"]), by=by, at=at)
    return stands


def withdraw(actor: User, pk: int, *, seen: str, reason: str = "", at: datetime) -> BankAccount:
    """No invoice can name it any more; those that do keep it, a draft is told (CPP-ADM-19). Refusal CPP-FICHE-01, -02,
    CPP-BANQUE-05."""
    with transaction.atomic():
        account, by = _locked(actor, pk, seen=seen, reason=reason)
        _put(account, {"active": False}, by=by, at=at)
        _tell("withdrawn", account, by=by, at=at)
    return account


def hidden(iban: str) -> str:
    """Its country and its last four signs: enough to tell it from another, too little to pay it."""
    return f"{iban[:2]} •••• {iban[-4:]}"


def _writable(actor: User, structure_pk: int, *, reason: str) -> tuple[Structure, Steward]:
    structure = fiche.get_open(actor, structure_pk)
    if not may_write(User.objects.get(pk=actor.pk), structure):
        raise NotFound
    return structure, stewards.keeper(actor, structure, reason)


def _locked(actor: User, pk: int, *, seen: str, reason: str) -> tuple[BankAccount, Steward]:
    """The account, its structure locked first: that is the order of locks. And who acts on it."""
    place = BankAccount.objects.filter(pk=pk).values_list("structure_id", flat=True).first()
    if place is None:
        raise NotFound
    structure, by = _writable(actor, place, reason=reason)
    account = BankAccount.objects.select_for_update(of=("self",)).get(pk=pk)
    account.structure = structure
    fiche.unchanged(account, FIELDS, seen)
    if not account.active:
        raise Refusal("CPP-BANQUE-05")
    return account, by


def _checked(details: Details) -> dict[str, str]:
    iban, bic = compact(details.iban), compact(details.bic)
    label = written(details.label, field="label", limit=100)
    factor = written(details.factor, field="factor", limit=200)
    if not label:
        raise Refusal("CPP-BANQUE-06", field="label")
    if not is_iban(iban):
        raise Refusal("CPP-BANQUE-01", field="iban", iban=details.iban[:60])
    if bic and not _bic.is_valid(bic):
        raise Refusal("CPP-BANQUE-02", field="bic", bic=details.bic[:30])
    if details.factoring != bool(factor):
        raise Refusal("CPP-BANQUE-03", field="factor")
    return {"label": label, "iban": iban, "bic": bic, "country": iban[:2], "factor": factor}


def _is_new(structure: Structure, values: dict[str, str], *, beside: BankAccount | None = None) -> None:
    """The lock on the structure keeps a twin away until the transaction ends."""
    same = structure.accounts.filter(active=True, iban=values["iban"], factor=values["factor"])
    twin = (same.exclude(pk=beside.pk) if beside else same).first()
    if twin is not None:
        raise Refusal("CPP-BANQUE-04", field="iban", label=twin.label)


def _insert(structure: Structure, values: dict[str, str], *, by: Steward, at: datetime) -> BankAccount:
    account = BankAccount.objects.create(structure=structure, **values)
    after = changes.facts(account, [name for name in values if values[name]])
    stewards.note(What.ACCOUNT_ADDED, structure, by=by, before={}, after=after, account=account.label, at=at)
    return account


def _put(account: BankAccount, values: Mapping[str, object], *, by: Steward, at: datetime) -> None:
    before = changes.facts(account, values)
    for name, value in values.items():
        setattr(account, name, value)
    account.save(update_fields=list(values))
    after = changes.facts(account, values)
    stewards.note(
        What.ACCOUNT_CHANGED, account.structure, by=by, before=before, after=after, account=account.label, at=at
    )


def _tell(what: str, account: BankAccount, *, was: str = "", by: Steward, at: datetime) -> None:
    """A letter to every manager, whoever acted, himself too."""
    values = {
        "what": what,
        "structure": str(account.structure),
        "structure_pk": account.structure_id,
        "by": by.person.full_name,
        "at": at.isoformat(),
        "reason": by.reason,
        "label": account.label,
        "iban": hidden(account.iban),
        "was": hidden(was) if was and was != account.iban else "",
        "factor": account.factor,
    }
    key = f"bank-{account.pk}-{what}-{at.isoformat()}"
    tell_all(managers_of(account.structure), "bank-changed", values, key=key, at=at)
