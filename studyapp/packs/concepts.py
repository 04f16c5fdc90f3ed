"""Reading concepts.yaml: the concept graph, without circles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from studyapp.domain.concept import Concept
from studyapp.i18n import N_
from studyapp.messages import Message
from studyapp.packs.report import Report, Spot
from studyapp.packs.schema import ConceptSchema
from studyapp.packs.wording import checked, instead, unknown


@dataclass(frozen=True)
class Concepts:
    """What concepts.yaml says."""

    sound: Mapping[str, Concept] = field(default_factory=dict)
    """In the order of the file."""
    named: frozenset[str] = frozenset()
    """Every id that the file gives, also of entries that have faults."""
    stated: tuple[tuple[ConceptSchema, Spot], ...] = ()


def read_concepts(report: Report, chapters: Sequence[str] | None) -> Concepts:
    """Read the graph; faults are told in the report."""
    data, root = report.data, Spot(report, ())
    if data is None or report.faults:
        return Concepts()
    if not isinstance(data, list):
        root.fault(instead(Message("must be a list of concepts"), data))
        return Concepts()
    ids = [entry.get("id") for entry in data if isinstance(entry, dict)]
    known = list(dict.fromkeys(name for name in ids if isinstance(name, str)))
    concepts: dict[str, Concept] = {}
    places: dict[str, Spot] = {}
    stated: list[tuple[ConceptSchema, Spot]] = []
    is_known = frozenset(known)
    for index, entry in enumerate(data):
        spot = root.at(index)
        schema = checked(ConceptSchema, spot, entry)
        if schema is None:
            continue
        stated.append((schema, spot))
        if schema.id in concepts:
            first = places[schema.id].report.marks.value(places[schema.id].path)
            spot.at("id").fault(
                Message("the concept {id} is already at line {line}", id=schema.id, line=first.line)
            )
            continue
        if chapters is not None and schema.chapter not in chapters:
            spot.at("chapter").fault(unknown(N_("chapter"), schema.chapter, chapters))
            continue
        for number, need in enumerate(schema.needs):
            if need not in is_known:
                spot.at("needs", number).fault(unknown(N_("concept"), need, known))
        needs = tuple(need for need in schema.needs if need in is_known)
        concepts[schema.id] = Concept(schema.id, schema.name, schema.chapter, needs)
        places[schema.id] = spot
    return Concepts(_without_circles(concepts, places), frozenset(known), tuple(stated))


def _without_circles(concepts: Mapping[str, Concept], places: Mapping[str, Spot]) -> dict[str, Concept]:
    """The graph with each need taken out that closes a circle, and the circle told there."""
    kept = {name: [need for need in concept.needs if need in concepts] for name, concept in concepts.items()}
    done: set[str] = set()
    for start in concepts:
        way = [start]
        waiting = [iter(list(kept[start]))]
        while way:
            need = next(waiting[-1], None)
            if need is None:
                done.add(way.pop())
                waiting.pop()
            elif need in way:
                name = way[-1]
                circle = " → ".join([*way[way.index(need) :], need])
                number = concepts[name].needs.index(need)
                places[name].at("needs", number).fault(
                    Message("this closes a circle: {circle}", circle=circle)
                )
                kept[name].remove(need)
            elif need not in done:
                way.append(need)
                waiting.append(iter(list(kept[need])))
    return {name: replace(concept, needs=tuple(kept[name])) for name, concept in concepts.items()}
