"""Cloze cards: a text with gaps, typed by the learner and compared without fuss about spelling."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from unicodedata import normalize

from studyapp.domain.card import Card, Field, Question, Reveal
from studyapp.domain.grade import Grade, PartGrade, Response, Status
from studyapp.domain.text import Text
from studyapp.engine.problems.template import MATHS
from studyapp.engine.response import read_response
from studyapp.errors import ResponseError
from studyapp.messages import Message
from studyapp.packs.context import Context
from studyapp.packs.report import Spot
from studyapp.packs.schema import CardSchema
from studyapp.packs.texts import Words, written

LONG_ENOUGH_FOR_A_SLIP = 6
"""From how many letters on one wrong letter is called close."""

_GAP_OR_MATHS = re.compile(MATHS.pattern + r"|\{\{(?:(?P<gap>[^{}]*)\}\})?|\}\}", re.DOTALL)
_DASHES = re.compile(r"[-‐‑‒–—−_\s]+")
_BESIDE_HAN = re.compile(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])")
_AS_IT_IS = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*|[\u3400-\u9fff]+")
"""Words of which `normalised` changes nothing, as most answers are."""
_NEGATIVE = re.compile(r"[-‐‑‒–—−]\s*\.?\d")
_ARTICLE = re.compile(r"^(?:a|an|the) (?=\w)")
_PLURAL_FROM = 4
"""From how many letters on an English word and its plural in -s are the same answer."""
_AT_THE_START = " ,;:!?。、…"
_AT_THE_END = " .,;:!?。、…"


class Schema(CardSchema):
    """A text with gaps to type."""

    text: Words
    """with `{{answer}}` around each gap, and `|` before what else is accepted: `{{epoch|pass}}`"""

    @property
    def asked(self) -> Text:
        """The text."""
        return self.text

    def shown(self, text: str) -> str:
        """A text with its gaps open."""
        return _GAP_OR_MATHS.sub(lambda found: "[…]" if found["gap"] is not None else found[0], text)

    def told(self, text: str) -> str:
        """A text with its gaps filled, what else is accepted behind it."""
        others: list[str] = []

        def fill(found: re.Match[str]) -> str:
            if found["gap"] is None:
                return found[0]
            answer, *accepted = found["gap"].split("|")
            others.extend(accepted)
            return answer

        return "\n\n".join((_GAP_OR_MATHS.sub(fill, text), *others))


@dataclass(frozen=True, slots=True)
class Gap:
    """What stood in one gap."""

    answer: Text
    accepted: frozenset[str]
    """Every spelling that is right in any language, normalised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeCard(Card):
    """A text to be completed. Fields are `gap1`, `gap2`, …"""

    pieces: tuple[Text, ...]
    """What stands before, between and behind the gaps."""
    gaps: tuple[Gap, ...]

    def ask(self, level: int = 1, seed: int = 0) -> Question:
        """The text with its gaps left open."""
        only = len(self.gaps) == 1
        prompt = self._filled([Text.same("[…]" if only else f"[{n} …]") for n, _ in enumerate(self.gaps, 1)])
        fields = tuple(
            Field(name=name, prompt=Text.same("" if only else str(n)))
            for n, name in enumerate(self._names(), 1)
        )
        return Question(card=self, prompt=prompt, fields=fields, level=level, seed=seed)

    def read(self, question: Question, field: str, typed: str) -> str:
        """What is compared is what was typed, without space around it."""
        return normalize("NFKC", typed).strip()

    def grade(self, question: Question, response: Response) -> Grade:
        """Each gap by itself; one wrong letter in a long word is wrong, and said to be close."""
        parts = {
            name: _graded(gap, response.get(name, ""))
            for name, gap in zip(self._names(), self.gaps, strict=True)
        }
        right = sum(part.status is Status.CORRECT for part in parts.values())
        return Grade(parts=parts, score=right / len(parts))

    def reveal(self, question: Question, grade: Grade | None = None) -> Reveal:
        """The whole text, what stood in the gaps in bold."""
        answer = self._filled([gap.answer.map(lambda words: f"**{words}**") for gap in self.gaps])
        return Reveal(answer=answer, explanation=self.explanation, source=self.source)

    def _names(self) -> list[str]:
        return [f"gap{number}" for number in range(1, len(self.gaps) + 1)]

    def _filled(self, words: list[Text]) -> Text:
        """The text with something in place of each gap."""
        before, *behind = self.pieces
        parts = [before, *chain.from_iterable(zip(words, behind, strict=True))]
        return Text("".join(part.en for part in parts), "".join(part.zh for part in parts))


def normalised(typed: str) -> str:
    """What is compared: width, case, hyphens against spaces and final punctuation do not count."""
    if _AS_IT_IS.fullmatch(typed):
        return typed
    text = normalize("NFKC", typed).casefold().strip()
    sign = "-" if _NEGATIVE.match(text) else ""
    text = _DASHES.sub(" ", text).rstrip(_AT_THE_END).lstrip(_AT_THE_START)
    return sign + _BESIDE_HAN.sub("", text)


