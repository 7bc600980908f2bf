"""Structures and services, and who may do what there (domain-rules §2 and §3)."""

from .acts import Agreement, FactorsRemoval, ManagerAct, OperatorAct
from .calls import ApiCall
from .changes import StructureChange
from .connections import Connection, ConnectionSecret
from .people import Appointment, Demand, Grant, Handover, Invitation, Membership, SignUp
from .published import ExaminedFile, Publication, Word
from .register import Establishment, LegalUnit, RegisterCheck, RegisterFault, RegisterImport
from .structures import BankAccount, Service, SpaceOpening, Structure

__all__ = [
    "Agreement",
    "ApiCall",
    "Appointment",
    "BankAccount",
    "Connection",
    "ConnectionSecret",
    "Demand",
    "Establishment",
    "ExaminedFile",
    "FactorsRemoval",
    "Grant",
    "Handover",
    "Invitation",
    "LegalUnit",
    "ManagerAct",
    "Membership",
    "OperatorAct",
    "Publication",
    "RegisterCheck",
    "RegisterFault",
    "RegisterImport",
    "Service",
    "SignUp",
    "SpaceOpening",
    "Structure",
    "StructureChange",
    "Word",
]
