"""One invoice as each side reads it: parties, references, amounts, lines, VAT, attachments (chorus-pro-api.md §4.1)."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from unisson.directory import countries
from unisson.directory.callers import Caller
from unisson.directory.models import BankAccount, Structure
from unisson.invoices.access import Right, get_invoice
from unisson.invoices.models import Attachment, Invoice, Line, VatRow
from unisson.kernel.refusal import NotFound

from . import invoice_rows as rows
from . import invoices_read_wire as wire
from . import lists
from .endpoints import endpoint

_AT = "factures/v1/consulter/"


@endpoint(_AT + "fournisseur", key="identifiantFactureCPP", summary="Consulter une facture émise", says=rows.NOT_THERE)
def sent(caller: Caller, asked: wire.ReadSent) -> wire.SentRead:
    """Of a structure of the caller's; a draft as far as it goes."""
    invoice = get_invoice(caller.user, asked.identifiantFactureCPP or 0, Right.READ_ISSUED)
    pieces = list(Attachment.objects.filter(invoice=invoice).select_related("file"))
    told = wire.SentInvoice(
        **_both(invoice, pieces),
        destinataire=_recipient_of_sent(invoice),
        fournisseur=wire.SupplierOfSent(
            **_supplier(invoice),
            designationFournisseur=invoice.supplier.name,
            raisonSocialeFournisseur=invoice.supplier.name,
        ),
        lignesDePoste=_lines(invoice, asked.getpLignesPoste),
        listeDesPiecesJointes=_pieces(pieces, asked.getpListePiecesJointes),
        piecePrecedente=wire.Preceding(numeroPiecePrecedente=invoice.original_number or None),
        pieceSuivante=wire.Next(),
        recapitulatifDeTva=_vat(invoice, asked.getpLigneRecapTva),
        rejetTraite=invoice.rejection_treated,
    )
    return wire.SentRead(facture=told)


@endpoint(
    _AT + "recipiendaire", key="identifiantFactureCPP", summary="Consulter une facture reçue", says=rows.NOT_THERE
)
def received(caller: Caller, asked: wire.ReadReceived) -> wire.ReceivedRead:
    """Likewise. Reading changes nothing."""
    invoice = get_invoice(caller.user, asked.identifiantFactureCPP or 0, Right.READ_RECEIVED)
    pieces = list(Attachment.objects.filter(invoice=invoice).select_related("file"))
    told = wire.ReceivedInvoice(
        **_both(invoice, pieces),
        destinataire=wire.Recipient(**_recipient(invoice)),
        fournisseur=wire.Supplier(**_supplier(invoice)),
        lignesDePoste=_lines(invoice, asked.rechercheLignePoste),
        listeDesPiecesJointes=_pieces(pieces, asked.recherchePj),
        piecePrecedente=wire.PrecedingOfReceived(numeroPiecePrecedente=invoice.original_number or None),
        pieceSuivante=wire.NextOfReceived(),
        recapitulatifDeTva=_vat(invoice, asked.rechercheligneTvaRecap),
    )
    return wire.ReceivedRead(facture=told)


@endpoint(_AT + "valideur", key="identifiantFactureCPP", summary="Consulter une facture à valider", says=rows.NOT_THERE)
def to_validate(caller: Caller, asked: wire.ReadValidated) -> wire.SentRead:
    """No invoice waits for a valideur here yet: whichever is asked, it is not there."""
    raise NotFound


def _both(invoice: Invoice, pieces: Sequence[Attachment]) -> dict[str, Any]:
    """What both sides read alike."""
    return {
        "cadreDeFacturation": wire.Framework(codeCadreFacturation=rows.framework_told(invoice)),
        "commentaire": invoice.comment or None,
        "identifiantFactureCPP": invoice.pk,
        "modeDepot": invoice.deposit_mode,
        "montantTotal": wire.Totals(
            montantAPayer=invoice.signed(invoice.net_to_pay),
            montantHtTotal=invoice.signed(invoice.net_total),
            montantRemiseGlobaleTTC=invoice.signed(invoice.discount),
            montantTtcAvantRemiseGlobalTTC=invoice.signed(invoice.gross_before_discount),
            montantTtcTotal=invoice.signed(invoice.gross_total),
            montantTVA=invoice.signed(invoice.vat_total),
            motifRemiseGlobaleTTC=invoice.discount_reason or None,
        ),
        "numeroFacture": invoice.number or None,
        "pieceJointePrincipale": wire.MainPiece(
            idLiaisonPieceJointePrincipale=invoice.pk, idPieceJointePrincipale=invoice.pk
        ),
        "references": _references(invoice, pieces),
        "statutFacture": invoice.status,
    }


