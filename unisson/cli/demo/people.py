"""Structures and people of the demonstration: tables only.

The structures of the seeds keep their real SIRET; the others and every person are invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from unisson.directory.models import Membership, Structure
from unisson.directory.spaces import Level, Space

PASSWORD = "Unisson-2026"  # noqa: S105 - the demonstration's, printed when it starts


@dataclass(frozen=True, kw_only=True)
class ServiceRow:
    """A service; `ended` and `begins` count days before and after the loading."""

    code: str
    name: str
    email: str = ""
    active: bool = True
    ended: int | None = None
    commitment_required: bool = False


@dataclass(frozen=True, kw_only=True)
class StructureRow:
    """A structure, the spaces open on it, its services and its bank account."""

    identifier: str
    name: str
    public: bool
    street: str
    postcode: str
    town: str
    email: str = ""
    services: tuple[ServiceRow, ...] = ()
    iban: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def spaces(self) -> tuple[Space, ...]:
        if self.public:
            return (Space.ISSUED, Space.RECEIVED)
        return (Space.ISSUED, *MACHINES) if self.identifier == SAFE_STYLE else (Space.ISSUED,)


PONT_SAINT_ESPRIT = "21300202500012"
STATE = "11000201100044"
PARIS_7E = "21750001608202"
SAFE_STYLE = "53819959700013"
MACHINES = (Space.CONNECTIONS, Space.FLOWS)
"""What is open to software, and what it sent."""
ARSOUILLE = "83876704400012"
PAPER_SHOP = "90233418400014"
HOSPITAL = "26340017800012"
WATER_BOARD = "50312477800013"
SAINT_AMBRE = "21340172200011"
TOURIST_OFFICE = "13002611500019"
DIKES = "41520088000011"
BAKERY = "34988112800012"

_public = partial(StructureRow, public=True)
_private = partial(StructureRow, public=False)

STRUCTURES = (
    _public(
        identifier=PONT_SAINT_ESPRIT,
        name="MAIRIE DE PONT-SAINT-ESPRIT",
        street="254 avenue JF Kennedy",
        postcode="30130",
        town="Pont-Saint-Esprit",
        email="finances@pont-saint-esprit.example",
        services=(
            ServiceRow(code="TECH", name="Services techniques", email="techniques@pont-saint-esprit.example"),
            ServiceRow(code="ECOLES", name="Affaires scolaires"),
        ),
    ),
    _public(
        identifier=STATE,
        name="ÉTAT",
        street="139 rue de Bercy",
        postcode="75012",
        town="Paris",
        facts={"service_required": True, "commitment_required": True},
        services=(
            ServiceRow(code="FAC0000030", name="CSP Intérieur Occitanie", email="csp.occitanie@interieur.example"),
            ServiceRow(code="FAC9470075", name="CSPR Éducation nationale", email="csp@education.example"),
            ServiceRow(code="D2501420BA", name="Service facturier Défense Sud"),
            ServiceRow(code="D2404S0031", name="Service facturier Centre"),
            ServiceRow(code="FAC0000099", name="CSP Équipement Languedoc", ended=120),
            ServiceRow(code="FAC0000007", name="Préfecture, ancien service", active=False),
        ),
    ),
    _public(
        identifier=PARIS_7E,
        name="MAIRIE 7EME ARR.",
        street="116 rue de Grenelle",
        postcode="75007",
        town="Paris",
        email="comptabilite@mairie7.example",
        facts={"commitment_required": True},
    ),
    _public(
        identifier=HOSPITAL,
        name="CENTRE HOSPITALIER DU VAL D’ORQUES",
        street="3 chemin des Amandiers",
        postcode="34700",
        town="Val-d’Orques",
        email="achats@ch-orques.example",
        facts={"buyer": Structure.Buyer.HOSPITAL},
        services=(
            ServiceRow(code="PHARMA", name="Pharmacie à usage intérieur", commitment_required=True),
            ServiceRow(code="LINGE", name="Blanchisserie"),
        ),
    ),
    _public(
        identifier=WATER_BOARD,
        name="RÉGIE DES EAUX DU VAL D’ORQUES",
        street="11 quai du Lavoir",
        postcode="34700",
        town="Val-d’Orques",
        email="factures@eaux-orques.example",
        facts={"buyer": Structure.Buyer.UNDERTAKING, "payment_not_reported": True},
    ),
    _public(
        identifier=SAINT_AMBRE,
        name="COMMUNE DE SAINT-AMBRE",
        street="1 place de l’Ormeau",
        postcode="34230",
        town="Saint-Ambre",
        email="mairie@saint-ambre.example",
        facts={"service_or_commitment_required": True},
        services=(ServiceRow(code="CANTINE", name="Restauration scolaire"), ServiceRow(code="VOIRIE", name="Voirie")),
    ),
    _public(
        identifier=TOURIST_OFFICE,
        name="OFFICE DE TOURISME DES TROIS VALLÉES",
        street="8 rue du Puits",
        postcode="30130",
        town="Pont-Saint-Esprit",
        facts={"active": False},
    ),
    _public(
        identifier=DIKES,
        name="SYNDICAT MIXTE DES DIGUES DU RHÔNE",
        street="20 route de la Digue",
        postcode="30300",
        town="Beaucaire",
        facts={"works_owner": True, "works_owner_only": True},
    ),
    _private(
        identifier=SAFE_STYLE,
        name="SAFE STYLE",
        street="12 rue des Ateliers",
        postcode="34000",
        town="Montpellier",
        email="facturation@safe-style.example",
        iban="FR7630006000011234567890189",
        services=(ServiceRow(code="SUD", name="Agence Sud"), ServiceRow(code="PARIS", name="Agence de Paris")),
        facts={"vat_number": "FR47538199597"},
    ),
    _private(
        identifier=ARSOUILLE,
        name="ARSOUILLE",
        street="5 impasse du Four",
        postcode="30130",
        town="Pont-Saint-Esprit",
        email="bonjour@arsouille.example",
        iban="FR1420041010050500013M02606",
        facts={"vat_number": "FR88838767044"},
    ),
    _private(
        identifier=PAPER_SHOP,
        name="PAPETERIE DU MARCHÉ",
        street="2 place du Marché",
        postcode="34230",
        town="Saint-Ambre",
        iban="FR7630004000031234567890143",
        facts={"vat_number": "FR90902334184"},
    ),
    _private(
        identifier=BAKERY, name="BOULANGERIE AUX DEUX ÉPIS", street="4 rue Neuve", postcode="34000", town="Montpellier"
    ),
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A membership: where, as what, and what one may do there, on the whole structure or on one service."""

    structure: str
    role: Membership.Role = Membership.Role.USER
    space: Space = Space.ISSUED
    level: Level = Level.WRITE
    service: str = ""
    machines: bool = False
    """Whether he has the spaces of machines there too."""

    @property
    def rights(self) -> list[tuple[Space, Level]]:
        return [(self.space, self.level), *((space, self.level) for space in MACHINES if self.machines)]


