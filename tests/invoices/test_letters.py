"""What the e-mails about invoices say."""

import pytest
from django.utils import translation

from unisson.invoices import letters, letters_back
from unisson.invoices.motives import MOTIVES, Motive
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
    assert letter.quoted == "Motif\u00a0: RIB manquant."
    assert letter.quote == "«\u00a0Merci de le joindre.\u00a0»"
    assert len(letter.steps) == 3


def test_each_return_has_a_sentence_of_its_own() -> None:
    said = {letters.status_changed({**VALUES, "status": status}).paragraphs for status in RETURNS}
    assert len(said) == len(RETURNS)


def test_a_letter_written_before_motifs_were_kept_still_reads() -> None:
    letter = letters.status_changed({name: VALUES[name] for name in VALUES if name != "reason"} | {"status": "REJETEE"})
    assert (letter.quote, letter.quoted) == ("«\u00a0Merci de le joindre.\u00a0»", "")


def test_who_came_back_to_the_supplier_and_why_stand_under_the_words() -> None:
    values = {**VALUES, "status": "SUSPENDUE", "reason": "JUSTIF_ABS", "who": "Marc Essai", "service": "Finances"}
    assert letters.status_changed(values).quoted == (
        "Marc Essai, Finances. Motif\u00a0: pièce justificative manquante ou illisible."
    )
    silent = letters.status_changed({**values, "comment": ""})
    assert (silent.quote, silent.quoted) == (letters.status_changed(values).quoted, "")


def test_a_suspension_that_stops_the_period_says_so_and_another_does_not() -> None:
    values = {**VALUES, "status": "SUSPENDUE", "reason": "JUSTIF_ABS"}
    stops, goes_on = (letters.status_changed({**values, "stopped": stopped}) for stopped in (True, False))
    assert "30 jours" in stops.steps[2]
    assert not any("30 jours" in said for said in (*goes_on.steps, *goes_on.paragraphs))


def test_a_suspension_asks_for_a_document_only_where_one_is_missing() -> None:
    values = {**VALUES, "status": "SUSPENDUE"}
    missing, question = (letters.status_changed({**values, "reason": code}) for code in ("LIVR_ABS", "DEMANDE_INFO"))
    assert missing.title != question.title
    assert missing.steps[0] != question.steps[0]


@pytest.mark.parametrize("reason", ["DOUBLON", "DOUBLE_FACT", "TRANSAC_INC", "CONTRAT_TERM", "EMMET_INC"])
def test_a_rejection_that_no_correction_mends_never_asks_for_a_new_invoice(reason: str) -> None:
    values = {**VALUES, "status": "REJETEE"}
    final = letters.status_changed({**values, "reason": reason})
    mendable = letters.status_changed({**values, "reason": "MONTANTTOTAL_ERR"})
    assert not {*final.steps[:2], *final.paragraphs} & {*mendable.steps, *mendable.paragraphs}


@pytest.mark.parametrize("motive", MOTIVES, ids=lambda one: f"{one.returns}-{one.code}")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_motif_has_a_letter_in_both_languages(motive: Motive, language: str, compiled: None) -> None:
    values = {**VALUES, "status": motive.returns, "reason": motive.code, "at": "2026-11-20T11:18:00+00:00"}
    with translation.override(language):
        letter = letters.status_changed(values)
        said = " ".join((letter.title, letter.subject, *letter.paragraphs, *letter.steps, letter.quoted, letter.foot))
        assert letters_back.inside(motive.label) in letter.subject
    assert "%(" not in said
    assert ("facture" in said) == (language == "fr")


def test_a_name_that_ends_with_a_dot_is_not_followed_by_another() -> None:
    written = [letters.invoice_available(VALUES), letters.status_changed({**VALUES, "status": Status.REJETEE})]
    assert [said for letter in written for said in (letter.title, *letter.paragraphs) if ".." in said] == []