def _references(invoice: Invoice, pieces: Sequence[Attachment]) -> wire.References:
    return wire.References(
        codeDeviseFacture=invoice.currency,
        dateCreationFacture=invoice.created_at,
        dateDepot=rows.day_of_deposit(invoice),
        dateEcheancePaiement=invoice.due_date,
        dateFacture=invoice.issue_date,
        libelleDeviseFacture=lists.currencies("fr").get(invoice.currency),
        libelleMotifExonerationTva=invoice.exemption_reason or None,
        motifExonerationTva=invoice.exemption_reason or None,
        numeroBonCommande=invoice.commitment or None,
        numeroDpMandat=invoice.mandate_number or None,
        numeroFactureOrigine=invoice.original_number or None,
        numeroMarche=invoice.contract or None,
        tailleTotalePiecesJointes=Decimal(sum(one.file.size for one in pieces)),
        typeFacture=invoice.kind,
        typeTva=invoice.vat_regime or None,
    )


def _recipient_of_sent(invoice: Invoice) -> wire.RecipientOfSent:
    name = invoice.recipient.name if invoice.recipient else None
    return wire.RecipientOfSent(
        **_recipient(invoice),
        designationDestinataire=name,
        miseEnPaiementDestinataire=not invoice.payment_unreported,
    )


def _recipient(invoice: Invoice) -> dict[str, Any]:
    recipient, service = invoice.recipient, invoice.recipient_service
    if recipient is None:
        return {}
    return {
        **_address("adresseDestinataire", recipient),
        "codeDestinataire": recipient.identifier,
        "codeServiceExecutant": service.code if service else None,
        "idDestinataire": recipient.pk,
        "idServiceExecutant": service.pk if service else None,
        "libelleDestinataire": recipient.name,
        "libelleServiceExecutant": service.name if service else None,
    }


def _supplier(invoice: Invoice) -> dict[str, Any]:
    supplier, service = invoice.supplier, invoice.supplier_service
    return {
        **_address("adresseFournisseur", supplier),
        **_account(invoice.account),
        "codeFournisseur": supplier.identifier,
        "codeServiceFournisseur": service.code if service else None,
        "idFournisseur": supplier.pk,
        "idServiceFournisseur": service.pk if service else None,
        "libelleServiceFournisseur": service.name if service else None,
        "numeroRcsFournisseur": supplier.trade_register or None,
        "typeIdentifiantFournisseur": supplier.kind,
    }


def _account(account: BankAccount | None) -> dict[str, Any]:
    if account is None:
        return {}
    return {
        **rows.bank(account),
        "affactureur": wire.Factor(affactureurRaisonSociale=account.factor) if account.factor else None,
        "coordBancairesBicSwift": account.bic or None,
        "coordBancairesCodeGuichet": rows.branch(account),
        "coordBancairesFournisseurId": account.pk,
        "coordBancairesFournisseurLibelle": account.label,
        "coordBancairesFournisseurType": "IBAN",
    }


def _address(prefix: str, structure: Structure) -> dict[str, Any]:
    return {
        f"{prefix}CodePays": structure.country,
        f"{prefix}CodePostal": structure.postcode or None,
        f"{prefix}Detail": structure.address or None,
        f"{prefix}Id": structure.pk,
        f"{prefix}LibellePays": countries.named("fr").get(structure.country),
        f"{prefix}Ville": structure.town or None,
    }


