"""« Ma facture est-elle bien lisible ? » as data: the verdict, the values with their places, the pages as images."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.invoices.legibility import STRUCTURED, Examined
from unisson.kernel.findings import Finding, Severity
from unisson.kernel.identifiers import show_siret
from unisson.web.issued.fields import FIELDS, LABELS
from unisson.web.issued.frameworks import framework_options
from unisson.web.issued.viewer import Box, Sheet, around, lettered
from unisson.web.signature import signature_in_words

_SIRETS = frozenset({"supplier", "recipient_siret"})
_STATES = ("todo", "doubt", "done")
_PNG = b"\x89PNG"
_CODED = frozenset({"kind", "vat_regime", "currency"})


@dataclass(frozen=True, kw_only=True)
class Value:
    """One value that would be read: `how` is "sure" or "check", empty from an XML; `others` as written."""

    key: str
    label: str
    text: str
    how: str = ""
    letter: str = ""
    page: int = 0
    others: Sequence[str] = ()

    @property
    def doubtful(self) -> bool:
        return self.how == "check"

    @property
    def empty(self) -> str:
        if not self.others:
            return _("laissé vide")
        return _("laissé vide ; possible : %(others)s") % {"others": ", ".join(self.others)}


@dataclass(frozen=True, kw_only=True)
class LegiblePage:
    """The answer. `points`: state (as the readiness panel calls it) and finding."""

    name: str
    good: bool
    title: str
    points: Sequence[tuple[str, Finding]]
    values: Sequence[Value]
    sheets: Sequence[Sheet]
    signature: str
    signature_tone: str
    structured: bool
    scanned: bool
    lines: int

    @property
    def lines_read(self) -> str:
        """« 4 lignes lues : leur somme est le montant HT. »; empty where their table is not clear."""
        words = ngettext(
            "%(count)s ligne lue\u00a0: son montant est le montant HT.",
            "%(count)s lignes lues\u00a0: leur somme est le montant HT.",
            self.lines,
        )
        return words % {"count": self.lines} if self.lines else ""


def legible_page(examined: Examined) -> LegiblePage:
    names = dict.fromkeys(name for name in ("supplier", *LABELS) if examined.seen.get(name, {}).get("value"))
    marks = lettered(names)
    wrong = sum(_state(finding) == "todo" for finding in examined.advice)
    tips = sum(_state(finding) == "doubt" for finding in examined.advice)
    signature: Mapping[str, Any] = examined.read.signature or {}
    return LegiblePage(
        name=examined.name,
        good=examined.good,
        title=_title(wrong, tips=tips),
        points=sorted(((_state(one), one) for one in examined.advice), key=lambda point: _STATES.index(point[0])),
        values=_values(examined, marks),
        sheets=_sheets(examined, marks),
        signature=signature_in_words(signature),
        signature_tone="info" if signature.get("intact") else "warn",
        structured=examined.read.reading is not None,
        scanned=bool(examined.read.scanned),
        lines=examined.read.lines,
    )


def _state(finding: Finding) -> str:
    if finding.code == STRUCTURED:
        return "done"
    return "doubt" if finding.severity is Severity.INFORMATION else "todo"


def _title(wrong: int, *, tips: int) -> str:
    if wrong:
        return ngettext("%(count)s point à améliorer", "%(count)s points à améliorer", wrong) % {"count": wrong}
    if tips:
        return _("Votre facture est bien lisible ; quelques conseils")
    return _("Votre facture est bien lisible")


def _values(examined: Examined, marks: Mapping[str, str]) -> list[Value]:
    names = [name for name in ("supplier", *LABELS) if name in examined.values or name in examined.seen]
    return [_value(name, examined, marks) for name in dict.fromkeys(names)]


def _value(name: str, examined: Examined, marks: Mapping[str, str]) -> Value:
    sight: Mapping[str, Any] = examined.seen.get(name, {})
    text = examined.values.get(name, "")
    return Value(
        key=name,
        label=_label(name),
        text=_shown(name, text),
        how=("sure" if sight["sure"] else "check") if sight and text else "",
        letter=marks.get(name, ""),
        page=sight.get("page", 0),
        others=[] if text else [one["shown"] for one in sight.get("alternatives", ())],
    )


def _label(name: str) -> str:
    if name == "supplier":
        return _("SIRET du fournisseur")
    return _("SIRET du destinataire") if name == "recipient_siret" else str(LABELS[name])


def _shown(name: str, text: str) -> str:
    if name in _SIRETS:
        return show_siret(text)
    if name == "framework":
        return next((option.label for option in framework_options(text) if option.value == text), text)
    options = next((one.options for block in FIELDS.values() for one in block if one.name == name in _CODED), ())
    return next((str(label) for code, label in options if str(code) == text), text)


def _sheets(examined: Examined, marks: Mapping[str, str]) -> list[Sheet]:
    """The images travel inside the page: nothing of the file stays here to be asked for again."""
    return [
        Sheet(
            url=_inline(image),
            width=round(width),
            height=round(height),
            alt=_("Page %(number)s de %(name)s") % {"number": number, "name": examined.name},
            boxes=[
                _frame(name, letter, examined.seen[name])
                for name, letter in marks.items()
                if examined.seen[name]["page"] == number
            ],
        )
        for number, (image, (width, height)) in enumerate(
            zip(examined.images, examined.read.sheets, strict=False), start=1
        )
    ]


def _inline(image: bytes) -> str:
    kind = "png" if image.startswith(_PNG) else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(image).decode()}"


def _frame(name: str, letter: str, sight: Mapping[str, Any]) -> Box:
    about = {"letter": letter, "label": _label(name), "shown": sight["shown"]}
    text = (
        _("%(letter)s, %(label)s : %(shown)s") if sight["sure"] else _("%(letter)s, %(label)s : %(shown)s, à vérifier")
    )
    pattern = "sure" if sight["sure"] else "check"
    return around(sight, key=name, href=f"#valeur-{name}", label=text % about, letter=letter, pattern=pattern)
