"""How labels and values may stand to each other, one way a test; the random layouts try them together."""

import pytest

from unisson.pdf.candidate import Field, read

from .papers import paper

SELLER, RECIPIENT = "538 199 597 00013", "213 002 025 00012"


def values(*written: tuple[float, float, str]) -> dict[str, str]:
    return {name.value: candidate.value for name, candidate in read(paper(*written)).fields.items() if candidate.value}


def column(*texts: str) -> list[tuple[float, float, str]]:
    return [(50, 50 + 30 * row, text) for row, text in enumerate(texts)]


def grid(*rows: tuple[str, ...], left: float = 50, indent: float = 0) -> list[tuple[float, float, str]]:
    """Rows of cells 150 points wide; every other row is set off by `indent`."""
    return [
        (left + 150 * rank + indent * (row % 2), 50 + 14 * row, text)
        for row, texts in enumerate(rows)
        for rank, text in enumerate(texts)
    ]


@pytest.mark.parametrize("indent", [0, 60])
def test_a_row_of_labels_heads_a_row_of_values_however_they_are_centred(indent: float) -> None:
    found = values(*grid(("N° de facture", "Date", "Commande"), ("F2026-12", "03/11/2026", "BC778"), indent=indent))
    assert (found["number"], found["issue_date"], found["commitment"]) == ("F2026-12", "2026-11-03", "BC778")


def test_a_caption_stands_under_its_value() -> None:
    written = [(50, 50, "F2026-12"), (50, 62, "N° de facture"), (50, 100, "BC778"), (50, 112, "Bon de commande")]
    found = values(*[(float(x), float(y), text) for x, y, text in written])
    assert (found["number"], found["commitment"]) == ("F2026-12", "BC778")


def test_a_label_broken_on_two_lines_is_one() -> None:
    assert values((50, 50, "N° d’"), (50, 62, "engagement"), (50, 74, "2026001530"))["commitment"] == "2026001530"


def test_a_value_broken_after_a_hyphen_is_one() -> None:
    assert values((50, 50, "Facture n° 2026-PRESTA-"), (50, 62, "00123"))["number"] == "2026-PRESTA-00123"


def test_a_siret_broken_on_two_lines_is_one() -> None:
    assert values((50, 50, "SIRET client : 213 002 025"), (50, 62, "00012"))["recipient_siret"] == "21300202500012"


def test_groups_alone_in_their_cell_make_one_reference() -> None:
    assert values(*column("Facture n° FA 2026 001"))["number"] == "FA2026001"


@pytest.mark.parametrize(
    "text",
    ["Notre n° de commande : CC12", "Commande interne : CC12", "Direction de la commande publique 12", "Devis n° D-12"],
)
def test_other_peoples_numbers_are_no_commitment(text: str) -> None:
    assert "commitment" not in values(*column(text))


def test_an_address_under_a_title_is_no_number() -> None:
    assert "number" not in values(*column("FACTURE", "69000 Lyon"))


def test_a_percentage_is_no_number() -> None:
    assert values(*column("Facture d’acompte 30 % : F-8654"))["number"] == "F-8654"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Facture n° 12 du 3 novembre 2026", "2026-11-03"),
        ("Date : 20261103", "2026-11-03"),
        ("Fait à Dijon, le 1er mars 2026", "2026-03-01"),
        ("Invoice date: November 3, 2026", "2026-11-03"),
        ("Rechnungsdatum: 3. November 2026", "2026-11-03"),
    ],
)
def test_the_day_of_issue_in_many_forms(text: str, day: str) -> None:
    assert values(*column(text))["issue_date"] == day


def test_the_only_day_that_nothing_else_claims_is_the_day_of_issue() -> None:
    found = read(paper(*column("3 novembre 2026", "Échéance : 03/12/2026", "Date de livraison : 02/11/2026")))
    assert found.value(Field.ISSUE_DATE) == "2026-11-03"
    assert found.fields[Field.ISSUE_DATE].confidence < 0.9


