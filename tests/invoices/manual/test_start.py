import pytest

from tests.directory.conftest import an_operator
from unisson.directory import agreements, renumbering
from unisson.directory.models import BankAccount
from unisson.directory.stewards import Steward
from unisson.invoices.manual import fields, patterns, start
from unisson.invoices.models import Invoice, Pattern
from unisson.invoices.status import DepositMode, Status
from unisson.kernel.refusal import NotFound, Refusal

from ..builders import AT, LATER, PONT_SAINT_ESPRIT, a_deposit, a_person, a_service, a_structure, grant
from .builders import LINE, a_mandated_supplier, a_typed_draft, a_typed_invoice, codes, save, send

pytestmark = pytest.mark.django_db


def typed(draft: Invoice) -> dict[str, str]:
    found: dict[str, str] = draft.draft["typed"]
    return found


def test_an_empty_form_is_a_draft_that_nobody_received() -> None:
    user, supplier = a_mandated_supplier()
    draft = start.begin(user, supplier, at=AT)
    assert (draft.status, draft.deposit_mode, draft.number) == (Status.BROUILLON, DepositMode.TYPED, "")
    assert typed(draft)["issue_date"] == "20/11/2026"


def test_the_only_account_is_proposed_and_several_are_not() -> None:
    user, supplier = a_mandated_supplier()
    assert start.begin(user, supplier, at=AT).account is not None
    BankAccount.objects.create(structure=supplier, label="Autre", iban="FR8910096000501234567890184")
    assert start.begin(user, supplier, at=AT).account is None


def test_who_did_not_accept_the_terms_begins_nothing() -> None:
    _user, supplier = a_mandated_supplier()
    other = a_person("paul@example.org")
    grant(other, supplier)
    with pytest.raises(Refusal) as refused:
        start.begin(other, supplier, at=AT)
    assert refused.value.code == "CPP-SAISIE-07"


def test_who_sends_for_one_service_begins_for_it() -> None:
    _user, supplier = a_mandated_supplier()
    service, agent = a_service(supplier, "SUD"), a_person("agent@example.org")
    grant(agent, supplier, service=service)
    agreements.accept_terms(agent, at=AT)
    assert start.begin(agent, supplier, at=AT).supplier_service == service


@pytest.mark.parametrize(
    "texts",
    [
        {"line_discount_1": "12,50", "line_reference_1": "R-1", "line_price_1": "13,3333"},
        {"vat_regime": "EXONERATION", "exemption": "FRANCHISE"},
        {"vat_regime": "EXONERATION", "exemption": "AUTRE", "exemption_reason": "Un motif à nous"},
        {"vat_regime": "SANS_TVA"},
        {"discount": "100,00", "discount_reason": "Geste", "comment": "Merci"},
        {"kind": "AVOIR", "original_number": "A-1", "means": ""},
    ],
    ids=["a line", "franchise", "another reason", "out of scope", "a discount", "a credit note"],
)
def test_a_duplicate_says_all_that_may_hold_again(texts: dict[str, str]) -> None:
    former = a_typed_invoice(**texts)
    draft = start.duplicate(a_person(), former.pk, at=LATER)
    assert draft.duplicate_of == former
    assert "number" not in typed(draft) and "original_number" not in typed(draft)
    if texts.get("kind") == "AVOIR":
        assert codes(draft) == {"original_number": {"CPP-REF-09"}}
        draft = save(draft, original_number="A-1")
    assert codes(draft) == {}
    again = send(draft)
    told = ("net_total", "vat_total", "gross_total", "net_to_pay", "discount", "exemption_reason", "recipient_id")
    assert [getattr(again, name) for name in told] == [getattr(former, name) for name in told]
    assert list(again.lines.values_list("reference", "name", "quantity", "unit", "unit_price")) == list(
        former.lines.values_list("reference", "name", "quantity", "unit", "unit_price")
    )


def test_the_lines_of_a_deposited_file_can_be_typed_again() -> None:
    a_mandated_supplier()
    former = a_deposit()
    draft = start.duplicate(a_person(), former.pk, at=LATER)
    assert typed(draft)["line_name_1"] == former.lines.get(position=1).name


