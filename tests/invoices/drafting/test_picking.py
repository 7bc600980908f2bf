import pytest

from tests.builders import PARIS_7E
from tests.invoices.builders import AT, a_cii, a_draft, a_person, a_structure, receive
from unisson.invoices.drafting import picking
from unisson.invoices.drafting.picking import Pick, Point
from unisson.invoices.drafting.sights import candidates, sight_of
from unisson.invoices.models import Invoice
from unisson.invoices.status import Channel

pytestmark = pytest.mark.django_db


def spot(draft: Invoice, name: str, line: str) -> Point:
    pick = next(one for one in picking.offered(draft, name) if line in one.context)
    return Point(page=pick.page, x=pick.box[2] - 1, y=pick.box[1] + 1)


def taken(draft: Invoice, name: str, point: Point) -> Pick | None:
    found = picking.take(a_person(), draft, name, point, at=AT)
    draft.refresh_from_db()
    return found


@pytest.mark.parametrize(
    ("name", "line", "text"),
    [
        ("issue_date", "Date de facture", "12/10/2026"),
        ("net_to_pay", "Total HT", "1\u202f000,00"),
        ("recipient_siret", "SIRET :", "53819959700013"),
    ],
)
def test_a_field_takes_what_stands_under_the_pointer_as_the_form_writes_it(name: str, line: str, text: str) -> None:
    draft = a_draft()

    pick = taken(draft, name, spot(draft, name, line))

    assert pick is not None
    assert draft.draft["typed"][name] == text
    sight = sight_of(draft, name)
    assert sight is not None
    assert sight["box"] == list(pick.box)


def test_nothing_changes_where_nothing_has_the_shape() -> None:
    draft = a_draft()
    before = draft.draft["typed"]

    assert taken(draft, "issue_date", spot(draft, "net_total", "Total HT")) is None
    assert draft.draft["typed"] == before


def test_a_value_read_before_becomes_a_candidate_again_once_it_was_replaced() -> None:
    draft = a_draft()

    taken(draft, "net_to_pay", spot(draft, "net_to_pay", "Total HT"))

    assert "1\u202f200,00" in [one["value"] for one in candidates(draft, "net_to_pay")]


def test_a_file_without_pages_of_its_own_offers_nothing_to_take() -> None:
    a_structure(PARIS_7E)
    draft = receive(a_cii(), channel=Channel.PORTAL).invoice

    assert picking.pickable(draft) == ()
    assert "number" in picking.pickable(a_draft())


def test_what_was_seen_for_a_field_is_offered_before_all_else_of_its_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = a_draft()
    plain = [pick.text for pick in picking.offered(draft, "net_to_pay")]
    monkeypatch.setattr(picking, "candidates", lambda *_: [{"value": plain[-1]}])

    texts = [pick.text for pick in picking.offered(draft, "net_to_pay")]

    assert texts[0] == plain[-1] != plain[0]
    assert sorted(texts) == sorted(plain)
