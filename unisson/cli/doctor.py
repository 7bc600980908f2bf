"""`unisson doctor`: looks at a deployment and says in words what is wrong and what to do, and as an exit code.

What is only poorer than it could be (no antivirus, no Tesseract) is said and is no fault.
"""

import shutil
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.crypto import get_random_string

from unisson.invoices import pulse, sweep
from unisson.invoices.drafting.reading import reads_scans
from unisson.kernel.clock import PARIS, now
from unisson.kernel.ports import NoScanner, ports
from unisson.kernel.refusal import Unavailable

from .status import WAITING

TOO_OLD = timedelta(minutes=10)
"""A worker sweeps every five seconds: work that waits longer waits for nobody."""
LEAST_FREE = 0.05
"""Of the disk. A full disk refuses deposits, politely, but refuses them."""
SOON = timedelta(days=60)
"""A qualified seal takes weeks to be renewed."""
MOST_APART = timedelta(seconds=5)


@dataclass(frozen=True, kw_only=True)
class Word:
    """What was looked at, what was seen, and what to do about it. `grave`: the portal does not do its work."""

    about: str
    seen: str
    do: str = ""
    grave: bool = False


def doctor() -> bool:
    """Print one line for each thing looked at; whether nothing is grave."""
    words = [word for check in _CHECKS for word in _carefully(check)]
    for word in words:
        print(f"{'✗' if word.grave else '!' if word.do else '✓'} {word.about} : {word.seen}")
        if word.do:
            print(f"    → {word.do}")
    return not any(word.grave for word in words)


Check = Callable[[], Iterator[Word]]


def _carefully(check: Check) -> Iterator[Word]:
    """A check that breaks off says so; the others are still made."""
    try:
        yield from check()
    except Exception as error:
        about = (check.__doc__ or "").strip().rstrip(".")
        told = f"{type(error).__name__}: {error}"[:300]
        yield Word(about=about, seen=told, do="Lisez le message : c’est ce que le portail rencontre aussi.", grave=True)


def _database() -> Iterator[Word]:
    """Base de données."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        do = "Vérifiez UNISSON_DATABASE_URL et que le serveur répond."
        yield Word(about="base de données", seen=str(error)[:300], do=do, grave=True)
        return
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        seen = f"{connection.vendor}, {len(waiting)} changements de tables à faire"
        yield Word(about="base de données", seen=seen, do="Lancez « unisson prepare ».", grave=True)
    else:
        yield Word(about="base de données", seen=f"{connection.vendor}, à jour")


def _storage() -> Iterator[Word]:
    """Fichiers."""
    try:
        same = _given_back(get_random_string(40).encode())
    except Unavailable:
        do = "Vérifiez UNISSON_S3_ENDPOINT, le nom du seau et sa clé ; le journal dit ce que le stockage a répondu."
        yield Word(about="fichiers", seen="le stockage S3 ne répond pas ou refuse", do=do, grave=True)
        return
    do = "" if same else "Le stockage ne rend pas ce qu’on lui confie : arrêtez les dépôts."
    yield Word(about="fichiers", seen="écrits et relus" if same else "relus autrement", do=do, grave=not same)
    disk = shutil.disk_usage(settings.VAR)
    free = disk.free / disk.total
    if free < LEAST_FREE:
        yield Word(
            about="disque", seen=f"{free:.0%} libre", do="Faites de la place : un disque plein refuse.", grave=True
        )
    else:
        yield Word(about="disque", seen=f"{free:.0%} libre")


def _given_back(content: bytes) -> bool:
    name = default_storage.save(f"doctor/{get_random_string(20)}", ContentFile(content))
    with default_storage.open(name) as file:
        same: bool = file.read() == content
    default_storage.delete(name)
    return same


def _mail() -> Iterator[Word]:
    """Courriels."""
    if not settings.EMAIL_URL:
        do = "" if settings.DEMO else "Donnez UNISSON_EMAIL_URL : sans elle aucun courriel ne part."
        yield Word(about="courriels", seen="gardés dans le portail", do=do, grave=not settings.DEMO)
        return
    host = urlsplit(settings.EMAIL_URL).hostname
    assert ports.mailer is not None  # noqa: S101 - wired at start
    try:
        ports.mailer.check()
    except smtplib.SMTPAuthenticationError as refused:
        do = "Vérifiez le nom et le mot de passe dans UNISSON_EMAIL_URL : sans eux aucun courriel ne part."
        yield Word(about="courriels", seen=f"{host} refuse la connexion ({refused.smtp_code})", do=do, grave=True)
        return
    yield Word(about="courriels", seen=f"{host} laisse entrer")


def _seal() -> Iterator[Word]:
    """Sceau des certificats."""
    if ports.seal is not None:
        yield from _seal_s_end(ports.seal.check())
    made = settings.SEAL_PKCS12 is None
    do = "" if settings.DEMO or not made else "Donnez une clé de cachet reconnue : UNISSON_SEAL_PKCS12."
    yield Word(about="sceau", seen="clé faite ici" if made else "clé donnée", do=do)


def _seal_s_end(good_until: datetime) -> Iterator[Word]:
    left = good_until - now()
    seen, do = f"jusqu’au {good_until.astimezone(PARIS):%d/%m/%Y}", "Renouvelez-le, puis UNISSON_SEAL_PKCS12."
    if left < timedelta():
        yield Word(about="fin du certificat du sceau", seen=f"passée, il valait {seen}", do=do, grave=True)
    else:
        yield Word(about="fin du certificat du sceau", seen=seen, do=do if left < SOON else "")


def _clock() -> Iterator[Word]:
    """Horloge."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (theirs,) = cursor.fetchone()
    apart = abs(theirs - datetime.now(UTC))
    do = "Réglez l’heure des machines (chrony, systemd-timesyncd) : délais et baux en dépendent."
    wrong = apart > MOST_APART
    seen = f"{apart.total_seconds():.1f} s d’écart avec le serveur de base de données"
    yield Word(about="horloge", seen=seen, do=do if wrong else "", grave=wrong)


