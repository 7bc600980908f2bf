"""The motifs of the ways back to the supplier: a dated table (domain-rules §5.4). A history keeps the code.

Codes are those of the reform where it has one (domain-rules §7.7, codes of 206 to 210), else our own. A motif is
never renamed nor reused: it ends with `until`, and another begins.
"""

import re
from dataclasses import dataclass
from datetime import date

from unisson.kernel.refusal import Refusal
from unisson.notices.language import reader_language

from .status import Status

LONG_ENOUGH = 20
"""Characters of the comment of a rejection: who must make the invoice anew has to know what was wrong."""


@dataclass(frozen=True, kw_only=True)
class Motive:
    """Why an invoice goes back by the way `returns`. `comment`: it says nothing without one."""

    code: str
    returns: Status
    fr: str
    en: str
    comment: bool = False
    since: date = date(2017, 1, 1)
    until: date | None = None

    @property
    def label(self) -> str:
        """Its words in the reader's language."""
        return self.en if reader_language() == "en" else self.fr

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


_RECYCLE, _SUSPEND, _REJECT = Status.A_RECYCLER, Status.SUSPENDUE, Status.REJETEE

MOTIVES: tuple[Motive, ...] = (
    Motive(code="SIRET_ERR", returns=_RECYCLE, fr="SIRET destinataire erroné", en="Wrong recipient SIRET"),
    Motive(
        code="CODE_ROUTAGE_ERR",
        returns=_RECYCLE,
        fr="Code service absent ou erroné",
        en="Service code missing or wrong",
    ),
    Motive(
        code="CMD_ERR",
        returns=_RECYCLE,
        fr="Numéro d’engagement absent ou erroné",
        en="Commitment number missing or wrong",
    ),
    Motive(code="DEST_ERR", returns=_RECYCLE, fr="Destinataire non concerné", en="Not meant for this recipient"),
    Motive(
        code="JUSTIF_ABS",
        returns=_SUSPEND,
        fr="Pièce justificative manquante ou illisible",
        en="Supporting document missing or unreadable",
    ),
    Motive(
        code="LIVR_ABS",
        returns=_SUSPEND,
        fr="Bon de livraison/PV manquant",
        en="Delivery note or acceptance report missing",
    ),
    Motive(
        code="COORD_BANC_ERR",
        returns=_SUSPEND,
        fr="RIB manquant ou différent",
        en="Bank details missing or different",
    ),
    Motive(code="SERVICE_NON_FAIT", returns=_SUSPEND, fr="Service non encore fait", en="Service not rendered yet"),
    Motive(
        code="DEMANDE_INFO", returns=_SUSPEND, fr="Demande d’information", en="Request for information", comment=True
    ),
    Motive(code="AUTRE", returns=_SUSPEND, fr="Autre", en="Other", comment=True),
    Motive(code="DOUBLON", returns=_REJECT, fr="Doublon", en="Duplicate"),
    Motive(code="MONTANTTOTAL_ERR", returns=_REJECT, fr="Montant erroné", en="Wrong amount"),
    Motive(code="TX_TVA_ERR", returns=_REJECT, fr="Taux ou montant de TVA erroné", en="Wrong VAT rate or VAT amount"),
    Motive(code="CALCUL_ERR", returns=_REJECT, fr="Erreur de calcul", en="Calculation error"),
    Motive(code="CADRE_ERR", returns=_REJECT, fr="Cadre de facturation erroné", en="Wrong invoicing framework"),
    Motive(code="EMMET_INC", returns=_REJECT, fr="Fournisseur/titulaire erroné", en="Wrong supplier or contractor"),
    Motive(
        code="TRANSAC_INC",
        returns=_REJECT,
        fr="Prestation non commandée ou non réalisée",
        en="Service not ordered or not rendered",
    ),
    Motive(
        code="NON_CONFORME",
        returns=_REJECT,
        fr="Mention obligatoire manquante",
        en="Mandatory particulars missing",
    ),
    Motive(code="DOUBLE_FACT", returns=_REJECT, fr="Déjà payée", en="Already paid"),
    Motive(code="CONTRAT_TERM", returns=_REJECT, fr="Contrat terminé", en="Contract ended"),
    Motive(code="AUTRE", returns=_REJECT, fr="Autre", en="Other", comment=True),
)
_BY_CODE = {motive.code: motive for motive in MOTIVES}
RETURNS = (_RECYCLE, _SUSPEND, _REJECT)
CURES = (_RECYCLE, _SUSPEND)
"""The ways back that cost no new invoice: what a rejection is refused for when one of their motifs says it."""


