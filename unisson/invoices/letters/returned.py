"""The e-mail about an invoice that came back: what was said, and in three steps what to do (domain-rules §5.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.notices.letters import Letter

from .. import motives
from ..status import Status
from .facts import amount_due, issued_page, sent_facts

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class _Back:
    """One way back, in words."""

    tone: str
    title: Words
    subject: Words
    preview: Words
    paragraph: Words
    steps: tuple[Words, Words, Words]
    button: Words
    since: Words
    foot: Words


_RECYCLE = _Back(
    tone="warn",
    title=gettext_lazy("Votre facture n° %(number)s est à recycler"),
    subject=gettext_lazy("Facture n° %(number)s à recycler : %(motive)s"),
    preview=gettext_lazy("Corrigez le destinataire, le service ou l’engagement : elle repart sous le même numéro."),
    paragraph=gettext_lazy(
        "%(recipient)s vous rend votre facture de %(amount)s : le destinataire, le service ou l’engagement est erroné."
        " Elle n’est pas rejetée et garde son numéro."
    ),
    steps=(
        gettext_lazy("Ouvrez la facture et choisissez « Recycler »."),
        gettext_lazy("Corrigez le SIRET, le code service ou le numéro d’engagement. Le reste ne change pas."),
        gettext_lazy("Renvoyez-la : le certificat de dépôt reste valable."),
    ),
    button=gettext_lazy("Recycler la facture"),
    since=gettext_lazy("À recycler depuis le"),
    foot=gettext_lazy("Cette demande est aussi dans votre espace Factures émises, onglet Synthèse."),
)
_SUSPEND = _Back(
    tone="warn",
    title=gettext_lazy("Votre facture n° %(number)s attend une pièce"),
    subject=gettext_lazy("Facture n° %(number)s suspendue : %(motive)s"),
    preview=gettext_lazy("%(recipient)s attend votre réponse."),
    paragraph=gettext_lazy("%(recipient)s a suspendu votre facture de %(amount)s. Elle n’est pas rejetée."),
    steps=(
        gettext_lazy("Ouvrez la facture et ajoutez la pièce demandée."),
        gettext_lazy("Choisissez « Compléter ». Le montant et le numéro ne changent pas."),
        gettext_lazy("Le destinataire est prévenu aussitôt."),
    ),
    button=gettext_lazy("Compléter la facture"),
    since=gettext_lazy("Suspendue le"),
    foot=gettext_lazy("Cette demande est aussi dans votre espace Factures émises, onglet Synthèse."),
)
_STOPPED = (
    gettext_lazy(
        "%(recipient)s a suspendu votre facture de %(amount)s. Elle n’est pas rejetée : le délai de paiement est arrêté"
        " jusqu’à votre réponse."
    ),
    gettext_lazy("Un nouveau délai de 30 jours au moins s’ouvre aussitôt."),
)
"""The sentence and the last step of a suspension that stops the payment period (domain-rules §5.6): the first one."""
_EXPLAIN: tuple[Words, Words] = (
    gettext_lazy("Votre facture n° %(number)s est suspendue"),
    gettext_lazy("Ouvrez la facture et répondez par un commentaire, avec une pièce si elle est utile."),
)
"""The title and the first step where no document is missing."""
_DOCUMENTS = frozenset({"JUSTIF_ABS", "LIVR_ABS", "COORD_BANC_ERR"})
"""Motifs of a suspension that ask for a document."""
_REJECT = _Back(
    tone="bad",
    title=gettext_lazy("Votre facture n° %(number)s est rejetée"),
    subject=gettext_lazy("Facture n° %(number)s rejetée : %(motive)s"),
    preview=gettext_lazy("Elle ne sera pas payée sous ce numéro. Voici quoi faire."),
    paragraph=gettext_lazy(
        "%(recipient)s ne paiera pas cette facture de %(amount)s. Pour être payé, il faut en déposer une nouvelle, sous"
        " un autre numéro."
    ),
    steps=(
        gettext_lazy("Corrigez ce que le motif signale."),
        gettext_lazy("Déposez la facture corrigée sous un nouveau numéro."),
        gettext_lazy("Acquittez le rejet : il ne vous sera plus rappelé."),
    ),
    button=gettext_lazy("Lire le motif et refaire"),
    since=gettext_lazy("Rejetée le"),
    foot=gettext_lazy("Vous pouvez aussi contester le rejet ou poser une question depuis la facture."),
)
_NOT_AGAIN: tuple[Words, tuple[Words, Words, Words], Words] = (
    gettext_lazy("%(recipient)s ne paiera pas cette facture de %(amount)s."),
    (
        gettext_lazy("Lisez le motif et vérifiez-le dans vos comptes."),
        gettext_lazy("Ne la déposez pas de nouveau, sauf si le motif est faux : contestez-le alors depuis la facture."),
        gettext_lazy("Acquittez le rejet : il ne vous sera plus rappelé."),
    ),
    gettext_lazy("Lire le motif"),
)
"""The sentence, the steps and the button where a new invoice would be rejected as well."""
_DONE_WITH = frozenset({"DOUBLON", "DOUBLE_FACT", "TRANSAC_INC", "CONTRAT_TERM", "EMMET_INC"})
"""Motifs of a rejection that no correction of the invoice mends."""
_BACK = {Status.A_RECYCLER: _RECYCLE, Status.SUSPENDUE: _SUSPEND, Status.REJETEE: _REJECT}


def came_back(values: Mapping[str, Any], status: Status) -> Letter:
    """To the supplier, of an invoice in one of the three returns."""
    back, reason = _BACK[status], values.get("reason", "")
    told = {**values, "amount": amount_due(values), "motive": inside(motives.label(reason)) or str(status.label)}
    title, paragraph, steps, button = _case(back, status, reason=reason, stopped=bool(values.get("stopped")))
    quote, quoted = _words(values, motive=motives.label(reason))
    return Letter(
        title=str(title) % told,
        subject=str(back.subject) % told,
        preview=str(back.preview) % told,
        state=str(status.label),
        tone=back.tone,
        paragraphs=(str(paragraph) % told,),
        strong=told["amount"],
        quote=quote,
        quoted=quoted,
        steps=tuple(str(step) for step in steps),
        button=(str(button), issued_page(values)),
        facts=sent_facts(values, since=str(back.since)),
        foot=str(back.foot),
    )


def _case(
    back: _Back, status: Status, *, reason: str, stopped: bool
) -> tuple[Words, Words, tuple[Words, Words, Words], Words]:
    """Title, sentence, steps and button, as the motif wants them."""
    if status is Status.REJETEE and reason in _DONE_WITH:
        paragraph, steps, button = _NOT_AGAIN
        return back.title, paragraph, steps, button
    if status is not Status.SUSPENDUE:
        return back.title, back.paragraph, back.steps, back.button
    title, first = (back.title, back.steps[0]) if reason in _DOCUMENTS else _EXPLAIN
    paragraph, last = _STOPPED if stopped else (back.paragraph, back.steps[2])
    return title, paragraph, (first, back.steps[1], last), back.button


def _words(values: Mapping[str, Any], *, motive: str) -> tuple[str, str]:
    """What the recipient said, and who said it, for which motif."""
    comment = values.get("comment", "")
    who = ", ".join(filter(None, (values.get("who"), values.get("service"))))
    for_motive = _("Motif : %(motive)s.") % {"motive": inside(motive)} if motive else ""
    signature = " ".join(filter(None, (f"{who}." if who else "", for_motive)))
    return (_("« %(words)s »") % {"words": comment}, signature) if comment else (signature, "")


def inside(label: str) -> str:
    """A label within a sentence: its first letter small, unless it is an abbreviation."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
