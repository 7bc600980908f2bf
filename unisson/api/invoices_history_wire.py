"""Schemas of the history of an invoice (chorus-pro-api.md §4.1)."""

from typing import Annotated

from . import invoice_lists, lists
from .paging import Sense
from .wire import (
    Answer,
    Criteria,
    Id,
    Leftover,
    Minute,
    Number,
    OneOf,
    Text,
    Told,
)

Kind = Annotated[Text, OneOf(lists.KINDS)]
Type = Annotated[Text, OneOf(invoice_lists.TYPES)]
State = Annotated[Text, OneOf(invoice_lists.STATUSES)]


class PagingOfActions(Criteria):
    nbResultatsParPageListeHistoAction: Number = None
    pageResultatDemandeeListeHistoAction: Number = None
    triColonneListeHistoAction: Annotated[Text, OneOf(invoice_lists.ACTION_COLUMNS, lenient=True)] = None
    triSensListeHistoAction: Sense = None


class PagingOfEvents(Criteria):
    nbResultatsParPageListeHistoEvenement: Number = None
    pageResultatDemandeeListeHistoEvenement: Number = None
    triColonneListeHistoEvenement: Annotated[Text, OneOf(invoice_lists.EVENT_COLUMNS, lenient=True)] = None
    triSensListeHistoEvenement: Sense = None


class PagingOfStatuses(Criteria):
    nbResultatsParPageListeHistoStatut: Number = None
    pageResultatDemandeeListeHistoStatut: Number = None
    triColonneListeHistoStatut: Annotated[Text, OneOf(invoice_lists.STATUS_COLUMNS, lenient=True)] = None
    triSensListeHistoStatut: Sense = None


class ReadHistory(Criteria):
    idEspace: Id = None
    idFacture: Id = None
    idUtilisateurCourant: Leftover = None
    nbResultatsMaximum: Number = None
    paramRechercheHistoActionsUtilisateurs: PagingOfActions = PagingOfActions()
    paramRechercheHistoEvenementsComplementaires: PagingOfEvents = PagingOfEvents()
    paramRechercheHistoStatuts: PagingOfStatuses = PagingOfStatuses()


class LastAction(Told):
    derniereActionCode: Annotated[Text, OneOf(invoice_lists.ACTIONS)] = None
    derniereActionId: Number = None


class Action(Told):
    histoActionCode: Annotated[Text, OneOf(invoice_lists.ACTIONS)] = None
    histoActionDateHeure: Minute = None
    histoActionId: Number = None
    histoActionUtilisateurEmail: Text = None
    histoActionUtilisateurNom: Text = None
    histoActionUtilisateurPrenom: Text = None
    histoActionUtilisateurTelephone: Text = None


class Actions(Told):
    histoAction: list[Action] = []
    nbResultatsParPageHistoAction: Number = None
    pageCouranteHistoAction: Number = None
    pagesHistoAction: Number = None
    totalHistoAction: Number = None


class Event(Told):
    evenementDateHeure: Minute = None
    evenementId: Number = None
    evenementLibelle: Text = None
    evenementQui: Text = None


class Events(Told):
    evenement: list[Event] = []
    nbResultatsParPageEvenement: Number = None
    pageCouranteEvenement: Number = None
    pagesEvenement: Number = None
    totalEvenement: Number = None


class Step(Told):
    histoStatutCode: State = None
    histoStatutCommentaire: Text = None
    histoStatutDatePassage: Minute = None
    histoStatutId: Number = None
    histoStatutUtilisateurEmail: Text = None
    histoStatutUtilisateurNom: Text = None
    histoStatutUtilisateurPrenom: Text = None
    histoStatutUtilisateurTelephone: Text = None


class Steps(Told):
    histoStatut: list[Step] = []
    nbResultatsParPageHistoStatut: Number = None
    pageCouranteHistoStatut: Number = None
    pagesHistoStatut: Number = None
    totalHistoStatut: Number = None


class HistoryRead(Answer):
    derniereAction: LastAction | None = None
    historiquesDesActionsUtilisateurs: Actions | None = None
    historiquesDesEvenementsComplementaires: Events | None = None
    historiquesDesStatuts: Steps | None = None
    idFacture: Number = None
    modeDepot: Annotated[Text, OneOf(lists.DEPOSITS)] = None
    numeroFacture: Text = None
    statutCourantCode: State = None
