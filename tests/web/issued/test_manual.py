import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.invoices.builders import AT, a_person, a_structure, a_supplier, grant
from tests.invoices.manual.builders import LINE, a_mandated_supplier, a_typed_draft, a_typed_invoice, codes
from tests.web.budget import LARGEST_PAGE, MOST, costs_the_same
from unisson.directory.agreements import accept_terms, mandate_of
from unisson.directory.models import Agreement, Membership
from unisson.invoices.drafting import drafts
from unisson.invoices.manual import patterns, start
from unisson.invoices.models import Invoice, Line, Pattern
from unisson.invoices.status import Status
from unisson.web.issued.manual_page import MOST_POINTS

from .conftest import form_of

START = "/factures-emises/saisir/"


def page_of(draft: Invoice) -> str:
    return reverse("issued:typed", args=[draft.pk])


@pytest.fixture
def typed(claire: Client) -> Invoice:
    """A draft typed line by line that lacks nothing."""
    return a_typed_draft()


def press(client: Client, draft: Invoice, action: str, **changes: str) -> Invoice:
    response = client.post(page_of(draft), form_of(draft, account=str(draft.account_id), action=action, **changes))
    assert response.status_code in (200, 302)
    draft.refresh_from_db()
    return draft


def test_without_a_mandate_a_manager_is_led_to_it_and_comes_back(claire: Client) -> None:
    _user, supplier = a_supplier()
    Membership.objects.update(role=Membership.Role.PRINCIPAL)
    sign = reverse("mandate", args=[supplier.pk]) + f"?next={START}"
    assert sign in claire.get(START).content.decode()
    assert claire.post(sign, {"signe": "oui"}).headers["Location"] == START
    assert mandate_of(supplier)
    assert sign not in claire.get(START).content.decode()


def test_who_manages_nothing_is_told_whom_to_ask(claire: Client) -> None:
    _user, supplier = a_supplier()
    page = claire.get(START).content.decode()
    assert reverse("mandate", args=[supplier.pk]) not in page and reverse("issued:deposit") in page
    assert claire.post(START, {"supplier": str(supplier.pk), "action": "new"}).status_code == 200
    assert not Invoice.objects.exists()


def test_the_terms_are_accepted_once_at_the_first_invoice(client: Client, db: None) -> None:
    _user, supplier = a_mandated_supplier()
    paul = a_person("paul@example.org")
    grant(paul, supplier)
    client.force_login(paul)
    asked = {"supplier": str(supplier.pk), "action": "new"}
    assert client.post(START, asked).status_code == 200
    assert client.post(START, {**asked, "conditions": "oui"}).status_code == 302
    assert client.post(START, asked).status_code == 302
    assert Invoice.objects.count() == 2


def test_a_form_typed_whole_is_confirmed_and_sent_with_its_certificate(claire: Client, typed: Invoice) -> None:
    response = claire.post(page_of(typed), form_of(typed, account=str(typed.account_id), action="send"))
    assert response.headers["Location"] == reverse("issued:confirm", args=[typed.pk])
    assert "20260000000000000001" in claire.get(response.headers["Location"]).content.decode()
    typed.refresh_from_db()
    claire.post(response.headers["Location"], {"version": str(typed.draft_version)})
    typed.refresh_from_db()
    assert (typed.status, typed.number) == (Status.DEPOSEE, "20260000000000000001")
    assert claire.get(reverse("issued:receipt", args=[typed.pk])).status_code == 200
    original = claire.post(reverse("documents:original", args=[typed.pk]))
    assert original.content.startswith(b"%PDF-")
    assert "20260000000000000001.pdf" in original.headers["Content-Disposition"]


def test_a_draft_is_listed_with_what_its_lines_come_to(claire: Client, typed: Invoice) -> None:
    assert "1\u202f800,00" in claire.get(reverse("issued:summary")).content.decode()


@pytest.mark.parametrize("route", ["issued:draft", "issued:typed"])
def test_a_draft_is_opened_where_it_is_typed(route: str, claire: Client, typed: Invoice) -> None:
    response = claire.get(reverse(route, args=[typed.pk]), follow=True)
    assert response.request["PATH_INFO"] == page_of(typed)


def test_an_empty_form_lists_what_to_do_and_reproaches_nothing(claire: Client) -> None:
    user, supplier = a_mandated_supplier()
    draft = start.begin(user, supplier, at=AT)
    wrong = ("field--error", 'data-tone="bad"', 'aria-invalid="true"', "is-todo")
    page = claire.get(page_of(draft)).content.decode()
    assert [mark for mark in wrong if mark in page] == [] and 'href="#recipient_siret"' in page
    form = form_of(draft, account=str(draft.account_id))
    assert all(mark in claire.post(page_of(draft), {**form, "action": "send"}).content.decode() for mark in wrong)
    typed = claire.post(reverse("issued:typed-check", args=[draft.pk]), {**form, "line_name_1": "Pose"})
    assert "field--error" in typed.content.decode()


