from datetime import date

import pytest
from django.utils import translation

from unisson.invoices import motives
from unisson.invoices.lifecycle import EDGES, Needs
from unisson.invoices.models import StatusChange
from unisson.invoices.motives import MOTIVES, Motive
from unisson.invoices.status import Status
from unisson.kernel.refusal import Refusal

DAY = date(2026, 11, 20)


def test_every_way_back_that_needs_a_motif_has_some() -> None:
    needing = {edge.target for edge in EDGES if edge.needs is Needs.REASON}
    assert needing == set(motives.RETURNS) == {motive.returns for motive in MOTIVES}


def test_a_motif_is_named_once_for_its_way_back_in_two_languages_and_fits_the_history() -> None:
    longest = StatusChange._meta.get_field("reason").max_length or 0
    assert len({(motive.returns, motive.code) for motive in MOTIVES}) == len(MOTIVES)
    assert all(motive.fr and motive.en and len(motive.code) <= longest for motive in MOTIVES)


def test_a_label_is_told_in_the_reader_s_language_and_an_unknown_motif_as_it_was_written() -> None:
    assert motives.label("DOUBLON") == "Doublon"
    with translation.override("en"):
        assert motives.label("DOUBLON") == "Duplicate"
    assert motives.label("Motif d’autrefois") == "Motif d’autrefois"


@pytest.mark.parametrize(
    ("code", "returns", "refusal"),
    [
        ("", Status.REJETEE, "CPP-ETAT-02"),
        ("CMD_ERR", Status.REJETEE, "CPP-ETAT-04"),
        ("DOUBLON", Status.SUSPENDUE, "CPP-ETAT-04"),
        ("INCONNU", Status.A_RECYCLER, "CPP-ETAT-04"),
    ],
)
def test_a_way_back_takes_its_own_motifs_only(code: str, returns: Status, refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        motives.required(code, returns, on=DAY)


def test_a_motif_is_taken_from_its_first_to_its_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = Motive(code="VIEUX", returns=Status.REJETEE, fr="Vieux", en="Old", since=date(2020, 1, 1), until=DAY)
    monkeypatch.setattr(motives, "MOTIVES", (ended,))
    assert motives.required("VIEUX", Status.REJETEE, on=DAY) == ended
    for day in (date(2019, 12, 31), date(2026, 11, 21)):
        with pytest.raises(Refusal, match="CPP-ETAT-04"):
            motives.required("VIEUX", Status.REJETEE, on=day)


def test_a_fault_that_recycling_or_suspending_mends_is_known() -> None:
    assert motives.cure_for("CMD_ERR", on=DAY).returns is Status.A_RECYCLER  # type: ignore[union-attr]
    assert motives.cure_for("LIVR_ABS", on=DAY).returns is Status.SUSPENDUE  # type: ignore[union-attr]
    assert motives.cure_for("DOUBLON", on=DAY) is None
    assert motives.cure_for("AUTRE", on=DAY) is None


@pytest.mark.parametrize(
    ("code", "returns", "comment", "refusal"),
    [
        ("DOUBLON", Status.REJETEE, "Trop court.", "CPP-ETAT-06"),
        ("AUTRE", Status.SUSPENDUE, "  ", "CPP-ETAT-05"),
    ],
)
def test_some_motifs_ask_for_words(code: str, returns: Status, comment: str, refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        motives.explained(motives.required(code, returns, on=DAY), comment)
    motives.explained(motives.required(code, returns, on=DAY), "Déjà payée avec celle de septembre.")