def _lines(invoice: Invoice, asked: wire.PagingOfLines) -> wire.Lines:
    shown, back = rows.paged(
        [_line(one, invoice.sign) for one in invoice.lines.all()],
        page=asked.pageResultatDemandeeLignesPoste,
        size=asked.nbResultatsParPageLignesPoste,
        sense=asked.triSensListeLignesPoste,
        column=asked.triColonneListeLignesPoste,
    )
    return wire.Lines(
        lignePoste=shown,
        nbResultatsParPageLignesPoste=back.nbResultatsParPage,
        pageCouranteLignesPoste=back.pageCourante,
        pagesLignesPoste=back.pages,
        totalLignesPoste=back.total,
    )


def _line(one: Line, sign: int) -> wire.Line:
    """Its VAT and gross amount are in no file: they are not told."""
    code, _label = _rate(one.vat_rate)
    return wire.Line(
        lignePosteDenomination=one.name or None,
        lignePosteMontantHtApresRemise=_signed(one.net, sign),
        lignePosteMontantRemiseHT=one.discount,
        lignePosteMontantUnitaireHT=one.unit_price,
        lignePosteNumero=one.position,
        lignePosteQuantite=_signed(one.quantity, sign),
        lignePosteReference=one.reference or None,
        lignePosteTauxTva=code,
        lignePosteTauxTvaManuel=None if code else one.vat_rate,
        lignePosteUniteLibelle=one.unit or None,
    )


def _vat(invoice: Invoice, asked: wire.PagingOfVat) -> wire.VatRows:
    shown, back = rows.paged(
        [_vat_row(one, invoice.sign) for one in invoice.vat_rows.all()],
        page=asked.pageResultatDemandeeListeRecapitulatifTVA,
        size=asked.nbResultatsParPageListeListeRecapitulatifTVA,
        sense=asked.triSensListeRecapitulatifTVA,
        column=asked.triColonneListeRecapitulatifTVA,
    )
    return wire.VatRows(
        ligneTva=shown,
        nbResultatsParPageLignesRecapitulativesTVA=back.nbResultatsParPage,
        pageCouranteLignesRecapitulativesTVA=back.pageCourante,
        pagesLignesRecapitulativesTVA=back.pages,
        totalLignesRecapitulativesTVA=back.total,
    )


def _vat_row(one: VatRow, sign: int) -> wire.VatRow:
    code, label = _rate(one.rate)
    return wire.VatRow(
        ligneTvaMontantBaseHtParTaux=_signed(one.base, sign),
        ligneTvaMontantTvaParTaux=_signed(one.amount, sign),
        ligneTvaTauxManuel=None if code else one.rate,
        ligneTvaTauxRefCode=code,
        ligneTvaTauxRefLibelle=label,
        ligneTvaTauxRefValeur=one.rate if code else None,
    )


def _rate(rate: Decimal | None) -> tuple[str | None, str | None]:
    """Its code and label among the reference's rates; a rate that is in no list is told as « manuel »."""
    return next(((code, one.label) for code, one in lists.RATES.items() if one.value == rate), (None, None))


def _signed(amount: Decimal | None, sign: int) -> Decimal | None:
    return None if amount is None else sign * amount


def _pieces(pieces: Sequence[Attachment], asked: wire.PagingOfPieces) -> wire.Pieces:
    shown, back = rows.paged(
        [_piece(one) for one in pieces],
        page=asked.pageResultatDemandeeListePieceJointe,
        size=asked.nbResultatsParPageListePieceJointe,
        sense=asked.triSensListePiecesJointes,
        column=asked.triColonneListePiecesJointes,
    )
    return wire.Pieces(
        nbResultatsParPageListePiecesJointe=back.nbResultatsParPage,
        pageCouranteListePiecesJointe=back.pageCourante,
        pagesListePiecesJointe=back.pages,
        pieceJointe=shown,
        totalListePiecesJointe=back.total,
    )


def _piece(one: Attachment) -> wire.Piece:
    name = PurePath(one.name)
    return wire.Piece(
        pieceJointeDesignation=one.designation or name.stem,
        pieceJointeExtension=name.suffix.lstrip(".").upper() or None,
        pieceJointeId=one.pk,
        pieceJointeIdLiaison=one.pk,
    )
