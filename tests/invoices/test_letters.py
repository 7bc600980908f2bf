"""What the e-mails about invoices say."""

import pytest

from unisson.invoices import letters
from unisson.invoices.status import Status

VALUES = {
    "number": "FA-1",
    "recipient": "MAIRIE 7EME ARR.",
    "supplier": "SAFE STYLE",
    "invoice": 7,
    "reason": "RIB manquant",
    "comment": "Merci de le joindre.",
    "due": "1200.00",
    "currency": "EUR",
}
RETURNS = (Status.A_RECYCLER, Status.SUSPENDUE, Status.REJETEE)


@pytest.mark.parametrize("status", RETURNS)
def test_an_invoice_that_came_back_is_told_with_its_motif_and_never_as_progress(status: Status) -> None:
    letter = letters.status_changed({**VALUES, "status": status})
    progress = letters.status_changed({**VALUES, "status": Status.SERVICE_FAIT})

    assert letter.paragraphs[0].startswith("MAIRIE 7EME ARR. ")
    assert letter.paragraphs != progress.paragraphs
    assert "RIB manquant" in dict(letter.facts).values()
    assert letter.quote == "Merci de le joindre."


def test_each_return_has_a_sentence_of_its_own() -> None:
    said = {letters.status_changed({**VALUES, "status": status}).paragraphs for status in RETURNS}
    assert len(said) == len(RETURNS)


def test_a_letter_written_before_motifs_were_kept_still_reads() -> None:
    letter = letters.status_changed({name: VALUES[name] for name in VALUES if name != "reason"} | {"status": "REJETEE"})
    assert "Motif" not in dict(letter.facts)


def test_a_name_that_ends_with_a_dot_is_not_followed_by_another() -> None:
    written = [letters.invoice_available(VALUES), letters.status_changed({**VALUES, "status": Status.REJETEE})]
    assert [said for letter in written for said in (letter.title, *letter.paragraphs) if ".." in said] == []
