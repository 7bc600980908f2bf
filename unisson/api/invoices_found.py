"""Searches of invoices by each side: what was sent, what was received, what waits (chorus-pro-api.md §4.1)."""

from unisson.directory.callers import Caller
from unisson.directory.spaces import Space
from unisson.invoices.access import Right
from unisson.invoices.lists import paged
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.lists.exact import Exact, Moments, Party
from unisson.invoices.lists.further import Further
from unisson.invoices.lists.paged import Numbered
from unisson.invoices.lists.search import TO_DO_RECEIVED
from unisson.invoices.models import Invoice
from unisson.invoices.status import Kind, Status

from . import invoice_rows as rows
from . import invoices_found_wire as wire
from .endpoints import endpoint
from .paging import descending
from .wire import DONE

_AT = "factures/v1/rechercher/"
NOT_FOUND = (20000, "TRA_MSG_00.015")
_NOTHING = Numbered(rows=[], total=0, comments={})
_BY = {
    "NumeroFacture": "number_key",
    "DateFacture": "issue_date",
    "MontantHT": "net_total",
    "MontantTTC": "gross_total",
    "MontantAPayer": "net_to_pay",
    "Statut": "status",
}
"""Columns of the lists of what waits; by others they are sorted by deposit."""


@endpoint(_AT + "fournisseur", summary="Rechercher des factures émises")
def sent(caller: Caller, asked: wire.SearchSent) -> wire.SentFound:
    """Sent invoices, the newest deposit first unless sorted otherwise."""
    paging = asked.rechercheFactureParFournisseur
    page, extent = rows.extent_of(paging, paging.nbResultatsMaximum)
    wanted = None if asked.idStructureValideur else _sent(asked)
    found = _NOTHING
    if wanted is not None:
        sort = rows.sort_of(paging, paging.triColonne, rows.SENT)
        found = paged.found(caller.user, wanted, Space.ISSUED, sort=sort, extent=extent)
    sizes = paged.sizes(found.rows) if asked.recupererTaille else {}
    return wire.SentFound(
        listeFactures=[_line_sent(one, found, sizes) for one in found.rows],
        parametresRetour=rows.back(page, extent, found.total),
    )


@endpoint(_AT + "recipiendaire", summary="Rechercher des factures reçues")
def received(caller: Caller, asked: wire.SearchReceived) -> wire.ReceivedFound:
    """Received invoices, likewise. None found has a number of its own."""
    paging = asked.paramRecherche
    page, extent = rows.extent_of(paging, paging.nbResultatsMaximum)
    wanted = _received(asked)
    found = _NOTHING
    if wanted is not None:
        sort = rows.sort_of(paging, paging.triColonne, rows.RECEIVED)
        found = paged.found(caller.user, wanted, Space.RECEIVED, sort=sort, extent=extent)
    sizes = paged.sizes(found.rows) if asked.recupererTaille else {}
    code, words = (0, DONE) if found.rows else NOT_FOUND
    back = rows.back(page, extent, found.total)
    return wire.ReceivedFound(
        codeRetour=code,
        libelle=words,
        listeFactures=[_line_received(one, found, sizes) for one in found.rows],
        **back.model_dump(),
    )


@endpoint(_AT + "atraiter/fournisseur", summary="Rechercher des factures émises à traiter")
def sent_to_do(caller: Caller, asked: wire.SearchSentToDo) -> wire.SentToDoFound:
    """Drafts, what is under way and what came back."""
    paging = asked.rechercheFactureATraiterParFournisseur
    page, extent = rows.extent_of(paging, paging.nbResultatsMaximum)
    hidden = (Status.REJETEE,) if asked.masquerRejetee else ()
    found = paged.to_do(
        caller.user,
        Right.READ_ISSUED,
        structure=asked.idStructure,
        statuses=[one for one in paged.WAIT_FOR_SUPPLIER if one not in hidden],
        by=_BY.get(paging.triColonne or "", "deposited_at"),
        descending=descending(paging),
        extent=extent,
    )
    sizes = paged.sizes(found.rows) if asked.recupererTaille else {}
    return wire.SentToDoFound(
        listeFactures=[
            wire.SentToDo(identifiantFactureCPP=one.pk, taille=sizes.get(one.pk), **rows.common(one))
            for one in found.rows
        ],
        parametresRetour=rows.back(page, extent, found.total),
    )


@endpoint(_AT + "atraiter/recipiendaire", summary="Rechercher des factures reçues à traiter")
def received_to_do(caller: Caller, asked: wire.SearchReceivedToDo) -> wire.ReceivedToDoFound:
    """What was made available or completed, and not yet taken in charge."""
    paging = asked.parametreRechercheFactureATraiterParRecipiendaire
    page, extent = rows.extent_of(paging, paging.getnbResultatsMaximum)
    found = paged.to_do(
        caller.user,
        Right.READ_RECEIVED,
        structure=asked.idStructure,
        statuses=TO_DO_RECEIVED,
        by=_BY.get(paging.triColonne or "", "deposited_at"),
        descending=descending(paging),
        extent=extent,
    )
    sizes = paged.sizes(found.rows) if asked.recupererTaille else {}
    return wire.ReceivedToDoFound(
        listeFactures=[_line_received(one, found, sizes) for one in found.rows],
        parametresRetour=rows.back(page, extent, found.total),
    )


