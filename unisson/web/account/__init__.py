"""Signing in and out, and Mon compte."""
