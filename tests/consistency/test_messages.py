"""The English catalogue is complete, and neither language loses a value of the other."""

import re

from unisson.cli import messages

# A plain space where French wants a no-break one: before ; ? ! and a colon, inside « », after n°.
LOOSE = re.compile(r" [?;!»](?:\W|$)| :(?:\s|$)|« |\b[nN]° (?=[%\d])|\w'\w")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")


def _texts(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def test_every_message_has_an_english_text() -> None:
    catalogue = messages.read()

    missing = [message for message in messages.collect() if message not in catalogue]

    assert not missing + messages.untranslated(catalogue), "run `python -m unisson.cli.messages`, then translate"


def test_the_catalogue_keeps_no_message_that_nobody_says() -> None:
    said = {message if isinstance(message, str) else message[0] for message in messages.collect()}

    assert not [entry.id for entry in messages.read() if entry.id and _texts(entry.id)[0] not in said]


def test_both_languages_use_the_same_values() -> None:
    for entry in messages.read():
        if entry.id and messages.is_complete(entry):
            french = {found for text in _texts(entry.id) for found in PLACEHOLDER.findall(text)}
            english = {found for text in _texts(entry.string) for found in PLACEHOLDER.findall(text)}
            assert french == english, entry.id


def test_french_words_carry_their_typography() -> None:
    assert not [message for message in messages.collect() if any(map(LOOSE.search, _texts(message)))]
