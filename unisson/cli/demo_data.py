"""Who and what is in the demonstration: tables only. `demo` writes them through the activities of the apps.

The structures of the seeds keep their real SIRET; the others and every person are invented. Days count back from the
day of loading, so that the lists always look like life.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any

from unisson.directory.models import Membership, Structure
from unisson.directory.spaces import Level, Space
from unisson.invoices.status import Kind, Status

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
        return (Space.ISSUED, Space.RECEIVED) if self.public else (Space.ISSUED,)


PONT_SAINT_ESPRIT = "21300202500012"
STATE = "11000201100044"
PARIS_7E = "21750001608202"
SAFE_STYLE = "53819959700013"
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


@dataclass(frozen=True, kw_only=True)
class Person:
    """An invented person. `who` tells the visitor what this account is good for."""

    address: str
    first_name: str
    last_name: str
    who: str
    places: tuple[Place, ...] = ()
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

PEOPLE = (
    Person(
        address=CLAIRE,
        first_name="Claire",
        last_name="Morel",
        who="SAFE STYLE, gestionnaire principale : dépose et suit",
        places=(Place(structure=SAFE_STYLE, role=_PRINCIPAL),),
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
        address="olivier.meyer@unisson.example",
        first_name="Olivier",
        last_name="Meyer",
        who="exploitant du portail",
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


@dataclass(frozen=True, kw_only=True)
class Step:
    """What happens to a sent invoice, `after` so many days from its deposit."""

    to: Status
    after: int
    reason: str = ""
    comment: str = ""
    mandate: bool = False


def _then(to: Status, after: int, reason: str = "", comment: str = "") -> Step:
    return Step(to=to, after=after, reason=reason, comment=comment, mandate=to is Status.MANDATEE)


class Fate(StrEnum):
    """How a deposited file ends; `COURSES` tells the way of those that were sent."""

    DRAFT = "draft"
    DOUBTFUL = "doubtful"
    DELETED = "deleted"
    ABANDONED = "abandoned"
    REFUSED = "refused"
    DEPOSITED = "deposited"
    AVAILABLE = "available"
    TAKEN = "taken"
    CERTIFIED = "certified"
    MANDATED = "mandated"
    ACCOUNTANT = "accountant"
    BOOKED = "booked"
    PAID = "paid"
    PAID_AT_ONCE = "paid at once"
    TO_RECYCLE = "to recycle"
    RECYCLED = "recycled"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    COMPLETED_PAID = "completed, then paid"
    REJECTED = "rejected"
    REJECTED_LATE = "rejected late"


_TAKEN = _then(Status.PRISE_EN_COMPTE_DESTINATAIRE, 1)
_CERTIFIED = _then(Status.SERVICE_FAIT, 3)
_MANDATED = _then(Status.MANDATEE, 8)
_ACCOUNTANT = _then(Status.MISE_A_DISPOSITION_COMPTABLE, 9)
_BOOKED = _then(Status.COMPTABILISEE, 12)
_PAID = _then(Status.MISE_EN_PAIEMENT, 16)
_RECYCLE = _then(
    Status.A_RECYCLER, 1, "Code service absent ou erroné", "Merci d’indiquer le service qui a passé la commande."
)
_SUSPEND = _then(
    Status.SUSPENDUE, 2, "Bon de livraison/PV manquant", "Il manque le bon de livraison signé. Merci de le joindre."
)
_COMPLETE = _then(Status.COMPLETEE, 4, "", "Le bon de livraison signé vous a été remis ce matin.")

COURSES: Mapping[Fate, tuple[Step, ...]] = {
    Fate.DEPOSITED: (),
    Fate.AVAILABLE: (),
    Fate.TAKEN: (_TAKEN,),
    Fate.CERTIFIED: (_TAKEN, _CERTIFIED),
    Fate.MANDATED: (_CERTIFIED, _MANDATED),
    Fate.ACCOUNTANT: (_TAKEN, _CERTIFIED, _MANDATED, _ACCOUNTANT),
    Fate.BOOKED: (_CERTIFIED, _MANDATED, _BOOKED),
    Fate.PAID: (_TAKEN, _CERTIFIED, _MANDATED, _ACCOUNTANT, _BOOKED, _PAID),
    Fate.PAID_AT_ONCE: (_PAID,),
    Fate.TO_RECYCLE: (_RECYCLE,),
    Fate.RECYCLED: (_RECYCLE, _then(Status.EN_COURS_ACHEMINEMENT, 2)),
    Fate.SUSPENDED: (_TAKEN, _SUSPEND),
    Fate.COMPLETED: (_SUSPEND, _COMPLETE),
    Fate.COMPLETED_PAID: (_SUSPEND, _COMPLETE, _then(Status.SERVICE_FAIT, 6), _MANDATED, _PAID),
    Fate.REJECTED: (
        _then(
            Status.REJETEE, 2, "Montant erroné", "Le prix ne correspond pas au bon de commande : 12 casques, pas 20."
        ),
    ),
    Fate.REJECTED_LATE: (
        _CERTIFIED,
        _MANDATED,
        _then(Status.REJETEE, 10, "Doublon", "Déjà payée avec votre facture du mois précédent."),
    ),
}
BY_SUPPLIER = frozenset({Status.EN_COURS_ACHEMINEMENT, Status.COMPLETEE})
NOT_DELIVERED = (Fate.RECYCLED, Fate.DEPOSITED)
"""Loaded last, in this order: the worker that comes next delivers them before the visitor's eyes."""


