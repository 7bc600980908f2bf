"""A life of its own: `python -m tests.kill.life` and an act, in a process.

`migrate`; `deposit PREFIX` goes on until it is killed: a machine's deposit is promised when its line (invoice number,
certificate) is on standard output. `settle`; `account` does what is left, then says as JSON what the database has, for
`rounds` to hold against what was promised. `dropped`: the same of the files that were put down together, for `drops`.
`send PREFIX COUNT` sends one archive of that many invoices and says its flow; `work LATER` says when it begins, then
works on flows as if it were that many minutes later, until it is killed or nothing is left.
"""

import json
import sys
import time
from collections import Counter
from datetime import timedelta
from itertools import count
from typing import Any

PAUSE = 0.2
"""Seconds between two deposits of the machine: the others want their turn."""


def main() -> None:
    import django

    django.setup()
    act, *prefix = sys.argv[1:]
    acts = {
        "migrate": _migrate,
        "deposit": _deposit,
        "send": _send,
        "work": _work,
        "settle": _settle,
        "account": _account,
        "dropped": _dropped,
    }
    acts[act](*prefix)


def _migrate() -> None:
    from django.core.management import call_command

    from tests.builders import PONT_SAINT_ESPRIT
    from tests.invoices.builders import SAFE_STYLE, a_clerk, a_structure, a_supplier

    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    call_command("collectstatic", verbosity=0, interactive=False, skip_checks=True)
    a_structure(contact_email="compta@example.org")
    a_structure(SAFE_STYLE, contact_email="ventes@example.org")
    a_structure(PONT_SAINT_ESPRIT)
    a_supplier()
    a_clerk()


def _deposit(prefix: str) -> None:
    from tests.invoices.builders import a_cii, receive
    from unisson.invoices.models import Invoice
    from unisson.kernel.clock import now

    for rank in count():
        flow = receive(a_cii(f"{prefix}-{rank}"), at=now())
        invoice = Invoice.objects.select_related("certificate").get(flow=flow)
        print(invoice.number, invoice.certificate.number, flush=True)  # noqa: T201 - the promise
        time.sleep(PAUSE)


def _send(prefix: str, invoices: str) -> None:
    from tests.invoices.flows.builders import an_archive, promised
    from unisson.kernel.clock import now

    content = an_archive(*(f"{prefix}-{rank}" for rank in range(int(invoices))))
    print(promised(content, "lot.tar.gz", at=now()).flow.number, flush=True)  # noqa: T201 - the promise


def _work(minutes: str) -> None:
    from unisson.invoices.flows import working
    from unisson.kernel.clock import now, stopped

    clock = stopped(now() + timedelta(minutes=int(minutes)))
    print("begun", flush=True)  # noqa: T201 - from here on it may be killed
    while working.process_pending(clock=clock):
        pass


def _settle() -> None:
    """Work until nothing is left, at a time when every lease has run out."""
    from unisson.invoices.lease import LEASE
    from unisson.invoices.sweep import sweep
    from unisson.kernel.clock import now, stopped

    at = now() + 2 * LEASE + timedelta(minutes=1)
    while any(sweep(clock=stopped(at)).values()):
        pass


def _account() -> None:
    from unisson.invoices import sweep
    from unisson.invoices.models import Flow, Invoice
    from unisson.invoices.register.audit import Tally, audit
    from unisson.invoices.status import NEVER_SENT
    from unisson.kernel.words import sentence

    _settle()
    sent = Invoice.objects.exclude(status__in=NEVER_SENT).select_related("certificate")
    sent = sent.prefetch_related("history", "actions", "messages", "attachments")
    events, letters = _told()
    rows = [_row(invoice, events=events, letters=letters) for invoice in sent]
    tally = Tally()
    told = [sentence(finding.code, finding.values) for finding in audit(tally)]
    failed = list(Flow.objects.filter(state=Flow.State.FAILED).values_list("file_name", flat=True))
    answer = {"invoices": rows, "failed": failed, "left": sweep.left(), "audit": told, "audited": vars(tally)}
    print(json.dumps(answer))  # noqa: T201 - the answer


def _dropped() -> None:
    from unisson.invoices import sweep
    from unisson.invoices.models import DropFile, Invoice
    from unisson.invoices.register.audit import Tally, audit
    from unisson.invoices.status import NEVER_SENT, Status
    from unisson.kernel.words import sentence

    _settle()
    sent = Invoice.objects.exclude(status__in=NEVER_SENT)
    answer = {
        "files": list(DropFile.objects.values_list("name", "state")),
        "sent": list(sent.values_list("number", flat=True)),
        "certificates": sent.filter(certificate__pdf__isnull=False).count(),
        "drafts": Invoice.objects.filter(status=Status.BROUILLON).count(),
        "left": sweep.left(),
        "audit": [sentence(finding.code, finding.values) for finding in audit(Tally())],
    }
    print(json.dumps(answer))  # noqa: T201 - the answer


def _told() -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """How often each event and each kind of letter speaks of each invoice; letters to addresses of structures only.

    Letters are rows marked as sent. No mailer is wired: how often a server would have been handed each is not counted,
    and is at least once.
    """
    from unisson.notices.models import Email, Event

    events = Counter(Event.objects.values_list("subject", "code"))
    sent = Email.objects.filter(to__in=["compta@example.org", "ventes@example.org"], state=Email.State.SENT)
    letters = Counter((str(values["invoice"]), kind) for values, kind in sent.values_list("values", "kind"))
    return events, letters


def _row(invoice: Any, **told: Counter[tuple[str, str]]) -> dict[str, Any]:
    return {
        "number": invoice.number,
        "status": invoice.status,
        "certificate": invoice.certificate.number,
        "printed": invoice.certificate.pdf_id is not None,
        "history": [row.target for row in sorted(invoice.history.all(), key=lambda row: row.sequence)],
        "actions": [row.what for row in invoice.actions.all()],
        "messages": [row.text for row in sorted(invoice.messages.all(), key=lambda row: row.pk)],
        "attachments": len(invoice.attachments.all()),
        **{
            name: {kind: count for (subject, kind), count in counted.items() if subject == str(invoice.pk)}
            for name, counted in told.items()
        },
    }


if __name__ == "__main__":
    main()
