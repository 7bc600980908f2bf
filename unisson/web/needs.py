"""What a recipient requires, in words for chips: the same for the public directory, the pickers and the form."""

from django.utils.translation import gettext as _

from unisson.directory.needs import Needs

Need = tuple[str, bool]
"""Words of a chip, and whether it is an obligation."""


def needs_in_words(needs: Needs, *, works_only: bool = False) -> list[Need]:
    """« N° d’engagement exigé » and the like; one reassuring chip when nothing is required.

    `works_only`: the recipient takes works invoices only, which no other invoice can meet.
    """
    wanted = (
        (needs.either, _("Code service ou n° d’engagement exigé")),
        (needs.service, _("Code service exigé")),
        (needs.commitment, _("N° d’engagement exigé")),
        (works_only, _("Factures de travaux uniquement")),
    )
    return [(text, True) for is_needed, text in wanted if is_needed] or [(_("Ni service ni engagement exigés"), False)]
