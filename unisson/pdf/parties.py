"""Who sells and who receives: both print SIRETs and VAT numbers, so each is judged by its label and its place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from unisson.kernel.identifiers import STATE_SIRET

from .addressees import PUBLIC
from .geometry import Line, Span, plain
from .labels import Field, Mention
from .scoring import Candidate, across, decide, either, everywhere
from .shapes import sirets, vat_numbers

_ROLES = (Field.SELLER_SIRET, Field.RECIPIENT_SIRET)
_HEADINGS = {
    Field.SELLER: Field.SELLER_SIRET,
    Field.RECIPIENT: Field.RECIPIENT_SIRET,
    Field.THIRD_PARTY: Field.THIRD_PARTY,
}

_UNDER_HEADING = 0.85
_HEADING_REACH = 130.0
"""Points below « Client » or « Émetteur » in which an address block ends."""
_COLUMN = 120.0
"""Points to the left or right of the heading in which its block stands."""
_RIGHT_ABOVE = 2.6
"""Heights of a label between its top and the top of the value below it."""
_REGISTERED = re.compile(
    r"\br\.?c\.?s\b|capital|\bape\b|\bnaf\b|siege social|(?:micro|auto)-?entrep|entrepreneur individuel"
    r"|repertoire des metiers"
    r"|\bsasu?\b|\bsarl\b|\beurl\b"
)
"""What the law makes a seller print beside his number."""
_REGISTERED_HERE, _REGISTERED_NEAR = 0.8, 0.7
_PUBLIC_ADDRESS = 0.75
_BLOCK_GAP, _BLOCK_LINES = 1.1, 7
"""Lines of one address follow each other within this share of their height; none is longer."""
_THIRD = re.compile(r"affactur|\bfactor\b|cede[e]? a|cession|subrog|sous-?traitant|mandataire|livraison")
_FOOT = 0.86
"""Share of the page below which only the seller's legal mentions stand."""
_LOW = 500.0
_FOOT_OF_PAGE = 0.65
_LEFT_AND_RIGHT = 0.66
"""A French seller writes his own address on the left, the recipient's on the right, or below his own."""
_APART = 60.0
_PUBLIC_START = ("1", "2")
"""INSEE gives SIRENs that begin with 1 or 2 to the State and to public bodies."""
_KNOWN = 0.99
_BY_ELIMINATION = 0.85
_START_AGREES = 0.3
_ALONE = 0.62
_HOLDS_SIREN = 0.97
_LONE_NUMBER = 0.7


@dataclass(frozen=True, kw_only=True)
class _Sight:
    """A SIRET somewhere on the page, and what its surroundings say it is."""

    candidate: Candidate
    role: Field | None
    confidence: float


def party_values(
    lines: Sequence[Line], mentions: Sequence[Mention], *, known_sellers: Iterable[str]
) -> dict[Field, Candidate | None]:
    """The two SIRETs and the seller's VAT number."""
    sights = [
        _sight(candidate, lines, mentions) for candidate in (*everywhere(sirets, lines, 1.0), *across(sirets, lines))
    ]
    votes = _votes(sights, frozenset(known_sellers))
    values = _by_elimination({role: decide(votes[role]) for role in _ROLES}, sights)
    return {**values, Field.SELLER_VAT: _seller_vat(lines, mentions, values)}


