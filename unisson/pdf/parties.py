"""Who sells and who receives: both print SIRETs and VAT numbers, so each is judged by its label and its place."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from unisson.kernel.identifiers import STATE_SIRET

from .geometry import Line, Span
from .labels import Field, Mention
from .scoring import Candidate, decide, either, seen
from .shapes import sirets, vat_numbers

_ROLES = (Field.SELLER_SIRET, Field.RECIPIENT_SIRET)
_HEADINGS = {Field.SELLER: Field.SELLER_SIRET, Field.RECIPIENT: Field.RECIPIENT_SIRET}
_OTHER = {Field.SELLER_SIRET: Field.RECIPIENT_SIRET, Field.RECIPIENT_SIRET: Field.SELLER_SIRET}

_UNDER_HEADING = 0.85
_HEADING_REACH = 130.0
"""Points below « Client » or « Émetteur » in which an address block ends."""
_PUBLIC_START = ("1", "2")
"""INSEE gives SIRENs that begin with 1 or 2 to the State and to public bodies."""
_PUBLIC, _PRIVATE, _KNOWN = 0.7, 0.3, 0.99
_BY_ELIMINATION = 0.85
_ALONE = 0.62


@dataclass(frozen=True, kw_only=True)
class _Sight:
    """A SIRET somewhere on the page, and the role its surroundings give it."""

    candidate: Candidate
    role: Field | None
    confidence: float


def party_values(
    lines: Sequence[Line], mentions: Sequence[Mention], *, known_sellers: Iterable[str]
) -> dict[Field, Candidate | None]:
    """The two SIRETs and the seller's VAT number."""
    sights = [_sight(found, line, mentions) for line in lines for found in _on(line)]
    votes = _votes(sights, frozenset(known_sellers))
    values: dict[Field, Candidate | None] = {role: decide(votes[role]) for role in _ROLES}
    values = _by_elimination(values, sights)
    return {**values, Field.SELLER_VAT: _seller_vat(lines, mentions, values)}


def _on(line: Line) -> Iterable[Candidate]:
    whole = Span(line=line, start=0, end=len(line.text))
    return [seen(found, whole, 1.0) for found in sirets(line.text)]


def _sight(candidate: Candidate, line: Line, mentions: Sequence[Mention]) -> _Sight:
    """Its own label first, then the heading of the block it stands in."""
    labels = [one for one in mentions if _labels(one, candidate, line)]
    if labels and (role := labels[-1].field) in _ROLES:
        return _Sight(candidate=candidate, role=role, confidence=labels[-1].weight)
    heading = min(
        (one for one in mentions if _heads(one, candidate)),
        key=lambda one: candidate.box[1] - one.label.box[1],
        default=None,
    )
    role = _HEADINGS.get(heading.field) if heading else None
    return _Sight(candidate=candidate, role=role, confidence=_UNDER_HEADING)


def _labels(mention: Mention, candidate: Candidate, line: Line) -> bool:
    """On its line to the left, or right above it."""
    box, at = mention.label.box, candidate.box
    if mention.field not in (*_ROLES, *_HEADINGS) or mention.label.page != candidate.page:
        return False
    if mention.label.line is line:
        return box[0] < at[0] and mention.field in _ROLES
    return (
        0 < at[1] - box[1] < 2.6 * (box[3] - box[1]) and box[0] < at[2] and box[2] > at[0] and mention.field in _ROLES
    )


def _heads(mention: Mention, candidate: Candidate) -> bool:
    box, at = mention.label.box, candidate.box
    near = -2 < at[1] - box[1] < _HEADING_REACH
    return mention.field in _HEADINGS and mention.label.page == candidate.page and near and abs(box[0] - at[0]) < 120


def _votes(sights: Sequence[_Sight], known: frozenset[str]) -> dict[Field, list[Candidate]]:
    votes: dict[Field, list[Candidate]] = defaultdict(list)
    for sight in sights:
        siret = sight.candidate.value
        if siret in known:
            votes[Field.SELLER_SIRET].append(replace(sight.candidate, confidence=_KNOWN))
        elif siret == STATE_SIRET:
            votes[Field.RECIPIENT_SIRET].append(replace(sight.candidate, confidence=_KNOWN))
        elif sight.role:
            confidence = sight.candidate.confidence * sight.confidence
            votes[sight.role].append(replace(sight.candidate, confidence=confidence))
    return votes


def _by_elimination(values: dict[Field, Candidate | None], sights: Sequence[_Sight]) -> dict[Field, Candidate | None]:
    """Of two SIRETs, one of known role tells the role of the other; a public SIREN tells its own."""
    taken = {value.value for value in values.values() if value and value.value}
    free = {sight.candidate.value: sight.candidate for sight in sights if sight.candidate.value not in taken}
    empty = [role for role in _ROLES if not (values[role] and values[role].value)]  # type: ignore[union-attr]
    if len(free) != 1 or not empty:
        return values
    (candidate,) = free.values()
    public = candidate.value.startswith(_PUBLIC_START)
    if len(empty) == 2:
        role = Field.RECIPIENT_SIRET if public else Field.SELLER_SIRET
        confidence = _ALONE
    else:
        role, confidence = empty[0], _BY_ELIMINATION
        if public is (role is Field.RECIPIENT_SIRET):
            confidence = either(confidence, _PRIVATE)
    return {**values, role: replace(candidate, confidence=confidence * candidate.confidence)}


def _seller_vat(
    lines: Sequence[Line], mentions: Sequence[Mention], values: dict[Field, Candidate | None]
) -> Candidate | None:
    """The VAT number that holds the seller's SIREN; else the only one that is not the recipient's."""
    seller, recipient = values[Field.SELLER_SIRET], values[Field.RECIPIENT_SIRET]
    found = []
    for line in lines:
        whole = Span(line=line, start=0, end=len(line.text))
        found += [seen(number, whole, 0.7) for number in vat_numbers(line.text)]
    if seller and seller.value:
        matching = [replace(one, confidence=0.97) for one in found if one.value[4:] == seller.value[:9]]
        if matching:
            return decide(matching)
    return decide(one for one in found if not (recipient and recipient.value[:9] == one.value[4:]))
