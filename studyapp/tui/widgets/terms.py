"""Under a question: how often it may be tried, and what help costs, where that is not as everywhere."""

from textual.content import Content

from studyapp.domain.card import Allowance
from studyapp.study.phrases import say_terms
from studyapp.text.wrap import wrap
from studyapp.tui.widgets.drawn import Drawn


class Terms(Drawn):
    """A few quiet words; none where there is one try and hints are free."""

    DEFAULT_CSS = """
    Terms { margin: 0 0 1 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._allowance = Allowance()

    def show(self, allowance: Allowance) -> None:
        """The terms of the question that is put now."""
        self._allowance = allowance
        self.display = bool(say_terms(allowance))
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """The terms, wrapped."""
        told = say_terms(self._allowance)
        return [Content.styled(line, "$quiet") for sentence in told for line in wrap(sentence, width)]
