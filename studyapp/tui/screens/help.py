"""The help: every key with what it does, made from the bindings themselves."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.i18n import N_, _
from studyapp.text.width import pad
from studyapp.text.width import width as columns_of
from studyapp.text.wrap import wrap
from studyapp.tui.keys import KeyHint, show_key
from studyapp.tui.screens.paged import PagedScreen
from studyapp.tui.widgets.drawn import quiet_lines
from studyapp.tui.widgets.prose import WIDEST

_GAP = 2
_LEAST = 24
"""Columns that a sentence about a key needs; where they are not left, it stands below the label."""


class HelpScreen(PagedScreen[None]):
    """A list of the keys: those of the screen that asked, then those that work everywhere."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,enter,f1,question_mark,q", "dismiss", N_("Back"), tooltip=N_("Back to where you were"),
            id="page.back",
        ),
        Binding("space", "scroll(1)", show=False),
    ]  # fmt: skip

    def __init__(
        self,
        here: Sequence[KeyHint],
        everywhere: Sequence[KeyHint],
        typed: Sequence[tuple[str, str]] = (),
    ) -> None:
        """`typed` is what can be typed on the screen that asked, with what it means."""
        super().__init__()
        self._typed = typed
        self._here = here
        self._everywhere = everywhere

    def title_said(self) -> str:
        """Help it is."""
        return _("Help")

    def write(self, width: int) -> list[Content]:
        """A row for each key."""
        lines = self._what_to_type(width)
        hints = [*self._here, *self._everywhere]
        keys = max((columns_of(_keys(hint)) for hint in hints), default=0) + _GAP
        labels = max((columns_of(hint.said) for hint in hints), default=0) + _GAP
        for heading, group in ((_("Keys here"), self._here), (_("Keys everywhere"), self._everywhere)):
            if not group:
                continue
            lines.append(Content.styled(heading, "$primary bold"))
            for hint in group:
                lines += _row(hint, keys, labels, width)
            lines.append(Content())
        remark = _(
            "While you type, letters are letters: use the function keys or Ctrl. "
            "The mouse works too, but is never needed."
        )
        return [*lines, *quiet_lines(remark, min(width, WIDEST))]

    def _what_to_type(self, width: int) -> list[Content]:
        """What can be typed in the line of the screen that asked; nothing where there is none."""
        if not self._typed:
            return []
        column = max(columns_of(text) for text, _meaning in self._typed) + _GAP
        lines = [Content.styled(_("What you can type"), "$primary bold")]
        for text, meaning in self._typed:
            told = wrap(meaning, max(_LEAST, width - column))
            lines.append(Content.assemble((pad(text, column), "$accent bold"), (told[0], "$quiet")))
            lines += [Content.assemble(" " * column, (line, "$quiet")) for line in told[1:]]
        return [*lines, Content()]


def _keys(hint: KeyHint) -> str:
    return "  ".join(show_key(key) for key in hint.keys)


def _row(hint: KeyHint, keys: int, labels: int, width: int) -> list[Content]:
    """Keys, label and sentence in columns; in a narrow window the sentence goes below the label."""
    head = Content.assemble((pad(_keys(hint), keys), "$accent bold"), pad(hint.said, labels))
    below = width - keys - labels < _LEAST
    indent = keys if below else keys + labels
    told = [(line, "$quiet") for line in wrap(_(hint.tooltip), width - indent)] if hint.tooltip else []
    if not told or below:
        return [head, *(Content.assemble(" " * indent, line) for line in told)]
    return [Content.assemble(head, told[0]), *(Content.assemble(" " * indent, line) for line in told[1:])]
