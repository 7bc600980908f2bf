"""The e-mails of 7 o'clock, from what `recap` gathered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.directory.spaces import Space
from unisson.notices.language import days_left, long_day, moment
from unisson.notices.letters import Entry, Letter, Section, letter
from unisson.notices.models import Event

from ..events import sentence_of
from ..status import Status
from .facts import amount, issued_page, received_page

_PAGES = {Space.ISSUED: issued_page, Space.RECEIVED: received_page}


@letter("recap-daily")
def recap_daily(values: Mapping[str, Any]) -> Letter:
    """To a person: what is new since the last one, what is due, what waits."""
    on = date.fromisoformat(values["day"])
    late, near = values["late"], values["near"]
    sections = (
        Section(title=_("Ce qui s’est passé"), entries=_events(values["events"], values["count"])),
        Section(title=_("En retard de paiement"), entries=_deadlines(late, values["late_count"], on=on)),
        Section(title=_("À payer bientôt"), entries=_deadlines(near, values["near_count"], on=on)),
        _to_do(values),
    )
    return Letter(
        title=_("Votre récapitulatif du %(day)s") % {"day": long_day(on)},
        tone="warn" if late else "accent",
        state=_late(values["late_count"]) if late else "",
        paragraphs=(
            _("Ce qui a changé depuis le %(moment)s.") % {"moment": moment(datetime.fromisoformat(values["since"]))},
        ),
        sections=_filled(sections),
        button=(_("Ouvrir Unisson"), f"{settings.BASE_URL}/"),
    )


@letter("recap-weekly")
def recap_weekly(values: Mapping[str, Any]) -> Letter:
    """To a person: the movements of the structures it acts for."""
    owed = amount(Decimal(values["late_amount"]))
    overdue = (Entry(words=_late(values["late_count"]), href=_received(), aside=owed),) if values["late_count"] else ()
    sections = (
        *(
            Section(title=str(Space(space).label), entries=_movements(moved))
            for space, moved in values["moved"].items()
        ),
        Section(title=_("En retard de paiement"), entries=overdue),
        _to_do(values),
    )
    return Letter(
        title=_("Votre semaine au %(day)s") % {"day": long_day(date.fromisoformat(values["day"]))},
        tone="accent",
        paragraphs=(
            _("Les factures qui ont changé d’état depuis le %(moment)s : leur nombre et leur net à payer en euros.")
            % {"moment": moment(datetime.fromisoformat(values["since"]))},
        ),
        sections=_filled(sections),
        button=(_("Ouvrir Unisson"), f"{settings.BASE_URL}/"),
    )


def _filled(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(section for section in sections if section.entries)


def _events(events: Sequence[tuple[str, str, dict[str, Any], str]], count: int) -> tuple[Entry, ...]:
    told = [
        Entry(
            words=sentence_of(Event(code=code, values=values)),
            href=_PAGES[Space(space)]({"invoice": subject}) if subject else "",
            aside="" if subject else _("n’est plus chez vous"),
        )
        for space, code, values, subject in events
    ]
    return (*told, *_others(count - len(told), f"{settings.BASE_URL}/fil/"))


def _deadlines(lines: Sequence[Sequence[str]], count: int, *, on: date) -> tuple[Entry, ...]:
    told = [
        Entry(
            words=_("Facture n° %(number)s de %(supplier)s, %(amount)s")
            % {"number": number, "supplier": supplier, "amount": amount(Decimal(net), currency)},
            href=received_page({"invoice": key}),
            aside=days_left((date.fromisoformat(last) - on).days),
        )
        for key, number, supplier, net, currency, last in lines
    ]
    return (*told, *_others(count - len(told), _received()))


def _movements(moved: Mapping[str, Sequence[str]]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            words=_("%(status)s : %(count)s") % {"status": Status(status).label, "count": number},
            aside=amount(Decimal(net)),
        )
        for status, (number, net) in moved.items()
    )


def _to_do(values: Mapping[str, Any]) -> Section:
    """What waits for the supplier."""
    waiting = values["waiting"]
    told = [(status, waiting[status]) for status in (*_TO_DO, Status.BROUILLON) if waiting.get(status)]
    return Section(
        title=_("À faire de votre part"),
        entries=tuple(
            Entry(words=_owed(status, number), href=f"{settings.BASE_URL}/factures-emises/") for status, number in told
        ),
    )


_TO_DO = (Status.A_RECYCLER, Status.SUSPENDUE, Status.REJETEE)


def _owed(status: str, count: int) -> str:
    said = {
        Status.A_RECYCLER: ngettext("%(count)d facture à recycler", "%(count)d factures à recycler", count),
        Status.SUSPENDUE: ngettext("%(count)d facture à compléter", "%(count)d factures à compléter", count),
        Status.REJETEE: ngettext("%(count)d rejet à acquitter", "%(count)d rejets à acquitter", count),
        Status.BROUILLON: ngettext("%(count)d brouillon à envoyer", "%(count)d brouillons à envoyer", count),
    }
    return said[Status(status)] % {"count": count}


def _late(count: int) -> str:
    return ngettext("%(count)d facture en retard", "%(count)d factures en retard", count) % {"count": count}


def _others(count: int, href: str) -> tuple[Entry, ...]:
    if count < 1:
        return ()
    return (Entry(words=ngettext("et %(count)d autre", "et %(count)d autres", count) % {"count": count}, href=href),)


def _received() -> str:
    return f"{settings.BASE_URL}/factures-recues/"
