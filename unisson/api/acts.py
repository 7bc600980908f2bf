"""What is done with sent invoices: treated by their recipient, completed and recycled by their supplier, rejections
acknowledged (chorus-pro-api.md §4.1)."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from unisson.directory.callers import Caller
from unisson.invoices import access, actions, motives, rejections, returns
from unisson.invoices.access import Right, get_invoice
from unisson.invoices.models import Invoice
from unisson.invoices.register.replay import route_of
from unisson.invoices.status import Status
from unisson.kernel.clock import legal_day, now
from unisson.kernel.identifiers import compact
from unisson.kernel.refusal import NotFound, Refusal

from . import acts_wire as wire
from .endpoints import endpoint
from .faults import REFUSED
from .wire import Answer

_AT = "factures/v1/"
NOT_ENTITLED = (20001, "GDP_MSG_11.005")
NOT_THERE = {"CPP-ACCES-01": (20000, "GDP_MSG_11.008"), "CPP-API-30": NOT_ENTITLED}
_NOT_NOW = dict.fromkeys(("CPP-ETAT-01", "CPP-ETAT-07", "CPP-RETOUR-03"), (REFUSED, "GDP_MSG_11.001"))
"""Its state does not allow it: a message that was seen, under a number that was not (domain-rules §7.4)."""
_OF_LINE = "pieceJointeComplementaireNumeroLigneFacture"
_NOT_SUSPENDED = (20002, "GDP_MSG_11.033")
_PIECE = "pieceJointeComplementaire.pieceJointeComplementaireId"
_COMPLEMENT = {"comment": "commentaire", "attachments": _PIECE, "piece": _PIECE}
_ROUTE = {
    "siret": "destinataire.codeDestinataire",
    "BT-10": "destinataire.codeServiceExecutant",
    "BT-13": "reference.numeroBonCommande",
    "BT-46": "destinataire.codeDestinataire",
}


@endpoint(
    _AT + "traiter/recue",
    key="idFacture",
    fields={"commentaire": "motif", "mandat": "numeroDPMandat"},
    summary="Traiter une facture reçue",
    says={**NOT_THERE, **_NOT_NOW},
)
def treat(caller: Caller, asked: wire.TraiterRecue) -> wire.RecueTraitee:
    """One step on, or back to its supplier for a motif. Told twice, the second changes nothing."""
    at, pk, target = now(), asked.idFacture or 0, _ours(asked.nouveauStatut or "")
    if target is None:
        raise _no_state(asked.nouveauStatut)
    mandate = asked.numeroDPMandat or ""
    reason, comment = "", asked.motif or ""
    if target in motives.RETURNS:
        reason, comment = motives.understood(comment, target, on=legal_day(at))
    if mandate and not actions.takes_mandate(target):
        comment, mandate = f"{comment}\nMandat {mandate}".strip(), ""
    with entitled(caller, [pk]):
        invoice = actions.treat(caller.user, pk, target, at=at, reason=reason, comment=comment, mandate=mandate)
    return wire.RecueTraitee(
        dateTraitement=legal_day(invoice.status_since),
        idFacture=invoice.pk,
        nouveauStatut=invoice.status,
        numeroFacture=invoice.number,
    )


@endpoint(
    _AT + "traiterRejet",
    key="listeDemandePaiement.idDemandePaiement",
    fields={"rejets": "listeDemandePaiement.idDemandePaiement"},
    summary="Traiter des rejets",
    says={**NOT_THERE, **_NOT_NOW},
)
def treat_rejections(caller: Caller, asked: wire.TraiterRejet) -> Answer:
    """All of them, or none."""
    pks = [one.idDemandePaiement or 0 for one in asked.listeDemandePaiement]
    if not pks:
        raise Refusal("CPP-API-05", field="listeDemandePaiement", name="listeDemandePaiement")
    with entitled(caller, pks):
        rejections.treat_named(caller.user, pks, at=now())
    return Answer()


@endpoint(
    _AT + "completer",
    key="identifiantFactureCPP",
    fields=_COMPLEMENT,
    summary="Compléter une facture suspendue",
    says={**NOT_THERE, "CPP-ETAT-01": _NOT_SUSPENDED, "CPP-ETAT-07": _NOT_SUSPENDED},
)
def complete(caller: Caller, asked: wire.Completer) -> wire.Completee:
    """With attachments sent before, a comment, or both. Told twice, the second changes nothing."""
    pk, pieces = asked.identifiantFactureCPP or 0, named(asked.pieceJointeComplementaire)
    with entitled(caller, [pk]):
        invoice = returns.complete(caller.user, pk, (), pieces=pieces, comment=asked.commentaire or "", at=now())
    return wire.Completee(
        dateTraitement=legal_day(invoice.status_since),
        identifiantFactureCPP=invoice.pk,
        nbResultatsParPage=len(pieces),
        numeroFacture=invoice.number,
        pageCourante=1,
        pages=1,
        total=len(pieces),
    )


@endpoint(
    _AT + "recycler",
    key="identifiantFactureCPP",
    fields=_ROUTE,
    summary="Recycler une facture",
    says={**NOT_THERE, **_NOT_NOW},
)
def recycle(caller: Caller, asked: wire.Recycler) -> wire.Recyclee:
    """What is not given stays; another recipient has other services. Told twice, the second changes nothing."""
    pk = asked.identifiantFactureCPP or 0
    with entitled(caller, [pk]):
        route = _route(get_invoice(caller.user, pk, Right.WRITE_ISSUED), asked)
        invoice = returns.recycle(caller.user, pk, route, at=now())
    return wire.Recyclee(
        dateDepot=day_of(invoice.deposited_at),
        identifiantFactureCPP=invoice.pk,
        numeroFacture=invoice.number,
        statutFacture=invoice.status,
    )


@contextmanager
def entitled(caller: Caller, pks: Collection[int]) -> Iterator[None]:
    """What the account may read but not act upon is refused as such; what it may not even read is not there."""
    try:
        yield
    except NotFound as missing:
        if all(_is_read(caller, pk) for pk in pks):
            raise Refusal("CPP-API-30") from missing
        raise


def named(pieces: Collection[wire.PieceComplementaire]) -> dict[int, str]:
    """The keys of attachments, each with its designation; one of which nothing is told is none. Refusal CPP-API-05 for
    one without its key."""
    name = "pieceJointeComplementaireId"
    told = [one for one in pieces if one.model_dump(exclude_defaults=True, exclude={_OF_LINE})]
    keys = {one.pieceJointeComplementaireId or 0: one.pieceJointeComplementaireDesignation or "" for one in told}
    if 0 in keys:
        raise Refusal("CPP-API-05", field=name, name=name)
    return keys


def day_of(moment: datetime | None) -> date | None:
    """The day of a moment, by the calendar of France."""
    return legal_day(moment) if moment else None


def _is_read(caller: Caller, pk: int) -> bool:
    try:
        access.get_readable(caller.user, pk)
    except NotFound:
        return False
    return True


def _ours(state: str) -> Status | None:
    """None for one that no invoice has here yet."""
    return Status(state) if state in Status else None


def _no_state(asked: str | None) -> Refusal:
    name = "nouveauStatut"
    if not asked:
        return Refusal("CPP-API-05", field=name, name=name)
    return Refusal("CPP-API-12", field=name)


def _route(invoice: Invoice, asked: wire.Recycler) -> returns.Route:
    present, wanted = route_of(invoice), asked.destinataire
    siret = compact(wanted.codeDestinataire or "") or present["siret"]
    service = present["service"] if siret == present["siret"] else ""
    return returns.Route(
        siret=siret,
        service_code=wanted.codeServiceExecutant or service,
        commitment=asked.reference.numeroBonCommande or present["commitment"],
        comment=asked.commentaire or "",
    )
