"""What may stand in a pack's files: strict models of the raw data, before anything is looked up."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from studyapp.packs.texts import OneOrMore, PlainText, Words
from studyapp.packs.wording import told

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME = re.compile(r"[^\W\d]\w*")
_LONGEST = 64


def _slug(value: str) -> str:
    if _SLUG.fullmatch(value) and len(value) <= _LONGEST:
        return value
    if len(value) > _LONGEST:
        raise told(f"must be at most {_LONGEST} characters long, is {len(value)}")
    made = "-".join(re.findall(r"[a-z0-9]+", value.lower()))
    hint = f", such as {made}" if made else ""
    raise told(f'must be small letters and digits joined by "-"{hint}, is "{value}"')


def _name(value: str) -> str:
    if _NAME.fullmatch(value) and len(value) <= _LONGEST:
        return value
    made = "_".join(re.findall(r"\w+", value)).lstrip("0123456789_")
    hint = f", such as {made}" if made else ""
    raise told(f'must be a name of letters, digits and "_"{hint}, is "{value}"')


Slug = Annotated[str, AfterValidator(_slug)]
"""An id, stable for ever: `conv-output-size`."""

Name = Annotated[str, AfterValidator(_name)]
"""A name in expressions: `kernel_size`."""


Allow = dict[Slug, PlainText]
"""Lint rules that are silenced here, each with the reason why."""


class Strict(BaseModel):
    """What every model here agrees to: nothing unknown, nothing converted, nothing changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ChapterSchema(Strict):
    """A chapter in pack.yaml."""

    id: Slug
    title: Words


class PackSchema(Strict):
    """pack.yaml."""

    id: Slug | None = None
    """Default: the folder's name."""
    version: PlainText
    title: Words
    description: Words | None = None
    languages: Annotated[list[PlainText], Field(min_length=1)] = ["en"]
    authors: Annotated[list[PlainText], OneOrMore] = []
    chapters: Annotated[list[ChapterSchema], Field(min_length=1)]
    allow: Allow = {}


class ConceptSchema(Strict):
    """An entry of concepts.yaml."""

    id: Slug
    name: Words
    chapter: str
    needs: Annotated[list[str], OneOrMore] = []
    allow: Allow = {}


class CardSchema(Strict):
    """What every kind of card has; each kind adds its own."""

    id: Slug
    kind: str
    concept: str
    was: Annotated[list[Slug], OneOrMore] = []
    tags: Annotated[list[Slug], OneOrMore] = []
    hints: Annotated[list[Words], OneOrMore] = []
    explain: Words | None = None
    source: PlainText = ""
    demo: str | None = None
    allow: Allow = {}
