"""From the place of a finding to an element of the file, and back."""

from tests.einvoice.documents import a_cii, a_ubl, sample
from unisson.einvoice.places import Places
from unisson.einvoice.read import read_xml

LINE = """<cac:InvoiceLine><cbc:ID>1</cbc:ID></cac:InvoiceLine>
<cac:InvoiceLine><cbc:ID>2</cbc:ID>
<cbc:LineExtensionAmount>1</cbc:LineExtensionAmount></cac:InvoiceLine>"""


def places_of(content: bytes) -> Places:
    document = read_xml(content).document
    assert document is not None
    return Places(document)


def test_a_term_is_found_with_its_line() -> None:
    places = places_of(a_ubl("\n<cbc:ID>F-1</cbc:ID>"))
    assert places.path("BT-1") == "/Invoice/cbc:ID (l. 5)"


def test_a_term_of_a_group_is_found_in_its_member() -> None:
    places = places_of(a_ubl(LINE))
    assert places.path("BG-25[2]/BT-131") == "/Invoice/cac:InvoiceLine[2]/cbc:LineExtensionAmount (l. 6)"


def test_what_is_missing_is_told_by_its_group_or_by_where_it_would_stand() -> None:
    places = places_of(a_ubl(LINE))
    assert places.path("BG-25[1]/BT-131") == "/Invoice/cac:InvoiceLine[1] (l. 4)"
    assert places.path("BG-25[1]") == "/Invoice/cac:InvoiceLine[1] (l. 4)"
    assert places.path("BT-1") == "/Invoice/cbc:ID"
    assert places.path("BT-130") == "/Invoice/cac:InvoiceLine/cbc:InvoicedQuantity/@unitCode"


def test_the_prefix_of_the_root_is_kept() -> None:
    path = places_of(a_cii(document="<ram:ID>F-1</ram:ID>")).path("BT-1")
    assert path.startswith("/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:ID (l. ")


def test_a_place_without_a_term_has_no_path() -> None:
    places = places_of(a_cii())
    assert [places.path(place) for place in ("", "file", "EXT-COMMENT")] == ["", "", ""]


def test_an_element_is_found_by_its_line_and_leads_back_to_its_term() -> None:
    places = places_of(a_ubl("\n<cbc:ID>F-1</cbc:ID>"))
    element = places.element_at(5, "ID")
    assert element is not None
    assert places.place_of(element) == "BT-1"
    assert places.element_at(5, "") is element
    assert places.element_at(6, "ID") is None


def test_every_term_of_a_sample_is_found() -> None:
    content = sample("facture-cii.xml")
    reading, places = read_xml(content), places_of(content)
    terms = [place for place in reading.raw if "@" not in place]
    assert terms
    assert [place for place in terms if " (l. " not in places.path(place)] == []
