"""Every page in a browser, light and dark, narrow and wide: no axe violation, silent, no sideways scroll, not heavy."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

from tests.web.routes import routes
from unisson.cli.demo.people import CLAIRE, MARC, NADIA, OLIVIER

from .conftest import Visitor
from .machine import calling
from .portal import Portal

pytestmark = pytest.mark.journey

HEAVIEST = 300_000
"""Bytes of a page with its style and scripts, images of invoice pages apart (design §8)."""
WIDE, NARROW = (1280, 900), (360, 780)
SHOTS = os.environ.get("UNISSON_SCREENSHOTS")
"""A folder for the images of every page; then all four windows are looked at, else the two that differ most."""
WINDOWS = ((WIDE, "light"), (NARROW, "dark"), (WIDE, "dark"), (NARROW, "light"))[: 4 if SHOTS else 2]
ROUTES = routes()
Key = Callable[[Portal], int]


def first(side: str, name: str, status: str) -> Key:
    """The oldest invoice in that state whose `side` (supplier, recipient) is `name`: one of the demonstration's."""
    question = {
        "supplier": "SELECT MIN(i.id) FROM invoices_invoice i JOIN directory_structure s ON s.id = i.supplier_id"
        " WHERE s.name = ? AND i.status = ?",
        "recipient": "SELECT MIN(i.id) FROM invoices_invoice i JOIN directory_structure s ON s.id = i.recipient_id"
        " WHERE s.name = ? AND i.status = ?",
    }[side]
    return lambda portal: int(portal.rows(question, name, status)[0][0])


DRAFT = first("supplier", "SAFE STYLE", "BROUILLON")
PAID = first("supplier", "SAFE STYLE", "MISE_EN_PAIEMENT")
RETURNED = first("supplier", "SAFE STYLE", "SUSPENDUE")
SUSPENDED = RETURNED
TO_RECYCLE = first("supplier", "SAFE STYLE", "A_RECYCLER")
WAITING = first("recipient", "MAIRIE DE PONT-SAINT-ESPRIT", "MISE_A_DISPOSITION")


def safe_style(portal: Portal) -> int:
    """The key of the structure whose landmarks are erased."""
    return int(portal.rows("SELECT id FROM directory_structure WHERE name = ?", "SAFE STYLE")[0][0])


def town_hall(portal: Portal) -> int:
    """The key of a public structure."""
    return int(portal.rows("SELECT id FROM directory_structure WHERE name LIKE 'MAIRIE DE PONT%'")[0][0])


def a_service(portal: Portal) -> int:
    """The key of a service of that town hall."""
    return int(
        portal.rows("SELECT MIN(id) FROM directory_service WHERE structure_id = ? AND active", town_hall(portal))[0][0]
    )


def an_account(portal: Portal) -> int:
    """The key of a bank account of SAFE STYLE."""
    question = "SELECT MIN(id) FROM directory_bankaccount WHERE structure_id = ? AND active"
    return int(portal.rows(question, safe_style(portal))[0][0])


def a_piece_of_news(portal: Portal) -> int:
    return int(portal.rows("SELECT MIN(id) FROM notices_news")[0][0])


def account_of(address: str) -> Key:
    """The key of that person."""
    return lambda portal: int(portal.rows("SELECT id FROM accounts_user WHERE email = ?", address)[0][0])


def place_of(address: str) -> Key:
    """The key of the first attachment of that person."""
    question = "SELECT MIN(m.id) FROM directory_membership m JOIN accounts_user u ON u.id = m.user_id WHERE u.email = ?"
    return lambda portal: int(portal.rows(question, address)[0][0])


def a_piece(portal: Portal) -> int:
    """The key of a file that Claire keeps."""
    return int(portal.rows("SELECT MIN(id) FROM files_piece")[0][0])


def an_archive_sent(portal: Portal) -> int:
    """The key of the flow of many that SAFE STYLE's software sent."""
    return int(portal.rows("SELECT MIN(id) FROM invoices_flow WHERE syntax = 'ARCHIVE'")[0][0])


def a_file_refused(portal: Portal) -> int:
    """The key of the one that was no invoice."""
    return int(portal.rows("SELECT MIN(id) FROM invoices_flow WHERE state = 'QP_IRRECEVABLE'")[0][0])


