"""Mentions and treatment, which the reform reads in the notes of the invoice (BR-FR-05, 06, 20, 31)."""

from collections.abc import Callable
from typing import NamedTuple

from unisson.kernel.findings import Findings
from unisson.kernel.words import Words
from unisson.rules.en16931.ruleset import CII, UBL
from unisson.rules.engine import at

from .filing import Filing
from .places import notes
from .ruleset import declare, renamed, rule, sign


class Mention(NamedTuple):
    """A mention that the law wants, by the subject of its note; `rank` stands in the codes for UBL, `fault` in names.

    The sentences are whole: those of a mention that is missing, and of one that several notes carry.
    """

    subject: str
    rank: str
    fault: str
    about: str
    missing: Words | None
    repeated: Words


_MENTIONS = (
    Mention(
        "PMT",
        "1",
        "recovery_fee",
        "l’indemnité forfaitaire pour frais de recouvrement",
        missing=Words(
            fr="Aucune note ne parle de l’indemnité forfaitaire pour frais de recouvrement : ajoutez une note (BG-1) "
            "de sujet {subject} qui porte cette mention.",
            en="No note speaks of the fixed recovery charge: add a note (BG-1) of subject {subject} with that mention.",
        ),
        repeated=Words(
            fr="{count} notes parlent de l’indemnité forfaitaire pour frais de recouvrement (sujet {subject}) : n’en "
            "gardez qu’une.",
            en="{count} notes speak of the fixed recovery charge (subject {subject}): keep one only.",
        ),
    ),
    Mention(
        "PMD",
        "2",
        "late_payment_penalty",
        "les pénalités de retard",
        missing=Words(
            fr="Aucune note ne parle des pénalités de retard : ajoutez une note (BG-1) de sujet {subject} qui porte "
            "cette mention.",
            en="No note speaks of late payment penalties: add a note (BG-1) of subject {subject} with that mention.",
        ),
        repeated=Words(
            fr="{count} notes parlent des pénalités de retard (sujet {subject}) : n’en gardez qu’une.",
            en="{count} notes speak of late payment penalties (subject {subject}): keep one only.",
        ),
    ),
    Mention(
        "AAB",
        "3",
        "early_payment_discount",
        "l’escompte ou l’absence d’escompte",
        missing=Words(
            fr="Aucune note ne dit s’il y a un escompte pour paiement anticipé : ajoutez une note (BG-1) de sujet "
            "{subject} qui le dit, même s’il n’y en a pas.",
            en="No note says whether there is an early payment discount: add a note (BG-1) of subject {subject} "
            "that says so, even if there is none.",
        ),
        repeated=Words(
            fr="{count} notes parlent de l’escompte ou de son absence (sujet {subject}) : n’en gardez qu’une.",
            en="{count} notes speak of early payment discount or its absence (subject {subject}): keep one only.",
        ),
    ),
    Mention(
        "TXD",
        "4",
        "tax_mention",
        "la fiscalité",
        missing=None,
        repeated=Words(
            fr="{count} notes portent la mention fiscale (sujet {subject}) : n’en gardez qu’une.",
            en="{count} notes carry the tax mention (subject {subject}): keep one only.",
        ),
    ),
)
"""A mention that nobody must carry is only counted."""


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


def _declare_absent(code: str, name: str, mention: Mention, missing: Words, is_ubl: bool) -> None:
    declare(
        code,
        name,
        _absent(mention.subject),
        fr=missing.fr,
        en=missing.en,
        explanation=f"Le code de commerce (article L. 441-9) veut sur la facture une mention sur {mention.about} ; la "
        f"réforme la lit dans la note de sujet {mention.subject}.",
        example=f"une facture sans note de sujet {mention.subject}.",
        syntaxes=UBL if is_ubl else CII,
    )


_SEVERAL = sign("a subject of several notes", lambda filing: any(max(one.subjects.values(), default=0) > 1
                                                                  for one in notes(filing)))  # fmt: skip


def _declare_repeated(code: str, name: str, mention: Mention, is_ubl: bool) -> None:
    declare(
        code,
        name,
        _repeated(mention.subject),
        watches=_SEVERAL,
        fr=mention.repeated.fr,
        en=mention.repeated.en,
        explanation="Deux mentions du même sujet pourraient se contredire : la réforme n’en admet qu’une.",
        example=f"deux notes de sujet {mention.subject}.",
        syntaxes=UBL if is_ubl else CII,
    )


def _declare_mentions() -> None:
    for mention in _MENTIONS:
        subject, rank, fault = mention.subject, mention.rank, mention.fault
        if missing := mention.missing:
            _declare_absent(f"BR-FR-05_BT-22_{subject}", f"{fault}_missing_in_notes", mention, missing, False)
            _declare_absent(f"BR-FR-05_BT-22-{rank}", f"{fault}_missing_in_ubl_notes", mention, missing, True)
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
