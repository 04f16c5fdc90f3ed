"""What may stand in a pack's files: strict models of the raw data, before anything is looked up."""

import re
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from studyapp.config import LANGUAGES
from studyapp.domain.text import Text
from studyapp.messages import Message
from studyapp.packs.json_hints import Json, Stated, describe
from studyapp.packs.texts import OneOrMore, PlainText, Words
from studyapp.packs.wording import told

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME = re.compile(r"[^\W\d]\w*")
_LONGEST = 64


def _slug(value: str) -> str:
    if _SLUG.fullmatch(value) and len(value) <= _LONGEST:
        return value
    if len(value) > _LONGEST:
        raise told(
            Message("must be at most {most} characters long, is {count}", most=_LONGEST, count=len(value))
        )
    made = "-".join(re.findall(r"[a-z0-9]+", value.lower()))
    if not made:
        raise told(Message('must be small letters and digits joined by "-", is "{value}"', value=value))
    raise told(
        Message(
            'must be small letters and digits joined by "-", such as {made}, is "{value}"',
            made=made,
            value=value,
        )
    )


def _name(value: str) -> str:
    if _NAME.fullmatch(value) and len(value) <= _LONGEST:
        return value
    made = "_".join(re.findall(r"\w+", value)).lstrip("0123456789_")
    if not made:
        raise told(Message('must be a name of letters, digits and "_", is "{value}"', value=value))
    raise told(
        Message(
            'must be a name of letters, digits and "_", such as {made}, is "{value}"', made=made, value=value
        )
    )


MOST_ITEMS = 100
"""Hints, tags, former ids, needs: far more than any pack has, and few enough to be looked at one by one."""

DEPTHS = ("foundation", "core", "further")
"""Tags that say how far into its subject a card leads; a card has at most one of them."""

