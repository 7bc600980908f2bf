"""Small invoices as bytes: one fragment per deviation, so that a test shows only what matters to it."""

from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples" / "xml"

_CII = """<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:qdt="urn:un:unece:uncefact:data:standard:QualifiedDataType:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocument>{document}</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>{lines}
<ram:ApplicableHeaderTradeAgreement>{agreement}</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery>{delivery}</ram:ApplicableHeaderTradeDelivery>
<ram:ApplicableHeaderTradeSettlement>{settlement}</ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""

_UBL = """<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">{content}</{root}>"""


def sample(name: str) -> bytes:
    """One of the project's sample files."""
    return (SAMPLES / name).read_bytes()


def a_cii(
    *, document: str = "", lines: str = "", agreement: str = "", delivery: str = "", settlement: str = ""
) -> bytes:
    """A CII invoice that holds only the given fragments."""
    return _CII.format(
        document=document, lines=lines, agreement=agreement, delivery=delivery, settlement=settlement
    ).encode()


def a_ubl(content: str = "", *, root: str = "Invoice") -> bytes:
    """A UBL document that holds only `content`."""
    return _UBL.format(root=root, content=content).encode()
