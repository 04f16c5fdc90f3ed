"""What every kind of card's view can do, and how the view of a kind is found."""

from collections.abc import Callable
from importlib import import_module
from typing import TypeAlias

from textual.message import Message

from studyapp.domain.card import Question
from studyapp.domain.grade import Grade, Response
from studyapp.i18n import _
from studyapp.tui.named_keys import key_now
from studyapp.tui.widgets.column import Column

Read: TypeAlias = Callable[[str, str], str]
"""`read(field, typed)`: what a field's text is read as; raises ResponseError where it can't be."""


def say_incomplete() -> str:
    """That there is nothing to hand in; and the key that says as much."""
    key = key_now("card.give_up")
    return _("Nothing is filled in yet. If you don't know, press {key}: that is an answer too.", key=key)


class CardView(Column):
    """Where the learner answers one question. A kind's own view is `View` in `cards/KIND.py`."""

    class Answered(Message):
        """The learner hands this response in."""

        def __init__(self, response: Response) -> None:
            super().__init__()
            self.response = response

    class Notice(Message):
        """Something to tell the learner, calmly."""

        def __init__(self, message: str) -> None:
            super().__init__()
            self.message = message

    def __init__(self, question: Question, read: Read, typed: Response) -> None:
        """`typed` stands in the fields at first: what an undone answer had there."""
        super().__init__()
        self.question = question
        self.read = read
        self.typed = typed

    def take(self, question: Question, read: Read, typed: Response) -> bool:
        """Ask this question instead with the widgets that are there; False where they do not fit it.

        What is mounted anew is styled anew, and the learner waits for that.
        """
        self.question, self.read, self.typed = question, read, typed
        return False

    @property
    def response(self) -> Response:
        """What stands in the fields now."""
        return {}

    def start(self) -> None:
        """Take the keyboard."""

    def hand_in(self) -> None:
        """Answer with what stands there, or say what is missing."""
        self.post_message(self.Answered(self.response))

    def settle(self, grade: Grade | None) -> None:
        """Take no more input; mark what was right where the answer was graded."""


def view_of(question: Question, read: Read, typed: Response, earlier: CardView | None = None) -> CardView:
    """The view of the question's kind: the `earlier` one where it can take it."""
    kind: type[CardView] = import_module(f"studyapp.tui.cards.{question.card.kind}").View
    if earlier is not None and type(earlier) is kind and earlier.take(question, read, typed):
        return earlier
    return kind(question, read, typed)
