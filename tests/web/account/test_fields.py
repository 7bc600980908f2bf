"""Names and addresses as people type them, and what strangers would make letters carry."""

import pytest
from django import forms

from unisson.web.account.fields import AddressField, NameField, UnlinkedNameField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Last\r\nInjected: 1", "Last Injected: 1"),
        ("  Marie\u00a0 Claire ", "Marie Claire"),
        ("abc\u202edef", "abcdef"),
    ],
)
def test_a_name_is_one_line_that_shows_all_it_holds(typed: str, kept: str) -> None:
    assert NameField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["\u200b\u2060", " ", "---"])
def test_a_name_shows_something(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        NameField().clean(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Gagnez sur https://evil.example",
        "www.evil.example",
        "moi@example.org",
        "allez sur colis-poste.com",
        "colis\u3002example",
        "T.co/x",
    ],
)
def test_a_name_that_strangers_read_leads_nowhere(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        UnlinkedNameField().clean(typed)


@pytest.mark.parametrize("typed", ["J.-P. Roy", "S.A.R.L. DUPONT", "J.Martin", "ETS. Morel & Fils", "3.14 STUDIO"])
def test_initials_and_abbreviations_are_no_addresses(typed: str) -> None:
    assert UnlinkedNameField().clean(typed) == typed


@pytest.mark.parametrize("typed", [" Camille.Martin+chorus@Example.org ", "a@xn--bcher-kva.example"])
def test_an_address_is_kept_in_small_letters(typed: str) -> None:
    assert AddressField().clean(typed) == typed.strip().lower()


@pytest.mark.parametrize(
    "typed",
    ["cla\u0131re@example.org", "\u017fam@example.org", "\u0130van@example.org", '"a b"@example.org', "a@[127.0.0.1]"],
)
def test_an_address_looks_like_no_other_and_every_server_takes_it(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        AddressField().clean(typed)
