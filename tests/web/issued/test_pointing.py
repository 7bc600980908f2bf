"""A click on the page fills a field; without script, a page of what it prints does."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import a_cii, a_draft, a_structure, receive
from tests.web.issued.conftest import form_of, page_of
from tests.web.issued.test_draft import typed
from unisson.invoices.drafting import picking
from unisson.invoices.models import Invoice
from unisson.invoices.status import Channel


def spot(draft: Invoice, name: str, line: str) -> str:
    pick = next(one for one in picking.offered(draft, name) if line in one.context)
    return f"{pick.page} {pick.box[0] + 1} {pick.box[1] + 1}"


def test_a_click_on_the_page_fills_the_field_and_keeps_what_was_typed(claire: Client, draft: Invoice) -> None:
    posted = form_of(draft, comment="tapé avant", take="issue_date", at=spot(draft, "net_total", "Total TTC"))
    nothing = claire.post(reverse("issued:check", args=[draft.pk]), posted)
    posted |= {"take": "net_to_pay", "at": spot(draft, "net_total", "Total HT")}
    taken = claire.post(reverse("issued:check", args=[draft.pk]), posted)

    assert typed(draft)["issue_date"] == "12/10/2026"
    assert typed(draft)["net_to_pay"] == "1\u202f000,00"
    assert typed(draft)["comment"] == "tapé avant"
    assert nothing.context["page"].taken != taken.context["page"].taken != ""
    assert {"#prise", "#cadres-1", "#champ-net_to_pay"} <= set(taken.context["page"].swapped.split(","))


def views(page: object) -> dict[str, object]:
    return {view.name: view for block in page.blocks.values() for view in block.fields}  # type: ignore[attr-defined]


def test_what_was_taken_is_framed_where_it_was_taken(claire: Client, draft: Invoice) -> None:
    at = spot(draft, "net_total", "Total HT")
    page = claire.post(reverse("issued:check", args=[draft.pk]), form_of(draft, take="net_to_pay", at=at)).context[
        "page"
    ]

    frame = next(box for sheet in page.sheets for box in sheet.boxes if box.key == "net_to_pay")
    assert views(page)["net_to_pay"].read == "taken"  # type: ignore[attr-defined]
    assert frame.pattern == "sure"
    assert abs(frame.y + 3 - float(at.split()[2])) < 1


@pytest.mark.parametrize("at", ["", "1 2", "x y z", "1 nan 3", "1 1e999 3"])
def test_a_place_that_no_page_of_ours_posts_is_not_found(claire: Client, draft: Invoice, at: str) -> None:
    answer = claire.post(reverse("issued:take", args=[draft.pk]), {"take": "number", "at": at})

    assert answer.status_code == 404


def test_a_field_that_is_chosen_from_a_list_is_not_taken_from_the_page(claire: Client, draft: Invoice) -> None:
    answer = claire.post(reverse("issued:take", args=[draft.pk]), {"take": "kind", "at": "1 100 100"})

    assert answer.status_code == 404


def test_the_button_keeps_the_draft_and_opens_the_page_of_that_field(claire: Client, draft: Invoice) -> None:
    answer = claire.post(page_of(draft), form_of(draft, comment="gardé", take="issue_date", action="take"))

    assert answer.url == reverse("issued:take", args=[draft.pk]) + "?champ=issue_date"
    assert typed(draft)["comment"] == "gardé"


def test_the_page_of_a_field_lists_and_frames_all_that_has_its_shape(claire: Client, draft: Invoice) -> None:
    page = claire.get(reverse("issued:take", args=[draft.pk]), {"champ": "recipient_siret"}).context["page"]

    assert [choice.pick.text for choice in page.choices] == ["53819959700013", "21300202500012"]
    assert [box.href for sheet in page.sheets for box in sheet.boxes] == ["#valeur-1", "#valeur-2"]


def test_a_value_chosen_there_comes_back_to_its_field(claire: Client, draft: Invoice) -> None:
    url = reverse("issued:take", args=[draft.pk])
    first = claire.get(url, {"champ": "recipient_siret"}).context["page"].choices[0]

    answer = claire.post(url, {"take": "recipient_siret", "at": first.at})

    assert answer.url == page_of(draft) + "#recipient_siret"
    assert typed(draft)["recipient_siret"] == first.pick.text


def test_a_structured_file_offers_no_page_to_take_from(claire: Client) -> None:
    a_structure()
    draft = receive(a_cii(), channel=Channel.PORTAL).invoice

    assert claire.get(page_of(draft)).context["page"].pickable == []
    assert claire.get(reverse("issued:take", args=[draft.pk])).context["page"].choices == []


def test_an_empty_field_has_its_candidates_framed_and_one_press_away(claire: Client, draft: Invoice) -> None:
    posted = form_of(draft, net_to_pay="")

    page = claire.post(reverse("issued:check", args=[draft.pk]), posted).context["page"]

    view = views(page)["net_to_pay"]
    dotted = [box for sheet in page.sheets for box in sheet.boxes if box.pattern == "maybe"]
    assert view.read == "choose"  # type: ignore[attr-defined]
    assert [other.value for other in view.alternatives][:1] == ["1\u202f200,00"]  # type: ignore[attr-defined]
    assert dotted[0].href == "#offre-net_to_pay-1"
    assert dotted[0].letter == view.alternatives[0].mark  # type: ignore[attr-defined]


def test_each_field_that_waits_for_a_look_leads_to_the_next_and_the_last_to_the_panel(claire: Client) -> None:
    draft = a_draft(ready=False, faint=True)
    claire.post(page_of(draft), form_of(draft, net_total="", net_to_pay="", action="save"))

    page = claire.get(page_of(draft)).context["page"]

    onward = [views(page)[name].onward[0] for name in page.doubtful]  # type: ignore[attr-defined]
    assert page.doubtful == ["number", "net_total", "net_to_pay"]
    assert onward == [*(f"#{name}" for name in page.doubtful[1:]), "#pret"]


def test_a_value_of_the_second_page_is_framed_on_the_second_page(claire: Client, draft: Invoice) -> None:
    draft.draft["sheets"] = [[595, 842], [595, 842]]
    draft.draft["read"]["number"]["page"] = 2
    draft.save()

    sheets = claire.get(page_of(draft)).context["page"].sheets

    assert "number" not in {box.key for box in sheets[0].boxes}
    assert {box.key for box in sheets[1].boxes} == {"number"}


def test_the_supplier_s_own_siret_is_not_offered_as_recipient(claire: Client, draft: Invoice) -> None:
    page = claire.post(reverse("issued:check", args=[draft.pk]), form_of(draft, recipient_siret="")).context["page"]

    offered = [other.value for other in views(page)["recipient_siret"].alternatives]  # type: ignore[attr-defined]
    assert "53819959700013" not in [value.replace("\u202f", "").replace(" ", "") for value in offered]
