"""Données obligatoires: what must be there, and what must say something (EN 16931-1, BR-01 to BR-65)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from unisson.kernel.findings import Findings
from unisson.rules.engine import at

from .evidence import Evidence, Group
from .ruleset import Judge, declare, labelled
from .signs import glance


@dataclass(frozen=True)
class Need:
    """In each group along `context`, one of `terms` below `path`; `filled`: it must say more than spaces.

    Without terms the group at the end of `path` itself is needed. `first`: only the first of its kind is looked at.
    """

    context: tuple[str, ...]
    path: tuple[str, ...]
    terms: tuple[str, ...]
    filled: bool

    def met(self, group: Group) -> bool:
        """Whether the group says what is needed."""
        if not self.path and len(self.terms) == 1:
            term = self.terms[0]
            return group.filled(term) if self.filled else term in group.texts
        homes = group.all(*self.path) if self.path else (group,)
        if not self.terms:
            return bool(homes)
        for home in homes:
            for term in self.terms:
                if home.filled(term) if self.filled else term in home.texts:
                    return True
        return False


def need(written: str) -> Need:
    """A need as the tables write it: "BG-4/BG-5 > BT-40!", context, then path and terms; "!" for filled."""
    context, _, wanted = written.rpartition(">")
    *path, last = wanted.strip().split("/")
    groups = last.startswith("BG-")
    return Need(
        context=tuple(context.strip().split("/")) if context.strip() else (),
        path=(*path, last) if groups else tuple(path),
        terms=() if groups else tuple(last.removesuffix("!").split("|")),
        filled=last.endswith("!"),
    )


MISSING = (
    ("BR-01", "specification_missing", "BT-24", "BT-24!", ""),
    ("BR-02", "number_missing", "BT-1", "BT-1!", ""),
    ("BR-03", "issue_date_missing", "BT-2", "BT-2!", ""),
    ("BR-04", "type_missing", "BT-3", "BT-3!", ""),
    ("BR-05", "currency_missing", "BT-5", "BT-5!", ""),
    ("BR-06", "seller_name_missing", "BT-27", "BG-4/BT-27!", ""),
    ("BR-07", "buyer_name_missing", "BT-44", "BG-7/BT-44!", ""),
    ("BR-08", "seller_address_missing", "BG-5", "BG-4/BG-5", ""),
    ("BR-09", "seller_country_missing", "BT-40", "BG-4/BG-5 > BT-40!", "BG-4/BG-5/BT-40!"),
    ("BR-10", "buyer_address_missing", "BG-8", "BG-7/BG-8", ""),
    ("BR-11", "buyer_country_missing", "BT-55", "BG-7/BG-8 > BT-55!", "BG-7/BG-8/BT-55!"),
    ("BR-12", "lines_total_missing", "BT-106", "BG-22 > BT-106", ""),
    ("BR-13", "net_total_missing", "BT-109", "BG-22 > BT-109", ""),
    ("BR-14", "gross_total_missing", "BT-112", "BG-22 > BT-112", ""),
    ("BR-15", "amount_due_missing", "BT-115", "BG-22 > BT-115", ""),
    ("BR-16", "lines_missing", "BG-25", "BG-25", ""),
    ("BR-18", "tax_representative_name_missing", "BT-62", "BG-11 > BT-62!", ""),
    ("BR-19", "tax_representative_address_missing", "BG-12", "BG-11 > BG-12", ""),
    ("BR-20", "tax_representative_country_missing", "BT-69", "BG-11/BG-12 > BT-69!", "BG-11 > BG-12/BT-69!"),
    ("BR-21", "line_id_missing", "BT-126", "BG-25 > BT-126!", ""),
    ("BR-22", "line_quantity_missing", "BT-129", "BG-25 > BT-129", ""),
    ("BR-23", "line_unit_missing", "BT-130", "BG-25 > BT-130", ""),
    ("BR-24", "line_net_missing", "BT-131", "BG-25 > BT-131", ""),
    ("BR-25", "line_name_missing", "BT-153", "BG-25 > BT-153!", ""),
    ("BR-26", "line_price_missing", "BT-146", "BG-25 > BT-146", ""),
    ("BR-31", "allowance_amount_missing", "BT-92", "BG-20 > amount", ""),
    ("BR-33", "allowance_reason_missing", "BT-97", "BG-20 > reason|reason code", ""),
    ("BR-36", "charge_amount_missing", "BT-99", "BG-21 > amount", ""),
    ("BR-38", "charge_reason_missing", "BT-104", "BG-21 > reason|reason code", ""),
    ("BR-41", "line_allowance_amount_missing", "BT-136", "BG-27 > amount", ""),
    ("BR-42", "line_allowance_reason_missing", "BT-139", "BG-27 > reason|reason code", ""),
    ("BR-43", "line_charge_amount_missing", "BT-141", "BG-28 > amount", ""),
    ("BR-44", "line_charge_reason_missing", "BT-144", "BG-28 > reason|reason code", ""),
    ("BR-45", "vat_base_missing", "BT-116", "BG-23 > BT-116", ""),
    ("BR-46", "vat_amount_missing", "BT-117", "BG-23 > BT-117", ""),
    ("BR-49", "payment_means_missing", "BT-81", "BG-16 > BT-81", ""),
    ("BR-52", "document_reference_missing", "BT-122", "BG-24 > BT-122!", ""),
    ("BR-55", "preceding_invoice_number_missing", "BT-25", "BG-3 > BT-25", "BG-3 > BT-25!"),
    ("BR-57", "delivery_country_missing", "BT-80", "BG-13/BG-15 > BT-80", "BG-13/BG-15 > BT-80!"),
    ("BR-CO-21", "allowance_without_reason", "BT-97", "BG-20 > reason|reason code", ""),
    ("BR-CO-22", "charge_without_reason", "BT-104", "BG-21 > reason|reason code", ""),
    ("BR-CO-23", "line_allowance_without_reason", "BT-139", "BG-27 > reason|reason code", ""),
    ("BR-CO-24", "line_charge_without_reason", "BT-144", "BG-28 > reason|reason code", ""),
)
"""Code, fault, term, and the need: in UBL and for typed values, then in CII where it differs."""

SCHEMES = (
    ("BR-62", "seller_endpoint_scheme_missing", "BT-34", "BG-4/BT-34 > scheme", "BG-4/BT-34 > scheme!"),
    ("BR-63", "buyer_endpoint_scheme_missing", "BT-49", "BG-7/BT-49 > scheme", "BG-7/BT-49 > scheme!"),
    ("BR-64", "standard_item_scheme_missing", "BT-157", "BG-25/BT-157 > scheme", "BG-25/BT-157 > scheme!"),
    ("BR-65", "item_classification_scheme_missing", "BT-158", "BG-25/BT-158 > scheme", "BG-25/BT-158 > scheme!"),
)
"""Identifiers that mean nothing without the list they come from."""


def _absent(term: str, usual: Need, in_cii: Need) -> Judge:
    def judge(evidence: Evidence) -> Findings:
        wanted = in_cii if evidence.is_cii else usual
        met = wanted.met
        for group in evidence.groups(*wanted.context) if wanted.context else (evidence.document,):
            if not met(group):
                yield at(group.place + term)

    return judge


def _sign(context: tuple[str, ...]) -> str:
    return f"{'/'.join(context) or 'document'} incomplete"


class _Whole(NamedTuple):
    """What each group of a context must have for its needs to be met: terms, of which some must say something."""

    context: tuple[str, ...]
    sign: str
    terms: frozenset[str]
    filled: tuple[str, ...]
    others: tuple[Need, ...]

    def is_had_by(self, group: Group) -> bool:
        texts = group.texts
        if not texts.keys() >= self.terms:
            return False
        for term in self.filled:
            if not texts[term][0].strip():
                return False
        return all(need.met(group) for need in self.others) if self.others else True


def _wholes(needs: Iterable[Need]) -> tuple[_Whole, ...]:
    by_context: dict[tuple[str, ...], list[Need]] = {}
    for one in needs:
        by_context.setdefault(one.context, []).append(one)
    return tuple(
        _Whole(
            context=context,
            sign=_sign(context),
            terms=frozenset(one.terms[0] for one in needs if _is_plain(one)),
            filled=tuple(one.terms[0] for one in needs if _is_plain(one) and one.filled),
            others=tuple(one for one in needs if not _is_plain(one)),
        )
        for context, needs in by_context.items()
    )


def _is_plain(wanted: Need) -> bool:
    return not wanted.path and len(wanted.terms) == 1


_ROWS = (*MISSING, *SCHEMES)
_USUAL = _wholes(need(usual) for *_, usual, _ in _ROWS)
_IN_CII = _wholes(need(in_cii or usual) for *_, usual, in_cii in _ROWS)


@glance
def incomplete(evidence: Evidence) -> Iterator[str]:
    """The contexts in which some need is not met."""
    there = evidence.by_kind
    for whole in _IN_CII if evidence.is_cii else _USUAL:
        context = whole.context
        if context and context[0] not in there:
            continue
        groups = evidence.groups(*context) if context else (evidence.document,)
        if groups and not all(map(whole.is_had_by, groups)):
            yield whole.sign


def _watched(*needs: Need) -> frozenset[str]:
    return frozenset(_sign(one.context) for one in needs)


def _declare_missing() -> None:
    for code, name, term, usual, in_cii in MISSING:
        fr, en = labelled(term)
        declare(
            code,
            name,
            _absent(term, need(usual), need(in_cii or usual)),
            fr=f"La donnée « {fr} » ({term}) est obligatoire et elle manque : indiquez-la.",
            en=f"“{en}” ({term}) is required and missing: state it.",
            explanation=f"La norme exige « {fr} » ({term}) chaque fois que le groupe qui porte cette donnée est là.",
            example=f"la donnée « {fr} » est vide ou absente du fichier.",
            watches=_watched(need(usual), need(in_cii or usual)),
        )


def _declare_schemes() -> None:
    for code, name, term, usual, in_cii in SCHEMES:
        fr, en = labelled(term)
        declare(
            code,
            name,
            _absent(term, need(usual), need(in_cii)),
            fr=f"La donnée « {fr} » ({term}) ne dit pas de quelle liste elle vient : indiquez le schéma "
            "d’identification.",
            en=f"“{en}” ({term}) does not say which list it comes from: state its identification scheme.",
            explanation=f"Sans son schéma, « {fr} » ne désigne rien de certain : le même numéro existe dans "
            "plusieurs listes.",
            example=f"« {fr} » porte un numéro, sans l’attribut qui nomme la liste.",
            watches=_watched(need(usual), need(in_cii or usual)),
        )


_declare_missing()
_declare_schemes()