def _sent(asked: wire.SearchSent) -> Asked | None:
    """The criteria; None where no invoice can answer them."""
    statuses = rows.statuses_of(asked.statutCourant)
    if statuses is None:
        return None
    return Asked(
        statuses=statuses,
        service=asked.idServiceFournisseur,
        gross=rows.between(asked.montantTTCMin, asked.montantTTCMax),
        further=Further(
            kind=asked.typeFacture or "",
            framework=rows.framework_of(asked.cadreFacturation),
            commitment=asked.numeroBonCommande or "",
            contract=asked.numeroMarche or "",
            original=asked.numeroFactureOrigine or "",
            flow=asked.numeroFluxDepot or "",
            invoiced=rows.between(asked.periodeDateFactureDu, asked.periodeDateFactureAu),
            net=rows.between(asked.montantHTMin, asked.montantHTMax),
            due=rows.between(asked.montantApayerMin, asked.montantApayerMax),
        ),
        exact=Exact(
            own=asked.idFournisseur,
            others=tuple(filter(None, map(_addressee, asked.listeDestinataire))),
            whole_company=bool(asked.rechercheSirenDestinataire),
            number=asked.numeroFacture or "",
            mode=asked.modeDepot or "",
            account=asked.coordonneeBancaire,
            depositors=rows.keys(asked.idUtilisateurCreateur),
            treated=bool(asked.rejetTraite),
            deposited=Moments(low=asked.periodeDateDepotDu, high=asked.periodeDateDepotAu),
            since=Moments(low=asked.periodeDateHeureEtatCourantDu, high=asked.periodeDateHeureEtatCourantAu),
        ),
    )


def _received(asked: wire.SearchReceived) -> Asked | None:
    statuses = rows.statuses_of(asked.statutCourant)
    works = asked.typeDemandePaiement not in (None, rows.REQUEST) or any(asked.listeTypeFactureTravaux)
    if statuses is None or works or asked.idStructureValideur:
        return None
    return Asked(
        statuses=statuses,
        service=asked.idServiceExecutant,
        gross=rows.between(asked.montantTTCMin, asked.montantTTCMax),
        further=Further(
            framework=rows.framework_of(asked.cadreFacturation),
            commitment=asked.numeroBonCommande or "",
            contract=asked.numeroMarche or "",
            invoiced=rows.between(asked.periodeDateFactureDu, asked.periodeDateFactureAu),
            net=rows.between(asked.montantHTMin, asked.montantHTMax),
            due=rows.between(asked.montantApayerMin, asked.montantApayerMax),
        ),
        exact=Exact(
            own=asked.idDestinataire,
            others=tuple(filter(None, map(_sender, asked.listeFournisseurs))),
            whole_company=bool(asked.rechercheSirenFournisseur),
            kinds=tuple(Kind(one) for one in asked.listeTypeFacture if one),
            number=asked.numeroFacture or "",
            downloaded=asked.factureTelechargeeParDestinataire,
            deposited=Moments(low=asked.periodeDateDepotDu, high=asked.periodeDateDepotAu),
            since=Moments(low=asked.periodeDateHeureEtatCourantDu, high=asked.periodeDateHeureEtatCourantAu),
        ),
    )


def _addressee(asked: wire.Addressee) -> Party | None:
    party = Party(
        structure=asked.idDestinataire,
        name=asked.raisonSocialeStuctDmd or "",
        services=rows.keys(asked.listeIdServiceExecutant),
    )
    return party if party != Party() else None


def _sender(asked: wire.Sender) -> Party | None:
    party = Party(structure=asked.idFournisseur, services=rows.keys(asked.listeIdService))
    return party if party != Party() else None


def _line_sent(one: Invoice, found: Numbered, sizes: dict[int, int]) -> wire.Sent:
    account, creator = one.account, one.depositor
    return wire.Sent(
        **rows.common(one),
        **rows.bank(account),
        affactureurRaisonSociale=account.factor or None if account else None,
        commentaireEtatCourant=found.comments.get(one.pk),
        coordBancairesFournisseurNomCb=account.label if account else None,
        dateHeureEtatCourant=one.status_since,
        identifiantFactureCPP=one.pk,
        modeDepot=one.deposit_mode,
        nomPrenomUtilisateurCreateur=f"{creator.last_name} {creator.first_name}".strip() if creator else None,
        numeroFactureOrigine=one.original_number or None,
        numeroFluxDepot=one.flow.number,
        rejetTraite=one.rejection_treated,
        taille=sizes.get(one.pk),
    )


def _line_received(one: Invoice, found: Numbered, sizes: dict[int, int]) -> wire.Received:
    return wire.Received(
        **rows.common(one),
        commentaireEtatCourant=found.comments.get(one.pk),
        dateHeureEtatCourant=one.status_since,
        factureTelechargeeParDestinataire=one.downloaded,
        idFacture=one.pk,
        taille=sizes.get(one.pk),
    )
