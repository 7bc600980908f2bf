"""« Fiche structure »: who may change it, its coordinates, and what it asks of its suppliers (domain-rules §3.3).

What is changed is in force at the next click, for what is sent from then on: a deposited invoice was judged by the
parameters of its day and is not judged again. Whoever changes says what he saw (`mark`).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import models, transaction

from unisson.accounts.models import User
from unisson.kernel.clock import legal_day
from unisson.kernel.identifiers import compact, is_vat_number
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import written

from . import changes, rights, stewards
from .models import Structure, StructureChange
from .needs import contradiction
from .references import longest
from .search import open_services, searchable_structure
from .stewards import Steward

What = StructureChange.What
IDENTITY = ("name", "address", "postcode", "town", "country")
CONTACT = ("contact_email", "phone", "vat_number", "trade_register")
FACTS = (*IDENTITY, *CONTACT)
PARAMETERS = (
    "service_required",
    "commitment_required",
    "service_or_commitment_required",
    "payment_not_reported",
    "works_owner",
    "works_owner_only",
    "buyer",
)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a structure says of itself. `identity` is None where the register says it."""

    contact_email: str = ""
    phone: str = ""
    vat_number: str = ""
    trade_register: str = ""
    identity: Mapping[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """What a public structure asks of its suppliers. `buyer`: None leaves the kind of buyer as it is."""

    service_required: bool = False
    commitment_required: bool = False
    service_or_commitment_required: bool = False
    payment_not_reported: bool = False
    works_owner: bool = False
    works_owner_only: bool = False
    buyer: str | None = None


def get_structure(actor: User, pk: int, *, lock: bool = False) -> Structure:
    """A structure that `actor` manages, or any for an operator. NotFound for any other. `lock`: until the transaction
    ends; whether he manages it is then read anew."""
    rows = Structure.objects.select_for_update(of=("self",)) if lock else Structure.objects.all()
    found = rows.filter(pk=pk).first()
    person = User.objects.get(pk=actor.pk) if lock else actor
    if found is None or not (person.is_operator or found.pk in rights.managed(person)):
        raise NotFound
    return found


def get_open(actor: User, pk: int) -> Structure:
    """The same, locked, to change it. Refusal CPP-FICHE-02 when it is deactivated."""
    structure = get_structure(actor, pk, lock=True)
    if not structure.active:
        raise Refusal("CPP-FICHE-02", name=structure.name)
    return structure


def managed_by(actor: User) -> Sequence[Structure]:
    """The structures whose fiche `actor` keeps as a manager, by name."""
    return list(Structure.objects.filter(pk__in=rights.managed(actor)).order_by("name", "pk"))


def mark(row: models.Model, names: Iterable[str]) -> str:
    """What tells whether these fields of `row` changed since somebody looked."""
    seen = json.dumps(changes.facts(row, names), sort_keys=True)
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def unchanged(row: models.Model, names: Iterable[str], seen: str) -> None:
    """Refusal CPP-FICHE-01 when they did."""
    if mark(row, names) != seen:
        raise Refusal("CPP-FICHE-01", field="vu")


def names_itself(structure: Structure, *, by: User) -> bool:
    """Whether name and address are typed: of a private structure where nobody verified them, of a public one by the
    operator; where they are masked, only by its own people, who read them."""
    if structure.masked and structure.pk not in rights.managed(by):
        return False
    return by.is_operator if structure.is_public else not structure.verified


def change_facts(actor: User, pk: int, wanted: Facts, *, seen: str, reason: str = "", at: datetime) -> Structure:
    """Write contact, VAT number and RCS; name and address too where no register gave them.

    Refusal CPP-FICHE-01 when somebody changed them since `seen`, -02, -08 for what is no VAT number, -09 and -10 about
    name and address; CPP-EXPLOITANT-02 for an operator who gives no `reason`.
    """
    with transaction.atomic():
        structure = get_open(actor, pk)
        by = stewards.keeper(actor, structure, reason)
        unchanged(structure, FACTS, seen)
        values = _contact(wanted)
        if wanted.identity is not None:
            values |= _identity(structure, wanted.identity, by=actor)
        _write(What.FACTS, structure, values, by=by, at=at)
    return structure


def change_parameters(
    actor: User, pk: int, wanted: Parameters, *, seen: str, reason: str = "", at: datetime
) -> Structure:
    """Write what a public structure asks of its suppliers: it holds for what is sent from now on.

    The kind of buyer, which sets the payment period, is the operator's to say: NotFound for anybody else. Refusal
    CPP-FICHE-01 when somebody changed them since `seen`, -02 to -07; CPP-EXPLOITANT-02 as `change_facts`.
    """
    with transaction.atomic():
        structure = get_open(actor, pk)
        by = stewards.keeper(actor, structure, reason)
        unchanged(structure, PARAMETERS, seen)
        values = {name: value for name, value in asdict(wanted).items() if value is not None}
        if "buyer" in values and not (actor.is_operator and wanted.buyer in Structure.Buyer.values):
            raise NotFound
        check(structure, wanted, on=legal_day(at))
        _write(What.PARAMETERS, structure, values, by=by, at=at)
    return structure


def check(structure: Structure, wanted: Parameters, *, on: date) -> None:
    """Refusal CPP-FICHE-03 to -07 when these parameters contradict each other or the structure."""
    if not structure.is_public:
        raise Refusal("CPP-FICHE-03", name=structure.name)
    served = open_services(structure, on=on).exists()
    code = contradiction(wanted, identifier=structure.identifier, served=served)
    if code:
        raise Refusal(code, field="works" if code == "CPP-FICHE-05" else "asks", name=structure.name)


def _write(
    what: StructureChange.What, structure: Structure, values: Mapping[str, object], *, by: Steward, at: datetime
) -> None:
    """Put `values` on the structure and into its history. Inside the transaction that holds it."""
    before = changes.facts(structure, values)
    for name, value in values.items():
        setattr(structure, name, value)
    structure.searchable = searchable_structure(structure)
    structure.save(update_fields=[*values, "searchable"])
    stewards.note(what, structure, by=by, before=before, after=changes.facts(structure, values), at=at)


def _contact(wanted: Facts) -> dict[str, str]:
    vat = compact(wanted.vat_number)
    if vat and not is_vat_number(vat):
        raise Refusal("CPP-FICHE-08", field="vat_number", number=wanted.vat_number[:40])
    return {
        "contact_email": wanted.contact_email.strip(),
        "phone": written(wanted.phone, field="phone", limit=30),
        "vat_number": vat,
        "trade_register": written(wanted.trade_register, field="trade_register", limit=50),
    }


def _identity(structure: Structure, typed: Mapping[str, str], *, by: User) -> dict[str, str]:
    if not names_itself(structure, by=by):
        raise Refusal("CPP-FICHE-10", field="name")
    kept = {name: written(typed.get(name, ""), field=name, limit=longest(Structure, name)) for name in IDENTITY}
    missing = next((name for name in ("name", "address", "town") if not kept[name]), None)
    if missing:
        raise Refusal("CPP-FICHE-09", field=missing)
    return {**kept, "country": kept["country"].upper() or structure.country}
