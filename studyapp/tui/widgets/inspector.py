"""What a question hides from a learner, for its author: answer, known mistakes, working, hints."""

from textual.content import Content

from studyapp.i18n import N_, _, language
from studyapp.study.trying import Known, Trying
from studyapp.text.clean import clean
from studyapp.text.markdown import plain
from studyapp.tui.widgets.drawn import Drawn
from studyapp.tui.widgets.prose import prose
from studyapp.tui.widgets.revealed import Sections, revealed, under_headings

NO_MISTAKE = N_("None: with these numbers no known mistake can be told from the answer.")


class Inspector(Drawn):
    """All of it at once."""

    def __init__(self) -> None:
        super().__init__()
        self._trying: Trying | None = None

    def show(self, trying: Trying | None) -> None:
        """Show what this question hides, or nothing."""
        self._trying = trying
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """Sections in the order in which an author looks for them."""
        trying = self._trying
        if trying is None:
            return []
        answer, working, *rest = revealed(trying.revealed, width)
        hints = [
            line
            for number, hint in enumerate(trying.hints, start=1)
            for line in _numbered(number, prose(hint, width - 3))
        ]
        sections: Sections = [answer, (_("Mistakes that show"), self._mistakes(trying, width)), working]
        sections += [(_("Hints"), hints), *rest]
        if demo := trying.asked.card.demo:
            sections.append((_("Demo"), [Content(demo)]))
        return under_headings(sections, width)

    def _mistakes(self, trying: Trying, width: int) -> list[Content]:
        known = trying.mistakes()
        if not known and trying.asked.variant is not None:
            return [Content.styled(line, "$quiet") for line in _plain(_(NO_MISTAKE), width)]
        several = len(trying.asked.fields) > 1
        return [line for each in known for line in _mistake(each, width, several=several)]


def _mistake(known: Known, width: int, *, several: bool) -> list[Content]:
    """The value and the name; below, what a learner is told who gives it."""
    value = " ".join(_plain(known.shown.say(language()), width))
    part = f"{known.part.name}: " if several else ""
    named = "" if known.part.options else f"  {known.id}"
    head = Content.assemble(("✗ ", "$error"), (part, "$quiet"), (value, "$code bold"), (named, "$quiet"))
    return [head, *(Content.assemble("  ", line) for line in prose(known.say, width - 2))]


def _numbered(number: int, lines: list[Content]) -> list[Content]:
    return [
        Content.assemble((f"{number}  " if not at else "   ", "$accent bold"), line)
        for at, line in enumerate(lines)
    ]


def _plain(markdown: str, width: int) -> list[str]:
    return [line for line in plain(clean(markdown), max(8, width)) if line]
