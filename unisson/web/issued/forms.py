"""Reading what the pages of the deposit post: the chosen file and structure, and the typed fields."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from unisson.accounts.models import User
from unisson.directory.models import Service, Structure
from unisson.directory.rights import structures
from unisson.directory.spaces import Level, Space
from unisson.invoices.deposit import Upload
from unisson.invoices.drafts import Typed
from unisson.invoices.models import Invoice
from unisson.kernel.identifiers import STATE_SIRET, compact
from unisson.kernel.refusal import Refusal
from unisson.web.frame import chosen_structure

CONFIRM = "confirm_"


@dataclass(frozen=True, kw_only=True)
class NewDeposit:
    """The pop-up « Dépôt d'une nouvelle facture », checked as far as a form can."""

    upload: Upload
    supplier: Structure
    service: Service | None
    framework: str
    chosen_format: str


def new_deposit(request: HttpRequest, actor: User) -> NewDeposit:
    """Refusal CPP-DEPOT-09 without a file, -10 without a structure, CPP-ACCES-02 for one that is not theirs."""
    file = request.FILES.get("file")
    if file is None:
        raise Refusal("CPP-DEPOT-09", field="file")
    supplier = _supplier(request, actor)
    code = request.POST.get("service", "")
    service = supplier.services.filter(pk=code).first() if code.isdecimal() else None
    return NewDeposit(
        upload=Upload(name=file.name or "facture", content=file.read()),
        supplier=supplier,
        service=service,
        framework=request.POST.get("framework", "A1"),
        chosen_format=request.POST.get("format", ""),
    )


def _supplier(request: HttpRequest, actor: User) -> Structure:
    """The chosen structure; from the home page, which has no choice of one, the structure in use or the only one."""
    theirs = {str(one.pk): one for one in structures(actor, Space.ISSUED, Level.WRITE)}
    in_use = chosen_structure(request, Space.ISSUED)
    only = next(iter(theirs)) if len(theirs) == 1 else ""
    key = request.POST.get("supplier") or (str(in_use.pk) if in_use else only)
    if not key:
        raise Refusal("CPP-DEPOT-10", field="supplier")
    if key not in theirs:
        raise Refusal("CPP-ACCES-02", field="supplier")
    return theirs[key]


def typed_from(post: QueryDict | Mapping[str, str], draft: Invoice) -> Typed:
    """The typed fields and the confirmed doubts of a posted draft form."""
    texts = {name: post.get(name, "") or "" for name in post if not name.startswith(CONFIRM)}
    if "recipient_siret" in texts:
        texts["recipient_siret"] = _siret(texts, draft)
    confirmed = tuple(name.removeprefix(CONFIRM) for name in post if name.startswith(CONFIRM))
    version = texts.get("version", "")
    return Typed(
        texts=texts,
        confirmed=confirmed,
        version=int(version) if version.isdecimal() else -1,
        tab=texts.get("tab", "")[:40],
    )


def _siret(texts: Mapping[str, str], draft: Invoice) -> str:
    """« Le destinataire est-il l'Etat ? » : OUI fills the State's SIRET, going back to NON empties it."""
    siret = texts["recipient_siret"]
    was_state = draft.draft.get("typed", {}).get("recipient_siret") == STATE_SIRET
    answer = texts.get("state")
    if answer == "oui" and not was_state:
        return STATE_SIRET
    if answer == "non" and was_state and compact(siret) == STATE_SIRET:
        return ""
    return siret
