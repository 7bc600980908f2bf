"""The register of companies of the demonstration: a few establishments, held in the program.

The real registers come with their own adapters; without one, what people type stays « non vérifié ».
"""

from unisson.kernel.ports import Company

_ROWS = """
83876704400012|ARSOUILLE|12 rue des Lavandières|30130|Pont-Saint-Esprit
81234567600017|MENUISERIE DU GARD|4 chemin des Oliviers|30000|Nîmes
79500012100017|BOULANGERIE LA FOURNÉE|8 place du Marché|84100|Orange
53819959700013|SAFE STYLE|14 rue des Ateliers|34000|Montpellier
53819959700021|SAFE STYLE|3 quai de la Marine|34200|Sète
""".strip()
CLOSED = frozenset({"79500012100017"})


class SampleCompanies:
    """Establishments of the demonstration. One of them is closed, to see what is said then."""

    def __init__(self) -> None:
        rows = (line.split("|") for line in _ROWS.splitlines())
        self._known = {
            siret: Company(name=name, address=address, postcode=postcode, town=town, active=siret not in CLOSED)
            for siret, name, address, postcode, town in rows
        }

    def find(self, siret: str) -> Company | None:
        return self._known.get(siret)
