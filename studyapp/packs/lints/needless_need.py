"""What is needed by something that is needed anyway need not be said again."""

from collections.abc import Iterator, Mapping

from studyapp.domain.concept import Concept
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.schema import ConceptSchema


def findings(pack: Linted) -> Iterator[Finding]:
    """Needs that follow from another need of the same concept."""
    concepts = pack.reading.concepts
    behind: dict[str, frozenset[str]] = {}
    for schema, spot in pack.reading.stated:
        if isinstance(schema, ConceptSchema) and len(schema.needs) > 1:
            for index, need in enumerate(schema.needs):
                through = next(
                    (o for o in schema.needs if o != need and need in _behind(o, concepts, behind)), None
                )
                if through is not None:
                    yield Finding(
                        spot.at("needs", index),
                        Message(
                            "{through} needs {need} already; leave it out here", through=through, need=need
                        ),
                    )


def _behind(start: str, concepts: Mapping[str, Concept], known: dict[str, frozenset[str]]) -> frozenset[str]:
    """All that a concept needs, at once or by way of others."""
    if start not in known:
        found: set[str] = set()
        waiting = [start]
        while waiting:
            concept = concepts.get(waiting.pop())
            new = [need for need in (concept.needs if concept else ()) if need not in found]
            found.update(new)
            waiting += new
        known[start] = frozenset(found)
    return known[start]
