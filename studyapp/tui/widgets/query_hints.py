"""Below a search line: what is unknown in it, what its last word may become, or which filters there are."""

from collections.abc import Sequence

from textual.content import Content

from studyapp.i18n import N_, _, sentence
from studyapp.study.filters import FILTERS, spoken
from studyapp.study.finding import Query, Values, completions, filter_begun, with_colon
from studyapp.text.clean import clean
from studyapp.text.width import cut
from studyapp.text.width import width as columns_of
from studyapp.tui.widgets.drawn import Drawn

READING = N_("Reading the cards; one moment …")
NO_SLIPS = N_("No mistake was recognised in your answers yet.")
_OFFERED = 6
"""So many completions are shown."""


class QueryHints(Drawn):
    """One row; empty while nothing is to be said."""

    def __init__(self) -> None:
        super().__init__()
        self._values: Values | None = None
        self._query = Query()
        self._line = ""
        self._is_typed_in = False

    def show(self, values: Values, query: Query, line: str, *, is_typed_in: bool) -> None:
        """What can be known of this line; `is_typed_in` says whether the keys go to it."""
        self._values, self._query, self._line, self._is_typed_in = values, query, line, is_typed_in
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """The row."""
        if self._values is None:
            return [Content.styled(cut(_(READING), width), "$quiet")]
        if self._query.faults:
            told = clean(sentence(self._query.faults[0]))
            return [Content.styled(cut(f"! {told}", width), "$warning")]
        if not self._is_typed_in:
            return [Content()]
        if not self._line:
            return [_row(_("Filters: "), "$quiet", [with_colon(spoken(name)) for name in FILTERS], width)]
        if filter_begun(self._line) == "slip" and not self._values["slip"]:
            return [Content.styled(cut(_(NO_SLIPS), width), "$quiet")]
        words = completions(self._line, self._values)
        offered = [*words[:_OFFERED], *(["…"] if len(words) > _OFFERED else [])]
        return [_row("Tab ", "$primary bold", offered, width) if words else Content()]


def _row(before: str, style: str, words: Sequence[str], width: int) -> Content:
    return Content.assemble(
        (before, style), (cut("  ".join(words), max(0, width - columns_of(before))), "$quiet")
    )


def query_explained() -> Sequence[tuple[str, str]]:
    """For the help: what can be typed, and what it finds."""
    return (
        (_("padding"), _("cards that speak of it, in either language; more words: all of them")),
        (_('"same padding"'), _("words as they stand")),
        *((with_colon(spoken(name)), _(its.takes)) for name, its in FILTERS.items()),
        (_("state:new,due"), _("a comma says “or”")),
        (_("-kind:basic"), _("a minus leaves out what fits")),
    )
