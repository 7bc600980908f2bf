"""What mutants of French documents say: the words of the reform, among those that any mutant may say."""

from tests.conformance.mutants import ATTRIBUTES, TEXTS, Words
from tests.rules.fr.documents import a_french_cii, a_french_ubl, a_shared_cii, a_shared_ubl

_SAID = (
    "380", "381", "384", "386", "389", "261", "262", "471", "503", "325",
    "S1", "B2", "M4", "M8", "S9", "A1", "PMT", "BAR", "TXD", "B2B", "B2C", "B2G", "MEMBRE_ASSUJETTI_UNIQUE",
    "#PMT#", "#BAR#B2B#BAR#B2C", "#TXD#MEMBRE_ASSUJETTI_UNIQUE", "AFL", "AVV", "916", "130", "LISIBLE",
    "GROUP", "DETAIL", "INFORMATION", "538199597", "53819959700013", "F-2026-1", "F 2026", "5.5", "19", "20.000",
    "20260231", "2026-02-31", "20240229", "19991231", "0.01", "12345678901234567.12", "0.1234567", "x" * 36, "y" * 126,
)  # fmt: skip
WORDS = Words(
    texts=(*TEXTS, *((lambda text, said=said: said) for said in _SAID)),
    attributes=(*ATTRIBUTES, "0002", "0009", "0224", "0225", "0231", "AFL", "AVV", "102", "SEK"),
)
DOCUMENTS = {
    "CII": a_french_cii(),
    "CII of two sellers": a_shared_cii(),
    "CII of two sides": a_shared_cii(two_sided=True),
    "UBL": a_french_ubl(),
    "UBL credit note": a_french_ubl(credit_note=True),
    "UBL of two sellers": a_shared_ubl(),
    "UBL of two sides": a_shared_ubl(two_sided=True),
    "UBL credit note of two sellers": a_shared_ubl(credit_note=True),
    "UBL credit note of two sides": a_shared_ubl(two_sided=True, credit_note=True),
}
"""Documents of ours by name; the name begins with the syntax."""
