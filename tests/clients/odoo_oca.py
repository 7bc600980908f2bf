"""Odoo's connector by OCA (PyPI): its own calls and what it reads in their answers, without Odoo around them.

`odoo` is a stand-in: models without a database, whose records are what is said of them here.
"""

import base64
import importlib
import json
import os
import site
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

ready = json.load(sys.stdin)
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
ADDON = "odoo.addons.l10n_fr_chorus_account"


class Model:
    """A record with the values it is given; a set of records where it holds some."""

    def __init__(self, *records: Any, **values: Any) -> None:
        self.records, self.env = records or (self,), ENV
        self.__dict__.update(values)

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, rank: int) -> Any:
        return self.records[rank]

    def ensure_one(self) -> None:
        pass

    def search(self, domain: object, limit: int = 0) -> None:
        pass


def decorator(*arguments: Any) -> Any:
    """`@api.model`, or `@api.depends("name")`: the function as it is."""
    return arguments[0] if callable(arguments[0]) else lambda function: function


def module(name: str, **values: Any) -> None:
    sys.modules[name] = ModuleType(name)
    sys.modules[name].__dict__.update(values)


class Anything:
    def __getattr__(self, name: str) -> Any:
        return Anything()

    def __call__(self, *arguments: Any, **values: Any) -> None:
        pass


def told(words: str, *arguments: Any, **values: Any) -> str:
    return words % (arguments or values) if arguments or values else words


ENV: dict[str, Any] = {}
odoo = {
    "_": told,
    "api": SimpleNamespace(model=decorator, depends=decorator, constrains=decorator, onchange=decorator),
    "fields": Anything(),
    "models": SimpleNamespace(Model=Model),
    "tools": SimpleNamespace(ormcache=decorator),
    "Command": None,
}
module("odoo", **odoo)
module("odoo.exceptions", UserError=RuntimeError, ValidationError=RuntimeError)
module("odoo.tools", misc=None)
module("odoo.tools.misc", formatLang=None, format_date=None)
module("odoo.addons")
for package in (ADDON, f"{ADDON}.models"):  # their own `__init__` would load screens
    module(package, __path__=[str(Path(site.getsitepackages()[0], *package.split(".")))])
company, partner, move, flow = (
    importlib.import_module(f"{ADDON}.models.{name}")
    for name in ("res_company", "res_partner", "account_move", "chorus_flow")
)
company.QUALIF_TOKEN_URL, company.QUALIF_API_URL = f"{ready['base_url']}/api/oauth/token", ready["base_url"]


class Flow(flow.ChorusFlow):  # type: ignore[misc,name-defined]
    def syntax_odoo2chorus(self) -> dict[str, str]:
        return {"xml_cii": "IN_DP_E1_CII_16B"}


class Invoice(move.AccountMove):  # type: ignore[misc,name-defined]
    def _chorus_get_invoice(self, form: str) -> bytes:
        return base64.b64decode(self.content)


def tell(call: str, **decoded: Any) -> None:
    sys.stdout.write(json.dumps({"call": call, **decoded}) + "\n")


parameters = {
    "oauth_id": ready["client_id"],
    "oauth_secret": ready["client_secret"],
    "qualif": True,
    "login": ready["login"],
    "password": ready["password"],
}


def connect() -> Any:
    """The company, whose token is the one that it asks for at its first call."""
    kept: list[Any] = []

    class Company(company.ResCompany):  # type: ignore[misc,name-defined]
        def _get_token(self, asked: dict[str, Any]) -> Any:
            if not kept:
                kept.append(self._get_new_token(asked["oauth_id"], asked["oauth_secret"], asked["qualif"])[0])
            return kept[0]

    return Company()


ENV["res.company"] = company_here = connect()
ENV["chorus.flow"], ENV["account.move"] = Flow(), Invoice()
company_here.fr_chorus_invoice_format = "xml_cii"

customer = partner.ResPartner(siret=ready["recipient_siret"])
customer.fr_chorus_identifier, session = customer._fr_chorus_api_structures_rechercher(parameters)
tell("structure", found=bool(customer.fr_chorus_identifier))
tell("required", required=customer._fr_chorus_api_structures_consulter(parameters, session)[0])
services = customer._fr_chorus_api_rechercher_services(parameters, session)[0]
tell("services", codes=sorted(services), active=all(one["active"] for one in services.values()))

lot = Invoice(*(Invoice(name=name, content=content, company_id=company_here) for name, content in ready["lot"]))
answer, session = company_here._chorus_post(
    parameters, "factures/v1/deposer/flux", lot._prepare_chorus_deposer_flux_payload()
)
tell("flow", code=answer["codeRetour"], numbered=bool(answer["numeroFluxDepot"]))
sent = Flow(name=answer["numeroFluxDepot"], company_id=SimpleNamespace(id=1), initial_invoice_ids=lot)
for _ in range(240):
    read, session = sent._chorus_api_consulter_cr(parameters, session)
    if read["status"] in ("IN_INTEGRE", "IN_INTEGRE_PARTIEL", "IN_REJETE"):
        break
    time.sleep(0.5)
tell("report", status=read["status"], names=[name for name, _ in ready["lot"] if name in read["notes"]])
found, session = sent._chorus_api_rechercher_fournisseur(parameters, session)
tell("invoices", numbers=sorted(found))
for values in found.values():
    known = Invoice(chorus_identifier=values["chorus_identifier"])
    state = known._chorus_api_consulter_historique(parameters, session)[0]
    tell("history", same=state in (values["chorus_status"], "MISE_A_DISPOSITION"))
