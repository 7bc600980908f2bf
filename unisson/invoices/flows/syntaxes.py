"""The syntaxes that a machine may say it sends: codes, interfaces and what their files are (domain-rules §7.2)."""

from dataclasses import dataclass

from unisson.einvoice.detect import FileKind

_UBL = frozenset({FileKind.UBL_INVOICE, FileKind.UBL_CREDIT_NOTE})
_CII = frozenset({FileKind.CII})
_PDF = frozenset({FileKind.PDF})


@dataclass(frozen=True)
class FlowSyntax:
    """One row: what the files of a flow of that code are. None are accepted of a format that is withdrawn."""

    interface: str
    label: str
    kinds: frozenset[FileKind] = frozenset()


SYNTAXES = {
    "IN_DP_E1_UBL_INVOICE": FlowSyntax("FSO1100A", "UBL", _UBL),
    "IN_DP_E1_CII": FlowSyntax("FSO1101A", "CII", _CII),
    "IN_DP_E1_PES_FACTURE": FlowSyntax("FSO1102A", "PES"),
    "IN_DP_E1_XCBL": FlowSyntax("FSO1103A", "xCBL"),
    "IN_DP_E1_CII_16B": FlowSyntax("FSO1106A", "CII D16B", _CII),
    "IN_DP_E2_UBL_INVOICE_MIN": FlowSyntax("FSO1110A", "UBL minimal", _UBL),
    "IN_DP_E2_CII_MIN": FlowSyntax("FSO1111A", "CII minimal", _CII),
    "IN_DP_E2_PES_FACTURE_MIN": FlowSyntax("FSO1112A", "PES minimal"),
    "IN_DP_E2_CPP_FACTURE_MIN": FlowSyntax("FSO1113A", "CPP Facture mixte"),
    "IN_DP_E2_CII_MIN_16B": FlowSyntax("FSO1116A", "CII D16B minimal", _CII),
    "IN_DP_E2_CII_FACTURX": FlowSyntax("FSO1117A", "Factur-X", _PDF),
    "IN_DP_PDFARCHIVE_UBL_INVOICE_MUG": FlowSyntax("FSO1114A", "PDF et UBL"),
    "IN_DP_PDFARCHIVE_CII_MUG": FlowSyntax("FSO1115A", "PDF et CII"),
    "IN_DP_E3_UBL_INVOICE": FlowSyntax("FSO1120A", "UBL (mémoire de frais de justice)", _UBL),
}
"""The interfaces of xCBL and of the two archives of PDFs are not known: the numbers left free stand for them."""


def interface_of(stated: str) -> str:
    """« FSO1106A » of a code of the table; `stated` is one."""
    return SYNTAXES[stated].interface


def label_of(stated: str) -> str:
    """How the code is called on screen."""
    return SYNTAXES[stated].label if stated in SYNTAXES else stated
