"""One question of a quiz after it: the question, the answer that was given, the right one and the working."""

from collections.abc import Callable
from typing import ClassVar, cast

from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.domain.card import Asked, Card
from studyapp.domain.text import Text
from studyapp.export.pages.quiz_markdown import given_answer
from studyapp.i18n import N_, _, language
from studyapp.study.phrases import say_duration
from studyapp.study.summary import Answer, QuizResult
from studyapp.text.clean import clean
from studyapp.text.wrap import wrap
from studyapp.tui.places import Go
from studyapp.tui.screens.paged import PagedScreen
from studyapp.tui.widgets.drawn import side_by_side
from studyapp.tui.widgets.page import Page
from studyapp.tui.widgets.prose import WIDEST, prose
from studyapp.tui.widgets.revealed import revealed, under_headings
from studyapp.tui.widgets.title_bar import TitleBar

_TWO_COLUMNS = 96
"""Columns from which the working stands beside the question."""


class ResultQuestionScreen(PagedScreen[int]):
    """Dismissed with the question at which the learner left it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", N_("Question before"), tooltip=N_("The question before"),
                id="result.before"),
        Binding("right,enter,space", "turn(1)", N_("Next question"), tooltip=N_("The next question"),
                id="result.next"),
        Binding("r", "drill", N_("Drill"), tooltip=N_("Drill this problem"), id="result.drill"),
        Binding("d,s", "demonstrate", N_("Show me"), tooltip=N_("See NumPy do it"), id="card.demo"),
        Binding("escape,q", "back", N_("Back"), tooltip=N_("Back to the result"), id="page.back"),
    ]  # fmt: skip

    def __init__(self, result: QuizResult, at: int, place: Callable[[Card], tuple[Text, Text]]) -> None:
        super().__init__()
        self._answers = result.answers
        self._at = at
        self._place = place

    @property
    def answer(self) -> Answer:
        """What is looked at."""
        return self._answers[self._at]

    def title_said(self) -> str:
        """What it is about."""
        return " › ".join(
            clean(text.say(language())) for text in self._place(self.answer.question.card) if text
        )

    def fact_said(self) -> str:
        """Which question it is."""
        return f"{self._at + 1}/{len(self._answers)}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is to do."""
        match action:
            case "turn":
                return 0 <= self._at + cast(int, parameters[0]) < len(self._answers)
            case "drill":
                return self.answer.question.variant is not None
            case "demonstrate":
                return self.answer.question.card.demo is not None
        return super().check_action(action, parameters)

    def action_turn(self, by: int) -> None:
        """To another question."""
        self._at += by
        self.query_one(Page).redraw()
        self.query_one(TitleBar).redraw()
        self.body.scroll_home(animate=False)
        self.refresh_bindings()

    def action_drill(self) -> None:
        """This problem, again and again."""
        self.post_message(Go("drill", problem=self.answer.question.card.id))

    def action_demonstrate(self) -> None:
        """See it done with the numbers of the question."""
        question = self.answer.question
        givens = question.variant.givens if question.variant else {}
        self.post_message(Go("demo", name=question.card.demo, givens=givens))

    def action_back(self) -> None:
        """Back to the result, with this question under the cursor."""
        self.dismiss(self._at)

    def write(self, width: int) -> list[Content]:
        """Question and answers, and the working beside or below them."""
        answer = self.answer
        reveal = cast(Asked, answer.question.card).reveal(answer.question, answer.grade)
        if width < _TWO_COLUMNS:
            return [*self._asked(width), Content(), *under_headings(revealed(reveal, width), width)]
        left = width * 5 // 11
        asked = self._asked(left)
        told = under_headings(revealed(reveal, width - left - 3), width - left - 3)
        return side_by_side(asked, told, left + 3)

    def _asked(self, width: int) -> list[Content]:
        """The question with what there was to pick, and the answer that was given."""
        answer = self.answer
        room = min(width, WIDEST)
        lines = prose(answer.question.prompt, room)
        shown: object = ()
        picked = {id_ for typed in answer.response.values() for id_ in typed.split(",")}
        for field in answer.question.fields:
            if field.options and field.options != shown:  # what is matched has the same ones for every field
                lines.append(Content())
                for option in field.options:
                    mark = "▸ " if option.id in picked else "  "
                    rows = prose(option.text, room - 2)
                    lines += [
                        Content.assemble((mark if at == 0 else "  ", "$accent bold"), row)
                        for at, row in enumerate(rows)
                    ]
            shown = field.options
        return [*lines, Content(), *self._given(room)]

    def _given(self, room: int) -> list[Content]:
        answer = self.answer
        said = clean(given_answer(answer)) or _("I don't know")
        sign, verdict, style = ("✓", _("right"), "$success") if answer.right else ("✗", _("wrong"), "$error")
        told = f"{verdict} · {say_duration(answer.attempt.seconds)}"
        rows = wrap(said, room - 2)
        lines = [Content.styled(row, "bold") for row in rows]
        lines.append(Content.assemble((f"{sign} ", f"{style} bold"), (told, "$quiet")))
        for part in answer.grade.parts.values() if answer.grade else ():
            if part.feedback:
                lines += [Content.assemble("  ", row) for row in prose(part.feedback, room - 2)]
        return under_headings([(_("Your answer"), lines)], room)
