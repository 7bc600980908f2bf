"""Each change of how somebody signs in is written down, and told to the address of the connection."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.notices import outbox

from .models import AccountAct, User

SAID: dict[str, str | Promise] = {
    AccountAct.What.APP_ADDED: _("Application d’authentification ajoutée"),
    AccountAct.What.KEY_ADDED: _("Clé d’accès ajoutée"),
    AccountAct.What.FACTOR_REMOVED: _("Moyen du second facteur retiré"),
    AccountAct.What.FACTORS_CLEARED: _("Second facteur retiré par l’exploitant du portail"),
    AccountAct.What.CODES_MADE: _("Nouveaux codes de secours"),
    AccountAct.What.CODE_USED: _("Code de secours utilisé"),
    AccountAct.What.QUESTION_CHANGED: _("Question secrète changée"),
    AccountAct.What.QUESTION_CLEARED: _("Question secrète retirée par l’exploitant du portail"),
    AccountAct.What.ADDRESS_ASKED: _("Changement d’adresse demandé"),
    AccountAct.What.ADDRESS_CHANGED: _("Adresse de connexion changée"),
    AccountAct.What.ADDRESS_RESTORED: _("Ancienne adresse rétablie"),
    AccountAct.What.CLOSED: _("Compte fermé"),
    AccountAct.What.IDENTITY_BOUND: _("Connexion par un autre site permise"),
    AccountAct.What.IDENTITY_REMOVED: _("Connexion par un autre site retirée"),
    AccountAct.What.SESSIONS_ENDED: _("Sessions terminées"),
    AccountAct.What.DATA_CHANGED: _("Données personnelles changées"),
    AccountAct.What.PASSWORD_CHANGED: _("Mot de passe changé"),
}
"""What each act is called, in the history and in the letter."""
SHOWN = 20


def note(
    user: User,
    what: AccountAct.What,
    *,
    at: datetime,
    detail: str = "",
    by_operator: bool = False,
    mailed: bool = True,
) -> None:
    """Write the act and queue its letter, unless another letter says it. Inside the transaction of the change."""
    act = AccountAct.objects.create(user=user, by=None if by_operator else user, what=what, detail=detail[:300], at=at)
    if not mailed:
        return
    values = {"what": what.value, "detail": detail, "at": at.isoformat()}
    letter = outbox.Draft(
        to=user.email, kind="account-changed", values=values, language=user.language, key=f"act-{act.pk}"
    )
    outbox.queue([letter], at=at)


def latest(user: User) -> list[AccountAct]:
    """The last acts about `user`, newest first."""
    return list(user.acts.all()[:SHOWN])
