"""What SAFE STYLE's software sent: an archive whose invoices were turned down, and a file that was none; and where it
wants to be told, once somebody listens there."""

import gzip
import io
import tarfile
from datetime import datetime, timedelta

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.invoices.flows import receiving, working
from unisson.invoices.flows.receiving import Sent
from unisson.invoices.models import Flow
from unisson.invoices.status import Channel
from unisson.invoices.webhooks import log, managing
from unisson.kernel.clock import legal_day, stopped
from unisson.notices.webhooks.events import KINDS

from . import files
from .people import CLAIRE, SAFE_STYLE
from .stories import STORIES

AGO = timedelta(days=2)
_SYNTAX = "IN_DP_E1_CII_16B"


def tell(*, at: datetime) -> None:
    """Sent and judged, once."""
    if Flow.objects.exclude(stated="").exists():
        return
    claire, supplier = User.objects.get(email=CLAIRE), Structure.objects.get(identifier=SAFE_STYLE)
    for name, content in (("factures-novembre.tar.gz", _archive(at)), ("releve.xml", b"<Releve/>")):
        sent = Sent(name=name, content=content, stated=_SYNTAX)
        receiving.receive(claire, sent, supplier=supplier, channel=Channel.API, at=at)
    while working.process_pending(clock=stopped(at)):
        pass
    _want_to_be_told(claire, supplier, at=at)


def _want_to_be_told(claire: User, supplier: Structure, *, at: datetime) -> None:
    """Nobody listens there: it is paused, its test waits."""
    url = "http://localhost:9000/unisson"
    made = managing.add(claire, supplier.pk, url=url, kinds=KINDS, description="Logiciel de caisse", at=at).endpoint
    log.test(claire, made.pk, at=at)
    managing.pause(claire, made.pk, at=at)


def _archive(at: datetime) -> bytes:
    story = next(story for story in STORIES if story.by_api)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for rank in (1, 2, 3):
            number = f"SS-LOT-{rank}"
            sheet = files.Sheet(story=story, number=number, issued=legal_day(at), commitment="")
            # A recipient that nobody knows: the directory turns it down.
            content = files.cii(sheet).replace(story.to.recipient.encode(), b"21999999900018")
            entry = tarfile.TarInfo(f"{number}.xml")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(buffer.getvalue(), mtime=0)
