"""A supplier and a clerk who go on with their work whatever is killed, and write down all that they were answered.

A round is five invoices: one is taken up and certified, one suspended and completed, one recycled, one rejected and
contested, one talked about; then all that can be is paid in one batch.
"""

import threading
import time
from dataclasses import dataclass, field

from tests.builders import PARIS_7E
from tests.invoices.builders import A_MOTIVE, a_cii
from unisson.invoices.status import Status

from .visitor import PATIENCE, UnexpectedError, Visitor

SUPPLIER, CLERK = "claire@example.org", f"clerk-{PARIS_7E}@example.org"
_VERSION = r'name="version"[^>]* value="(\d+)"'
_CERTIFICATE = r'class="cert__no">([^<]+)<'
_SEEN = r'name="vu" value="([^"]+)"'
_WORDS = "Ce texte explique assez longuement ce qui ne va pas."
_DELIVERED = (Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION)
_POLL = 0.1


@dataclass(kw_only=True)
class Promised:
    """One invoice as its two sides were answered: exactly this must be on record at the end."""

    number: str
    certificate: str
    pk: int
    history: list[str] = field(default_factory=lambda: [Status.BROUILLON, Status.DEPOSEE, *_DELIVERED])
    actions: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    attachments: int = 0


class Pair:
    """The two of them, until `enough` is set; a round begun is finished. `fault`: what was answered and is wrong."""

    def __init__(self, url: str, name: str, enough: threading.Event) -> None:
        self.promised: list[Promised] = []
        self.fault = ""
        self.answered = 0
        """Acts that were answered: deposits and all that came after."""
        self._name, self._enough = name, enough
        self._supplier, self._clerk = Visitor(url), Visitor(url)
        self._thread = threading.Thread(target=self._work, daemon=True)
        self.start, self.join, self.is_alive = self._thread.start, self._thread.join, self._thread.is_alive

    @property
    def pressed_again(self) -> int:
        return self._supplier.pressed_again + self._clerk.pressed_again

    def _work(self) -> None:
        try:
            self._supplier.sign_in(SUPPLIER)
            self._clerk.sign_in(CLERK)
            rank = 0
            while not self._enough.is_set():
                self._round([f"{self._name}-{rank + place}" for place in range(5)])
                rank += 5
        except Exception as error:
            self.fault = f"{self._name}: {type(error).__name__}: {error}"

    def _round(self, numbers: list[str]) -> None:
        certified, suspended, recycled, rejected, talked = (self._deposit(number) for number in numbers)
        self._treat(certified, Status.PRISE_EN_COMPTE_DESTINATAIRE)
        self._treat(certified, Status.SERVICE_FAIT)
        self._treat(suspended, Status.SUSPENDUE)
        self._treat(recycled, Status.A_RECYCLER)
        self._treat(rejected, Status.REJETEE)
        self._seen(talked)  # before, there is nobody to ask
        self._say(talked, "issued", "Quand serons-nous payés ?")
        self._say(talked, "received", "Sous trente jours.")
        self._acknowledge(suspended, "ACQUITTEMENT_SUSPENSION")
        self._complete(suspended)
        self._recycle(recycled)
        self._acknowledge(rejected, "ACQUITTEMENT_REJET")
        self._close(rejected)
        self._say(rejected, "issued", "Cette facture n’est pas un doublon.", what="CONTESTATION")
        self._pay([certified, suspended, recycled, talked])

    def _deposit(self, number: str) -> Promised:
        path = "/factures-emises/depot/"
        form = self._supplier.upload(path, {"framework": "A1"}, field="file", name="facture.xml", content=a_cii(number))
        confirm = f"{form.rstrip('/')}/confirmation/"
        version = self._supplier.get(confirm).found(_VERSION)
        receipt = self._supplier.post(confirm, {"version": version})
        self.answered += 1
        certificate = self._supplier.get(receipt).found(_CERTIFICATE)
        promised = Promised(number=number, certificate=certificate, pk=int(receipt.split("/")[2]))
        self.promised.append(promised)
        return promised

    def _seen(self, promised: Promised) -> str:
        """Since when it stands as the clerk sees it, as soon as it is there."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            page = self._clerk.get(f"/factures-recues/{promised.pk}/", missing=True)
            if page.status == 200:
                return page.found(_SEEN)
            time.sleep(_POLL)
        raise UnexpectedError(f"{promised.number} was never made available")

    def _treat(self, promised: Promised, target: Status) -> None:
        form = {"etat": target, "vu": self._seen(promised), "motif": A_MOTIVE.get(target, ""), "commentaire": _WORDS}
        self._clerk.post(f"/factures-recues/{promised.pk}/traiter/", form)
        self._answered(promised.history, target)

    def _pay(self, several: list[Promised]) -> None:
        lot = " ".join(f"{promised.pk}@{self._seen(promised)}" for promised in several)
        form = {"etat": Status.MISE_EN_PAIEMENT, "lot": lot, "liste": ""}
        self._clerk.post("/factures-recues/plusieurs/", form, told=True)
        self.answered += 1
        for promised in several:
            promised.history.append(Status.MISE_EN_PAIEMENT)

    def _say(self, promised: Promised, side: str, text: str, *, what: str = "QUESTION") -> None:
        visitor, place = {
            "issued": (self._supplier, "emises"),
            "received": (self._clerk, "recues"),
        }[side]
        visitor.post(f"/factures-{place}/{promised.pk}/message/", {"message": text, "quoi": what})
        self._answered(promised.messages, text)

    def _acknowledge(self, promised: Promised, what: str) -> None:
        self._supplier.post("/factures-emises/retours/", {"action": "these", **self._shown(promised)})
        self._answered(promised.actions, what)

    def _close(self, promised: Promised) -> None:
        self._supplier.post("/factures-emises/rejets/traiter/", self._shown(promised))
        self._answered(promised.actions, "TRAITEMENT_REJET")

    def _shown(self, promised: Promised) -> dict[str, str]:
        """The invoice as its page shows it: what went on since then was not seen."""
        page = self._supplier.get(f"/factures-emises/{promised.pk}/")
        return {"facture": str(promised.pk), "vue": page.found(rf'name="vue" value="({promised.pk}@[^"]+)"')}

    def _complete(self, promised: Promised) -> None:
        path, form = f"/factures-emises/{promised.pk}/completer/", {"commentaire": _WORDS}
        content = f"Bon de livraison de {promised.number}".encode()
        self._supplier.upload(path, form, field="attachments", name="bon.txt", content=content)
        promised.attachments += 1
        self._answered(promised.history, Status.COMPLETEE)

    def _recycle(self, promised: Promised) -> None:
        form = {"siret": PARIS_7E, "service": "", "engagement": f"EJ-{promised.pk}", "commentaire": _WORDS}
        self._supplier.post(f"/factures-emises/{promised.pk}/recycler/", form)
        self._answered(promised.history, *_DELIVERED)

    def _answered(self, kept: list[str], *acts: str) -> None:
        self.answered += 1
        kept.extend(acts)
