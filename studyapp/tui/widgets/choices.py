"""Rows in which something is chosen by keys: one of a few values, a number that can be typed, on or off."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, TypeAlias

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message

from studyapp.i18n import N_
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of
from studyapp.tui.widgets.drawn import Drawn
from studyapp.tui.widgets.scroll import Scroll

_GAP = 3
_TWO_COLUMNS = 112
"""Columns from which switches stand beside the other rows."""
_LETTERS = "abcdefghijkmnoprsuvwxyz"
"""Those of the switches: all that do nothing else here. Digits are for numbers alone."""

Value: TypeAlias = int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row, as it is chosen now."""

    name: str
    label: Callable[[], str]
    """In the language spoken now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf(Row):
    """One of a few values."""

    values: Sequence[Value]
    value: Value
    shown: Callable[[Value], str]
    most: int = 0
    """The highest number that can be typed; 0 where none can."""

    @property
    def offered(self) -> list[Value]:
        """The values, and where it belongs among them one that was typed."""
        if self.value in self.values:
            return list(self.values)
        numbers = [value for value in (*self.values, self.value) if isinstance(value, int)]
        return [*(value for value in self.values if not isinstance(value, int)), *sorted(numbers)]

    def moved(self, by: int, *, round_the_end: bool = False) -> "OneOf":
        """The next value, or the one before."""
        offered = self.offered
        at = offered.index(self.value) + by
        at = at % len(offered) if round_the_end else max(0, min(len(offered) - 1, at))
        return replace(self, value=offered[at])


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch(Row):
    """On or off."""

    on: bool
    note: Callable[[], str] = field(default=lambda: "")


class Choices(Drawn, can_focus=True):
    """The rows with a cursor; whoever shows them hears of every change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False, tooltip=N_("The row above"), id="choices.up"),
        Binding("down", "move(1)", N_("Down"), show=False, tooltip=N_("The row below"), id="choices.down"),
        Binding("left", "change(-1)", N_("Change"), tooltip=N_("The value before; off"), id="choices.left"),
        Binding("right", "change(1)", N_("Change"), show=False, tooltip=N_("The next value; on or off"),
                id="choices.right"),
        Binding("space", "choose", N_("Choose"), tooltip=N_("The next value; on or off"),
                id="choices.choose"),
        *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(10)),
        *(Binding(letter, f"letter({at})", show=False) for at, letter in enumerate(_LETTERS)),
        Binding("backspace", "take_back", show=False),
    ]  # fmt: skip

    class Changed(Message):
        """Something was chosen, or the cursor moved."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self.rows = list(rows)
        self.cursor = 0
        self._typed = ""
        self._labels = 0
        """Columns of the labels, before the values."""
        self._places: list[tuple[Region, int]] = []
        """Where each row stands."""

    # What is chosen

    def __getitem__(self, name: str) -> Row:
        """The row of that name."""
        return next(row for row in self.rows if row.name == name)

    @property
    def row(self) -> Row:
        """The one under the cursor."""
        return self.rows[self.cursor]

    def put(self, row: Row) -> None:
        """Choose so in the row of that name."""
        at = next(at for at, known in enumerate(self.rows) if known.name == row.name)
        self.rows[at] = row
        self._told()

    @property
    def switches(self) -> list[Switch]:
        """Those that are on or off."""
        return [row for row in self.rows if isinstance(row, Switch)]

    def _told(self) -> None:
        self.redraw()
        self.post_message(self.Changed())

    # Keys

    def action_move(self, by: int) -> None:
        """To the row above or below, round the ends."""
        self._go((self.cursor + by) % len(self.rows))

    def _go(self, at: int) -> None:
        self.cursor, self._typed = at, ""
        self._told()
        place = next((region for region, row in self._places if row == at), None)
        if place is not None and isinstance(self.parent, Scroll):
            self.parent.scroll_to_region(place.translate(self.virtual_region.offset), animate=False)

    def action_change(self, by: int) -> None:
        """Another value; a switch goes on by the right arrow, off by the left one."""
        row = self.row
        if isinstance(row, OneOf):
            self.put(row.moved(by))
        elif isinstance(row, Switch):
            self.put(replace(row, on=by > 0))
        self._typed = ""

    def action_choose(self) -> None:
        """The next value, round the end."""
        row = self.row
        if isinstance(row, OneOf):
            self.put(row.moved(1, round_the_end=True))
        elif isinstance(row, Switch):
            self.put(replace(row, on=not row.on))
        self._typed = ""

    def action_digit(self, digit: int) -> None:
        """A number where one can be typed, or the value of that name; anywhere else it means nothing."""
        row = self.row
        if isinstance(row, OneOf) and row.most:
            self._type(row, self._typed + str(digit))
        elif isinstance(row, OneOf) and digit in row.values:
            self.put(replace(row, value=digit))

    def action_letter(self, at: int) -> None:
        """The switch of that letter on or off, wherever the cursor is."""
        if at < len(self.switches):
            self._go(self.rows.index(self.switches[at]))
            self.action_choose()

    def action_take_back(self) -> None:
        """The last digit."""
        row = self.row
        if isinstance(row, OneOf) and row.most and self._typed:
            self._type(row, self._typed[:-1])

    def _type(self, row: OneOf, typed: str) -> None:
        number = min(int(typed or 0), row.most)
        self._typed = str(number) if number else ""
        if number:
            self.put(replace(row, value=number))

    def on_click(self, event: events.Click) -> None:
        """Choose what is under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for place, at in self._places:
            if place.contains_point(offset):
                self._go(at)
                self._click(self.rows[at], offset.x - place.x, place.width)
                return

    def _click(self, row: Row, column: int, width: int) -> None:
        """The value under the mouse where there is one; else as Space does."""
        if isinstance(row, OneOf):
            start = self._labels
            for value in row.offered:
                end = start + columns_of(row.shown(value)) + 3
                if start <= column < end - 1 and _fits(row, self._labels, width):
                    self.put(replace(row, value=value))
                    return
                start = end
        self.action_choose()

    # Drawing

    def lines(self, width: int) -> list[Content]:
        """All rows; in a wide window the switches beside the others."""
        ones = [at for at, row in enumerate(self.rows) if not isinstance(row, Switch)]
        switches = [at for at, row in enumerate(self.rows) if isinstance(row, Switch)]
        self._places = []
        if width < _TWO_COLUMNS:
            return [
                *self._column(ones, width, 0, 0),
                Content(),
                *self._column(switches, width, 0, len(ones) + 1),
            ]
        left = width * 2 // 3
        beside = self._column(switches, width - left - 2, left + 2, 0)
        rows = self._column(ones, left, 0, 0, airy=True)
        blank = Content(" " * left)
        rows += [blank] * (len(beside) - len(rows))
        return [
            Content.assemble(row, "  ", beside[at] if at < len(beside) else "") for at, row in enumerate(rows)
        ]

    def _column(self, which: list[int], width: int, x: int, y: int, *, airy: bool = False) -> list[Content]:
        labels = [self.rows[at].label() for at in which if isinstance(self.rows[at], OneOf)]
        column = max(map(columns_of, labels), default=0) + _GAP
        if labels:
            self._labels = column + 1
        drawn: list[Content] = []
        for number, at in enumerate(which, start=1):
            row = self.rows[at]
            if isinstance(row, OneOf):
                line = _one_of(row, column, width)
            else:
                assert isinstance(row, Switch)
                line = _switch(row, number, width)
            line = line.truncate(width).pad_right(max(0, width - line.cell_length))
            if at == self.cursor:
                line = Content("▸") + line[1:]  # it shows without colour, too
                line = line.stylize_before("$block-cursor-foreground on $block-cursor-background")
            self._places.append((Region(x, y + len(drawn), width, 1), at))
            drawn.append(line)
            if airy:
                drawn.append(Content(" " * width))
        return drawn


