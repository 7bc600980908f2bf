"""What stands around every page: the person, their spaces, the tabs of the current one, the structure in use."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.accounts.models import User
from unisson.directory import attention
from unisson.directory.models import Service, Structure
from unisson.directory.rights import managed, scope, spaces, structures
from unisson.directory.spaces import Space
from unisson.invoices.access import Right
from unisson.invoices.lists import search
from unisson.kernel.clock import now
from unisson.kernel.ports import ports
from unisson.notices.language import reader_language

from .counted import pill
from .rights import Declared, actor, declared_of

CHOICES = 200
"""Services in a list of choices; more would only weigh on the page."""
OUTSIDE = 6
"""Spaces shown outside « Plus » (ui README, `header`)."""


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One entry of the bar of spaces or of the tabs. `coming`: « à venir », cannot be opened."""

    label: str | Promise
    url: str | None = None
    current: bool = False
    count: str = ""
    coming: bool = False


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The data of header, tabs and footer."""

    person: str = ""
    last_connection: datetime | None = None
    spaces: Sequence[Tab] = ()
    more: Sequence[Tab] = ()
    tabs: Sequence[Tab] = ()
    tabs_label: str | Promise = ""
    structure: str = ""
    structures: Sequence[tuple[str, str, bool]] = ()
    """Label, key and whether it is in use: posted to `choose-structure`."""
    help: str = ""
    language: str = "fr"
    demo: bool = False
    shifted: datetime | None = None
    """What a sandbox says the time is, while its clock is ahead."""
    operator: str = ""
    footer: Sequence[tuple[str, str]] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Espace:
    """One built space on the web: its routes' namespace, first page and tabs (domain-rules §1.3)."""

    space: Space
    namespace: str
    tabs: tuple[tuple[str | Promise, str], ...]
    """(label, route name); an empty route is a tab to come."""
    right: Right | None = None
    """What is read there: its invoices that wait are counted beside its name."""
    managed: bool = False
    """Whether some of its pages are for who manages a structure, with the space there or without."""

    @property
    def first(self) -> str:
        """The route where its name leads: a tab to come has none."""
        return next(route for _label, route in self.tabs if route)


ESPACES = (
    Espace(
        space=Space.ISSUED,
        namespace="issued",
        tabs=(
            (gettext_lazy("Synthèse"), "issued:summary"),
            (gettext_lazy("Rechercher"), "issued:search"),
            (gettext_lazy("Tableau de bord"), "issued:board"),
            (gettext_lazy("Saisir facture"), "issued:type"),
            (gettext_lazy("Dépôt factures"), "issued:deposit"),
            (gettext_lazy("Liste fiscale"), "issued:fiscal"),
            (gettext_lazy("Archives"), "issued:archive"),
        ),
        right=Right.READ_ISSUED,
    ),
    Espace(
        space=Space.RECEIVED,
        namespace="received",
        tabs=(
            (gettext_lazy("Synthèse"), "received:summary"),
            (gettext_lazy("Rechercher"), "received:search"),
            (gettext_lazy("Tableau de bord"), "received:board"),
            (gettext_lazy("Archives"), "received:archive"),
        ),
        right=Right.READ_RECEIVED,
    ),
    Espace(
        space=Space.CONNECTIONS,
        namespace="connections",
        tabs=(
            (gettext_lazy("Raccordements EDI"), ""),
            (gettext_lazy("Raccordements API"), "connections:list"),
            (gettext_lazy("Compte technique"), "connections:accounts"),
            (gettext_lazy("Webhooks"), "connections:webhooks"),
            (gettext_lazy("Derniers appels"), "connections:calls"),
            (gettext_lazy("Bac à sable"), "connections:sandbox"),
        ),
        managed=True,
    ),
    Espace(
        space=Space.FLOWS,
        namespace="flows",
        tabs=(
            (gettext_lazy("Accueil"), "flows:list"),
            (gettext_lazy("Recherche"), "flows:search"),
            (gettext_lazy("Tableau de bord"), "flows:board"),
            (gettext_lazy("Rejets EDI"), "flows:rejections"),
            (gettext_lazy("Déposer flux"), "flows:deposit"),
        ),
    ),
)
_BY_SPACE = {espace.space: espace for espace in ESPACES}
_BY_NAMESPACE = {espace.namespace: espace for espace in ESPACES}
_ORDER = (
    Space.VALIDATION,
    Space.WORKS,
    Space.ISSUED,
    Space.RECEIVED,
    Space.JUSTICE,
    Space.FUEL,
    Space.COMMITMENTS,
    Space.CONNECTIONS,
    Space.FLOWS,
    Space.TICKETS,
)
"""The order of the seed's bar (domain-rules §1.2)."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Lazy: a page that draws no header costs nothing."""
    return {"frame": SimpleLazyObject(lambda: build(request))}


