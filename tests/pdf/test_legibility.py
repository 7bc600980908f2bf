"""Each piece of advice is given for its fault, and for nothing else."""

import io
from pathlib import Path

import pytest
from pypdf import PdfWriter

from unisson.kernel.findings import Finding, Severity
from unisson.pdf import advice, legibility
from unisson.pdf.candidate import Candidate, Candidates, read
from unisson.pdf.labels import Field
from unisson.pdf.scoring import SURE_FROM

from .papers import locked, paper, scan, sheet
from .scans import scanned

SAMPLES = Path(__file__).parents[2] / "samples" / "pdf"
PLAIN = "Prestation de nettoyage du mois d'octobre, suivant bon de commande 4411, place du Champ de Mars.\n\n"


def told(pdf: bytes) -> dict[str, Finding]:
    return {finding.code: finding for finding in legibility.examine(pdf).advice}


def read_as(**values: str) -> Candidates:
    fields = {
        Field[name]: Candidate(value=value, confidence=0.97, page=1, box=(0, 0, 9, 9), shown=value)
        for name, value in values.items()
    }
    return Candidates(fields=fields)


COMPLETE = {
    "NUMBER": "F-118",
    "ISSUE_DATE": "2026-10-29",
    "SELLER_SIRET": "53819959700013",
    "RECIPIENT_SIRET": "21300202500012",
    "NET_TOTAL": "100.00",
    "VAT_TOTAL": "20.00",
    "GROSS_TOTAL": "120.00",
}


def codes_of(found: Candidates, scanned: tuple[int, ...] = ()) -> list[str]:
    return [finding.code for finding in legibility.of_values(found, scanned=scanned)]


@pytest.mark.parametrize("name", ["facture-classique.pdf", "facture-anglais.pdf", "facture-dense.pdf"])
def test_a_well_made_invoice_gets_no_advice_on_its_looks(name: str) -> None:
    assert told((SAMPLES / name).read_bytes()) == {}


FAULTS = {
    advice.PALE: "#text(fill: luma(190))[pâle] " + PLAIN,
    advice.ON_COLOUR: '#block(fill: rgb("#1f3b73"))[#text(fill: white)[Total TTC]] ' + PLAIN,
    advice.GLUED: "SIRET:53819959700013 " + PLAIN,
    advice.OVERLAPPING: "#place(dx: 30pt, dy: 60pt)[Montant] #place(dx: 33pt, dy: 61pt)[Remise] " + PLAIN,
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_of_looks_is_told_with_its_page_and_an_example(code: str) -> None:
    found = told(sheet(FAULTS[code]))
    assert found.keys() == {code}
    assert found[code].values["page"] == 1
    assert found[code].values["shown"]


@pytest.mark.parametrize(
    "source",
    [
        "#rotate(20deg)[Facture acquittée]",
        "#place(dx: 30pt, dy: 60pt)[FACTURE] #place(dx: 31.2pt, dy: 61.2pt)[FACTURE]",
    ],
    ids=["slanted", "shadowed"],
)
def test_effects_are_told_as_a_matter_of_taste(source: str) -> None:
    found = told(sheet(PLAIN + source))
    assert found.keys() == {advice.EFFECT}
    assert found[advice.EFFECT].severity is Severity.INFORMATION


@pytest.mark.parametrize(("mode", "code"), [(b"1", advice.EFFECT), (b"3", advice.RECOGNISED)])
def test_outlined_and_hidden_text_is_told(mode: bytes, code: str) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(sheet(PLAIN)))
    contents = writer.pages[0]["/Contents"].get_object()
    contents.set_data(contents.get_data().replace(b"0 Tr", mode + b" Tr"))
    written = io.BytesIO()
    writer.write(written)
    assert told(written.getvalue()).keys() == {code}


def test_a_scan_is_told_as_such_and_not_for_its_looks() -> None:
    assert told(scanned(paper((60, 60, "Facture")), dpi=60)).keys() == {advice.SCANNED}
    assert told(scan()).keys() == {advice.SCANNED}


def test_protection_weight_and_length_are_told() -> None:
    assert told(locked(sheet(PLAIN), user="", owner="x")).keys() == {advice.PROTECTED}
    assert told(paper((60, 60, PLAIN.strip()), pages=4)).keys() == {advice.LONG}
    heavy = sheet(PLAIN) + b"%" * legibility.HEAVY_FROM
    assert told(heavy).keys() == {advice.HEAVY}