def _one_of(row: OneOf, column: int, width: int) -> Content:
    """The label, then all values, the chosen one in brackets: it shows without colour, too."""
    label = (" " + pad(row.label(), column), "$quiet")
    parts: list[tuple[str, str]] = []
    for value in row.offered:
        said = row.shown(value)
        parts.append((f"[{said}]", "$primary bold") if value == row.value else (f" {said} ", ""))
        parts.append((" ", ""))
    if _fits(row, column + 1, width):
        return Content.assemble(label, *parts[:-1])
    return Content.assemble(
        label, ("‹ ", "$quiet"), (row.shown(row.value), "$primary bold"), (" ›", "$quiet")
    )


def _fits(row: OneOf, labels: int, width: int) -> bool:
    """Whether all its values have room behind its label."""
    return labels + sum(columns_of(row.shown(value)) + 3 for value in row.offered) - 1 <= width


def _switch(row: Switch, number: int, width: int) -> Content:
    note = row.note()
    key = _LETTERS[number - 1] if number <= len(_LETTERS) else " "
    room = width - 9 - columns_of(note)
    return Content.assemble(
        (f" {key} ", "$primary bold"),
        ("[✓] " if row.on else "[ ] ", "$success bold" if row.on else "$faint"),
        pad(cut(row.label(), room), room),
        (f" {note}", "$quiet"),
    )
