"""What a correction teaches, once it is sent, and what becomes of it."""

from functools import cache

import pytest
import typst

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.directory.conftest import an_operator
from tests.invoices.builders import AT, LATER, a_pdf, a_person, a_service, a_structure, a_supplier, grant, receive
from unisson.directory import renumbering
from unisson.directory.models import Structure
from unisson.directory.stewards import Steward
from unisson.invoices import deposit
from unisson.invoices.drafting import drafts, landmarks, picking
from unisson.invoices.drafting.picking import Point
from unisson.invoices.models import Invoice, Landmark
from unisson.invoices.status import Channel
from unisson.kernel.refusal import NotFound

pytestmark = pytest.mark.django_db


@cache
def a_paper(number: str, *, label: str = "Signe Zèbre", other: str = "") -> bytes:
    """An invoice whose number stands under words that announce nothing to recognition."""
    lines = (
        f"SAFE STYLE — SIRET : {SAFE_STYLE}",
        f"{label} : {number}",
        *([other] if other else []),
        "Date de facture : 12/10/2026",
        f"SIRET destinataire : {PONT_SAINT_ESPRIT}",
        "Total HT : 1 000,00 €",
        "TVA 20 % : 200,00 €",
        "Total TTC : 1 200,00 €",
        "Net à payer : 1 200,00 €",
    )
    source = "#set document(date: none)\n" + " \\\n".join(lines)
    page: bytes = typst.compile(source.encode(), ignore_system_fonts=True, format="pdf")
    return page


def a_draft(content: bytes) -> Invoice:
    a_structure(PONT_SAINT_ESPRIT)
    return receive(content, "facture.pdf", channel=Channel.PORTAL).invoice


def number_read(draft: Invoice) -> str:
    return str(draft.draft["read"].get("number", {}).get("value", ""))


def corrected(draft: Invoice, number: str) -> Invoice:
    texts = {"number": number, "vat_regime": "TVA_SUR_DEBIT"}
    typed = drafts.Typed(texts=texts, confirmed=tuple(draft.draft["read"]), version=draft.draft_version)
    return drafts.save(a_person(), draft.pk, typed, at=AT)


def sent(draft: Invoice, number: str) -> Invoice:
    draft = corrected(draft, number)
    return deposit.send(a_person(), draft.pk, version=draft.draft_version, at=LATER)


def test_a_correction_that_was_sent_is_used_at_the_next_deposit() -> None:
    first = a_draft(a_paper("SS-2026-118"))
    sent(first, "SS-2026-118")

    following = a_draft(a_paper("SS-2026-119"))

    assert number_read(first) == ""
    assert number_read(following) == "SS-2026-119"
    assert following.draft["read"]["number"]["learned"] == ["right", "Signe Zèbre"]
    assert not following.draft["read"]["number"]["sure"]


def test_only_the_place_is_kept_and_no_value() -> None:
    sent(a_draft(a_paper("SS-2026-118")), "SS-2026-118")

    (row,) = Landmark.objects.values("field", "anchor", "side", "page", "times")
    assert row == {"field": "number", "anchor": "Signe Zèbre", "side": "right", "page": 1, "times": 1}


def test_a_draft_that_is_not_sent_teaches_nothing() -> None:
    corrected(a_draft(a_paper("SS-2026-118")), "SS-2026-118")

    assert not Landmark.objects.exists()


def test_a_value_that_the_page_does_not_print_teaches_nothing() -> None:
    sent(a_draft(a_paper("SS-2026-118")), "AUTRE-1")

    assert not Landmark.objects.exists()


def test_what_was_read_rightly_teaches_nothing() -> None:
    draft = a_draft(a_pdf("SS-2026-001"))
    sent(draft, "SS-2026-001")

    assert not Landmark.objects.exists()


def test_an_invoice_sent_twice_teaches_once() -> None:
    draft = corrected(a_draft(a_paper("SS-2026-118")), "SS-2026-118")
    for _ in range(2):
        deposit.send(a_person(), draft.pk, version=draft.draft_version, at=LATER)

    assert [row.times for row in Landmark.objects.all()] == [1]


