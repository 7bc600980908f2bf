"""Files in the shape of INSEE's, of any length, always the same, and what the tables must hold once they are loaded.

What is expected is said here from the facts a line was made of, not by reading the line back. Names and addresses are
made up; numbers are counted up, with no regard to check digits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ESTABLISHMENT = (
    "siren,nic,siret,statutDiffusionEtablissement,dateCreationEtablissement,trancheEffectifsEtablissement,"
    "anneeEffectifsEtablissement,activitePrincipaleRegistreMetiersEtablissement,dateDernierTraitementEtablissement,"
    "etablissementSiege,nombrePeriodesEtablissement,complementAdresseEtablissement,numeroVoieEtablissement,"
    "indiceRepetitionEtablissement,dernierNumeroVoieEtablissement,indiceRepetitionDernierNumeroVoieEtablissement,"
    "typeVoieEtablissement,libelleVoieEtablissement,codePostalEtablissement,libelleCommuneEtablissement,"
    "libelleCommuneEtrangerEtablissement,distributionSpecialeEtablissement,codeCommuneEtablissement,"
    "codeCedexEtablissement,libelleCedexEtablissement,codePaysEtrangerEtablissement,libellePaysEtrangerEtablissement,"
    "identifiantAdresseEtablissement,coordonneeLambertAbscisseEtablissement,coordonneeLambertOrdonneeEtablissement,"
    "complementAdresse2Etablissement,numeroVoie2Etablissement,indiceRepetition2Etablissement,typeVoie2Etablissement,"
    "libelleVoie2Etablissement,codePostal2Etablissement,libelleCommune2Etablissement,"
    "libelleCommuneEtranger2Etablissement,distributionSpeciale2Etablissement,codeCommune2Etablissement,"
    "codeCedex2Etablissement,libelleCedex2Etablissement,codePaysEtranger2Etablissement,"
    "libellePaysEtranger2Etablissement,dateDebut,etatAdministratifEtablissement,enseigne1Etablissement,"
    "enseigne2Etablissement,enseigne3Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement,"
    "nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement,"
    "activitePrincipaleNAF25Etablissement"
)
UNIT = (
    "siren,statutDiffusionUniteLegale,unitePurgeeUniteLegale,dateCreationUniteLegale,sigleUniteLegale,sexeUniteLegale,"
    "prenom1UniteLegale,prenom2UniteLegale,prenom3UniteLegale,prenom4UniteLegale,prenomUsuelUniteLegale,"
    "pseudonymeUniteLegale,identifiantAssociationUniteLegale,trancheEffectifsUniteLegale,anneeEffectifsUniteLegale,"
    "dateDernierTraitementUniteLegale,nombrePeriodesUniteLegale,categorieEntreprise,anneeCategorieEntreprise,dateDebut,"
    "etatAdministratifUniteLegale,nomUniteLegale,nomUsageUniteLegale,denominationUniteLegale,"
    "denominationUsuelle1UniteLegale,denominationUsuelle2UniteLegale,denominationUsuelle3UniteLegale,"
    "categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,nomenclatureActivitePrincipaleUniteLegale,"
    "nicSiegeUniteLegale,economieSocialeSolidaireUniteLegale,societeMissionUniteLegale,caractereEmployeurUniteLegale,"
    "activitePrincipaleNAF25UniteLegale"
)
EVERY_BROKEN = 4_999
"""Of so many lines one cannot be read, each time in another way."""
EVERY_TWICE = 1_999
"""Of so many establishments one stands twice in the file; its second line is sometimes older, sometimes newer."""
EVERY_MASKED = 97
_WAYS = (("RUE", "RUE"), ("AV", "AVENUE"), ("BD", "BOULEVARD"), ("PL", "PLACE"), ("CHE", "CHEMIN"))
_NAMES = ("DES LAVANDIERES", "DE LA FONTAINE", "DU MOULIN", "DES TROIS PONTS", "DE L'ÉGLISE")
_TOWNS = (("30130", "PONT-SAINT-ESPRIT"), ("30000", "NIMES"), ("84100", "ORANGE"), ("69003", "LYON 3EME"))
_AGAIN = ("", "", "", "B", "T")
_BROKEN = (
    b"3,4",
    b"\xff\xfe" + b"," * ESTABLISHMENT.count(","),
    b'"never closed' + b"," * ESTABLISHMENT.count(","),
    b"=HYPERLINK(1)" + b"," * ESTABLISHMENT.count(","),
    b"x" * 40_000,
    b"\x00" + b"," * ESTABLISHMENT.count(","),
)


@dataclass(frozen=True, kw_only=True)
class Made:
    """One line of the file, and the row it must leave: None for a line that cannot be read."""

    line: bytes
    row: tuple[object, ...] | None


def establishments(count: int, *, later: bool = False) -> Iterator[Made]:
    """`count` establishments, and the lines that go wrong between them. `later`: as of the month after."""
    for place in range(count):
        if place % EVERY_BROKEN == EVERY_BROKEN - 1:
            yield Made(line=_BROKEN[place // EVERY_BROKEN % len(_BROKEN)], row=None)
        yield _establishment(place, month=6 + later)
        if place % EVERY_TWICE == EVERY_TWICE - 1:
            yield _establishment(place, month=6 + later + (1 if place % 2 else -1), version="BIS")


def expected(made: Iterator[Made]) -> Iterator[tuple[object, ...]]:
    """The rows of the table, in order: of two lines of one number the one INSEE worked on later."""
    kept: tuple[object, ...] | None = None
    for one in made:
        if one.row is None:
            continue
        if kept is not None and kept[0] != one.row[0]:
            yield kept
            kept = None
        if kept is None or str(one.row[-1]) > str(kept[-1]):
            kept = one.row
    if kept is not None:
        yield kept


def write(path: Path, header: str, made: Iterator[Made]) -> int:
    """The file; returns how many of its lines cannot be read."""
    broken = 0
    with path.open("wb") as file:
        file.write(header.encode() + b"\n")
        for one in made:
            file.write(one.line + b"\n")
            broken += one.row is None
    return broken


def a_line(header: str = ESTABLISHMENT, **facts: str) -> bytes:
    """One line with these cells and the others empty."""
    cells = (facts.get(name, "") for name in header.split(","))
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in cells).encode()


def _establishment(place: int, *, month: int, version: str = "") -> Made:
    siret = 10_000_000_000_017 + place * 100_003
    (short, long), name, (postcode, town) = _WAYS[place % 5], _NAMES[place % 5], _TOWNS[place % 4]
    again, number, more = _AGAIN[place % 5], str(1 + place % 99), "BATIMENT A, PORTE 3" if place % 7 == 0 else ""
    masked, active = place % EVERY_MASKED == 0, place % 5 != 0
    treated = f"2026-{month:02d}-{1 + place % 28:02d}T08:{place % 60:02d}:00.123"
    sign = f"ENSEIGNE {place}{version}" if place % 3 == 0 else ""
    line = a_line(
        siren=f"{siret:014d}"[:9],
        nic=f"{siret:014d}"[9:],
        siret=f"{siret:014d}",
        statutDiffusionEtablissement="P" if masked else "O",
        dateCreationEtablissement="2001-01-01",
        dateDernierTraitementEtablissement=treated,
        etablissementSiege="true",
        complementAdresseEtablissement="[ND]" if masked else more,
        numeroVoieEtablissement=number,
        indiceRepetitionEtablissement=again,
        typeVoieEtablissement=short,
        libelleVoieEtablissement=name,
        codePostalEtablissement=postcode,
        libelleCommuneEtablissement=town,
        codeCommuneEtablissement="30202",
        dateDebut="2019-05-04",
        etatAdministratifEtablissement="A" if active else "F",
        enseigne1Etablissement=sign,
        activitePrincipaleEtablissement="62.01Z",
        nomenclatureActivitePrincipaleEtablissement="NAFRev2",
        caractereEmployeurEtablissement="N",
    )
    way = " ".join(filter(None, (number, {"B": "BIS", "T": "TER"}.get(again, ""), long, name)))
    address = f"{more}, {way}" if more else way
    facts = ("", "", "", "") if masked else (sign, address, postcode, town)
    return Made(line=line, row=(siret, *facts, "FR", active, "2019-05-04", masked, treated))
