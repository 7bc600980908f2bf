"""Rows as the database gives them: of many thousands, looking at each value costs more than asking for them."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def rows(found: "QuerySet[Any, Any]") -> list[tuple[Any, ...]]:
    """What `values_list` would give, for numbers, texts and days; sums of PostgreSQL are Decimals."""
    try:
        sql, values = found.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
