"""One figure of the progress screen: its title, what it means for the learner, its plot, what it is."""

from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content

from studyapp.i18n import _
from studyapp.study.figures import meaning
from studyapp.study.progress import Progress
from studyapp.text.clean import clean
from studyapp.text.width import cut
from studyapp.text.wrap import wrap
from studyapp.tui.widgets.drawn import quiet_lines
from studyapp.tui.widgets.prose import WIDEST


@dataclass
class Panel:
    """One figure; `lines` fills a room with it."""

    progress: Progress
    label: ClassVar[str]
    """On the tab."""
    title: ClassVar[str]
    figure: ClassVar[str]
    """Its key in `figures.MEANINGS`."""
    coming: ClassVar[str]
    """What will be seen here, as long as nothing was answered."""

    high: ClassVar[int] = 12
    """Rows that its body keeps before the definition of the figure is shown below it."""

    def judged(self) -> str:
        """What it means for this learner, in a sentence."""
        raise NotImplementedError

    def body(self, width: int, height: int) -> list[Content]:
        """The plot or list."""
        raise NotImplementedError

    def lines(self, width: int, height: int, *, current: bool) -> list[Content]:
        """Title, sentence, plot, and what the figure is; never more than `height`."""
        said = _(self.title)
        head = [Content.styled(cut(f"{'▸ ' if current else '  '}{said}", width), "$primary bold")]
        room = min(width, WIDEST)
        if self.progress.is_empty:
            head += [Content(), *(Content(line) for line in wrap(_(self.coming), room))]
            return head[:height]
        head += [Content(line) for line in wrap(clean(self.judged()), room)]
        head.append(Content())
        told = quiet_lines(meaning(self.figure), room)
        left = height - len(head)
        foot = [Content(), *told] if left - len(told) - 1 >= self.high else []
        body = self.body(width, left - len(foot))
        return [*head, *body[: left - len(foot)], *foot][:height]
