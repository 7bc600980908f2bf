"""Amounts, dates, sizes and sentences, as French and English readers write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from unisson.files import limits
from unisson.kernel import words
from unisson.kernel.findings import Finding
from unisson.web import tags
from unisson.web.language import in_words

NOON = datetime(2026, 11, 20, 13, 14, tzinfo=UTC)
NBSP, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("name", "value", "french", "english"),
    [
        ("money", Decimal("3500"), f"3{NARROW}500,00", "3,500.00"),
        ("money", None, "—", "—"),
        ("euros", Decimal("1188"), f"1{NARROW}188,00{NBSP}€", "€1,188.00"),
        ("day", NOON, f"20{NBSP}novembre 2026", f"20{NBSP}November 2026"),
        ("day", date(2026, 5, 1), f"1er{NBSP}mai 2026", f"1{NBSP}May 2026"),
        ("daytime", NOON, f"20{NBSP}novembre 2026 à 14{NBSP}h{NBSP}14", f"20{NBSP}November 2026 at 14:14"),
        ("clock", NOON, f"14{NBSP}h{NBSP}14", "14:14"),
        ("short_day", NOON, "20/11/2026", "2026-11-20"),
        ("short_day", None, "—", "—"),
        ("short_daytime", NOON, "20/11/2026 14:14", "2026-11-20 14:14"),
        ("filesize", 43 * 1024, f"43{NBSP}Ko", f"43{NBSP}kB"),
        ("filesize", 1_200_000, f"1,2{NBSP}Mo", f"1.2{NBSP}MB"),
        ("filesize", limits.INVOICE_FILE, f"10{NBSP}Mo", f"10{NBSP}MB"),
        ("filesize", 512, "512 octets", "512 bytes"),
        ("days", 1, "1 jour", "1 day"),
        ("days_left", 20, "20 jours restants", "20 days left"),
        ("days_left", 0, "dernier jour", "last day"),
        ("days_left", -2, "2 jours de retard", "2 days late"),
        ("siret", "21300202500012", f"213{NBSP}002{NBSP}025{NBSP}00012", f"213{NBSP}002{NBSP}025{NBSP}00012"),
        ("plain", 96.5, "96.5", "96.5"),
        ("plain", 1000, "1000", "1000"),
    ],
)
@pytest.mark.usefixtures("compiled")
def test_both_languages(name: str, value: object, french: str, english: str) -> None:
    written = getattr(tags, name)

    assert written(value) == french
    with translation.override("en"):
        assert written(value) == english


def test_the_legal_day_is_the_day_in_france() -> None:
    assert tags.short_day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "01/01/2027"


def test_a_finding_speaks_the_language_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_declared", {"T-1": words.Words(fr="Écart de {gap}.", en="Gap of {gap}.")})
    finding = Finding(code="T-1", values={"gap": Decimal("40")})

    assert in_words(finding) == "Écart de 40,00."
    with translation.override("en"):
        assert in_words(finding) == "Gap of 40.00."


def test_attributes_leave_out_what_is_false_and_escape_the_rest() -> None:
    handed = {"hx-get": "/a?b=1&c=2", "disabled": False, "required": True, "id": None}

    assert tags.attributes(handed) == ' hx-get="/a?b=1&amp;c=2" required'
