"""Prints the address of the PostgreSQL server that tests may use, or nothing when none answers."""

import os

import psycopg

CANDIDATES = (
    os.environ.get("UNISSON_TEST_PG", ""),
    "postgresql://postgres@127.0.0.1:5432/postgres",
    "postgresql:///postgres?host=/var/run/postgresql",
)


def answering() -> str:
    """The first address that lets us in within two seconds and may create databases, or ""."""
    for url in filter(None, CANDIDATES):
        try:
            with psycopg.connect(url, connect_timeout=2) as connection:
                row = connection.execute("SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user").fetchone()
        except psycopg.OperationalError:
            continue
        if row and row[0]:
            return url
    return ""


if __name__ == "__main__":
    print(answering())
