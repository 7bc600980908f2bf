"""What rules on a syntax ask of the elements themselves: how many there are, and which have no place."""

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from unisson.kernel.findings import Finding, Findings
from unisson.rules.engine import at

from .evidence import Evidence

Predicate = Callable[[etree._Element], bool]


def clark(name: str, namespaces: Mapping[str, str]) -> str:
    """ "cbc:ID" as lxml names it."""
    prefix, _, local = name.partition(":")
    return f"{{{namespaces[prefix]}}}{local}"


def path_of(path: str, namespaces: Mapping[str, str]) -> tuple[str, ...]:
    """ "cac:Party/cbc:EndpointID" as tags."""
    return tuple(clark(step, namespaces) for step in path.split("/"))


def located(evidence: Evidence, element: etree._Element, **values: str | int) -> Finding:
    """A finding at an element: its line of the invoice, its line in the file, its name."""
    place = evidence.place(element).removesuffix("/")
    return at(place, element=element.tag.rpartition("}")[2], line=file_line(element), **values)


def file_line(element: etree._Element) -> int:
    """The line of the file on which an element starts."""
    return int(str(element.sourceline or 0))  # the stubs do not know its type


def found(
    evidence: Evidence, path: tuple[str, ...], *, accepts: Predicate | None = None
) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Each element at the end of `path` that is accepted, with the element the path starts from."""
    for element in evidence.elements.get(path[-1], ()):
        home: etree._Element | None = element
        for tag in reversed(path):
            if home is None or home.tag != tag:
                break
            home = home.getparent()
        else:
            if home is not None and (accepts is None or accepts(element)):
                yield element, home


def crowded(
    evidence: Evidence,
    homes: frozenset[str],
    path: tuple[str, ...],
    *,
    most: int = 1,
    accepts: Predicate | None = None,
) -> Findings:
    """A finding for each element of `homes` that has more than `most` elements at `path`."""
    if len(evidence.elements.get(path[-1], ())) <= most:
        return
    counts: dict[etree._Element, int] = {}
    for _, home in found(evidence, path, accepts=accepts):
        counts[home] = counts.get(home, 0) + 1
    for home, count in counts.items():
        if count > most and home.tag in homes:
            yield located(evidence, home, count=count)


def parent_tag(element: etree._Element) -> str:
    """The tag of the element around; "" for the root."""
    parent = element.getparent()
    return parent.tag if parent is not None else ""


def text_of(element: etree._Element, path: str) -> list[str]:
    """The texts of the elements at `path` below an element."""
    return [child.text or "" for child in element.iterfind(path)]
