"""What software does with sent invoices: as recipient, and as supplier of what came back (chorus-pro-api.md §4.1)."""

import base64

import pytest

from tests.builders import ARSOUILLE, PARIS_7E, PONT_SAINT_ESPRIT
from tests.invoices.builders import NUMBER, a_structure, an_available, walk
from unisson.directory.models import Structure
from unisson.directory.spaces import Space
from unisson.invoices.models import Invoice, StatusChange, UserAction
from unisson.invoices.status import Channel, Status
from unisson.kernel.clock import today

from .caller import Machine, a_machine

pytestmark = pytest.mark.django_db
TREAT, REJECT, COMPLETE, RECYCLE = (
    f"factures/v1/{name}" for name in ("traiter/recue", "traiterRejet", "completer", "recycler")
)


@pytest.fixture
def invoice() -> Invoice:
    return an_available()


@pytest.fixture
def buyer(invoice: Invoice) -> Machine:
    return a_machine(Structure.objects.get(identifier=PARIS_7E))


@pytest.fixture
def supplier(invoice: Invoice) -> Machine:
    return a_machine(invoice.supplier)


def last_step(invoice: Invoice) -> StatusChange:
    return StatusChange.objects.filter(invoice=invoice).latest("sequence")


def code_of(told: dict[str, object]) -> tuple[object, object]:
    return told["codeRetour"], told["libelle"]


def test_a_step_forward_answers_with_all_that_was_done(buyer: Machine, invoice: Invoice) -> None:
    asked = {"idFacture": invoice.pk, "idUtilisateurCourant": 0, "nouveauStatut": "MANDATEE", "numeroDPMandat": "M-12"}

    told = buyer.ask(TREAT, asked)

    assert told == {
        "codeRetour": 0,
        "libelle": "TRA_MSG_00.000",
        "idFacture": invoice.pk,
        "numeroFacture": NUMBER,
        "nouveauStatut": "MANDATEE",
        "dateTraitement": today().isoformat(),
    }
    invoice.refresh_from_db()
    assert (invoice.status, invoice.mandate_number) == (Status.MANDATEE, "M-12")
    step = last_step(invoice)
    assert (step.channel, step.actor_id) == (Channel.API, buyer.account.user.pk)


def test_the_same_step_told_twice_is_done_once(buyer: Machine, invoice: Invoice) -> None:
    asked = {"idFacture": invoice.pk, "nouveauStatut": "SUSPENDUE", "motif": "Il manque le bon de livraison"}

    first, second = buyer.ask(TREAT, asked), buyer.ask(TREAT, asked)

    assert first == second
    assert StatusChange.objects.filter(invoice=invoice, target=Status.SUSPENDUE).count() == 1


@pytest.mark.parametrize(
    ("status", "words", "reason", "comment"),
    [
        ("REJETEE", "Trop cher", "AUTRE", "Trop cher"),
        ("REJETEE", "doublon", "DOUBLON", ""),
        ("REJETEE", "Montant erroné : 12 € de trop", "MONTANTTOTAL_ERR", "12 € de trop"),
        ("SUSPENDUE", "JUSTIF_ABS", "JUSTIF_ABS", ""),
        ("A_RECYCLER", "Mauvais SIRET", "SIRET_ERR", "Mauvais SIRET"),
        ("A_RECYCLER", "Engagement inconnu", "CMD_ERR", "Engagement inconnu"),
        ("A_RECYCLER", "Ce n’est pas pour nous", "DEST_ERR", "Ce n’est pas pour nous"),
    ],
)
def test_a_way_back_keeps_the_words_of_the_connector(
    buyer: Machine, invoice: Invoice, status: str, words: str, reason: str, comment: str
) -> None:
    buyer.ask(TREAT, {"idFacture": invoice.pk, "nouveauStatut": status, "motif": words})

    step = last_step(invoice)
    assert (step.target, step.reason, step.comment) == (status, reason, comment)


