"""A basic card: recall the answer, then look."""

from textual.app import ComposeResult
from textual.content import Content

from studyapp.domain.card import Question
from studyapp.domain.grade import Grade, Response
from studyapp.i18n import N_, _
from studyapp.text.wrap import wrap
from studyapp.tui.cards.view import CardView, Read
from studyapp.tui.named_keys import key_now
from studyapp.tui.widgets.drawn import Drawn

RECALL = N_("Say the answer to yourself, then press {key} to see it.")


class Invitation(Drawn):
    """What to do with a card that asks for nothing to be typed."""

    def lines(self, width: int) -> list[Content]:
        """One sentence."""
        said = _(RECALL, key=key_now("card.reveal"))
        return [Content.styled(line, "$quiet italic") for line in wrap(said, width)]


class View(CardView):
    """Nothing to fill in."""

    def compose(self) -> ComposeResult:
        """Only the invitation."""
        yield Invitation()

    def take(self, question: Question, read: Read, typed: Response) -> bool:
        """The same invitation does for any."""
        super().take(question, read, typed)
        self.display = True
        return True

    def settle(self, grade: Grade | None) -> None:
        """The answer follows: the invitation has done its work."""
        self.display = False
