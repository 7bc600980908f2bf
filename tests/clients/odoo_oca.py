"""Odoo's connector by OCA (PyPI): its own calls and what it reads in their answers, without Odoo around them.

`odoo` is a stand-in: models without a database, whose records are what is said of them here.
"""

import base64
import importlib
import json
import site
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

ready = json.load(sys.stdin)
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
        return lambda *arguments, **values: None


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
