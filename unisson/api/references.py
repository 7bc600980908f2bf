"""The reference lists of « Transverses »: codes that connectors offer or translate (chorus-pro-api.md §4.3)."""

from collections.abc import Iterable

from unisson.directory import consulting, countries, rights
from unisson.directory.callers import Caller
from unisson.directory.models import BankAccount, Structure
from unisson.directory.spaces import Space
from unisson.invoices import lifecycle
from unisson.invoices.manual.fields import EXEMPTIONS
from unisson.invoices.status import Status
from unisson.kernel.clock import today

from . import lists
from . import references_wire as wire
from .endpoints import endpoint
from .structures import service_shown
from .wire import DONE_OTHERWISE

_AT = "transverses/v1/recuperer/"


@endpoint(_AT + "devises", summary="Devises")
def currencies(caller: Caller, asked: wire.Demande) -> wire.Devises:
    """ISO 4217."""
    found = lists.currencies(_language(asked))
    return wire.Devises(listeDevises=[wire.Devise(codeDevise=one, libelleDevise=found[one]) for one in found])


@endpoint(_AT + "pays", summary="Pays")
def states(caller: Caller, asked: wire.Demande) -> wire.ListePays:
    """ISO 3166-1."""
    found = countries.named(_language(asked))
    return wire.ListePays(listePays=[wire.Pays(codePays=one, libellePays=found[one]) for one in found])


@endpoint(_AT + "tauxtva", summary="Taux de TVA")
def rates(caller: Caller, asked: wire.Demande) -> wire.ListeTauxTva:
    """The codes that lines of « soumettre » name."""
    found = lists.RATES.items()
    return wire.ListeTauxTva(
        listeTauxTva=[
            wire.TauxTva(codeTauxTva=code, libelleTauxTva=one.label, valeurTauxTva=one.value) for code, one in found
        ]
    )


@endpoint(_AT + "motifs/exonerationtva", summary="Motifs d’exonération de TVA")
def exemptions(caller: Caller, asked: wire.Demande) -> wire.MotifsExonerationTva:
    """Those of « Saisir facture »."""
    found = {code: one.words or "Autre motif" for code, one in EXEMPTIONS.items()}
    return wire.MotifsExonerationTva(
        listeMotifsExonerationTva=[
            wire.MotifExonerationTva(codeMotifExonerationTva=code, libelleMotifExonerationTva=found[code])
            for code in found
        ]
    )


@endpoint(_AT + "modereglements", summary="Modes de règlement")
def payments(caller: Caller, asked: wire.Demande) -> wire.ModesPaiement:
    """How an invoice is paid."""
    return wire.ModesPaiement(listeModePaiement=[wire.ModePaiement(modePaiement=one) for one in lists.PAYMENTS])


@endpoint(_AT + "modedepot", summary="Modes de dépôt")
def deposits(caller: Caller, asked: wire.Demande) -> wire.ModesDepot:
    """How an invoice came in."""
    return wire.ModesDepot(listeModeDepot=[wire.ModeDepot(modeDepot=one) for one in lists.DEPOSITS])


@endpoint(_AT + "cadrefacturation", summary="Cadres de facturation")
def frameworks(caller: Caller, asked: wire.DemandeParType) -> wire.CadresFacturation:
    """Those of a kind of payment request."""
    found = lists.frameworks_of(asked.typeDemandePaiement or "")
    return wire.CadresFacturation(
        listeCadreFacturation=[wire.CadreFacturation(codeCadreFacturation=one) for one in found]
    )


@endpoint(_AT + "typedp", summary="Types de demande de paiement")
def requests(caller: Caller, asked: wire.Demande) -> wire.TypesDemandePaiement:
    """Four of them."""
    return wire.TypesDemandePaiement(
        libelle=DONE_OTHERWISE,
        listeTypeDemandePaiement=[wire.TypeDemandePaiement(typeDemandePaiement=one) for one in lists.REQUESTS],
    )


@endpoint(_AT + "etat/typedp", summary="États d’un type de demande de paiement")
def statuses(caller: Caller, asked: wire.DemandeParType) -> wire.EtatsDemandePaiement:
    """What an invoice may be here."""
    return wire.EtatsDemandePaiement(
        listeEtatDemandePaiement=[wire.EtatDemandePaiement(etatDemandePaiement=one) for one in Status.values]
    )


@endpoint(_AT + "etats/traitement", summary="États que le destinataire peut donner")
def next_statuses(caller: Caller, asked: wire.DemandeParStatut) -> wire.StatutsPossibles:
    """From a status, by the table that guards the write."""
    found = {
        str(edge.target)
        for edge in lifecycle.EDGES
        if edge.by is lifecycle.By.BUYER and asked.statutCourant in (None, edge.source)
    }
    return wire.StatutsPossibles(
        listeStatutsPossiblesPourTraitement=[
            wire.StatutPossible(statutPossiblePourTraitement=one) for one in Status.values if one in found
        ]
    )


@endpoint(_AT + "formatflux", summary="Formats de flux")
def formats(caller: Caller, asked: wire.Demande) -> wire.FormatsFlux:
    """Three of them."""
    return wire.FormatsFlux(listeFormatFlux=[wire.FormatFlux(formatFlux=one) for one in lists.FORMATS])