Slug = Annotated[
    str,
    AfterValidator(_slug),
    Stated({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": _LONGEST}),
]
"""An id, stable for ever: `conv-output-size`."""

# JavaScript's \w knows no Chinese, so an editor is told in its own way that any letter will do.
Name = Annotated[
    str,
    AfterValidator(_name),
    Stated(
        {
            "type": "string",
            "pattern": r"^[A-Za-z_\u0080-\uffff][0-9A-Za-z_\u0080-\uffff]*$",
            "maxLength": _LONGEST,
        }
    ),
]
"""A name in expressions: `kernel_size`."""

Language = Annotated[PlainText, Stated({"type": "string", "enum": [*LANGUAGES]})]
"""A language in which texts are written; an unknown one is told when the pack is read."""


def _reasons(value: object) -> object:
    """`{rule: A, B}` is what an unquoted comma makes of a reason."""
    if isinstance(value, dict):
        cut = next((name for name, reason in value.items() if reason is None and " " in str(name)), None)
        if cut is not None:
            raise told(
                Message("the reason is cut at the comma before {cut}; put quotes around it", cut=cut),
                cut,
                key=True,
            )
    return value


Allow = Annotated[dict[Slug, PlainText], Field(max_length=MOST_ITEMS), BeforeValidator(_reasons)]
"""Lint rules that are silenced here, each with the reason why."""


class Strict(BaseModel):
    """What every model here agrees to: nothing unknown, nothing converted, nothing changed.

    The docstrings of models and fields are what editors show and what the reference in docs/ says.
    """

    json_rules: ClassVar[Json] = {}
    """What the JSON Schema demands besides the fields; the pack's reader tells it in its own words."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, json_schema_extra=describe)


class ChapterSchema(Strict):
    """A chapter, in the order in which chapters are taught."""

    id: Slug
    """names the chapter's folder of cards, too"""
    title: Words
    """what learners read"""


class PackSchema(Strict):
    """pack.yaml: what the pack is called, in which languages it is written, and its chapters."""

    id: Slug | None = None
    """small letters and digits joined by `-`, the same for ever; left out, it is the folder's name"""
    version: PlainText
    """any text, such as `"1.0"`"""
    title: Words
    """what learners read"""
    description: Words | None = None
    """a sentence or two on what is learnt"""
    languages: Annotated[list[Language], Field(min_length=1, max_length=MOST_ITEMS)] = ["en"]
    """in which every text stands: `[en]`, `[zh]` or `[en, zh]`"""
    authors: Annotated[list[PlainText], Field(max_length=MOST_ITEMS), OneOrMore] = Field(default_factory=list)
    """who wrote it"""
    chapters: Annotated[list[ChapterSchema], Field(min_length=1, max_length=MOST_ITEMS)]
    """in the order in which they are taught: `{id, title}` each"""
    allow: Allow = Field(default_factory=dict)
    """rules of the check that are silenced in the whole pack, each with the reason"""


class ConceptSchema(Strict):
    """An entry of concepts.yaml: one thing that can be learnt."""

    id: Slug
    """what cards call it"""
    name: Words
    """what learners read"""
    chapter: str
    """the chapter's id; cards of this concept lie in that chapter's folder"""
    needs: Annotated[list[str], Field(max_length=MOST_ITEMS), OneOrMore] = Field(default_factory=list)
    """concepts that come first; without circles"""
    allow: Allow = Field(default_factory=dict)
    """rules of the check that are silenced for this concept, each with the reason"""


class WordsSchema(Strict):
    """`{en: [unpool], zh: 上池化}`: words of each language, one or several."""

    en: Annotated[list[PlainText], Field(max_length=MOST_ITEMS), OneOrMore] = Field(default_factory=list)
    """in English"""
    zh: Annotated[list[PlainText], Field(max_length=MOST_ITEMS), OneOrMore] = Field(default_factory=list)
    """in Chinese"""

    def in_language(self, language: str) -> list[str]:
        """The words of one language."""
        return self.zh if language == "zh" else self.en


class TermSchema(Strict):
    """An entry of glossary.yaml: a term of the subject, as the pack says it in each language."""

    term: Words
    """what learners read"""
    also: WordsSchema = WordsSchema()
    """what may stand for it as well: an abbreviation, the name in a library"""
    avoided: WordsSchema = Field(default=WordsSchema(), alias="not")
    """what no text says instead of it; the check finds it, but for code, maths and what a gap accepts"""
    paired: bool = False
    """`true`: where a text says it in the pack's first language, it says it in the others, too"""
    note: Words | None = None
    """what it means, or why it is called so"""
    allow: Allow = Field(default_factory=dict)
    """rules of the check that are silenced for this term, each with the reason"""


class CardSchema(Strict):
    """What every kind of card has; each kind adds its own."""

    id: Slug
    """small letters and digits joined by `-`, its own within the pack and the same for ever"""
    kind: str
    """which of the kinds it is; the keys below depend on it"""
    concept: str
    """the id of the concept that it asks about"""
    was: Annotated[list[Slug], Field(max_length=MOST_ITEMS), OneOrMore] = Field(default_factory=list)
    """ids that it had before, so that learners keep their history"""
    tags: Annotated[list[Slug], Field(max_length=MOST_ITEMS), OneOrMore] = Field(default_factory=list)
    """words to find it by"""
    hints: Annotated[list[Words], Field(max_length=MOST_ITEMS), OneOrMore] = Field(default_factory=list)
    """told one by one when asked for, from a nudge to nearly there"""
    explain: Words | None = None
    """told after the answer: why it is so"""
    source: PlainText = ""
    """where it comes from: a book, a paper, an address"""
    demo: str | None = None
    """a demonstration to open beside it, or `NAME/PRESET` for a preset; `studyapp demo` lists them"""
    allow: Allow = Field(default_factory=dict)
    """rules of the check that are silenced for this card, each with the reason"""

    @property
    def asked(self) -> Text:
        """What the card asks, in its author's words; each kind says which of its texts that is."""
        raise NotImplementedError

    def shown(self, text: str) -> str:
        """A text of this card as it reads before anything is put in or taken out of it."""
        return text

    def told(self, text: str) -> str:
        """A text of this card with all that an answer is compared with: what its reader knows in the end."""
        return self.shown(text)
