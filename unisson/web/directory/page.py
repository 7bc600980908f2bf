"""The public directory as data: structures found, and what each requires before anybody types an invoice."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from unisson.directory import catalogue
from unisson.directory.kinds import Kind
from unisson.directory.models import Publication, Service, Structure
from unisson.directory.needs import needs_of
from unisson.directory.search import COUNTED, Asked, countries, meant, open_services, search, services_of
from unisson.directory.words import sort_of, terms
from unisson.invoices.periods import payment_days
from unisson.kernel.identifiers import show_siret
from unisson.web.designations import designation, whereabouts
from unisson.web.needs import Need, needs_in_words
from unisson.web.typed import searched

SERVICES = 50
CRITERIA = ("q", "cp", "ville", "pays", "type")
_NARROWER = CRITERIA[1:]
COUNTRIES: Mapping[str, str | Promise] = {
    "FR": gettext_lazy("France"),
    "BL": gettext_lazy("Saint-Barthélemy"),
    "GF": gettext_lazy("Guyane"),
    "GP": gettext_lazy("Guadeloupe"),
    "MC": gettext_lazy("Monaco"),
    "MF": gettext_lazy("Saint-Martin"),
    "MQ": gettext_lazy("Martinique"),
    "NC": gettext_lazy("Nouvelle-Calédonie"),
    "PF": gettext_lazy("Polynésie française"),
    "PM": gettext_lazy("Saint-Pierre-et-Miquelon"),
    "RE": gettext_lazy("La Réunion"),
    "WF": gettext_lazy("Wallis-et-Futuna"),
    "YT": gettext_lazy("Mayotte"),
}
"""The names of the countries where French public bodies are; others are told by their two letters."""
_PIECES = re.compile(r"(\w+)")


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One structure of the results: `title` in pieces, each with whether it was asked for."""

    structure: Structure
    title: Sequence[tuple[str, bool]]
    detail: str
    needs: Sequence[Need]


@dataclass(frozen=True, kw_only=True)
class Directory:
    """The page. `asked`: what was typed, by its name in the address; `guess`: what was probably meant."""

    asked: Mapping[str, str]
    hits: Sequence[Hit] = ()
    heading: str = ""
    label: str = ""
    first: str = ""
    further: str = ""
    guess: str = ""
    guess_url: str = ""
    kinds: Sequence[tuple[str, str]] = ()
    countries: Sequence[tuple[str, str]] = ()
    file: Publication | None = None

    @property
    def searched(self) -> bool:
        return any(self.asked.values())

    @property
    def advanced(self) -> bool:
        """Whether the advanced search is open."""
        return any(self.asked[name] for name in _NARROWER)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The page of one structure. `successor`: what took its place, where the directory has it."""

    structure: Structure
    title: str
    where: str
    kind: str
    country: str
    needs: Sequence[Need]
    legal_days: int
    services: Sequence[Service]
    service_count: int
    service_query: str
    further: str
    after: str
    successor: Structure | None
    may_receive: bool
    trail: Sequence[tuple[str, str]] = field(default_factory=list)
    none: Sequence[Need] = ()
    """Of a service only its own flags are told."""


def nothing_asked() -> Directory:
    """The page before any search."""
    return Directory(
        asked=dict.fromkeys(CRITERIA, ""),
        kinds=[("", _("Tous")), *((kind.value, str(kind.label)) for kind in Kind)],
        countries=[("", _("Tous")), *((code, str(COUNTRIES.get(code, code))) for code in countries())],
        file=catalogue.latest(),
    )


def nothing_found(given: QueryDict) -> Directory:
    """The page with what was typed, and no search done."""
    return replace(nothing_asked(), asked=_typed(given))


def look_up(given: QueryDict) -> Directory:
    """What is found for the criteria of an address, from its `apres` on."""
    blank = nothing_asked()
    asked = _typed(given)
    if not any(asked.values()):
        return blank
    after = searched(given, "apres")
    found = search(_criteria(asked), after=after)
    hits = [_hit(one, asked) for one in found.rows]
    guess = meant(asked["q"]) if not hits and not after else ""
    return Directory(
        asked=asked,
        hits=hits,
        heading=_heading(found.total, asked["q"]),
        label=_("Lignes %(first)s à %(last)s") % {"first": found.before + 1, "last": found.before + len(hits)},
        first=_address(asked) if after else "",
        further=_address(asked, apres=found.next) if found.next else "",
        guess=guess,
        guess_url=_address({**asked, "q": guess}) if guess else "",
        kinds=blank.kinds,
        countries=blank.countries,
        file=blank.file,
    )


def _typed(given: QueryDict) -> dict[str, str]:
    return {name: searched(given, name).strip()[:200] for name in CRITERIA}


def _criteria(asked: Mapping[str, str]) -> Asked:
    return Asked(text=asked["q"], postcode=asked["cp"], town=asked["ville"], country=asked["pays"], kind=asked["type"])


def _address(asked: Mapping[str, str], **more: str) -> str:
    return "?" + urlencode({name: text for name, text in {**asked, **more}.items() if text})


def _heading(total: int | None, text: str) -> str:
    if total is None:
        told = _("Plus de %(count)s structures") % {"count": COUNTED}
    else:
        told = ngettext("%(count)s structure", "%(count)s structures", total) % {"count": total}
    return _("%(count)s pour « %(text)s »") % {"count": told, "text": text} if text else told


def _hit(one: Structure, asked: Mapping[str, str]) -> Hit:
    return Hit(
        structure=one,
        title=list(_marked(designation(one), terms(asked["q"]))),
        detail=", ".join(filter(None, (f"SIRET {show_siret(one.identifier)}", whereabouts(one)))),
        needs=needs(one),
    )


def _marked(name: str, asked: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The name in pieces: the words that begin as one of those asked are hits."""
    for piece in filter(None, _PIECES.split(name)):
        yield piece, any(word.startswith(tuple(asked)) for word in terms(piece)) if asked else False


def needs(structure: Structure) -> list[Need]:
    """What `structure` requires, as chips."""
    return needs_in_words(needs_of(structure), works_only=structure.works_owner_only)


def sheet(structure: Structure, *, service: str, after: str, on: date) -> Sheet:
    """The page of a structure: its services that match `service`, from the code `after` on. Three queries."""
    found = list(services_of(structure, service, on=on, after=after, limit=SERVICES + 1))
    successor = structure.became if structure.became and structure.became.is_public else None
    return Sheet(
        structure=structure,
        title=designation(structure),
        where=whereabouts(structure),
        kind=str(sort_of(structure).label),
        country=str(COUNTRIES.get(structure.country, structure.country)),
        needs=needs(structure),
        legal_days=payment_days(structure.buyer, on=on),
        services=found[:SERVICES],
        service_count=open_services(structure, on=on).count(),
        service_query=service,
        further=_address({"service": service, "apres": found[SERVICES - 1].code}) if len(found) > SERVICES else "",
        after=after,
        successor=successor,
        may_receive=structure.active and not structure.works_owner_only,
        trail=[(_("Accueil"), reverse("home")), (_("Annuaire"), reverse("directory"))],
    )
