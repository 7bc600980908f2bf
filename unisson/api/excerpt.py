"""What is kept of a body to be looked at later: its beginning, files as their size, and nothing that opens a door.

Worked on as text, so that a large body costs no more than a small one, and that what is no JSON is shown too.
"""

import re
from collections.abc import Iterable

from unisson.kernel.identifiers import compact, is_iban

MOST = 4096
"""Characters kept."""
_SLACK = 1024
"""Read beyond, and thrown away where the body goes on: what was cut in two there cannot be told."""
_FILE = re.compile(
    rb'"(?:(?:fichier(?:Flux|Facture|CR|Resultat)|pieceJointeFichier)"\s*:\s*"(?=[^"])|(?=[A-Za-z0-9+/=_\\-]{200}))'
)
"""The start of a file in base64: by the names of the wire, and by its look."""
_NOBODYS = (
    *(b"iban", b"bic", b"swift", b"clerib", b"codebanque", b"codeguichet", b"comptebancaire"),
    *(b"password", b"motdepasse", b"secret", b"token", b"jeton", b"authorization", b"cpro-account"),
)
"""What the keys of such values are called, or hold."""
_VALUE = re.compile(rb'[\w-]*"\s*:\s*("(?:[^"\\]|\\.)*"?|[\w.+-]+)|=([^&\s"\']+)')
"""What follows one of them: the rest of its key and a value, be it cut; or a value of a form."""
_IBAN = re.compile(rb"[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
HIDDEN = "••••"
_HIDDEN = HIDDEN.encode()


def excerpt(body: bytes, *, secrets: Iterable[str] = ()) -> str:
    """The beginning of `body`, without files, bank numbers, secrets by their name and the `secrets` of this call."""
    begun, whole = _beginning(body)
    text = _without_secrets(begun, secrets).decode(errors="replace").replace("\0", "")
    if not whole:
        text = text[:-_SLACK]
    return text if whole and len(text) <= MOST else f"{text[:MOST]}…"


def without_secrets(text: str, secrets: Iterable[str]) -> str:
    """`text` with what opens a door, and what is masked on screen, hidden."""
    return _without_secrets(text.encode(errors="replace"), secrets).decode(errors="replace")


def _without_secrets(text: bytes, secrets: Iterable[str]) -> bytes:
    for secret in secrets:
        if secret:
            text = text.replace(secret.encode(), _HIDDEN)
    lower = text.lower()
    for word in _NOBODYS:
        if word in lower:
            text = _hidden(text, lower, word)
            lower = text.lower()
    return _IBAN.sub(_bank_number, text)


def _hidden(text: bytes, lower: bytes, word: bytes) -> bytes:
    """`text` without the values of the keys that hold `word`. A plain search first: most texts hold none."""
    parts, kept, at = [], 0, lower.find(word)
    while at >= 0:
        found = _VALUE.match(text, at + len(word))
        if found:
            form = found[2] is not None
            parts += [text[kept : found.start(2 if form else 1)], _HIDDEN if form else b'"%b"' % _HIDDEN]
            kept = found.end()
        at = lower.find(word, max(kept, at + len(word)))
    return b"".join([*parts, text[kept:]])


def _bank_number(found: re.Match[bytes]) -> bytes:
    """As the portal shows one elsewhere (`banking.hidden`)."""
    number = compact(found[0].decode())
    return f"{number[:2]} {HIDDEN} {number[-4:]}".encode() if is_iban(number) else found[0]


def _beginning(body: bytes) -> tuple[bytes, bool]:
    """As much as is looked at, files replaced, and whether that is all of it."""
    parts: list[bytes] = []
    at, room = 0, MOST + _SLACK
    while room > 0 and at < len(body):
        found = _FILE.search(body, at, at + room + 200)
        if found is None or found.start() >= at + room:
            parts.append(body[at : at + room])
            at, room = at + room, 0
            break
        end = body.find(b'"', found.end())
        end = len(body) if end < 0 else end
        padding = body[end - 2 : end].count(b"=")
        told = body[at : found.end()] + b"(%d octets)" % ((end - found.end()) * 3 // 4 - padding)
        parts.append(told)
        at, room = end, room - len(told)
    return b"".join(parts), at >= len(body)