def test_each_invoice_that_proves_a_place_makes_it_surer() -> None:
    for number in range(3):
        sent(a_draft(a_paper(f"SS-2026-{number}")), f"SS-2026-{number}")

    assert Landmark.objects.get().times == 3
    assert a_draft(a_paper("SS-2026-9")).draft["read"]["number"]["sure"]


def test_a_place_that_misled_is_forgotten() -> None:
    sent(a_draft(a_paper("SS-2026-118")), "SS-2026-118")
    draft = a_draft(a_paper("CLIENT-7", other="Zibeline : SS-2026-119"))

    sent(draft, "SS-2026-119")

    assert [row.anchor for row in Landmark.objects.all()] == ["Zibeline"]


def test_a_proven_place_survives_one_contradiction() -> None:
    for number in range(3):
        sent(a_draft(a_paper(f"SS-2026-{number}")), f"SS-2026-{number}")

    sent(a_draft(a_paper("CLIENT-7")), "AUTRE-1")

    assert Landmark.objects.get().times == 1


def test_another_layout_gets_a_place_of_its_own_and_the_oldest_goes() -> None:
    labels = ["Signe Zèbre", "Zibeline", "Zinnia", "Zircon", "Zodiaque", "Zouave"]
    for rank, label in enumerate(labels):
        sent(a_draft(a_paper(f"SS-2026-{rank}", label=label)), f"SS-2026-{rank}")

    assert {row.anchor for row in Landmark.objects.all()} == set(labels[1:])


def test_another_supplier_knows_nothing_of_it() -> None:
    sent(a_draft(a_paper("SS-2026-118")), "SS-2026-118")

    assert landmarks.known(a_structure(PARIS_7E).pk) == ()


def test_what_was_learnt_goes_on_under_a_new_identifier() -> None:
    sent(a_draft(a_paper("SS-2026-118")), "SS-2026-118")
    by = Steward(person=an_operator(), as_operator=True, reason="Déménagement")
    former = a_structure(SAFE_STYLE)
    new = renumbering.renumber(by, former.pk, kind="SIRET", identifier="53819959700021", at=LATER)

    assert [place.anchor for place in landmarks.known(new.pk)] == ["Signe Zèbre"]


def test_the_place_pointed_at_decides_where_a_value_is_printed_twice() -> None:
    content = a_paper("SS-2026-118", other="Zouave : SS-2026-118")
    draft = a_draft(content)
    spot = next(one for one in picking.offered(draft, "number") if one.context.startswith("Zouave"))
    at = Point(page=spot.page, x=(spot.box[0] + spot.box[2]) / 2, y=(spot.box[1] + spot.box[3]) / 2)
    picking.take(a_person(), draft, "number", at, at=AT)
    draft.refresh_from_db()

    sent(draft, "SS-2026-118")

    assert [row.anchor for row in Landmark.objects.all()] == ["Zouave"]


def remembered() -> Landmark:
    sent(a_draft(a_paper("SS-2026-118")), "SS-2026-118")
    return Landmark.objects.get()


def test_who_may_deposit_for_the_structure_sees_and_erases() -> None:
    row = remembered()
    user, supplier = a_supplier()

    assert landmarks.listed(user) == [row]
    landmarks.erase(user, row.pk)
    assert landmarks.listed(user) == []
    assert landmarks.erase_all(user, supplier.pk) == 0


def test_who_sends_for_one_service_of_it_does_too() -> None:
    row = remembered()
    ines = a_person("ines@example.org")
    grant(ines, row.supplier, service=a_service(row.supplier, "SUD"))

    assert landmarks.listed(ines) == [row]


def test_a_stranger_neither_sees_nor_erases() -> None:
    row = remembered()
    stranger = a_person("hugo@example.org")
    grant(stranger, a_structure(PARIS_7E))

    assert landmarks.listed(stranger) == []
    with pytest.raises(NotFound):
        landmarks.erase(stranger, row.pk)
    with pytest.raises(NotFound):
        landmarks.erase_all(stranger, row.supplier_id)
    assert Structure.objects.get(pk=row.supplier_id)
    assert Landmark.objects.count() == 1
