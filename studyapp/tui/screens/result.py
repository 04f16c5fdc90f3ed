"""The result page of a quiz: how it went, question by question, to save, and to practise what went wrong."""

from collections.abc import Callable
from datetime import datetime
from itertools import chain, repeat
from pathlib import Path
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.domain.card import Asked, Card
from studyapp.domain.text import Text
from studyapp.errors import StudyError
from studyapp.export.pages import save_as, save_in
from studyapp.export.pages.quiz_markdown import given_answer, quiz_markdown
from studyapp.i18n import N_, _, language, ngettext
from studyapp.study.phrases import say_duration
from studyapp.study.summary import Answer, QuizResult
from studyapp.text.clean import clean
from studyapp.text.markdown import plain
from studyapp.text.shares import share
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of
from studyapp.tui.notices import tell, tell_error
from studyapp.tui.places import Go
from studyapp.tui.screens.base import SCROLL_KEYS
from studyapp.tui.screens.result_question import ResultQuestionScreen
from studyapp.tui.screens.scrolling import ScrollingScreen
from studyapp.tui.screens.summary import score_bar, slip_lines
from studyapp.tui.widgets.drawn import quiet_lines, side_by_side
from studyapp.tui.widgets.notice_line import foot
from studyapp.tui.widgets.prose import WIDEST, prose
from studyapp.tui.widgets.rows import NOWHERE, Rows
from studyapp.tui.widgets.title_bar import TitleBar

_INDENT = 6
"""Columns of the cursor, and of a question's mark and number."""
_TWO_COLUMNS = 96
"""Columns from which the questions stand beside the rest."""
_BAR = 16


