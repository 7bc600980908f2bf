"""« Structures »: six calls that read the directory (chorus-pro-api.md §4.2)."""

from datetime import date, datetime, time

from unisson.directory import consulting, technical
from unisson.directory.callers import Caller
from unisson.directory.models import Grant, Membership, Service, Structure
from unisson.directory.spaces import Space
from unisson.kernel.clock import PARIS, today

from . import lists
from . import structures_wire as wire
from .endpoints import endpoint
from .paging import descending, window

_STRUCTURE_COLUMNS = {
    "IdentifiantStructure": "identifier",
    "DesignationStructure": "name",
    "TypeIdentifiantStructure": "kind",
    "Statut": "active",
}
_SERVICE_COLUMNS = {
    "CodeService": "code",
    "LibelleService": "name",
    "DateDbtService": "valid_from",
    "DateFinService": "valid_until",
    "EstActif": "active",
}


@endpoint("structures/v1/rechercher", summary="Rechercher des structures")
def search(caller: Caller, asked: wire.RechercherStructure) -> wire.StructuresTrouvees:
    """Public structures, and those the account is attached to."""
    column = _STRUCTURE_COLUMNS[asked.parametres.triColonne or "IdentifiantStructure"]
    turned = descending(asked.parametres, default=False)
    found = consulting.find(caller.user, _wanted(asked.structure)).order_by(f"{'-' * turned}{column}", "pk")
    rows, back = window(asked.parametres).of(found)
    return wire.StructuresTrouvees(listeStructures=[_shown(one) for one in rows], parametresRetour=back)


@endpoint("structures/v1/consulter", key="idStructureCPP", summary="Consulter une structure")
def consult(caller: Caller, asked: wire.ConsulterStructure) -> wire.StructureConsultee:
    """Who it is, where, and what it demands of an invoice."""
    structure = consulting.get_structure(caller.user, asked.idStructureCPP or 0)
    return wire.StructureConsultee(
        adressePostaleDuSiege=_address(structure),
        informationGenerales=_general(caller, structure),
        parametres=wire.ParametresStructure(
            codeServiceDoitEtreRenseigne=structure.service_required,
            connexionEDI=False,
            estMoaUniquement=structure.works_owner_only,
            estValideurDelegue=False,
            gestionNumeroEJOuCodeService=structure.service_or_commitment_required,
            getaMoa=structure.works_owner,
            nonDiffusibleInsee=structure.masked,
            numeroEJDoitEtreRenseigne=structure.commitment_required,
            recevoirDonneesViaEDI=False,
            statutMiseEnPaiementNestPasRemonte=structure.payment_not_reported,
        ),
    )


@endpoint("structures/v1/rechercher/services", key="idStructure", summary="Rechercher les services d’une structure")
def search_services(caller: Caller, asked: wire.RechercherServices) -> wire.ServicesTrouves:
    """Open or not: `estActif` says whether an invoice may name it today."""
    structure = consulting.get_structure(caller.user, asked.idStructure or 0)
    paging = asked.parametresRechercherServicesStructure
    column = _SERVICE_COLUMNS[paging.triColonne or "CodeService"]
    found = consulting.services(structure).order_by(f"{'-' * descending(paging, default=False)}{column}", "pk")
    rows, back = window(paging).of(found)
    return wire.ServicesTrouves(listeServices=[service_shown(one, on=today()) for one in rows], parametresRetour=back)


@endpoint("structures/v1/consulter/service", key="idService", summary="Consulter un service")
def consult_service(caller: Caller, asked: wire.ConsulterService) -> wire.ServiceConsulte:
    """What it is, and what it demands."""
    structure = consulting.get_structure(caller.user, asked.idStructure or 0)
    service = consulting.get_service(structure, asked.idService or 0)
    return wire.ServiceConsulte(
        adressePostale=_address(service),
        informationsGenerales=wire.InformationsGeneralesService(
            codeService=service.code, descriptionService=service.description, nomService=service.name
        ),
        parametres=wire.ParametresService(
            dateDebutValidite=midnight(service.valid_from),
            dateFinValidite=midnight(service.valid_until),
            miseEnPaiement=not (service.payment_not_reported or structure.payment_not_reported),
            numeroEngagement=service.commitment_required or structure.commitment_required,
        ),
    )


@endpoint(
    "structures/v1/lister/rattachementsutilisateur",
    key="idStructure identifiantStructure",
    summary="Lister les rattachements d’un utilisateur",
)
def list_attachments(caller: Caller, asked: wire.ListerRattachements) -> wire.RattachementsListes:
    """To the services of a structure of the caller's."""
    structure = consulting.get_own(
        caller.user,
        pk=asked.idStructure,
        kind=asked.typeIdentifiantStructure or "",
        identifier=asked.identifiantStructure or "",
    )
    membership = consulting.attachment(
        structure, pk=asked.idUtilisateur, address=asked.adresseEmailConnexionUtilisateur or ""
    )
    grants = {one.service.pk: (one, one.service) for one in membership.grants.all() if one.service}
    attached = [_attached(membership, *grants[pk]) for pk in sorted(grants)]
    rows, back = window(asked.parametresListerRattachementsStructureUtilisateur).of(attached)
    return wire.RattachementsListes(
        designationStructure=structure.name,
        idStructure=structure.pk,
        identifiantStructure=structure.identifier,
        listeServices=list(rows),
        parametresRetour=back,
        premierService=len(attached) == 1,
    )


