"""Lives one story of the demonstration: deposit, draft, sending, delivery and what the recipient did."""

from datetime import datetime, time, timedelta

from django.db import transaction

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.invoices import actions, attachments, delivery, deposit, returns
from unisson.invoices.access import Right, get_invoice
from unisson.invoices.drafting import drafts
from unisson.invoices.lifecycle import By, Move, change_status
from unisson.invoices.models import Invoice
from unisson.invoices.status import TO_BE_READ, Channel, Status
from unisson.kernel.clock import PARIS, legal_day, stopped
from unisson.notices import outbox

from . import files
from .people import ARSOUILLE, CLERKS, DEPOSITORS, PAPER_SHOP, SAFE_STYLE
from .stories import BY_SUPPLIER, COURSES, Fate, Step, Story

_PREFIXES = {SAFE_STYLE: "SS", ARSOUILLE: "ARS", PAPER_SHOP: "PAP"}
_OPENING = time(8, 30)
_SOON = timedelta(minutes=2)


class Telling:
    """One story as seen from `today`. `rank` numbers its invoice and spreads the hours of the day."""

    def __init__(self, story: Story, *, rank: int, today: datetime) -> None:
        self._story = story
        self._rank = rank
        self._today = today
        self._deposited = self._moment(days=story.days)
        number = f"{_PREFIXES[story.supplier]}-{self._deposited.year}-{rank:03}"
        commitment = f"EJ-{self._deposited.year}-{41000 + rank * 7}" if story.to.commitment else ""
        self._sheet = files.Sheet(story=story, number=number, issued=legal_day(self._deposited), commitment=commitment)

    @property
    def file_name(self) -> str:
        """The same on whatever day it is told."""
        return f"{_PREFIXES[self._story.supplier].lower()}-{self._rank:03}.{'xml' if self._story.by_api else 'pdf'}"

    def tell(self) -> None:
        """Live it, from the deposit to its fate."""
        invoice = self._deposit()
        if invoice is None:
            return
        if self._story.fate in COURSES:
            self._deliver()
            for step in COURSES[self._story.fate]:
                self._take(step, invoice)
        elif self._story.fate is Fate.DELETED:
            drafts.delete(self._depositor, invoice.pk, at=self._moment(days=self._story.days - 1))
        elif self._story.fate is Fate.ABANDONED:
            self._abandon(invoice)

    def _moment(self, *, days: int) -> datetime:
        """An instant of an office day so many days ago, later for a higher rank, never in the future."""
        day = legal_day(self._today) - timedelta(days=days)
        opening = datetime.combine(day, _OPENING, tzinfo=PARIS)
        return min(opening + timedelta(minutes=self._rank * 7), self._today - 2 * _SOON)

    @property
    def _depositor(self) -> User:
        return User.objects.get(email=self._story.depositor or DEPOSITORS[self._story.supplier])

    def _deposit(self) -> Invoice | None:
        """The file, as far as its fate wants it to be sent; None when it is refused."""
        story = self._story
        supplier = Structure.objects.get(identifier=story.supplier)
        flow = deposit.receive(
            self._depositor,
            deposit.Upload(name=self.file_name, content=(files.cii if story.by_api else files.pdf)(self._sheet)),
            supplier=supplier,
            service=supplier.services.get(code=story.own_service) if story.own_service else None,
            channel=Channel.API if story.by_api else Channel.PORTAL,
            at=self._deposited,
        )
        invoice = Invoice.objects.filter(flow=flow).first()
        if invoice is not None and not story.by_api:
            draft = self._fill(invoice)
            if story.fate in COURSES:
                deposit.send(self._depositor, draft.pk, version=draft.draft_version, at=self._deposited + _SOON)
        return invoice

    def _fill(self, draft: Invoice) -> Invoice:
        """The draft with its documents and what the page does not say, unless somebody else is to find out."""
        joined = [
            attachments.Joined(name=name, content=files.note(name, self._sheet.number))
            for name in self._story.attachments
        ]
        if joined:
            draft = attachments.join(self._depositor, draft.pk, joined, at=self._deposited)
        if self._story.fate is not Fate.DOUBTFUL:
            typed = drafts.Typed(
                texts={"vat_regime": "TVA_SUR_DEBIT", "original_number": self._sheet.original},
                confirmed=tuple(draft.draft["read"]),
                version=draft.draft_version,
            )
            draft = drafts.save(self._depositor, draft.pk, typed, at=self._deposited)
        return draft

    def _deliver(self) -> None:
        if self._story.fate is not Fate.DEPOSITED:
            at = self._deposited + 2 * _SOON
            delivery.deliver_pending(clock=stopped(at))
            outbox.send_pending(clock=stopped(at))

    def _take(self, step: Step, invoice: Invoice) -> None:
        at = self._moment(days=self._story.days - step.after)
        if step.to in BY_SUPPLIER:
            self._answer(step, invoice, at=at)
        else:
            invoice = actions.treat(
                User.objects.get(email=CLERKS[self._story.to.recipient]),
                invoice.pk,
                step.to,
                at=at,
                reason=step.reason,
                comment=step.comment,
                mandate=f"MD-{at.year}-{self._rank:04}" if step.mandate else "",
            )
        if step.to in TO_BE_READ and self._today - at > returns.CLOSABLE:
            returns.acknowledge(self._depositor, {invoice.pk: invoice.status_since}, at=at + timedelta(days=1))
        outbox.send_pending(clock=stopped(at))

    def _answer(self, step: Step, invoice: Invoice, *, at: datetime) -> None:
        """What the supplier does with an invoice that came back."""
        actor = self._depositor
        if step.to is Status.COMPLETEE:
            returns.complete(actor, invoice.pk, (), comment=step.comment, at=at)
            return
        back = get_invoice(actor, invoice.pk, Right.WRITE_ISSUED)
        route = returns.Route(
            siret=self._story.to.recipient,
            service_code=back.recipient_service.code if back.recipient_service else "",
            commitment=back.commitment,
            comment=step.comment,
        )
        returns.recycle(actor, invoice.pk, route, at=at)

    def _abandon(self, invoice: Invoice) -> None:
        """Nobody came back to the draft."""
        at = self._moment(days=self._story.days - 90)
        with transaction.atomic():
            locked = get_invoice(self._depositor, invoice.pk, Right.WRITE_ISSUED, lock=True)
            change_status(locked, Status.ABANDONNEE, move=Move(by=By.PLATFORM, at=at, channel=Channel.AUTOMATIC))
