"""What the e-mails about invoices say."""

import pytest
from django.utils import translation

from tests.builders import PARIS_7E
from unisson.directory.spaces import Space
from unisson.invoices import actions, colleagues, delivery, exchange, returns
from unisson.invoices.letters import kinds, returned
from unisson.invoices.models import Invoice, Message
from unisson.invoices.motives import MOTIVES, Motive
from unisson.invoices.status import Kind, Status
from unisson.kernel.clock import stopped
from unisson.notices.models import Email

from ..builders import LATER, a_clerk, a_deposit, a_person, a_structure, a_supplier, grant

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
    letter = kinds.status_changed({**VALUES, "status": status})
    progress = kinds.status_changed({**VALUES, "status": Status.SERVICE_FAIT})

    assert letter.paragraphs[0].startswith("MAIRIE 7EME ARR. ")
    assert letter.paragraphs != progress.paragraphs
    assert letter.quoted == "Motif\u00a0: RIB manquant."
    assert letter.quote == "«\u00a0Merci de le joindre.\u00a0»"
    assert len(letter.steps) == 3


def test_each_return_has_a_sentence_of_its_own() -> None:
    said = {kinds.status_changed({**VALUES, "status": status}).paragraphs for status in RETURNS}
    assert len(said) == len(RETURNS)


def test_a_letter_written_before_motifs_were_kept_still_reads() -> None:
    letter = kinds.status_changed({name: VALUES[name] for name in VALUES if name != "reason"} | {"status": "REJETEE"})
    assert (letter.quote, letter.quoted) == ("«\u00a0Merci de le joindre.\u00a0»", "")


def test_who_came_back_to_the_supplier_and_why_stand_under_the_words() -> None:
    values = {**VALUES, "status": "SUSPENDUE", "reason": "JUSTIF_ABS", "who": "Marc Essai", "service": "Finances"}
    assert kinds.status_changed(values).quoted == (
        "Marc Essai, Finances. Motif\u00a0: pièce justificative manquante ou illisible."
    )
    silent = kinds.status_changed({**values, "comment": ""})
    assert (silent.quote, silent.quoted) == (kinds.status_changed(values).quoted, "")


def test_a_suspension_that_stops_the_period_says_so_and_another_does_not() -> None:
    values = {**VALUES, "status": "SUSPENDUE", "reason": "JUSTIF_ABS"}
    stops, goes_on = (kinds.status_changed({**values, "stopped": stopped}) for stopped in (True, False))
    assert "30 jours" in stops.steps[2]
    assert not any("30 jours" in said for said in (*goes_on.steps, *goes_on.paragraphs))


def test_a_suspension_asks_for_a_document_only_where_one_is_missing() -> None:
    values = {**VALUES, "status": "SUSPENDUE"}
    missing, question = (kinds.status_changed({**values, "reason": code}) for code in ("LIVR_ABS", "DEMANDE_INFO"))
    assert missing.title != question.title
    assert missing.steps[0] != question.steps[0]


@pytest.mark.parametrize("reason", ["DOUBLON", "DOUBLE_FACT", "TRANSAC_INC", "CONTRAT_TERM", "EMMET_INC"])
def test_a_rejection_that_no_correction_mends_never_asks_for_a_new_invoice(reason: str) -> None:
    values = {**VALUES, "status": "REJETEE"}
    final = kinds.status_changed({**values, "reason": reason})
    mendable = kinds.status_changed({**values, "reason": "MONTANTTOTAL_ERR"})
    assert not {*final.steps[:2], *final.paragraphs} & {*mendable.steps, *mendable.paragraphs}


@pytest.mark.parametrize("motive", MOTIVES, ids=lambda one: f"{one.returns}-{one.code}")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_motif_has_a_letter_in_both_languages(motive: Motive, language: str, compiled: None) -> None:
    values = {**VALUES, "status": motive.returns, "reason": motive.code, "at": "2026-11-20T11:18:00+00:00"}
    with translation.override(language):
        letter = kinds.status_changed(values)
        said = " ".join((letter.title, letter.subject, *letter.paragraphs, *letter.steps, letter.quoted, letter.foot))
        assert returned.inside(motive.label) in letter.subject
    assert "%(" not in said
    assert ("facture" in said) == (language == "fr")


def test_a_name_that_ends_with_a_dot_is_not_followed_by_another() -> None:
    written = [kinds.invoice_available(VALUES), kinds.status_changed({**VALUES, "status": Status.REJETEE})]
    assert [said for letter in written for said in (letter.title, *letter.paragraphs) if ".." in said] == []


@pytest.mark.django_db
def test_every_letter_about_a_credit_note_says_its_amount_with_a_minus() -> None:
    a_structure(PARIS_7E, contact_email="mairie@example.org")
    pk, (supplier, _), clerk = a_deposit().pk, a_supplier(), a_clerk()
    Invoice.objects.update(kind=Kind.CREDIT_NOTE)
    colleague = a_person("ines@example.org")
    grant(colleague, a_structure(PARIS_7E), Space.RECEIVED)
    delivery.deliver_pending(clock=stopped(LATER))
    exchange.say(supplier, pk, Message.Side.SUPPLIER, text="Bonjour.", at=LATER)
    exchange.say(clerk, pk, Message.Side.RECIPIENT, text="Bonjour.", at=LATER)
    colleagues.note(clerk, pk, to=colleague.pk, at=LATER)
    actions.treat(clerk, pk, Status.SUSPENDUE, reason="JUSTIF_ABS", comment="Quel bon ?", at=LATER)
    returns.complete(supplier, pk, (), comment="Le bon 12.", at=LATER)

    dues = {(mail.kind, mail.to.partition("@")[0]): mail.values["due"] for mail in Email.objects.all()}
    assert dues.keys() == {
        ("invoice-available", "mairie"),
        ("message-written", "mairie"),
        ("message-written", "claire"),
        ("invoice-handed", "ines"),
        ("status-changed", "claire"),
        ("invoice-completed", "mairie"),
    }
    assert [due for due in dues.values() if not due.startswith("-")] == []
