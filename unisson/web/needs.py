"""What a recipient requires, in words for chips: pairs (words, must)."""

from django.utils.translation import gettext as _

from unisson.directory.needs import Needs


def needs_in_words(needs: Needs) -> list[tuple[str, bool]]:
    """« N° d’engagement exigé » and the like; one reassuring chip when nothing is required."""
    wanted = (
        (needs.service, _("Code service exigé")),
        (needs.commitment, _("N° d’engagement exigé")),
        (needs.either, _("Code service ou n° d’engagement exigé")),
    )
    return [(text, True) for is_needed, text in wanted if is_needed] or [(_("Ni service ni engagement exigés"), False)]
