"""What machines send: one file, of one invoice or of many, promised at once and judged by the worker."""