class ResultScreen(ScrollingScreen[None]):
    """Dismissed when the learner goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", N_("Open"), tooltip=N_("The question, your answer, and the working"),
                id="result.open"),
        Binding("w", "practise", N_("Practise what went wrong"),
                tooltip=N_("The cards that went wrong, with new numbers"), id="result.practise"),
        Binding("r", "drill", N_("Drill"), tooltip=N_("Drill this problem"), id="result.drill"),
        Binding("a", "save", N_("Save as Markdown"), tooltip=N_("Write the result to a file"),
                id="result.save"),
        Binding("down", "walk(1)", N_("Walk"), tooltip=N_("Walk through the questions"),
                id="result.down"),
        Binding("up", "walk(-1)", N_("The one before"), show=False, tooltip=N_("The question before"),
                id="result.up"),
        Binding("escape,q", "dismiss", N_("Back"), tooltip=N_("Back to where you were"),
                id="page.back"),
        *SCROLL_KEYS[:2],
    ]  # fmt: skip
    DEFAULT_CSS = """
    ResultScreen > Scroll { padding: 1 2 0 2; }
    """

    def __init__(
        self,
        result: QuizResult,
        folder: Path,
        place: Callable[[Card], tuple[Text, Text]],
        at: datetime,
        save: Path | None = None,
    ) -> None:
        """`folder` is where results are saved; to `save` this one is written at once."""
        super().__init__()
        self.result = result
        self._folder = folder
        self._place = place
        self._at = at
        self._save_at_once = save
        self._saved: dict[str, Path] = {}
        """Where it was written already, by what was written: another language is another page."""
        self._rows = Rows(self.write)

    def compose(self) -> ComposeResult:
        """The page between the bars."""
        yield TitleBar(lambda: _("Quiz › Result"), lambda: say_duration(self.result.seconds))
        with self.body:
            yield self._rows
        yield from foot()

    def on_mount(self) -> None:
        """Write it where that was asked for when the quiz began."""
        if self._save_at_once is not None:
            self._write(lambda text: save_as(cast(Path, self._save_at_once), text))

    # What the learner does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What makes sense with these answers, and for the question under the cursor."""
        at = self._rows.cursor
        match action:
            case "open":
                return bool(self.result.answers)
            case "practise":
                return bool(self.result.to_practise)
            case "drill":
                return at != NOWHERE and self.result.answers[at].question.variant is not None
        return super().check_action(action, parameters)

    def action_walk(self, by: int) -> None:
        """To the next question or the one before; above the first, to the top of the page."""
        at = max(NOWHERE, min(len(self.result.answers) - 1, self._rows.cursor + by))
        self._rows.go(at)
        if at == NOWHERE:
            self.body.scroll_home(animate=False)
        self.refresh_bindings()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on a question opens it."""
        event.stop()
        self._rows.go(event.at)
        self.action_open()

    def action_open(self) -> None:
        """All about one question; an Enter too many after the last one only goes to the first missed."""
        if self._rows.cursor == NOWHERE:
            missed = (at for at, answer in enumerate(self.result.answers) if not answer.right)
            self.action_walk(next(missed, 0) - NOWHERE)
            return
        page = ResultQuestionScreen(self.result, self._rows.cursor, self._place)
        self.app.push_screen(page, self._back_at)

    def _back_at(self, at: int | None) -> None:
        if at is not None:
            self._rows.go(at)
            self.refresh_bindings()

    def action_practise(self) -> None:
        """Exactly the cards that went wrong, until each is known."""
        self.post_message(Go("cram", cards=self.result.to_practise))

    def action_drill(self) -> None:
        """The problem under the cursor, again and again."""
        self.post_message(Go("drill", problem=self.result.answers[self._rows.cursor].question.card.id))

    def action_save(self) -> None:
        """Write it to a file of its own, and say where."""
        self._write(lambda text: save_in(self._folder, "quiz", self._at, text))

    def _write(self, save: Callable[[str], Path]) -> None:
        text = quiz_markdown(self.result, self._at, self._place)
        path = self._saved.get(text)
        try:
            if path is None or not path.exists():
                path = self._saved[text] = save(text)
        except StudyError as error:
            tell_error(self.app, error)
        else:
            tell(self.app, _("Saved as {path}", path=path))

    # What is shown

    def write(self, width: int, cursor: int) -> list[tuple[Content, int]]:
        """The lines, each with the question that it belongs to."""
        if width < _TWO_COLUMNS:
            room = min(width, WIDEST)
            above = [(line, NOWHERE) for line in [*self._told(room), Content()]]
            return above + self._questions(room, cursor)
        left = min(WIDEST, width * 5 // 11)
        told, questions = self._told(left), self._questions(min(WIDEST, width - left - 3), cursor)
        lines = side_by_side(told, [line for line, _at in questions], left + 3)
        belongs = chain((at for _line, at in questions), repeat(NOWHERE))
        return list(zip(lines, belongs, strict=False))

    def _told(self, room: int) -> list[Content]:
        """All but the questions."""
        result = self.result
        headline = _("Your result: {share}", share=share(result.score))
        lines = [Content.styled(headline, "bold"), Content(), *score_bar(result.right, result.total, room)]
        if result.unanswered:
            count = len(result.unanswered)
            said = ngettext("{count} not answered", "{count} not answered", count)
            lines += quiet_lines(said + (f" · {_('the time was over')}" if result.timed_out else ""), room)
        time, each = (say_duration(s) for s in (result.seconds, result.seconds / max(1, len(result.answers))))
        lines += quiet_lines(_("in {time}, {each} a question", time=time, each=each), room)
        lines += [Content(), Content.styled(_("By concept"), "$primary bold")]
        return [*lines, *_concepts(result, room), *slip_lines(result.slips, room)]

    def _questions(self, room: int, cursor: int) -> list[tuple[Content, int]]:
        lines = [(Content.styled(_("Question by question"), "$primary bold"), NOWHERE)]
        for at, answer in enumerate(self.result.answers):
            rows = _question(at + 1, answer, room)
            rows = _under_cursor(rows, room) if at == cursor else rows
            lines += [(row, at) for row in rows]
        return lines


def _under_cursor(rows: list[Content], width: int) -> list[Content]:
    """Marked by a sign, too: it shows without colour."""
    marked = [Content("▸") + rows[0][1:], *rows[1:]]
    return [
        row.pad_right(max(0, width - row.cell_length)).stylize_before(
            "$block-cursor-foreground on $block-cursor-background"
        )
        for row in marked
    ]


def _question(number: int, answer: Answer, width: int) -> list[Content]:
    """One question: its mark and how it began; of a wrong one what was answered, and what is right."""
    sign, style = ("✓", "$success") if answer.right else ("✗", "$error")
    time = say_duration(answer.attempt.seconds)
    room = width - _INDENT
    said = " ".join(plain(answer.question.prompt.say(language()), 10 * width))
    text = room - columns_of(time) - 2
    head = Content.assemble(
        (f" {sign} ", f"{style} bold"), (f"{number:2} ", "$quiet"), pad(cut(said, text), text + 2),
        (time, "$quiet"),
    )  # fmt: skip
    if answer.right:
        return [head]
    card = cast(Asked, answer.question.card)
    mine, right = _("You"), _("Answer")
    column = max(columns_of(mine), columns_of(right)) + 2
    given = [Content(cut(clean(given_answer(answer)) or _("I don't know"), room - column))]
    expected = prose(card.reveal(answer.question, answer.grade).answer, room - column)
    return [head, *_labelled(mine, given, column), *_labelled(right, expected, column)]


def _labelled(label: str, rows: list[Content], column: int) -> list[Content]:
    return [
        Content.assemble(" " * _INDENT, (pad("" if at else label, column), "$quiet"), row)
        for at, row in enumerate(rows)
    ]


def _concepts(result: QuizResult, width: int) -> list[Content]:
    """A bar for each concept that was answered, the weakest first."""
    asked = {(answer.question.card.pack, answer.question.card.concept) for answer in result.answers}
    scores = [score for score in result.by_concept if (score.pack, score.concept) in asked]
    names = [clean(score.name.say(language())) for score in scores]
    column = min(max(map(columns_of, names), default=0), width - _BAR - 8) + 2
    most = max((score.total for score in scores), default=1)
    rows = []
    for score, name in zip(scores, names, strict=True):
        length = max(1, round(_BAR * score.total / most))
        right = round(length * score.right / score.total)
        bar = (("█" * right, "$success"), ("░" * (length - right), "$error"))
        rows.append(
            Content.assemble(
                pad(cut(name, column - 2), column), *bar, (f"  {score.right}/{score.total}", "$quiet")
            )
        )
    return rows
