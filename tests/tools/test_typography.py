import pytest

from tools.typography import french, module, page

NARROW, WIDE = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("dit « oui »", f"dit «{WIDE}oui{WIDE}»"),
        ("Attention : lisez", f"Attention{WIDE}: lisez"),
        ("« {name} » : lisez", f"«{WIDE}{{name}}{WIDE}»{WIDE}: lisez"),
        ("Vraiment ?", f"Vraiment{NARROW}?"),
        ("ceci ; cela !", f"ceci{NARROW}; cela{NARROW}!"),
        ("l'avoir", "l’avoir"),
        ("tapez `a : b`, puis", "tapez `a : b`, puis"),
        ("`make run` : le portail", f"`make run`{WIDE}: le portail"),
        ("https://example.fr", "https://example.fr"),
    ],
)
def test_french_gets_its_spaces(typed: str, printed: str) -> None:
    assert french(typed) == printed
    assert french(printed) == printed


def test_only_french_sentences_of_a_module_change() -> None:
    source = 'declare("X", fr="Non : « {a} »", en="No : x")\nvalues = {"a" : 1}\n'
    assert module(source) == source.replace("Non : « {a} »", f"Non{WIDE}: «{WIDE}{{a}}{WIDE}»")


def test_blocks_of_code_stay_as_they_are() -> None:
    text = "Voici :\n\n```\na : b ?\n```\n"
    assert page(text) == f"Voici{WIDE}:\n\n```\na : b ?\n```\n"
