"""Who is let in: by the same two proofs as the compatible API and as often. Verifications are open to everybody."""

from django.http import HttpRequest

from unisson.accounts import pacing
from unisson.directory.callers import Caller
from unisson.kernel.sizes import KILO

from ..faults import turn_away
from ..gate import let_in_without_body
from . import bodies

LITTLE = 16 * KILO

VERIFICATIONS_PER_MINUTE = 30
"""Of one visitor: each reads the files of an invoice anew."""


def let_in(request: HttpRequest) -> Caller:
    """Who calls. TurnedAwayError 401, 403 or 429. The body is not read."""
    found = let_in_without_body(request)
    if not found.structure:
        raise turn_away(403, "CPP-API-09")
    return found


def let_in_with_little(request: HttpRequest) -> Caller:
    """`let_in` for what is told in a few words; the body is read. TurnedAwayError 413 for more."""
    found = let_in(request)
    request._body = bodies.whole(request, limit=LITTLE)
    return found


def let_visit(request: HttpRequest) -> str:
    """A visitor without a name, as on the page « Vérifier un certificat ». TurnedAwayError 429."""
    visitor = pacing.visitor(request)
    if pacing.counted(f"verifications-{visitor}", 1) > VERIFICATIONS_PER_MINUTE:
        headers = {"Retry-After": str(pacing.SPAN)}
        raise turn_away(429, "CPP-API-45", headers=headers, limit=VERIFICATIONS_PER_MINUTE, seconds=pacing.SPAN)
    return visitor
