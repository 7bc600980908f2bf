"""Bank details: checked, kept in the history, told to every manager; what an invoice names stays as it was."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils.translation import override

from tests.builders import PARIS_7E
from tests.invoices.builders import AT, a_draft, a_structure
from unisson.directory import acts, banking, changes, fiche, letters_fiche
from unisson.directory.banking import Details
from unisson.directory.models import BankAccount, Structure, StructureChange, Word
from unisson.directory.spaces import Level
from unisson.invoices.models import Invoice
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.language import moment
from unisson.notices.models import Email

from .conftest import House, an_operator

What = StructureChange.What
IBAN, OTHER = "FR7630006000011234567890189", "FR8910096000501234567890184"
MAIN = Details(label="Compte principal", iban="FR76 3000 6000 0112 3456 7890 189", bic="AGRIFRPP")


def add(house: House, details: Details = MAIN) -> BankAccount:
    return banking.add(house.claire, house.structure.pk, details, at=AT)


def seen(account: BankAccount) -> str:
    account.refresh_from_db()
    return fiche.mark(account, banking.FIELDS)


def told() -> list[tuple[str, str]]:
    return [(one.to, one.values["what"]) for one in Email.objects.filter(kind="bank-changed").order_by("pk")]


def test_added_it_is_kept_without_spaces_and_every_manager_gets_a_letter(house: House) -> None:
    account = add(house)
    assert (account.iban, account.country) == (IBAN, "FR")
    assert changes.of(house.structure).get().after["iban"] == IBAN
    assert told() == [("claire@example.org", "added"), ("hugo@example.org", "added")]
    assert IBAN not in str(Email.objects.filter(kind="bank-changed").values_list("values", flat=True))


@pytest.mark.parametrize(
    ("deviation", "code"),
    [
        ({"iban": "FR7630006000011234567890188"}, "CPP-BANQUE-01"),
        ({"iban": "compte"}, "CPP-BANQUE-01"),
        ({"bic": "AGRI"}, "CPP-BANQUE-02"),
        ({"factoring": True}, "CPP-BANQUE-03"),
        ({"factor": "Affacture SA"}, "CPP-BANQUE-03"),
        ({"label": "  "}, "CPP-BANQUE-06"),
    ],
)
def test_what_is_no_account_is_refused(house: House, deviation: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        add(house, replace(MAIN, **deviation))  # type: ignore[arg-type]
    assert not house.structure.accounts.exists()
    assert told() == []


def test_the_same_account_is_not_added_twice(house: House) -> None:
    account = add(house)
    with pytest.raises(Refusal, match="CPP-BANQUE-04"):
        add(house, replace(MAIN, label="Encore"))
    banking.withdraw(house.hugo, account.pk, seen=seen(account), at=AT)
    add(house)


def test_what_nothing_names_is_written_over(house: House) -> None:
    account = add(house)
    stands = banking.change(house.hugo, account.pk, replace(MAIN, iban=OTHER), seen=seen(account), at=AT)
    assert stands == account
    kept = changes.of(house.structure).first()
    assert kept and (kept.what, kept.before, kept.after) == (What.ACCOUNT_CHANGED, {"iban": IBAN}, {"iban": OTHER})
    assert told()[2:] == [("claire@example.org", "changed"), ("hugo@example.org", "changed")]


def test_what_an_invoice_names_stays_and_another_takes_its_place(house: House) -> None:
    account = add(house)
    house.place(house.claire).grants.update(level=Level.WRITE)
    draft = a_draft()
    Invoice.objects.filter(pk=draft.pk).update(account=account)
    renamed = banking.change(house.hugo, account.pk, replace(MAIN, label="Agence"), seen=seen(account), at=AT)
    assert renamed == account

    stands = banking.change(house.hugo, account.pk, replace(MAIN, iban=OTHER), seen=seen(account), at=AT)

    account.refresh_from_db()
    assert (account.iban, account.active) == (IBAN, False)
    assert (stands.iban, stands.active) == (OTHER, True)


def test_nothing_changed_tells_nobody(house: House) -> None:
    account = add(house)
    banking.change(house.hugo, account.pk, MAIN, seen=seen(account), at=AT)
    assert len(told()) == 2
    assert changes.of(house.structure).count() == 1


def test_a_withdrawn_account_does_not_change(house: House) -> None:
    account = add(house)
    banking.withdraw(house.claire, account.pk, seen=seen(account), at=AT)
    with pytest.raises(Refusal, match="CPP-BANQUE-05"):
        banking.change(house.claire, account.pk, MAIN, seen=seen(account), at=AT)
    with pytest.raises(Refusal, match="CPP-BANQUE-05"):
        banking.withdraw(house.claire, account.pk, seen=seen(account), at=AT)


def test_two_managers_do_not_write_over_each_other(house: House) -> None:
    account = add(house)
    before = seen(account)
    banking.change(house.hugo, account.pk, replace(MAIN, label="Agence"), seen=before, at=AT)
    with pytest.raises(Refusal, match="CPP-FICHE-01"):
        banking.withdraw(house.claire, account.pk, seen=before, at=AT)


def test_an_operator_changes_the_accounts_of_public_structures_only(house: House) -> None:
    account, operator = add(house), an_operator()
    for act in (
        lambda: banking.get_account(operator, account.pk),
        lambda: banking.add(operator, house.structure.pk, MAIN, at=AT),
        lambda: banking.withdraw(operator, account.pk, seen=seen(account), at=AT),
    ):
        with pytest.raises(NotFound):
            act()
    town_hall = a_structure(PARIS_7E)
    with pytest.raises(Refusal, match="CPP-EXPLOITANT-02"):
        banking.add(operator, town_hall.pk, MAIN, at=AT)
    banking.add(operator, town_hall.pk, MAIN, reason="Vu le RIB", at=AT)
    assert [(act.subject, act.comment) for act in acts.journal(structure=town_hall)] == [(MAIN.label, "Vu le RIB")]


def test_a_colleague_without_the_role_has_no_account_to_change(house: House) -> None:
    account = add(house)
    with pytest.raises(NotFound):
        banking.get_account(house.ines, account.pk)
    with pytest.raises(NotFound):
        banking.withdraw(house.ines, account.pk, seen=seen(account), at=AT)


def test_a_deactivated_structure_keeps_its_accounts(house: House) -> None:
    account = add(house)
    Structure.objects.update(active=False)
    with pytest.raises(Refusal, match="CPP-FICHE-02"):
        banking.withdraw(house.claire, account.pk, seen=seen(account), at=AT)


def test_the_directory_says_nothing_of_accounts_and_does_not_change_with_them(db: None) -> None:
    town_hall, operator = a_structure(PARIS_7E), an_operator()
    before = (list(Word.objects.values_list("word", "place")), town_hall.updated_at)
    why: Any = {"reason": "Vu le RIB", "at": AT}
    account = banking.add(operator, town_hall.pk, MAIN, **why)
    banking.change(operator, account.pk, replace(MAIN, label="Agence"), seen=seen(account), **why)
    banking.withdraw(operator, account.pk, seen=seen(account), **why)
    town_hall.refresh_from_db()
    assert (list(Word.objects.values_list("word", "place")), town_hall.updated_at) == before


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("what", ["added", "changed", "withdrawn"])
def test_the_letter_says_who_and_when_and_what_to_do_if_nobody_expected_it(
    what: str, language: str, house: House
) -> None:
    account = add(house)
    if what == "changed":
        banking.change(house.hugo, account.pk, replace(MAIN, iban=OTHER), seen=seen(account), at=AT)
    if what == "withdrawn":
        banking.withdraw(house.hugo, account.pk, seen=seen(account), at=AT)
    kept = Email.objects.filter(kind="bank-changed").order_by("pk").last()
    assert kept is not None and kept.values["what"] == what
    with override(language):
        written = letters_fiche.bank_changed(kept.values)
        told = [value for _label, value in written.facts]
        assert kept.values["by"] in told
        assert moment(AT) in told
    assert len(written.paragraphs) == 2
