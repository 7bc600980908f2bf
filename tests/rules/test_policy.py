"""The policy: what an invoice claims, which sets judge it, which block."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import a_reading, an_invoice
from tests.conftest import CORPUS
from unisson.einvoice.model import Identifier, Party
from unisson.einvoice.read import read_xml
from unisson.einvoice.reading import Reading, Syntax
from unisson.kernel.findings import Finding, Severity
from unisson.pdf.embedded import find_invoice_xml
from unisson.rules import catalogue, engine, policy
from unisson.rules.policy import POLICY, SCHEMA, Claim

EN16931 = "urn:cen.eu:en16931:2017"
SIRET = "53819959700013"
LEGAL = Party(legal_id=Identifier(value=SIRET, scheme="0002"))


def a_claim(profile: str | None, *, syntax: Syntax = Syntax.CII, **traits: object) -> Reading:
    return a_reading(an_invoice(specification=profile, **traits), syntax=syntax)


@pytest.mark.parametrize(
    ("profile", "claim"),
    [
        (None, Claim.CHORUS),
        ("", Claim.CHORUS),
        (EN16931, Claim.EN16931),
        (f"{EN16931}#compliant#urn:factur-x.eu:1p0:basic", Claim.EN16931),
        (f"{EN16931}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0", Claim.EN16931),
        (f"{EN16931}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", Claim.EN16931),
        (f"{EN16931}#conformant#urn:factur-x.eu:1p0:extended", Claim.EXTENSION),
        (f"{EN16931}:compliant:factur-x.eu:1p0:extended", Claim.EXTENSION),
        (f"{EN16931}#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr", Claim.EXTENSION),
        ("urn:factur-x.eu:1p0:minimum", Claim.PROFILE),
        ("urn:factur-x.eu:1p0:basicwl", Claim.PROFILE),
        ("urn:ferd:CrossIndustryDocument:invoice:1p0:comfort", Claim.PROFILE),
    ],
)
@pytest.mark.parametrize("syntax", [syntax for syntax in Syntax if syntax.is_structured])
def test_a_file_claims_what_its_profile_says(profile: str | None, claim: Claim, syntax: Syntax) -> None:
    assert policy.claim_of(a_claim(profile, syntax=syntax)) is claim


def test_what_a_pdf_shows_claims_nothing() -> None:
    assert policy.claim_of(a_claim(EN16931, syntax=Syntax.PDF)) is Claim.TYPED


@pytest.mark.parametrize(("profile", "claim"), [(EN16931, Claim.EN16931), (None, Claim.TYPED)])
def test_what_is_typed_claims_what_its_file_will(profile: str | None, claim: Claim) -> None:
    assert policy.claim_of(a_claim(profile, syntax=Syntax.FORM)) is claim


def test_parties_numbered_as_chorus_pro_does_are_its_dialect_whatever_the_profile() -> None:
    seller = Party(legal_id=Identifier(value=SIRET, scheme="1"))
    assert policy.claim_of(a_claim(EN16931, seller=seller)) is Claim.CHORUS


def test_a_siret_as_siren_is_the_dialect_only_with_a_date_that_lacks_its_format() -> None:
    reading = a_claim(EN16931, seller=LEGAL)

    def written(**raw: str) -> Reading:
        places = {name.replace("_", "-").replace("-format", "/@format"): text for name, text in raw.items()}
        return reading.revised(lambda said: replace(said, raw=places))

    assert policy.claim_of(written(BT_2="20261012")) is Claim.CHORUS
    assert policy.claim_of(written(BT_2="20261012", BT_2_format="102")) is Claim.EN16931
    assert policy.claim_of(replace(written(BT_2="2026-10-12"), syntax=Syntax.UBL_INVOICE)) is Claim.EN16931


def test_a_document_that_claims_the_standard_is_held_to_it() -> None:
    course = policy.course(a_claim(EN16931))
    assert {"en16931", "choruspro", SCHEMA} <= course.blocking
    assert {"en16931", "choruspro"} <= {one.name for one in course.rulesets}


def test_an_extension_is_only_advised_by_the_standard() -> None:
    course = policy.course(a_claim(f"{EN16931}#conformant#urn:factur-x.eu:1p0:extended"))
    assert "en16931" in {one.name for one in course.rulesets}
    assert "en16931" not in course.blocking


@pytest.mark.parametrize("syntax", [Syntax.FORM, Syntax.PDF, Syntax.CII])
def test_the_dialect_and_what_is_typed_are_judged_by_the_portal_alone(syntax: Syntax) -> None:
    course = policy.course(a_claim(None, syntax=syntax))
    assert [one.name for one in course.rulesets] == [one.name for one in catalogue.RULESETS]
    assert "choruspro" in course.blocking
    assert "en16931" in course.passed_over


def test_a_total_that_follows_no_sum_is_law_only_where_the_standard_is_claimed() -> None:
    remark = Finding(code="CPP-TOTAL-07", where="BT-112", severity=Severity.WARNING)
    assert policy.course(a_claim(EN16931)).keeps_out(remark)
    assert not policy.course(a_claim(None)).keeps_out(remark)


def test_a_fault_against_the_schema_keeps_out_where_the_schema_blocks() -> None:
    fault = Finding(code="XSD")
    assert policy.course(a_claim(None)).keeps_out(fault)
    assert not policy.course(a_claim(None, syntax=Syntax.FORM)).keeps_out(fault)


def test_common_sense_only_advises_the_dialect() -> None:
    assert "sense" not in policy.course(a_claim(None)).blocking
    assert "sense" in policy.course(a_claim(EN16931)).blocking


def test_french_rules_advise_until_the_operator_lets_them_block() -> None:
    assert "fr" not in policy.course(a_claim(EN16931)).blocking
    assert "fr" in policy.course(a_claim(EN16931), blocking=["fr"]).blocking
    assert "fr" not in policy.course(a_claim(None), blocking=["fr"]).blocking


def test_the_claims_that_a_set_keeps_out() -> None:
    assert set(policy.held_to("choruspro")) == set(Claim)
    assert policy.held_to("en16931") == (Claim.EN16931,)
    assert policy.held_to("fr") == ()
    assert set(policy.held_to("fr", blocking=["fr"])) == {Claim.EN16931, Claim.EXTENSION}


def test_what_is_asked_for_by_name_blocks() -> None:
    course = policy.named(["en16931"], a_claim(None))
    assert [one.name for one in course.rulesets] == ["en16931"]
    assert course.blocking == {"en16931", SCHEMA}


def test_the_table_knows_every_claim_and_only_sets_that_are_planned() -> None:
    assert POLICY.keys() == set(Claim)
    named = {name for row in POLICY.values() for name in row}
    assert {one.name for one in catalogue.ALL_RULESETS} <= named
    assert named <= {one.name for one in catalogue.ALL_RULESETS} | {"fr", SCHEMA}


@pytest.mark.conformance
def test_every_file_that_chorus_pro_accepts_is_admitted(corpus: Path) -> None:
    with (corpus / "index.csv").open() as index:
        files = [row["file"] for row in csv.DictReader(index) if row["expected"] == "accepted-by-chorus-pro"]
    assert files
    assert {file: kept for file in files if (kept := _kept_out(CORPUS / file))} == {}


def _kept_out(path: Path) -> list[str]:
    content, syntax = path.read_bytes(), None
    if path.suffix.lower() == ".pdf":
        content, syntax = find_invoice_xml(content) or b"", Syntax.FACTURX
    reading = read_xml(content)
    invoice = replace(reading.invoice, framework=reading.invoice.framework or "A1")
    reading = replace(reading.saying(invoice), syntax=syntax or reading.syntax)
    course = policy.course(reading)
    day = reading.invoice.issue_date
    assert day
    findings = engine.run(reading, course.rulesets, on=day).findings
    sets = {rule.code: rule.ruleset for rule in catalogue.rules()}
    return [one.code for one in findings if one.severity == "fatal" and sets.get(one.code) in {None, *course.blocking}]