@dataclass(frozen=True, kw_only=True)
class Person:
    """An invented person. `who` tells the visitor what this account is good for."""

    address: str
    first_name: str
    last_name: str
    who: str
    places: tuple[Place, ...] = ()
    pieces: tuple[str, ...] = ()
    """Names of the files that this person keeps to join to invoices."""
    is_operator: bool = False


_receives = partial(Place, space=Space.RECEIVED)
_PRINCIPAL, _SECONDARY = Membership.Role.PRINCIPAL, Membership.Role.SECONDARY

CLAIRE = "claire.morel@safe-style.example"
HUGO = "hugo.lambert@safe-style.example"
INES = "ines.roche@safe-style.example"
LEA = "lea.fontaine@arsouille.example"
TOM = "tom.delmas@papeterie.example"
NADIA = "nadia.belkacem@pont-saint-esprit.example"
SOPHIE = "sophie.leroy@interieur.example"
MARC = "marc.dubreuil@mairie7.example"
AMELIE = "amelie.perrot@ch-orques.example"
DENIS = "denis.auriol@saint-ambre.example"
OLIVIER = "olivier.meyer@unisson.example"
ANOUK = "anouk.berger@unisson.example"

PEOPLE = (
    Person(
        address=CLAIRE,
        first_name="Claire",
        last_name="Morel",
        who="SAFE STYLE, gestionnaire principale : dépose et suit",
        places=(Place(structure=SAFE_STYLE, role=_PRINCIPAL, machines=True),),
        pieces=("RIB SAFE STYLE.pdf", "Extrait Kbis.pdf", "Attestation de vigilance 2026.pdf"),
    ),
    Person(
        address=HUGO,
        first_name="Hugo",
        last_name="Lambert",
        who="SAFE STYLE, gestionnaire secondaire",
        places=(Place(structure=SAFE_STYLE, role=_SECONDARY),),
    ),
    Person(
        address=INES,
        first_name="Inès",
        last_name="Roche",
        who="SAFE STYLE, utilisatrice du seul service « Agence Sud »",
        places=(Place(structure=SAFE_STYLE, service="SUD"),),
    ),
    Person(
        address="paul.garnier@safe-style.example",
        first_name="Paul",
        last_name="Garnier",
        who="SAFE STYLE, consultation seulement",
        places=(Place(structure=SAFE_STYLE, level=Level.READ),),
    ),
    Person(
        address=LEA,
        first_name="Léa",
        last_name="Fontaine",
        who="ARSOUILLE, boulangère : deux factures par an",
        places=(Place(structure=ARSOUILLE, role=_PRINCIPAL),),
    ),
    Person(
        address=TOM,
        first_name="Tom",
        last_name="Delmas",
        who="PAPETERIE DU MARCHÉ, gestionnaire principal",
        places=(Place(structure=PAPER_SHOP, role=_PRINCIPAL),),
    ),
    Person(
        address=NADIA,
        first_name="Nadia",
        last_name="Belkacem",
        who="Mairie de Pont-Saint-Esprit, service finances : traite les factures reçues",
        places=(_receives(structure=PONT_SAINT_ESPRIT, role=_PRINCIPAL),),
    ),
    Person(
        address="jean.castel@pont-saint-esprit.example",
        first_name="Jean",
        last_name="Castel",
        who="Mairie de Pont-Saint-Esprit, consultation seulement",
        places=(_receives(structure=PONT_SAINT_ESPRIT, level=Level.READ),),
    ),
    Person(
        address=SOPHIE,
        first_name="Sophie",
        last_name="Leroy",
        who="État, seul service « CSP Intérieur Occitanie »",
        places=(_receives(structure=STATE, service="FAC0000030"),),
    ),
    Person(
        address=MARC,
        first_name="Marc",
        last_name="Dubreuil",
        who="Mairie du 7e arrondissement : traite les factures reçues",
        places=(_receives(structure=PARIS_7E, role=_PRINCIPAL),),
    ),
    Person(
        address=AMELIE,
        first_name="Amélie",
        last_name="Perrot",
        who="deux structures : le centre hospitalier et la régie des eaux",
        places=(_receives(structure=HOSPITAL, role=_PRINCIPAL), _receives(structure=WATER_BOARD, role=_PRINCIPAL)),
    ),
    Person(
        address=DENIS,
        first_name="Denis",
        last_name="Auriol",
        who="Commune de Saint-Ambre : émet et reçoit",
        places=(
            _receives(structure=SAINT_AMBRE, role=_PRINCIPAL),
            Place(structure=SAINT_AMBRE, role=_PRINCIPAL),
        ),
    ),
    Person(
        address="karim.sylla@example.org",
        first_name="Karim",
        last_name="Sylla",
        who="un compte sans aucun droit",
    ),
    Person(
        address=OLIVIER,
        first_name="Olivier",
        last_name="Meyer",
        who="exploitant du portail",
        is_operator=True,
    ),
    Person(
        address=ANOUK,
        first_name="Anouk",
        last_name="Berger",
        who="exploitante du portail : une nomination se décide à deux",
        is_operator=True,
    ),
)

DEPOSITORS = {SAFE_STYLE: CLAIRE, ARSOUILLE: LEA, PAPER_SHOP: TOM, SAINT_AMBRE: DENIS}
CLERKS = {
    PONT_SAINT_ESPRIT: NADIA,
    STATE: SOPHIE,
    PARIS_7E: MARC,
    HOSPITAL: AMELIE,
    WATER_BOARD: AMELIE,
    SAINT_AMBRE: DENIS,
}
