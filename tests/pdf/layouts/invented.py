"""Names, places and goods of the random invoices. All invented."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import NamedTuple

TOWNS: Sequence[str] = (
    "Valbrune", "Saint-Ermel-le-Vieux", "Courtanvel-sur-Lide", "Brissolles", "Pont-l'Ormeau", "La Ferrière-Haute",
    "Marsange-le-Port", "Oublaise", "Thérouvillers", "Neuvic-les-Étangs", "Castelmaure", "Rochebelle-en-Vaux",
    "Sainte-Odoline", "Le Mesnil-Auvray", "Kerbrezen", "Hautecombe-lès-Dours", "Villerac", "Aubrelles", "Montfaleix",
)  # fmt: skip
BODIES: Sequence[str] = (
    "Commune de {town}", "Mairie de {town}", "Ville de {town}", "MAIRIE DE {TOWN}", "Communauté de communes de {town}",
    "Centre hospitalier de {town}", "CCAS de {town}", "Syndicat des eaux de {town}", "Lycée Jeanne-Aubry",
    "Département de la Haute-Lide", "Université de {town}", "Office public de l'habitat de {town}",
    "Service départemental d'incendie et de secours de la Lide", "Préfecture de la Haute-Lide",
    "Direction interrégionale des routes du Val", "Agglomération {town} Métropole", "EHPAD Les Tilleuls",
)  # fmt: skip
OFFICES: Sequence[str] = (
    "Service des finances", "Direction des services techniques", "Service comptabilité", "Pôle ressources",
    "Direction de la commande publique", "Service facturier", "Bâtiment B - 2e étage", "À l'attention de Mme Aubertin",
)  # fmt: skip
STREETS: Sequence[str] = (
    "rue des Lavoirs", "avenue de la Gare", "place de la Mairie", "chemin du Moulin-Neuf", "boulevard Aristide-Lenoir",
    "ZA des Trois-Chênes", "impasse du Four", "route de Montfaleix", "quai des Tanneurs", "place du 8-Mai-1945",
    "rue du 11-Novembre", "allée des Peupliers", "cours Élisée-Marchand",
)  # fmt: skip
TRADES: Mapping[str, Sequence[str]] = {
    "goods": (
        "Papeterie Delorge", "Bureau Concept 3000", "Établissements Vauquelin", "Ateliers Bernouin", "FOURNITOUT",
    ),
    "services": (
        "Nettoyage Propralia", "Conseil & Méthode", "Atelier Graphique Lunaire", "IT Solvéa", "Verdoya Paysages",
    ),
    "works": (
        "Maçonnerie Tessandier", "BTP Courtevoie", "Électricité Pralong Frères", "Couverture Lemazel", "SOGETRAX",
    ),
    "hotel": ("Hôtel du Cheval Gris", "Hôtel Bellerive", "Auberge des Trois Ponts", "Résidence Le Cap"),
    "energy": ("Lumélec Énergies", "Gazélia", "Aquaval Distribution", "Télénor Réseaux", "Volt & Cie"),
    "law": ("Cabinet Aubrac-Senlis", "Maître Hélène Corvisier", "SCP Tavernier Loubet", "Étude Marchandeau"),
    "solo": ("Julie Pérouse", "Marc Delvallée EI", "Léa Bourdieux - Illustratrice", "Karim Hadjeri Conseil"),
    "association": (
        "Association Les Tréteaux", "Foyer rural d'Aubrelles", "Club nautique de la Lide", "Compagnie du Revers",
    ),
}  # fmt: skip
ABROAD: Mapping[str, Sequence[str]] = {
    "en": ("Brightwater Software Ltd", "Harrowgate Instruments Ltd", "Kestrel Lab Supplies", "Oakmere Consulting LLP"),
    "de": ("Northfold Messtechnik GmbH", "Kranzler Technik GmbH", "Helvion AG", "Druckhaus Wessel & Sohn KG"),
}
STREETS_ABROAD: Mapping[str, Sequence[str]] = {
    "en": ("14 Mill Lane", "Unit 7, Foundry Park", "221 Harbour Road", "3rd Floor, 8 Cooper Street"),
    "de": ("Lindenstraße 14", "Am Werkhof 3", "Bahnhofstr. 221", "Industrieweg 7a"),
}
TOWNS_ABROAD: Mapping[str, Sequence[str]] = {
    "en": ("Millbridge", "Ashcombe", "Northwick", "Castleford Bay"),
    "de": ("Neustadtheim", "Waldkirchen am See", "Oberlinden", "Brückhausen"),
}
FORMS: Sequence[str] = ("SARL", "SAS", "SASU", "EURL", "SA", "SCOP", "SNC", "S.A.R.L.", "S.A.S.")


class Good(NamedTuple):
    name: str
    unit: str
    low: int
    high: int
    """Bounds of the unit price, in whole units."""


GOODS: Mapping[str, Sequence[Good]] = {
    "goods": (
        Good("Ramette papier A4 80 g", "carton", 18, 60), Good("Toner noir TN-2420", "u", 40, 120),
        Good("Fauteuil de bureau réglable", "pièce", 120, 480), Good("Armoire métallique 198 x 120", "U", 250, 900),
        Good("Vidéoprojecteur 4000 lumens", "", 480, 1600), Good("Gants nitrile taille M (boîte de 100)", "bte", 5, 14),
        Good("Peinture routière blanche 25 kg", "seau", 60, 140), Good("Écran 27 pouces réf. 27E1N", "pce", 150, 400),
    ),
    "services": (
        Good("Entretien des locaux - forfait mensuel", "mois", 400, 2500),
        Good("Maintenance annuelle logiciel", "an", 900, 9000),
        Good("Journée de formation", "jour", 600, 1400), Good("Création de l'affiche 40 x 60", "forfait", 200, 900),
        Good("Tonte et ramassage", "m²", 1, 3), Good("Audit d'accessibilité", "j/h", 450, 1100),
        Good("Location benne 15 m3", "rotation", 120, 300),
        Good("Spectacle jeune public du 12/06/2026", "repr.", 700, 2800),
    ),
    "works": (
        Good("Dépose de l'existant et évacuation", "ens", 800, 9000), Good("Enrobé à chaud BBSG 0/10", "T", 80, 160),
        Good("Bordure T2 béton", "ml", 25, 60), Good("Fourniture et pose porte coupe-feu 1/2 h", "U", 600, 1900),
        Good("Tableau électrique 3 rangées", "u", 400, 1500),
        Good("Lot 04 - Menuiseries extérieures", "fft", 4000, 48000),
    ),
    "hotel": (
        Good("Chambre simple, nuit du 14/09", "nuit", 60, 140), Good("Petit déjeuner", "pers.", 9, 18),
        Good("Taxe de séjour", "nuit", 1, 3), Good("Dîner étape", "couv.", 19, 38),
        Good("Location salle Rivière", "jour", 150, 600),
    ),
    "energy": (
        Good("Abonnement mensuel 36 kVA", "mois", 20, 90), Good("Consommation heures pleines", "kWh", 1, 2),
        Good("Part fixe distribution", "mois", 10, 60), Good("Abonnement fibre pro", "mois", 30, 90),
        Good("Consommation d'eau - relevé n° 2", "m3", 2, 5),
    ),
    "law": (
        Good("Consultation juridique", "h", 150, 320), Good("Rédaction du mémoire en défense", "forfait", 900, 3500),
        Good("Frais de déplacement", "", 40, 180), Good("Assistance à l'audience du 03/04/2026", "vac.", 400, 1200),
    ),
    "foreign": (
        Good("Licence Premium, 12 Monate", "Stk", 300, 4000), Good("Calibration kit CK-200", "pcs", 150, 900),
        Good("On-site support", "day", 700, 1500), Good("Ersatzsensor S-4410", "Stk", 40, 260),
    ),
    "en": (
        Good("Premium licence, 12 months", "pcs", 300, 4000), Good("Calibration kit CK-200", "pcs", 150, 900),
        Good("On-site support", "day", 700, 1500), Good("Training session, 14 May", "h", 90, 220),
    ),
    "de": (
        Good("Lizenz Premium, 12 Monate", "Stk", 300, 4000), Good("Ersatzsensor S-4410", "Stk", 40, 260),
        Good("Wartung vor Ort", "Std", 80, 190), Good("Kalibrierung nach Norm 17025", "psch", 200, 900),
    ),
}  # fmt: skip
BULK = ("kWh", "m3", "m²", "T", "ml")
"""Units that come by the hundred."""
QUANTITIES: Sequence[Decimal] = tuple(
    map(Decimal, ("1", "1", "1", "2", "3", "4", "5", "10", "12", "1.5", "0.5", "12.75"))
)


def town(rng: Random) -> str:
    return rng.choice(TOWNS)


def street(rng: Random) -> str:
    number = rng.choice(["", "1 ", "3 bis, ", f"{rng.randint(2, 240)} ", f"{rng.randint(2, 90)}, "])
    return f"{number}{rng.choice(STREETS)}"


def body(rng: Random) -> tuple[str, str]:
    """A public body and its town."""
    place = town(rng)
    return rng.choice(BODIES).format(town=place, TOWN=place.upper()), place


def goods_of(trade: str, language: str) -> Sequence[Good]:
    return GOODS[language if language in GOODS else trade if trade in GOODS else "services"]