def motives_for(returns: Status, *, on: date) -> list[Motive]:
    """The motifs of one way back that are in force on a day, in the order of the table."""
    return [motive for motive in MOTIVES if motive.returns is returns and motive.in_force(on)]


def cure_for(code: str, *, on: date) -> Motive | None:
    """The motif `code` where recycling or suspending mends the fault that somebody would reject for."""
    mending = (motive for returns in CURES for motive in motives_for(returns, on=on))
    return next((motive for motive in mending if motive.code == code and not _says_nothing(motive)), None)


def label(code: str) -> str:
    """The words of a motif for the reader of a history; what is no code of the table is shown as it was written."""
    return _BY_CODE[code].label if code in _BY_CODE else code


def required(code: str, returns: Status, *, on: date) -> Motive:
    """The motif `code` of that way back. Refusal CPP-ETAT-02 for none, -04 for one that it does not have that day."""
    if not code:
        raise Refusal("CPP-ETAT-02", field="motif", target=returns)
    found = next((motive for motive in motives_for(returns, on=on) if motive.code == code), None)
    if found is None:
        raise Refusal("CPP-ETAT-04", field="motif", target=returns, motive=label(code))
    return found


def _says_nothing(motive: Motive) -> bool:
    """« Autre » names no fault: each way back has its own."""
    return motive.code == "AUTRE"


def explained(motive: Motive, comment: str, *, least: int = LONG_ENOUGH) -> None:
    """Refusal CPP-ETAT-06 for a rejection in fewer than `least` characters, CPP-ETAT-05 for a motif that says nothing
    without a comment."""
    words = comment.strip()
    if motive.returns is _REJECT and len(words) < least:
        raise Refusal("CPP-ETAT-06", field="commentaire", least=least)
    if motive.comment and not words:
        raise Refusal("CPP-ETAT-05", field="commentaire", motive=motive.label)


_AFTER_A_MOTIVE = re.compile(r"\s*[:;,.–—-]\s*")
_TOLD_BY_A_WORD = (
    ("SIRET_ERR", r"siret|siren"),
    ("CODE_ROUTAGE_ERR", r"services?|codes? services?"),
    ("CMD_ERR", r"engagements?|commandes?|ej"),
)
_WITHOUT_A_WORD = "DEST_ERR"


def understood(words: str, returns: Status, *, on: date) -> tuple[str, str]:
    """Motif and comment of a reason that software tells in one field, in its own words.

    A motif of the table, by its code or its words, alone or before a comment; else « Autre », or what a word of it
    names where that way back has no « Autre », with the reason as the comment. Two empty texts for no words.
    """
    words = words.strip()
    if not words:
        return "", ""
    for motive in motives_for(returns, on=on):
        for name in (motive.code, motive.fr, motive.en):
            head, rest = words[: len(name)], words[len(name) :]
            parted = _AFTER_A_MOTIVE.match(rest)
            if head.casefold() == name.casefold() and (not rest or parted):
                return motive.code, rest[parted.end() :].strip() if parted else ""
    return _named_in(words, returns), words


def _named_in(words: str, returns: Status) -> str:
    if returns is not _RECYCLE:
        return "AUTRE"
    found = (code for code, word in _TOLD_BY_A_WORD if re.search(rf"\b({word})\b", words, re.IGNORECASE))
    return next(found, _WITHOUT_A_WORD)
