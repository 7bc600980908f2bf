"""Schemas of what is done before a recipient has an invoice: validation (chorus-pro-api.md §4.1)."""

from typing import Annotated

from . import lists
from .wire import Answer, Day, Id, Number, OneOf, Sent, Text


class TraiterFactureAValider(Sent):
    action: Text = None
    complementInfo: Text = None
    idFacture: Id = None
    idValideur: Id = None
    motifRefus: Text = None
    typeValideur: Text = None


class FactureValidee(Answer):
    dateTraitement: Day = None
    idFacture: Number = None
    numeroFacture: Text = None
    statutFacture: Text = None


class CorrigerValideur(Sent):
    idFacture: Id = None
    idStructure: Id = None
    identifiantStructure: Text = None
    typeIdentifiantStructure: Annotated[Text, OneOf(lists.KINDS)] = None


class ValideurCorrige(Answer):
    idFacture: Number = None
