"""Schemas of the group download (chorus-pro-api.md §4.1)."""

from .wire import Answer, Criteria, Id, Leftover, OneOrMany, Text


class Wanted(Criteria):
    idFacture: Id = None


class TakeInvoices(Criteria):
    avecPiecesJointesComplementaires: Text = None
    format: Text = None
    idEspace: Id = None
    idUtilisateurCourant: Leftover = None
    listeFacture: OneOrMany[Wanted] = []


class InvoicesTaken(Answer):
    fichierResultat: Text = None