def test_a_faulty_form_shows_what_is_wrong_beside_its_line(claire: Client, typed: Invoice) -> None:
    wrong = form_of(typed, account=str(typed.account_id), action="send", line_price_1="douze")
    page = claire.post(page_of(typed), wrong).content.decode()
    assert 'id="line_price_1"' in page and 'aria-invalid="true"' in page
    assert Invoice.objects.get(pk=typed.pk).draft["typed"]["line_price_1"] == "douze"


def test_vat_in_euros_is_asked_for_where_the_currency_is_another(claire: Client, typed: Invoice) -> None:
    url = reverse("issued:typed-check", args=[typed.pk])
    form = form_of(typed, account=str(typed.account_id))
    for currency, regime, asked in (("EUR", "", False), ("USD", "", True), ("USD", "SANS_TVA", False)):
        changes = {"currency": currency, **({"vat_regime": regime} if regime else {})}
        page = claire.post(url, {**form, **changes}).content.decode()
        assert ('id="vat_in_euros"' in page) is asked


def test_what_a_reader_of_the_file_will_be_told_is_said_before_it_leaves(claire: Client, typed: Invoice) -> None:
    press(claire, typed, "compute", kind="AVOIR", original_number="A-1")
    page = claire.get(page_of(typed)).context["page"]
    assert page.ready
    assert [one.href for one in page.points if one.code == "BR-FR-CO-05_BT-3"] == ["#original_day"]


def test_a_live_check_computes_and_leaves_the_lines_alone(claire: Client, typed: Invoice) -> None:
    url = reverse("issued:typed-check", args=[typed.pk])
    page = claire.post(url, form_of(typed, account=str(typed.account_id), line_quantity_1="4")).content.decode()
    assert "2\u202f000,00" in page and "2\u202f400,00" in page
    assert 'name="line_quantity_1"' not in page


def test_lines_are_added_and_taken_away(claire: Client, typed: Invoice) -> None:
    second = {"line_name_2": "Deuxième", "line_quantity_2": "1", "line_price_2": "10", "line_rate_2": "20"}
    response = claire.post(page_of(typed), form_of(typed, action="add-line", rows="3", **second))
    assert response.headers["Location"].endswith("?lignes=4#line_name_4")
    assert 'name="line_name_4"' in claire.get(response.headers["Location"]).content.decode()
    typed.refresh_from_db()
    dropped = press(claire, typed, "drop-line:1").draft["typed"]
    assert (dropped["line_name_1"], dropped["line_name_2"]) == ("Deuxième", "")


def test_a_gap_between_lines_is_closed_when_a_button_is_pressed(claire: Client, typed: Invoice) -> None:
    third = {name.replace("_1", "_3"): text for name, text in LINE.items()}
    saved = press(claire, typed, "compute", **third).draft["typed"]
    assert (saved["line_name_2"], saved["line_name_3"]) == (LINE["line_name_1"], "")


def test_a_line_too_many_is_refused_and_told(claire: Client, typed: Invoice) -> None:
    lines = {f"line_name_{rank}": "Encore une" for rank in range(2, 251)}
    answer = claire.post(page_of(typed), form_of(typed, action="save", **lines))
    assert answer.context["refusal"].code == "CPP-SAISIE-12"
    assert 'value="add-line"' not in answer.content.decode()
    typed.refresh_from_db()
    assert "line_name_2" not in typed.draft["typed"]


def test_two_hundred_lines_are_typed_and_sent(claire: Client, typed: Invoice) -> None:
    lines = {name.replace("_1", f"_{rank}"): text for rank in range(1, 201) for name, text in LINE.items()}
    saved = press(claire, typed, "send", **lines)
    claire.post(reverse("issued:confirm", args=[typed.pk]), {"version": str(saved.draft_version)})
    sent = Invoice.objects.get(pk=typed.pk)
    assert (sent.status, sent.lines.count(), sent.net_total) == (Status.DEPOSEE, 200, 300_000)


def test_a_page_of_two_hundred_lines_stays_light(claire: Client, typed: Invoice) -> None:
    line = {
        **LINE,
        "line_name_1": "Pose de cloisons amovibles, hauteur 2,80 m, bâtiment B",
        "line_reference_1": "CL-2026-B",
        "line_discount_1": "12,50",
    }
    lines = {name.replace("_1", f"_{rank}"): text for rank in range(1, 201) for name, text in line.items()}
    press(claire, typed, "compute", **lines)
    with CaptureQueriesContext(connection) as asked:
        page = claire.get(page_of(typed)).content
    checked = claire.post(reverse("issued:typed-check", args=[typed.pk]), form_of(typed, **lines)).content
    assert page.count(b'name="line_name_') == 200
    assert max(len(page), len(checked)) <= LARGEST_PAGE
    assert len(asked) <= MOST


