"""Each change of how somebody signs in is written down, and told to the address of the connection."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.notices import outbox

from .links import mark_of
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
    AccountAct.What.ADDITIONS_UNDONE: _("Ajouts défaits depuis le courriel qui les annonçait"),
    AccountAct.What.CLOSED: _("Compte fermé"),
    AccountAct.What.IDENTITY_BOUND: _("Connexion par un autre site permise"),
    AccountAct.What.IDENTITY_REMOVED: _("Connexion par un autre site retirée"),
    AccountAct.What.SESSIONS_ENDED: _("Sessions terminées"),
    AccountAct.What.DATA_CHANGED: _("Données personnelles changées"),
    AccountAct.What.PASSWORD_CHANGED: _("Mot de passe changé"),
}
"""What each act is called, in the history and in the letter."""
SHOWN = 20
What = AccountAct.What
ADDING = frozenset({What.APP_ADDED, What.KEY_ADDED, What.CODES_MADE, What.QUESTION_CHANGED, What.IDENTITY_BOUND})
"""What opens the account, or keeps its person out: the letter has a link that undoes it (`undoing`)."""
UNDONE_WITHIN = timedelta(days=7)
"""How long that link is good."""
_SALT = "unisson.accounts.undoing"


def note(
    user: User,
    what: AccountAct.What,
    *,
    at: datetime,
    detail: str = "",
    by_operator: bool = False,
    mailed: bool = True,
    means: Sequence[str] = (),
) -> None:
    """Write the act and queue its letter, unless another letter says it. Inside the transaction of the change.

    `means`: what else opens the account, for the letter to tell.
    """
    act = AccountAct.objects.create(user=user, by=None if by_operator else user, what=what, detail=detail[:300], at=at)
    if not mailed:
        return
    token = token_of(act) if what in ADDING else ""
    values = {"what": what.value, "detail": detail, "at": at.isoformat(), "token": token, "means": list(means)}
    letter = outbox.Draft(
        to=user.email, kind="account-changed", values=values, language=user.language, key=f"act-{act.pk}"
    )
    outbox.queue([letter], at=at)


def latest(user: User) -> list[AccountAct]:
    """The last acts about `user`, newest first."""
    return list(user.acts.all()[:SHOWN])


def token_of(act: AccountAct) -> str:
    """What the letter about `act` shows to undo it: only in the mailbox of that day."""
    return signing.dumps([act.pk, mark_of(act.user.email, salt=_SALT)], salt=_SALT)


def meant(token: str, *, at: datetime) -> AccountAct | None:
    """The act a letter told, while it may be undone: for some days, once, and as long as its mailbox is the one of the
    account."""
    try:
        pk, mark = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    found = AccountAct.objects.select_related("user").filter(pk=pk, at__gt=at - UNDONE_WITHIN, user__is_active=True)
    act = found.first()
    return None if act is None or mark_of(act.user.email, salt=_SALT) != mark or _undone_since(act) else act


def oldest_to_undo(user: User, *, at: datetime) -> str:
    """The token of the first addition that may still be undone, "" for none."""
    recent = user.acts.filter(what__in=ADDING, at__gt=at - UNDONE_WITHIN).order_by("pk")
    return next((token_of(act) for act in recent if not _undone_since(act)), "")


def _undone_since(act: AccountAct) -> bool:
    return AccountAct.objects.filter(user_id=act.user_id, what=What.ADDITIONS_UNDONE, pk__gt=act.pk).exists()
