"""What follows an answer: how it was, the answer itself, the working, why, and where to look it up."""

from collections.abc import Sequence
from typing import TypeAlias

from textual.content import Content

from studyapp.domain.card import Reveal
from studyapp.domain.grade import Grade, Status
from studyapp.domain.text import Text
from studyapp.i18n import N_, _, ngettext
from studyapp.text.clean import clean
from studyapp.text.wrap import wrap
from studyapp.tui.widgets.drawn import Drawn
from studyapp.tui.widgets.prose import WIDEST, prose
from studyapp.tui.widgets.working import working

Sections: TypeAlias = list[tuple[str, list[Content]]]
"""Headings, each with its lines."""

GAVE_UP = N_("You said that you don't know. Here is the way; the card comes back soon.")
GAVE_UP_IN_PRACTICE = N_("You said that you don't know. Here is the way.")


class Verdict(Drawn):
    """How the answer was, in a sign and in words, and what a wrong one looks like."""

    DEFAULT_CSS = """
    Verdict { display: none; margin: 0 0 1 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._grade: Grade | None = None
        self._tries_left = 0
        self._comes_back = True

    def show(self, grade: Grade | None, *, tries_left: int = 0, comes_back: bool = True) -> None:
        """Tell of this grade, or that the learner gave up; with tries left, nothing that gives the answer.

        `comes_back` is whether giving up brings the card back soon: practice does not.
        """
        self._grade = grade
        self._comes_back = comes_back
        self._tries_left = tries_left
        self.display = True
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """The sign and the word, then the diagnosis."""
        room = min(width, WIDEST)
        sign, said, style = _judgement(self._grade, comes_back=self._comes_back)
        lines = [Content.styled(line, f"{style} bold") for line in wrap(f"{sign} {said}", room)]
        if self._tries_left:
            more = ngettext(
                "One more try: change your answer and hand it in again.",
                "{count} more tries: change your answer and hand it in again.",
                self._tries_left,
            )
            lines += [Content.styled(line, "$accent") for line in wrap(more, room)]
        for feedback in _feedback(self._grade, gives_away=not self._tries_left):
            lines += [Content.assemble("  ", line) for line in prose(feedback, room - 2)]
        return lines


def _judgement(grade: Grade | None, *, comes_back: bool) -> tuple[str, str, str]:
    """Sign, words and colour for the whole answer."""
    if grade is None:
        return "○", _(GAVE_UP if comes_back else GAVE_UP_IN_PRACTICE), "$accent"
    if grade.correct:
        return "✓", _("Right."), "$success"
    statuses = [part.status for part in grade.parts.values()]
    right = statuses.count(Status.CORRECT)
    if right:
        return (
            "◐",
            ngettext(
                "Partly right: {count} of {total}.",
                "Partly right: {count} of {total}.",
                right,
                total=len(statuses),
            ),
            "$warning",
        )
    if all(status is Status.IMPRECISE for status in statuses):
        return "≈", _("Nearly: right, but not precise enough."), "$warning"
    return "✗", _("Not right."), "$error"


def _feedback(grade: Grade | None, *, gives_away: bool) -> list[Text]:
    """What there is to say about the parts, each once; what followed from a slip gives it away."""
    if grade is None:
        return []
    parts = (part for part in grade.parts.values() if part.feedback and (gives_away or not part.followed))
    return list(dict.fromkeys(part.feedback for part in parts))


class Revealed(Drawn):
    """The answer with all that explains it."""

    def __init__(self) -> None:
        super().__init__()
        self._reveal: Reveal | None = None

    def show(self, reveal: Reveal | None) -> None:
        """Show this, or nothing."""
        self._reveal = reveal
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """Sections with a heading each; what is missing takes no room."""
        reveal = self._reveal
        if reveal is None:
            return []
        return under_headings(revealed(reveal, width), width)


def revealed(reveal: Reveal, width: int) -> Sections:
    """The parts of a reveal with their headings; what is missing has no lines."""
    room = min(width, WIDEST)
    source = wrap(clean(reveal.source), room) if reveal.source else []
    return [
        (_("Answer"), prose(reveal.answer, width) if reveal.answer else []),
        (_("Working"), working(reveal.working, room) if reveal.working else []),
        (_("Why"), prose(reveal.explanation, width) if reveal.explanation else []),
        (_("Source"), [Content.styled(line, "$quiet") for line in source]),
    ]


def under_headings(sections: Sections, width: int) -> list[Content]:
    """Sections one below the other; those without lines take no room."""
    lines: list[Content] = []
    for heading, body in sections:
        if body:
            rule = "─" * max(0, min(width, WIDEST) - Content(heading).cell_length - 1)
            lines += [Content.assemble((heading, "$primary bold"), (f" {rule}", "$faint"))]
            lines += [*body, Content()]
    return lines[:-1]


class Hints(Drawn):
    """The hints taken so far."""

    def __init__(self) -> None:
        super().__init__()
        self._hints: list[Text] = []

    def clear(self) -> None:
        """Another question, no hint yet."""
        self._hints = []
        self.redraw()

    def show(self, hints: Sequence[Text]) -> None:
        """Those that were taken before a pause."""
        self._hints = list(hints)
        self.redraw()

    def add(self, hint: Text) -> None:
        """One more."""
        self._hints.append(hint)
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """Each with its number."""
        lines: list[Content] = []
        for number, hint in enumerate(self._hints, start=1):
            lines.append(Content.styled(_("Hint {number}", number=number), "$accent bold"))
            lines += [*prose(hint, width), Content()]
        return lines