@dataclass(frozen=True, kw_only=True)
class Story:
    """One file: deposited `days` ago, as a PDF through the portal or as a CII file by API, and what became of it."""

    days: int
    supplier: str
    recipient: str
    subject: str
    quantity: int
    price: str
    fate: Fate
    rate: str = "20"
    service: str = ""
    commitment: bool = False
    own_service: str = ""
    depositor: str = ""
    by_api: bool = False
    kind: Kind = Kind.INVOICE
    faint: bool = False
    """A page that says little: no recipient's SIRET, amounts without their usual words."""
    attachments: tuple[str, ...] = ()


_from_safe = partial(Story, supplier=SAFE_STYLE)
_by_api = partial(Story, supplier=SAFE_STYLE, by_api=True)
_from_baker = partial(Story, supplier=ARSOUILLE, rate="5.5")
_from_shop = partial(Story, supplier=PAPER_SHOP)

_town = {"recipient": PONT_SAINT_ESPRIT}
_works = {"recipient": PONT_SAINT_ESPRIT, "service": "TECH"}
_schools = {"recipient": PONT_SAINT_ESPRIT, "service": "ECOLES"}
_police = {"recipient": STATE, "service": "FAC0000030", "commitment": True}
_paris = {"recipient": PARIS_7E, "commitment": True}
_linen = {"recipient": HOSPITAL, "service": "LINGE"}
_pharmacy = {"recipient": HOSPITAL, "service": "PHARMA", "commitment": True}
_water = {"recipient": WATER_BOARD}
_canteen = {"recipient": SAINT_AMBRE, "service": "CANTINE"}
_roads = {"recipient": SAINT_AMBRE, "service": "VOIRIE", "commitment": True}

