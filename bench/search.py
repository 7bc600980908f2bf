"""« Rechercher » as one asks it, of either side, and a large export."""

import os
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from django.db import connections
from django.test import Client
from django.urls import reverse

from bench import Ratio, stock
from bench.ground import p95, times
from tests.invoices.builders import AT, a_person, grant
from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.spaces import Space
from unisson.invoices.exports import asking, work
from unisson.invoices.exports.request import Wish
from unisson.invoices.lists import search, sorting
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.lists.sorting import Sort
from unisson.invoices.models import Export
from unisson.kernel.clock import now

MEANWHILE = 2.0
"""What the portal promises: p95 of a page while an export runs in p95 of it alone."""
ROWS = 100_000
_ORDERS = ("", "tri=date", "tri=-ttc", "tri=numero")
_ASKED = {
    "one status": "statut=SERVICE_FAIT",
    "a whole number": "q=FA-0004000",
    "a part of a number": "q=004000",
    "a counterpart": "q=montlac",
    "words of a comment": "q=toiture gymnase",
    "nothing": "q=rien-de-tel",
    "a month": "du=2026-09-01&au=2026-09-30",
    "amounts": "ttc_min=1000&ttc_max=1100",
}


def people(known: stock.Parties) -> tuple[User, User]:
    """Who sends most, and who receives most."""
    supplier, recipient = stock.biggest(known)
    sends, receives = a_person("sends@example.org"), a_person("receives@example.org")
    for person, structure, space in ((sends, supplier, Space.ISSUED), (receives, recipient, Space.RECEIVED)):
        if not person.memberships.filter(structure=structure).exists():
            grant(person, structure, space)
    return sends, receives


def pages(sends: User, receives: User) -> Mapping[str, Callable[[], object]]:
    """What each of them may ask."""
    found: dict[str, Callable[[], object]] = {}
    for side, person, space in (("sent", sends, Space.ISSUED), ("received", receives, Space.RECEIVED)):
        client = Client()
        client.force_login(person)
        url = reverse(f"{'issued' if side == 'sent' else 'received'}:search")
        for order in _ORDERS:
            found[f"{side}, {order or 'first page'}"] = partial(client.get, f"{url}?{order}")
            found[f"{side}, {order or 'usual'} at 90 %"] = partial(
                client.get, f"{url}?{order}&{_deep(person, space, order)}"
            )
        for label, query in _ASKED.items():
            found[f"{side}, {label}"] = partial(client.get, f"{url}?{query}")
    return found


def _deep(person: User, space: Space, order: str) -> str:
    """The place after which a tenth of the list is left."""
    sort = Sort.read(order.removeprefix("tri="))
    found = search.answering(person, Asked(), space)
    by = {"depot": "deposited_at", "date": "issue_date", "ttc": "gross_total", "numero": "number_key"}
    column = by.get(sort.column, "status_since")
    signs = ("-", "-") if sort.descending else ("", "")
    lines = found.order_by(f"{signs[0]}{column}", f"{signs[1]}pk").select_related("supplier", "recipient")
    line = lines[int(found.count() * 0.9)]
    return f"apres={sorting.place_of(line, sort, space)}".replace("+", "%2B")


def exporting(known: stock.Parties, receives: User, name: str) -> Iterator[Ratio]:
    """Its memory, then another's page while it runs."""
    reader = a_person("exports@example.org")
    for structure in Structure.objects.filter(pk__in=known.recipients[:12]):
        grant(reader, structure, Space.RECEIVED)
    for rows in (ROWS // 10, ROWS):
        began = time.perf_counter()
        peak, done = _peak(reader, rows)
        print(
            f"{name}: a table of {done:,} rows in {time.perf_counter() - began:.0f} s (traced), {peak:.1f} MB at most"
        )
    client = Client()
    client.force_login(receives)
    page = partial(client.get, reverse("received:summary"))
    alone = p95(times(page, 100))
    child = _apart(reader)
    meanwhile = p95(times(page, 100))
    os.waitpid(child, 0)
    what = f"« Synthèse » while {ROWS:,} rows are exported, {name}"
    yield Ratio(what=what, ours=meanwhile, rival="the same alone", theirs=alone, most=MEANWHILE)


def _peak(reader: User, rows: int) -> tuple[float, int]:
    """Megabytes of Python's own that an export of about so many rows takes, and how many it wrote."""
    export = asking.ask(reader, _wish(), Export.Kind.CSV, Space.RECEIVED, structure=None, at=AT)
    tracemalloc.start()
    while work.make_pending(clock=now) and export.done < rows:
        export.refresh_from_db()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    Export.objects.filter(pk=export.pk).delete()
    return peak, export.done


def _wish() -> Wish:
    return Wish(sort=Sort.read("-depot"))


def _apart(reader: User) -> int:
    """An export in a process of its own, as the worker makes it."""
    asking.ask(reader, _wish(), Export.Kind.CSV, Space.RECEIVED, structure=None, at=AT)
    connections.close_all()
    child = os.fork()
    if child == 0:
        export = Export.objects.get()
        while work.make_pending(clock=now) and export.done < ROWS:
            export.refresh_from_db()
        os._exit(0)
    return child
