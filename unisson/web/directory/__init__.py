"""The public directory: search, the page of a structure, the published file; its import for operators."""
