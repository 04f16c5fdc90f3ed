"""The result of a quiz as Markdown: to read, to print, to hand in."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeAlias, cast

from studyapp.domain.card import Asked, Card, Question, Reveal, WorkedStep
from studyapp.domain.grade import Grade
from studyapp.domain.text import Text
from studyapp.export.pages.escaping import code, markdown, one_line, quoted, words
from studyapp.i18n import _, language, listed, ngettext
from studyapp.study.phrases import say_duration
from studyapp.study.summary import Answer, QuizResult, Slip
from studyapp.text.markdown import plain
from studyapp.text.numbers import show
from studyapp.text.shares import share

Place: TypeAlias = Callable[[Card], tuple[Text, Text]]
"""The names of a card's chapter and concept."""


def quiz_markdown(result: QuizResult, at: datetime, place: Place) -> str:
    """The document, in the language spoken now: the result by concept, slips, every question worked."""
    lines = [f"# {_('Quiz of {date}', date=f'{at.astimezone():%Y-%m-%d %H:%M}')}", "", *_headline(result), ""]
    lines += _by_concept(result)
    lines += _slips(result.slips)
    lines += [f"## {_('Question by question')}", ""]
    for number, answer in enumerate(result.answers, start=1):
        lines += _answer(number, answer, place)
    for number, question in enumerate(result.unanswered, start=len(result.answers) + 1):
        lines += _unanswered(number, question, place)
    return "\n".join(lines).rstrip() + "\n"


def _headline(result: QuizResult) -> Iterator[str]:
    said = [
        _("{right} of {total} right", right=result.right, total=result.total),
        share(result.score),
        _("in {time}", time=say_duration(result.seconds)),
    ]
    if result.answers:
        each = say_duration(result.seconds / len(result.answers))
        said.append(_("{time} a question", time=each))
    yield f"**{' · '.join(said)}**"
    if result.unanswered:
        left_out = ngettext("{count} not answered", "{count} not answered", len(result.unanswered))
        yield ""
        yield left_out + (f" ({_('the time was over')})" if result.timed_out else "")


def _by_concept(result: QuizResult) -> list[str]:
    head = [_("Concept"), _("Right"), _("Questions")]
    rows = [
        f"| {words(score.name.say(language()))} | {score.right} | {score.total} |"
        for score in result.by_concept
    ]
    return [
        f"## {_('By concept')}", "", f"| {' | '.join(head)} |", "| --- | ---: | ---: |", *rows, "",
    ]  # fmt: skip


def _slips(slips: tuple[Slip, ...]) -> list[str]:
    if not slips:
        return []
    said = [f"- {slip.count}× {one_line(slip.say.say(language()))}" for slip in slips]
    return [f"## {_('What the mistakes looked like')}", "", *said, ""]


def _answer(number: int, answer: Answer, place: Place) -> list[str]:
    question = answer.question
    given = given_answer(answer)
    said = code(given) if given else _("I don't know")
    judged = _("{asked} ({how})", asked=said, how=_("right") if answer.right else _("wrong"))
    facts = [
        f"- {_('{label}: {text}', label=_('Your answer'), text=judged)}",
        f"- {_('{label}: {text}', label=_('Time'), text=say_duration(answer.attempt.seconds))}",
    ]
    sign = "✓" if answer.right else "✗"
    return [*_question(number, sign, question, place), *facts, *_told(question, answer.grade)]


def _unanswered(number: int, question: Question, place: Place) -> list[str]:
    return [*_question(number, "·", question, place), f"- {_('not answered')}", *_told(question, None)]


def _question(number: int, sign: str, question: Question, place: Place) -> list[str]:
    names = " › ".join(words(text.say(language())) for text in place(question.card) if text)
    lines = [f"### {number}. {sign} {names}", "", quoted(question.prompt.say(language())), ""]
    shown: object = ()
    for field in question.fields:
        if field.options and field.options != shown:  # what is matched has the same ones for every field
            # Another bullet than that of what follows, or the two lists would be read as one.
            lines += [f"* {one_line(option.text.say(language()))}" for option in field.options]
            lines.append("")
        shown = field.options
    if question.variant and question.variant.givens:
        givens = listed(
            f"{code(name)} = {code(show(value))}" for name, value in question.variant.givens.items()
        )
        lines += [_("{label}: {text}", label=_("Given"), text=givens), ""]
    return lines


def _told(question: Question, grade: Grade | None) -> list[str]:
    reveal = cast(Asked, question.card).reveal(question, grade)
    answer = markdown(reveal.answer.say(language()))
    if "\n" in answer:  # a block of its own, within the item
        answer = "\n\n" + "\n".join(f"  {line}".rstrip() for line in answer.split("\n"))
    return [
        f"- {_('{label}: {text}', label=_('Right answer'), text=answer)}",
        "",
        *_explained(reveal),
        f"`{question.card.id}`" + _numbers(question),
        "",
    ]


def _explained(reveal: Reveal) -> Iterator[str]:
    if reveal.working:
        yield f"**{_('Working')}**"
        yield ""
        for number, step in enumerate(reveal.working, start=1):
            yield f"{number}. {_step(step)}"
        yield ""
    if reveal.explanation:
        yield f"**{_('Why')}**"
        yield ""
        yield quoted(reveal.explanation.say(language()))
        yield ""


def _step(step: WorkedStep) -> str:
    equation = " = ".join(step.sides).replace("<", r"\lt ")
    said = _("{label}: {text}", label=one_line(step.say.say(language())), text=f"${equation}$")
    return said + (f" ← **{_('Here your way departs.')}**" if step.leaves_here else "")


def _numbers(question: Question) -> str:
    """Level and seed, so that the very question can be drawn again."""
    if question.variant is None:
        return ""
    return " · " + _("level {level}, seed {seed}", level=question.level, seed=question.seed)


def given_answer(answer: Answer) -> str:
    """What was answered, in one line: picks by their texts, the rest as typed; empty where nothing was.

    Of several parts each stands with its name.
    """
    said = []
    fields = answer.question.fields
    for field in fields:
        typed = answer.response.get(field.name, "").strip()
        if field.options:
            texts = {option.id: option.text.say(language()) for option in field.options}
            typed = "; ".join(" ".join(plain(texts.get(id_, ""), 1000)) for id_ in typed.split(","))
        name = " ".join(plain(field.prompt.say(language()), 1000)) if len(fields) > 1 else ""
        said.append(_("{label}: {text}", label=name, text=typed or "–") if name else typed or "–")
    return " · ".join(said) if answer.response else ""
