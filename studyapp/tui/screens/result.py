"""The result page of a quiz."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from studyapp.i18n import N_, _, language
from studyapp.study.phrases import say_duration
from studyapp.study.summary import Answer, ConceptScore, QuizResult
from studyapp.text.clean import clean
from studyapp.text.markdown import plain
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of
from studyapp.tui.screens.base import BaseScreen
from studyapp.tui.screens.summary import quiet_lines, score_bar, slip_lines
from studyapp.tui.widgets.key_bar import KeyBar
from studyapp.tui.widgets.page import Page
from studyapp.tui.widgets.prose import WIDEST
from studyapp.tui.widgets.title_bar import TitleBar


class ResultScreen(BaseScreen[None]):
    """How the quiz went: in all, by concept, and the slips."""

    CSS_PATH = "result.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,space", "dismiss", N_("Home"), tooltip=N_("Back to today"), id="result.home"),
    ]

    def __init__(self, result: QuizResult) -> None:
        super().__init__()
        self._result = result

    def compose(self) -> ComposeResult:
        """One page."""
        yield TitleBar(lambda: _("Quiz › Result"), lambda: say_duration(self._result.seconds))
        with VerticalScroll(can_focus=False):
            yield Page(self._write)
        yield KeyBar()

    def _write(self, width: int) -> list[Content]:
        result = self._result
        room = min(width, WIDEST)
        per_cent = round(100 * result.score)
        lines = [Content.styled(_("Your result: {per_cent} %", per_cent=per_cent), "bold"), Content()]
        lines += score_bar(result.right, result.total, room)
        left_out = result.total - len(result.answers)
        if left_out:
            lines += quiet_lines(_("{count} not answered", count=left_out), room)
        lines += [Content(), Content.styled(_("By concept"), "$primary bold")]
        lines += _concepts(result.by_concept, room)
        lines += [Content(), Content.styled(_("Question by question"), "$primary bold")]
        lines += [_question(number, answer, room) for number, answer in enumerate(result.answers, start=1)]
        return [*lines, *slip_lines(result.slips, room)]


def _question(number: int, answer: Answer, width: int) -> Content:
    """One question: its mark and how it began."""
    sign, style = ("✓", "$success") if answer.right else ("✗", "$error")
    said = " ".join(plain(answer.question.prompt.say(language()), 10 * width))
    return Content.assemble((f"{sign} ", f"{style} bold"), (f"{number:2} ", "$quiet"), cut(said, width - 5))


def _concepts(scores: tuple[ConceptScore, ...], width: int) -> list[Content]:
    names = [clean(score.name.say(language())) for score in scores]
    column = min(max(map(columns_of, names), default=0), width - 12) + 2
    rows = []
    for score, name in zip(scores, names, strict=True):
        signs = [("●" * score.right, "$success"), ("○" * (score.total - score.right), "$error")]
        rows.append(
            Content.assemble(
                pad(cut(name, column - 2), column), *signs, (f"  {score.right}/{score.total}", "$quiet")
            )
        )
    return rows
