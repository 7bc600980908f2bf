"""Form controls: what a field shows of a bound Django field, of attributes written in a page, and of both."""

from decimal import Decimal

import pytest
from django import forms

from unisson.web.controls import Option, control_of

from .conftest import Draw


class Deposit(forms.Form):
    number = forms.CharField(max_length=20, help_text="20 caractères au plus.")
    total = forms.DecimalField()
    kind = forms.ChoiceField(choices=[("FACTURE", "Facture"), ("AVOIR", "Avoir")])
    grouped = forms.ChoiceField(choices=[("État", [("1", "Un")]), ("Communes", [("2", "Deux")])], required=False)
    comment = forms.CharField(widget=forms.Textarea, required=False)
    password = forms.CharField(widget=forms.PasswordInput, required=False)
    weekly = forms.BooleanField(required=False)
    file = forms.FileField(required=False)


def test_a_refused_field_says_so_to_eyes_and_ears(draw: Draw) -> None:
    drawn = draw('<c-field :field="form.number" label="Numéro" />', form=Deposit({"number": ""}))

    assert "field--error" in drawn
    assert 'aria-invalid="true" aria-describedby="id_number-h id_number-m" maxlength="20"' in drawn
    assert 'id="id_number-m"' in drawn
    assert " required" in drawn


def test_a_clean_field_has_neither_error_nor_message(draw: Draw) -> None:
    drawn = draw('<c-field :field="form.number" label="Numéro" />', form=Deposit())

    assert "aria-invalid" not in drawn
    assert "-m" not in drawn


def test_what_was_typed_is_escaped(draw: Draw) -> None:
    drawn = draw('<c-field :field="form.comment" />', form=Deposit({"comment": "</textarea><b>"}))

    assert "&lt;/textarea&gt;&lt;b&gt;" in drawn


def test_the_page_may_add_its_own_error_first(draw: Draw) -> None:
    control = control_of({"field": Deposit({"number": ""})["number"], "error": "Déjà utilisé."}, handed={})

    assert control.errors[0] == "Déjà utilisé."
    assert len(control.errors) == 2


def test_the_page_has_the_last_word_on_the_label() -> None:
    assert control_of({"field": Deposit()["number"], "label": "N°"}, handed={}).label == "N°"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (Decimal("3500"), "3\u202f500,00"),
        ("3500.5", "3\u202f500,50"),
        ("3 500,5", "3\u202f500,50"),
        ("trois", "trois"),
        ("", ""),
        (0, "0,00"),
    ],
)
def test_an_amount_is_written_in_french_and_a_fault_stays_as_typed(typed: object, shown: str) -> None:
    assert control_of({"name": "total", "value": typed, "money": True}, handed={}).value == shown


def test_a_choice_keeps_what_was_chosen() -> None:
    control = control_of({"field": Deposit({"kind": "AVOIR"})["kind"]}, handed={})

    assert control.kind == "select"
    assert [option.value for option in control.options if option.chosen] == ["AVOIR"]


def test_groups_of_choices_keep_their_headings() -> None:
    groups = control_of({"field": Deposit()["grouped"]}, handed={}).groups

    assert [(group.label, [option.value for option in group.options]) for group in groups] == [
        ("État", ["1"]),
        ("Communes", ["2"]),
    ]


def test_options_of_a_page_are_pairs_triples_texts_or_options() -> None:
    given = [("A1", "Fournisseur"), ("A9", "Sous-traitant", "Valideur demandé"), "Autre", Option(value="x", label="X")]

    options = control_of({"name": "role", "value": "A9", "options": given}, handed={}).options

    assert [option.value for option in options] == ["A1", "A9", "Autre", "x"]
    assert [option.chosen for option in options] == [False, True, False, False]
    assert options[1].detail == "Valideur demandé"
    assert len({option.id for option in options}) == 4


def test_a_password_and_a_file_are_never_written_back(draw: Draw) -> None:
    form = Deposit({"password": "secret"})

    assert "secret" not in draw('<c-field :field="form.password" reveal />', form=form)
    assert "value=" not in draw('<c-field :field="form.file" />', form=form)


def test_a_checkbox_remembers(draw: Draw) -> None:
    assert " checked" in draw('<c-choice :field="form.weekly" />', form=Deposit({"weekly": "on"}))
    assert " checked" not in draw('<c-choice :field="form.weekly" />', form=Deposit({}))


def test_the_size_of_a_text_area_is_left_to_the_sheet() -> None:
    assert control_of({"field": Deposit()["comment"]}, handed={}).attributes == {}


def test_a_doubt_asks_its_question_and_one_press_answers(draw: Draw) -> None:
    drawn = draw(
        '<c-field name="date" label="Date" read="check" mark="C" ask="Est-ce le 29 octobre ?" '
        'ask-name="date-confirme" ask-label="Oui" ask-answered />'
    )

    assert "field--check" in drawn
    assert 'aria-describedby="date-r date-q"' in drawn
    assert 'name="date-confirme" value="on" checked' in drawn


@pytest.mark.parametrize(("value", "ticked"), [("oui", "x"), ("non", "x-n"), ("", None)])
def test_yes_and_no(value: str, ticked: str | None, draw: Draw) -> None:
    drawn = draw('<c-yesno name="x" label="L’Etat ?" value="{{ value }}" />', value=value)

    assert drawn.count(" checked") == (ticked is not None)
    if ticked:
        assert f'id="{ticked}" checked' in drawn
