"""« soumettre »: an invoice as data, with its PDF or without (chorus-pro-api.md §4.1)."""

from unisson.directory import consulting
from unisson.directory.callers import Caller
from unisson.directory.models import BankAccount, Service, Structure
from unisson.invoices import submitting
from unisson.invoices.models import Invoice
from unisson.invoices.submitting import Told, Totals
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal

from . import submission_wire as wire
from .acts import NOT_ENTITLED, day_of, named
from .endpoints import endpoint
from .submission_fields import FIELDS
from .submission_texts import header, lines, net_of_discount, vat_rows

_TYPED, _, _SIGNED = wire.MODES


@endpoint(
    "factures/v1/soumettre",
    summary="Soumettre une facture",
    says={"CPP-ACCES-02": NOT_ENTITLED},
    fields=FIELDS,
)
def submit(caller: Caller, asked: wire.Soumettre) -> wire.Soumise:
    """Typed line by line under the mandate, under the portal's number; or with its PDF, under its own."""
    if not asked.modeDepot:
        raise Refusal("CPP-API-05", field="modeDepot", name="modeDepot")
    supplier = _supplier(caller, asked.fournisseur)
    invoice = (_typed if asked.modeDepot == _TYPED else _on_paper)(caller, asked, supplier)
    return wire.Soumise(
        dateDepot=day_of(invoice.deposited_at),
        empreinteCertificatDepot=invoice.certificate.number,
        identifiantFactureCPP=invoice.pk,
        identifiantStructure=supplier.identifier,
        numeroFacture=invoice.number,
        statutFacture=invoice.status,
    )


def _typed(caller: Caller, asked: wire.Soumettre, supplier: Structure) -> Invoice:
    total = asked.montantTotal
    settled = asked.cadreDeFacturation.codeCadreFacturation == "A2_FACTURE_FOURNISSEUR_DEJA_PAYEE"
    main = asked.pieceJointePrincipale.pieceJointePrincipaleId
    told = Told(
        supplier=supplier,
        service=_service(supplier, asked.fournisseur),
        texts={**header(asked), **_account(supplier, asked.fournisseur), **lines(asked)},
        totals=Totals(
            net=total.montantHtTotal,
            vat=total.montantTVA,
            gross=total.montantTtcTotal,
            due=None if settled else total.montantAPayer,
        ),
        pieces={**_called(asked, main), **named(asked.pieceJointeComplementaire)},
    )
    return submitting.submit_typed(caller.user, told, at=now())


def _on_paper(caller: Caller, asked: wire.Soumettre, supplier: Structure) -> Invoice:
    main = asked.pieceJointePrincipale.pieceJointePrincipaleId
    if not main:
        name = "pieceJointePrincipale.pieceJointePrincipaleId"
        raise Refusal("CPP-API-05", field=name, name=name)
    told = Told(
        supplier=supplier,
        service=_service(supplier, asked.fournisseur),
        texts={**header(asked), **_account(supplier, asked.fournisseur), **net_of_discount(asked), **vat_rows(asked)},
        pieces={key: said for key, said in named(asked.pieceJointeComplementaire).items() if key != main},
    )
    return submitting.submit_paper(caller.user, told, main, signed=asked.modeDepot == _SIGNED, at=now())


def _called(asked: wire.Soumettre, main: int | None) -> dict[int, str]:
    """The document that comes with an invoice made of data, where there is one."""
    return {main: asked.pieceJointePrincipale.pieceJointePrincipaleDesignation or ""} if main else {}


def _supplier(caller: Caller, asked: wire.Fournisseur) -> Structure:
    """The structure named, or that of the account. Refusal CPP-ACCES-02 for one that is not the caller's."""
    try:
        return consulting.get_own(caller.user, pk=asked.idFournisseur or caller.structure)
    except NotFound as missing:
        raise Refusal("CPP-ACCES-02", field="fournisseur.idFournisseur") from missing


def _service(supplier: Structure, asked: wire.Fournisseur) -> Service | None:
    if not asked.idServiceFournisseur:
        return None
    try:
        return consulting.get_service(supplier, asked.idServiceFournisseur)
    except NotFound as missing:
        raise unknown("fournisseur.idServiceFournisseur", asked.idServiceFournisseur) from missing


def _account(supplier: Structure, asked: wire.Fournisseur) -> dict[str, str]:
    key = asked.codeCoordonneesBancairesFournisseur
    if not key:
        return {}
    if not BankAccount.objects.filter(structure=supplier, active=True, pk=key).exists():
        raise unknown("fournisseur.codeCoordonneesBancairesFournisseur", key)
    return {"account": str(key)}


def unknown(name: str, value: object) -> Refusal:
    """What names something that is not there."""
    return Refusal("CPP-API-31", field=name, name=name, value=str(value)[:80])
