"""« Données personnelles »: what a person may correct of their own."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from . import acts, contact
from .models import AccountAct, User

FIELDS = ("last_name", "first_name", "contact_email", "phone")
"""The address of the connection changes by another way (`address`): it opens the account."""


def correct(person: User, typed: Mapping[str, str], *, at: datetime) -> bool:
    """Write what is typed; whether it changed anything. Written down, and told to the address of the connection.
    Refusal CPP-COMPTE-27 after too many contact addresses in a day."""
    values = {name: typed[name].strip() for name in FIELDS}
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=person.pk)
        changed = [name for name in FIELDS if getattr(held, name) != values[name]]
        if not changed:
            contact.ask(held, at=at)  # the same address again: its link may be lost
            return False
        for name in changed:
            setattr(held, name, values[name])
        held.save(update_fields=changed)
        acts.note(held, AccountAct.What.DATA_CHANGED, at=at)
        if "contact_email" in changed:
            contact.ask(held, at=at)
    return True
