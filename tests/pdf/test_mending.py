from unisson.pdf.candidate import Candidate, Candidates, VatRow
from unisson.pdf.labels import Field
from unisson.pdf.mending import doubted, mended
from unisson.pdf.words import Word

SIRET = "21300202500012"


def a_word(text: str, *, left: float = 0.0, certainty: float = 0.95, line: int = 0) -> Word:
    return Word(text=text, page=1, box=(left, 20.0 * line, left + 6 * len(text), 20.0 * line + 10), certainty=certainty)


def texts(*written: str) -> list[str]:
    left, row = 0.0, []
    for text in written:
        row.append(a_word(text, left=left))
        left += 6 * len(text) + 3
    return [word.text for word in mended(row)]


def a_value(value: str, *, confidence: float = 0.95) -> Candidate:
    return Candidate(value=value, confidence=confidence, page=1, box=(0, 0, 60, 10), shown=value)


def test_letters_in_a_siret_become_the_digits_its_key_asks_for() -> None:
    assert texts("SIRET", "2l3", "OO2", "025", "000I2") == ["SIRET", "213", "002", "025", "00012"]


def test_letters_stay_where_no_key_proves_them_wrong() -> None:
    assert texts("2l3002O2500013") == ["2l3002O2500013"]
    assert texts("BO4711", "EJ-O1") == ["BO4711", "EJ-O1"]


def test_letters_in_a_french_vat_number_are_mended_too() -> None:
    assert texts("FR4O30326504S") == ["FR40303265045"]


def test_words_of_two_lines_make_no_siret() -> None:
    rows = [a_word("2l30020", line=0), a_word("2500012", line=1)]
    assert [word.text for word in mended(rows)] == ["2l30020", "2500012"]


def test_a_code_parted_at_its_underscore_is_one_word() -> None:
    assert texts("FACTURES", "_PUBLIQUES") == texts("FACTURES_", "PUBLIQUES") == ["FACTURES_PUBLIQUES"]


def test_a_label_glued_to_a_number_is_two_words() -> None:
    assert texts("TVA5,5", "%") == ["TVA", "5,5", "%"]


def test_a_guessed_word_empties_its_value_and_keeps_it_at_hand() -> None:
    found = doubted(Candidates(fields={Field.NUMBER: a_value("F-118")}), [a_word("F-118", certainty=0.3)])
    assert found.value(Field.NUMBER) == ""
    assert [one.value for one in found.fields[Field.NUMBER].alternatives] == ["F-118"]


def test_a_siret_that_fails_its_check_is_left_empty() -> None:
    word = a_word("21300202500013")
    assert (
        doubted(Candidates(fields={Field.RECIPIENT_SIRET: a_value(word.text)}), [word])
        .fields[Field.RECIPIENT_SIRET]
        .value
        == ""
    )


def test_totals_that_add_up_are_believed_whatever_the_words() -> None:
    totals = {Field.NET_TOTAL: "100.00", Field.VAT_TOTAL: "20.00", Field.GROSS_TOTAL: "120.00"}
    read = Candidates(fields={name: a_value(value) for name, value in totals.items()})
    words = [a_word("100,00", certainty=0.3)]
    assert doubted(read, words).value(Field.GROSS_TOTAL) == "120.00"
    wrong = Candidates(fields={**read.fields, Field.VAT_TOTAL: a_value("21.00")})
    assert doubted(wrong, words).value(Field.GROSS_TOTAL) == ""


def test_what_a_page_of_text_says_is_as_sure_as_before() -> None:
    read = Candidates(fields={Field.NUMBER: a_value("F-118", confidence=0.97)})
    assert doubted(read, [a_word("F-118", certainty=1.0)]) == read


def test_vat_rows_that_do_not_compute_are_left_out() -> None:
    right = VatRow(rate="20", base="100.00", amount="20.00", confidence=0.9)
    wrong = VatRow(rate="20", base="100.00", amount="26.00", confidence=0.9)
    assert doubted(Candidates(vat_rows=(right,)), []).vat_rows == (right,)
    assert doubted(Candidates(vat_rows=(right, wrong)), []).vat_rows == ()
