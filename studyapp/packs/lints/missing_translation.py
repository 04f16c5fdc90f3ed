"""A text that one of the pack's languages lacks is shown in the other one."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.texts import LANGUAGE_NAMES, is_prose


def findings(pack: Linted) -> Iterator[Finding]:
    """Texts without a language, and prose that stands there once for all."""
    languages = pack.reading.languages
    if len(languages) < 2:
        return
    for text, spot in pack.texts:
        stated = spot.data
        if not isinstance(stated, dict):
            if is_prose(text.en):
                what = Message(
                    "stands in one language only; write {{en: …, zh: …}}, or `…` around a name that is "
                    "the same in both"
                )
                yield Finding(spot, what)
            continue
        for language in languages:
            if language not in stated:
                yield Finding(
                    spot, Message("the {tongue} is missing", tongue=Message(LANGUAGE_NAMES[language]))
                )
