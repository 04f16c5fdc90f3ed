"""Texts in packs: one string for every language, or one for each."""

import re
from decimal import Decimal
from typing import Annotated, Any, TypeGuard

from pydantic import PlainValidator
from pydantic_core import core_schema

from studyapp.config import LANGUAGES
from studyapp.domain.text import Text
from studyapp.engine.problems.template import MATHS
from studyapp.i18n import N_
from studyapp.messages import Message
from studyapp.packs.json_hints import Json, Stated
from studyapp.packs.report import Spot
from studyapp.packs.wording import described, told, unknown
from studyapp.text.shares import share

LONGEST = 20_000
"""Characters of one text; what is shown has to be wrapped and drawn while a learner waits."""

LANGUAGE_NAMES = {"en": N_("English"), "zh": N_("Chinese")}
"""What an author is told of a language."""

_SPOKEN = frozenset(LANGUAGES)
_NO_WORDS = re.compile(MATHS.pattern + r"|`[^`]+`|\{\{?[^{}]*\}?\}", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff]")
_COMMON_WORD = re.compile(r"\b[a-z]{3,}\b")


def read_text(value: object) -> Text:
    """A text as a pack states it, or the fault in it."""
    if not isinstance(value, dict):
        return Text.same(_one(value))
    en, zh = value.get("en"), value.get("zh")
    if len(value) == len(_SPOKEN) and _is_text(en) and _is_text(zh):  # as nearly always
        return Text(en, zh)
    if not value.keys() <= _SPOKEN:
        stray = next(key for key in value if key not in _SPOKEN)
        raise told(_stray(stray, value), stray, key=True)
    if not value:
        raise told(Message("must be a text, is empty"))
    said = {language: _one(words, language) for language, words in value.items()}
    if len(said) < len(_SPOKEN):
        said = dict.fromkeys(LANGUAGES, next(iter(said.values()))) | said
    return Text(**said)


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= LONGEST and not value.isspace()


def _one(value: object, *within: str) -> str:
    if _is_text(value):
        return value
    if isinstance(value, bool):
        raise told(
            Message("must be a text, {is_now}; put quotes around it", is_now=described(value)), *within
        )
    if isinstance(value, int | Decimal):
        return str(value)
    if not isinstance(value, str):
        raise told(Message("must be a text or {{en: …, zh: …}}, {is_now}", is_now=described(value)), *within)
    if not value or value.isspace():
        raise told(Message("must be a text, is empty"), *within)
    raise told(
        Message(
            "must be at most {most} characters long, has {count}",
            most=f"{LONGEST:,}",
            count=f"{len(value):,}",
        ),
        *within,
    )


def _stray(key: object, value: dict[str, object]) -> Message:
    if value[key] is None and key == next(iter(value)):  # type: ignore[index]
        # So does a text of nothing but `{name}`.
        return Message("a text that begins with {{ needs quotes around all of it")
    if value[key] is None:  # type: ignore[index]
        # `{en: A, B}` is what an unquoted comma makes of a text.
        return Message("the text is cut at the comma before {key}; put quotes around it", key=key)
    return unknown(N_("language"), key, LANGUAGES)


def written(text: Text, spot: Spot) -> list[tuple[str, str, Spot]]:
    """Each language in which a text really stands in its file, with its words and their place."""
    if isinstance(spot.data, dict):
        return [(name, text.say(name), spot.at(name)) for name in LANGUAGES if name in spot.data]
    return [(LANGUAGES[0], text.say(LANGUAGES[0]), spot)]


def share_of(part: float) -> Text:
    """A share as each language writes it."""
    return Text(share(part, spoken="en"), share(part, spoken="zh"))


def is_prose(text: str) -> bool:
    """Whether a text has words of a language, and not only names, figures and maths."""
    bare = _NO_WORDS.sub(" ", text)
    return bool(_HAN.search(bare) or _COMMON_WORD.search(bare))


_TEXT: Json = {"type": ["string", "number"], "pattern": r"\S"}
_EACH: Json = {
    "type": "object",
    "properties": {
        language: {**_TEXT, "description": f"the text in {LANGUAGE_NAMES[language]}"}
        for language in LANGUAGES
    },
    "additionalProperties": False,
    "minProperties": 1,
}

Words = Annotated[Text, PlainValidator(read_text), Stated({"anyOf": [_TEXT, _EACH]})]
"""A text that a learner reads."""


def read_plain(value: object) -> str:
    """A text for which there is one language: a source, a version, a name."""
    if value is None:
        raise told(Message("must be a text, is empty"))
    return _one(value)


PlainText = Annotated[str, PlainValidator(read_plain), Stated(_TEXT)]


def as_list(value: object) -> object:
    """One thing is a list of one."""
    return value if isinstance(value, list) else [value]


class _OneOrMore:
    """Metadata of a list: one thing may stand there without brackets."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(as_list, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Json:
        several = handler(core)
        return {"anyOf": [several["items"], several]}


OneOrMore = _OneOrMore()