def test_a_mandate_number_with_a_later_step_is_not_lost(buyer: Machine, invoice: Invoice) -> None:
    buyer.ask(TREAT, {"idFacture": invoice.pk, "nouveauStatut": "MISE_EN_PAIEMENT", "numeroDPMandat": "M-12"})

    assert last_step(invoice).comment == "Mandat M-12"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"nouveauStatut": "REJETEE"}, "CPP-ETAT-02"),
        ({"nouveauStatut": "DEPOSEE"}, "CPP-ETAT-01"),
        ({"nouveauStatut": "TRANSMISE_MOA"}, "CPP-API-12"),
        ({"nouveauStatut": "PAYEE"}, "CPP-API-04"),
        ({}, "CPP-API-05"),
    ],
)
def test_what_is_no_step_is_refused(buyer: Machine, invoice: Invoice, asked: dict[str, str], code: str) -> None:
    told = buyer.ask(TREAT, {"idFacture": invoice.pk, **asked}, status=400)

    assert told["codeRetour"]
    assert told["erreurs"][0]["code"] == code
    invoice.refresh_from_db()
    assert invoice.status == Status.MISE_A_DISPOSITION


def test_who_may_not_act_is_told_so_and_who_may_not_read_is_told_nothing(supplier: Machine, invoice: Invoice) -> None:
    asked = {"idFacture": invoice.pk, "nouveauStatut": "MANDATEE"}
    stranger = a_machine(a_structure(ARSOUILLE, spaces=(Space.ISSUED,), private=True))

    assert code_of(supplier.ask(TREAT, asked, status=400)) == (20001, "GDP_MSG_11.005")
    assert code_of(stranger.ask(TREAT, asked, status=400)) == (20000, "GDP_MSG_11.008")
    assert code_of(stranger.ask(TREAT, {"nouveauStatut": "MANDATEE"}, status=400)) == (20000, "GDP_MSG_11.008")


def test_a_state_that_does_not_allow_it_is_told_by_its_message(
    buyer: Machine, supplier: Machine, invoice: Invoice
) -> None:
    buyer.ask(TREAT, {"idFacture": invoice.pk, "nouveauStatut": "MISE_EN_PAIEMENT"})
    back = {"idFacture": invoice.pk, "nouveauStatut": "MANDATEE"}
    again = {"identifiantFactureCPP": invoice.pk, "commentaire": "Encore"}

    told = [
        buyer.ask(TREAT, back, status=400),
        supplier.ask(RECYCLE, again, status=400),
        supplier.ask(REJECT, {"listeDemandePaiement": {"idDemandePaiement": invoice.pk}}, status=400),
    ]

    assert {one["libelle"] for one in told} == {"GDP_MSG_11.001"}
    assert all(one["erreurs"][0]["phrase"] for one in told)


def test_rejections_are_treated_all_or_none(supplier: Machine, invoice: Invoice) -> None:
    walk(invoice, Status.REJETEE)
    other = an_available("FA-2026-0102")
    both = {"listeDemandePaiement": [{"idDemandePaiement": invoice.pk}, {"idDemandePaiement": other.pk}]}

    assert supplier.ask(REJECT, both, status=400)["erreurs"][0]["code"] == "CPP-RETOUR-03"
    assert not Invoice.objects.filter(rejection_treated=True).exists()

    one = {"listeDemandePaiement": {"idDemandePaiement": invoice.pk, "motifRejet": "", "cpltInfos": ""}}
    for _again in range(2):
        assert supplier.ask(REJECT, one) == {"codeRetour": 0, "libelle": "TRA_MSG_00.000"}
    assert UserAction.objects.filter(invoice=invoice, what=UserAction.What.REJECTION_TREATED).count() == 1


def test_rejections_of_others_are_not_there(supplier: Machine, invoice: Invoice) -> None:
    wrong = {"listeDemandePaiement": [{"idDemandePaiement": 999_999}]}

    assert code_of(supplier.ask(REJECT, wrong, status=400)) == (20000, "GDP_MSG_11.008")
    assert supplier.ask(REJECT, {}, status=400)["erreurs"][0]["code"] == "CPP-API-05"


