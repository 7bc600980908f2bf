"""Commitments and works invoices: the portal has none yet, and says « nothing found » in the right shape."""

from unisson.directory.callers import Caller
from unisson.kernel.refusal import NotFound

from . import later_wire as wire
from .endpoints import endpoint
from .paging import window

NO_WORKS = (20007, "GFT_MSG_01.075")


@endpoint("engagementsJuridiques/v1/rechercher", summary="Rechercher des engagements juridiques")
def commitments(caller: Caller, asked: wire.RechercherEngagements) -> wire.EngagementsTrouves:
    """None, with a success: a connection test asks this."""
    return wire.EngagementsTrouves(parametresRetour=window(asked.parametresRecherche).back(0))


@endpoint(
    "engagementsJuridiques/v1/consulterDetail",
    key="idEngagement numeroEngagementJuridique",
    summary="Consulter un engagement juridique",
)
def commitment(caller: Caller, asked: wire.ConsulterEngagement) -> wire.EngagementConsulte:
    """Whichever is asked, it is not there."""
    raise NotFound


@endpoint("facturesTravaux/v1/rechercher", summary="Rechercher des factures de travaux")
def works(caller: Caller, asked: wire.RechercherTravaux) -> wire.TravauxTrouves:
    """None, by its number (§2.3)."""
    code, words = NO_WORKS
    back = window(asked.rechercheFactureTravaux).back(0)
    return wire.TravauxTrouves(codeRetour=code, libelle=words, parametresRetour=back)
