"""A life of its own: `python -m tests.kill.life deposit FIRST COUNT` or `… settle`, in a process that may be killed.

A deposit is promised when its line (invoice number, certificate) is on standard output: what a client would have got.
"""

import sys
from datetime import timedelta


def main() -> None:
    import django

    django.setup()
    act, *numbers = sys.argv[1:]
    {"migrate": _migrate, "deposit": _deposit, "settle": _settle}[act](*map(int, numbers))


def _migrate() -> None:
    from django.core.management import call_command

    from tests.invoices.builders import a_structure, a_supplier

    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    a_structure(contact_email="compta@example.org")
    a_supplier()


def _deposit(first: int, count: int) -> None:
    from tests.invoices.builders import a_cii, receive
    from unisson.invoices.models import Invoice
    from unisson.kernel.clock import now

    for rank in range(first, first + count):
        flow = receive(a_cii(f"FA-{rank}"), at=now())
        invoice = Invoice.objects.select_related("certificate").get(flow=flow)
        print(invoice.number, invoice.certificate.number, flush=True)  # noqa: T201 - the promise


def _settle() -> None:
    """Work until nothing is left, at a time when every lease has run out."""
    from unisson.invoices.deposit import LEASE
    from unisson.invoices.sweep import sweep
    from unisson.kernel.clock import now, stopped

    at = now() + 2 * LEASE + timedelta(minutes=1)
    while any(sweep(clock=stopped(at)).values()):
        pass


if __name__ == "__main__":
    main()
