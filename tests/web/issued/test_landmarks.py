"""« Repères de lecture »: what is remembered, in words, and erased at a press."""

from django.test import Client
from django.urls import reverse

from tests.invoices.builders import AT, a_supplier
from tests.web.budget import costs_the_same
from unisson.invoices.models import Landmark

PAGE = reverse("issued:landmarks")


def a_landmark(anchor: str = "Réf. pièce", **changes: object) -> Landmark:
    facts = {"field": "number", "side": "right", "page": 1, "left": 50, "learnt_at": AT, "used_at": AT, **changes}
    return Landmark.objects.create(supplier=a_supplier()[1], anchor=anchor, **facts)


def test_a_place_is_told_in_words(claire: Client) -> None:
    a_landmark(times=3)
    a_landmark("Votre affaire", field="commitment", side="below")

    text = claire.get(PAGE).text

    assert "à droite de « Réf. pièce », page 1" in text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "sous « Votre affaire », page 1" in text.replace("\u00a0", " ").replace("\u202f", " ")
    assert [row.proof for group in claire.get(PAGE).context["groups"] for row in group.rows] == [
        "3 factures",
        "1 facture",
    ]


def test_without_any_the_page_says_how_there_will_be_one(claire: Client) -> None:
    answer = claire.get(PAGE)

    assert answer.context["groups"] == []
    assert reverse("issued:deposit") in answer.text


def test_one_press_erases_one(claire: Client) -> None:
    gone, kept = a_landmark(), a_landmark("Pièce")

    answer = claire.post(reverse("issued:erase-landmark", args=[gone.pk]))

    assert answer.url == PAGE
    assert list(Landmark.objects.all()) == [kept]
    assert claire.post(reverse("issued:erase-landmark", args=[gone.pk])).status_code == 404


def test_all_of_a_structure_go_after_a_word_of_confirmation(claire: Client) -> None:
    url = reverse("issued:erase-landmarks", args=[a_landmark().supplier_id])

    assert claire.get(url).status_code == 200
    assert Landmark.objects.count() == 1
    for _ in range(2):
        assert claire.post(url).url == PAGE
    assert not Landmark.objects.exists()


def test_fifty_cost_what_one_costs(claire: Client) -> None:
    a_landmark()

    costs_the_same(claire, PAGE, add_rows=lambda: [a_landmark(f"Repère {n}") for n in range(50)] and None)


def test_the_page_of_a_deposit_leads_there(claire: Client) -> None:
    assert PAGE in claire.get(reverse("issued:deposit")).text
