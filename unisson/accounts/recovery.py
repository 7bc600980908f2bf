"""The codes of a lost phone: ten, each good for one use, shown once and kept hashed as passwords are."""

import re
import secrets
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from . import acts
from .models import AccountAct, RecoveryCode, User

COUNT = 10
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 signs that nobody takes for another: ten of them are 50 bits."""
_LONG = 10
_SHAPE = re.compile(rf"(\d)([{_LETTERS}]{{{_LONG}}})")


def renew(user: User, *, at: datetime) -> list[str]:
    """Ten new codes, to be shown now or never; the former ones end."""
    parts = ["".join(secrets.choice(_LETTERS) for _ in range(_LONG)) for _ in range(COUNT)]
    rows = [RecoveryCode(user=user, number=number, digest=make_password(part)) for number, part in enumerate(parts)]
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        user.recovery_codes.all().delete()
        RecoveryCode.objects.bulk_create(rows)
        acts.note(user, AccountAct.What.CODES_MADE, at=at)
    return [f"{number}-{part[:5]}-{part[5:]}" for number, part in enumerate(parts)]


def left(user: User) -> int:
    """How many codes can still be used."""
    return user.recovery_codes.filter(used_at=None).count()


def is_one(typed: str) -> bool:
    """Whether it is written as a recovery code is."""
    return _SHAPE.fullmatch(_tidy(typed)) is not None


def spend(user: User, typed: str, *, at: datetime) -> bool:
    """Whether it is a code of `user` that was not used; from now on it is. One hash is computed whatever is typed."""
    shape = _SHAPE.fullmatch(_tidy(typed))
    if shape is None:
        return False
    row = user.recovery_codes.filter(number=int(shape[1]), used_at=None).first()
    if not check_password(shape[2], row.digest if row else make_password(None)) or row is None:
        return False
    if not RecoveryCode.objects.filter(pk=row.pk, used_at=None).update(used_at=at):
        return False
    acts.note(user, AccountAct.What.CODE_USED, at=at, detail=str(left(user)))
    return True


def _tidy(typed: str) -> str:
    return re.sub(r"[\s\u2010-\u2015-]", "", typed).upper()
