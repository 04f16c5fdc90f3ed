"""Two cards that ask the same are learnt twice and answered from each other."""

import re
from collections.abc import Iterator, Mapping, Sequence

from studyapp.i18n import N_
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted, question_of
from studyapp.packs.prose import filled
from studyapp.packs.report import shown_path
from studyapp.packs.similar import Likeness, Shingled
from studyapp.packs.texts import share_of, written

_SPACE = re.compile(r"\s+")
_OTHERS = ("options", "items", "pairs", "extra", "vary", "steps", "solver", "ask", "fixed")
"""What else makes a question: the same words with other options are another question."""


_SAME = N_("this asks the same as {where}; keep one, or ask for something else")
_NEARLY = N_("this asks {share} the same as {where}; keep one, or ask for something else")


def findings(pack: Linted) -> Iterator[Finding]:
    """Each card whose question is, in some language, (nearly) that of an earlier card."""
    likenesses: dict[str, Likeness] = {}
    for entry in pack.cards:
        data = entry.spot.data
        beside = _beside(data) if isinstance(data, Mapping) else ""
        question, spot = question_of(entry.schema, entry.spot)
        for language, words, place in written(question, spot):
            shingled = Shingled.of(filled(words), beside)
            found = likenesses.setdefault(language, Likeness()).nearest(shingled)
            likenesses[language].add(shingled, entry.spot)
            if found is not None:
                other, likeness = found
                line = other.report.marks.value((*other.path, "id")).line
                where = f"{other.report.readable(other.path)} ({shown_path(other.report.path)}:{line})"
                what = Message(_SAME if likeness == 1 else _NEARLY, where=where, share=share_of(likeness))
                yield Finding(place, what)
                break


def _beside(data: Mapping[str | int, object]) -> str:
    return _SPACE.sub(" ", " ".join(_flat(data[key]) for key in _OTHERS if key in data))


def _flat(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(f"{name} {_flat(inner)}" for name, inner in value.items() if name != "why")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " ".join(map(_flat, value))
    return str(value)
