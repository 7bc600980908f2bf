"""« Mes pièces jointes » in words: kinds, what may be picked for an invoice, what became of a file to keep."""

from collections.abc import Collection, Iterable, Sequence

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from unisson.files.library import Keeping
from unisson.files.models import Piece
from unisson.kernel.keys import keys
from unisson.web.controls import Option
from unisson.web.tags import filesize

PICKED = "piece"
"""The name of the boxes of « Ajouter depuis mes pièces jointes »."""
KINDS: dict[str, str | Promise] = {
    Piece.Kind.BANK: gettext_lazy("RIB"),
    Piece.Kind.COMPANY: gettext_lazy("Extrait Kbis"),
    Piece.Kind.VIGILANCE: gettext_lazy("Attestation de vigilance"),
    Piece.Kind.TAX: gettext_lazy("Attestation fiscale"),
    Piece.Kind.INSURANCE: gettext_lazy("Attestation d’assurance"),
    Piece.Kind.MANDATE: gettext_lazy("Pouvoir ou délégation"),
    Piece.Kind.CONTRACT: gettext_lazy("Contrat ou marché"),
    Piece.Kind.OTHER: gettext_lazy("Autre"),
}


_TOLD_APART = 3
"""Files of which each has its sentence."""


def shelf(held: Iterable[Piece], *, joined: Collection[str], picked: Collection[str] = ()) -> list[Option]:
    """What may be picked for an invoice that has the bytes `joined` already; `picked`: ticked before."""
    return [
        Option(
            value=str(piece.pk),
            label=piece.name,
            detail=f"{KINDS[piece.kind]}, {filesize(piece.file.size)}",
            chosen=str(piece.pk) in picked,
        )
        for piece in held
        if piece.file_id not in joined
    ]


def picked_in(request: HttpRequest) -> list[int]:
    """The keys of the ticked pieces; a box ticked twice counts once."""
    return list(dict.fromkeys(keys(request.POST.getlist(PICKED))))


def kept_in_words(done: Sequence[Keeping]) -> str:
    """What became of each file that was to be kept; the same of many is told once."""
    groups = [one for one in done if not one.known], [one for one in done if one.known]
    return " ".join(sentence for group in groups for sentence in _sentences(group))


def _sentences(group: Sequence[Keeping]) -> list[str]:
    """Of files of which all were known, or none."""
    count = len(group)
    if count <= _TOLD_APART:
        return [_told(one) for one in group]
    if group[0].known:
        words = ngettext(
            "%(count)s fichier était déjà dans vos pièces jointes.",
            "%(count)s fichiers étaient déjà dans vos pièces jointes.",
            count,
        )
    else:
        words = ngettext(
            "%(count)s fichier est dans vos pièces jointes.", "%(count)s fichiers sont dans vos pièces jointes.", count
        )
    return [words % {"count": count}]


def _told(one: Keeping) -> str:
    name = one.piece.name
    values = {"asked": one.asked, "name": name, "kind": KINDS[one.piece.kind]}
    if one.known and name == one.asked:
        return _("«\u00a0%(name)s\u00a0» était déjà dans vos pièces jointes.") % values
    if one.known:
        said = _("«\u00a0%(asked)s\u00a0» était déjà dans vos pièces jointes, sous le nom «\u00a0%(name)s\u00a0».")
        return said % values
    if name != one.asked:
        said = _(
            "Une autre pièce s’appelle «\u00a0%(asked)s\u00a0»\u00a0: celle-ci est gardée sous le nom"
            " «\u00a0%(name)s\u00a0», type «\u00a0%(kind)s\u00a0»."
        )
        return said % values
    return _("«\u00a0%(name)s\u00a0» est dans vos pièces jointes, type «\u00a0%(kind)s\u00a0».") % values
