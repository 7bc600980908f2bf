"""Who runs the portal: appointed by command, on the machine, since nobody is there yet to do it on a page."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from unisson.kernel.refusal import Refusal

from . import factors, question, reset
from .models import User


def appoint(address: str, *, first_name: str, last_name: str) -> str:
    """Make whoever has `address` an operator, with a new account if need be; the link to choose a password.

    Said again, it changes nothing but gives another link. Refusal CPP-COMPTE-05 for what is no address.
    """
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refusal("CPP-COMPTE-05", address=address) from error
    with transaction.atomic():
        user = User.objects.filter(email=address).first()
        if user is None:
            # Without a password nobody signs in: the link gives one.
            user = User.objects.create_user(address, first_name=first_name, last_name=last_name)
        user.is_operator, user.is_active = True, True
        user.save(update_fields=["is_operator", "is_active"])
    return reset.link_to(user)


def clear_second_factor(address: str, *, at: datetime) -> int:
    """Take the second factor away from who lost every means of it, once their identity was checked by other ways.

    Traced, and told to the address. How many means went; Refusal CPP-COMPTE-14 when nobody has the address.
    """
    return factors.clear(_open(address), at=at)


def clear_secret_question(address: str, *, at: datetime) -> bool:
    """Take the secret question away from who forgot the answer: the link of the letter is enough again.

    Traced and told likewise. Whether there was one; refusal as `clear_second_factor`.
    """
    return question.clear(_open(address), at=at)


def _open(address: str) -> User:
    user = User.objects.filter(email=address.strip().lower(), is_active=True).first()
    if user is None:
        raise Refusal("CPP-COMPTE-14", address=address)
    return user
