"""Drafts: from a file that was put down to a form that may be sent."""
