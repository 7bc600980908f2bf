"""The history of an invoice: its statuses, what people did, what both sides said (chorus-pro-api.md §4.1)."""

from collections.abc import Sequence
from typing import Any

from unisson.accounts.models import User
from unisson.directory.callers import Caller
from unisson.directory.spaces import Space
from unisson.invoices import chronicle
from unisson.invoices.access import Right, get_invoice
from unisson.invoices.models import Invoice, Message, StatusChange, UserAction
from unisson.kernel.refusal import NotFound

from . import invoices_history_wire as wire
from . import lists
from .endpoints import endpoint
from .invoice_rows import NOT_THERE, paged

_SIDES = (Right.READ_RECEIVED, Right.READ_ISSUED)


@endpoint(
    "factures/v1/consulter/historique", key="idFacture", summary="Consulter l’historique d’une facture", says=NOT_THERE
)
def history(caller: Caller, asked: wire.ReadHistory) -> wire.HistoryRead:
    """From whichever side the account stands on: the one that `idEspace` says first."""
    invoice, right = seen(caller.user, asked.idFacture or 0, space=asked.idEspace)
    told = chronicle.told(invoice, whole=right is Right.READ_ISSUED)
    last = told.actions[-1] if told.actions else None
    return wire.HistoryRead(
        derniereAction=wire.LastAction(derniereActionCode=last.what, derniereActionId=last.pk) if last else None,
        historiquesDesActionsUtilisateurs=_actions(asked.paramRechercheHistoActionsUtilisateurs, told.actions),
        historiquesDesEvenementsComplementaires=_events(
            asked.paramRechercheHistoEvenementsComplementaires, told.messages
        ),
        historiquesDesStatuts=_steps(asked.paramRechercheHistoStatuts, told),
        idFacture=invoice.pk,
        modeDepot=invoice.deposit_mode,
        numeroFacture=invoice.number or None,
        statutCourantCode=invoice.status,
    )


def seen(actor: User, pk: int, *, space: int | None) -> tuple[Invoice, Right]:
    """The invoice and the side that `actor` reads it from. NotFound as `get_invoice`."""
    sides = _SIDES[::-1] if space == lists.SPACES[Space.ISSUED] else _SIDES
    for right in sides:
        try:
            return get_invoice(actor, pk, right), right
        except NotFound:
            continue
    raise NotFound


def _steps(asked: wire.PagingOfStatuses, told: chronicle.Told) -> wire.Steps:
    steps = [_step(row, told) for row in told.statuses]
    rows, back = paged(
        steps,
        page=asked.pageResultatDemandeeListeHistoStatut,
        size=asked.nbResultatsParPageListeHistoStatut,
        sense=asked.triSensListeHistoStatut,
        column=asked.triColonneListeHistoStatut,
    )
    return wire.Steps(
        histoStatut=rows,
        nbResultatsParPageHistoStatut=back.nbResultatsParPage,
        pageCouranteHistoStatut=back.pageCourante,
        pagesHistoStatut=back.pages,
        totalHistoStatut=back.total,
    )


def _step(row: StatusChange, told: chronicle.Told) -> wire.Step:
    return wire.Step(
        **_person("histoStatut", None if told.by_another(row) else row.actor),
        histoStatutCode=row.target,
        histoStatutCommentaire=row.comment or None,
        histoStatutDatePassage=row.at,
        histoStatutId=row.pk,
    )


def _actions(asked: wire.PagingOfActions, done: Sequence[UserAction]) -> wire.Actions:
    actions = [
        wire.Action(
            **_person("histoAction", row.actor),
            histoActionCode=row.what,
            histoActionDateHeure=row.at,
            histoActionId=row.pk,
        )
        for row in done
    ]
    rows, back = paged(
        actions,
        page=asked.pageResultatDemandeeListeHistoAction,
        size=asked.nbResultatsParPageListeHistoAction,
        sense=asked.triSensListeHistoAction,
        column=asked.triColonneListeHistoAction,
    )
    return wire.Actions(
        histoAction=rows,
        nbResultatsParPageHistoAction=back.nbResultatsParPage,
        pageCouranteHistoAction=back.pageCourante,
        pagesHistoAction=back.pages,
        totalHistoAction=back.total,
    )


def _events(asked: wire.PagingOfEvents, messages: Sequence[Message]) -> wire.Events:
    """What both sides said: the portal's own complementary events."""
    events = [
        wire.Event(
            evenementDateHeure=row.at,
            evenementId=row.pk,
            evenementLibelle=f"{chronicle.MESSAGES[row.what]}\u00a0: {row.text}",
            evenementQui=row.author.full_name,
        )
        for row in messages
    ]
    rows, back = paged(
        events,
        page=asked.pageResultatDemandeeListeHistoEvenement,
        size=asked.nbResultatsParPageListeHistoEvenement,
        sense=asked.triSensListeHistoEvenement,
        column=asked.triColonneListeHistoEvenement,
    )
    return wire.Events(
        evenement=rows,
        nbResultatsParPageEvenement=back.nbResultatsParPage,
        pageCouranteEvenement=back.pageCourante,
        pagesEvenement=back.pages,
        totalEvenement=back.total,
    )


def _person(prefix: str, actor: User | None) -> dict[str, Any]:
    if actor is None:
        return {f"{prefix}UtilisateurNom": chronicle.PORTAL}
    return {
        f"{prefix}UtilisateurEmail": actor.notice_address,
        f"{prefix}UtilisateurNom": actor.last_name or None,
        f"{prefix}UtilisateurPrenom": actor.first_name or None,
        f"{prefix}UtilisateurTelephone": actor.phone or None,
    }