@endpoint(
    "structures/v1/rechercher/espaces",
    key="structure.idStructure structure.identifiantStructure",
    summary="Rechercher les espaces d’une structure",
)
def search_spaces(caller: Caller, asked: wire.RechercherEspaces) -> wire.EspacesTrouves:
    """Those open on a structure of the caller's, with what the account may do there."""
    one = asked.structure
    structure = consulting.get_own(
        caller.user,
        pk=one.idStructure,
        kind=one.typeIdentifiantStructure or "",
        identifier=one.identifiantStructure or "",
    )
    service = consulting.get_service(structure, asked.idService) if asked.idService else None
    levels = consulting.granted(caller.user, structure)
    spaces = [_space(Space(space), service, levels) for space in consulting.opened(structure)]
    rows, back = window(asked.parametresRechercherEspaces).of(sorted(spaces, key=lambda each: each.codeEspace or 0))
    return wire.EspacesTrouves(listeEspace=list(rows), parametresRetour=back)


def service_shown(service: Service, *, on: date) -> wire.ServiceExpose:
    """A service in a list; `on`: the day it is open or not."""
    begun, over = service.valid_from, service.valid_until
    is_open = service.active and (begun is None or begun <= on) and (over is None or over >= on)
    return wire.ServiceExpose(
        codeService=service.code,
        dateDbtService=midnight(begun),
        dateFinService=midnight(over),
        estActif=is_open,
        idService=service.pk,
        libelleService=service.name,
        statutService=lists.state(is_open),
    )


def midnight(day: date | None) -> datetime | None:
    """A day where the wire has a minute."""
    return datetime.combine(day, time(), tzinfo=PARIS) if day else None


def _wanted(asked: wire.RechercherStructureInput) -> consulting.Wanted:
    names = (asked.libelleStructure, asked.raisonSocialeStructure, asked.nomStructure, asked.prenomStructure)
    return consulting.Wanted(
        kind=asked.typeIdentifiantStructure or "",
        identifier=asked.identifiantStructure or "",
        name=" ".join(filter(None, names)),
        postcode=asked.adresseCodePostal or "",
        town=asked.adresseVille or "",
        country=asked.adresseCodePays or "",
        nature=asked.typeStructure or "",
        active=None if asked.statutStructure is None else asked.statutStructure == "ACTIF",
        owner=asked.estMOA or None,
        owner_only=asked.estMOAUniquement or None,
    )


def _shown(structure: Structure) -> wire.StructureAAfficher:
    return wire.StructureAAfficher(
        designationStructure=structure.name,
        idStructureCPP=structure.pk,
        identifiantStructure=structure.identifier,
        statut=lists.state(structure.active),
        typeIdentifiantStructure=structure.kind,
    )


def _general(caller: Caller, structure: Structure) -> wire.InformationsGeneralesStructure:
    own = structure.pk == caller.structure
    return wire.InformationsGeneralesStructure(
        dateExpirationMotPasseCompteTech=technical.expiry(structure) if own else None,
        emailStructure=structure.contact_email,
        estValideurDeleguee=False,
        idStructureCPP=structure.pk,
        identifiantStructure=structure.identifier,
        libelleStructure=structure.name,
        numeroRcsStructure=structure.trade_register,
        numeroTVA=structure.vat_number,
        raisonSocialeStructure=structure.name,
        structurePriveePublique=structure.nature,
        typeIdentifiantStructure=structure.kind,
    )


def _address(place: Structure | Service) -> wire.AdressePostale:
    return wire.AdressePostale(
        adresse=place.address,
        codePostal=place.postcode,
        pays=place.country if isinstance(place, Structure) else "FR",
        telephone=place.phone,
        ville=place.town,
    )


def _attached(membership: Membership, grant: Grant, service: Service) -> wire.ServiceRattache:
    return wire.ServiceRattache(
        codeService=service.code,
        commentaire=membership.comment,
        dateDebut=membership.since,
        dateFin=membership.until,
        idRattachement=grant.pk,
        idService=service.pk,
        nomService=service.name,
        statutRattachement=membership.state,
    )


def _space(space: Space, service: Service | None, levels: dict[str, str]) -> wire.Espace:
    return wire.Espace(
        codeEspace=lists.SPACES[space],
        codeService=service.code if service else None,
        etatCourant="ACTIVE",
        idEspaceFo=lists.SPACES[space],
        idService=service.pk if service else None,
        libelleEspace=str(space.label),
        libelleService=service.name if service else None,
        typeHabilitation=levels.get(space),
    )
