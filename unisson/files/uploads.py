"""What a machine sends before it names it in an invoice: kept as pieces are, the latest thousand of each account.

A person chooses what stays among « Mes pièces jointes » and is told when there is no room. Software sends one file for
each invoice: the oldest make room, and an invoice that has one keeps it.
"""

from datetime import datetime

from django.db import transaction

from . import library
from .library import ToKeep
from .models import Piece

MOST = 1000


def add(owner: int, file: ToKeep, *, at: datetime) -> Piece:
    """The piece of those bytes, the one there was or a new one. NotFound for an account that was closed meanwhile."""
    with transaction.atomic():
        piece = library.keep_whatever(owner, file, at=at)
        newest = Piece.objects.filter(owner=owner).order_by("-pk").values_list("pk", flat=True)
        beyond = list(newest[MOST : MOST + 50])
        if beyond:
            Piece.objects.filter(owner=owner, pk__in=beyond).delete()
    return piece
