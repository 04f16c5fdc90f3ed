"""What the next quiz is to be like; Enter begins it as it was the last time."""

from collections.abc import Callable, Sequence
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from studyapp.errors import StudyError
from studyapp.i18n import N_, _, language, ngettext
from studyapp.study.quiz_chapters import ChapterChoice
from studyapp.study.quiz_plan import LEVELS, MOST_MINUTES, MOST_QUESTIONS, Feedback, QuizPlan
from studyapp.text.clean import clean
from studyapp.text.wrap import wrap
from studyapp.tui.notices import tell_error
from studyapp.tui.screens.base import SCROLL_KEYS
from studyapp.tui.screens.scrolling import ScrollingScreen
from studyapp.tui.widgets.choices import Choices, OneOf, Row, Switch, Value
from studyapp.tui.widgets.drawn import quiet_lines
from studyapp.tui.widgets.notice_line import foot
from studyapp.tui.widgets.page import Page
from studyapp.tui.widgets.title_bar import TitleBar

_CHAPTER = "chapter:"
"""Before the ids of chapters, to tell their rows from the others."""

ABOUT = {
    "count": N_("How many questions; digits type any number."),
    "minutes": N_("When the time is over, the question at hand is the last one. Digits type any number."),
    "level": N_(
        "Of the problems: each at this level, or at the nearest below that it has. “As you stand” takes what "
        "you know of each one."
    ),
    "feedback": N_("What was right: told after each question, or only on the result page."),
    "chapter": N_("None chosen means all of them. Space or the letter chooses one."),
}
"""What each row means."""


class QuizSetupScreen(ScrollingScreen[None]):
    """By keys alone: arrows and Space, digits for numbers, letters for chapters; Enter begins."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", N_("Start"), tooltip=N_("Begin the quiz"), id="quiz.start"),
        Binding("escape,q", "dismiss", N_("Back"), tooltip=N_("Back to where you were"), id="page.back"),
        *SCROLL_KEYS[:2],
    ]
    DEFAULT_CSS = """
    QuizSetupScreen > Scroll { padding: 1 1 0 1; }
    QuizSetupScreen #told { padding: 0 1; height: auto; margin: 1 0 0 0; }
    """

    def __init__(
        self,
        plan: QuizPlan,
        chapters: Sequence[ChapterChoice],
        start: Callable[[QuizPlan], Screen[None]],
    ) -> None:
        """`start` gives the quiz of a plan; it raises StudyError where there is nothing to ask."""
        super().__init__()
        self._chapters = chapters
        self._start = start
        self._choices = Choices(_rows(plan, chapters))
        self._told = Page(self._summary)
        self._told.id = "told"

    def compose(self) -> ComposeResult:
        """The rows, and what they come to."""
        yield TitleBar(lambda: _("Quiz"), self._fact)
        with self.body:
            yield self._choices
            yield self._told
        yield from foot()

    def on_mount(self) -> None:
        """Ready for the arrow keys."""
        self._choices.focus()

    def on_choices_changed(self, event: Choices.Changed) -> None:
        """Say what it comes to now."""
        event.stop()
        self._told.redraw()
        self.query_one(TitleBar).redraw()

    def action_start(self) -> None:
        """Begin."""
        try:
            quiz = self._start(self.plan)
        except StudyError as error:
            tell_error(self.app, error)
            return
        self.app.switch_screen(quiz)

    @property
    def plan(self) -> QuizPlan:
        """As it is chosen now."""
        chosen = self._choices
        value = {row.name: row.value for row in chosen.rows if isinstance(row, OneOf)}
        minutes = cast("int | None", value["minutes"])
        return QuizPlan(
            count=cast(int, value["count"]),
            chapters=tuple(row.name.removeprefix(_CHAPTER) for row in chosen.switches if row.on),
            feedback=Feedback(str(value["feedback"])),
            level=cast("int | None", value["level"]),
            minutes=minutes,
        )

    # What is said

    def _fact(self) -> str:
        cards = sum(chapter.cards for chapter in self._asked_from(self.plan))
        return ngettext("{count} card to ask from", "{count} cards to ask from", cards)

    def _asked_from(self, plan: QuizPlan) -> list[ChapterChoice]:
        """The chapters of a plan; where none is chosen, all."""
        return [each for each in self._chapters if not plan.chapters or each.id in plan.chapters]

    def _summary(self, width: int) -> list[Content]:
        """What it comes to, and what the row under the cursor means."""
        plan = self.plan
        chosen = self._asked_from(plan)
        count = min(plan.count, sum(chapter.cards for chapter in chosen))
        said = [ngettext("{count} question", "{count} questions", count)]
        if plan.chapters:
            said.append(ngettext("from {count} chapter", "from {count} chapters", len(chosen)))
        else:
            said.append(_("from all chapters"))
        if plan.minutes is not None:
            minutes = round(plan.minutes)
            said.append(ngettext("in {count} minute", "in {count} minutes", minutes))
        lines = [Content.styled(line, "bold") for line in wrap(" · ".join(said), width)]
        about = ABOUT["chapter" if isinstance(self._choices.row, Switch) else self._choices.row.name]
        return [*lines, *quiet_lines(_(about), width)]


def _rows(plan: QuizPlan, chapters: Sequence[ChapterChoice]) -> list[Row]:
    minutes = None if plan.minutes is None else max(1, round(plan.minutes))
    return [
        OneOf(
            name="count", label=lambda: _("Questions"), values=(5, 10, 20, 30, 50), value=plan.count,
            shown=str, most=MOST_QUESTIONS,
        ),
        OneOf(
            name="minutes", label=lambda: _("Time limit"), values=(None, 5, 10, 20, 30, 60), value=minutes,
            shown=lambda value: _("none") if value is None else _("{n} min", n=value), most=MOST_MINUTES,
        ),
        OneOf(
            name="level", label=lambda: _("Level"), values=(None, *LEVELS), value=plan.level,
            shown=lambda value: _("as you stand") if value is None else str(value),
        ),
        OneOf(
            name="feedback", label=lambda: _("Answers told"), values=[each.value for each in Feedback],
            value=plan.feedback.value, shown=_feedback_said,
        ),
        *(
            Switch(
                name=_CHAPTER + chapter.id, on=chapter.id in plan.chapters,
                label=lambda chapter=chapter: clean(chapter.title.say(language())),  # type: ignore[misc]
                note=lambda chapter=chapter: str(chapter.cards),  # type: ignore[misc]
            )
            for chapter in chapters
        ),
    ]  # fmt: skip


def _feedback_said(value: Value) -> str:
    return _("after each question") if value == Feedback.EACH else _("at the end")