def _worker() -> Iterator[Word]:
    """Travailleur."""
    age = pulse.age(at=now())
    if age is None or age > pulse.TOO_OLD:
        seen = "aucun passage" if age is None else f"dernier passage il y a {age.total_seconds() / 60:.0f} min"
        do = "Lancez-en un : « unisson worker », ou le service unisson-worker."
        yield Word(about="travailleur", seen=seen, do=do, grave=True)
    else:
        yield Word(about="travailleur", seen=f"dernier passage il y a {age.total_seconds():.0f} s")


def _work() -> Iterator[Word]:
    """Travail en attente."""
    late = {kind: now() - at for kind, at in sweep.oldest().items() if now() - at > TOO_OLD}
    if late:
        seen = ", ".join(f"{WAITING[kind]} depuis {age.total_seconds() / 60:.0f} min" for kind, age in late.items())
        do = "Un travailleur tourne-t-il ? « unisson worker » ; puis « unisson status » dit ce qui échoue."
        yield Word(about="travail en attente", seen=seen, do=do, grave=True)
    else:
        yield Word(about="travail en attente", seen="rien d’ancien")


def _safety() -> Iterator[Word]:
    """Sûreté."""
    if settings.DEBUG:
        yield Word(about="pages de mise au point", seen="ouvertes", do="Enlevez UNISSON_DEBUG.", grave=True)
    if settings.DEMO:
        yield Word(
            about="démonstration", seen="en service", do="Les mots de passe sont publics : jamais en production."
        )
        return
    https = settings.BASE_URL.startswith("https://") and settings.SESSION_COOKIE_SECURE
    do = "" if https else "Mettez un mandataire TLS devant, UNISSON_HTTPS=1 et une UNISSON_BASE_URL en https."
    yield Word(about="HTTPS", seen="oui" if https else "non", do=do, grave=not https)


def _means() -> Iterator[Word]:
    """Moyens."""
    if isinstance(ports.scanner, NoScanner):
        do = "Donnez UNISSON_CLAMD : sans lui les fichiers sont marqués « non analysé »."
        yield Word(about="antivirus", seen="aucun", do=do)
    else:
        yield Word(about="antivirus", seen="en service")
    if reads_scans():
        yield Word(about="scans", seen="lus")
    else:
        yield Word(about="scans", seen="non lus", do="Installez tesseract-ocr et tesseract-ocr-fra.")


_CHECKS: tuple[Check, ...] = (_database, _clock, _storage, _mail, _seal, _worker, _work, _safety, _means)