def build(request: HttpRequest) -> Frame:
    """The frame of one request: seven queries at most for a person signed in."""
    common: dict[str, Any] = {
        "language": reader_language(),
        "demo": settings.DEMO,
        "shifted": now() if ports.ahead and ports.ahead() else None,
        "operator": settings.OPERATOR,
        "footer": _footer(),
        "help": reverse("help"),
    }
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return Frame(**common)
    person = actor(request)
    outside, more = _bar(request, person)
    espace = _current(request)
    return Frame(
        person=person.full_name,
        last_connection=person.previous_login,
        spaces=outside,
        more=more,
        **(_inside(request, person, espace) if espace and _is_inside(person, espace) else {}),
        **common,
    )


def chosen_structure(request: HttpRequest, space: Space) -> Structure | None:
    """The structure in use, among those where the person has the space: the one chosen, or the only one. None for
    « Toutes mes structures »."""
    key, theirs = actor(request).structure_in_use, _theirs(request, space)
    only = theirs[0] if len(theirs) == 1 else None
    return next((one for one in theirs if one.pk == key), only)


def services_there(request: HttpRequest, space: Space) -> list[Service]:
    """The services of the structure in use that the person reaches in the space, by name, as many as a list of choices
    holds; none without one. One query."""
    structure, reach = chosen_structure(request, space), scope(actor(request), space)
    if structure is None:
        return []
    services = Service.objects.filter(structure=structure).order_by("name")
    return list((services if structure.pk in reach.structures else services.filter(pk__in=reach.services))[:CHOICES])


def chosen_service(request: HttpRequest, space: Space) -> Service | None:
    """The service in use, if it is one of the structure in use. One query, none while no service is."""
    structure, key = chosen_structure(request, space), actor(request).service_in_use
    return Service.objects.filter(structure=structure, pk=key).first() if structure and key else None


def _theirs(request: HttpRequest, space: Space) -> list[Structure]:
    """The structures that the page may be about, those where the person has the space: read once a request."""
    read: dict[Space, list[Structure]] = request.__dict__.setdefault("structures_read", {})
    if space not in read:
        read[space] = list(_reached(request, space))
    return read[space]


def _reached(request: HttpRequest, space: Space) -> QuerySet[Structure]:
    """Of a page that is for managers too, also those managed; of one for managers alone, only those."""
    person, theirs = actor(request), structures(actor(request), space)
    declared = declared_of(request)
    if not (_BY_SPACE[space].managed and declared.manages):
        return theirs
    own = Structure.objects.filter(pk__in=managed(person)).order_by("name", "pk")
    return own | theirs if declared.space else own


def _is_inside(person: User, espace: Espace) -> bool:
    return espace.space in spaces(person) or (espace.managed and bool(managed(person)))


def _current(request: HttpRequest) -> Espace | None:
    match = request.resolver_match
    return _BY_NAMESPACE.get(match.namespace) if match else None


def _bar(request: HttpRequest, person: User) -> tuple[list[Tab], list[Tab]]:
    """Accueil, then what the person has, in the order of the catalogue; the rest under « Plus »."""
    held, current, waits = spaces(person), _current(request), attention.remembered(person, at=now())
    counted = [_BY_SPACE[space].right for space in _ORDER if space in held and space in _BY_SPACE]
    sides = [right for right in counted if right]
    counts = dict(zip(sides, search.waiting_about(person, *sides), strict=True))
    tabs = [Tab(label=_("Accueil connecté"), url=reverse("home"), current=request.path == reverse("home"))]
    for space in _ORDER:
        espace = _BY_SPACE.get(space)
        if space in held and espace:
            tabs.append(
                Tab(
                    label=space.label,
                    url=reverse(espace.first),
                    current=espace is current,
                    count=pill(counts[espace.right] if espace.right else waits.connecting if espace.managed else 0),
                )
            )
        elif space in held:
            tabs.append(Tab(label=space.label, coming=True))
    if managed(person):
        here = _under(request, "manager")
        tabs.insert(1, _administrative(_("Activités du gestionnaire"), "manager", here=here, count=waits.managing))
    if person.is_operator:
        here = _under(request, "operator")
        tabs.append(_administrative(_("Exploitation"), "operator", here=here, count=waits.operating))
    here = _under(request, "account")
    tabs.append(_administrative(_("Mon compte"), "account", here=here, count=waits.own))
    coming = [tab for tab in tabs if tab.coming]
    return [tab for tab in tabs if not tab.coming][:OUTSIDE], [*[t for t in tabs if not t.coming][OUTSIDE:], *coming]


