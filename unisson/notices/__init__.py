"""Telling people and systems: event feed, news, e-mail outbox. Knows addresses, templates and values, no business."""
