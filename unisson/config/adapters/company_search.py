"""The register of companies by the State's public search (« API Recherche d’entreprises »).

Of the two public services this one needs no key, answers a SIRET directly, is as fresh as INSEE's own (a day) and takes
7 calls a second; INSEE's « API Sirene » says more (successions, the parts of an address) but wants an account with a
key and takes 30 calls a minute. What is masked comes masked, and who asked never to be published is not
there at all: what it does not know may exist.
"""

import re
import time
from datetime import date
from typing import Annotated

import requests
from pydantic import BaseModel, BeforeValidator, Field, ValidationError
from urllib3.exceptions import HTTPError

from unisson.kernel.ports import Company, SilentRegisterError

_SIRET = re.compile(r"[0-9]{14}")
PATIENCE = 4.0
"""Seconds for the whole of an answer: somebody waits, and may go on without it."""
_LARGEST = 1 << 20
_LONGEST_REST = 3600
_HIDDEN = "[NON-DIFFUSIBLE]"
_AGENT = "Unisson (portail de factures)"

_Text = Annotated[str, BeforeValidator(lambda value: "" if value in (None, _HIDDEN) else value)]


class _Establishment(BaseModel):
    siret: str
    adresse: _Text = ""
    code_postal: _Text = ""
    libelle_commune: _Text = ""
    etat_administratif: str
    date_fermeture: date | None = None
    statut_diffusion_etablissement: str | None = None


class _Unit(BaseModel):
    siren: str
    nom_complet: _Text = ""
    nom_raison_sociale: _Text = ""
    nature_juridique: _Text = ""
    statut_diffusion: str | None = None
    date_mise_a_jour_insee: str | None = None
    matching_etablissements: list[_Establishment] = Field(default_factory=list)


class _Answer(BaseModel):
    results: list[_Unit]


class PublicSearch:
    """One service at `address`. After a 429 it is left alone as long as it asks, by this process."""

    def __init__(self, address: str, *, patience: float = PATIENCE) -> None:
        self._address, self._patience = address.rstrip("/"), patience
        self._rests_until = 0.0

    def find(self, siret: str) -> Company | None:
        if not _SIRET.fullmatch(siret):
            return None  # Whatever else somebody typed is nothing to tell others.
        left = self._rests_until - time.monotonic()
        if left > 0:
            raise SilentRegisterError("asked to be left alone", retry_after=round(left) + 1)
        try:
            told = _Answer.model_validate_json(self._asked(siret))
        except (requests.RequestException, HTTPError) as error:
            raise SilentRegisterError(type(error).__name__) from error
        except ValidationError as error:
            raise SilentRegisterError("odd answer") from error
        return _chosen(told, siret)

    def _asked(self, siret: str) -> bytes:
        deadline = time.monotonic() + self._patience
        with requests.get(
            f"{self._address}/search",
            params={"q": siret, "page": "1", "per_page": "1", "limite_matching_etablissements": "100"},
            headers={"User-Agent": _AGENT, "Accept": "application/json", "Accept-Encoding": "identity"},
            timeout=self._patience / 2,
            allow_redirects=False,
            stream=True,
        ) as answer:
            if answer.status_code == requests.codes.too_many_requests:
                rest = _rest(answer.headers.get("Retry-After", ""))
                self._rests_until = time.monotonic() + rest
                raise SilentRegisterError("too many requests", retry_after=rest)
            if answer.status_code != requests.codes.ok:
                raise SilentRegisterError(f"HTTP {answer.status_code}")
            return _body(answer, deadline=deadline)


def _body(answer: requests.Response, *, deadline: float) -> bytes:
    """The whole of it, in time: a time-out of `requests` begins again at each byte."""
    kept = b""
    while piece := answer.raw.read1(65_536):
        kept += piece
        if len(kept) > _LARGEST or time.monotonic() > deadline:
            raise SilentRegisterError("too long")
    return kept


def _rest(told: str) -> int:
    """Seconds; a minute where the header is a date, or is not there."""
    return max(1, min(int(told), _LONGEST_REST)) if told.isascii() and told.isdigit() else 60


def _chosen(told: _Answer, siret: str) -> Company | None:
    unit = next((one for one in told.results if one.siren == siret[:9]), None)
    if unit is None:
        if told.results:
            raise SilentRegisterError("an answer about somebody else")
        return None
    found = next((one for one in unit.matching_etablissements if one.siret == siret), None)
    return _company(unit, found) if found else None


def _company(unit: _Unit, found: _Establishment) -> Company:
    name = unit.nom_raison_sociale or unit.nom_complet
    masked = {unit.statut_diffusion, found.statut_diffusion_etablissement} - {"O", None} != set()
    if not name and not masked:
        raise SilentRegisterError("an answer without a name")
    return Company(
        siret=found.siret,
        name=name[:201],
        address=_street(found)[:255],
        postcode=found.code_postal[:10],
        town=found.libelle_commune[:100],
        country="FR" if found.code_postal else "",
        active=found.etat_administratif == "A",
        closed_on=found.date_fermeture,
        legal_category=unit.nature_juridique[:4],
        masked=masked,
        as_of=_day(unit.date_mise_a_jour_insee),
    )


def _street(found: _Establishment) -> str:
    """Without the postcode and town that end it."""
    return found.adresse.partition(f" {found.code_postal} ")[0] if found.code_postal else found.adresse


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
