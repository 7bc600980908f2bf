"""What is told in the demonstration: tables only, one row an invoice.

Days count back from the day of loading, so that the lists always look like life.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from unisson.invoices.status import Kind, Status

from .people import (
    ARSOUILLE,
    DIKES,
    HOSPITAL,
    INES,
    PAPER_SHOP,
    PARIS_7E,
    PONT_SAINT_ESPRIT,
    SAFE_STYLE,
    SAINT_AMBRE,
    STATE,
    TOURIST_OFFICE,
    WATER_BOARD,
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What happens to a sent invoice, `after` so many days from its deposit. `reason`: the code of a motif."""

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
_RECYCLE = _then(Status.A_RECYCLER, 1, "CODE_ROUTAGE_ERR", "Merci d’indiquer le service qui a passé la commande.")
_SENT_AGAIN = _then(Status.EN_COURS_ACHEMINEMENT, 2, "", "C’est bien votre service qui a passé la commande.")
_SUSPEND = _then(Status.SUSPENDUE, 2, "LIVR_ABS", "Il manque le bon de livraison signé. Merci de le joindre.")
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
    Fate.RECYCLED: (
        _RECYCLE,
        _then(Status.EN_COURS_ACHEMINEMENT, 2, "", "C’est bien votre service qui a passé la commande."),
    ),
    Fate.SUSPENDED: (_TAKEN, _SUSPEND),
    Fate.COMPLETED: (_SUSPEND, _COMPLETE),
    Fate.COMPLETED_PAID: (_SUSPEND, _COMPLETE, _then(Status.SERVICE_FAIT, 6), _MANDATED, _PAID),
    Fate.REJECTED: (
        _then(
            Status.REJETEE, 2, "MONTANTTOTAL_ERR", "Le prix ne correspond pas au bon de commande : 12 casques, pas 20."
        ),
    ),
    Fate.REJECTED_LATE: (
        _CERTIFIED,
        _MANDATED,
        _then(Status.REJETEE, 10, "DOUBLON", "Déjà payée avec votre facture du mois précédent."),
    ),
}
BY_SUPPLIER = frozenset({Status.EN_COURS_ACHEMINEMENT, Status.COMPLETEE})
NOT_DELIVERED = (Fate.RECYCLED, Fate.DEPOSITED)
"""Loaded last, in this order: the worker that comes next delivers them before the visitor's eyes."""


@dataclass(frozen=True, kw_only=True)
class Destination:
    """Whom an invoice is for, and whether it names a commitment."""

    recipient: str
    service: str = ""
    commitment: bool = False


@dataclass(frozen=True, kw_only=True)
class Story:
    """One file: deposited `days` ago, as a PDF through the portal or as a CII file by API, and what became of it."""

    days: int
    supplier: str
    to: Destination
    subject: str
    quantity: int
    price: str
    fate: Fate
    rate: str = "20"
    own_service: str = ""
    depositor: str = ""
    by_api: bool = False
    kind: Kind = Kind.INVOICE
    faint: bool = False
    """A page that says little: no SIRET of the recipient, number and amounts without their usual words."""
    attachments: tuple[str, ...] = ()


_from_safe = partial(Story, supplier=SAFE_STYLE)
_by_api = partial(Story, supplier=SAFE_STYLE, by_api=True)
_from_baker = partial(Story, supplier=ARSOUILLE, rate="5.5")
_from_shop = partial(Story, supplier=PAPER_SHOP)

_town = Destination(recipient=PONT_SAINT_ESPRIT)
_works = Destination(recipient=PONT_SAINT_ESPRIT, service="TECH")
_schools = Destination(recipient=PONT_SAINT_ESPRIT, service="ECOLES")
_police = Destination(recipient=STATE, service="FAC0000030", commitment=True)
_paris = Destination(recipient=PARIS_7E, commitment=True)
_linen = Destination(recipient=HOSPITAL, service="LINGE")
_pharmacy = Destination(recipient=HOSPITAL, service="PHARMA", commitment=True)
_water = Destination(recipient=WATER_BOARD)
_canteen = Destination(recipient=SAINT_AMBRE, service="CANTINE")
_roads = Destination(recipient=SAINT_AMBRE, service="VOIRIE", commitment=True)

