"""Writes the pages of `docs/` that repeat what the code says: settings, life cycle, rules, errors.

`make docs` writes them; a consistency test holds them current.
"""

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
WRITTEN_BY = "<!-- Page produite par `make docs` : modifiez le code, pas la page. -->"


def pages() -> dict[str, str]:
    """Every generated page: path below `docs/` → Markdown. Needs Django set up."""
    from unisson.rules import document as rules

    return {
        "settings.md": settings(),
        "lifecycle.md": lifecycle(),
        "errors.md": errors(),
        **{f"rules/{Path(path).name}": page for path, page in rules.pages().items()},
    }


def settings() -> str:
    """The environment's variables, from the one typed reader."""
    from unisson.config.environment import Environment, secrets

    rows = [
        (
            f"`UNISSON_{name.upper()}`" + (f" ou `UNISSON_{name.upper()}_FILE`" if name in secrets() else ""),
            _default(field.get_default(call_default_factory=True)),
            field.description or "",
        )
        for name, field in Environment.model_fields.items()
    ]
    return _page(
        "Réglages",
        "Chaque réglage est une variable d’environnement. Une valeur mal écrite arrête le démarrage en disant son nom.",
        "Un secret se donne par sa variable ou, mieux, par un fichier que nomme la même variable suivie de `_FILE` ; "
        "le fichier l’emporte.",
        _table(("Variable", "Par défaut", "Effet"), rows),
    )


def lifecycle() -> str:
    """The statuses and the table of edges, with a diagram."""
    from unisson.invoices.lifecycle import EDGES, By, Needs
    from unisson.invoices.status import Status

    who = {By.SUPPLIER: "fournisseur", By.BUYER: "destinataire", By.PLATFORM: "portail"}
    needs = {
        Needs.NOTHING: "",
        Needs.REASON: "un motif",
        Needs.COMPLEMENT: "une pièce ou un commentaire",
    }
    drawn = [f"    {edge.source or '[*]'} --> {edge.target}: {who[edge.by]}" for edge in EDGES]
    rows = [
        (
            edge.source or "—",
            edge.target,
            who[edge.by],
            f"`{edge.event}`",
            needs[edge.needs],
            ", ".join(sorted(edge.frameworks or ())),
        )
        for edge in EDGES
    ]
    return _page(
        "Cycle de vie d’une facture",
        "La table de `unisson/invoices/lifecycle.py` : elle donne les boutons, garde l’écriture et dessine cette page.",
        _table(("Statut", "Libellé"), [(f"`{status.value}`", str(status.label)) for status in Status]),
        "\n".join(("```mermaid", "stateDiagram-v2", *drawn, "```")),
        _table(("De", "Vers", "Par", "Événement", "Demande", "Cadres"), rows),
        *_matrix(),
    )


def _matrix() -> tuple[str, str, str]:
    """Every status by every event: who may, a dash for nobody."""
    from unisson.invoices.lifecycle import EDGES, By
    from unisson.invoices.status import Status

    letters = {By.SUPPLIER: "F", By.BUYER: "D", By.PLATFORM: "P"}
    events = list(dict.fromkeys(edge.event for edge in EDGES))
    may = {(edge.source, edge.event): letters[edge.by] for edge in EDGES}
    rows = [
        (name, *(may.get((source, event), "—") for event in events))
        for name, source in (("avant tout", None), *((f"`{status.value}`", status) for status in Status))
    ]
    return (
        "## Qui peut quoi, état par état",
        "F : le fournisseur, D : le destinataire, P : le portail. Un tiret : personne. Ce qui n’est pas écrit ici "
        "n’existe pas, et un test tient chaque case.",
        _table(("État", *(f"`{event}`" for event in events)), rows),
    )


def errors() -> str:
    """Every declared code with its two sentences, by family."""
    from unisson.kernel.words import declared

    declare_all()
    families = groupby(sorted(declared().items(), key=_by_family), key=lambda item: _family(item[0]))
    blocks = [
        f"## {family}\n\n" + _table(("Code", "Français", "English"), [(f"`{code}`", w.fr, w.en) for code, w in members])
        for family, members in families
    ]
    return _page(
        "Codes et phrases",
        "Ce que le portail peut refuser ou signaler, dans les deux langues. Les mots entre accolades sont remplis à "
        "l’affichage.",
        *blocks,
    )


def _by_family(item: tuple[str, object]) -> tuple[str, str]:
    return _family(item[0]), item[0]


def _family(code: str) -> str:
    """A code of several cases stands with them, in the family of the code."""
    from unisson.kernel.words import declared

    above = code.rpartition("-")[0]
    return (above.rpartition("-")[0] if above in declared() else above) or code.partition("-")[0]


def declare_all() -> None:
    """Sentences are declared where they are used: importing every module gathers them."""
    import unisson

    for module in pkgutil.walk_packages(unisson.__path__, "unisson."):
        if ".migrations" not in module.name and not module.name.startswith("unisson.config."):
            importlib.import_module(module.name)


def _page(title: str, *blocks: str) -> str:
    return "\n\n".join((f"# {title}", WRITTEN_BY, *blocks)) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(_row(cells) for cells in (head, ("---",) * len(head), *rows))


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _default(value: object) -> str:
    shown = ",".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"`{shown.replace(f'{ROOT}/', '')}`" if shown else "—"


def main() -> int:
    """Write the pages; remove rule pages whose set is gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    wanted = pages()
    for stale in {f"rules/{path.name}" for path in (DOCS / "rules").glob("*.md")} - wanted.keys():
        (DOCS / stale).unlink()
    for name, page in wanted.items():
        (DOCS / name).parent.mkdir(exist_ok=True)
        (DOCS / name).write_text(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
