"""« Liste fiscale »: what was issued in a period, line by line, with its totals; to look at and to keep."""

from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from unisson.directory.spaces import Space
from unisson.invoices.lists import fiscal, listing
from unisson.invoices.lists.fiscal import Period
from unisson.kernel.clock import today
from unisson.web import criteria
from unisson.web.frame import chosen_structure
from unisson.web.rights import actor, in_space
from unisson.web.sheets import download

DAYS = ("du", "au")


@in_space(Space.ISSUED)
def fiscal_list(request: HttpRequest) -> HttpResponse:
    """The lines of the period, oldest first. The current year unless asked otherwise."""
    kept, structure = criteria.read(request.GET, DAYS), chosen_structure(request, Space.ISSUED)
    period = _period(kept, on=today())
    context = {
        "lines": fiscal.page(actor(request), period, structure=structure, after=request.GET.get("apres", "")),
        "totals": fiscal.totals(actor(request), period, structure=structure),
        "faults": criteria.faults(kept),
        "period": period,
        "query": _query(period),
        "usual": _usual(today(), chosen=period),
        "began": "apres" not in request.GET,
    }
    return render(request, "issued/fiscal.html", context)


@in_space(Space.ISSUED)
def fiscal_file(request: HttpRequest) -> HttpResponseBase:
    """The whole list of the period as a file."""
    period = _period(criteria.read(request.GET, DAYS), on=today())
    found = fiscal.whole(actor(request), period, structure=chosen_structure(request, Space.ISSUED))
    name = f"liste-fiscale-{period.first.isoformat()}-{period.last.isoformat()}"
    rows, kind = listing.table(found, listing.FISCAL), request.GET.get("fichier", "csv")
    return download(rows, name=name, kind=kind, sheet=_("Factures"))


def _period(kept: QueryDict, *, on: date) -> Period:
    asked = criteria.days(kept, *DAYS)
    low, high = (day if isinstance(day, date) else None for day in (asked.low, asked.high))
    year = (low or high or on).year
    first, last = low or date(year, 1, 1), high or date(year, 12, 31)
    return Period(first=min(first, last), last=max(first, last))


def _query(period: Period) -> str:
    return urlencode({"du": period.first.isoformat(), "au": period.last.isoformat()})


def _usual(on: date, *, chosen: Period) -> list[tuple[str, str, bool]]:
    """The periods that are asked most, each with its address and whether it is the one shown: years, then months."""
    years = [Period(first=date(year, 1, 1), last=date(year, 12, 31)) for year in (on.year, on.year - 1)]
    months = [_month(on), _month(date.fromordinal(on.replace(day=1).toordinal() - 1))]
    told = [(str(one.first.year), one) for one in years] + [(date_format(one.first, "F Y"), one) for one in months]
    return [(label, f"?{_query(one)}", one == chosen) for label, one in told]


def _month(day: date) -> Period:
    first = day.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Period(first=first, last=date.fromordinal(following.toordinal() - 1))
