"""What the line mode shows: each function gives lines of plain text in the language spoken now."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from unicodedata import normalize

from studyapp.domain.attempt import Mode
from studyapp.domain.card import Field, Option, Question, Reveal, WorkedStep
from studyapp.domain.grade import Grade, PartGrade, Rating, Status
from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.frames import ends_of_scenes
from studyapp.errors import ResponseError
from studyapp.i18n import N_, _, language, listed, sentence
from studyapp.messages import Names
from studyapp.study.card_info import Past
from studyapp.study.card_sheet import CardSheet
from studyapp.study.drill import Drill
from studyapp.study.phrases import (
    say_duration,
    say_interval,
    say_marks,
    say_terms,
    say_time_left,
)
from studyapp.study.sitting import Sitting
from studyapp.text.markdown import plain
from studyapp.text.maths import linear
from studyapp.text.numbers import show

WIDTH = 80
LATEST = 10
"""Answers to a card that its sheet tells."""
_MOST_LINES = 40
"""Moments of a working that are told one by one."""

_DISPLAY = re.compile(r"\$\$\s*(.+?)\s*\$\$", re.DOTALL)

RATINGS = {
    Rating.AGAIN: N_("Again"),
    Rating.HARD: N_("Hard"),
    Rating.GOOD: N_("Good"),
    Rating.EASY: N_("Easy"),
}

STATUSES = {
    Status.CORRECT: N_("Right."),
    Status.INCORRECT: N_("Not right."),
    Status.IMPRECISE: N_("Right, but not precise enough."),
    Status.UNREADABLE: N_("That can't be read."),
    Status.BLANK: N_("Left blank."),
}


def markdown(text: Text) -> list[str]:
    """A text of a pack or a solver as plain lines; each formula on one line, so that it can be read aloud."""
    return plain(_DISPLAY.sub(r"$\1$", text.say(language())), WIDTH)


def demonstration(named: str, givens: Mapping[str, Value]) -> Iterator[str]:
    """What a demonstration tells at the end of each scene, with a problem's own numbers where it has any.

    Of a working that is not too long every line is told.
    """
    from studyapp.engine.demos import find_demo, name_and_preset, named_demo

    name, _preset = name_and_preset(named)
    demo = find_demo(name).from_givens(givens) if givens else named_demo(named)
    yield demo.title.say(language())
    for text in (demo.about, *demo.notes):
        yield from markdown(text)
    moments = tuple(demo.frames())
    is_whole = demo.is_working and len(moments) <= _MOST_LINES
    for frame in moments if is_whole else ends_of_scenes(moments):
        yield ""
        yield frame.title.say(language())
        yield from markdown(frame.caption)
    yield ""
    yield from markdown(demo.notice)


def question(asked: Question, sitting: Sitting) -> list[str]:
    """The question with its place in the run, and what can be picked."""
    place = _place(sitting)
    if marks := say_marks(sitting.marks):
        place = _("{asked} ({how})", asked=place, how=listed(marks))
    lines = [place, "", *put(asked)]
    if terms := say_terms(sitting.allowance):
        lines += ["", *terms]
    typed = [_as_shown(field, sitting.typed.get(field.name, "")) for field in asked.fields]
    if any(typed):
        lines += ["", _("Your answer was: {typed}", typed=_("; ").join(typed))]
    return lines


def sheet(told: CardSheet) -> list[str]:
    """A card's sheet: what it is, how it stands, its latest answers, and what a report needs."""
    lines = ["", f"{told.card.id} · {told.sorts}"]
    if marks := say_marks(told.marks):
        lines.append(_("Your marks: {marks}", marks=listed(marks)))
    lines += note(told.marks.note)
    facts = told.facts()
    lines += [_("{label}: {said}", label=label, said=said) for label, said in facts]
    if not facts:
        lines.append(_("Not answered yet."))
    lines += [_answered(past) for past in reversed(told.info.history[-LATEST:])]
    return [*lines, "", _("For a report:"), *told.report.splitlines(), ""]


def _answered(past: Past) -> str:
    """One answer of the past, in a line."""
    attempt = past.attempt
    day = (attempt.day or attempt.at.date()).isoformat()
    said = [past.how_said]
    if attempt.mode is not Mode.RESET:
        said += [_(RATINGS[attempt.rating]), say_duration(attempt.seconds)]
    if past.interval is not None:
        said.append(_("back after {interval}", interval=say_interval(past.interval)))
    said += [slip.say(language()) for slip in past.slips]
    return _("{label}: {said}", label=day, said=listed(said))


def note(text: str) -> list[str]:
    """The learner's own note; nothing where there is none."""
    return [_("Your note: {note}", note=text)] if text else []


def _place(sitting: Sitting) -> str:
    """Where the question stands in the run, and how much time or which level it has."""
    if isinstance(sitting, Drill):
        ladder = sitting.ladder
        said = [_("Question {position}", position=sitting.position)]
        if len(ladder.levels) > 1:
            at = ladder.levels.index(ladder.level) + 1
            said.append(_("Level {level} of {count}", level=at, count=len(ladder.levels)))
        if sitting.aim:
            said.append(_("aims at: {slip}", slip=one_line(sitting.aim)))
        return " · ".join(said)
    if sitting.practising:
        return _("Practice with new numbers")
    place = _("Question {position} of {total}", position=sitting.position, total=sitting.total)
    left = sitting.time_left
    if left is None:
        return place
    return f"{place} · " + (_("time is up: the last question") if left == 0 else say_time_left(left))


