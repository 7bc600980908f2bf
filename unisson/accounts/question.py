"""The secret question (seeds, chapter III step 6): it is asked before a forgotten password is replaced by the link.

It adds to the link and never stands alone: what a relative may know opens nothing without the mailbox.
"""

import re
import unicodedata
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.kernel.refusal import Refusal

from . import acts, signin
from .models import AccountAct, SecretQuestion, User

QUESTIONS: dict[str, str | Promise] = {
    "ANIMAL": _("Quel était le nom de votre premier animal ?"),
    "ENSEIGNANT": _("Quel était le nom de l’enseignant qui vous a le plus marqué ?"),
    "RUE": _("Dans quelle rue habitiez-vous à dix ans ?"),
    "LIVRE": _("Quel livre vous a donné le goût de lire ?"),
    "RENCONTRE": _("Dans quelle ville vos parents se sont-ils rencontrés ?"),
    "AMI": _("Quel était le surnom de votre meilleur ami d’enfance ?"),
}
"""Codes and words: an answer is hashed, so a question is never reworded into another."""
SHORTEST = 3
"""Letters and digits of an answer."""


def choose(user: User, question: str, answer: str, *, at: datetime, told: bool = True) -> None:
    """Keep the question and the answer, in the place of the former ones; `told`: written down and mailed.

    Refusal CPP-COMPTE-15 for an answer that is too short.
    """
    digest = make_password(judged(answer))
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        _keep_former(user, at=at)
        SecretQuestion.objects.update_or_create(
            user=user, defaults={"question": question, "digest": digest, "chosen_at": at}
        )
        if told:
            acts.note(user, AccountAct.What.QUESTION_CHANGED, at=at)


def judged(answer: str) -> str:
    """An answer as it is compared: without capitals, accents, spaces and signs. Refusal CPP-COMPTE-15 if too short."""
    plain = unicodedata.normalize("NFKD", answer).casefold()
    told = re.sub(r"[\W_]", "", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    if len(told) < SHORTEST:
        raise Refusal("CPP-COMPTE-15", field="answer", least=SHORTEST)
    return told


def asked(user: User) -> str | Promise:
    """The question of `user` in words; "" for who chose none."""
    row = SecretQuestion.objects.filter(user=user).first()
    return QUESTIONS.get(row.question, "") if row else ""


def check(user: User, answer: str, *, at: datetime) -> None:
    """Refusal CPP-COMPTE-16 for a wrong answer, -17 for an hour after five. Counted apart from the password: whoever
    does not know the answer locks nobody's sign-in, and who is locked out there can answer here."""
    row = SecretQuestion.objects.get(user=user)
    try:
        told = judged(answer)
    except Refusal:
        told = ""  # too short to be one, and counted as wrong
    signin.attempt(
        f"secret question {user.pk}",
        lambda: check_password(told, row.digest),
        code="CPP-COMPTE-16",
        locked="CPP-COMPTE-17",
        field="answer",
        at=at,
    )


def changed(user: User, *, since: datetime) -> bool:
    """Whether the question is of then or later."""
    return SecretQuestion.objects.filter(user=user, chosen_at__gte=since).exists()


def restore(user: User, *, since: datetime) -> None:
    """The question that stood just before `since` is the one again; none if there was none."""
    if not changed(user, since=since):
        return
    later = user.former_questions.filter(replaced_at__gte=since)
    stood = later.exclude(chosen_at__gte=since).order_by("replaced_at", "pk").first()
    SecretQuestion.objects.filter(user=user).delete()
    if stood is not None:
        SecretQuestion.objects.create(
            user=user, question=stood.question, digest=stood.digest, chosen_at=stood.chosen_at
        )
    later.delete()


def forget(user: User) -> int:
    """The question and those before it; how many rows."""
    user.former_questions.all().delete()
    return SecretQuestion.objects.filter(user=user).delete()[0]


def _keep_former(user: User, *, at: datetime) -> None:
    """The question that goes, as long as its replacement may be undone."""
    user.former_questions.filter(replaced_at__lte=at - acts.UNDONE_WITHIN).delete()
    for row in SecretQuestion.objects.filter(user=user):
        user.former_questions.create(question=row.question, digest=row.digest, chosen_at=row.chosen_at, replaced_at=at)


def clear(user: User, *, at: datetime) -> bool:
    """The operator takes the question away from who forgot the answer; whether there was one."""
    with transaction.atomic():
        count = forget(user)
        if count:
            acts.note(user, AccountAct.What.QUESTION_CLEARED, at=at, by_operator=True)
    return bool(count)
