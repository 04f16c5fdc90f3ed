"""A card on its author's bench: as a learner sees it, with its faults above and what it hides beside."""

from collections.abc import Sequence

from studyapp.domain.card import Question
from studyapp.domain.grade import Grade, Response
from studyapp.domain.pack import Fault
from studyapp.domain.text import NOTHING, Text
from studyapp.study.trying import Trying
from studyapp.tui.cards.view import CardView, Read, view_of
from studyapp.tui.widgets.column import Column
from studyapp.tui.widgets.desk import Desk
from studyapp.tui.widgets.fault_list import FaultList
from studyapp.tui.widgets.inspector import Inspector
from studyapp.tui.widgets.prose import Prose
from studyapp.tui.widgets.revealed import Verdict


class Bench(Desk):
    """Shows what its screen hands it; what is typed comes as the card view's messages."""

    def __init__(self) -> None:
        self._faults = FaultList()
        self._prompt = Prose(id="prompt")
        self._answer = Column(id="answer")
        self._verdict = Verdict()
        self._inspector = Inspector()
        self._view: CardView | None = None
        super().__init__(
            question=(self._faults, self._prompt, self._answer, self._verdict), aside=(self._inspector,)
        )

    @property
    def typed(self) -> Response:
        """What stands in the fields now."""
        return self._view.response if self._view is not None else {}

    @property
    def is_answering(self) -> bool:
        """Whether the keys go to the answer."""
        focused = self.screen.focused
        return focused is not None and self._answer in focused.ancestors

    def blame(self, faults: Sequence[Fault], remark: str = "") -> None:
        """Show these faults above, with a remark on what follows."""
        self._faults.show(faults, remark)

    async def say(self, text: Text = NOTHING) -> None:
        """Show a text and no question."""
        self._prompt.show(text)
        self._verdict.display = False
        self._inspector.show(None)
        if self._view is not None:
            self._view = None
            await self._answer.remove_children()

    async def put(self, trying: Trying, typed: Response) -> None:
        """Put a question, this in its fields; the keys stay where they went."""
        was_answering = self.is_answering
        self._prompt.show(trying.asked.prompt)
        self._verdict.display = False
        self._inspector.show(trying)
        view = view_of(trying.asked, _reader(trying, trying.asked), typed, self._view)
        if view is not self._view:
            await self._answer.remove_children()
            self._view = view
            await self._answer.mount(view)
        if was_answering:
            view.start()

    def start(self) -> None:
        """Let the keys go to the answer."""
        if self._view is not None:
            self._view.start()

    def judge(self, grade: Grade, tries_left: int) -> None:
        """Tell how the response was, after which it may be changed."""
        self._verdict.show(grade, tries_left=tries_left)
        self.look_at(self._verdict)

    def settle(self, trying: Trying, grade: Grade) -> None:
        """Tell how the response was; the working tells where the learner's way departs."""
        if self._view is not None:
            self._view.settle(grade)
        self._inspector.show(trying)
        self.judge(grade, 0)

    def turn_over(self) -> None:
        """Hide what a learner does not see, or show it again."""
        self._inspector.display = not self._inspector.display


def _reader(trying: Trying, question: Question) -> Read:
    """Reads what is typed for this question, and nothing once another is asked."""

    def read(field: str, typed: str) -> str:
        return trying.read(field, typed) if trying.question is question else ""

    return read
