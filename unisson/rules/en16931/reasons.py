"""Motifs: what a reason says and what its code says (EN 16931-1, BR-CO-05 to BR-CO-08)."""

from unisson.kernel.findings import Findings

from .evidence import Evidence
from .ruleset import declare
from .signs import UNJUDGEABLE

ALWAYS_HOLD = (
    ("BR-CO-05", "allowance_reason_contradicted", "BT-97", "BT-98"),
    ("BR-CO-06", "charge_reason_contradicted", "BT-104", "BT-105"),
    ("BR-CO-07", "line_allowance_reason_contradicted", "BT-139", "BT-140"),
    ("BR-CO-08", "line_charge_reason_contradicted", "BT-144", "BT-145"),
)
"""What a reason says and what its code says agree: no machine can judge it, and the official rules never fire."""


def _declare_unjudged() -> None:
    for code, name, reason, reason_code in ALWAYS_HOLD:

        def judge(evidence: Evidence) -> Findings:
            yield from ()

        declare(
            code,
            name,
            judge,
            fr=f"Le motif ({reason}) et son code ({reason_code}) ne disent pas la même chose : accordez-les.",
            en=f"The reason ({reason}) and its code ({reason_code}) do not say the same: make them agree.",
            explanation="Le motif en clair et son code disent la même chose. Aucune machine ne peut en juger : la "
            "règle existe dans la norme, et ne se déclenche jamais.",
            example="le motif « Transport » avec le code 95 (remise).",
            watches=(UNJUDGEABLE,),
        )


_declare_unjudged()
