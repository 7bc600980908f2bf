"""Codes of an authenticator application: six digits that change each half minute (RFC 6238)."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

import pyotp
from django.db import IntegrityError, transaction

from unisson.kernel.clock import machine_time
from unisson.kernel.refusal import Refusal

from . import acts, factors, vault
from .models import AccountAct, Factor, User

STEP = 30
DRIFT = 1
"""Steps that the clock of a telephone may be early or late."""
_ISSUER = "Unisson"
_PROPOSED = "proposed application"
_KEPT = "authenticator application"
_PATIENCE = 30 * 60
"""Seconds between the page with the drawing and its answer."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A new secret: as its drawing says it, as one types it, and sealed, for the form that brings it back."""

    uri: str
    secret: str
    sealed: str

    @property
    def readable(self) -> str:
        return " ".join(re.findall(".{1,4}", self.secret))


def propose(user: User) -> Proposal:
    """A new secret. Nothing is kept until a code of it was typed."""
    return _proposal(user, pyotp.random_base32())


def again(user: User, sealed: str) -> Proposal | None:
    """The secret of the form that came back with a mistake; None when it is too old or of somebody else."""
    whose, _, secret = (vault.unseal(sealed, purpose=_PROPOSED, within=_PATIENCE) or "").partition(" ")
    return _proposal(user, secret) if secret and whose == str(user.pk) else None


def add(user: User, proposal: Proposal, code: str, *, name: str, at: datetime) -> list[str]:
    """Keep the application whose `code` was typed; the recovery codes of who had no second factor.

    The password was asked before. Refusal CPP-COMPTE-07 when it is no code of it, -08 when it was added already, and
    as `factors.room`.
    """
    step = _step(proposal.secret, code, at=at)
    if step is None:
        raise Refusal("CPP-COMPTE-07", field="code")
    try:
        with transaction.atomic():
            first = factors.room(user)
            Factor.objects.create(
                user=user,
                kind=Factor.Kind.APP,
                name=name,
                handle=hashlib.sha256(proposal.secret.encode()).hexdigest(),
                secret=vault.seal(proposal.secret, purpose=_KEPT),
                counter=step,
                added_at=at,
            )
            acts.note(user, AccountAct.What.APP_ADDED, at=at, detail=name)
    except IntegrityError as error:
        raise Refusal("CPP-COMPTE-08") from error
    return factors.first_codes(user, first=first, at=at)


def accepts(user: User, code: str, *, at: datetime) -> bool:
    """Whether `code` is what one of the applications shows now. The same step of one application is taken once."""
    for factor in user.factors.filter(kind=Factor.Kind.APP):
        secret = vault.unseal(factor.secret, purpose=_KEPT)
        step = _step(secret, code, at=at) if secret else None
        unspent = Factor.objects.filter(pk=factor.pk, counter__lt=step) if step is not None else None
        # Sealed anew: a secret key that was replaced is no longer needed for this telephone.
        sealed = vault.seal(secret or "", purpose=_KEPT)
        if unspent is not None and unspent.update(counter=step, used_at=at, secret=sealed):
            return True
    return False


def _proposal(user: User, secret: str) -> Proposal:
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=_ISSUER)
    return Proposal(uri=uri, secret=secret, sealed=vault.seal(f"{user.pk} {secret}", purpose=_PROPOSED))


def _step(secret: str, code: str, *, at: datetime) -> int | None:
    """The step of time whose code this is, among those near."""
    code = re.sub(r"\s", "", code)
    if re.fullmatch(r"[0-9]{6}", code) is None:
        return None
    now, clock = int(machine_time(at).timestamp()) // STEP, pyotp.TOTP(secret)
    near = range(now - DRIFT, now + DRIFT + 1)
    return next((step for step in near if pyotp.utils.strings_equal(clock.generate_otp(step), code)), None)
