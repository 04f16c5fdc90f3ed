"""A word that the glossary avoids makes two names of one thing, or one name of two."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.terms import Finder, phrase, shown


def findings(pack: Linted) -> Iterator[Finding]:
    """The first avoided word of each text, with what the pack says instead."""
    for language in pack.reading.languages:
        terms = pack.reading.terms
        instead = {phrase(word): term.said(language)[0] for term in terms for word in term.avoided(language)}
        if not instead:
            continue
        avoided = Finder(instead)
        taught = Finder(word for term in terms for word in term.said(language))
        for text in pack.written:
            if text.language != language:
                continue
            words = shown(text.words)
            hits = [*avoided.find(words)]
            longer = [*taught.find(words)] if hits else []
            hit = next((hit for hit in hits if not any(map(hit.is_part_of, longer))), None)
            if hit is not None:
                what = Message(
                    'says "{word}"; this pack calls it {term}',
                    word=words[hit.start : hit.end],
                    term=instead[hit.phrase],
                )
                yield Finding(text.spot, what, offset=hit.start)
