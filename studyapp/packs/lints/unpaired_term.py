"""A term that is to be said in every language is lost where another language goes without it."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.terms import Finder, phrase, says, shown
from studyapp.packs.texts import LANGUAGE_NAMES


def findings(pack: Linted) -> Iterator[Finding]:
    """Texts that say a paired term in the pack's first language and not in another one."""
    if len(pack.reading.languages) < 2:
        return
    first, *others = pack.reading.languages
    paired = [
        (term, {phrase(word) for word in term.said(first)})
        for term in pack.reading.terms
        if term.schema.paired
    ]
    everything = Finder(word for term in pack.reading.terms for word in term.said(first))
    for text, spot in pack.texts if paired else ():
        stated = spot.data
        if not isinstance(stated, dict) or first not in stated:
            continue
        said = {hit.phrase for hit in everything.find(shown(text.say(first)))}
        for term, _ in (each for each in paired if not said.isdisjoint(each[1])):
            for language in others:
                if language in stated and not says(shown(text.say(language)), term.said(language)):
                    what = Message(
                        "the {tongue} says {one}, the {other_tongue} does not say {other}",
                        tongue=Message(LANGUAGE_NAMES[first]),
                        one=term.said(first)[0],
                        other_tongue=Message(LANGUAGE_NAMES[language]),
                        other=term.said(language)[0],
                    )
                    yield Finding(spot.at(language), what)