def test_a_script_is_told() -> None:
    assert told(sheet(PLAIN) + b"\n% /JavaScript").keys() == {advice.SCRIPT}


def test_letters_that_a_font_does_not_name_are_told() -> None:
    found = told((SAMPLES / "fautive-signee-modifiee.pdf").read_bytes())
    assert found[advice.UNMAPPED].values["count"]


def test_a_factur_x_has_nothing_to_guess() -> None:
    found = told((SAMPLES / "facture-facturx.pdf").read_bytes())
    assert legibility.is_good(list(found.values()))
    assert advice.STRUCTURED in found


def test_the_images_are_those_of_the_pages_that_are_read() -> None:
    found = legibility.examine(paper((60, 60, "Facture"), pages=5), draw=True)
    assert [image[:4] for image in found.images] == [b"\x89PNG"] * 3
    assert legibility.examine(paper()).images == ()


def test_values_that_are_all_sure_need_no_advice() -> None:
    assert codes_of(read_as(**COMPLETE)) == []


@pytest.mark.parametrize("name", COMPLETE)
def test_a_value_that_was_not_found_is_told_with_the_words_to_write(name: str) -> None:
    found = list(legibility.of_values(read_as(**{key: value for key, value in COMPLETE.items() if key != name})))
    assert [finding.code for finding in found] == [advice.MISSING]
    assert found[0].values["label"]


def test_without_vat_its_total_is_not_asked_for() -> None:
    values = {key: value for key, value in COMPLETE.items() if key != "VAT_TOTAL"}
    assert codes_of(read_as(**values, VAT_REGIME="EXONERATION")) == []


def test_a_doubt_is_told_except_of_a_scan_whose_image_is_the_cause() -> None:
    unsure = Candidate(value="F-118", confidence=0.7, page=1, box=(0, 0, 9, 9), shown="F-118")
    found = read_as(**COMPLETE)
    doubtful = Candidates(fields={**found.fields, Field.NUMBER: unsure})
    assert codes_of(doubtful) == [advice.DOUBTFUL]
    assert codes_of(doubtful, scanned=(1,)) == []


def test_a_number_longer_than_the_portal_takes_is_told() -> None:
    assert codes_of(read_as(**COMPLETE | {"NUMBER": "F" * 20})) == []
    assert codes_of(read_as(**COMPLETE | {"NUMBER": "F" * 21})) == [advice.NUMBER_TOO_LONG]


def test_a_long_number_on_a_page_is_told_to_be_too_long_and_not_missing() -> None:
    told = legibility.of_values(read(paper((50, 50, "Facture n° FACT-2026-ABCDEFGH-000123456"))))
    assert [one.values["length"] for one in told if one.code == advice.NUMBER_TOO_LONG] == [28]


def test_totals_that_do_not_add_up_are_told_once() -> None:
    assert codes_of(read_as(**COMPLETE | {"GROSS_TOTAL": "130.00"})) == [advice.NOT_ADDING_UP]
    assert codes_of(read_as(**COMPLETE | {"GROSS_TOTAL": "110.00", "DISCOUNT": "10.00"})) == []
    assert codes_of(read_as(**COMPLETE | {"NET_TOTAL": "-100.00", "GROSS_TOTAL": "-120.00"})) == []


def test_a_page_that_lies_on_its_side_is_said_and_one_that_is_displayed_upright_is_not() -> None:
    lying = sheet("#rotate(90deg, reflow: true)[" + PLAIN * 3 + "]")
    assert told(lying).keys() == {advice.SIDEWAYS}

    writer = PdfWriter(clone_from=io.BytesIO(lying))
    writer.pages[0].rotate(-90)
    upright = io.BytesIO()
    writer.write(upright)
    assert advice.SIDEWAYS not in told(upright.getvalue())


def two_papers(*numbers: str) -> bytes:
    writer, output = PdfWriter(), io.BytesIO()
    for number in numbers:
        writer.append(io.BytesIO(paper((50, 50, f"Facture n° {number}"), (50, 80, "Total TTC : 120,00 €"))))
    writer.write(output)
    return output.getvalue()


def test_two_invoices_in_one_file_are_said_and_nothing_of_them_is_sure() -> None:
    found = read(two_papers("F-118", "F-119"))

    assert [finding.code for finding in legibility.of_several(found)] == [advice.SEVERAL]
    assert all(value.confidence < SURE_FROM for value in found.fields.values())


def test_an_invoice_that_repeats_its_number_on_each_page_is_one() -> None:
    assert read(two_papers("F-118", "F-118")).several is None
