"""The register: every entry numbered and chained (ADR 13), and what holds the record against it."""
