"""Registers of companies asked one after the other, and the one of the demonstration: a few establishments, held in the
program. Where none answers, what people type stays « non vérifié ».
"""

from collections.abc import Sequence
from dataclasses import replace

from unisson.kernel.ports import Companies, Company, SilentRegisterError

_ROWS = """
83876704400012|ARSOUILLE|12 rue des Lavandières|30130|Pont-Saint-Esprit
81234567600017|MENUISERIE DU GARD|4 chemin des Oliviers|30000|Nîmes
79500012100017|BOULANGERIE LA FOURNÉE|8 place du Marché|84100|Orange
53819959700013|SAFE STYLE|14 rue des Ateliers|34000|Montpellier
53819959700021|SAFE STYLE|3 quai de la Marine|34200|Sète
81200300200019||||
""".strip()
CLOSED = frozenset({"79500012100017"})
MASKED = frozenset({"81200300200019"})


class SampleCompanies:
    """Establishments of the demonstration. One of them is closed and one is masked, to see what is said then."""

    def __init__(self) -> None:
        rows = (line.split("|") for line in _ROWS.splitlines())
        self._known = {
            siret: Company(
                siret=siret,
                name=name,
                address=address,
                postcode=postcode,
                town=town,
                active=siret not in CLOSED,
                masked=siret in MASKED,
            )
            for siret, name, address, postcode, town in rows
        }

    def find(self, siret: str) -> Company | None:
        return self._known.get(siret)


class InOrder:
    """The first register that knows an establishment says what it is; that one is unknown, only the last may say.

    Whoever is masked leaves here without name or address, whatever a register said (C. com., R. 123-232-1).
    """

    def __init__(self, registers: Sequence[Companies]) -> None:
        self._registers = registers

    def find(self, siret: str) -> Company | None:
        silence: OSError | None = SilentRegisterError("no register")
        for register in self._registers:
            try:
                if found := register.find(siret):
                    return hidden(found) if found.masked else found
                silence = None
            except OSError as error:
                silence = error
        if silence is not None:
            raise silence
        return None


def hidden(company: Company) -> Company:
    """What may be said of who is masked: number, state and legal category."""
    return replace(company, name="", address="", postcode="", town="")