STORIES: tuple[Story, ...] = (
    _from_safe(days=358, **_town, subject="Gilets haute visibilité", quantity=60, price="18.50", fate=Fate.PAID),
    _by_api(days=351, **_police, subject="Chaussures de sécurité S3", quantity=40, price="84.00", fate=Fate.PAID),
    _from_baker(days=344, **_schools, subject="Galettes des écoles", quantity=210, price="2.40", fate=Fate.PAID),
    _by_api(days=337, **_paris, subject="Vestes de pluie", quantity=25, price="62.00", fate=Fate.PAID),
    _from_shop(days=330, **_canteen, subject="Menus imprimés", quantity=12, price="35.00", fate=Fate.PAID_AT_ONCE),
    _by_api(days=322, **_linen, subject="Blouses de service", quantity=180, price="21.90", fate=Fate.PAID),
    _from_safe(days=315, **_works, subject="Casques de chantier", quantity=20, price="31.00", fate=Fate.REJECTED),
    _from_safe(days=308, **_works, subject="Casques de chantier", quantity=12, price="31.00", fate=Fate.PAID),
    _by_api(days=300, **_water, subject="Cuissardes", quantity=14, price="96.00", fate=Fate.BOOKED),
    _by_api(days=293, **_police, subject="Gants anticoupure", quantity=150, price="12.80", fate=Fate.COMPLETED_PAID),
    _from_shop(days=286, **_roads, subject="Panneaux d’information", quantity=8, price="140.00", fate=Fate.PAID),
    _by_api(days=278, **_paris, subject="Gilets haute visibilité", quantity=45, price="18.50", fate=Fate.PAID),
    _from_safe(days=270, **_town, subject="Vêtements des régisseurs", quantity=6, price="210.00", fate=Fate.PAID),
    _by_api(days=263, **_pharmacy, subject="Lunettes de protection", quantity=90, price="9.20", fate=Fate.PAID),
    _from_baker(days=255, **_town, subject="Réception des associations", quantity=1, price="486.00", fate=Fate.PAID),
    _by_api(days=247, **_police, subject="Combinaisons d’intervention", quantity=30, price="188.00", fate=Fate.PAID),
    _by_api(days=240, **_linen, subject="Sabots antidérapants", quantity=110, price="27.50", fate=Fate.REJECTED_LATE),
    _from_safe(days=232, **_works, subject="Harnais de travail en hauteur", quantity=5, price="240.00", fate=Fate.PAID),
    _by_api(days=225, **_water, subject="Gilets de sauvetage", quantity=10, price="115.00", fate=Fate.BOOKED),
    _from_shop(days=217, **_canteen, subject="Tickets de cantine", quantity=40, price="11.00", fate=Fate.PAID),
    _by_api(days=210, **_paris, subject="Tenues des agents d’accueil", quantity=16, price="134.00", fate=Fate.PAID),
    _from_safe(days=203, **_town, subject="Tabliers des marchés", quantity=24, price="16.00", fate=Fate.DELETED),
    _by_api(days=196, **_police, subject="Brassards", quantity=400, price="3.90", fate=Fate.PAID),
    _from_safe(days=189, **_schools, subject="Blouses d’atelier", quantity=70, price="17.20", fate=Fate.PAID),
    _by_api(days=181, **_linen, subject="Blouses de service", quantity=160, price="21.90", fate=Fate.PAID),
    _from_safe(
        days=174,
        **_works,
        subject="Bottes de voirie",
        quantity=18,
        price="58.00",
        fate=Fate.COMPLETED_PAID,
        attachments=("bon-de-livraison.pdf",),
    ),
    _by_api(days=166, **_paris, subject="Parapluies de service", quantity=30, price="24.00", fate=Fate.REJECTED),
    _from_safe(days=160, **_town, subject="Chasubles des bénévoles", quantity=80, price="6.40", fate=Fate.ABANDONED),
    _from_baker(days=152, **_schools, subject="Goûters du centre aéré", quantity=320, price="1.10", fate=Fate.PAID),
    _by_api(days=145, **_police, subject="Chaussures de sécurité S3", quantity=55, price="84.00", fate=Fate.PAID),
    _from_shop(days=137, **_roads, subject="Plans de déviation", quantity=15, price="22.00", fate=Fate.PAID),
    _by_api(days=130, **_water, subject="Détecteurs de gaz", quantity=3, price="620.00", fate=Fate.ACCOUNTANT),
    _from_safe(days=122, **_works, subject="Gants de manutention", quantity=200, price="4.10", fate=Fate.PAID),
    _by_api(days=115, **_paris, subject="Vestes polaires", quantity=35, price="49.00", fate=Fate.PAID),
    _by_api(days=107, **_pharmacy, subject="Surblouses", quantity=500, price="2.35", fate=Fate.PAID),
    _from_safe(days=99, **_town, subject="Gilets haute visibilité", quantity=30, price="18.50", fate=Fate.PAID),
    _from_safe(
        days=95, **_town, subject="Gilets rendus", quantity=5, price="18.50", fate=Fate.PAID, kind=Kind.CREDIT_NOTE
    ),
    _by_api(days=84, **_police, subject="Gants anticoupure", quantity=90, price="12.80", fate=Fate.PAID),
    _from_shop(days=76, **_canteen, subject="Cahiers de liaison", quantity=260, price="1.95", fate=Fate.PAID),
    _by_api(days=69, **_linen, subject="Sabots antidérapants", quantity=60, price="27.50", fate=Fate.MANDATED),
    _from_safe(
        days=61,
        **_works,
        subject="Cônes et rubalise",
        quantity=40,
        price="13.75",
        fate=Fate.PAID,
        own_service="SUD",
        depositor=INES,
    ),
    _by_api(days=54, **_paris, subject="Tenues des agents d’accueil", quantity=8, price="134.00", fate=Fate.BOOKED),
    _by_api(days=50, **_water, subject="Cuissardes", quantity=6, price="96.00", fate=Fate.CERTIFIED),
    _by_api(
        days=44, **_police, subject="Combinaisons d’intervention", quantity=12, price="188.00", fate=Fate.ACCOUNTANT
    ),
    _from_safe(days=40, **_town, subject="Vestes de pluie", quantity=15, price="62.00", fate=Fate.AVAILABLE),
    _by_api(days=33, **_police, subject="Brassards", quantity=250, price="3.90", fate=Fate.SUSPENDED),
    _from_safe(
        days=29,
        **_works,
        subject="Harnais de travail en hauteur",
        quantity=3,
        price="240.00",
        fate=Fate.MANDATED,
        attachments=("bon-de-livraison.pdf", "attestation.pdf"),
    ),
    _from_baker(days=26, **_town, subject="Buffet du 11 novembre", quantity=1, price="392.00", fate=Fate.CERTIFIED),
    _by_api(
        days=25, recipient=TOURIST_OFFICE, subject="Gilets des guides", quantity=9, price="18.50", fate=Fate.REFUSED
    ),
    _by_api(days=24, **_pharmacy, subject="Lunettes de protection", quantity=40, price="9.20", fate=Fate.SUSPENDED),
    _by_api(days=22, **_paris, subject="Gilets haute visibilité", quantity=20, price="18.50", fate=Fate.TO_RECYCLE),
    _from_safe(
        days=20,
        **_works,
        subject="Bottes de voirie",
        quantity=7,
        price="58.00",
        fate=Fate.COMPLETED,
        attachments=("bon-de-livraison.pdf",),
    ),
    _by_api(days=17, **_police, subject="Chaussures de sécurité S3", quantity=22, price="84.00", fate=Fate.CERTIFIED),
    _from_shop(days=15, **_roads, subject="Arrêtés plastifiés", quantity=60, price="3.20", fate=Fate.TAKEN),
    _from_safe(days=12, **_town, subject="Casques antibruit", quantity=10, price="38.00", fate=Fate.TAKEN),
    _by_api(days=11, recipient=DIKES, subject="Gilets de sauvetage", quantity=4, price="115.00", fate=Fate.REFUSED),
    _by_api(days=9, **_linen, subject="Blouses de service", quantity=90, price="21.90", fate=Fate.AVAILABLE),
    _by_api(days=8, **_paris, subject="Vestes de pluie", quantity=12, price="62.00", fate=Fate.SUSPENDED),
    _from_safe(
        days=7,
        **_works,
        subject="Gants de manutention",
        quantity=120,
        price="4.10",
        fate=Fate.AVAILABLE,
        attachments=("bon-de-livraison.pdf",),
    ),
    _by_api(days=6, **_police, subject="Gants anticoupure", quantity=75, price="12.80", fate=Fate.AVAILABLE),
    _from_shop(days=5, **_canteen, subject="Menus imprimés", quantity=12, price="35.00", fate=Fate.AVAILABLE),
    _from_safe(days=5, **_town, subject="Vêtements des régisseurs", quantity=2, price="210.00", fate=Fate.DRAFT),
    _from_safe(days=4, **_schools, subject="Blouses d’atelier", quantity=35, price="17.20", fate=Fate.RECYCLED),
    _by_api(days=3, **_water, subject="Cuissardes", quantity=2, price="96.00", fate=Fate.AVAILABLE),
    _from_baker(
        days=3,
        **_schools,
        subject="Pains des cantines",
        quantity=140,
        price="1.05",
        fate=Fate.DRAFT,
        attachments=("bon-de-livraison.pdf",),
    ),
    _from_safe(
        days=2, **_town, subject="Chaussures des agents", quantity=9, price="84.00", fate=Fate.DOUBTFUL, faint=True
    ),
    _from_safe(
        days=2,
        **_police,
        subject="Brassards",
        quantity=100,
        price="3.90",
        fate=Fate.DRAFT,
        own_service="SUD",
        depositor=INES,
    ),
    _from_safe(
        days=1,
        **_paris,
        subject="Tenues des agents d’accueil",
        quantity=4,
        price="134.00",
        fate=Fate.DOUBTFUL,
        faint=True,
    ),
    _by_api(days=0, **_town, subject="Gilets haute visibilité", quantity=15, price="18.50", fate=Fate.DEPOSITED),
    _from_safe(days=0, **_works, subject="Casques de chantier", quantity=6, price="31.00", fate=Fate.DEPOSITED),
)


@dataclass(frozen=True, kw_only=True)
class NewsRow:
    """A word of the operator, `days` ago."""

    days: int
    title: str
    body: str
    title_en: str
    body_en: str


NEWS = (
    NewsRow(
        days=21,
        title="Bienvenue dans la démonstration",
        body="Structures, personnes et factures sont fictives. Essayez tout : rien ne part d’ici.",
        title_en="Welcome to the demonstration",
        body_en="Structures, people and invoices are made up. Try everything: nothing leaves this place.",
    ),
    NewsRow(
        days=6,
        title="Recycler plutôt que rejeter",
        body="Un code service erroné ? Demandez à recycler : le fournisseur corrige et garde son numéro de facture.",
        title_en="Recycle rather than reject",
        body_en="A wrong service code? Ask to recycle: the supplier corrects it and keeps the invoice number.",
    ),
    NewsRow(
        days=1,
        title="Maintenance dimanche de 6 h à 7 h",
        body="Le portail ne répondra pas pendant une heure. Les factures déposées avant seront acheminées.",
        title_en="Maintenance on Sunday from 6 to 7 am",
        body_en="The portal will not answer for one hour. Invoices deposited before will be delivered.",
    ),
)
