"""The result page of a quiz."""

from collections import Counter
from typing import ClassVar, cast

from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.domain.card import Asked
from studyapp.i18n import N_, _, language
from studyapp.study.phrases import say_duration
from studyapp.study.summary import Answer, ConceptScore, QuizResult
from studyapp.text.clean import clean
from studyapp.text.markdown import plain
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of
from studyapp.tui.screens.paged import PagedScreen
from studyapp.tui.screens.summary import quiet_lines, score_bar, slip_lines
from studyapp.tui.widgets.prose import WIDEST, prose

_INDENT = 5
"""Columns of a question's mark and number."""


class ResultScreen(PagedScreen[None]):
    """How the quiz went: in all, by concept, question by question, and the slips."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,space", "dismiss", N_("Home"), tooltip=N_("Back to today"), id="result.home"),
    ]

    def __init__(self, result: QuizResult) -> None:
        super().__init__()
        self._result = result

    def title_said(self) -> str:
        """What came of the quiz."""
        return _("Quiz › Result")

    def fact_said(self) -> str:
        """How long it took."""
        return say_duration(self._result.seconds)

    def write(self, width: int) -> list[Content]:
        """All of it; what was not answered is only counted."""
        result = self._result
        room = min(width, WIDEST)
        per_cent = round(100 * result.score)
        lines = [Content.styled(_("Your result: {per_cent} %", per_cent=per_cent), "bold"), Content()]
        lines += score_bar(result.right, result.total, room)
        left_out = result.total - len(result.answers)
        if left_out:
            lines += quiet_lines(_("{count} not answered", count=left_out), room)
        lines += [Content(), Content.styled(_("By concept"), "$primary bold")]
        lines += _concepts(result, room)
        lines += [Content(), Content.styled(_("Question by question"), "$primary bold")]
        for number, answer in enumerate(result.answers, start=1):
            lines += _question(number, answer, room)
        return [*lines, *slip_lines(result.slips, room)]


def _question(number: int, answer: Answer, width: int) -> list[Content]:
    """One question: its mark and how it began; of a wrong one what was answered, and what is right."""
    sign, style = ("✓", "$success") if answer.right else ("✗", "$error")
    room = width - _INDENT
    said = " ".join(plain(answer.question.prompt.say(language()), 10 * width))
    head = Content.assemble((f"{sign} ", f"{style} bold"), (f"{number:2} ", "$quiet"), cut(said, room))
    if answer.right:
        return [head]
    card = cast(Asked, answer.question.card)
    mine, right = _("You"), _("Answer")
    column = max(columns_of(mine), columns_of(right)) + 2
    given = [Content(cut(_given(answer) or _("I don't know"), room - column))]
    expected = prose(card.reveal(answer.question, answer.grade).answer, room - column)
    return [head, *_labelled(mine, given, column), *_labelled(right, expected, column)]


def _labelled(label: str, rows: list[Content], column: int) -> list[Content]:
    return [
        Content.assemble(" " * _INDENT, (pad("" if at else label, column), "$quiet"), row)
        for at, row in enumerate(rows)
    ]


def _given(answer: Answer) -> str:
    """What was answered, in one line: picks by their texts, the rest as typed."""
    said = []
    for field in answer.question.fields:
        typed = answer.response.get(field.name, "").strip()
        if field.options:
            texts = {option.id: option.text.say(language()) for option in field.options}
            typed = "; ".join(" ".join(plain(texts.get(id, ""), 200)) for id in typed.split(","))
        said.append(clean(typed) or "–")
    return " · ".join(said) if answer.response else ""


def _concepts(result: QuizResult, width: int) -> list[Content]:
    """A row for each concept that was answered: how many were right, wrong, and left out."""
    cards = (answer.question.card for answer in result.answers)
    asked = Counter((card.pack, card.concept) for card in cards)
    scores = [score for score in result.by_concept if asked[score.pack, score.concept]]
    names = [clean(score.name.say(language())) for score in scores]
    column = min(max(map(columns_of, names), default=0), width - 16) + 2
    return [
        Content.assemble(pad(cut(name, column - 2), column), *_signs(score, asked[score.pack, score.concept]))
        for score, name in zip(scores, names, strict=True)
    ]


def _signs(score: ConceptScore, asked: int) -> list[tuple[str, str]]:
    return [
        ("●" * score.right, "$success"),
        ("○" * (asked - score.right), "$error"),
        ("·" * (score.total - asked), "$quiet"),
        (f"  {score.right}/{score.total}", "$quiet"),
    ]
