"""Reading glossary.yaml: the terms of a pack in each language, and the words that stand for none of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studyapp.config import LANGUAGES
from studyapp.messages import Message
from studyapp.packs.report import Report, Spot
from studyapp.packs.schema import TermSchema
from studyapp.packs.terms import phrase
from studyapp.packs.wording import checked, instead
from studyapp.packs.yaml import Data

MOST_TERMS = 2_000
"""Of one pack; a textbook's index has fewer."""


@dataclass(frozen=True)
class Term:
    """A sound entry of the glossary, with its place."""

    schema: TermSchema
    spot: Spot

    def said(self, language: str) -> list[str]:
        """What may stand for it in a language: the term itself first."""
        return [self.schema.term.say(language), *self.schema.also.in_language(language)]

    def avoided(self, language: str) -> list[str]:
        """What no text says instead of it."""
        return self.schema.avoided.in_language(language)


def read_glossary(report: Report) -> tuple[Term, ...]:
    """The terms in the order of the file; faults are told in the report."""
    data, root = report.data, Spot(report, ())
    if data is None or report.faults:
        return ()
    if not isinstance(data, list):
        root.fault(instead(Message("must be a list of terms (each begins with - term: …)"), data))
        return ()
    if len(data) > MOST_TERMS:
        root.fault(
            Message(
                "must have at most {most} terms, has {count}", most=f"{MOST_TERMS:,}", count=f"{len(data):,}"
            )
        )
        return ()
    read = (Term(schema, spot) for schema, spot in _entries(root, data))
    terms = _without_doubles(read)
    _tell_contradictions(terms)
    return tuple(terms)


def _entries(root: Spot, data: Sequence[Data]) -> Iterator[tuple[TermSchema, Spot]]:
    for index, entry in enumerate(data):
        spot = root.at(index)
        schema = checked(TermSchema, spot, entry)
        if schema is not None:
            yield schema, spot


def _without_doubles(read: Iterator[Term]) -> list[Term]:
    """The terms but for those that stand in the file a second time, in all of their languages."""
    first: dict[tuple[str, ...], Term] = {}
    for term in read:
        same = first.setdefault(tuple(phrase(term.said(language)[0]) for language in LANGUAGES), term)
        if same is not term:
            term.spot.at("term").fault(Message("this term is already at line {line}", line=_line(same)))
    return [*first.values()]


def _tell_contradictions(terms: list[Term]) -> None:
    """What one entry avoids, no entry may teach."""
    for language in LANGUAGES:
        taught = {phrase(word): term for term in terms for word in term.said(language)}
        for term in terms:
            spot = term.spot.at("not", language)
            for index, word in enumerate(term.avoided(language)):
                if (same := taught.get(phrase(word))) is not None:
                    place = spot.at(index) if isinstance(spot.data, list) else spot
                    place.fault(
                        Message(
                            "{word} cannot be avoided: it is a term at line {line}",
                            word=word,
                            line=_line(same),
                        )
                    )


def _line(term: Term) -> int:
    return term.spot.report.marks.value(term.spot.path).line
