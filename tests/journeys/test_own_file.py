"""A file whose totals are wrong: the page of the rule says where, in the file of the person who asks."""

import re

import pytest

from unisson.cli.demo.people import CLAIRE, LEA

from . import papers
from .conftest import Visitor
from .test_every_page import WINDOWS, faults

pytestmark = pytest.mark.journey


def test_the_page_of_a_rule_speaks_of_ones_own_file_and_of_nobody_elses(visitor: Visitor) -> None:
    claire, other = visitor(CLAIRE), visitor(LEA)
    short = {"<ram:LineTotalAmount>701.00": "<ram:LineTotalAmount>450.00"}
    claire.deposit(papers.a_file("Facture-118.xml", papers.xml("JOF-1", swap=short)))
    draft = re.search(r"/(\d+)/", claire.page.url)
    assert draft
    page = f"/regles/BR-CO-10/?facture={draft[1]}"

    claire.open(page)
    claire.sees("Dans votre fichier Facture-118.xml", "Où est l’écart", "absente du total", "251,00")
    assert [fault for size, scheme in WINDOWS for fault in faults(claire.page, size, scheme, "rule-own-file")] == []
    claire.follow("Revenir au brouillon")
    claire.at("Déposer facture en cours")

    other.open(page)
    other.sees("Pourquoi cette règle")
    other.sees_no("Facture-118.xml")
