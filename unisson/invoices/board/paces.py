"""How long each recipient took to pay in its last twelve months: a forecast asks it of thousands at once.

The tallies know it day by day. What they say is kept ready beside them, and marked when they change: whoever reads
finds what is ready, and counts the others. Where somebody counted who marks nothing, nothing is ready.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Exists, F, Q, Sum

from ..models import Counter, Pace, Tally
from ..status import Status
from . import bare
from .portrait import RECEIVED, Key
from .quantiles import Spread

_PAID = Tally.objects.filter(side=RECEIVED, what=Tally.What.STEP, of=Status.MISE_EN_PAIEMENT)


def spreads(recipients: Iterable[int], *, on: date) -> dict[int, Spread]:
    """Of each recipient that paid any, the days that its payments took."""
    asked, since = set(recipients), _since(on)
    marked = Counter.objects.filter(paced=F("serial") + F("filled"))
    ready = Pace.objects.filter(Exists(marked), structure__in=asked, since=since)
    found = {structure: Spread.read(text) for structure, text in bare.rows(ready.values_list("structure", "spread"))}
    return found | _counted(asked - found.keys(), since=since)


def mark(changed: Iterable[Key]) -> None:
    """What is kept of their recipients is told no more."""
    _mark({one.structure for one in changed if _is_payment(one)})


def mark_all() -> None:
    """The same of everybody that ever paid."""
    _mark(_PAID.order_by().values_list("structure", flat=True).distinct())


def renew(*, on: date, most: int) -> int:
    """Make ready up to `most` of those that are not; returns how many. For whoever holds the counter."""
    since = _since(on)
    # A sandbox's clock may have been ahead. Two ranges are two looks at the index; « other than » reads all.
    others = Q(since__lt=since) | Q(since__gt=since)
    stale = list(Pace.objects.filter(others).values_list("structure", flat=True)[:most])
    found = _counted(stale, since=since)
    _keep([Pace(structure_id=key, since=since, spread=str(found.get(key, Spread()))) for key in stale])
    return len(stale)


def _since(on: date) -> date:
    return date(on.year - 1, on.month, 1)


def _is_payment(key: Key) -> bool:
    return (key.side, key.what, key.of) == (RECEIVED, Tally.What.STEP, Status.MISE_EN_PAIEMENT)


def _mark(recipients: Iterable[int]) -> None:
    _keep([Pace(structure_id=key, since=date.min) for key in sorted(recipients)])


def _keep(rows: Collection[Pace]) -> None:
    written = ["since", "spread"]
    Pace.objects.bulk_create(rows, update_conflicts=True, unique_fields=["structure"], update_fields=written)


def _counted(recipients: Collection[int], *, since: date) -> dict[int, Spread]:
    theirs = _PAID.filter(structure__in=recipients, month__gte=since)
    rows = theirs.values_list("structure", "number").annotate(Sum("count"))
    days: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for structure, number, count in bare.rows(rows.order_by()):
        days[structure][number] = int(count)
    return {structure: Spread.of(those) for structure, those in days.items()}
