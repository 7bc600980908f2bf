"""« Utilisateurs »: where the calling account is attached, the usual second call of a connector (§4.4)."""

from unisson.directory import consulting
from unisson.directory.callers import Caller
from unisson.directory.models import Grant, Membership, Service
from unisson.kernel.clock import today

from . import people_wire as wire
from .endpoints import endpoint
from .paging import window
from .structures import service_shown


@endpoint("utilisateurs/v1/monCompte/recuperer/rattachements", summary="Rattachements du compte")
def attachments(caller: Caller, asked: wire.RecupererRattachements) -> wire.RattachementsRecuperes:
    """Structures and services, by key."""
    found = consulting.attached(caller.user).select_related("structure").prefetch_related("grants__service")
    rows, back = window(asked.parametresRecherche).of(found.order_by("structure"))
    return wire.RattachementsRecuperes(
        listeStructureRattachement=[_structure(one) for one in rows], parametresRetour=back
    )


def _structure(membership: Membership) -> wire.StructureDuRattachement:
    grants = {one.service.pk: (one, one.service) for one in membership.grants.all() if one.service}
    return wire.StructureDuRattachement(
        designationStructure=membership.structure.name,
        idRattachementStructure=membership.pk,
        idStructure=membership.structure_id,
        identifiantStructure=membership.structure.identifier,
        listeServicesRattache=[_service(membership, *grants[pk]) for pk in sorted(grants)],
        roleUtilisateur=membership.role,
        statutRattachementStructure=membership.state,
        statutUtilisateur="ACTIF",
        typeIdentifiantStructure=membership.structure.kind,
    )


def _service(membership: Membership, grant: Grant, service: Service) -> wire.ServiceDuRattachement:
    shown = service_shown(service, on=today()).model_dump()
    return wire.ServiceDuRattachement(
        **{name: shown[name] for name in ("codeService", "estActif", "idService", "libelleService", "statutService")},
        idRattachementService=grant.pk,
        statutRattachementService=membership.state,
    )
