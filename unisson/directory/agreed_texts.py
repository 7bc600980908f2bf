"""What people agree to on the portal, word for word, each text with its version. A text that changes gets another one.

French is the text that is signed; catalogues translate it for the page only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


class Subject(StrEnum):
    """What is agreed to."""

    TERMS = "CONDITIONS"
    MANDATE = "MANDAT"


@dataclass(frozen=True, kw_only=True)
class Article:
    heading: str | Promise
    text: str | Promise


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text in force."""

    version: str
    title: str | Promise
    articles: Sequence[Article]

    def in_french(self) -> dict[str, object]:
        """As it is signed: `title` and `articles`, each with its `heading` and `text`."""
        with override("fr"):
            articles = [{"heading": str(one.heading), "text": str(one.text)} for one in self.articles]
            return {"title": str(self.title), "articles": articles}


IN_FORCE: Mapping[Subject, Text] = {
    Subject.TERMS: Text(
        version="2026-11",
        title=_("Conditions d’utilisation"),
        articles=(
            Article(
                heading=_("Ce que fait Unisson"),
                text=_(
                    "Il reçoit des factures, les vérifie, en délivre un certificat de dépôt, les met à disposition de "
                    "leur destinataire public et tient l’historique de ce que chacun en fait. Il ne paie pas et ne "
                    "juge pas du bien-fondé d’une facture."
                ),
            ),
            Article(
                heading=_("Ce que vous faites"),
                text=_(
                    "Vous déposez pour les structures qui vous ont rattaché, avec un compte personnel dont vous gardez "
                    "le mot de passe. Une facture envoyée ne se retire pas\u00a0: elle se suspend, se recycle ou se "
                    "rejette chez le destinataire."
                ),
            ),
        ),
    ),
    Subject.MANDATE: Text(
        version="2026-11",
        title=_("Mandat de facturation"),
        articles=(
            Article(
                heading=_("Ce que vous confiez"),
                text=_(
                    "Votre structure donne mandat à l’exploitant du portail d’établir, en son nom et pour son compte, "
                    "les factures et les avoirs que ses utilisateurs saisissent sur le portail (article 289, I, 2 du "
                    "code général des impôts). Les factures déposées en fichier n’en ont pas besoin."
                ),
            ),
            Article(
                heading=_("Ce qui reste à vous"),
                text=_(
                    "Votre structure reste seule tenue de ses obligations de facturation et de la TVA\u00a0: elle "
                    "vérifie ce qui est saisi avant de l’envoyer, garde un double de chaque facture, et signale sans "
                    "attendre celle qui ne serait pas exacte."
                ),
            ),
            Article(
                heading=_("Combien de temps"),
                text=_(
                    "Le mandat vaut jusqu’à ce qu’un gestionnaire de la structure y mette fin, quand il veut, sur la "
                    "page où il l’a signé. Les factures déjà envoyées restent valables."
                ),
            ),
        ),
    ),
}