def _sight(candidate: Candidate, lines: Sequence[Line], mentions: Sequence[Mention]) -> _Sight:
    """Its own label first, then the heading of the block it stands in, then the words of that block."""
    labels = [one for one in mentions if one.field in (*_ROLES, Field.NOISE) and _labels(one.label, candidate)]
    nearest = max(labels, key=lambda one: (one.label.box[1], one.label.box[0]), default=None)
    if nearest and nearest.field in _ROLES:
        return _Sight(candidate=candidate, role=nearest.field, confidence=nearest.weight)
    if nearest and candidate.confidence < 1 and "siret" not in plain(nearest.label.text):
        # Fourteen digits with a wrong check digit and another name are no SIRET.
        return _Sight(candidate=candidate, role=Field.THIRD_PARTY, confidence=nearest.weight)
    if _THIRD.search(_before(candidate, lines)):
        return _Sight(candidate=candidate, role=Field.THIRD_PARTY, confidence=_UNDER_HEADING)
    if heading := _heading(candidate, mentions):
        return _Sight(candidate=candidate, role=heading, confidence=_UNDER_HEADING)
    role, confidence = _by_surroundings(candidate, lines)
    return _Sight(candidate=candidate, role=role, confidence=confidence)


def _before(candidate: Candidate, lines: Sequence[Line]) -> str:
    """What stands before a value in its cell; the line above too, when the value begins its own."""
    line = next((line for line in lines if _on(line, candidate)), None)
    cell = line and next((one for one in line.cells() if candidate.shown in one.text), None)
    if not line or not cell:
        return ""
    before = plain(cell.text.partition(candidate.shown)[0])
    return before if before.strip() or not line.number else lines[line.number - 1].plain


def _by_surroundings(candidate: Candidate, lines: Sequence[Line]) -> tuple[Field | None, float]:
    number = next((line.number for line in lines if _on(line, candidate)), None)
    if number is None:
        return None, 0.0
    cell = next((one for one in lines[number].cells() if candidate.shown in one.text), None)
    own = plain(cell.text) if cell else lines[number].plain
    block = "\n".join(_block(candidate, lines, number))
    if _REGISTERED.search(own):
        return Field.SELLER_SIRET, _REGISTERED_HERE
    if PUBLIC.search(block):
        return Field.RECIPIENT_SIRET, _PUBLIC_ADDRESS
    if _REGISTERED.search(block):
        return Field.SELLER_SIRET, _REGISTERED_NEAR
    lowest = max(line.box[3] for line in lines if line.page == candidate.page)
    if candidate.box[1] > max(_FOOT * lowest, _LOW):
        return Field.SELLER_SIRET, _FOOT_OF_PAGE
    return None, 0.0


def _on(line: Line, candidate: Candidate) -> bool:
    return (
        line.page == candidate.page
        and line.box[1] - 1 < (candidate.box[1] + candidate.box[3]) / 2 < line.box[3] + 1
        and candidate.shown in line.text
    )


def _block(candidate: Candidate, lines: Sequence[Line], number: int) -> Iterator[str]:
    """The plain text of the cells that stand above, and right below, in one block with the value."""
    for step, most in ((-1, _BLOCK_LINES), (1, 2)):
        edge = candidate.box
        for line in lines[number + step : number + step * (most + 2) : step] if number + step >= 0 else ():
            height = edge[3] - edge[1]
            apart = edge[1] - line.box[3] if step < 0 else line.box[1] - edge[3]
            if line.page != candidate.page or apart > _BLOCK_GAP * height:
                break
            cell = next((one for one in line.cells() if abs(one.box[0] - candidate.box[0]) < _COLUMN), None)
            if cell:
                edge = cell.box
                yield plain(cell.text)


def _labels(label: Span, candidate: Candidate) -> bool:
    """On the line of the value, to its left; or right above it."""
    (left, top, right, bottom), at = label.box, candidate.box
    if label.page != candidate.page:
        return False
    if top < (at[1] + at[3]) / 2 < bottom:
        return left < at[0]
    return 0 < at[1] - top < _RIGHT_ABOVE * (bottom - top) and left < at[2] and right > at[0]


def _heading(candidate: Candidate, mentions: Sequence[Mention]) -> Field | None:
    """The role of the nearest heading above, in the same column."""
    near = [one for one in mentions if one.field in _HEADINGS and _heads(one.label, candidate)]
    nearest = max(near, key=lambda one: one.label.box[1], default=None)
    return _HEADINGS[nearest.field] if nearest else None


