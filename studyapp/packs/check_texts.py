"""Looking at every text of a pack: whether its formulas can be drawn, and whether each language has it."""

import re
from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from studyapp.domain.text import Text
from studyapp.engine.problems.template import MATHS
from studyapp.packs.report import Spot
from studyapp.packs.texts import LANGUAGE_NAMES, is_prose, written
from studyapp.text.maths import check as check_maths

_CODE = re.compile(r"`[^`]*`")
_PLACE = re.compile(r"@\{[^{}]*\}")


def texts_of(value: object, spot: Spot) -> Iterator[tuple[Text, Spot]]:
    """Every text in a model, with its place."""
    if isinstance(value, Text):
        yield value, spot
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from texts_of(getattr(value, name), spot.at(field.alias or name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_of(inner, spot.at(key))
    elif isinstance(value, list):
        several = isinstance(spot.data, list)
        for index, inner in enumerate(value):
            yield from texts_of(inner, spot.at(index) if several else spot)


def check_text(text: Text, spot: Spot, languages: Sequence[str]) -> None:
    """Tell a formula that cannot be drawn (a fault) and a translation that is missing (a warning)."""
    stated = written(text, spot)
    for _, words, place in stated:
        _check_formulas(words, place)
    if len(languages) < 2:
        return
    if not isinstance(spot.data, dict):
        if is_prose(text.en):
            spot.fault("stands in one language only; write {en: …, zh: …}", warning=True)
        return
    for language in languages:
        if language not in spot.data:
            spot.fault(f"the {LANGUAGE_NAMES[language]} is missing", warning=True)


def _check_formulas(words: str, spot: Spot) -> None:
    # Code is no maths, and a number takes the place of what a prompt puts in; neither may move a column.
    bare = _CODE.sub(lambda code: " " * len(code[0]), words)
    for found in MATHS.finditer(bare):
        dollars = 2 if found[0].startswith("$$") else 1
        formula = found[0][dollars:-dollars]
        error = check_maths(_PLACE.sub(lambda place: "1".ljust(len(place[0])), formula))
        if error is not None:
            spot.fault(
                f"this formula cannot be drawn: {error}", offset=found.start() + dollars + error.column - 1
            )
