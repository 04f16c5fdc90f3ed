"""A word that the glossary avoids makes two names of one thing, or one name of two."""

from collections.abc import Iterator, Mapping

from studyapp.packs.linted import Finding, Linted
from studyapp.packs.terms import finder, outside, phrase, shown


def findings(pack: Linted) -> Iterator[Finding]:
    """The first avoided word of each text, with what the pack says instead."""
    for language in pack.reading.languages:
        instead = _instead(pack, language)
        if not instead:
            continue
        avoided = finder(instead)
        taught = finder(word for term in pack.reading.terms for word in term.said(language))
        for text in pack.written:
            if text.language != language or not (hits := [*avoided.finditer(words := shown(text.words))]):
                continue
            for found in outside(hits, taught.finditer(words)):
                said = instead.get(phrase(found[0])) or instead[_singular(found[0], instead)]
                what = f'says "{found[0]}"; this pack calls it {said}'
                yield Finding(text.spot, what, offset=found.start())
                break


def _instead(pack: Linted, language: str) -> Mapping[str, str]:
    """From each avoided word to the term that stands for it."""
    return {
        phrase(word): term.said(language)[0] for term in pack.reading.terms for word in term.avoided(language)
    }


def _singular(found: str, instead: Mapping[str, str]) -> str:
    """The avoided word of which this is the plural."""
    return next(word for word in instead if phrase(found).startswith(word))
