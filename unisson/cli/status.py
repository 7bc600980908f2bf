"""`unisson status`: what waits, what failed and why, what the portal lacks. `unisson retry`: failures get a turn."""

import shutil
from collections.abc import Iterator

from django.conf import settings

from unisson.directory.companies import checking
from unisson.directory.models import RegisterImport
from unisson.invoices import archives, sweep, takeup
from unisson.invoices.drafting.reading import reads_scans
from unisson.invoices.drops import work as drops
from unisson.invoices.models import DepositCertificate, Flow
from unisson.kernel.clock import PARIS, now
from unisson.kernel.ports import NoScanner, ports
from unisson.kernel.words import sentence
from unisson.notices import outbox
from unisson.notices.models import Email

SHOWN = 20
"""Failures listed of each kind; the count tells the rest."""
_GIGA = 10**9
WAITING = {
    "flows": "fichiers à traiter",
    "machines": "fichiers de machines à traiter",
    "delivered": "factures à acheminer",
    "payments": "étapes que jouent les destinataires du bac à sable",
    "register": "inscriptions à enchaîner au registre",
    "tallies": "changements à compter pour les tableaux de bord",
    "events": "événements à annoncer aux machines",
    "webhooks": "événements à envoyer aux machines",
    "webhooks-stopped": "webhooks arrêtés à annoncer",
    "webhooks-over": "envois à des machines à effacer",
    "certificates": "certificats à imprimer",
    "agreements": "accords à imprimer",
    "recaps": "récapitulatifs à écrire",
    "reminders": "demandes à rappeler aux gestionnaires",
    "companies": "structures à confirmer par le répertoire des entreprises",
    "sign-ups": "demandes de compte à effacer",
    "invitations": "propositions de rattachement à effacer",
    "sessions": "sessions finies à effacer",
    "links": "liens à écrire (mot de passe, activation)",
    "locks": "verrouillages à annoncer",
    "technical": "mots de passe techniques dont annoncer la fin",
    "directory": "annuaire de la semaine à publier",
    "imports": "fichiers d’annuaire examinés à effacer",
    "calls": "appels de l’API à oublier",
    "emails": "courriels à envoyer",
    "leftovers": "anciens utilisateurs à effacer des courriels",
    "archived": "factures à archiver",
    "checked": "archives à vérifier de nouveau",
    "old-drops": "dépôts de plusieurs fichiers à oublier",
    "drops": "fichiers déposés ensemble à lire, à juger ou à envoyer",
    "exports": "exports à préparer",
    "exports-over": "exports à effacer",
    "scans": "scans à lire",
}


def status() -> bool:
    """Print the state of the work; whether nothing failed."""
    print("Ce qui attend")
    for kind, count in sweep.left().items():
        print(f"  {WAITING[kind]} : {count}")
    print(*_refused(), end="")
    failures = list(_failures())
    print("Ce qui a échoué", *(failures or ["rien"]), sep="\n  ")
    print("Le portail", *_means(), sep="\n  ")
    return not failures


def retry() -> None:
    """Give every file and every e-mail that was given up another round of attempts, and print how many."""
    at = now()
    files = takeup.retry_failed(at=at) + drops.retry_failed()
    values = {"flows": files, "emails": outbox.retry_failed(at=at)}
    print(sentence("CPP-COMMANDE-11", values))


def _refused() -> Iterator[str]:
    """Letters that a mail server did not take and that are tried again."""
    refused = Email.objects.filter(state=Email.State.PENDING, attempts__gt=0).order_by("-next_try_at")
    if (last := refused.first()) is not None:
        yield f"  courriels refusés, essayés de nouveau : {refused.count()}, le dernier : {last.last_error}\n"


def _failures() -> Iterator[str]:
    flows = Flow.objects.filter(state=Flow.State.FAILED).select_related("supplier")
    for flow in flows.order_by("-received_at")[:SHOWN]:
        moment = flow.received_at.astimezone(PARIS)
        yield (
            f"fichier {flow.number}, « {flow.file_name} » de {flow.supplier.name},"
            f" reçu le {moment:%d/%m/%Y à %H:%M} : {flow.last_error}"
        )
    for check in archives.unsound().select_related("invoice")[:SHOWN]:
        yield f"archive de la facture {check.invoice.number} : perdue ou modifiée en partie (unisson audit)"
    for one in DepositCertificate.objects.filter(pdf=None, attempts__gt=0).select_related("invoice")[:SHOWN]:
        yield f"certificat de la facture n° {one.invoice.number}, essais : {one.attempts} : {one.last_error}"
    for email in Email.objects.filter(state=Email.State.FAILED).order_by("-created_at")[:SHOWN]:
        yield f"courriel à {email.to} du {email.created_at.astimezone(PARIS):%d/%m/%Y à %H:%M} : {email.last_error}"
    for file in drops.failed().select_related("drop__supplier").order_by("-added_at")[:SHOWN]:
        moment = file.added_at.astimezone(PARIS)
        yield (
            f"fichier « {file.name} » de {file.drop.supplier.name},"
            f" déposé avec d’autres le {moment:%d/%m/%Y à %H:%M} : {file.last_error}"
        )
    totals = (
        Flow.objects.filter(state=Flow.State.FAILED),
        Email.objects.filter(state=Email.State.FAILED),
        drops.failed(),
    )
    if any(total.count() > SHOWN for total in totals):
        yield f"(les {SHOWN} derniers de chaque sorte)"


def _means() -> Iterator[str]:
    scans = not isinstance(ports.scanner, NoScanner)
    yield "antivirus : en service" if scans else "antivirus : aucun, les fichiers sont marqués « non analysé »"
    yield "courriels : envoyés" if settings.EMAIL_URL else "courriels : gardés dans le portail, aucun ne part"
    yield "scans : lus" if reads_scans() else "scans : non lus, il manque Tesseract (tesseract-ocr, tesseract-ocr-fra)"
    yield from _register()
    disk = shutil.disk_usage(settings.VAR)
    free, whole = (f"{size / _GIGA:.1f}".replace(".", ",") for size in (disk.free, disk.total))
    yield f"disque de « {settings.VAR} » : {free} Go libres sur {whole} Go"


def _register() -> Iterator[str]:
    """How old the embedded register is, and the structures that no register confirms."""
    last = RegisterImport.objects.exclude(ended_at=None).order_by("-ended_at").first()
    cut = RegisterImport.objects.filter(ended_at=None).order_by("-begun_at").first()
    if last is not None and last.ended_at is not None:
        yield f"répertoire des entreprises : « {last.file_name} », chargé le {last.ended_at.astimezone(PARIS):%d/%m/%Y}"
    elif "stock" in settings.COMPANY_REGISTERS:
        yield "répertoire des entreprises : vide, « unisson directory import-sirene » le remplit"
    if cut is not None:
        yield f"répertoire des entreprises : « {cut.file_name} » n’est chargé qu’en partie, relancez la commande"
    doubtful = checking.unknown()
    for check in doubtful[:SHOWN]:
        said = "inconnu" if check.answer == check.Answer.UNKNOWN else "fermé"
        one = check.structure
        yield f"le répertoire donne pour {said} le SIRET {one.identifier} de « {one.name} »"
    if (count := doubtful.count()) > SHOWN:
        yield f"(les {SHOWN} premiers de {count})"