@pytest.mark.parametrize(
    ("price", "again"), [("33,3350", "33,3350"), ("1,1250", "1,1250"), ("0,125", "0,125"), ("1333,335", "1333,335")]
)
def test_a_duplicate_never_writes_what_the_form_would_not_read(price: str, again: str) -> None:
    draft = start.duplicate(a_person(), a_typed_invoice(line_price_1=price).pk, at=LATER)
    assert typed(draft)["line_price_1"] == again
    assert codes(draft) == {}


def test_a_file_of_more_lines_than_the_form_has_is_not_duplicated_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    second = {name.replace("_1", "_2"): text for name, text in LINE.items()}
    former = a_typed_invoice(**second)
    monkeypatch.setattr(fields, "MOST_LINES", 1)
    with pytest.raises(Refusal) as refused:
        start.duplicate(a_person(), former.pk, at=LATER)
    assert (refused.value.code, refused.value.values["count"]) == ("CPP-SAISIE-12", 2)


def test_what_is_not_theirs_or_not_sent_is_not_duplicated() -> None:
    former, draft = a_typed_invoice(), a_typed_draft()
    with pytest.raises(NotFound):
        start.duplicate(a_person("autre@example.org"), former.pk, at=LATER)
    with pytest.raises(NotFound):
        start.duplicate(a_person(), draft.pk, at=LATER)


def test_a_model_keeps_all_but_what_changes_each_time() -> None:
    draft = a_typed_draft(number="A-1", due_date="31/12/2026")
    kept = patterns.keep(a_person(), draft.pk, "  Entretien\x00 mensuel ", at=AT)
    assert (kept.name, kept.typed["line_name_1"]) == ("Entretien mensuel", "Pose de cloisons")
    assert not {"number", "due_date", "issue_date"} & kept.typed.keys()
    again = patterns.use(a_person(), kept.pk, at=LATER)
    assert send(again).recipient == a_structure(PONT_SAINT_ESPRIT)


def test_a_model_and_a_duplicate_are_paid_to_the_account_chosen_then_if_it_still_stands() -> None:
    _user, supplier = a_mandated_supplier()
    other = BankAccount.objects.create(structure=supplier, label="Autre", iban="FR8910096000501234567890184")
    draft = a_typed_draft(account=str(other.pk))
    kept, former = patterns.keep(a_person(), draft.pk, "Entretien", at=AT), send(draft)
    assert patterns.use(a_person(), kept.pk, at=LATER).account == other
    assert start.duplicate(a_person(), former.pk, at=LATER).account == other
    BankAccount.objects.filter(pk=other.pk).update(active=False)
    assert patterns.use(a_person(), kept.pk, at=LATER).account is None
    assert start.duplicate(a_person(), former.pk, at=LATER).account is None


def test_a_model_of_the_same_name_is_replaced() -> None:
    first, second = a_typed_draft(), a_typed_draft(line_name_1="Autre chose")
    patterns.keep(a_person(), first.pk, "Entretien", at=AT)
    patterns.keep(a_person(), second.pk, "Entretien", at=AT)
    assert Pattern.objects.get().typed["line_name_1"] == "Autre chose"


@pytest.mark.parametrize("name", ["", " \u200b ", "x" * 81])
def test_a_model_has_a_name(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        patterns.keep(a_person(), a_typed_draft().pk, name, at=AT)
    assert refused.value.code == "CPP-SAISIE-08"


def test_a_model_goes_on_under_a_new_identifier() -> None:
    draft = a_typed_draft()
    kept = patterns.keep(a_person(), draft.pk, "Entretien", at=AT)
    by = Steward(person=an_operator(), as_operator=True, reason="Déménagement")
    new = renumbering.renumber(by, draft.supplier_id, kind="SIRET", identifier="53819959700021", at=AT)
    agreements._write(a_person(), agreements.Subject.MANDATE, structure=new, at=AT)
    assert patterns.patterns(a_person()) == [kept]
    assert patterns.use(a_person(), kept.pk, at=AT).supplier == new


def test_models_are_those_of_the_structure_and_nobody_elses() -> None:
    draft = a_typed_draft()
    kept = patterns.keep(a_person(), draft.pk, "Entretien", at=AT)
    colleague, stranger = a_person("collegue@example.org"), a_person("autre@example.org")
    grant(colleague, draft.supplier)
    assert (patterns.patterns(colleague), patterns.patterns(stranger)) == ([kept], [])
    with pytest.raises(NotFound):
        patterns.delete(stranger, kept.pk)
    patterns.delete(colleague, kept.pk)
    assert not Pattern.objects.exists()
