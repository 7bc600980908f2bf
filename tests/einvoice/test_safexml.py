"""Refused before anything is opened: what calls elsewhere, what is broken, what is too much."""

import pytest

from unisson.einvoice.safexml import LARGEST_XML, parse
from unisson.kernel.refusal import Refusal
from unisson.kernel.words import sentence

from .documents import a_ubl, sample

DOCTYPE = '<?xml version="1.0"?><!-- note --><!DOCTYPE a [<!ENTITY e "text">]><a>&e;</a>'


def refused(content: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        parse(content)
    assert sentence(caught.value.code, caught.value.values)
    return caught.value


def test_a_plain_document_is_parsed() -> None:
    assert parse(b"<a>1</a>").text == "1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_doctype_is_refused_in_any_encoding(encoding: str) -> None:
    assert refused(DOCTYPE.encode(encoding)).code == "CPP-XML-01"


def test_a_doctype_named_in_a_text_is_no_doctype() -> None:
    assert parse(b"<a><![CDATA[<!DOCTYPE a>]]></a>").text == "<!DOCTYPE a>"


def test_an_inclusion_is_refused() -> None:
    xml = b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/></a>'
    assert refused(xml).code == "CPP-XML-01"


def test_an_undeclared_entity_is_not_well_formed() -> None:
    assert refused(b"<a>&nowhere;</a>").code == "CPP-XML-02"


def test_a_broken_file_tells_its_line() -> None:
    refusal = refused(sample("facture-cii-cassee.xml"))
    assert (refusal.code, refusal.values["line"]) == ("CPP-XML-02", 125)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"<a>\x00</a>", b"<a>\x01</a>", b"text"])
def test_what_is_no_xml_is_not_well_formed(content: bytes) -> None:
    assert refused(content).code == "CPP-XML-02"


def test_a_deep_file_is_refused() -> None:
    assert refused(b"<a>" * 300 + b"</a>" * 300).code == "CPP-XML-03"


def test_a_file_beyond_the_limit_is_refused() -> None:
    assert refused(b"<a>" + b" " * LARGEST_XML + b"</a>").code == "CPP-XML-03"


def test_too_many_elements_are_refused_before_parsing() -> None:
    assert refused(b"<a>" + b"<b/>" * 600_001 + b"</a>").code == "CPP-XML-03"


def test_too_many_attributes_in_all_are_refused_before_parsing() -> None:
    assert refused(b"<a>" + b'<b c="" d=""/>' * 200_001 + b"</a>").code == "CPP-XML-03"


def test_too_many_attributes_are_refused() -> None:
    attributes = " ".join(f"b{number}='1'" for number in range(60))
    assert refused(f"<a {attributes}/>".encode()).code == "CPP-XML-03"


def test_an_endless_attribute_is_refused() -> None:
    assert refused(b'<a b="' + b"x" * 20_000 + b'"/>').code == "CPP-XML-03"


def test_bytes_that_are_not_of_the_declared_encoding_are_refused() -> None:
    refusal = refused('<?xml version="1.0" encoding="UTF-8"?><a>é</a>'.encode("latin-1"))
    assert (refusal.code, refusal.values["encoding"]) == ("CPP-XML-04", "UTF-8")


def test_an_exotic_encoding_is_refused() -> None:
    assert refused(b'<?xml version="1.0" encoding="utf-7"?><a/>').code == "CPP-XML-04"


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "iso-8859-15"])
def test_the_usual_western_encodings_are_read(encoding: str) -> None:
    assert parse(f'<?xml version="1.0" encoding="{encoding}"?><a>é</a>'.encode(encoding)).text == "é"


def test_a_file_in_utf_16_is_read() -> None:
    assert parse('<?xml version="1.0" encoding="UTF-16"?><a>é</a>'.encode("utf-16")).text == "é"


def test_a_comment_does_not_cut_a_text_in_two() -> None:
    root = parse(a_ubl("<cbc:ID>FA-<!-- 9 -->1</cbc:ID>"))
    assert [child.text for child in root] == ["FA-1"]