def test_a_suspended_invoice_is_completed_once_with_what_was_sent_before(supplier: Machine, invoice: Invoice) -> None:
    walk(invoice, Status.SUSPENDUE)
    content = base64.b64encode(b"bon de livraison").decode()
    sent = {"pieceJointeFichier": content, "pieceJointeNom": "bon.txt", "pieceJointeExtension": "TXT"}
    piece = supplier.ask("transverses/v1/ajouter/fichier", sent)["pieceJointeId"]
    asked = {
        "identifiantFactureCPP": invoice.pk,
        "commentaire": "Voici le bon",
        "pieceJointeComplementaire": {
            "pieceJointeComplementaireId": piece,
            "pieceJointeComplementaireDesignation": "Bon de livraison",
            "pieceJointeComplementaireType": "02",
        },
    }

    first, second = supplier.ask(COMPLETE, asked), supplier.ask(COMPLETE, asked)

    assert first == second
    assert (first["identifiantFactureCPP"], first["numeroFacture"]) == (invoice.pk, NUMBER)
    assert (first["dateTraitement"], first["total"]) == (today().isoformat(), 1)
    invoice.refresh_from_db()
    assert invoice.status == Status.COMPLETEE
    assert [(one.name, one.designation) for one in invoice.attachments.all()] == [("bon.txt", "Bon de livraison")]


def test_what_is_not_suspended_cannot_be_completed(supplier: Machine, invoice: Invoice) -> None:
    told = supplier.ask(COMPLETE, {"identifiantFactureCPP": invoice.pk, "commentaire": "Voici"}, status=400)

    assert code_of(told) == (20002, "GDP_MSG_11.033")


def test_completing_with_nothing_or_with_a_piece_that_is_gone_is_refused(supplier: Machine, invoice: Invoice) -> None:
    walk(invoice, Status.SUSPENDUE)
    asked = {"identifiantFactureCPP": invoice.pk}
    gone = {**asked, "pieceJointeComplementaire": [{"pieceJointeComplementaireId": 999_999}]}

    assert supplier.ask(COMPLETE, asked, status=400)["erreurs"][0]["code"] == "CPP-ETAT-03"
    assert supplier.ask(COMPLETE, gone, status=400)["erreurs"][0]["code"] == "CPP-PIECE-04"


def test_an_invoice_is_recycled_to_another_recipient_once(supplier: Machine, invoice: Invoice) -> None:
    walk(invoice, Status.A_RECYCLER)
    a_structure(PONT_SAINT_ESPRIT)
    asked = {
        "identifiantFactureCPP": invoice.pk,
        "destinataire": {"codeDestinataire": PONT_SAINT_ESPRIT, "codeServiceExecutant": ""},
        "reference": {"numeroBonCommande": "EJ-7", "typeFacture": "FACTURE"},
        "commentaire": "",
    }

    first, second = supplier.ask(RECYCLE, asked), supplier.ask(RECYCLE, asked)

    assert first["statutFacture"] == "EN_COURS_ACHEMINEMENT"
    assert (first["identifiantFactureCPP"], first["numeroFacture"]) == (invoice.pk, NUMBER)
    assert first == second
    invoice.refresh_from_db()
    assert invoice.recipient is not None
    assert (invoice.recipient.identifier, invoice.commitment) == (PONT_SAINT_ESPRIT, "EJ-7")


def test_recycling_keeps_what_is_not_given_and_refuses_what_changes_nothing(
    supplier: Machine, invoice: Invoice
) -> None:
    walk(invoice, Status.A_RECYCLER)
    before = invoice.commitment

    told = supplier.ask(RECYCLE, {"identifiantFactureCPP": invoice.pk}, status=400)
    assert told["erreurs"][0]["code"] == "CPP-RETOUR-02"
    wrong = {"identifiantFactureCPP": invoice.pk, "destinataire": {"codeDestinataire": "99999999999999"}}
    told = supplier.ask(RECYCLE, wrong, status=400)
    assert [one["code"][:7] for one in told["erreurs"]] == ["CPP-RET", "CPP-ADM"]
    supplier.ask(RECYCLE, {"identifiantFactureCPP": invoice.pk, "commentaire": "C’est bien pour vous"})

    invoice.refresh_from_db()
    assert (invoice.status, invoice.commitment) == (Status.EN_COURS_ACHEMINEMENT, before)


def test_an_account_without_the_right_to_write_changes_nothing(invoice: Invoice) -> None:
    reader = a_machine(invoice.supplier, rights=[])

    told = reader.ask(COMPLETE, {"identifiantFactureCPP": invoice.pk, "commentaire": "Voici"}, status=400)

    assert code_of(told) == (20000, "GDP_MSG_11.008")
