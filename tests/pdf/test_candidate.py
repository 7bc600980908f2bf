from collections.abc import Mapping
from pathlib import Path

import pytest

from unisson.pdf.candidate import Field, read
from unisson.pdf.scoring import FILL_FROM, SURE_FROM

from .papers import paper, scan

SAMPLES = Path(__file__).parents[2] / "samples" / "pdf"
SELLER, RECIPIENT = "538 199 597 00013", "213 002 025 00012"


def values(*written: tuple[float, float, str], known: tuple[str, ...] = ()) -> dict[str, str]:
    found = read(paper(*written), known_seller_sirets=known).fields
    return {name.value: candidate.value for name, candidate in found.items()}


def column(*texts: str) -> list[tuple[float, float, str]]:
    return [(50, 50 + 30 * row, text) for row, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "facture-050.pdf",
            {
                "number": "050",
                "issue_date": "2026-10-29",
                "seller_siret": "53819959700013",
                "recipient_siret": "21300202500012",
                "net_total": "3500.00",
                "vat_total": "0.00",
                "gross_total": "3500.00",
                "due": "3500.00",
                "vat_regime": "EXONERATION",
                "type": "380",
                "currency": "EUR",
            },
        ),
        (
            "facture-classique.pdf",
            {
                "number": "F2026-0211",
                "issue_date": "2026-10-05",
                "seller_siret": "83876704400012",
                "seller_vat": "FR88838767044",
                "recipient_siret": "21300202500012",
                "net_total": "1001.50",
                "vat_total": "200.30",
                "gross_total": "1201.80",
                "vat_regime": "TVA_SUR_ENCAISSEMENT",
            },
        ),
        (
            "facture-deux-colonnes.pdf",
            {
                "number": "2026-1187",
                "issue_date": "2026-09-30",
                "seller_siret": "83876704400012",
                "recipient_siret": "11000201100044",
                "service_code": "D2404S0031",
                "commitment": "1404417290",
                "net_total": "2760.00",
                "vat_total": "552.00",
                "gross_total": "3312.00",
                "due": "3312.00",
            },
        ),
        (
            "facture-anglais.pdf",
            {
                "number": "SS-2026-77",
                "issue_date": "2026-09-18",
                "due_date": "2026-10-18",
                "commitment": "EJ-2026-00391",
                "seller_siret": "53819959700013",
                "recipient_siret": "21750001608202",
                "gross_total": "2448.96",
                "iban": "FR7630006000011234567890189",
            },
        ),
        (
            "facture-dense.pdf",
            {
                "number": "AR/2026/0346",
                "issue_date": "2026-10-14",
                "commitment": "EJ-2026-00402",
                "contract": "M2025-14",
                "net_total": "2448.00",
                "vat_total": "368.96",
                "discount": "120.00",
                "gross_total": "2696.96",
                "due": "2696.96",
            },
        ),
    ],
)
def test_the_samples_are_read(name: str, expected: Mapping[str, str]) -> None:
    found = read((SAMPLES / name).read_bytes())
    assert {field: found.value(Field(field)) for field in expected} == expected


def test_the_vat_rows_are_read_when_they_add_up() -> None:
    rows = read((SAMPLES / "facture-dense.pdf").read_bytes()).vat_rows
    assert {row.rate for row in rows} == {"20", "10", "5.5"}
    assert all(row.base for row in rows)


def test_a_candidate_tells_its_place_and_what_is_written() -> None:
    number = read(paper((100, 200, "Facture n° F-12"))).fields[Field.NUMBER]
    assert (number.page, number.shown) == (1, "F-12")
    assert number.box[0] > 100
    assert 195 < number.box[1] < 215
    assert number.confidence >= SURE_FROM


def test_a_scan_gives_nothing() -> None:
    found = read(scan())
    assert not found.fields
    assert found.value(Field.NUMBER) == ""


@pytest.mark.parametrize("label", ["SIRET client", "SIRET destinataire", "SIRET dest", "N° SIRET du destinataire"])
def test_the_label_of_the_guide_tells_the_recipient(label: str) -> None:
    found = values(*column(f"SIRET : {SELLER}", f"{label} : {RECIPIENT}"))
    assert (found["seller_siret"], found["recipient_siret"]) == ("53819959700013", "21300202500012")


@pytest.mark.parametrize("label", ["Engagement", "EJ", "Commande", "N° d’engagement", "Bon de commande n°"])
def test_the_label_of_the_guide_tells_the_commitment(label: str) -> None:
    assert values(*column(f"{label} : EJ-2026-00417"))["commitment"] == "EJ-2026-00417"


def test_a_known_seller_is_the_seller_wherever_it_stands() -> None:
    found = values(*column("Client", f"SIRET {SELLER}"), known=("53819959700013",))
    assert found["seller_siret"] == "53819959700013"
    assert not found.get("recipient_siret")


def test_a_public_siren_standing_alone_is_the_recipient() -> None:
    found = values(*column(f"SIRET : {RECIPIENT}"))
    assert found.get("recipient_siret") == "21300202500012"
    assert not found.get("seller_siret")


def test_the_order_day_is_not_the_issue_day() -> None:
    found = values(*column("Commande du 03/04/2026", "Date de livraison : 05/04/2026"))
    assert not found.get("issue_date")
    assert not found.get("commitment")


def test_the_invoice_corrected_by_a_credit_note_is_not_its_number() -> None:
    found = values(*column("AVOIR N° A-7", "Avoir sur facture F-12 du 01/02/2026"))
    assert (found["number"], found["type"]) == ("A-7", "381")


def test_a_year_of_two_digits_asks_for_a_look() -> None:
    day = read(paper(*column("Date : 29/10/26"))).fields[Field.ISSUE_DATE]
    assert day.value == "2026-10-29"
    assert FILL_FROM <= day.confidence < SURE_FROM


def test_two_equal_claims_leave_the_field_empty_and_both_as_alternatives() -> None:
    number = read(paper(*column("Facture n° F-12", "Facture n° F-13"))).fields[Field.NUMBER]
    assert number.value == ""
    assert {other.value for other in number.alternatives} == {"F-12", "F-13"}


def test_totals_that_do_not_add_up_stay_empty() -> None:
    found = values(*column("Total HT 100,00", "Montant TVA 20,00", "Total TTC 130,00"))
    assert [found[name] for name in ("net_total", "vat_total", "gross_total")] == ["", "", ""]


def test_the_sum_tells_the_total_among_many_amounts() -> None:
    found = values(*column("Total HT 90,00 100,00", "TVA 20 % 20,00", "Total TTC 120,00", "Net à payer 50,00"))
    assert [found[name] for name in ("net_total", "vat_total", "gross_total", "due")] == [
        "100.00",
        "20.00",
        "120.00",
        "50.00",
    ]
