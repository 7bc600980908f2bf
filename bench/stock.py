"""Realistic invoices by the million, the same at each run: `fill(10_000)`, then `fill(1_000_000, first=10_000)`.

A few suppliers and recipients have much, most have little. Months, statuses with the history that led there, amounts,
credit notes, commitments, comments, file names, late payments and rejections are as life leaves them by the day `ON`.
Digests and the register are left out: `audit` has benches of its own.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F

from bench.loading import Table, batches, loading
from unisson.directory.models import Service, SpaceOpening, Structure
from unisson.directory.search import fold, searchable_service, searchable_structure
from unisson.directory.spaces import Space
from unisson.files.models import StoredFile
from unisson.invoices import motives
from unisson.invoices.lists.wording import NUMBER
from unisson.invoices.models import DepositCertificate, Flow, Invoice, InvoiceWord, StatusChange
from unisson.invoices.status import AT_REST, TO_BE_READ, Channel, DepositMode, Kind, Status

ON = date(2026, 11, 28)
"""The day on which everything is told; nothing happened later."""
DAYS = 730
SEED = 20261128
SUPPLIERS, RECIPIENTS = 20_000, 4_000
"""At a million; fewer invoices have as many less, so that those of the first one grow with all."""
_NOW = datetime(ON.year, ON.month, ON.day, 7, 30, tzinfo=UTC)
_S = Status
_WAY = (
    (_S.PRISE_EN_COMPTE_DESTINATAIRE, 0.4, 4),
    (_S.SERVICE_FAIT, 0.9, 9),
    (_S.MANDATEE, 0.8, 6),
    (_S.MISE_A_DISPOSITION_COMPTABLE, 0.5, 2),
    (_S.COMPTABILISEE, 0.4, 3),
    (_S.MISE_EN_PAIEMENT, 0.93, 7),
)
"""The steps of a recipient: how many invoices take each, and after how many days in the middle."""
_BACK = ((_S.A_RECYCLER, 0.02), (_S.SUSPENDUE, 0.07), (_S.REJETEE, 0.10))
"""The ways back, each up to which share of all."""
_WORK = (
    *("Réfection de la toiture", "Fournitures scolaires", "Entretien des espaces verts", "Location d’un photocopieur"),
    *("Denrées alimentaires", "Maintenance des ascenseurs", "Transport d’élèves", "Nettoyage des locaux"),
    *("Peinture du préau", "Mobilier de bureau", "Analyses d’eau", "Honoraires d’architecte", "Signalisation routière"),
)
_PLACE = ("école Jules-Ferry", "mairie annexe", "gymnase", "médiathèque", "crèche", "hôtel de ville", "lot n° 3")
_TRADES = ("MENUISERIE", "PAPETERIE", "BÂTIMENT", "ÉLECTRICITÉ", "TRAITEUR", "JARDINS", "CONSEIL", "TRANSPORTS")
_TOWNS = ("VALBRUN", "MONTLAC", "PONT-DIEU", "ROCHECOURT", "BOISRIANT", "FONTVELU", "CHAMPSEC", "NEUVETOUR", "ÉPINAC")
_MODES = (
    ("FACTURX", DepositMode.STRUCTURED, Channel.PORTAL),
    ("PDF", DepositMode.PDF, Channel.PORTAL),
    ("UBL", DepositMode.STRUCTURED_API, Channel.API),
    ("CII", DepositMode.STRUCTURED_API, Channel.API),
)


@dataclass(frozen=True, kw_only=True)
class Parties:
    """Keys, the biggest first; `services`: of each recipient that has any."""

    suppliers: Sequence[int]
    recipients: Sequence[int]
    services: dict[int, list[int]]
    silent: frozenset[int]
    """Recipients that report no payment."""
    file: str


def fill(count: int, *, first: int = 0) -> Parties:
    """The invoices of rank `first` up to `count`, and the parties of `count` where they are missing."""
    known = _parties(count)
    with loading(Flow, Invoice, StatusChange, InvoiceWord, DepositCertificate) as tables:
        for ranks in batches(range(first, count), size=20_000):
            for rank in ranks:
                _add(rank, known, tables)
            for table in tables:
                table.load()
    return known


def biggest(known: Parties) -> tuple[Structure, Structure]:
    """The supplier and the recipient that have most."""
    return Structure.objects.get(pk=known.suppliers[0]), Structure.objects.get(pk=known.recipients[0])


def change_some(share: float) -> int:
    """That share of the invoices stands elsewhere now, spread over all of them; nothing is vacuumed afterwards."""
    some = Invoice.objects.annotate(lot=F("pk") % max(round(1 / share), 1)).filter(lot=0)
    return some.update(status=_S.SERVICE_FAIT, status_since=_NOW)


def _parties(count: int) -> Parties:
    share = min(count / 1_000_000, 1)
    suppliers = [_company(rank) for rank in range(max(int(SUPPLIERS * share), 20))]
    recipients = [_town(rank) for rank in range(max(int(RECIPIENTS * share), 5))]
    for group in batches([*suppliers, *recipients]):
        Structure.objects.bulk_create(group, ignore_conflicts=True, batch_size=1000)
    keys = dict(Structure.objects.values_list("identifier", "pk"))
    theirs = [keys[one.identifier] for one in recipients]
    opened = [SpaceOpening(structure_id=keys[one.identifier], space=Space.ISSUED) for one in suppliers]
    opened += [SpaceOpening(structure_id=key, space=Space.RECEIVED) for key in theirs]
    SpaceOpening.objects.bulk_create(opened, ignore_conflicts=True, batch_size=5000)
    services = [_service(key, place) for key in theirs[::2] for place in range(3)]
    Service.objects.bulk_create(services, ignore_conflicts=True, batch_size=5000)
    served: dict[int, list[int]] = {}
    for structure, pk in (
        Service.objects.filter(structure__in=theirs[:1000:2]).order_by("pk").values_list("structure", "pk")
    ):
        served.setdefault(structure, []).append(pk)
    return Parties(
        suppliers=[keys[one.identifier] for one in suppliers],
        recipients=theirs,
        services=served,
        silent=frozenset(theirs[3::7]),
        file=_file(),
    )


def _file() -> str:
    """One content for all: what is measured are rows."""
    content, digest = b"%PDF-1.4 une facture\n", "5" * 64
    place = f"{digest[:2]}/{digest}"
    if not default_storage.exists(place):
        default_storage.save(place, ContentFile(content))
    row = StoredFile(digest=digest, size=len(content), media_type="application/pdf", scan="NOT_SCANNED", kept_at=_NOW)
    StoredFile.objects.bulk_create([row], ignore_conflicts=True)
    return digest


def _company(rank: int) -> Structure:
    name = f"{_TRADES[rank % 8]} {_TOWNS[rank // 8 % 9]} {_letters(rank)}"
    return _structure(f"7{rank:08}00017", name, Structure.Nature.PRIVATE)


def _town(rank: int) -> Structure:
    name = f"{('COMMUNE', 'SYNDICAT', 'CENTRE HOSPITALIER')[rank % 3]} DE {_TOWNS[rank // 3 % 9]} {_letters(rank)}"
    return _structure(f"2{rank:08}00019", name, Structure.Nature.PUBLIC)


def _structure(identifier: str, name: str, nature: Structure.Nature) -> Structure:
    made = Structure(identifier=identifier, name=name, nature=nature, town=name.split()[-2].title(), postcode="30130")
    made.payment_not_reported = identifier.endswith("19") and int(identifier[1:9]) % 7 == 3
    made.searchable = searchable_structure(made)
    return made


def _service(structure: int, place: int) -> Service:
    code, name = f"S{place}", ("Services techniques", "Écoles", "Affaires générales")[place]
    return Service(structure_id=structure, code=code, name=name, searchable=searchable_service(code, name))


def _letters(rank: int) -> str:
    return "".join(chr(ord("A") + int(digit)) for digit in f"{rank:04}")


def _one_of(keys: Sequence[int], chance: random.Random) -> int:
    """The n-th has about an n-th of what the first has."""
    return keys[int(len(keys) ** chance.random()) - 1]


def _add(rank: int, known: Parties, tables: Sequence[Table]) -> None:
    chance = random.Random(SEED * 10_000_000 + rank)
    flows, invoices, changes, words, certificates = tables
    supplier, recipient = _one_of(known.suppliers, chance), _one_of(known.recipients, chance)
    syntax, mode, channel = _MODES[int(chance.random() * 4)]
    # More lately than before, on work days, in office hours.
    back = int(DAYS * chance.random() ** 1.3)
    deposited = _NOW - timedelta(days=back, seconds=chance.randrange(60, 36_000))
    said = {"supplier_id": supplier, "file_id": known.file, "syntax": syntax}
    said["file_name"] = _file_name(rank, syntax, chance)
    flow = flows.add(**said, channel=channel, received_at=deposited, state=Flow.State.INTEGRATED)
    history = list(_history(deposited, chance, silent=recipient in known.silent))
    facts = _facts(rank, deposited, chance)
    pk = invoices.add(
        **said,
        **facts,
        **_standing(history, deposited, facts["kind"]),
        flow_id=flow,
        deposit_mode=mode,
        recipient_id=recipient,
        recipient_service_id=_service_of(recipient, known, chance),
        payment_unreported=recipient in known.silent,
    )
    _write_history(changes, pk, history, channel)
    key = facts["number_key"]
    parts = [f"{NUMBER}{key[start:]}" for start in range(len(key))]
    for word in dict.fromkeys([*fold(f"{facts['comment']} {said['file_name']}").split(), *parts]):
        words.add(invoice_id=pk, supplier_id=supplier, recipient_id=recipient, text=word.encode())
    certificates.add(invoice_id=pk, number=f"{pk:044}", snapshot="{}", pdf_id=known.file, issued_at=deposited)


def _service_of(recipient: int, known: Parties, chance: random.Random) -> int | None:
    theirs = known.services.get(recipient)
    return chance.choice(theirs) if theirs and chance.random() < 0.7 else None


def _facts(rank: int, deposited: datetime, chance: random.Random) -> dict[str, Any]:
    """What is written on an invoice."""
    number = f"{('FA-', 'F', '2026-', 'VTE/')[rank % 4]}{rank:07}"
    net = Decimal(int(100 * chance.lognormvariate(6.5, 1.4)) + 100) / 100
    vat = (net * Decimal("0.2")).quantize(Decimal("0.01"))
    day = deposited.date() - timedelta(days=chance.randrange(12))
    credit = chance.random() < 0.04
    gross = net + vat
    return {
        "kind": Kind.CREDIT_NOTE if credit else Kind.INVOICE,
        "number": number,
        "number_key": number,
        "original_number": f"FA-{max(rank - 40, 0):07}" if credit else "",
        "issue_date": day,
        "issue_year": day.year,
        "currency": "EUR" if chance.random() < 0.995 else "USD",
        "vat_regime": "TVA_SUR_DEBIT",
        "commitment": f"EJ-{day.year}-{chance.randrange(90_000):05}" if chance.random() < 0.5 else "",
        "contract": f"M{day.year}{chance.randrange(900):03}" if chance.random() < 0.15 else "",
        "comment": f"{chance.choice(_WORK)}, {chance.choice(_PLACE)}" if chance.random() < 0.3 else "",
        "net_total": net,
        "vat_total": vat,
        "gross_total": gross,
        "gross_before_discount": gross,
        "discount": Decimal(0),
        "net_to_pay": gross,
        "created_at": deposited,
        "deposited_at": deposited,
        "pages": chance.randrange(1, 4),
    }


def _file_name(rank: int, syntax: str, chance: random.Random) -> str:
    ending = "pdf" if syntax in ("PDF", "FACTURX") else "xml"
    work = chance.choice(_WORK).split()[-1].lower()
    return (f"FA-{rank:07}.{ending}", f"facture_{work}_{rank}.{ending}", f"Facture {work}.{ending}")[rank % 3]


_Step = tuple[Status, datetime, str]


def _history(deposited: datetime, chance: random.Random, *, silent: bool) -> list[_Step]:
    """Each status with its moment and its motif, as far as they happened."""
    at = deposited + timedelta(seconds=4)
    told = [(_S.DEPOSEE, deposited, ""), (_S.EN_COURS_ACHEMINEMENT, at, ""), (_S.MISE_A_DISPOSITION, at, "")]
    told += _returned(at, chance)
    end = told[-1]
    if end[0] not in (_S.MISE_A_DISPOSITION, _S.COMPLETEE):
        return [step for step in told if step[1] < _NOW]
    at = end[1]
    for target, share, days in _WAY:
        if chance.random() < share:
            at += timedelta(days=chance.lognormvariate(0, 0.9) * days)
            told.append((target, at, ""))
    return [step for step in told if step[1] < _NOW and not (silent and step[0] is _S.MISE_EN_PAIEMENT)]


def _returned(at: datetime, chance: random.Random) -> list[_Step]:
    """The way back of the few that go it, and what their supplier does then."""
    drawn = chance.random()
    target = next((target for target, upto in _BACK if drawn < upto), None)
    if target is None:
        return []
    at += timedelta(days=chance.expovariate(1 / 8))
    again = at + timedelta(days=chance.expovariate(1 / 6))
    back = (target, at, chance.choice(_MOTIVES[target]))
    if target is _S.REJETEE or chance.random() < 0.2:
        return [back]
    if target is _S.SUSPENDUE:
        return [back, (_S.COMPLETEE, again, "")]
    return [back, (_S.EN_COURS_ACHEMINEMENT, again, ""), (_S.MISE_A_DISPOSITION, again, "")]


_MOTIVES = {target: [one.code for one in motives.motives_for(target, on=ON)] for target, _upto in _BACK}


def _standing(history: Sequence[_Step], deposited: datetime, kind: str) -> dict[str, Any]:
    """Where its history leaves an invoice."""
    status, since, _motive = history[-1]
    available = max(at for target, at, _ in history if target is _S.MISE_A_DISPOSITION)
    runs = status not in (_S.REJETEE, _S.SUSPENDUE, _S.A_RECYCLER) and kind != Kind.CREDIT_NOTE
    old = status in AT_REST and since < _NOW - timedelta(days=365)
    untouched = status is _S.MISE_A_DISPOSITION and since > _NOW - timedelta(days=6)
    return {
        "status": status,
        "status_since": since,
        "available_at": available,
        "pay_from": available.date() if runs else None,
        "pay_by": available.date() + timedelta(days=30) if runs else None,
        "return_read": status in TO_BE_READ and since < _NOW - timedelta(days=10),
        "rejection_treated": status is _S.REJETEE and since < _NOW - timedelta(days=20),
        "downloaded": not untouched,
        "mandate_number": f"B{deposited.year}{deposited.microsecond % 97_000:05}" if status in AT_REST[2:] else "",
        "archived_at": since + timedelta(days=365) if old else None,
    }


def _write_history(changes: Table, pk: int, history: Sequence[_Step], channel: str) -> None:
    source = ""
    for sequence, (target, at, motive) in enumerate(history, start=1):
        door = channel if sequence == 1 else Channel.AUTOMATIC if sequence < 4 else Channel.PORTAL
        comment = "Voir le motif ; merci de corriger." if motive else ""
        row = {"invoice_id": pk, "sequence": sequence, "source": source, "target": target, "at": at, "channel": door}
        changes.add(**row, reason=motive, comment=comment, digest=f"{pk:064x}")
        source = target
