"""The base of our own widgets: lines made for the width at hand, anew when it or the language changes."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

from studyapp.i18n import language
from studyapp.text.wrap import wrap


def in_runs(cells: Iterable[tuple[str, str]]) -> Content:
    """Texts with their styles, neighbours of one style taken together: Textual is slow with many spans."""
    by_style = groupby(cells, key=itemgetter(1))
    return Content.assemble(*(("".join(text for text, _style in run), style) for style, run in by_style))


def quiet_lines(text: str, width: int) -> list[Content]:
    """A remark, wrapped."""
    return [Content.styled(line, "$quiet") for line in wrap(text, width)]


def part_bar(filled: int, width: int) -> Content:
    """A bar of so many columns, so many of them filled; the two parts differ in sign and in colour."""
    return Content.assemble(("━" * filled, "$success"), ("╌" * (width - filled), "$faint"))


class Lines(Visual):
    """Lines that are drawn as they are: joined into one text, Textual would look for each of them in it."""

    def __init__(self, lines: Sequence[Content]) -> None:
        self._lines = lines

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """A strip for each line."""
        shown = self._lines if height is None else self._lines[:height]
        return [strip for line in shown for strip in line.render_strips(width, 1, style, options)]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """That of the longest line."""
        return max((line.cell_length for line in self._lines), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As many rows as there are lines."""
        return len(self._lines)


class Spoken(Widget):
    """A widget that says something, and says it again when the language changes."""

    def respeak(self) -> None:
        """Draw anew, in the language spoken now."""
        self.refresh(layout=True)


class Drawn(Spoken):
    """A widget that fills its width with lines of its own and is as high as they are many."""

    DEFAULT_CSS = """
    Drawn { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: clip; }
    """

    # It does not scroll: nothing follows once its height is known, where Textual would lay out all anew.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    # What a card says is never an action to click on: no need to look for one in each line.
    auto_links: Reactive[bool] = Reactive(False)

    _drawn_for: tuple[int, str] | None = None
    _drawn: list[Content]

    def lines(self, width: int) -> list[Content]:
        """What to draw in `width` columns."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw anew: what is shown has changed. The layout is only asked to follow where the height does."""
        if not self.display:
            self._drawn_for = None  # drawn once it is shown, when all is laid out anyway
            return
        if self._drawn_for is None or not self.is_attached:
            self._drawn_for = None
            self.refresh(layout=True)
            return
        width, before = self._drawn_for[0], self._drawn
        self._drawn_for = None
        now = self._lines(width)
        rows, needed = self._rows_for(before), self._rows_for(now)
        fixed = self.styles.height is not None and not self.styles.is_auto_height
        given = rows if fixed else self.content_size.height  # what was drawn last may not have been laid out
        moves = needed != rows or needed != given
        if moves or len(before) != len(now) or not all(map(Content.is_same, before, now)):
            self.refresh(layout=moves)

    def _rows_for(self, lines: Sequence[Content]) -> int:
        """As many as there are lines, and no fewer than the style says, which is in rows wherever we do."""
        least = self.styles.min_height
        return max(len(lines), int(least.value) if least else 0)

    def respeak(self) -> None:
        """Draw anew, in the language spoken now."""
        self.redraw()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines for the width that the widget was given."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        if self._drawn_for != (width, language()):
            self._drawn = self.lines(width)
            self._drawn_for = (width, language())
        return self._drawn


def side_by_side(left: Sequence[Content], right: Sequence[Content], second: int) -> list[Content]:
    """Two columns of lines; the second begins at column `second`, from 0."""
    rows = max(len(left), len(right))
    lefts = [*left, *[Content()] * (rows - len(left))]
    rights = [*right, *[Content()] * (rows - len(right))]
    return [
        line.pad_right(max(0, second - line.cell_length)) + beside
        for line, beside in zip(lefts, rights, strict=True)
    ]
