"""A term that is to be said in every language is lost where another language goes without it."""

from collections.abc import Iterator

from studyapp.packs.linted import Finding, Linted
from studyapp.packs.terms import finder, outside, shown
from studyapp.packs.texts import LANGUAGE_NAMES


def findings(pack: Linted) -> Iterator[Finding]:
    """Texts that say a paired term in the pack's first language and not in another one."""
    if len(pack.reading.languages) < 2:
        return
    first, *others = pack.reading.languages
    paired = [term for term in pack.reading.terms if term.schema.paired]
    if not paired:
        return
    everything = finder(word for term in pack.reading.terms for word in term.said(first))
    finders = [[finder(term.said(language)) for language in pack.reading.languages] for term in paired]
    for text, spot in pack.texts:
        stated = spot.data
        if not isinstance(stated, dict) or first not in stated:
            continue
        words = [shown(text.say(language)) for language in pack.reading.languages]
        larger = [*everything.finditer(words[0])]
        for term, (saying, *others_say) in zip(paired, finders, strict=True):
            if not any(outside(saying.finditer(words[0]), larger)):
                continue
            for language, said, says in zip(others, words[1:], others_say, strict=True):
                if language in stated and not says.search(said):
                    what = (
                        f"the {LANGUAGE_NAMES[first]} says {term.said(first)[0]}, "
                        f"the {LANGUAGE_NAMES[language]} does not say {term.said(language)[0]}"
                    )
                    yield Finding(spot.at(language), what)