def _heads(label: Span, candidate: Candidate) -> bool:
    down, aside = candidate.box[1] - label.box[1], candidate.box[0] - label.box[0]
    return label.page == candidate.page and -2 < down < _HEADING_REACH and abs(aside) < _COLUMN


def _votes(sights: Sequence[_Sight], known: frozenset[str]) -> dict[Field, list[Candidate]]:
    votes: dict[Field, list[Candidate]] = {role: [] for role in _ROLES}
    for sight in sights:
        siret, certainty = sight.candidate.value, sight.candidate.confidence
        if siret in known:
            votes[Field.SELLER_SIRET].append(replace(sight.candidate, confidence=_KNOWN))
        elif siret == STATE_SIRET:
            votes[Field.RECIPIENT_SIRET].append(replace(sight.candidate, confidence=_KNOWN))
        elif sight.role in _ROLES:
            votes[sight.role].append(replace(sight.candidate, confidence=certainty * sight.confidence))
    return votes


def _by_elimination(values: dict[Field, Candidate | None], sights: Sequence[_Sight]) -> dict[Field, Candidate | None]:
    """Of two SIRETs, one of known role tells the role of the other; a public SIREN tells its own."""
    taken = {value.value for value in values.values() if value and value.value}
    free = {
        sight.candidate.value: sight.candidate
        for sight in reversed(sights)
        if sight.candidate.value not in taken and sight.role is not Field.THIRD_PARTY
    }
    empty = [role for role, value in values.items() if not (value and value.value)]
    if len(free) == len(empty) == 2:
        return {**values, **_by_place(*free.values())}
    if len(free) != 1 or not empty:
        return values
    (candidate,) = free.values()
    by_start = Field.RECIPIENT_SIRET if candidate.value.startswith(_PUBLIC_START) else Field.SELLER_SIRET
    role, confidence = (by_start, _ALONE) if len(empty) == 2 else (empty[0], _BY_ELIMINATION)
    if len(empty) == 1 and role is by_start:
        confidence = either(confidence, _START_AGREES)
    return {**values, role: decide([replace(candidate, confidence=confidence * candidate.confidence)])}


def _by_place(one: Candidate, other: Candidate) -> dict[Field, Candidate | None]:
    """Two SIRETs that nothing names: left and right of each other, or one above the other."""
    by_reading = sorted((one, other), key=lambda each: (each.page, each.box[1]))
    by_column = sorted((one, other), key=lambda each: each.box[0])
    aside = abs(one.box[0] - other.box[0]) > _APART
    seller, recipient = by_column if aside else by_reading
    sure = either(_LEFT_AND_RIGHT, _START_AGREES) if recipient.value.startswith(_PUBLIC_START) else _LEFT_AND_RIGHT
    if seller.value.startswith(_PUBLIC_START) and not recipient.value.startswith(_PUBLIC_START):
        return {}
    return {
        Field.SELLER_SIRET: decide([replace(seller, confidence=sure * seller.confidence)]),
        Field.RECIPIENT_SIRET: decide([replace(recipient, confidence=sure * recipient.confidence)]),
    }


def _seller_vat(
    lines: Sequence[Line], mentions: Sequence[Mention], values: dict[Field, Candidate | None]
) -> Candidate | None:
    """The VAT number that holds the seller's SIREN; else the only one that is not the recipient's."""
    siren, other = (
        value.value[:9] if (value := values[role]) else "" for role in (Field.SELLER_SIRET, Field.RECIPIENT_SIRET)
    )
    numbers = list(everywhere(vat_numbers, lines, 1.0))
    if matching := [one for one in numbers if siren and one.value[4:] == siren]:
        return decide(replace(one, confidence=_HOLDS_SIREN) for one in matching)
    return decide(
        replace(one, confidence=_LONE_NUMBER)
        for one in numbers
        if not (other and one.value[4:] == other) and _heading(one, mentions) in (None, Field.SELLER_SIRET)
    )
