"""The documents of an invoice, for both sides: original, pages as images, readable view, certificate, attachments."""