def a_connection(portal: Portal) -> int:
    """The key of the software that the demonstration lets in."""
    return int(portal.rows("SELECT MIN(id) FROM directory_connection")[0][0])


def a_machine(portal: Portal) -> int:
    """The key of the attachment of its technical account."""
    question = "SELECT MIN(m.id) FROM directory_membership m JOIN accounts_technicalkey k ON k.user_id = m.user_id"
    return int(portal.rows(question)[0][0])


def a_webhook(portal: Portal) -> int:
    """The key of the webhook of the demonstration."""
    return int(portal.rows("SELECT MIN(id) FROM notices_endpoint")[0][0])


def a_call(portal: Portal) -> int:
    """The key of a call of the API, made with the ready credentials."""
    calling(portal, "structures/v1/rechercher", {})
    return int(portal.rows("SELECT MIN(id) FROM directory_apicall")[0][0])


def a_recap(portal: Portal) -> str:
    """What lets the reader of a recap end them."""
    return str(portal.rows("SELECT MIN(leave) FROM notices_email WHERE leave <> ''")[0][0])


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A page as somebody sees it: `thing` finds the key of what it is about, `token` what was signed for its reader;
    `query`, which may name the thing, is added to its address."""

    who: str = ""
    thing: Key | None = None
    token: Callable[[Portal], str] | None = None
    arguments: tuple[tuple[str, str], ...] = ()
    query: str = ""
    fails: tuple[int, ...] = ()

    def path(self, name: str, portal: Portal) -> str:
        values = {**dict(self.arguments), **({"pk": self.thing(portal)} if self.thing else {})}
        values |= {"token": self.token(portal)} if self.token else {}
        return ROUTES[name].path(values) + self.query.format_map(values)


PAGES: dict[str, tuple[Shown, ...]] = {
    "home": (Shown(who=CLAIRE), Shown(who=NADIA), Shown(who="karim.sylla@example.org")),
    "feed": (Shown(who=CLAIRE), Shown(who=NADIA), Shown(who="karim.sylla@example.org")),
    "sign-in": (Shown(),),
    "sign-up": (Shown(),),
    "key-sign-in": (Shown(),),
    "sessions-end": (Shown(who=CLAIRE),),
    "secret-question": (Shown(who=CLAIRE),),
    "address-change": (Shown(who=CLAIRE),),
    "address-confirm": (Shown(arguments=(("token", "jamais"),), fails=(410,)),),
    "address-undo": (Shown(arguments=(("token", "jamais"),), fails=(410,)),),
    "contact-prove": (Shown(arguments=(("token", "jamais"),), fails=(410,)),),
    "account-undo": (Shown(arguments=(("token", "jamais"),), fails=(410,)),),
    "account-close": (Shown(who=CLAIRE),),
    "account-closed": (Shown(),),
    "security": (Shown(who=CLAIRE),),
    "app-add": (Shown(who=CLAIRE),),
    "key-add": (Shown(who=CLAIRE),),
    "password-reset": (Shown(),),
    "activation-again": (Shown(),),
    "activation": (Shown(arguments=(("token", "jamais"),), fails=(410,)),),
    "invitation": (Shown(arguments=(("token", "jamais"),), fails=(410,)),),
    "manager-invite": (Shown(who=CLAIRE, thing=safe_style), Shown(who=NADIA, thing=town_hall)),
    "manager-close": (Shown(who=CLAIRE, thing=safe_style, arguments=(("code", "FACTURES_EMISES"),)),),
    "manager": (Shown(who=CLAIRE), Shown(who=NADIA, query="?q=personne")),
    "manager-history": (Shown(who=CLAIRE),),
    "manager-person": (
        Shown(who=CLAIRE, thing=place_of("ines.roche@safe-style.example")),
        Shown(who=CLAIRE, thing=place_of(CLAIRE)),
    ),
    "manager-copy": (
        Shown(
            who=CLAIRE,
            thing=place_of("ines.roche@safe-style.example"),
            token=lambda portal: str(place_of(CLAIRE)(portal)),
            query="?modele={token}",
        ),
    ),
    "manager-handover": (Shown(who=CLAIRE, thing=place_of("ines.roche@safe-style.example")),),
    "manager-withdraw": (Shown(who=CLAIRE, thing=place_of("ines.roche@safe-style.example")),),
    "manager-identity": (Shown(who=CLAIRE, thing=safe_style), Shown(who=NADIA, thing=town_hall)),
    "manager-renumber": (
        Shown(who=CLAIRE, thing=safe_style),
        Shown(who=CLAIRE, thing=safe_style, query="?type=SIRET&numero=83876704400020"),
        Shown(who=CLAIRE, thing=safe_style, query="?type=SIRET&numero=12", fails=(409,)),
        Shown(who=NADIA, thing=town_hall),
    ),
    "manager-activity": (Shown(who=CLAIRE, thing=safe_style), Shown(who=NADIA, thing=town_hall)),
    "manager-register": (Shown(who=CLAIRE, thing=safe_style),),
    "manager-structures": (Shown(who=CLAIRE),),
    "manager-structure": (Shown(who=CLAIRE, thing=safe_style), Shown(who=NADIA, thing=town_hall)),
    "manager-facts": (Shown(who=CLAIRE, thing=safe_style),),
    "manager-parameters": (Shown(who=NADIA, thing=town_hall),),
    "manager-services": (
        Shown(who=CLAIRE, thing=safe_style),
        Shown(who=NADIA, thing=town_hall),
        Shown(who=NADIA, thing=town_hall, query="?q=nulle+part"),
    ),
    "manager-service-add": (Shown(who=NADIA, thing=town_hall),),
    "manager-service": (Shown(who=NADIA, thing=a_service),),
    "manager-accounts": (Shown(who=CLAIRE, thing=safe_style), Shown(who=NADIA, thing=town_hall)),
    "manager-account-add": (Shown(who=CLAIRE, thing=safe_style),),
    "manager-account": (Shown(who=CLAIRE, thing=an_account),),
    "manager-account-withdraw": (Shown(who=CLAIRE, thing=an_account),),
    "manager-changes": (Shown(who=CLAIRE, thing=safe_style), Shown(who=NADIA, thing=town_hall)),
    "operator": (Shown(who=OLIVIER),),
    "operator-journal": (Shown(who=OLIVIER),),
    "operator-parameters": (Shown(who=OLIVIER),),
    "operator-people": (Shown(who=OLIVIER), Shown(who=OLIVIER, query="?q=nulle+part")),
    "operator-person": (
        Shown(who=OLIVIER, thing=account_of(CLAIRE)),
        Shown(who=OLIVIER, thing=account_of(OLIVIER)),
    ),
    "operator-person-end": (Shown(who=OLIVIER, thing=account_of(CLAIRE)),),
    "operator-structures": (Shown(who=OLIVIER), Shown(who=OLIVIER, query="?q=orques")),
    "operator-structure": (Shown(who=OLIVIER, thing=safe_style), Shown(who=OLIVIER, thing=town_hall)),
    "operator-renumber": (
        Shown(who=OLIVIER, thing=town_hall),
        Shown(who=OLIVIER, thing=town_hall, query="?type=SIRET&numero=21300202500020"),
    ),
    "operator-activity": (Shown(who=OLIVIER, thing=town_hall),),
    "operator-register": (Shown(who=OLIVIER, thing=town_hall, fails=(409,)),),
    "operator-structure-add": (Shown(who=OLIVIER),),
    "operator-appointments": (Shown(who=OLIVIER),),
    "operator-successions": (Shown(who=OLIVIER),),
    "operator-news": (Shown(who=OLIVIER),),
    "operator-news-add": (Shown(who=OLIVIER),),
    "operator-news-change": (Shown(who=OLIVIER, thing=a_piece_of_news),),
    "account-attachments": (Shown(who=CLAIRE), Shown(who="karim.sylla@example.org")),
    "account-create": (
        Shown(who=CLAIRE),
        Shown(who=CLAIRE, query="?type=AUTRE&numero=EN+COURS+7"),
        Shown(who=CLAIRE, query="?type=SIRET&numero=81234567600017"),
        Shown(who=CLAIRE, query="?type=SIRET&numero=12", fails=(409,)),
    ),
    "account-ask": (
        Shown(who=CLAIRE),
        Shown(who=CLAIRE, query="?numero=21300202500012"),
        Shown(who=CLAIRE, query="?numero=1", fails=(409,)),
    ),
    "account-spaces": (Shown(who=NADIA, thing=place_of(NADIA)),),
    "account-leave": (Shown(who="ines.roche@safe-style.example", thing=place_of("ines.roche@safe-style.example")),),
    "pieces": (
        Shown(who=CLAIRE),
        Shown(who=CLAIRE, query="?q=nulle+part"),
        Shown(who=NADIA),
    ),
    "piece": (Shown(who=CLAIRE, thing=a_piece),),
    "piece-delete": (Shown(who=CLAIRE, thing=a_piece),),
    "account-succession": (Shown(who=CLAIRE),),
    "password-choose": (Shown(arguments=(("person", "MQ"), ("token", "spent")), fails=(410,)),),
    "account": (Shown(who=CLAIRE), Shown(who="karim.sylla@example.org")),
    "own-data": (Shown(who=CLAIRE),),
    "agreements": (Shown(who=CLAIRE), Shown(who=NADIA)),
    "mandate": (Shown(who=CLAIRE, thing=safe_style),),
    "mail-leave": (Shown(token=a_recap), Shown(arguments=(("token", "false"),), fails=(404,))),
    "calendar": (Shown(who=CLAIRE), Shown(who=NADIA)),
    "password-change": (Shown(who=CLAIRE),),
    "help": (Shown(),),
    "states": (Shown(),),
    "rules": (Shown(),),
    "rule": (Shown(arguments=(("code", "CPP-REF-01"),)),),
    "directory": (
        Shown(),
        Shown(query="?q=orques"),
        Shown(query="?q=hospitalir"),
        Shown(query="?q=a&cp=3&ville=val&pays=FR&type=SANTE"),
    ),
    "directory-structure": (
        Shown(arguments=(("siret", "11000201100044"),)),
        Shown(arguments=(("siret", "50312477800013"),), query="?service=rien"),
    ),
    "operator-directory": (Shown(who=OLIVIER),),
    "verify": (Shown(),),
    "legible": (Shown(),),
    "developers": (Shown(),),
    "accessibility": (Shown(),),
    "terms": (Shown(),),
    "privacy": (Shown(),),
    "mailbox": (Shown(),),
    "mail": (Shown(thing=lambda portal: int(portal.rows("SELECT MAX(id) FROM notices_email")[0][0])),),
    "gallery": (Shown(),),
    "issued:summary": (Shown(who=CLAIRE),),
    "issued:search": (
        Shown(who=CLAIRE),
        Shown(who=CLAIRE, query="?statut=ABANDONNEE"),
        Shown(who=CLAIRE, query="?du=hier&type=AVOIR&facture_du=2026-01-01&ht_max=beaucoup&siren=1&tiers=213002025"),
    ),
    "issued:archive": (Shown(who=CLAIRE), Shown(who=CLAIRE, query="?q=nulle+part")),
    "received:archive": (Shown(who=NADIA), Shown(who=NADIA, query="?q=nulle+part")),
    "issued:board": (
        Shown(who=CLAIRE),
        Shown(who=CLAIRE, query="?du=1999-01-01&au=1999-12-31"),
        Shown(who=CLAIRE, query="?du=hier"),
    ),
    "issued:forecast": (Shown(who=CLAIRE),),
    "received:board": (Shown(who=NADIA), Shown(who=NADIA, query="?periode=passee")),
    "issued:fiscal": (Shown(who=CLAIRE), Shown(who=CLAIRE, query="?du=1999-01-01&au=hier")),
    "issued:invoice": (Shown(who=CLAIRE, thing=PAID), Shown(who=CLAIRE, thing=RETURNED)),
    "issued:deposit": (Shown(who=CLAIRE),),
    "issued:drops": (Shown(who=CLAIRE),),
    "connections:list": (Shown(who=CLAIRE), Shown(who=NADIA)),
    "connections:ask": (Shown(who=CLAIRE),),
    "connections:connection": (Shown(who=CLAIRE, thing=a_connection),),
    "connections:disconnect": (Shown(who=CLAIRE, thing=a_connection),),
    "connections:end-secret": (Shown(who=CLAIRE, thing=a_connection, arguments=(("secret", "1"),)),),
    "connections:calls": (Shown(who=CLAIRE), Shown(who=CLAIRE, query="?resultat=erreurs&avant=9")),
    "connections:call": (Shown(who=CLAIRE, thing=a_call),),
    "connections:sandbox": (Shown(who=CLAIRE),),
    "connections:accounts": (Shown(who=CLAIRE), Shown(who=NADIA)),
    "connections:open-account": (Shown(who=CLAIRE), Shown(who=NADIA)),
    "connections:account": (Shown(who=CLAIRE, thing=a_machine),),
    "connections:renew-account": (Shown(who=CLAIRE, thing=a_machine),),
    "connections:close-account": (Shown(who=CLAIRE, thing=a_machine),),
    "connections:webhooks": (Shown(who=CLAIRE),),
    "connections:add-hook": (Shown(who=CLAIRE),),
    "connections:hook": (
        Shown(who=CLAIRE, thing=a_webhook),
        Shown(who=CLAIRE, thing=a_webhook, query="?etat=ECHOUEE"),
    ),
    "connections:change-hook": (Shown(who=CLAIRE, thing=a_webhook),),
    "connections:remove-hook": (Shown(who=CLAIRE, thing=a_webhook),),
    "connections:delivery": (Shown(who=CLAIRE, thing=a_webhook, arguments=(("sent", "1"),)),),
    "flows:list": (Shown(who=CLAIRE),),
    "flows:search": (Shown(who=CLAIRE), Shown(who=CLAIRE, query="?q=nulle+part&du=hier")),
    "flows:board": (Shown(who=CLAIRE),),
    "flows:deposit": (Shown(who=CLAIRE),),
    "flows:flow": (Shown(who=CLAIRE, thing=an_archive_sent), Shown(who=CLAIRE, thing=a_file_refused)),
    "flows:rejections": (Shown(who=CLAIRE),),
    "issued:draft": (Shown(who=CLAIRE, thing=DRAFT),),
    "issued:type": (Shown(who=CLAIRE),),
    "issued:pick-structure": (
        Shown(who=CLAIRE, thing=DRAFT, query="?q=orques&avancee=1"),
        Shown(who=CLAIRE, thing=DRAFT, query="?q=nulle-part"),
    ),
    "issued:pick-service": (Shown(who=CLAIRE, thing=DRAFT), Shown(who=CLAIRE, thing=DRAFT, query="?q=nulle-part")),
    "issued:take": (Shown(who=CLAIRE, thing=DRAFT), Shown(who=CLAIRE, thing=DRAFT, query="?champ=due_date")),
    "issued:landmarks": (Shown(who=CLAIRE),),
    "issued:erase-landmarks": (Shown(who=CLAIRE, thing=safe_style),),
    "issued:returns": (Shown(who=CLAIRE),),
    "issued:treat-all": (Shown(who=CLAIRE),),
    "issued:recycle": (Shown(who=CLAIRE, thing=TO_RECYCLE),),
    "issued:complete": (Shown(who=CLAIRE, thing=SUSPENDED),),
    "issued:confirm": (Shown(who=CLAIRE, thing=DRAFT),),
    "issued:delete-draft": (Shown(who=CLAIRE, thing=DRAFT),),
    "issued:receipt": (Shown(who=CLAIRE, thing=PAID),),
    "received:summary": (
        Shown(who=NADIA),
        Shown(who=NADIA, query="?q=rien-de-tel"),
        Shown(who=NADIA, thing=WAITING, query="?ouvrir={pk}"),
        Shown(who=NADIA, thing=WAITING, query="?ouvrir={pk}&renvoyer=SUSPENDUE"),
        Shown(who=NADIA, thing=WAITING, query="?ouvrir={pk}&renvoyer=REJETEE"),
        Shown(who=NADIA, thing=WAITING, query="?ouvrir={pk}&renvoyer=MANDATEE"),
        Shown(who=MARC, query="?statut=EN_RETARD"),
        Shown(who=MARC),
    ),
    "received:several": (Shown(who=NADIA),),
    "received:search": (
        Shown(who=NADIA),
        Shown(who=NADIA, query="?statut=MISE_EN_PAIEMENT&ttc_min=100"),
        Shown(who=NADIA, query="?du=hier&ttc_max=beaucoup&messages=1"),
    ),
    "received:invoice": (Shown(who=NADIA, thing=WAITING),),
    "documents:view": (Shown(who=CLAIRE, thing=PAID),),
    "finding:exports": (Shown(who=CLAIRE),),
    "finding:prepare": (Shown(who=CLAIRE, query="?espace=FACTURES_EMISES&format=ZIP"),),
}
NOT_PAGES = frozenset(
    {
        "choose-structure",
        "choose-service",
        "calendar-feed",
        "directory-deposit",
        "directory-file",
        "operator-directory-import",
        "documents:attachment",
        "documents:certificate",
        "documents:original",
        "agreement-pdf",
        "documents:page",
        "documents:readable",
        "codes-renew",
        "connections:add-secret",
        "connections:sandbox-clock",
        "connections:sandbox-pay",
        "connections:sandbox-refuse",
        "connections:decide",
        "connections:entitle-account",
        "connections:pause-hook",
        "connections:renew-hook",
        "connections:replay-delivery",
        "connections:replay-hook",
        "connections:resume-hook",
        "connections:test-hook",
        "documents:several",
        "elsewhere",
        "elsewhere-back",
        "elsewhere-bind",
        "factor-remove",
        "site-remove",
        "finding:columns",
        "finding:delete",
        "finding:export",
        "finding:file",
        "finding:give-up",
        "finding:rename",
        "finding:save",
        "health",
        "issued:board-file",
        "issued:check",
        "issued:delete-pattern",
        "issued:drop",
        "issued:drop-certificates",
        "issued:drop-files",
        "issued:drop-remove",
        "issued:drop-send",
        "issued:drop-state",
        "issued:erase-landmark",
        "issued:export",
        "issued:fiscal-file",
        "issued:forecast-file",
        "flows:report",
        "flows:rejections-file",
        "issued:scan",
        "issued:treat-rejections",
        "issued:typed",
        "issued:typed-check",
        "issued:write",
        "mail-choose",
        "mail-html",
        "account-handover",
        "account-invitation",
        "operator-document",
        "operator-news-withdraw",
        "operator-person-act",
        "operator-person-means",
        "operator-propose",
        "operator-resend",
        "operator-appointment",
        "operator-appointment-document",
        "operator-succession",
        "account-withdraw",
        "manager-decide",
        "manager-export",
        "manager-handover-cancel",
        "manager-object",
        "manager-invite-again",
        "manager-invite-cancel",
        "manager-person-close",
        "manager-open",
        "manager-service-turn",
        "manager-resend",
        "manager-rights",
        "mandate-end",
        "metrics",
        "password-strength",
        "piece-file",
        "ready",
        "received:board-file",
        "received:export",
        "received:note",
        "received:treat",
        "received:write",
        "session-end",
        "set_language",
        "second-factor",
        "sign-out",
        "sign-up-person",
        "sign-up-spaces",
        "sign-up-structure",
    }
)
"""Files, redirections, answers to a form; and the letter as a mail client draws it, in its own styles. The
steps of the sign-up, of a succession and of the second factor, « Saisir facture », the files of a drop, and what
« Rechercher » keeps, have their journeys."""


def test_every_route_is_looked_at_or_is_no_page() -> None:
    assert set(PAGES) | NOT_PAGES == set(ROUTES)


@pytest.mark.parametrize(
    ("name", "rank"), [(name, rank) for name, shown in PAGES.items() for rank in range(len(shown))]
)
def test_a_page_is_accessible_silent_and_light(name: str, rank: int, visitor: Visitor, portal: Portal) -> None:
    shown = PAGES[name][rank]
    person = visitor(shown.who, size=WIDE, fails=shown.fails)
    page, weight = person.page, Weight()
    page.on("response", weight.add)
    person.open(shown.path(name, portal))
    told = [
        fault for size, scheme in WINDOWS for fault in faults(page, size, scheme, f"{name.replace(':', '-')}-{rank}")
    ]
    if weight.total > HEAVIEST:
        told.append(f"{weight.total} bytes")

    assert told == []


class Weight:
    """What the browser was given for a page, without the images of invoice pages."""

    def __init__(self) -> None:
        self.total = 0

    def add(self, response: Response) -> None:
        if "/documents/" not in response.url or not response.url.endswith(".png"):
            self.total += int(response.headers.get("content-length", 0))


def faults(page: Page, size: tuple[int, int], scheme: str, shot: str) -> list[str]:
    """What is wrong in one window."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = [f"{one['id']} {one['nodes'][0]['target']}" for one in Axe().run(page).response["violations"]]
    if (over := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        found.append(f"{over} px too wide")
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{shot}-{width}-{scheme}.png", full_page=True, caret="initial")
    return [f"{width} {scheme}: {fault}" for fault in found]
