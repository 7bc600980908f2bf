"""The table of access: for each route and method, who gets which answer. Everybody else is sent away.

Sent away: an anonymous visitor to the page of sign-in (302), a person without the right to « Cette page n’existe pas,
ou vous n’y avez pas accès » (404).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .world import NOBODY_HERE, Kind

EVERYBODY = frozenset(Kind)
SIGNED_IN = EVERYBODY - NOBODY_HERE
OWNERS = frozenset({Kind.SUPPLIER, Kind.SUPPLIER_READER, Kind.SUPPLIER_SERVICE, Kind.TWO_STRUCTURES})
"""May read what SAFE STYLE's agency « SUD » sends."""
OWNERS_WRITING = OWNERS - {Kind.SUPPLIER_READER}
ISSUERS = OWNERS | {Kind.SUPPLIER_OTHER_SERVICE, Kind.OTHER_SUPPLIER}
"""Have « Factures émises » somewhere."""
ISSUERS_WRITING = ISSUERS - {Kind.SUPPLIER_READER}
WHOLE_SENDERS = frozenset({Kind.SUPPLIER, Kind.TWO_STRUCTURES})
"""Send for SAFE STYLE as a whole."""
WAITING = frozenset({Kind.WAITING})
"""Asked SAFE STYLE to be attached, and prepared an invoice meanwhile."""
DEPOSITORS = ISSUERS_WRITING - {Kind.OTHER_SUPPLIER}
"""May deposit for SAFE STYLE, were it for one of its services."""
RECIPIENTS = frozenset({Kind.CLERK, Kind.CLERK_READER, Kind.CLERK_SERVICE, Kind.TWO_STRUCTURES})
"""May read what the service « TECH » of the 7th arrondissement receives."""
RECIPIENTS_WRITING = RECIPIENTS - {Kind.CLERK_READER}
RECEIVERS = RECIPIENTS | {Kind.CLERK_OTHER_SERVICE, Kind.OTHER_CLERK}
"""Have « Factures reçues » somewhere."""
MANAGERS = frozenset({Kind.MANAGER})
"""Manage SAFE STYLE."""
ANY_MANAGERS = MANAGERS | {Kind.OTHER_MANAGER}
OPERATORS = frozenset({Kind.OPERATOR, Kind.OTHER_OPERATOR})
SUPPLIER = frozenset({Kind.SUPPLIER})
"""Keeps a piece of their own: nobody else sees it, of the same structure or not."""
KEEPERS = MANAGERS | OPERATORS
"""Keep the fiche of SAFE STYLE."""
PUBLIC_KEEPERS = frozenset({Kind.OTHER_MANAGER}) | OPERATORS
"""Keep that of the 7th arrondissement."""
READER = frozenset({Kind.SUPPLIER_READER})
FOLLOWERS = WHOLE_SENDERS | READER
"""Have « Suivi des flux » for SAFE STYLE."""
CONNECTED = FOLLOWERS | MANAGERS
"""See what software SAFE STYLE lets in."""
CONNECTING = WHOLE_SENDERS | MANAGERS
"""Make and revoke its secrets."""
RECEIVERS_WRITING = RECEIVERS - {Kind.CLERK_READER}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question: `method` on `thing`; `who` gets `answer`, the others `others` if given. `data` may name what the
    thing has: "{pk}"."""

    who: frozenset[Kind]
    method: str = "GET"
    thing: str = ""
    answer: int = 200
    others: int | None = None
    data: Mapping[str, str] = field(default_factory=dict)

    def expected(self, kind: Kind) -> int:
        if kind in self.who:
            return self.answer
        if self.others:
            return self.others
        return 302 if kind in NOBODY_HERE else 404


def get(who: frozenset[Kind], thing: str = "", answer: int = 200, **others: int) -> Asked:
    return Asked(who=who, thing=thing, answer=answer, **others)


def post(who: frozenset[Kind], thing: str = "", answer: int = 200, *, others: int | None = None, **data: str) -> Asked:
    return Asked(method="POST", who=who, thing=thing, answer=answer, others=others, data=data)


DEMO_ONLY = frozenset({"mailbox", "mail", "mail-html"})
"""Routes that exist in a demonstration only: elsewhere 404 for everybody."""
SANDBOX_ONLY = frozenset(f"connections:sandbox{more}" for more in ("", "-refuse", "-pay", "-clock"))
"""Routes that exist in a sandbox only."""

ACCESS: dict[str, tuple[Asked, ...]] = {
    # home
    "home": (get(SIGNED_IN),),
    "feed": (get(SIGNED_IN),),
    "choose-structure": (post(SIGNED_IN, answer=302, structure="1"), get(SIGNED_IN, answer=405)),
    "choose-service": (post(SIGNED_IN, answer=302, service="1"), get(SIGNED_IN, answer=405)),
    # account
    "sign-in": (get(NOBODY_HERE, others=302),),
    "second-factor": (
        get(frozenset({Kind.SUPPLIER}), others=302),
        post(frozenset({Kind.SUPPLIER}), others=302, code="000000"),
    ),
    "key-sign-in": (get(NOBODY_HERE, others=302), post(NOBODY_HERE, others=302)),
    "elsewhere": (post(frozenset(), others=404), get(EVERYBODY, answer=405)),
    "elsewhere-back": (get(frozenset(), others=404),),
    "elsewhere-bind": (get(frozenset(), others=404), post(frozenset(), others=404)),
    "sign-out": (post(EVERYBODY, answer=302), get(EVERYBODY, answer=405)),
    "sign-up": (get(EVERYBODY), post(EVERYBODY)),
    "sign-up-structure": (get(EVERYBODY, answer=302),),
    "sign-up-person": (get(EVERYBODY, answer=302),),
    "sign-up-spaces": (get(EVERYBODY, answer=302),),
    "activation-again": (get(EVERYBODY), post(EVERYBODY, address="clerk@example.org")),
    "activation": (get(EVERYBODY, "activation link"), get(EVERYBODY, "false token", 410)),
    "manager": (get(ANY_MANAGERS),),
    "manager-decide": (
        post(MANAGERS, "request", 302, demande="{pk}", action="accept"),
        post(frozenset({Kind.OTHER_MANAGER}), "other request", 302, demande="{pk}", action="accept"),
        get(ANY_MANAGERS, answer=405),
    ),
    "manager-person": (get(MANAGERS, "colleague"), get(frozenset({Kind.OTHER_MANAGER}), "other colleague")),
    "manager-rights": (post(MANAGERS, "colleague", 302, vu="{mark}"), get(ANY_MANAGERS, "colleague", 405)),
    "manager-copy": (
        get(frozenset(), "colleague"),
        post(MANAGERS, "colleague", 302, vu="{mark}", modele="{pk}"),
    ),
    "manager-withdraw": (get(MANAGERS, "colleague"), post(MANAGERS, "colleague", 302)),
    "manager-handover": (get(MANAGERS, "colleague"), post(MANAGERS, "colleague", 302)),
    "manager-handover-cancel": (post(MANAGERS, "offer", 302), get(ANY_MANAGERS, "offer", 405)),
    "manager-resend": (post(MANAGERS, "sign-up", 302), get(ANY_MANAGERS, "sign-up", 405)),
    "manager-open": (
        post(MANAGERS, "supplier", 302, espace="FACTURES_EMISES"),
        get(ANY_MANAGERS, "supplier", 405),
    ),
    "manager-close": (
        get(MANAGERS, "open space"),
        post(MANAGERS, "open space", 302),
        get(frozenset(), "received space"),
    ),
    "manager-invite": (
        get(MANAGERS, "supplier"),
        post(MANAGERS, "supplier", 409, address="noe@example.org"),
        get(frozenset({Kind.OTHER_MANAGER}), "public structure"),
    ),
    "manager-invite-again": (post(MANAGERS, "invitation", 302), get(ANY_MANAGERS, "invitation", 405)),
    "manager-invite-cancel": (post(MANAGERS, "invitation", 302), get(ANY_MANAGERS, "invitation", 405)),
    "manager-person-close": (
        post(MANAGERS, "colleague", 302, vu="{mark}", espace="FACTURES_EMISES"),
        get(ANY_MANAGERS, "colleague", 405),
    ),
    "manager-structures": (get(ANY_MANAGERS, answer=302),),
    "manager-structure": (get(KEEPERS, "supplier"), get(PUBLIC_KEEPERS, "public structure")),
    "manager-facts": (
        get(KEEPERS, "supplier"),
        post(KEEPERS, "supplier", 302, vu="x", motif="Arrêté"),
        get(PUBLIC_KEEPERS, "public structure"),
    ),
    "manager-parameters": (
        get(PUBLIC_KEEPERS, "public structure"),
        post(PUBLIC_KEEPERS, "public structure", 302, vu="x", buyer="HOSPITAL", motif="Arrêté"),
        get(frozenset(), "supplier"),
    ),
    "manager-changes": (get(KEEPERS, "supplier"), get(PUBLIC_KEEPERS, "public structure")),
    "manager-services": (get(KEEPERS, "supplier"), get(PUBLIC_KEEPERS, "public structure")),
    "manager-service-add": (
        get(KEEPERS, "supplier"),
        post(KEEPERS, "supplier", 302, code="EST", name="Agence Est", motif="Arrêté"),
        post(PUBLIC_KEEPERS, "public structure", 302, code="VOIRIE", name="Voirie", motif="Arrêté"),
    ),
    "manager-service": (get(PUBLIC_KEEPERS, "service"), post(PUBLIC_KEEPERS, "service", 409, name="Technique")),
    "manager-service-turn": (
        post(PUBLIC_KEEPERS, "service", 302, vu="{mark}", action="off", motif="Arrêté"),
        get(KEEPERS | PUBLIC_KEEPERS, "service", 405),
    ),
    "manager-accounts": (get(KEEPERS, "supplier"), get(PUBLIC_KEEPERS, "public structure")),
    "manager-account-add": (
        get(MANAGERS, "supplier"),
        post(MANAGERS, "supplier", 302, label="Principal", iban="FR7630006000011234567890189"),
        get(PUBLIC_KEEPERS, "public structure"),
    ),
    "manager-account": (get(MANAGERS, "account"), post(MANAGERS, "account", 409, label="Compte")),
    "manager-account-withdraw": (get(MANAGERS, "account"), post(MANAGERS, "account", 302, vu="{mark}")),
    "manager-identity": (get(MANAGERS, "supplier"), get(frozenset({Kind.OTHER_MANAGER}), "public structure")),
    "manager-renumber": (
        get(MANAGERS, "supplier"),
        post(MANAGERS, "supplier", 302, numero="53819959700021"),
        post(frozenset({Kind.OTHER_MANAGER}), "public structure", 409, numero="21750001600027"),
    ),
    "manager-activity": (
        get(MANAGERS, "supplier"),
        post(MANAGERS, "supplier", 302, action="close"),
        get(frozenset({Kind.OTHER_MANAGER}), "public structure"),
    ),
    "manager-register": (get(MANAGERS, "supplier", 409), post(MANAGERS, "supplier", 302, vu="x")),
    "manager-object": (post(MANAGERS, "succession", 302), get(ANY_MANAGERS, "succession", 405)),
    "manager-export": (get(ANY_MANAGERS),),
    "manager-history": (get(ANY_MANAGERS),),
    # Exploitation
    "operator": (get(OPERATORS),),
    "operator-journal": (get(OPERATORS),),
    "operator-parameters": (get(OPERATORS),),
    "operator-people": (get(OPERATORS),),
    "operator-person": (get(OPERATORS, "person"),),
    "operator-person-act": (
        post(OPERATORS, "person", 302, action="lock", motif="Vol"),
        get(OPERATORS, "person", 405),
    ),
    "operator-person-means": (
        post(OPERATORS, "person", 302, action="ask", motif="Téléphone volé"),
        get(OPERATORS, "person", 405),
    ),
    "operator-person-end": (get(OPERATORS, "person"), post(OPERATORS, "person", 302, motif="Départ")),
    "operator-resend": (post(OPERATORS, "sign-up", 302), get(OPERATORS, "sign-up", 405)),
    "operator-structures": (get(OPERATORS),),
    "operator-structure": (get(OPERATORS, "public structure"), get(OPERATORS, "supplier")),
    "operator-structure-add": (get(OPERATORS), post(OPERATORS)),
    "operator-propose": (
        post(OPERATORS, "public structure", 409, adresse="clerk@example.org", motif="Arrêté"),
        get(OPERATORS, "public structure", 405),
    ),
    "operator-renumber": (
        get(OPERATORS, "public structure"),
        post(OPERATORS, "public structure", 302, numero="21750001600027", motif="Arrêté"),
    ),
    "operator-activity": (
        get(OPERATORS, "public structure"),
        post(OPERATORS, "public structure", 302, action="close", motif="Arrêté"),
    ),
    "operator-register": (
        get(OPERATORS, "public structure", 409),
        post(OPERATORS, "public structure", 302, vu="x", motif="Arrêté"),
    ),
    "operator-appointments": (get(OPERATORS),),
    "operator-appointment": (
        get(OPERATORS, "appointment"),
        post(OPERATORS, "appointment", 302, action="confirm"),
    ),
    "operator-appointment-document": (post(OPERATORS, "appointment"), get(OPERATORS, "appointment", 405)),
    "operator-successions": (get(OPERATORS),),
    "operator-succession": (
        get(OPERATORS, "succession"),
        post(OPERATORS, "succession", 302, action="accept", reponse="Vu"),
    ),
    "operator-document": (post(OPERATORS, "succession"), get(OPERATORS, "succession", 405)),
    "operator-news": (get(OPERATORS),),
    "operator-news-add": (get(OPERATORS), post(OPERATORS)),
    "operator-news-change": (get(OPERATORS, "news"), post(OPERATORS, "news")),
    "operator-news-withdraw": (post(OPERATORS, "news", 302), get(OPERATORS, "news", 405)),
    "account-attachments": (get(SIGNED_IN),),
    "account-create": (get(SIGNED_IN), post(SIGNED_IN, answer=409, numero="1")),
    "account-ask": (get(SIGNED_IN), post(SIGNED_IN, answer=409, numero="1")),
    "account-spaces": (get(READER, "own place"), post(READER, "own place", 409)),
    "account-leave": (get(READER, "own place"), post(READER, "own place", 302)),
    "account-withdraw": (post(frozenset({Kind.NOBODY}), "own request", 302), get(SIGNED_IN, "own request", 405)),
    "invitation": (
        get(EVERYBODY, "invitation link"),
        post(EVERYBODY, "invitation link"),
        get(EVERYBODY, "false token", 410),
    ),
    "account-invitation": (
        post(frozenset({Kind.NOBODY}), "own invitation", 302, action="accept"),
        get(SIGNED_IN, "own invitation", 405),
    ),
    "account-handover": (
        post(frozenset({Kind.SUPPLIER_SERVICE}), "offer", 302, action="accept"),
        get(SIGNED_IN, "offer", 405),
    ),
    "pieces": (get(SIGNED_IN), post(SIGNED_IN, answer=409)),
    "piece": (get(SUPPLIER, "piece"), post(SUPPLIER, "piece", 302, nom="RIB", type="RIB")),
    "piece-file": (get(SUPPLIER, "piece"),),
    "piece-delete": (get(SUPPLIER, "piece"), post(SUPPLIER, "piece", 302)),
    "account-succession": (get(SIGNED_IN), post(SIGNED_IN, answer=409)),
    "set_language": (post(EVERYBODY, answer=302, language="en"), get(EVERYBODY, answer=405)),
    "password-reset": (get(EVERYBODY), post(EVERYBODY, address="clerk@example.org")),
    "password-choose": (get(EVERYBODY, "link"), get(EVERYBODY, "spent link", 410)),
    "account": (get(SIGNED_IN),),
    "agreements": (get(SIGNED_IN),),
    "own-data": (get(SIGNED_IN), post(SIGNED_IN), post(SIGNED_IN, answer=302, last_name="Petit", first_name="Lou")),
    "mandate": (
        get(MANAGERS, "supplier"),
        get(frozenset(), "other supplier"),
        post(MANAGERS, "supplier", 400),
        post(MANAGERS, "supplier", 302, signe="oui"),
        post(frozenset(), "other supplier", signe="oui"),
    ),
    "mandate-end": (
        post(MANAGERS, "supplier", 302),
        post(frozenset(), "other supplier"),
        get(ANY_MANAGERS, "supplier", 405),
    ),
    "agreement-pdf": (get(frozenset({Kind.SUPPLIER}), "agreement"),),
    "mail-choose": (post(SIGNED_IN, answer=302, courriel="DAILY"), get(SIGNED_IN, answer=405)),
    "calendar": (get(SIGNED_IN), post(SIGNED_IN, answer=302, action="revoke")),
    "calendar-feed": (get(EVERYBODY, "calendar link"), get(EVERYBODY, "false token", 404)),
    "mail-leave": (
        get(EVERYBODY, "leave"),
        post(EVERYBODY, "leave"),
        get(EVERYBODY, "false leave", 404),
        post(EVERYBODY, "false leave", 404),
    ),
    "password-strength": (post(EVERYBODY, new_password1="court"), get(EVERYBODY, answer=405)),
    "secret-question": (get(SIGNED_IN), post(SIGNED_IN)),
    "address-change": (get(SIGNED_IN), post(SIGNED_IN)),
    "address-confirm": (get(EVERYBODY, "false token", 410), post(EVERYBODY, "false token", 410)),
    "address-undo": (get(EVERYBODY, "false token", 410), post(EVERYBODY, "false token", 410)),
    "contact-prove": (get(EVERYBODY, "false token", 410), post(EVERYBODY, "false token", 410)),
    "account-undo": (get(EVERYBODY, "false token", 410), post(EVERYBODY, "false token", 410)),
    "account-close": (get(SIGNED_IN), post(SIGNED_IN)),
    "account-closed": (get(EVERYBODY),),
    "security": (get(SIGNED_IN),),
    "app-add": (get(SIGNED_IN), post(SIGNED_IN)),
    "key-add": (get(SIGNED_IN), post(SIGNED_IN)),
    "factor-remove": (get(frozenset({Kind.SUPPLIER}), "factor"), post(frozenset({Kind.SUPPLIER}), "factor")),
    "site-remove": (get(frozenset({Kind.SUPPLIER}), "site"), post(frozenset({Kind.SUPPLIER}), "site")),
    "session-end": (get(frozenset(), "false session"), post(frozenset(), "false session")),
    "sessions-end": (get(SIGNED_IN), post(SIGNED_IN)),
    "codes-renew": (get(frozenset({Kind.SUPPLIER}), others=302), post(frozenset({Kind.SUPPLIER}), others=302)),
    "password-change": (get(SIGNED_IN), post(SIGNED_IN)),
    # open
    "help": (get(EVERYBODY),),
    "states": (get(EVERYBODY),),
    "rules": (get(EVERYBODY),),
    "rule": (get(EVERYBODY, "rule"),),
    "verify": (get(EVERYBODY), post(EVERYBODY)),
    "legible": (get(EVERYBODY), post(EVERYBODY)),
    "developers": (get(EVERYBODY),),
    "accessibility": (get(EVERYBODY),),
    "terms": (get(EVERYBODY),),
    "privacy": (get(EVERYBODY),),
    "mailbox": (get(EVERYBODY),),
    "mail": (get(EVERYBODY, "letter"),),
    "mail-html": (get(EVERYBODY, "letter"),),
    "gallery": (get(EVERYBODY),),
    "health": (get(EVERYBODY),),
    "ready": (get(EVERYBODY),),
    "metrics": (get(frozenset(), others=404),),
    # directory
    "directory": (get(EVERYBODY),),
    "directory-structure": (get(EVERYBODY, "listed"), get(frozenset(), "not listed", others=404)),
    "directory-deposit": (get(SIGNED_IN, "listed", answer=302),),
    "directory-file": (get(EVERYBODY),),
    "operator-directory": (get(OPERATORS), post(OPERATORS, answer=409)),
    "operator-directory-import": (post(OPERATORS, answer=409, verification="x"), get(OPERATORS, answer=405)),
    # Factures émises
    "issued:summary": (get(ISSUERS),),
    "issued:search": (get(ISSUERS),),
    "issued:archive": (get(ISSUERS),),
    "issued:export": (get(ISSUERS),),
    "issued:board": (get(ISSUERS),),
    "issued:board-file": (get(ISSUERS),),
    "issued:forecast": (get(ISSUERS),),
    "issued:forecast-file": (get(ISSUERS),),
    "received:board": (get(RECEIVERS),),
    "received:board-file": (get(RECEIVERS),),
    "issued:fiscal": (get(ISSUERS),),
    "issued:fiscal-file": (get(ISSUERS),),
    "issued:invoice": (get(OWNERS, "invoice"), get(OWNERS, "draft", 302)),
    "issued:deposit": (get(ISSUERS_WRITING | WAITING), post(ISSUERS_WRITING | WAITING)),
    # Raccordement EDI et API
    "connections:list": (get(FOLLOWERS | ANY_MANAGERS),),
    "connections:ask": (
        get(WHOLE_SENDERS),
        post(WHOLE_SENDERS, answer=302, name="Stocks"),
        post(WHOLE_SENDERS, answer=409, name="Compta"),
    ),
    "connections:connection": (get(CONNECTED, "connection"), get(CONNECTED, "asked connection")),
    "connections:decide": (
        post(MANAGERS, "asked connection", 302, action="accept"),
        get(ANY_MANAGERS, "asked connection", 405),
    ),
    "connections:disconnect": (get(CONNECTING, "connection"), post(CONNECTING, "connection", 302)),
    "connections:add-secret": (
        post(CONNECTING, "connection", vu="{secret}"),
        get(CONNECTING | ANY_MANAGERS, "connection", 405),
    ),
    "connections:end-secret": (get(CONNECTING, "connection"), post(CONNECTING, "connection", 302)),
    "connections:accounts": (get(ANY_MANAGERS),),
    "connections:open-account": (
        get(ANY_MANAGERS),
        post(MANAGERS, "machines", structure="{pk}", vu="{seen}"),
        post(MANAGERS, "machines", 302, structure="{pk}", vu="0"),
    ),
    "connections:account": (get(MANAGERS, "machine"),),
    "connections:renew-account": (get(MANAGERS, "machine"), post(MANAGERS, "machine", vu="{mark}")),
    "connections:entitle-account": (
        post(MANAGERS, "machine", 302, vu="{rights}"),
        get(ANY_MANAGERS, "machine", 405),
    ),
    "connections:close-account": (get(MANAGERS, "machine"), post(MANAGERS, "machine", 302)),
    "connections:webhooks": (get(FOLLOWERS),),
    "connections:add-hook": (
        get(WHOLE_SENDERS),
        post(WHOLE_SENDERS, url="https://autre.fr/", events="invoice.deposited"),
        post(WHOLE_SENDERS, answer=409, url="http://autre.fr/", events="invoice.deposited"),
    ),
    "connections:hook": (get(FOLLOWERS, "webhook"),),
    "connections:change-hook": (
        get(WHOLE_SENDERS, "webhook"),
        post(WHOLE_SENDERS, "webhook", 302, url="https://autre.fr/", events="flow.finished"),
    ),
    "connections:pause-hook": (post(WHOLE_SENDERS, "webhook", 302), get(WHOLE_SENDERS, "webhook", 405)),
    "connections:resume-hook": (post(WHOLE_SENDERS, "webhook", 302), get(WHOLE_SENDERS, "webhook", 405)),
    "connections:renew-hook": (post(WHOLE_SENDERS, "webhook", vu="{mark}"), get(WHOLE_SENDERS, "webhook", 405)),
    "connections:remove-hook": (get(WHOLE_SENDERS, "webhook"), post(WHOLE_SENDERS, "webhook", 302)),
    "connections:test-hook": (post(WHOLE_SENDERS, "webhook", 302), get(WHOLE_SENDERS, "webhook", 405)),
    "connections:replay-hook": (post(WHOLE_SENDERS, "webhook", 302), get(WHOLE_SENDERS, "webhook", 405)),
    "connections:delivery": (get(FOLLOWERS, "webhook"),),
    "connections:replay-delivery": (post(WHOLE_SENDERS, "webhook", 302), get(WHOLE_SENDERS, "webhook", 405)),
    "connections:calls": (get(FOLLOWERS),),
    "connections:call": (get(FOLLOWERS, "call"),),
    "connections:sandbox": (get(WHOLE_SENDERS),),
    "connections:sandbox-refuse": (
        post(WHOLE_SENDERS, "supplier", 302, structure="{pk}", code="CPP-ADM-06"),
        get(WHOLE_SENDERS, answer=405),
    ),
    "connections:sandbox-pay": (post(WHOLE_SENDERS, "supplier", 302, structure="{pk}"), get(WHOLE_SENDERS, answer=405)),
    "connections:sandbox-clock": (post(WHOLE_SENDERS, answer=302, jours="1"), get(WHOLE_SENDERS, answer=405)),
    "flows:list": (get(FOLLOWERS),),
    "flows:search": (get(FOLLOWERS),),
    "flows:board": (get(FOLLOWERS),),
    "flows:deposit": (get(WHOLE_SENDERS), post(WHOLE_SENDERS)),
    "flows:flow": (get(FOLLOWERS, "flow"),),
    "flows:report": (get(FOLLOWERS, "flow"),),
    "flows:rejections": (get(FOLLOWERS),),
    "flows:rejections-file": (get(frozenset()),),
    "issued:drops": (get(ISSUERS_WRITING), post(ISSUERS_WRITING)),
    "issued:drop": (get(OWNERS_WRITING, "drop"),),
    "issued:drop-state": (get(OWNERS_WRITING, "drop", 302),),
    "issued:drop-files": (post(OWNERS_WRITING, "drop", 302), get(ISSUERS_WRITING, "drop", 405)),
    "issued:drop-remove": (post(OWNERS_WRITING, "drop", 302), get(ISSUERS_WRITING, "drop", 405)),
    "issued:drop-send": (get(OWNERS_WRITING, "drop", 302), post(OWNERS_WRITING, "drop", 302, lot="1@0")),
    "issued:drop-certificates": (get(OWNERS_WRITING, "drop", 302),),
    "issued:draft": (
        get(OWNERS_WRITING, "draft"),
        get(OWNERS_WRITING, "invoice", 302),
        post(OWNERS_WRITING, "draft"),
        post(OWNERS_WRITING, "invoice", 302),
        get(WAITING, "prepared"),
        post(WAITING, "prepared"),
    ),
    "issued:check": (
        post(OWNERS_WRITING, "draft"),
        post(OWNERS_WRITING, "invoice", 302),
        post(WAITING, "prepared"),
    ),
    "issued:scan": (
        get(OWNERS_WRITING, "draft", 302),
        get(OWNERS_WRITING, "invoice", 302),
        get(WAITING, "prepared", 302),
    ),
    "issued:pick-structure": (
        get(OWNERS_WRITING, "draft"),
        post(OWNERS_WRITING, "draft", 302, siret="213002025"),
        get(WAITING, "prepared"),
    ),
    "issued:pick-service": (
        get(OWNERS_WRITING, "draft"),
        post(OWNERS_WRITING, "draft", 302, service="TECH"),
        get(WAITING, "prepared"),
    ),
    "issued:take": (
        get(OWNERS_WRITING, "draft"),
        get(OWNERS_WRITING, "invoice", 302),
        post(OWNERS_WRITING, "draft", 302, take="number", at="1 100 100"),
    ),
    "issued:landmarks": (get(ISSUERS_WRITING),),
    "issued:erase-landmark": (post(DEPOSITORS, "landmark", 302), get(ISSUERS_WRITING, "landmark", 405)),
    "issued:erase-landmarks": (get(DEPOSITORS, "supplier"), post(DEPOSITORS, "supplier", 302)),
    "issued:type": (
        get(ISSUERS_WRITING),
        post(ISSUERS_WRITING),
        post(OWNERS_WRITING, "invoice", 302, action="again:{pk}", conditions="oui"),
    ),
    "issued:typed": (
        get(OWNERS_WRITING, "typed"),
        get(OWNERS_WRITING, "draft", 302),
        get(OWNERS_WRITING, "invoice", 302),
        post(OWNERS_WRITING, "typed"),
        post(OWNERS_WRITING, "invoice", 302),
    ),
    "issued:typed-check": (post(OWNERS_WRITING, "typed"), post(OWNERS_WRITING, "invoice", 302)),
    "issued:delete-pattern": (get(WHOLE_SENDERS, "pattern"), post(WHOLE_SENDERS, "pattern", 302)),
    "issued:confirm": (
        get(OWNERS_WRITING, "draft", 302),
        get(OWNERS_WRITING, "invoice", 302),
        post(OWNERS_WRITING, "draft"),
        post(OWNERS_WRITING, "invoice", 302),
        get(WAITING, "prepared", 302),
        post(WAITING, "prepared"),
    ),
    "issued:delete-draft": (
        get(OWNERS_WRITING, "draft"),
        post(OWNERS_WRITING, "draft", 302),
        post(WAITING, "prepared", 302),
    ),
    "issued:receipt": (get(OWNERS, "invoice"), get(OWNERS, "draft", 302)),
    "issued:returns": (get(ISSUERS_WRITING, answer=302), post(ISSUERS_WRITING, answer=302, action="later")),
    "issued:recycle": (get(OWNERS_WRITING, "invoice", 302), get(OWNERS_WRITING, "draft", 302)),
    "issued:complete": (get(OWNERS_WRITING, "invoice", 302), get(OWNERS_WRITING, "draft", 302)),
    "issued:write": (
        post(OWNERS_WRITING, "invoice", 302, message="Bonjour", quoi="QUESTION"),
        get(ISSUERS_WRITING, "invoice", 405),
    ),
    "issued:treat-all": (
        get(ISSUERS_WRITING, answer=302),
        post(ISSUERS_WRITING, answer=302, vu="2026-11-20T10:00:00+00:00"),
    ),
    "issued:treat-rejections": (
        post(ISSUERS_WRITING, answer=302),
        post(OWNERS_WRITING, "invoice", 302, facture="{pk}"),
        get(ISSUERS_WRITING, answer=405),
    ),
    # Factures reçues
    "received:summary": (get(RECEIVERS),),
    "received:search": (get(RECEIVERS),),
    "received:archive": (get(RECEIVERS),),
    "received:export": (get(RECEIVERS),),
    "received:several": (
        get(RECEIVERS_WRITING),
        post(RECIPIENTS_WRITING, "invoice", 200, facture="{pk}"),
        post(RECIPIENTS_WRITING, "invoice", 302, etat="SERVICE_FAIT", facture="{pk}"),
    ),
    "received:invoice": (get(RECIPIENTS, "invoice"), get(frozenset(), "draft")),
    "received:note": (
        post(RECIPIENTS_WRITING, "invoice", 302, note="Note"),
        post(frozenset(), "draft", note="Note"),
    ),
    "received:write": (
        post(RECIPIENTS_WRITING, "invoice", 302, message="Bonjour", quoi="QUESTION"),
        post(frozenset(), "draft", message="Bonjour", quoi="QUESTION"),
    ),
    "received:treat": (
        post(RECIPIENTS_WRITING, "invoice", 302, etat="PRISE_EN_COMPTE_DESTINATAIRE"),
        post(frozenset(), "draft", etat="PRISE_EN_COMPTE_DESTINATAIRE"),
        get(RECEIVERS_WRITING, "invoice", 405),
    ),
    # finding
    "finding:save": (
        post(ISSUERS, answer=302, espace="FACTURES_EMISES", nom="À moi"),
        post(RECEIVERS, answer=409, espace="FACTURES_RECUES"),
        get(SIGNED_IN, answer=405),
    ),
    "finding:rename": (
        get(SUPPLIER, "kept search"),
        post(SUPPLIER, "kept search", 302, nom="Autre"),
        post(SUPPLIER, "kept search", 409, nom=""),
    ),
    "finding:delete": (get(SUPPLIER, "kept search"), post(SUPPLIER, "kept search", 302)),
    "finding:columns": (
        post(ISSUERS, answer=302, espace="FACTURES_EMISES", colonne="ttc"),
        post(RECEIVERS, answer=302, espace="FACTURES_RECUES"),
        get(SIGNED_IN, answer=405),
    ),
    "finding:exports": (get(ISSUERS | RECEIVERS),),
    "finding:prepare": (
        get(frozenset()),
        post(ISSUERS, answer=409, espace="FACTURES_EMISES"),
        post(RECEIVERS, answer=409, espace="FACTURES_RECUES"),
    ),
    "finding:export": (get(SUPPLIER, "export"),),
    "finding:file": (get(SUPPLIER, "export"), post(SUPPLIER, "export")),
    "finding:give-up": (post(SUPPLIER, "export", 302), get(SIGNED_IN, "export", 405)),
    # documents
    "documents:view": (get(OWNERS | RECIPIENTS, "invoice"), get(OWNERS, "draft"), get(WAITING, "prepared")),
    "documents:page": (get(OWNERS | RECIPIENTS, "invoice"), get(OWNERS, "draft")),
    "documents:original": (
        post(OWNERS | RECIPIENTS, "invoice"),
        post(OWNERS, "draft"),
        get(SIGNED_IN, "invoice", 302),
    ),
    "documents:several": (
        post(OWNERS | RECIPIENTS, "invoice", facture="{pk}"),
        post(frozenset(), "draft", facture="{pk}"),
        get(SIGNED_IN, answer=302),
    ),
    "documents:readable": (get(OWNERS | RECIPIENTS, "invoice"), get(OWNERS, "draft")),
    "documents:certificate": (get(OWNERS | RECIPIENTS, "invoice"), get(frozenset(), "draft")),
    "documents:attachment": (get(OWNERS | RECIPIENTS, "invoice"), get(OWNERS, "draft")),
}
