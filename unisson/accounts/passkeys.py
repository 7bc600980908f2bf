"""Passkeys (WebAuthn): a key that the browser keeps and that signs for this portal's address only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import webauthn
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from unisson.kernel.refusal import Refusal

from . import acts, factors
from .models import AccountAct, Factor, User


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where the browser stands: its keys are bound to the host's name, and each answer says the whole address."""

    host: str
    origin: str

    @property
    def may_hold_keys(self) -> bool:
        """Browsers keep keys for names, not for numbers like 127.0.0.1."""
        return not (self.host.replace(".", "").isdecimal() or ":" in self.host)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the browser is asked, as JSON, and the challenge that its answer must repeat once."""

    options: str
    challenge: str


def held(user: User) -> bool:
    """Whether `user` has a passkey."""
    return user.factors.filter(kind=Factor.Kind.KEY).exists()


def to_add(user: User, site: Site) -> Question:
    """Ask the browser to make a key; not one that has a key of this account already."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="Unisson",
        user_id=_handle(user),
        user_name=user.email,
        user_display_name=user.full_name,
        exclude_credentials=_known(user.factors.filter(kind=Factor.Kind.KEY)),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
    )
    return Question(options=options_to_json(options), challenge=bytes_to_base64url(options.challenge))


def add(user: User, answer: str, *, challenge: str, site: Site, name: str, at: datetime) -> list[str]:
    """Keep the key the browser made; the recovery codes of who had no second factor. The password was asked before.

    Refusal CPP-COMPTE-11 when the answer is none to the question, -08 when it was added already, as `factors.room`.
    """
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except _BAD as error:
        raise Refusal("CPP-COMPTE-11") from error
    try:
        with transaction.atomic():
            first = factors.room(user)
            Factor.objects.create(
                user=user,
                kind=Factor.Kind.KEY,
                name=name,
                handle=bytes_to_base64url(made.credential_id),
                secret=bytes_to_base64url(made.credential_public_key),
                counter=made.sign_count,
                added_at=at,
            )
            acts.note(user, AccountAct.What.KEY_ADDED, at=at, detail=name)
    except IntegrityError as error:
        raise Refusal("CPP-COMPTE-08") from error
    return factors.first_codes(user, first=first, at=at)


def to_sign_in(user: User | None, site: Site) -> Question:
    """Ask for a key of `user`; with None, for any key of this portal, whose owner the browser must recognise."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        allow_credentials=_known(user.factors.filter(kind=Factor.Kind.KEY)) if user else [],
        user_verification=UserVerificationRequirement.PREFERRED if user else UserVerificationRequirement.REQUIRED,
    )
    return Question(options=options_to_json(options), challenge=bytes_to_base64url(options.challenge))


def owner(answer: str, *, challenge: str, site: Site, at: datetime, alone: bool) -> User | None:
    """Whose key signed the challenge, if one did. `alone`: without a password, the browser must have recognised its
    owner (a finger, a face, a code)."""
    try:
        told = webauthn.helpers.parse_authentication_credential_json(answer)
        found = Factor.objects.filter(kind=Factor.Kind.KEY, handle=bytes_to_base64url(told.raw_id))
        key = found.select_related("user").filter(user__is_active=True).first()
        if key is None:
            return None
        signed = webauthn.verify_authentication_response(
            credential=told,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(key.secret),
            credential_current_sign_count=key.counter,
            require_user_verification=alone,
        )
    except _BAD:
        return None
    Factor.objects.filter(pk=key.pk).update(counter=signed.new_sign_count, used_at=at)
    return key.user


_BAD = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError)
"""An answer comes from anywhere, in any shape: the library is not always the first to notice."""


def _handle(user: User) -> bytes:
    """The account as the key knows it: always the same, and says nothing of the person."""
    return salted_hmac("unisson.passkeys", str(user.pk), algorithm="sha256").digest()


def _known(keys: Iterable[Factor]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.handle)) for key in keys]