def put(asked: Question) -> list[str]:
    """The question alone, and what can be picked."""
    lines = markdown(asked.prompt)
    shown: tuple[Option, ...] = ()
    for field in asked.fields:
        if field.options != shown:  # what is matched has the same options for every field
            lines += _options(field)
        shown = field.options
    return lines


def field_prompt(field: Field, named: bool) -> str:
    """What stands before the cursor: the field's name, and what is asked of the answer."""
    name = one_line(field.prompt) if named or field.prompt else ""
    asks = []
    if field.expect == "options":
        asks.append(_("several letters may be right, such as a,c"))
    if field.expect == "order":
        asks.append(_("all letters in the right order, such as b,a,c"))
    if field.tolerance:
        asks.append(field.tolerance.say(language()))
    if field.units:
        asks.append(field.units[0])
    asked = name or _("Your answer")
    return _("{asked}:", asked=_("{asked} ({how})", asked=asked, how=listed(asks)) if asks else asked)


def letters(field: Field) -> dict[str, str]:
    """The letter before each option as it is shown, and the option's id; the options come in any order."""
    return {chr(ord("a") + place): option.id for place, option in enumerate(field.options)}


def picked(field: Field, typed: str) -> str:
    """The ids of the options whose letters (or places, from 1) were typed; ResponseError for a stray one."""
    known = letters(field)
    by_place = dict(enumerate(known.values(), 1))
    # Several letters may stand together, `ac`, where several options are asked for.
    words = re.findall(
        r"\w" if field.expect in ("options", "order") else r"\w+", normalize("NFKC", typed).lower()
    )
    chosen = {}
    for word in words or [typed]:
        option = by_place.get(int(word)) if word.isdecimal() else known.get(word)
        if option is None:
            raise ResponseError(
                "there is no option {stray}; pick from {options}", stray=word, options=Names(known)
            )
        chosen[option] = word
    if field.expect == "option" and len(chosen) > 1:
        raise ResponseError("only one option can be picked here")
    return ",".join(chosen)


def unreadable(error: ResponseError, typed: str) -> list[str]:
    """Why a response can't be read, and where."""
    lines = [sentence(error)]
    if 1 < error.column <= len(typed):
        lines.append(_("That is at character {column} of: {typed}", column=error.column, typed=typed))
    if error.candidates:
        shown = _(" or ").join(show(candidate) for candidate in error.candidates)
        lines.append(_("It could mean {candidates}.", candidates=shown))
    return lines


def grade(asked: Question, earned: Grade, *, again: bool = False) -> list[str]:
    """What the response earned, part by part; with another try, nothing that gives the answer."""
    fields = {field.name: field for field in asked.fields}
    lines = []
    for name, part in earned.parts.items():
        status = _(STATUSES[part.status])
        if len(earned.parts) > 1 and name in fields:
            status = _("{label}: {text}", label=one_line(fields[name].prompt) or name, text=status)
        lines.append(status)
        lines += list(_about(part)) if not (again and part.followed) else []
    return [*lines, _("Try again:")] if again else lines


def reveal(shown: Reveal) -> list[str]:
    """The answer, the working and the explanation."""
    lines = []
    if shown.answer:
        lines += ["", _("Answer:"), *markdown(shown.answer)]
    if shown.working:
        lines += ["", _("Working:")]
        lines += [line for step in shown.working for line in _step(step)]
    if shown.explanation:
        lines += ["", *markdown(shown.explanation)]
    if shown.source:
        lines += [_("Source: {source}", source=shown.source)]
    return lines


def rating_prompt(intervals: Mapping[Rating, timedelta], preset: Rating | None) -> str:
    """The four ratings, each with the time until the card would come back."""
    keys = []
    for rating, name in RATINGS.items():
        said = _(name)
        if rating in intervals:
            said = _("{asked} ({how})", asked=said, how=say_interval(intervals[rating]))
        keys.append(f"{rating.value} {said}")
    chosen = _("; Enter for {rating}", rating=_(RATINGS[preset])) if preset else ""
    return _("{asked}:", asked=" · ".join(keys) + chosen)


def one_line(text: Text) -> str:
    """A short text on one line."""
    return " ".join(line.strip() for line in markdown(text) if line.strip())


def _options(field: Field) -> Iterator[str]:
    for letter, option in zip(letters(field), field.options, strict=True):
        first, *rest = markdown(option.text) or [""]
        yield f"  {letter}) {first}"
        yield from (f"     {line}" for line in rest)


def _as_shown(field: Field, response: str) -> str:
    if not field.options:
        return response
    letter = {id: letter for letter, id in letters(field).items()}
    return ",".join(letter.get(id, id) for id in response.split(",") if id)


def _about(part: PartGrade) -> Iterator[str]:
    if part.marks:
        yield "  " + _marks(part.marks)
    if part.feedback:
        yield from (f"  {line}" for line in markdown(part.feedback))


def _marks(marks: tuple[Value, ...]) -> str:
    """A vector's or matrix's elements: right, wrong or blank."""
    if any(isinstance(mark, tuple) for mark in marks):
        return "; ".join(_marks(row) for row in marks if isinstance(row, tuple))
    signs = (_("wrong"), _("right"), _("blank"))
    return ", ".join(signs[2 if mark is None else bool(mark)] for mark in marks)


def _step(step: WorkedStep) -> Iterator[str]:
    line = " = ".join(linear(latex) for latex in step.sides)
    label = one_line(step.say)
    yield "  " + (line if line.startswith(f"{label} = ") else _("{label}: {text}", label=label, text=line))
    if step.leaves_here:
        yield "  " + _("(here your way leaves)")
