"""The secret of a link: the letter carries it, the database only what tells it again."""

import hashlib
import secrets


def new() -> str:
    """A secret that nobody guesses, fit for an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a secret: it opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()
