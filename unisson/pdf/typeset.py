"""Pages of the portal by typst: PDF/A, tagged, the same bytes on every machine.

Values reach a template as JSON and are set as text: nothing a supplier writes is ever read as markup. Only the fonts
inside the typst package are used (Libertinus Serif, DejaVu Sans Mono).
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import typst

from . import agreed, attestation, reported

_TEMPLATES = Path(__file__).parent / "templates"
Template = Literal["agreement", "certificate", "invoice", "report"]
Standard = Literal["a-2b", "a-3b"]
PDF_A: Final = "a-2b"
PDF_A_WITH_FILES: Final = "a-3b"
_SHOWN: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
    "agreement": agreed.shown,
    "certificate": attestation.shown,
    "invoice": dict,
    "report": reported.shown,
}


def render(template: Template, values: Mapping[str, Any], *, standard: Standard = PDF_A) -> bytes:
    """The page as a PDF/A. `values`: those of `agreed.shown` for "agreement", of `attestation.shown` for
    "certificate", of `readable` for "invoice", of `reported.shown` for "report".

    A script without a glyph in our fonts cannot be PDF/A: such a page is an ordinary PDF. KeyError for a missing value.
    """
    inputs = {"values": json.dumps(_SHOWN[template](values), ensure_ascii=False)}
    try:
        return _compiled(template, inputs, standard=standard)
    except typst.TypstError:
        return _compiled(template, inputs, standard=None)


def _compiled(template: str, inputs: Mapping[str, str], *, standard: Standard | None) -> bytes:
    return typst.compile(
        str(_TEMPLATES / f"{template}.typ"),
        root=str(_TEMPLATES),
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
        pdf_standards=standard,
        format="pdf",
    )
