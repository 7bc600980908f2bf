"""Several received invoices at once, as data: the selection, what can be done to it, and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django import forms

from unisson.accounts.models import User
from unisson.invoices.access import Right, get_several
from unisson.invoices.bulk import ACTS, MOST, Verdict
from unisson.invoices.models import Invoice
from unisson.invoices.motives import RETURNS, motives_for
from unisson.invoices.status import Status
from unisson.kernel.keys import key
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.controls import Option, OptionGroup
from unisson.web.follow.acts import AFTERWARDS, Act, an_act, in_choice
from unisson.web.follow.forms import Words, asks_more, lines_seen

SHOWN = 200
"""Lines told one by one on a page; a page stays light (design §8)."""


class Several(forms.Form):
    """A selection and the act for it. `lot`: the whole selection as texts « key@moment »; the boxes of the list give
    `facture`, and `vu` for each of its lines. An act is not chosen yet while `etat` is empty."""

    etat = forms.ChoiceField(choices=[("", ""), *((status.value, "") for status in ACTS)], required=False)
    motif = forms.CharField(required=False, max_length=40)
    commentaire = Words()
    mandat = Words()
    liste = forms.CharField(required=False, max_length=2000)

    @property
    def target(self) -> Status | None:
        chosen = self.cleaned_data.get("etat")
        return Status(chosen) if chosen else None

    @property
    def mandate(self) -> str:
        """Goes with « Mandatée » only, as on the form of one invoice."""
        return str(self.cleaned_data["mandat"]) if self.target is Status.MANDATEE else ""

    @property
    def asks_more(self) -> bool:
        """As on the form of one invoice."""
        return asks_more(self.target, self.data)


def selected(ticked: Sequence[str], shown: Sequence[str]) -> dict[int, datetime | None]:
    """The keys that were ticked, each with the moment since when it stood where it was shown."""
    moments = lines_seen(shown)
    return {pk: moments.get(pk) for text in ticked if (pk := key(text)) is not None}


def in_lot(lot: str) -> dict[int, datetime | None]:
    """A whole selection, as `lot_of` wrote it; beyond what a batch holds it is not read."""
    return lines_seen(lot.split(None, MOST + 1)[: MOST + 1])


def lot_of(seen: Mapping[int, datetime | None]) -> str:
    """A selection as one text."""
    return " ".join(f"{key}@{moment.isoformat() if moment else ''}" for key, moment in seen.items())


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What is selected, and the acts; `target` once the one is chosen that asks for more: `motives` for a way back.
    `sum`: of those in euros; `comments`: some of the motifs ask for a comment."""

    invoices: Sequence[Invoice]
    count: int
    sum: Decimal
    lot: str
    acts: Sequence[Act]
    target: Status | None
    act: Act | None
    motives: Sequence[OptionGroup]
    afterwards: str
    typed: Mapping[str, str]
    refusal: Refusal | None
    comments: bool

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.invoices)


def selection(
    person: User,
    seen: Mapping[int, datetime | None],
    *,
    target: Status | None,
    typed: Mapping[str, str],
    on: date,
    refusal: Refusal | None = None,
) -> Selection:
    """The page that asks what to do with the selection, or for the motif of the way back chosen.

    NotFound when none of it is there and the person's.
    """
    invoices = get_several(person, seen, Right.READ_RECEIVED)
    if seen and not invoices:
        raise NotFound
    asking = target if asks_more(target, {}) else None
    motives = motives_for(asking, on=on) if asking in RETURNS else []
    return Selection(
        invoices=invoices[:SHOWN],
        count=len(invoices),
        sum=sum((one.shown_gross or Decimal(0) for one in invoices if one.currency == "EUR"), Decimal(0)),
        lot=lot_of(seen),
        acts=[an_act(status) for status in ACTS],
        target=asking,
        act=an_act(asking) if asking else None,
        motives=[OptionGroup(label="", options=[Option(value=one.code, label=in_choice(one)) for one in motives])]
        if motives
        else [],
        afterwards=str(AFTERWARDS.get(asking, "")) if asking else "",
        typed=typed,
        refusal=refusal,
        comments=any(one.comment for one in motives),
    )


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of a batch, line by line: first what was not done. `hidden`: lines that are not shown."""

    target: Status
    done: int
    there: int
    refused: int
    lines: Sequence[Verdict]
    hidden: int


def told(verdicts: Sequence[Verdict], target: Status) -> Told:
    """The verdicts in the order in which they are read."""
    lines = sorted(verdicts, key=lambda one: (one.done, one.there))
    done, there = sum(one.done for one in lines), sum(one.there for one in lines)
    return Told(
        target=target,
        done=done,
        there=there,
        refused=len(lines) - done - there,
        lines=lines[:SHOWN],
        hidden=max(len(lines) - SHOWN, 0),
    )