@pytest.mark.parametrize("action", ["compute", "send"])
def test_a_page_of_two_hundred_faulty_lines_stays_light(claire: Client, typed: Invoice, action: str) -> None:
    wrong = ("line_quantity_{}", "line_price_{}", "line_rate_{}", "line_discount_{}")
    lines = {f"line_name_{rank}": "Pose de cloisons amovibles, hauteur 2,80 m" for rank in range(1, 201)}
    lines |= {name.format(rank): "beaucoup" for rank in range(1, 201) for name in wrong}
    answer = claire.post(page_of(typed), form_of(typed, action=action, **lines), follow=True).content
    checked = claire.post(reverse("issued:typed-check", args=[typed.pk]), form_of(typed, **lines)).content
    assert answer.count(b'id="ligne-200') > 1
    assert max(len(answer), len(checked)) <= LARGEST_PAGE, (len(answer), len(checked))


def test_the_same_fault_of_many_lines_is_not_listed_without_end(claire: Client, typed: Invoice) -> None:
    lines = {f"line_name_{rank}": "Sans prix ni quantité" for rank in range(2, 60)}
    press(claire, typed, "compute", **lines)
    points = [one for one in claire.get(page_of(typed)).context["page"].points if one.state == "todo"]
    assert len(points) == MOST_POINTS + 1 and points[-1].href == "#b-lines"


@pytest.mark.parametrize(("written", "kept"), [("Jours", "DAY"), ("m²", "MTK"), ("", ""), ("H87", "H87")])
def test_a_unit_is_written_in_words_and_kept_as_its_code(
    written: str, kept: str, claire: Client, typed: Invoice
) -> None:
    saved = press(claire, typed, "compute", line_unit_1=written)
    assert saved.draft["typed"]["line_unit_1"] == kept
    assert "unit" not in " ".join(drafts.check(saved, at=AT).fields)


def test_a_unit_that_nobody_knows_is_told_at_its_line(claire: Client, typed: Invoice) -> None:
    page = claire.post(page_of(typed), form_of(typed, account=str(typed.account_id), line_unit_1="brouette")).content
    assert "brouette\u00a0» n’est pas une unité connue" in page.decode()
    assert codes(Invoice.objects.get(pk=typed.pk)) == {"line_unit_1": {"CPP-SAISIE-20"}}


def test_a_stale_tab_overwrites_nothing(claire: Client, typed: Invoice) -> None:
    first = form_of(typed, account=str(typed.account_id), action="compute")
    claire.post(page_of(typed), {**first, "tab": "one", "comment": "premier"})
    page = claire.post(page_of(typed), {**first, "tab": "two", "comment": "second"}).content.decode()
    assert Invoice.objects.get(pk=typed.pk).draft["typed"]["comment"] == "premier"
    assert "second" in page


def test_what_is_hostile_is_kept_harmless(claire: Client, typed: Invoice) -> None:
    hostile = {"line_name_1": "<script>alert(1)</script>", "line_quantity_1": "9" * 400, "line_price_1": "-1e9999"}
    saved = press(claire, typed, "send", **hostile, rows="9" * 400, comment="a\x0bb")
    assert saved.status == Status.BROUILLON
    page = claire.get(page_of(typed)).content.decode()
    assert "<script>alert" not in page


def test_a_model_is_kept_used_and_deleted(claire: Client, typed: Invoice) -> None:
    press(claire, typed, "keep-pattern", pattern="Entretien")
    pattern = Pattern.objects.get()
    assert f"pattern:{pattern.pk}" in claire.get(START).content.decode()
    response = claire.post(START, {"action": f"pattern:{pattern.pk}"})
    made = Invoice.objects.latest("pk")
    assert response.headers["Location"] == page_of(made)
    assert made.draft["typed"]["line_name_1"] == LINE["line_name_1"]
    claire.post(reverse("issued:delete-pattern", args=[pattern.pk]))
    assert not Pattern.objects.exists()


def test_a_model_without_a_name_is_refused_on_the_form(claire: Client, typed: Invoice) -> None:
    response = claire.post(page_of(typed), form_of(typed, action="keep-pattern", pattern=""))
    assert response.status_code == 200 and not Pattern.objects.exists()


def test_an_invoice_that_was_typed_is_duplicated_by_typing(claire: Client) -> None:
    sent = a_typed_invoice()
    asked = f"{START}?refaire={sent.pk}"
    assert asked in claire.get(reverse("issued:invoice", args=[sent.pk])).content.decode()
    assert f"again:{sent.pk}" in claire.get(asked).content.decode()
    claire.post(START, {"action": f"again:{sent.pk}"})
    assert Invoice.objects.latest("pk").duplicate_of == sent


