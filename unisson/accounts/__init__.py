"""People: identity, signing in, passwords."""