def _administrative(label: str, route: str, *, here: bool, count: int) -> Tab:
    """A tab that holds no invoices, with what waits there."""
    return Tab(label=label, url=reverse(route), current=here, count=pill(count))


def _inside(request: HttpRequest, person: User, espace: Espace) -> dict[str, Any]:
    theirs = _theirs(request, espace.space)
    chosen = next((one for one in theirs if one.pk == person.structure_in_use), None)
    everything = _("Toutes mes structures")
    return {
        "tabs": [_tab(request, label, route) for label, route in espace.tabs if may_open(person, route)],
        "tabs_label": espace.space.label,
        "structure": str(chosen) if chosen else (str(theirs[0]) if len(theirs) == 1 else everything),
        "structures": [
            *((str(one), str(one.pk), one == chosen) for one in theirs),
            (everything, "", chosen is None),
        ],
    }


def may_open(person: User, route: str) -> bool:
    """Whether the view of `route` lets `person` in, by its own declaration; a tab to come is shown to everybody."""
    declared: Declared = resolve(reverse(route)).func.declared if route else Declared()  # type: ignore[attr-defined]
    if (declared.demo_only and not settings.DEMO) or (declared.sandbox_only and not settings.SANDBOX):
        return False
    if declared.manages and managed(person):
        return True
    return bool(scope(person, declared.space, declared.level)) if declared.space else not declared.manages


def _tab(request: HttpRequest, label: str | Promise, route: str) -> Tab:
    if not route:
        return Tab(label=label, coming=True)
    url = reverse(route)
    return Tab(label=label, url=url, current=_tab_holds(request, route))


_BELOW = {
    "issued:summary": {"returns", "treat-all"},
    "issued:search": {"invoice", "recycle", "complete"},
    "issued:board": {"forecast"},
    "issued:type": {"typed", "delete-pattern"},
    "issued:deposit": {
        *("draft", "confirm", "receipt", "pick-structure", "pick-service", "delete-draft", "landmarks"),
        *("drops", "drop", "drop-send", "drop-remove"),
    },
    "connections:list": {"ask", "connection", "add-secret", "end-secret", "disconnect"},
    "connections:accounts": {"open-account", "account", "renew-account", "close-account"},
    "connections:webhooks": {"add-hook", "hook", "change-hook", "renew-hook", "remove-hook", "delivery"},
    "connections:calls": {"call"},
    "flows:list": {"flow"},
    "received:summary": {"several"},
    "received:search": {"invoice"},
}
"""Tab → the other pages that stand under it."""


def _tab_holds(request: HttpRequest, route: str) -> bool:
    match, said = request.resolver_match, getattr(request, "tab", "")
    if said or match is None:
        return route == said
    return match.view_name == route or match.url_name in _BELOW.get(route, set())


def stands_under(request: HttpRequest, route: str) -> None:
    """A page of several tabs says which one it is of now."""
    request.tab = route  # type: ignore[attr-defined]


def _under(request: HttpRequest, name: str) -> bool:
    """Whether the page is the one of that name, or stands below it."""
    return request.path.startswith(reverse(name))


def _footer() -> list[tuple[str, str]]:
    pages = [
        (_("Besoin d’aide ?"), "help"),
        (_("Accessibilité"), "accessibility"),
        (_("Règles et erreurs"), "rules"),
        (_("Annuaire"), "directory"),
        (_("API"), "developers"),
        (_("Vérifier un certificat"), "verify"),
        (_("Conditions d’utilisation"), "terms"),
        (_("Données personnelles"), "privacy"),
    ]
    if settings.DEMO:
        pages.append((_("Boîte aux lettres de la démonstration"), "mailbox"))
    return [(label, reverse(name)) for label, name in pages]
