"""From the place of a finding to an element of the file, and back."""

from time import process_time

from lxml import etree

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
    assert places.element_at(5, "Invoice/ID") is element
    assert places.element_at(6, "ID") is None


def test_what_stands_several_times_on_a_line_is_not_guessed() -> None:
    places = places_of(a_ubl(LINE.replace("\n", "")))
    assert places.element_at(4, "InvoiceLine") is None
    assert places.element_at(4, "ID") is None
    assert places.element_at(4, "LineExtensionAmount") is not None


def test_an_element_is_found_by_its_path_whatever_its_line() -> None:
    places = places_of(a_ubl(LINE.replace("\n", "")))
    element = places.element_of("/*/cac:InvoiceLine[2]/cbc:ID")
    assert element is not None
    assert element.text == "2"
    assert places.element_of("/*/cac:InvoiceLine[2]/cbc:ID/@schemeID") is element
    assert [places.element_of(path) for path in ("", "/*/cac:InvoiceLine[3]", "/*/cbc:ID/cbc:ID")] == [None] * 3


def test_paths_are_those_of_lxml() -> None:
    other = "<x:A xmlns:x='urn:x'/><A/><x:A xmlns:x='urn:x'/><!-- a --><A><B xmlns=''/><B xmlns=''/><C/></A>"
    document = read_xml(a_ubl(LINE + other)).document
    assert document is not None
    places, tree = Places(document), document.getroottree()
    for element in document.iter(etree.Element):
        path = tree.getpath(element)
        assert places.shown(element).partition(" ")[0] == path.replace("/*", "/Invoice", 1)
        assert places.element_of(path) is element


def test_places_cost_linear_time() -> None:
    """Counting brothers again for each of them took minutes here."""
    document = read_xml(a_ubl("<cac:InvoiceLine/>" * 60_000)).document
    assert document is not None
    places = Places(document)
    started = process_time()
    shown = [places.shown(element) for element in document]
    assert shown[-1].startswith("/Invoice/cac:InvoiceLine[60000] ")
    assert process_time() - started < 5


def test_every_term_of_a_sample_is_found() -> None:
    content = sample("facture-cii.xml")
    reading, places = read_xml(content), places_of(content)
    terms = [place for place in reading.raw if "@" not in place]
    assert terms
    assert [place for place in terms if " (l. " not in places.path(place)] == []
