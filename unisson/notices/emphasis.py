"""The one filter of the letters, a builtin of every template."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def outstanding(text: str, amount: str) -> SafeString:
    """`text`, escaped, with `amount` in bold where it stands; nothing stands out when there is no amount."""
    escaped, sought = conditional_escape(text), conditional_escape(amount)
    return mark_safe(escaped.replace(sought, f"<b>{sought}</b>") if sought else escaped)  # noqa: S308 - both escaped