def test_a_deposited_file_is_not_typed(claire: Client, draft: Invoice) -> None:
    assert claire.post(page_of(draft), form_of(draft)).status_code == 404
    assert claire.post(reverse("issued:typed-check", args=[draft.pk]), form_of(draft)).status_code == 404


def test_the_start_and_the_form_keep_their_budget(claire: Client, typed: Invoice) -> None:
    def more() -> None:
        for rank in range(20):
            patterns.keep(a_person(), typed.pk, f"Modèle {rank}", at=AT)

    def more_structures() -> None:
        grant(a_person(), a_structure("83876704400012", private=True))

    patterns.keep(a_person(), typed.pk, "Modèle", at=AT)
    assert costs_the_same(claire, START, add_rows=more)
    assert costs_the_same(claire, START, add_rows=more_structures)
    assert costs_the_same(claire, page_of(typed), add_rows=lambda: None)


def test_the_terms_accepted_elsewhere_are_not_asked_again(claire: Client) -> None:
    user, _supplier = a_mandated_supplier()
    accept_terms(user, at=AT)
    assert 'name="conditions"' not in claire.get(START).content.decode()


def confirmed(client: Client, draft: Invoice) -> tuple[str, str]:
    """The pages « Confirmation d'envoi » and « Récapitulatif » of a draft."""
    url = reverse("issued:confirm", args=[draft.pk])
    asked = client.get(url).content.decode()
    client.post(url, {"version": str(draft.draft_version)})
    return asked, client.get(reverse("issued:receipt", args=[draft.pk])).content.decode()


def test_a_credit_note_is_confirmed_in_its_own_words_with_its_minus(claire: Client) -> None:
    draft = a_typed_draft(kind="AVOIR", original_number="A-1", means="")
    for page in confirmed(claire, draft):
        assert "-1\u202f800,00" in page and "voir n°" in page
        assert "acture n°" not in page


@pytest.mark.parametrize(("texts", "runs"), [({}, True), ({"framework": "A2", "means": "CARTE"}, False)])
def test_no_delay_of_payment_runs_for_what_is_paid(texts: dict[str, str], runs: bool, claire: Client) -> None:
    asked, receipt = confirmed(claire, a_typed_draft(**texts))
    assert ("Le délai de paiement" in asked, "Paiement attendu" in receipt, "jours commence" in receipt) == (runs,) * 3


@pytest.mark.parametrize("role", [Membership.Role.PRINCIPAL, None])
def test_a_mandate_that_ended_is_told_when_the_draft_is_opened(
    role: str | None, claire: Client, typed: Invoice
) -> None:
    if role:
        Membership.objects.update(role=role)
    Agreement.objects.filter(structure=typed.supplier).update(ended_at=AT)
    page = claire.get(page_of(typed))
    assert page.context["page"].unmandated.code == "CPP-SAISIE-06"
    sign = reverse("mandate", args=[typed.supplier_id]) + f"?next={page_of(typed)}"
    assert (sign in page.content.decode()) is bool(role)


@pytest.mark.parametrize(("regime", "untaxed"), [("EXONERATION", True), ("TVA_SUR_DEBIT", False)])
def test_a_rate_that_the_regime_leaves_out_is_told(regime: str, untaxed: bool, claire: Client, typed: Invoice) -> None:
    url = reverse("issued:typed-check", args=[typed.pk])
    answer = claire.post(url, form_of(typed, account=str(typed.account_id), vat_regime=regime))
    assert [line.untaxed for line in answer.context["page"].lines] == [untaxed, False, False]


def test_rates_are_written_with_the_decimals_they_have(claire: Client) -> None:
    draft = a_typed_draft(line_rate_1="5,5")
    page = claire.get(page_of(draft)).content.decode()
    assert "5,5\u00a0%" in page and "5,50" not in page


def test_what_is_typed_in_a_line_is_no_longer_than_what_is_kept(claire: Client, typed: Invoice) -> None:
    parts = {part.name: part.longest for part in claire.get(page_of(typed)).context["page"].lines[0].parts}
    for part in ("name", "reference"):
        assert parts[f"line_{part}_1"] == Line._meta.get_field(part).max_length


def test_on_a_small_screen_the_link_to_what_is_left_follows_the_live_check(claire: Client, typed: Invoice) -> None:
    page = claire.get(page_of(typed)).context["page"]
    assert "#vers-envoi" in page.swapped
    for changes in ({}, {"recipient_siret": ""}):
        answer = claire.post(reverse("issued:typed-check", args=[typed.pk]), form_of(typed, **changes))
        assert answer.text.count('id="vers-envoi"') == 1