@endpoint(_AT + "syntaxeflux", summary="Syntaxes d’un format de flux")
def syntaxes(caller: Caller, asked: wire.DemandeParFormat) -> wire.SyntaxesFlux:
    """What « deposer/flux » calls a file."""
    found = lists.syntaxes_of(asked.formatFlux or "")
    return wire.SyntaxesFlux(listeSyntaxeFlux=[wire.SyntaxeFlux(syntaxeFlux=one) for one in found])


@endpoint(_AT + "typefacturetravaux", summary="Types de facture de travaux")
def works(caller: Caller, asked: wire.Demande) -> wire.TypesFactureTravaux:
    """Eleven of them."""
    return wire.TypesFactureTravaux(
        listeTypeFactureTravaux=[wire.TypeFactureTravaux(typeFactureTravaux=one) for one in lists.WORKS]
    )


@endpoint(_AT + "typeidentifiant/structure", summary="Types d’identifiant de structure")
def kinds(caller: Caller, asked: wire.Demande) -> wire.TypesIdentifiant:
    """Seven of them."""
    return wire.TypesIdentifiant(
        listeTypeIdentifiant=[wire.TypeIdentifiant(typeIdentifiantStructure=one) for one in lists.KINDS]
    )


@endpoint(_AT + "typespj", summary="Types de pièce jointe")
def pieces(caller: Caller, asked: wire.DemandeParObjet) -> wire.TypesPieceJointe:
    """Kinds of what is joined to an invoice."""
    kind = asked.typeObjet or "FACTURE"
    return wire.TypesPieceJointe(
        listeTypePieceJointe=[
            wire.TypePieceJointe(
                codeTypePieceJointe=code,
                idTypePieceJointe=rank,
                libelleTypePieceJointe=code.replace("_", " ").capitalize(),
                typeObjet=kind,
            )
            for code, rank in lists.PIECES.items()
        ]
    )


@endpoint(_AT + "motifs/refus/Facture/AValider", summary="Motifs de refus d’un valideur")
def refusals(caller: Caller, asked: wire.DemandeParCadre) -> wire.MotifsRefus:
    """None: who validates writes his own words."""
    return wire.MotifsRefus(listeMotifRefusFactureAValider=[])


@endpoint(_AT + "coordbanc/valides", key="idStructure", summary="Coordonnées bancaires d’une structure")
def accounts(caller: Caller, asked: wire.DemandeParStructure) -> wire.CoordonneesBancaires:
    """Those in use, of a structure of the caller's."""
    structure = consulting.get_own(caller.user, pk=asked.idStructure)
    found = BankAccount.objects.filter(structure=structure, active=True).order_by("pk")
    return wire.CoordonneesBancaires(
        listeCoordonneeBancaire=[
            wire.CoordonneeBancaire(idCoordonneeBancaire=one.pk, nomCoordonneeBancaire=one.label) for one in found
        ]
    )


@endpoint(_AT + "structures/actives/fournisseur", summary="Structures qui émettent")
def issuers(caller: Caller, asked: wire.Demande) -> wire.StructuresActives:
    """Where the account may read what is sent."""
    return _structures(rights.structures(caller.user, Space.ISSUED))


@endpoint(_AT + "structures/actives/destinataire", summary="Structures qui reçoivent")
def recipients(caller: Caller, asked: wire.Demande) -> wire.StructuresActives:
    """Where the account may read what is received."""
    return _structures(rights.structures(caller.user, Space.RECEIVED))


@endpoint(_AT + "structures/actives/facturetravaux", summary="Structures de travaux")
def builders(caller: Caller, asked: wire.Demande) -> wire.StructuresActives:
    """Where the account has works invoices."""
    return _structures(rights.structures(caller.user, Space.WORKS))


@endpoint(_AT + "structuresPourUtilisateur", summary="Structures d’un espace")
def structures_of_space(caller: Caller, asked: wire.DemandeParEspace) -> wire.StructuresActives:
    """Where the account has a space; any space for none."""
    spaces = [space for space, number in lists.SPACES.items() if asked.espaceFo in (None, number)]
    found = {one.pk: one for space in spaces for one in rights.structures(caller.user, space)}
    return _structures(found.values())


@endpoint(_AT + "services/structure", key="idStructure", summary="Services d’une structure")
def services(caller: Caller, asked: wire.DemandeParStructure) -> wire.Services:
    """All of them; of the account's own structure where none is named."""
    structure = consulting.get_structure(caller.user, asked.idStructure or caller.structure)
    found = consulting.services(structure).order_by("code", "pk")[:1000]
    return wire.Services(listeServices=[service_shown(one, on=today()) for one in found])


@endpoint(_AT + "services/executantetat", summary="Services exécutants de l’État")
def state_services(caller: Caller, asked: wire.Demande) -> wire.Services:
    """Those of the structure that stands for the State."""
    found = consulting.state_services()[:1000]
    return wire.Services(listeServices=[service_shown(one, on=today()) for one in found])


def _language(asked: wire.Demande) -> str:
    return (asked.codeLangue or "FR").lower()


def _structures(found: Iterable[Structure]) -> wire.StructuresActives:
    return wire.StructuresActives(
        listeStructures=[
            wire.StructureActive(designationStructure=one.name, idStructureCPP=one.pk, identifiant=one.identifier)
            for one in found
            if one.active
        ]
    )
