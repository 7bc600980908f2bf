"""What « Transverses » finds: recipients, services, register data, support categories (chorus-pro-api.md §4.3)."""

import base64
import io
import tempfile
import zipfile

from django.conf import settings

from unisson.directory import catalogue, company_register, consulting
from unisson.directory.callers import Caller
from unisson.directory.models import Structure
from unisson.directory.search import open_on
from unisson.kernel.clock import today
from unisson.kernel.identifiers import compact
from unisson.kernel.refusal import NotFound, Unavailable

from . import transverses_wire as wire
from .endpoints import endpoint
from .paging import window

_AT = "transverses/v1/"
DIRECTORY = "annuaire.csv"


@endpoint(_AT + "rechercher/destinataire", summary="Rechercher un destinataire")
def recipients(caller: Caller, asked: wire.RechercherDestinataire) -> wire.DestinatairesTrouves:
    """Active public structures."""
    wanted = consulting.Wanted(
        identifier=asked.identifiant or "",
        name=asked.nomVilleCodePostal or "",
        nature=Structure.Nature.PUBLIC,
        active=True,
    )
    rows, back = window(asked.parametresRecherche).of(consulting.find(caller.user, wanted).order_by("name", "pk"))
    return wire.DestinatairesTrouves(
        listeDestinataires=[
            wire.Destinataire(
                adresseCodePostal=one.postcode,
                adresseVille=one.town,
                idStructureCPP=one.pk,
                nomDestinataire=one.name,
                siret=one.identifier,
            )
            for one in rows
        ],
        parametresRetour=back,
    )


@endpoint(_AT + "rechercher/serviceexecutant", key="idDestinataireCPP", summary="Rechercher un service exécutant")
def services(caller: Caller, asked: wire.RechercherServiceExecutant) -> wire.ServicesExecutants:
    """Those of a structure; open ones only, or closed ones only, where `actif` is given."""
    structure = consulting.get_structure(caller.user, asked.idDestinataireCPP or 0)
    found = consulting.services(structure).filter(
        code__icontains=asked.codeServiceExecutant or "", name__icontains=asked.nomServiceExecutant or ""
    )
    if asked.actif is not None:
        found = found.filter(open_on(today())) if asked.actif else found.exclude(open_on(today()))
    rows, back = window(asked.parametresRecherche).of(found.order_by("code", "pk"))
    return wire.ServicesExecutants(
        listeServices=[
            wire.ServiceExecutant(codeServiceExecutant=one.code, idServicesCPP=one.pk, nomServiceExecutant=one.name)
            for one in rows
        ],
        parametresRetour=back,
    )


@endpoint(_AT + "telecharger/annuaire/destinataire", summary="Télécharger l’annuaire des destinataires")
def directory(caller: Caller, asked: wire.TelechargerAnnuaire) -> wire.AnnuaireTelecharge:
    """The file of the week, or that of today while none was published: CSV in a ZIP."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(DIRECTORY, "w") as member:
        published = catalogue.latest()
        if published is not None:
            for piece in catalogue.pieces(published):
                member.write(piece)
        else:
            with tempfile.TemporaryFile(dir=settings.VAR) as file:
                catalogue.write(file, on=today())
                file.seek(0)
                member.write(file.read())
    return wire.AnnuaireTelecharge(fichierResultat=base64.b64encode(packed.getvalue()).decode())


@endpoint(_AT + "consulter/information/siret", key="siretStructure", summary="Consulter un établissement au répertoire")
def company(caller: Caller, asked: wire.ConsulterInformationSiret) -> wire.InformationSiret:
    """What the register of companies says of it. What it does not know is refused as what is not there."""
    siret = compact(asked.siretStructure or "")[:14]
    looked = company_register.look_up(Structure.Kind.SIRET, siret)
    if looked.silent:
        raise Unavailable("CPP-API-14")
    if looked.company is None:
        raise NotFound
    found = looked.company
    return wire.InformationSiret(
        adresse=" ".join(filter(None, (found.address, found.postcode, found.town))),
        categorieJuridique=found.legal_category,
        estActif=found.active,
        nonDiffusibleInsee=found.masked,
        numeroInterneClassement=siret[9:],
        raisonSociale=found.name,
        siren=siret[:9],
        siret=siret,
    )


@endpoint(_AT + "rechercher/categorieSollicitation", summary="Catégories de sollicitation")
def categories(caller: Caller, asked: wire.RechercherCategorie) -> wire.Categories:
    """None: nobody is asked for support here yet."""
    return wire.Categories(parametresRetour=window(asked.pagination).back(0))


@endpoint(_AT + "rechercher/sousCategorieSollicitation", summary="Sous-catégories de sollicitation")
def subcategories(caller: Caller, asked: wire.RechercherSousCategorie) -> wire.SousCategories:
    """None, as above."""
    return wire.SousCategories(parametresRetour=window(asked.pagination).back(0))
