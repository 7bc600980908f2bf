import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from tests.invoices.builders import AT, a_structure
from tests.pdf.papers import paper
from unisson.einvoice.detect import FileKind
from unisson.invoices.drafting.reading import read_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def directory() -> None:
    a_structure(PONT_SAINT_ESPRIT, town="Pont-Saint-Esprit", postcode="30130")
    a_structure(PARIS_7E, town="Paris", postcode="75007")


def recipient(*written: str) -> str:
    lines = [(300, 100 + 14 * row, text) for row, text in enumerate(written)]
    seen = read_file(paper(*lines), FileKind.PDF, at=AT).seen
    return str(seen.get("recipient_siret", {}).get("value", ""))


@pytest.mark.parametrize(
    "written",
    [
        ("Mairie de Pont-St-Esprit", "2 place de la Mairie", "30130 Pont-Saint-Esprit"),
        ("DOIT : MAIRIE DE PONT-SAINT-ESPRIT", "30130"),
        ("Mairie de", "Pont-Saint-Esprit", "30130 Pont-Saint-Esprit"),
    ],
)
def test_a_name_and_a_town_that_fit_one_public_structure_tell_the_recipient(written: tuple[str, ...]) -> None:
    assert recipient(*written) == PONT_SAINT_ESPRIT


def test_a_recipient_known_by_name_waits_for_a_look_at_the_name_on_the_page() -> None:
    written = ((300.0, 100.0, "Mairie de Pont-Saint-Esprit"), (300.0, 114.0, "30130 Pont-Saint-Esprit"))
    sight = read_file(paper(*written), FileKind.PDF, at=AT).seen["recipient_siret"]
    assert (sight["sure"], sight["shown"], sight["page"]) == (False, "Mairie de Pont-Saint-Esprit", 1)


def test_another_town_or_a_part_of_the_name_tells_nothing() -> None:
    assert not recipient("Mairie 7ème arr.", "13007 Marseille")
    assert not recipient("Mairie", "30130 Pont-Saint-Esprit")


def test_two_structures_of_the_page_tell_nothing() -> None:
    assert not recipient("Mairie de Pont-Saint-Esprit", "30130 Pont-Saint-Esprit", "Mairie 7eme arr.", "75007 Paris")


def test_a_number_on_the_page_wins() -> None:
    assert recipient("SIRET client : 217 500 016 00019", "Mairie de Pont-Saint-Esprit", "30130") == "21750001600019"
