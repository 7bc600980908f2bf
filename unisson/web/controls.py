"""What one form control shows, whether it comes from a Django form or from attributes written in a page.

The field components (`field`, `money`, `choices`, `choice`, `yesno`) draw a `Control` and know nothing of forms.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.widgets import ChoiceWidget

from unisson.kernel import money
from unisson.notices.language import reader_language

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "textarea"),
    (forms.RadioSelect, "radio"),
    (forms.CheckboxSelectMultiple, "checkbox"),
    (forms.SelectMultiple, "multiple"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
)


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice of a list or of a group of radios."""

    value: str
    label: str
    chosen: bool = False
    detail: str = ""
    id: str = ""
    disabled: bool = False


@dataclass(frozen=True, kw_only=True)
class OptionGroup:
    """Choices under one heading; the heading is empty for choices that stand alone."""

    label: str
    options: Sequence[Option]


@dataclass(frozen=True, kw_only=True)
class Control:
    """One control, ready to draw. `kind` is "select", "multiple", "textarea" or the type of an input."""

    id: str
    name: str
    label: str
    kind: str = "text"
    value: str = ""
    hint: str = ""
    errors: tuple[str, ...] = ()
    warning: str = ""
    required: bool = False
    readonly: bool = False
    disabled: bool = False
    groups: Sequence[OptionGroup] = ()
    described: str = ""
    doubtful: bool = False
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def options(self) -> list[Option]:
        return [option for group in self.groups for option in group.options]

    @property
    def chosen(self) -> bool:
        """Whether a lone checkbox is ticked."""
        return self.value == "True"


def control_of(attrs: Mapping[str, Any], *, handed: Mapping[str, Any]) -> Control:
    """The control that a component's attributes ask for: those of `field`, a bound field, then what a page adds.

    `handed` are the attributes that the component does not read itself: they go to the control as they are.
    """
    bound = attrs.get("field")
    base = _of_form(bound) if isinstance(bound, BoundField) else _of_page(attrs)
    return _with_page(base, attrs, handed)


def _of_page(attrs: Mapping[str, Any]) -> dict[str, Any]:
    name = str(attrs.get("name") or attrs.get("id") or "")
    return {"id": str(attrs.get("id") or name), "name": name, "label": "", "attributes": {}}


def _of_form(bound: BoundField) -> dict[str, Any]:
    widget = bound.field.widget
    value = bound.value()
    return {
        "id": bound.auto_id or bound.html_name,
        "name": bound.html_name,
        "label": str(bound.label or ""),
        "kind": _kind(widget),
        "value": _written(value, widget),
        "hint": str(bound.help_text or ""),
        "errors": tuple(str(error) for error in bound.errors),
        "required": bound.field.required,
        "disabled": bound.field.disabled,
        "groups": _groups_of_widget(bound, value),
        "attributes": {**_chosen_attributes(widget), **bound.field.widget_attrs(widget)},
    }


def _chosen_attributes(widget: forms.Widget) -> dict[str, Any]:
    """What the form's author chose; the size that Django gives to any text area is the sheet's business."""
    defaults = {"cols": "40", "rows": "10"}
    return {name: value for name, value in widget.attrs.items() if defaults.get(name) != str(value)}


def _kind(widget: forms.Widget) -> str:
    known = next((kind for base, kind in _KINDS if isinstance(widget, base)), "")
    return known or str(getattr(widget, "input_type", "text"))


def _written(value: Any, widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return str(bool(value) and value not in ("False", "false", "0"))
    if isinstance(widget, forms.FileInput) or (isinstance(widget, forms.PasswordInput) and not widget.render_value):
        return ""
    return "" if value is None else _plain(widget.format_value(value))


def _plain(value: Any) -> str:
    return "" if value is None or isinstance(value, list) else str(value)


def _groups_of_widget(bound: BoundField, value: Any) -> list[OptionGroup]:
    widget = bound.field.widget
    if not isinstance(widget, ChoiceWidget):
        return []
    listed = widget.format_value(value) if value is not None else []
    return [
        OptionGroup(
            label=str(label or ""),
            options=[
                Option(value=str(each["value"]), label=str(each["label"]), chosen=bool(each["selected"]))
                for each in options
            ],
        )
        for label, options, _ in widget.optgroups(bound.html_name, listed)
    ]


def _with_page(base: dict[str, Any], attrs: Mapping[str, Any], handed: Mapping[str, Any]) -> Control:
    """`base` with what the page says itself; the page wins, its error comes first."""
    told = {key: attrs[key] for key in ("label", "hint", "warning", "value") if attrs.get(key) not in (None, "")}
    flags = {key: bool(attrs[key]) for key in ("required", "readonly", "disabled") if attrs.get(key) not in (None, "")}
    merged = {**base, **told, **flags, "kind": attrs.get("type") or base.get("kind", "text")}
    if attrs.get("error"):
        merged["errors"] = (str(attrs["error"]), *base.get("errors", ()))
    if attrs.get("options"):
        merged["kind"] = attrs.get("type") or "select"
        merged["groups"] = _groups_of_page(attrs["options"], merged.get("value"))
    if attrs.get("money"):
        merged |= {"value": _amount(merged.get("value")), "kind": "text"}
    if "checked" in attrs:
        merged["value"] = str(bool(attrs["checked"]))
    merged["value"] = str(merged.get("value", ""))
    merged["groups"] = _numbered(merged.get("groups", ()), merged["id"])
    merged["attributes"] = {**base["attributes"], **handed}
    merged["doubtful"] = attrs.get("read") in ("check", "retype")
    merged["described"] = _described(merged, attrs)
    return Control(**merged)


def _described(merged: Mapping[str, Any], attrs: Mapping[str, Any]) -> str:
    """The ids of what a screen reader says after the label: how it was read, the hint, the question, the message."""
    parts = {
        "r": attrs.get("read"),
        "h": merged.get("hint"),
        "q": attrs.get("ask"),
        "m": merged.get("errors") or merged.get("warning"),
    }
    return " ".join(f"{merged['id']}-{part}" for part, there in parts.items() if there)


def _groups_of_page(given: Iterable[Any], value: Any) -> list[OptionGroup]:
    """The groups that a page made, or one group of all its options."""
    listed = list(given)
    if not all(isinstance(each, OptionGroup) for each in listed):
        return [OptionGroup(label="", options=list(_options(listed, value)))]
    return [replace(group, options=list(_options(group.options, value))) for group in listed]


def _options(given: Iterable[Any], value: Any) -> Iterable[Option]:
    """Options from `Option`s, from (value, label) or (value, label, detail), or from plain texts."""
    for each in given:
        if isinstance(each, Option):
            yield replace(each, chosen=each.chosen or each.value == str(value))
            continue
        parts = (each, each) if isinstance(each, str) else tuple(each)
        texts = [str(part) for part in (*parts, "")][:3]
        yield Option(value=texts[0], label=texts[1], detail=texts[2], chosen=str(value) == texts[0])


def _numbered(groups: Iterable[OptionGroup], control_id: str) -> list[OptionGroup]:
    """The same groups, each option with an id of its own: radios need one for their label."""
    number = count(1)
    return [
        replace(group, options=[replace(each, id=each.id or f"{control_id}-{next(number)}") for each in group.options])
        for group in groups
    ]


def _amount(value: Any) -> str:
    """An amount as people read it; what is not an amount stays as it was typed, beside its error."""
    typed = "" if value is None else str(value)
    amount = money.parse(typed)
    return typed if amount is None else money.show(amount, language=reader_language())
