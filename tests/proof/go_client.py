"""`go-choruspro`: each method of its four services, called by a program that knows only the library (`tests.clients`).

Its source is in the folder that UNISSON_GO_CHORUSPRO names, beside Debian's golang-golang-x-oauth2-dev; without that
variable it comes as Go modules do. Where there is no Go or no library, the trial says so and is none.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.builders import PARIS_7E
from tests.invoices.builders import a_cii
from tests.journeys.portal import Portal

from . import Trial

DRIVER = Path("tests/clients/go_choruspro.go").resolve()
MODULE, COMMIT = "github.com/antoine2116/go-choruspro", "35b065e571afc8739ea8e86659b690e995ec157b"
SOURCE, DEBIAN = "UNISSON_GO_CHORUSPRO", "/usr/share/gocode"
WHAT, METHODS = "go-choruspro (Go)", 55
REFUSED = {
    "ConsulterInformationsSIRET": 20999,  # the demonstration holds no register of companies
    "TelechargerGroupeFacture": 20999,  # the library cannot say which invoices
    "ConsulterFactureParValideur": 20000,  # nobody validates here yet
    "TraiterFactureAValider": 20001,
    "CorrigerValideurFacture": 20999,
}
FACTS = {
    "HealthCheck.0.statusCode": "OK",
    "RecupererTauxTva.0.listeTauxTva.1.valeurTauxTva": 2.1,
    "RecupererPays.0.listePays.0.libellePays": "Afghanistan",
    "RechercherDestinataires.0.parametresRetour.total": 1,
    "RechercherStructures.0.listeStructures.0.statut": "ACTIVE",
    "ConsulterStructure.0.informationGenerales.structurePriveePublique": "PUBLIQUE",
    "ConsulterService.0.parametres.miseEnPaiement": True,
    "RecupererRattachementsUtilisateur.0.listeStructureRattachement.0.statutUtilisateur": "ACTIF",
    "SoumettreFacture.0.statutFacture": "DEPOSEE",
    "ConsulterFactureParFournisseur.0.facture.montantTotal.montantTtcTotal": 120.3,
    "ConsulterFactureParRecipiendaire.0.facture.lignesDePoste.lignePoste.0.lignePosteQuantite": 2.5,
    "RechercherFactureParRecipiendaire.0.pageCourante": 1,
    "TraiterFactureRecue.0.nouveauStatut": "SUSPENDUE",
    "TraiterFactureRecue.1.nouveauStatut": "A_RECYCLER",
    "TraiterFactureRecue.2.nouveauStatut": "REJETEE",
    "RecyclerFacture.0.statutFacture": "EN_COURS_ACHEMINEMENT",
    "ConsulterHistoriqueFacture.0.statutCourantCode": "REJETEE",
    "ConsulterCompteRenduDetaille.0.etatCourantDepotFlux": "IN_INTEGRE",
    "ConsulterCompteRenduDetaille.1.etatCourantDepotFlux": "IN_REJETE",
    "ConsulterCompteRenduDetaille.1.listeErreurDP.0.numeroDP": "GO-2",
    "ConsulterCompteRendu.1.etatCourantFlux": "IN_REJETE",
}
"""Some of what must have been decoded: method, which of its calls, key by key."""
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def tried(portal: Portal, ready: Mapping[str, str], folder: Path) -> Trial:
    """A method each. Skipped without Go, or when nothing was named and the library does not come."""
    if shutil.which("go") is None:
        return _skipped("il manque Go (Debian : golang-go)")
    program, said = folder / "go-choruspro", _built(folder)
    if not program.exists() and SOURCE not in os.environ:
        return _skipped(f"sa source n’est ni dans {SOURCE} ni à portée de Go")
    if not program.exists():
        return Trial(what=WHAT, tried=METHODS, held=0, note=said[-200:])
    rows = _told(program, _given(portal, ready))
    wrong = {call for call, told in rows.items() if not _is_as_it_should(call, told)}
    wrong |= {path.partition(".")[0] for path, value in FACTS.items() if _at(rows, path) != value}
    said = [f"{call} : {rows.get(call, ['pas appelée'])[-1]}"[:120] for call in sorted(wrong)]
    note = " ; ".join([f"{len(REFUSED)} refus attendus", *said])
    return Trial(what=WHAT, tried=METHODS, held=len(rows.keys() - wrong), note=note)


def _skipped(why: str) -> Trial:
    return Trial(what=WHAT, tried=0, held=0, note=f"pas essayé : {why}", skipped=True)


def _built(folder: Path) -> str:
    """Make the program in `folder`; what Go says of it."""
    build = ["go", "build", "-o", folder / "go-choruspro", DRIVER]
    if source := os.environ.get(SOURCE):
        place = folder / "gopath/src" / MODULE
        place.parent.mkdir(parents=True)
        place.symlink_to(Path(source).resolve(), target_is_directory=True)
        return _go(folder, build, GO111MODULE="off", GOPATH=f"{folder / 'gopath'}:{DEBIAN}")
    return "".join(
        _go(folder, one) for one in (["go", "mod", "init", "essai"], ["go", "get", f"{MODULE}@{COMMIT}"], build)
    )


def _go(folder: Path, command: Sequence[str | Path], **settings: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **settings}, capture_output=True, text=True, check=False, timeout=600
    )
    return done.stderr


def _given(portal: Portal, ready: Mapping[str, str]) -> dict[str, Any]:
    """What the program reads: both sides, an invoice, and one that nobody may receive."""
    command = [sys.executable, "-m", "tests.clients.account", ready["recipient_siret"]]
    made = subprocess.run(command, env=portal.environment, capture_output=True, text=True, check=True, timeout=300)
    good, faulty = a_cii("GO-1"), a_cii("GO-2", replace={PARIS_7E: "99999999900009"})
    sent = {"invoice": base64.b64encode(good).decode(), "faulty": base64.b64encode(faulty).decode()}
    return {**ready, **sent, "recipient": json.loads(made.stdout)}


def _told(program: Path, given: Mapping[str, Any]) -> Rows:
    done = subprocess.run([program], input=json.dumps(given), capture_output=True, text=True, check=False, timeout=900)
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for line in done.stdout.splitlines():
        row = json.loads(line)
        rows.setdefault(row["call"], []).append(row)
    return rows


def _is_as_it_should(call: str, told: Sequence[Mapping[str, Any]]) -> bool:
    """Decoded, and no refusal; or refused under its number."""
    if call in REFUSED:
        return all(row.get("refused") == REFUSED[call] for row in told)
    return all("answer" in row and not row["answer"].get("codeRetour") for row in told)


def _at(rows: Rows, path: str) -> Any:
    """What stands at `path` in what was decoded. None for nothing."""
    call, rank, *keys = path.split(".")
    try:
        found: Any = rows[call][int(rank)]["answer"]
        for key in keys:
            found = found[int(key) if isinstance(found, list) else key]
    except (KeyError, IndexError, TypeError):
        return None
    return found
