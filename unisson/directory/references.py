"""What the tables say of themselves: how long a text may be, and whether something outside the directory names a row.

The directory lies below the invoices and imports none of them: the foreign keys of the database say who names it.
What an invoice names must stay as the invoice says.
"""

from django.db.models import ManyToOneRel, Model


def named_elsewhere(row: Model) -> bool:
    """Whether a table of another package refers to `row`. A query for each such foreign key."""
    named = (relation for relation in row._meta.get_fields(include_hidden=True) if isinstance(relation, ManyToOneRel))
    others = (one for one in named if one.related_model._meta.app_label != row._meta.app_label)
    return any(one.related_model._base_manager.filter(**{one.field.name: row.pk}).exists() for one in others)


def longest(model: type[Model], name: str) -> int:
    """How many characters the column takes."""
    return int(getattr(model._meta.get_field(name), "max_length", None) or 0)
