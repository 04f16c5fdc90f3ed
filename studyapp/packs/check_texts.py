"""Finding every text of a pack."""

from collections.abc import Iterator

from pydantic import BaseModel

from studyapp.domain.text import Text
from studyapp.packs.report import Spot


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
