"""Mentions and treatment, which the reform reads in the notes of the invoice (BR-FR-05, 06, 20, 31)."""

from collections.abc import Callable

from unisson.kernel.findings import Findings
from unisson.rules.en16931.ruleset import CII, UBL
from unisson.rules.engine import at

from .filing import Filing
from .places import notes
from .ruleset import declare, renamed, rule

_MENTIONS = (
    ("PMT", "1", "recovery_fee", "l’indemnité forfaitaire pour frais de recouvrement", "the fixed recovery charge"),
    ("PMD", "2", "late_payment_penalty", "les pénalités de retard", "late payment penalties"),
    (
        "AAB",
        "3",
        "early_payment_discount",
        "l’escompte ou l’absence d’escompte",
        "early payment discount, or its absence",
    ),
    ("TXD", "4", "tax_mention", "la mention fiscale", "the tax mention"),
)
"""Subject of the note, its rank in the codes for UBL, fault, what it is about. The last one is optional."""
OPTIONAL = "TXD"


def _absent(subject: str) -> Callable[[Filing], Findings]:
    def judge(filing: Filing) -> Findings:
        for one in notes(filing):
            if not one.subjects.get(subject):
                yield at("BG-1", subject=subject)

    return judge


def _repeated(subject: str) -> Callable[[Filing], Findings]:
    def judge(filing: Filing) -> Findings:
        for one in notes(filing):
            if (count := one.subjects.get(subject, 0)) > 1:
                yield at("BG-1", subject=subject, count=count)

    return judge


def _declare_absent(code: str, name: str, mention: tuple[str, ...], is_ubl: bool) -> None:
    subject, _, _, french, english = mention
    declare(
        code,
        name,
        _absent(subject),
        fr=f"Aucune note ne parle de {french} : ajoutez une note (BG-1) de sujet {{subject}} qui porte cette mention.",
        en=f"No note speaks of {english}: add a note (BG-1) of subject {{subject}} with that mention.",
        explanation=f"Le code de commerce (article L. 441-9) veut sur la facture une mention sur {french} ; la réforme "
        f"la lit dans la note de sujet {subject}.",
        example=f"une facture sans note de sujet {subject}.",
        syntaxes=UBL if is_ubl else CII,
    )


def _declare_repeated(code: str, name: str, mention: tuple[str, ...], is_ubl: bool) -> None:
    subject, _, _, french, english = mention
    declare(
        code,
        name,
        _repeated(subject),
        fr=f"{{count}} notes parlent de {french} (sujet {{subject}}) : n’en gardez qu’une.",
        en=f"{{count}} notes speak of {english} (subject {{subject}}): keep one only.",
        explanation="Deux mentions du même sujet pourraient se contredire : la réforme n’en admet qu’une.",
        example=f"deux notes de sujet {subject}.",
        syntaxes=UBL if is_ubl else CII,
    )


def _declare_mentions() -> None:
    for mention in _MENTIONS:
        subject, rank, fault, *_ = mention
        if subject != OPTIONAL:
            _declare_absent(f"BR-FR-05_BT-22_{subject}", f"{fault}_missing_in_notes", mention, False)
            _declare_absent(f"BR-FR-05_BT-22-{rank}", f"{fault}_missing_in_ubl_notes", mention, True)
        _declare_repeated(f"BR-FR-06_BT-21_{subject}", f"{fault}_repeated", mention, False)
        _declare_repeated(f"BR-FR-06_BT-21-{rank}", f"{fault}_repeated_in_ubl", mention, True)


_declare_mentions()


@rule(
    "BR-FR-20_BT-21",
    fr="La note de sujet BAR dit « {written} » : elle ne peut dire que B2B, B2BINT, B2C, B2CINT, OUTOFSCOPE ou "
    "ARCHIVEONLY.",
    en="The note of subject BAR says “{written}”: it can only say B2B, B2BINT, B2C, B2CINT, OUTOFSCOPE or ARCHIVEONLY.",
)
def treatment_unknown(filing: Filing) -> Findings:
    """La note de sujet BAR dit aux plateformes comment traiter la facture : un mot d’une liste, et rien d’autre.

    Exemple : une note de sujet BAR qui dit B2G.
    """
    for one in notes(filing):
        for written in one.bad_treatments:
            yield at("BG-1/BT-22", written=written.strip())


def _several_treatments(filing: Filing) -> Findings:
    for one in notes(filing):
        if one.treatments > 1:
            yield at("BG-1/BT-22", count=one.treatments)


def _declare_several_treatments() -> None:
    for code, name, syntaxes in (
        ("BR-FR-31_BT-21", "several_treatments", CII),
        ("BR-FR-30_BT-21", "several_treatments_in_ubl", UBL),
    ):
        declare(
            code,
            name,
            renamed(_several_treatments),
            fr="{count} notes de sujet BAR disent comment traiter la facture : n’en gardez qu’une.",
            en="{count} notes of subject BAR say how to treat the invoice: keep one only.",
            explanation="Une facture n’a qu’un traitement : deux notes de sujet BAR le rendraient incertain.",
            example="une note BAR qui dit B2B et une autre qui dit B2C.",
            syntaxes=syntaxes,
        )


_declare_several_treatments()
