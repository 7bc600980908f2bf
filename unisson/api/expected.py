"""What the library finds wrong with a value, in French: its own words are English."""

from pydantic_core import ErrorDetails

_WORDS = {
    "bool_parsing": "true ou false est attendu",
    "bool_type": "true ou false est attendu",
    "decimal_parsing": "un nombre est attendu",
    "decimal_type": "un nombre est attendu",
    "finite_number": "un nombre est attendu",
    "greater_than_equal": "au moins {ge}",
    "int_from_float": "un nombre entier est attendu",
    "int_parsing": "un nombre entier est attendu",
    "int_parsing_size": "un nombre entier plus petit est attendu",
    "int_type": "un nombre entier est attendu",
    "less_than_equal": "au plus {le}",
    "list_type": "une liste est attendue",
    "model_attributes_type": "un objet est attendu",
    "model_type": "un objet est attendu",
    "string_pattern_mismatch": "une valeur de la forme {pattern} est attendue",
    "string_type": "un texte est attendu",
    "string_unicode": "un texte en UTF-8 est attendu",
}
_OURS = frozenset({"date", "one_of"})
"""Kinds of `wire`, whose message is what would be right."""
SHOWN = 80
"""Characters of a value that an answer repeats."""
_OTHERWISE = "une autre sorte de valeur est attendue"


def received(error: ErrorDetails) -> str:
    """The value, as far as it is shown: half a sign, which JSON can write and no answer can, as « ? »."""
    return str(error["input"])[:SHOWN].encode(errors="replace").decode()


def expected(error: ErrorDetails) -> str:
    """What would be right instead of the value."""
    if error["type"] in _OURS:
        return error["msg"]
    return _WORDS.get(error["type"], _OTHERWISE).format(**error.get("ctx", {}))