STORIES: tuple[Story, ...] = (
    _from_safe(days=358, to=_town, subject="Gilets haute visibilité", quantity=60, price="18.50", fate=Fate.PAID),
    _by_api(days=351, to=_police, subject="Chaussures de sécurité S3", quantity=40, price="84.00", fate=Fate.PAID),
    _from_baker(days=344, to=_schools, subject="Galettes des écoles", quantity=210, price="2.40", fate=Fate.PAID),
    _by_api(days=337, to=_paris, subject="Vestes de pluie", quantity=25, price="62.00", fate=Fate.PAID),
    _from_shop(days=330, to=_canteen, subject="Menus imprimés", quantity=12, price="35.00", fate=Fate.PAID_AT_ONCE),
    _by_api(days=322, to=_linen, subject="Blouses de service", quantity=180, price="21.90", fate=Fate.PAID),
    _from_safe(days=315, to=_works, subject="Casques de chantier", quantity=20, price="31.00", fate=Fate.REJECTED),
    _from_safe(days=308, to=_works, subject="Casques de chantier", quantity=12, price="31.00", fate=Fate.PAID),
    _by_api(days=300, to=_water, subject="Cuissardes", quantity=14, price="96.00", fate=Fate.BOOKED),
    _by_api(days=293, to=_police, subject="Gants anticoupure", quantity=150, price="12.80", fate=Fate.COMPLETED_PAID),
    _from_shop(days=286, to=_roads, subject="Panneaux d’information", quantity=8, price="140.00", fate=Fate.PAID),
    _by_api(days=278, to=_paris, subject="Gilets haute visibilité", quantity=45, price="18.50", fate=Fate.PAID),
    _from_safe(days=270, to=_town, subject="Vêtements des régisseurs", quantity=6, price="210.00", fate=Fate.PAID),
    _by_api(days=263, to=_pharmacy, subject="Lunettes de protection", quantity=90, price="9.20", fate=Fate.PAID),
    _from_baker(days=255, to=_town, subject="Réception des associations", quantity=1, price="486.00", fate=Fate.PAID),
    _by_api(days=247, to=_police, subject="Combinaisons d’intervention", quantity=30, price="188.00", fate=Fate.PAID),
    _by_api(days=240, to=_linen, subject="Sabots antidérapants", quantity=110, price="27.50", fate=Fate.REJECTED_LATE),
    _from_safe(
        days=232, to=_works, subject="Harnais de travail en hauteur", quantity=5, price="240.00", fate=Fate.PAID
    ),
    _by_api(days=225, to=_water, subject="Gilets de sauvetage", quantity=10, price="115.00", fate=Fate.BOOKED),
    _from_shop(days=217, to=_canteen, subject="Tickets de cantine", quantity=40, price="11.00", fate=Fate.PAID),
    _by_api(days=210, to=_paris, subject="Tenues des agents d’accueil", quantity=16, price="134.00", fate=Fate.PAID),
    _from_safe(days=203, to=_town, subject="Tabliers des marchés", quantity=24, price="16.00", fate=Fate.DELETED),
    _by_api(days=196, to=_police, subject="Brassards", quantity=400, price="3.90", fate=Fate.PAID),
    _from_safe(days=189, to=_schools, subject="Blouses d’atelier", quantity=70, price="17.20", fate=Fate.PAID),
    _by_api(days=181, to=_linen, subject="Blouses de service", quantity=160, price="21.90", fate=Fate.PAID),
    _from_safe(
        days=174,
        to=_works,
        subject="Bottes de voirie",
        quantity=18,
        price="58.00",
        fate=Fate.COMPLETED_PAID,
        attachments=("bon-de-livraison.pdf",),
    ),
    _by_api(days=166, to=_paris, subject="Parapluies de service", quantity=30, price="24.00", fate=Fate.REJECTED),
    _from_safe(days=160, to=_town, subject="Chasubles des bénévoles", quantity=80, price="6.40", fate=Fate.ABANDONED),
    _from_baker(days=152, to=_schools, subject="Goûters du centre aéré", quantity=320, price="1.10", fate=Fate.PAID),
    _by_api(days=145, to=_police, subject="Chaussures de sécurité S3", quantity=55, price="84.00", fate=Fate.PAID),
    _from_shop(days=137, to=_roads, subject="Plans de déviation", quantity=15, price="22.00", fate=Fate.PAID),
    _by_api(days=130, to=_water, subject="Détecteurs de gaz", quantity=3, price="620.00", fate=Fate.ACCOUNTANT),
    _from_safe(days=122, to=_works, subject="Gants de manutention", quantity=200, price="4.10", fate=Fate.PAID),
    _by_api(days=115, to=_paris, subject="Vestes polaires", quantity=35, price="49.00", fate=Fate.PAID),
    _by_api(days=107, to=_pharmacy, subject="Surblouses", quantity=500, price="2.35", fate=Fate.PAID),
    _from_safe(days=99, to=_town, subject="Gilets haute visibilité", quantity=30, price="18.50", fate=Fate.PAID),
    _from_safe(
        days=95, to=_town, subject="Gilets rendus", quantity=5, price="18.50", fate=Fate.PAID, kind=Kind.CREDIT_NOTE
    ),
    _by_api(days=84, to=_police, subject="Gants anticoupure", quantity=90, price="12.80", fate=Fate.PAID),
    _from_shop(days=76, to=_canteen, subject="Cahiers de liaison", quantity=260, price="1.95", fate=Fate.PAID),
    _by_api(days=69, to=_linen, subject="Sabots antidérapants", quantity=60, price="27.50", fate=Fate.MANDATED),
    _from_safe(
        days=61,
        to=_works,
        subject="Cônes et rubalise",
        quantity=40,
        price="13.75",
        fate=Fate.PAID,
        own_service="SUD",
        depositor=INES,
    ),
    _by_api(days=54, to=_paris, subject="Tenues des agents d’accueil", quantity=8, price="134.00", fate=Fate.BOOKED),
    _by_api(days=50, to=_water, subject="Cuissardes", quantity=6, price="96.00", fate=Fate.CERTIFIED),
    _by_api(
        days=44, to=_police, subject="Combinaisons d’intervention", quantity=12, price="188.00", fate=Fate.ACCOUNTANT
    ),
    _from_safe(days=40, to=_town, subject="Vestes de pluie", quantity=15, price="62.00", fate=Fate.AVAILABLE),
    _by_api(days=33, to=_police, subject="Brassards", quantity=250, price="3.90", fate=Fate.SUSPENDED),
    _from_safe(
        days=29,
        to=_works,
        subject="Harnais de travail en hauteur",
        quantity=3,
        price="240.00",
        fate=Fate.MANDATED,
        attachments=("bon-de-livraison.pdf", "attestation.pdf"),
    ),
    _from_baker(days=26, to=_town, subject="Buffet du 11 novembre", quantity=1, price="392.00", fate=Fate.CERTIFIED),
    _by_api(
        days=25,
        to=Destination(recipient=TOURIST_OFFICE),
        subject="Gilets des guides",
        quantity=9,
        price="18.50",
        fate=Fate.REFUSED,
    ),
    _by_api(days=24, to=_pharmacy, subject="Lunettes de protection", quantity=40, price="9.20", fate=Fate.SUSPENDED),
    _by_api(days=22, to=_paris, subject="Gilets haute visibilité", quantity=20, price="18.50", fate=Fate.TO_RECYCLE),
    _from_safe(
        days=20,
        to=_works,
        subject="Bottes de voirie",
        quantity=7,
        price="58.00",
        fate=Fate.COMPLETED,
        attachments=("bon-de-livraison.pdf",),
    ),
    _by_api(days=17, to=_police, subject="Chaussures de sécurité S3", quantity=22, price="84.00", fate=Fate.CERTIFIED),
    _from_shop(days=15, to=_roads, subject="Arrêtés plastifiés", quantity=60, price="3.20", fate=Fate.TAKEN),
    _from_safe(days=12, to=_town, subject="Casques antibruit", quantity=10, price="38.00", fate=Fate.TAKEN),
    _by_api(
        days=11,
        to=Destination(recipient=DIKES),
        subject="Gilets de sauvetage",
        quantity=4,
        price="115.00",
        fate=Fate.REFUSED,
    ),
    _by_api(days=9, to=_linen, subject="Blouses de service", quantity=90, price="21.90", fate=Fate.AVAILABLE),
    _by_api(days=8, to=_paris, subject="Vestes de pluie", quantity=12, price="62.00", fate=Fate.SUSPENDED),
    _from_safe(
        days=7,
        to=_works,
        subject="Gants de manutention",
        quantity=120,
        price="4.10",
        fate=Fate.AVAILABLE,
        attachments=("bon-de-livraison.pdf",),
    ),
    _by_api(days=6, to=_police, subject="Gants anticoupure", quantity=75, price="12.80", fate=Fate.AVAILABLE),
    _from_shop(days=5, to=_canteen, subject="Menus imprimés", quantity=12, price="35.00", fate=Fate.AVAILABLE),
    _from_safe(days=5, to=_town, subject="Vêtements des régisseurs", quantity=2, price="210.00", fate=Fate.DRAFT),
    _from_safe(days=4, to=_schools, subject="Blouses d’atelier", quantity=35, price="17.20", fate=Fate.RECYCLED),
    _by_api(days=3, to=_water, subject="Cuissardes", quantity=2, price="96.00", fate=Fate.AVAILABLE),
    _from_baker(
        days=3,
        to=_schools,
        subject="Pains des cantines",
        quantity=140,
        price="1.05",
        fate=Fate.DRAFT,
        attachments=("bon-de-livraison.pdf",),
    ),
    _from_safe(
        days=2, to=_town, subject="Chaussures des agents", quantity=9, price="84.00", fate=Fate.DOUBTFUL, faint=True
    ),
    _from_safe(
        days=2,
        to=_police,
        subject="Brassards",
        quantity=100,
        price="3.90",
        fate=Fate.DRAFT,
        own_service="SUD",
        depositor=INES,
    ),
    _from_safe(
        days=1,
        to=_paris,
        subject="Tenues des agents d’accueil",
        quantity=4,
        price="134.00",
        fate=Fate.DOUBTFUL,
        faint=True,
    ),
    _by_api(days=0, to=_town, subject="Gilets haute visibilité", quantity=15, price="18.50", fate=Fate.DEPOSITED),
    _from_safe(days=0, to=_works, subject="Casques de chantier", quantity=6, price="31.00", fate=Fate.DEPOSITED),
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
        body="Structures, personnes et factures sont fictives. Essayez tout : rien ne part d’ici.",
        title_en="Welcome to the demonstration",
        body_en="Structures, people and invoices are made up. Try everything: nothing leaves this place.",
    ),
    NewsRow(
        days=6,
        title="Recycler plutôt que rejeter",
        body="Un code service erroné ? Demandez à recycler : le fournisseur corrige et garde son numéro de facture.",
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
