"""Invoices by the dozen for the 7th arrondissement, put into the running portal by a process of its own:
`python -m tests.journeys.stock deposit CK 200`, `… reject CK 52` or `… treat SERVICE_FAIT CK-001 CK-002`.

Playwright's loop forbids Django's models in the process of the journeys.
"""

import sys

import django

INES = ("ines.garnier@mairie7.example", "Inès", "Garnier")
"""A colleague of Marc's, who treats what the arrondissement receives."""


def main(what: str, *others: str) -> None:
    django.setup()
    {"deposit": _deposit, "reject": _reject, "treat": _treat}[what](*others)


def _deposit(prefix: str, count: str) -> None:
    from tests.journeys import papers
    from unisson.accounts.models import User
    from unisson.cli.demo.people import CLAIRE, SAFE_STYLE
    from unisson.directory.models import Structure
    from unisson.invoices import delivery, deposit
    from unisson.invoices.status import Channel
    from unisson.kernel import clock

    claire, supplier = User.objects.get(email=CLAIRE), Structure.objects.get(identifier=SAFE_STYLE)
    for rank in range(1, int(count) + 1):
        upload = deposit.Upload(name="facture.xml", content=papers.xml(f"{prefix}-{rank:03}").encode())
        deposit.receive(claire, upload, supplier=supplier, channel=Channel.API, at=clock.now())
    while delivery.deliver_pending(clock=clock.now):
        pass


def _reject(prefix: str, count: str) -> None:
    from unisson.invoices import actions
    from unisson.invoices.models import Invoice
    from unisson.invoices.status import Status
    from unisson.kernel import clock

    _deposit(prefix, count)
    said = {"reason": "DOUBLON", "comment": "Cette facture nous est déjà parvenue."}
    for invoice in Invoice.objects.filter(number__startswith=f"{prefix}-"):
        actions.treat(_ines(), invoice.pk, Status.REJETEE, at=clock.now(), **said)


def _treat(target: str, *numbers: str) -> None:
    from unisson.invoices import actions
    from unisson.invoices.models import Invoice
    from unisson.invoices.status import Status
    from unisson.kernel import clock

    for invoice in Invoice.objects.filter(number__in=numbers):
        actions.treat(_ines(), invoice.pk, Status(target), at=clock.now())


def _ines():  # type: ignore[no-untyped-def]
    from unisson.accounts.models import User
    from unisson.cli.demo.people import PARIS_7E
    from unisson.directory import register
    from unisson.directory.models import Structure
    from unisson.directory.spaces import Level, Space
    from unisson.kernel import clock

    address, first, last = INES
    found = User.objects.filter(email=address).first()
    if found is None:
        found = User.objects.create_user(address, None, first_name=first, last_name=last)
        structure = Structure.objects.get(identifier=PARIS_7E)
        register.attach(found, structure, at=clock.now(), rights=[(Space.RECEIVED, Level.WRITE)])
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