def test_the_vat_of_several_rates_is_their_sum() -> None:
    found = values(*column("Total HT 300,00", "TVA 20 % 20,00", "TVA 10 % 20,00", "Total TTC 340,00"))
    assert [found[name] for name in ("net_total", "vat_total", "gross_total")] == ["300.00", "40.00", "340.00"]


def test_the_row_of_one_rate_is_not_the_total() -> None:
    rows = (("Taux", "HT", "TVA", "TTC"), ("20 %", "100,00", "20,00", "120,00"), ("10 %", "50,00", "5,00", "55,00"))
    found = values(*grid(*rows, ("Total", "150,00", "25,00", "175,00"), left=20))
    assert [found[name] for name in ("net_total", "vat_total", "gross_total")] == ["150.00", "25.00", "175.00"]


def test_a_credit_note_may_print_either_sign() -> None:
    found = values(*column("AVOIR A-7", "Total HT -100,00", "Taxes 20,00", "Total TTC -120,00"))
    assert (found["net_total"], found["vat_total"], found["gross_total"]) == ("-100.00", "20.00", "-120.00")


def test_without_vat_the_one_total_is_net_and_gross() -> None:
    found = values(*column("TOTAL : 250,00 €", "TVA non applicable, art. 293 B du CGI"))
    assert [found[name] for name in ("net_total", "vat_total", "gross_total")] == ["250.00", "0.00", "250.00"]


def test_what_was_paid_stands_between_the_total_and_the_net_to_pay() -> None:
    found = values(*column("Total HT 100,00", "TVA 20,00", "Total à payer 120,00", "Acompte 50,00", "Solde 70,00"))
    assert (found["gross_total"], found["due"]) == ("120.00", "70.00")


def test_the_amount_names_itself_behind() -> None:
    found = values(*column("pour un montant de 100,00 € HT, soit 120,00 € TTC, dont TVA 20,00 €"))
    assert (found["net_total"], found["gross_total"]) == ("100.00", "120.00")


def test_round_amounts_count_with_the_sign_of_the_currency() -> None:
    assert values(*column("Net à payer : 1 200 €"))["due"] == "1200.00"


@pytest.mark.parametrize("mention", ["SAS au capital de 1 000 €", "RCS Dijon", "APE 4332A"])
def test_the_seller_is_told_by_what_the_law_makes_him_print(mention: str) -> None:
    found = values(*column(f"SIRET : {RECIPIENT}", f"SIRET : {SELLER} - {mention}"))
    assert (found["seller_siret"], found["recipient_siret"]) == ("53819959700013", "21300202500012")


def test_a_public_body_is_told_by_its_name() -> None:
    written = [(50, 50, f"SIRET {SELLER}"), (300, 90, "Lycée Rosa-Bonheur"), (300, 103, f"SIRET {RECIPIENT}")]
    found = values(*[(float(x), float(y), text) for x, y, text in written])
    assert (found["seller_siret"], found["recipient_siret"]) == ("53819959700013", "21300202500012")


def test_the_factor_is_neither_party() -> None:
    found = values(*column(f"SIRET client : {RECIPIENT}", f"Créance cédée à : Affacturia, SIRET {SELLER}"))
    assert "seller_siret" not in found


def test_a_deposit_invoice_says_so() -> None:
    assert values(*column("FACTURE D’ACOMPTE N° 7"))["type"] == "386"


def test_a_discount_that_the_net_has_already_is_not_even_offered() -> None:
    found = read(
        paper(*column("Total brut HT 110,00", "Remise -10,00", "Total HT 100,00", "TVA 20,00", "Total TTC 120,00"))
    )
    assert found.value(Field.NET_TOTAL) == "100.00"
    assert Field.DISCOUNT not in found.fields


def test_a_long_number_is_read_as_it_stands() -> None:
    assert values(*column("Facture n° FACT-2026-ABCDEFGH-000123456"))["number"] == "FACT-2026-ABCDEFGH-000123456"
