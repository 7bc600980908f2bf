"""What the pages of the creation of an account asked so far, kept in the visitor's session until the last one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from unisson.directory.creation import Identity
from unisson.directory.signup import NewAccount
from unisson.directory.spaces import Space
from unisson.kernel.ports import Company

_KEY = "sign-up"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One creation under way.

    `company`: name and place, empty while nobody knows it; `known`: the portal has the structure; `first`: who comes
    next manages it; `own`: a public structure was confirmed to be the person's own; `masked`: the register has it and
    hides its name.
    """

    address: str
    kind: str
    identifier: str
    company: Mapping[str, str]
    verified: bool
    known: bool
    first: bool
    public: bool
    own: bool
    person: Mapping[str, str]
    masked: bool = False
    legal_category: str = ""

    @property
    def name(self) -> str:
        return self.company.get("name", "")

    @property
    def mark(self) -> str:
        """What a page posts back: of two creations in two tabs of one browser, the later one is under way."""
        return f"{self.kind} {self.identifier} {self.address}"

    @property
    def structure_settled(self) -> bool:
        """Whether the page of the structure has nothing left to ask."""
        return bool(self.company) and (self.own or not self.public)

    @property
    def full_name(self) -> str:
        return f"{self.person.get('first_name', '')} {self.person.get('last_name', '')}".strip()

    @property
    def _company(self) -> Company:
        facts = self.company
        return Company(
            name=facts["name"],
            address=facts["address"],
            postcode=facts["postcode"],
            town=facts["town"],
            country=facts["country"],
            legal_category=self.legal_category,
            masked=self.masked,
        )

    def account(self, spaces: list[Space], *, language: str) -> NewAccount:
        """The whole of it, once every page was filled."""
        person = self.person
        return NewAccount(
            address=self.address,
            first_name=person["first_name"],
            last_name=person["last_name"],
            contact_email=person["contact_email"],
            phone=person["phone"],
            language=language,
            kind=self.kind,
            identifier=self.identifier,
            company=self._company,
            verified=self.verified,
            spaces=spaces,
        )


def begin(request: HttpRequest, *, address: str, kind: str, identifier: str, identity: Identity) -> None:
    """Start anew with what the log-in page asked, and what the portal or a register knows of the structure."""
    structure, company = identity.structure, identity.company
    request.session[_KEY] = {
        "address": address,
        "kind": kind,
        "identifier": identifier,
        "company": identity.shown,
        "verified": structure.verified if structure else company is not None and not identity.masked,
        "known": structure is not None,
        "first": identity.first,
        "public": structure is not None and structure.is_public,
        "own": False,
        "person": {},
        "masked": identity.masked,
        "legal_category": company.legal_category if company else "",
    }


def keep(request: HttpRequest, **more: Any) -> None:
    """Add what a page asked."""
    request.session[_KEY] = {**request.session[_KEY], **more}


def asked(request: HttpRequest) -> Asked | None:
    """The creation under way in this browser, if there is one."""
    kept = request.session.get(_KEY)
    return Asked(**kept) if kept else None


def end(request: HttpRequest) -> None:
    """It was sent: nothing is kept."""
    request.session.pop(_KEY, None)
