"""One text, and one digest, for the same content: whatever must be proved later is written this way."""

import hashlib
import json
from typing import Any


def canonical(content: Any) -> str:
    """JSON with sorted keys and no blanks; letters stay letters."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: Any) -> str:
    """SHA-256 (hexadecimal) of the canonical text of `content`."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
