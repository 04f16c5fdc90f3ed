"""The keys that work here now, at the foot of every screen; each can be clicked."""

from textual import events
from textual.content import Content
from textual.screen import Screen

from studyapp.text.width import width as columns_of
from studyapp.tui.keys import KeyHint, shown_keys
from studyapp.tui.widgets.drawn import Drawn

_GAP = 2
_ROWS = 2
_FIRST_TO_GO = ("app.theme", "app.palette")
"""Bindings that are left out where that saves a row: they are seldom wanted, and the help tells them."""


class KeyBar(Drawn):
    """One or two rows of keys with what they do, in the reader's language."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar { background: $surface; padding: 0 2; max-height: 2; }
    """

    _hints: list[KeyHint]
    """The keys that work now."""
    _is_told = False
    """Whether somebody said that they may be others, and nobody looked yet."""
    _places: list[tuple[int, int, int, KeyHint]]
    """Row, first and last column (exclusive) of each key that is shown."""

    def on_mount(self) -> None:
        """Follow what the screen's bindings do."""
        self._places = []
        self._hints = shown_keys(self.screen)
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed, immediate=True)

    def on_unmount(self) -> None:
        """Stop following."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        # Told several times at one key: one look is enough, once all that the key changes is changed.
        if not self._is_told:
            self._is_told = True
            self.call_later(self._look)

    def _look(self) -> None:
        self._is_told = False
        hints = shown_keys(self.screen)
        if hints != self._hints:
            self._hints = hints
            self.redraw()

    def lines(self, width: int) -> list[Content]:
        """Fill the rows from the left; a key that has no room any more is found in the help."""
        rows: list[list[Content | tuple[str, str]]] = [[]]
        self._places = []
        column = 0
        for hint in _fitting(self._hints, width):
            taken = _columns(hint)
            if column and column + taken > width:
                if len(rows) == _ROWS:
                    break
                rows.append([])
                column = 0
            self._places.append((len(rows) - 1, column, column + taken, hint))
            rows[-1] += [(hint.key, "$primary bold"), (f" {hint.said}{' ' * _GAP}", "$quiet")]
            column += taken + _GAP
        return [Content.assemble(*row) for row in rows]

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for row, first, last, hint in self._places:
            if row == offset.y and first <= offset.x < last:
                await self.app.run_action(hint.action, hint.node)
                return


def _columns(hint: KeyHint) -> int:
    return columns_of(hint.key) + 1 + columns_of(hint.said)


def _fitting(hints: list[KeyHint], width: int) -> list[KeyHint]:
    """All of them; without the less wanted ones where the others then fit in one row."""
    less = hints
    for id in ("", *_FIRST_TO_GO):
        less = [hint for hint in less if not id or hint.id != id]
        if sum(map(_columns, less)) + _GAP * (len(less) - 1) <= width:
            return less
    return hints
