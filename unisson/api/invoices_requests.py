"""Search of payment requests of any kind, in use or archived, whatever the role (chorus-pro-api.md §4.1)."""

from unisson.directory.callers import Caller
from unisson.directory.spaces import Space
from unisson.invoices.lists import paged
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.lists.exact import Exact, Moments, Party
from unisson.invoices.lists.further import Further
from unisson.invoices.lists.paged import Extent, Numbered
from unisson.invoices.lists.sorting import USUAL
from unisson.invoices.models import Invoice

from . import invoice_rows as rows
from . import invoices_requests_wire as wire
from .endpoints import endpoint
from .paging import MOST

_SPACES = {"FOURNISSEUR": (Space.ISSUED,), "DESTINATAIRE": (Space.RECEIVED,), None: (Space.ISSUED, Space.RECEIVED)}
"""By `roleUtilisateur`: who works on a site or validates has nothing here yet."""
_ARCHIVED = "DP_ARCHIVE"


@endpoint("factures/v1/rechercher/demandePaiement", summary="Rechercher des demandes de paiement")
def requests(caller: Caller, asked: wire.SearchRequests) -> wire.RequestsFound:
    """The newest deposit first: the thousand newest of each side, since the request has no pages."""
    spaces = _SPACES.get(asked.roleUtilisateur, ()) if _may_exist(asked) else ()
    extent = Extent(start=0, size=MOST)
    lines: dict[int, wire.Request] = {}
    total = 0
    for space in spaces:
        found = _found(caller, asked, space, extent)
        total += found.total
        lines |= {one.pk: _line(one, found) for one in found.rows if one.pk not in lines}
    shown = sorted(lines.values(), key=lambda one: (str(one.dateDepot), one.idDemandePaiement or 0), reverse=True)
    for one in shown:
        one.nombreResultatTotal = str(total)
    return wire.RequestsFound(listeDemandePaiement=shown, total=total)


def _may_exist(asked: wire.SearchRequests) -> bool:
    """Whether the portal can hold such a request: no works, no court fees, no files of several."""
    kind = asked.typeDemandePaiement in (None, rows.REQUEST) and not asked.typeFactureTravaux
    numbers = asked.numeroDossierFacturation or asked.numeroFactureMemoire
    services = asked.idServiceMoa or asked.idServiceMoe
    structures = (
        asked.structureMoa.idStructureMoa
        or asked.structureMoa.identifiantStructureMoa
        or asked.structureMoe.idStructureMoe
        or asked.structureMoe.identifiantStructureMoe
        or asked.structureValideur.idStructureValideur
        or asked.structureValideur.identifiantStructureValideur
    )
    return kind and not (numbers or services or structures)


def _found(caller: Caller, asked: wire.SearchRequests, space: Space, extent: Extent) -> Numbered:
    statuses = rows.statuses_of(asked.statutCourant)
    if statuses is None:
        return Numbered(rows=[], total=0, comments={})
    sent = space is Space.ISSUED
    wanted = Asked(
        statuses=statuses,
        service=asked.idServiceFournisseur if sent else asked.idServiceDestinataire,
        archived=asked.dpOuDpArchive == _ARCHIVED,
        gross=rows.between(asked.montantTTCMin, asked.montantTTCMax),
        further=Further(
            kind=asked.typeFacture or "",
            framework=rows.framework_of(asked.cadreFacturation),
            commitment=asked.numeroBonCommande or "",
            contract=asked.numeroMarche or "",
            original=asked.numeroFactureOrigine or "",
            mandate=asked.numeroDpMandat or "",
            archives=not asked.dpOuDpArchive,
            invoiced=rows.between(asked.periodeDateFournisseurDu, asked.periodeDateFournisseurAu),
            net=rows.between(asked.montantHTMin, asked.montantHTMax),
            due=rows.between(asked.montantAPayerMin, asked.montantAPayerMax),
        ),
        exact=_exact(asked, sent=sent),
    )
    return paged.found(caller.user, wanted, space, sort=USUAL, extent=extent)


def _exact(asked: wire.SearchRequests, *, sent: bool) -> Exact:
    supplier = Party(
        structure=asked.structureFournisseur.idStructureFournisseur,
        identifier=asked.structureFournisseur.identifiantStructureFournisseur or "",
        services=rows.keys([asked.idServiceFournisseur or 0]),
    )
    recipient = Party(
        structure=asked.structureDestinataire.idStructureDestinataire,
        identifier=asked.structureDestinataire.identifiantStructureDestinataire or "",
        services=rows.keys([asked.idServiceDestinataire or 0]),
    )
    own, other = (supplier, recipient) if sent else (recipient, supplier)
    whole = asked.rechercheSirenDestinataire if sent else asked.rechercheSirenFournisseur
    return Exact(
        own=own.structure,
        own_identifier=own.identifier,
        others=(other,) if other != Party() else (),
        whole_company=bool(whole),
        number=asked.numeroFacture or "",
        deposited=Moments(low=asked.periodeDateDepotDu, high=asked.periodeDateDepotAu),
        since=Moments(low=asked.periodeDateHeureEtatCourantDu, high=asked.periodeDateHeureEtatCourantAu),
    )


def _line(one: Invoice, found: Numbered) -> wire.Request:
    service = one.recipient_service
    return wire.Request(
        cadreFacturation=rows.framework_told(one),
        codeServiceDestinataire=service.code if service else None,
        commentaireEtatCourant=found.comments.get(one.pk),
        dateDepot=rows.day_of_deposit(one),
        dateFournisseur=one.issue_date,
        dateHeureEtatCourant=one.status_since,
        dpOuDpArchive=_ARCHIVED if one.archived_at else "DEMANDE_PAIEMENT",
        etatCourant=one.status,
        idDemandePaiement=one.pk,
        identifiantStructureDestinataire=rows.identifier(one.recipient),
        identifiantStructureFournisseur=one.supplier.identifier,
        idServiceDestinataire=one.recipient_service_id,
        idServiceFournisseur=one.supplier_service_id,
        idStructureDestinataire=one.recipient_id,
        idStructureFournisseur=one.supplier_id,
        montantAPayer=one.signed(one.net_to_pay),
        montantHT=one.signed(one.net_total),
        montantTTC=one.signed(one.gross_total),
        nomServiceDestinataire=service.name if service else None,
        numeroBonCommande=one.commitment or None,
        numeroDemandePaiement=one.number or None,
        numeroDpMandat=one.mandate_number or None,
        numeroFactureOrigine=one.original_number or None,
        numeroMarche=one.contract or None,
        typeDemandePaiement=rows.REQUEST,
        typeFacture=one.kind,
    )