def _forms(words: str) -> Iterator[str]:
    """What was typed, without its article, and in the other number: `the strides` for `stride`."""
    for form in (words, _ARTICLE.sub("", words)):
        yield form
        if form.isascii() and len(form) >= _PLURAL_FROM and form[-1].isalpha():
            yield form.removesuffix("s") if form.endswith("s") else f"{form}s"


def _is_the_number(typed: str, gap: Gap) -> bool:
    """Whether a number stands in the gap and this is another way to write it: `.5` or `1/2` for `0.5`."""
    if not any(character.isnumeric() for character in typed):
        return False
    try:
        value = read_response(typed).value
        return any(read_response(word).value == value for word in gap.accepted if word[-1:].isdigit())
    except ResponseError:
        return False


def is_slip(typed: str, word: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two neighbours are swapped."""
    if abs(len(typed) - len(word)) > 1 or typed == word:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word))
    )
    rest_typed, rest_word = typed[start:], word[start:]
    return (
        rest_typed[1:] == rest_word[1:]
        or rest_typed == rest_word[1:]
        or rest_typed[1:] == rest_word
        or (rest_typed[:2] == rest_word[:2][::-1] and rest_typed[2:] == rest_word[2:])
    )


def _graded(gap: Gap, typed: str) -> PartGrade:
    answer = gap.answer
    expected = answer.en if answer.en == answer.zh else f"{answer.en} / {answer.zh}"
    words = normalised(typed)
    if not words:
        return PartGrade(status=Status.BLANK, expected=expected)
    if not gap.accepted.isdisjoint(_forms(words)) or _is_the_number(typed, gap):
        return PartGrade(status=Status.CORRECT, read_as=typed.strip(), expected=expected)
    close = any(len(word) >= LONG_ENOUGH_FOR_A_SLIP and is_slip(words, word) for word in gap.accepted)
    said = Text(f"It is “{answer.en}”.", f"应为“{answer.zh}”。")
    if close:
        said = Text(f"Close: it is spelt “{answer.en}”.", f"很接近：应写作“{answer.zh}”。")
    return PartGrade(status=Status.INCORRECT, read_as=typed.strip(), expected=expected, feedback=said)


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A text in one language, taken apart."""

    pieces: tuple[str, ...]
    gaps: tuple[Gap, ...]
    """As this language alone has them."""


def build(schema: Schema, context: Context) -> ClozeCard | None:
    """The card, unless a gap is malformed or the languages differ in their gaps."""
    spot = context.spot.at("text")
    stated = written(schema.text, spot)
    parsed = {name: found for name, text, place in stated if (found := _parsed(text, place))}
    if len(parsed) < len(stated):
        return None
    first = next(iter(parsed.values()))
    en, zh = parsed.get("en", first), parsed.get("zh", first)
    if len(en.gaps) != len(zh.gaps):
        spot.at("zh").fault(
            Message(
                "has {zh} where the English text has {en}; each must stand in both",
                zh=_count(zh),
                en=_count(en),
            )
        )
        return None
    gaps = tuple(
        Gap(Text(ours.answer.en, theirs.answer.zh), ours.accepted | theirs.accepted)
        for ours, theirs in zip(en.gaps, zh.gaps, strict=True)
    )
    pieces = tuple(map(Text, en.pieces, zh.pieces))
    return ClozeCard(**context.common(schema), pieces=pieces, gaps=gaps)


def _count(parsed: _Parsed) -> Text:
    count = len(parsed.gaps)
    return Text(f"{count} gap" if count == 1 else f"{count} gaps", f"{count} 个空")


def _parsed(text: str, spot: Spot) -> _Parsed | None:
    """Take a text apart at its gaps; what is wrong with one is told where it stands."""
    pieces: list[str] = []
    gaps: list[Gap] = []
    sound, behind = True, 0
    for found in _GAP_OR_MATHS.finditer(text):
        if found[0] in {"{{", "}}"}:
            spot.fault(
                Message("{stray} stands alone; a gap is written {{{{answer}}}}", stray=found[0]),
                offset=found.start(),
            )
            sound = False
        elif found["gap"] is not None:
            words = [word.strip() for word in found["gap"].split("|")]
            accepted = frozenset(map(normalised, words))
            if "" in accepted:
                spot.fault(
                    Message("this gap has nothing to type; write {{{{answer}}}}"), offset=found.start()
                )
                sound = False
            pieces.append(text[behind : found.start()])
            gaps.append(Gap(Text.same(words[0]), accepted))
            behind = found.end()
    if sound and not gaps:
        spot.fault(Message("has no gap; write {{{{answer}}}} around what is to be typed"))
        sound = False
    return _Parsed((*pieces, text[behind:]), tuple(gaps)) if sound else None
