"""Attachments: sent before an invoice names them, listed, taken out, handed over (chorus-pro-api.md §4.3)."""

import base64
import binascii
from pathlib import PurePath

from unisson.directory import consulting
from unisson.directory.callers import Caller
from unisson.files import library, limits
from unisson.files.models import Piece
from unisson.invoices import keeping
from unisson.invoices.attachments import Joined
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal

from . import lists
from . import transverses_wire as wire
from .endpoints import endpoint
from .invoice_rows import NOT_THERE
from .invoices_taken import in_one_file
from .paging import window
from .wire import Answer

_AT = "transverses/v1/"
_TOO_LARGE = {"CPP-FICHIER-02": (20003, "")}


@endpoint(
    _AT + "ajouter/fichier",
    summary="Envoyer une pièce jointe",
    says=_TOO_LARGE,
    fields={"file": "pieceJointeFichier", "attachments": "pieceJointeNom"},
)
def add(caller: Caller, asked: wire.AjouterFichier) -> wire.FichierAjoute:
    """Keep a file: its key is what « soumettre » and « completer » name."""
    content = decoded(asked.pieceJointeFichier, name="pieceJointeFichier")
    name = _name(asked.pieceJointeNom or "", asked.pieceJointeExtension or "")
    piece = keeping.upload(caller.user, Joined(name=name, content=content), at=now())
    return wire.FichierAjoute(pieceJointeId=piece.pk)


@endpoint(_AT + "rechercher/pj/moncompte", summary="Pièces jointes du compte")
def own(caller: Caller, asked: wire.RechercherPjMonCompte) -> wire.PiecesMonCompte:
    """What the account sent and may still name."""
    wanted = (asked.pieceJointeDesignation or "").lower()
    found = [
        one
        for one in library.pieces(caller.user.pk)
        if wanted in one.name.lower() and asked.pieceJointeTypeId in (None, lists.PIECES[one.kind])
    ]
    rows, back = window(asked.parametresRecherche).of(found)
    return wire.PiecesMonCompte(listePiecesJointes=[_shown(one) for one in rows], parametresRetour=back)


@endpoint(_AT + "rechercher/pj/structure", key="idStructureCPP", summary="Pièces jointes d’une structure")
def of_structure(caller: Caller, asked: wire.RechercherPjStructure) -> wire.PiecesStructure:
    """None: pieces belong to people here, not to structures."""
    consulting.get_own(caller.user, pk=asked.idStructureCPP)
    return wire.PiecesStructure(parametresRetour=window(asked.parametresRecherche).back(0))


@endpoint(_AT + "detacherPieceJointe", key="idPieceJointeObjet", summary="Retirer une pièce jointe du compte")
def detach(caller: Caller, asked: wire.DetacherPieceJointe) -> Answer:
    """An invoice that has it keeps it."""
    library.remove(caller.user.pk, asked.idPieceJointeObjet or 0)
    return Answer()


@endpoint(
    _AT + "telecharger/pieceJointe",
    key="demandePaiement.listeFacture.idFacture",
    summary="Télécharger une pièce jointe",
    says=NOT_THERE,
)
def download(caller: Caller, asked: wire.TelechargerPieceJointe) -> wire.PieceJointeTelechargee:
    """Invoices with their attachments. Orders, requests and structures have no files here yet: CPP-API-12."""
    if not asked.objetPieceJointe:
        raise Refusal("CPP-API-05", field="objetPieceJointe", name="objetPieceJointe")
    if asked.objetPieceJointe != "DEMANDE_PAIEMENT":
        raise Refusal("CPP-API-12", field="objetPieceJointe")
    return wire.PieceJointeTelechargee(pieceJointe=in_one_file(caller, asked.demandePaiement))


def decoded(sent: str | None, *, name: str) -> bytes:
    """A file in base64. Refusal CPP-API-05 without one, -13 for what is none."""
    if not sent:
        raise Refusal("CPP-API-05", field=name, name=name)
    try:
        return base64.b64decode("".join(sent.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refusal("CPP-API-13", field=name, name=name) from error


def _name(name: str, extension: str) -> str:
    """The name with its extension, whether it was given in one part or in two."""
    if not name:
        raise Refusal("CPP-API-05", field="pieceJointeNom", name="pieceJointeNom")
    suffix = f".{extension.lstrip('.')}" if extension else ""
    has_it = PurePath(name).suffix.lower() == suffix.lower()
    return limits.clean_name(name if has_it else name + suffix, limit=limits.ATTACHMENT_NAME)


def _shown(piece: Piece) -> wire.PieceMonCompte:
    return wire.PieceMonCompte(
        pieceJointeDesignation=PurePath(piece.name).stem,
        pieceJointeExtension=PurePath(piece.name).suffix.lstrip(".").upper(),
        pieceJointeId=piece.pk,
        pieceJointeObjetId=piece.pk,
        pieceJointeTypeCode=piece.kind,
        pieceJointeTypeLibelle=piece.kind.replace("_", " ").capitalize(),
        pieceJointeUtilisateurId=piece.owner_id,
    )
