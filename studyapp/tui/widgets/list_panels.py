"""The figures of the progress screen that are lists with a cursor: concepts, slips, leeches."""

from dataclasses import dataclass, field

from textual.content import Content

from studyapp.i18n import N_, _, language, ngettext
from studyapp.store.statistics import Group
from studyapp.study import judging
from studyapp.text.clean import clean
from studyapp.text.markdown import plain
from studyapp.text.shares import share
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of
from studyapp.text.wrap import wrap
from studyapp.tui.widgets.drawn import part_bar
from studyapp.tui.widgets.panel import Panel
from studyapp.tui.widgets.prose import WIDEST

_GUTTER = 2
"""Columns before an entry, for the sign of the cursor."""


@dataclass
class Chosen:
    """What is under the cursor of a panel, to be practised or browsed."""

    concept: str | None = None
    """`pack/concept`."""
    card: str | None = None
    query: str = ""
    """What finds it in Browse."""


@dataclass
class ListPanel(Panel):
    """Rows with a cursor; those that cannot be chosen are passed over."""

    cursor: int = 0
    """Which of the rows that can be chosen."""
    top: int = 0
    """The first row in sight."""
    drawn: list[int | None] = field(default_factory=list)
    """Which choice each line in sight belongs to."""
    shown_from: int = 0
    """Lines above the first row."""

    def rows(self, width: int) -> list[tuple[Content, int | None]]:
        """All lines, each with the choice that it belongs to, if any."""
        raise NotImplementedError

    def choices(self) -> int:
        """How many can be chosen."""
        raise NotImplementedError

    def chosen(self) -> Chosen | None:
        """What is under the cursor."""
        raise NotImplementedError

    def move(self, by: int) -> None:
        """Go so many choices on; the cursor stays within them."""
        self.cursor = max(0, min(self.cursor + by, self.choices() - 1))

    def lines(self, width: int, height: int, *, current: bool) -> list[Content]:
        """As every panel, with the cursor where it is the current one."""
        self._is_current = current
        found = super().lines(width, height, current=current)
        room = min(width, WIDEST)
        self.shown_from = 2 + len(wrap(clean(self.judged()), room)) if not self.progress.is_empty else height
        return found

    def body(self, width: int, height: int) -> list[Content]:
        """The rows around the cursor, and how many more there are."""
        rows = self.rows(width - _GUTTER)
        self.cursor = max(0, min(self.cursor, self.choices() - 1))
        mine = [at for at, (_row, choice) in enumerate(rows) if choice == self.cursor]
        room = max(1, height)
        if len(rows) > room and mine:
            first = mine[0] if self.cursor else 0  # the heading above the first one, too
            self.top = max(min(self.top, first), mine[-1] - room + 1)
        self.top = max(0, min(self.top, len(rows) - room))
        seen = rows[self.top : self.top + room]
        self.drawn = [choice for _row, choice in seen]
        before = [None, *self.drawn]
        lines = [
            self._marked(row, choice, width, is_first=choice != above)
            for (row, choice), above in zip(seen, before, strict=False)
        ]
        more = len(rows) - self.top - len(seen)
        if more > 0 and lines:
            hidden = len({choice for _row, choice in rows[self.top + room - 1 :] if choice is not None})
            told = ngettext("… and {count} more below", "… and {count} more below", max(1, hidden))
            if mine and mine[-1] < self.top + room - 1:
                lines[-1] = Content.styled(cut(told, width), "$quiet")
        return lines

    _is_current = False

    def _marked(self, row: Content, choice: int | None, width: int, *, is_first: bool) -> Content:
        """A row with what stands before it; the one under the cursor has a sign, and its own colours."""
        if choice is None:
            return row
        is_here = choice == self.cursor and self._is_current
        line = Content.assemble((pad("▸" if is_here and is_first else "", _GUTTER), "$primary bold"), row)
        if not is_here:
            return line
        line = line.pad_right(max(0, width - line.cell_length))
        return line.stylize_before("$block-cursor-foreground on $block-cursor-background")


@dataclass
class ConceptsPanel(ListPanel):
    """Mastery by concept, under its chapter."""

    label = N_("Concepts")
    title = N_("How well you know each concept")
    figure = "mastery"
    coming = N_(
        "Here you will see each concept with how much of it you should know today, the least known first."
    )

    def judged(self) -> str:
        """The weakest one."""
        return judging.of_mastery(self.progress.told.by_concept)

    def _concepts(self) -> list[Group]:
        return [group for chapter in self.progress.chapters for group in chapter.concepts]

    def choices(self) -> int:
        """Every concept."""
        return len(self._concepts())

    def chosen(self) -> Chosen | None:
        """The concept under the cursor."""
        concepts = self._concepts()
        if not concepts:
            return None
        id_ = concepts[self.cursor].id
        return Chosen(concept=id_, query=f"concept:{id_}")

    def rows(self, width: int) -> list[tuple[Content, int | None]]:
        """A heading for each chapter, a bar for each concept."""
        names = [clean(group.name.say(language())) for group in self._concepts()]
        numbers = max((len(_seen(group)) for group in self._concepts()), default=0)
        rest = 7 + numbers + 2  # percentage, cards
        title = min(max(map(columns_of, names), default=0) + 2, max(10, width - rest - 10))
        bar = max(4, min(40, width - rest - title))
        rows: list[tuple[Content, int | None]] = []
        at = 0
        for chapter in self.progress.chapters:
            if rows:
                rows.append((Content(), None))
            rows.append((Content.styled(cut(clean(chapter.title.say(language())), width), "bold"), None))
            for group in chapter.concepts:
                rows.append((_concept_row(group, names[at], title, bar, numbers), at))
                at += 1
        return rows


@dataclass
class SlipsPanel(ListPanel):
    """The mistakes that were recognised, the most frequent first."""

    label = N_("Slips")
    title = N_("What goes wrong most often")
    figure = "slips"
    coming = N_(
        "When an answer looks like a known mistake, it is counted here, in words, with how often it came."
    )

    def judged(self) -> str:
        """How much one slip explains."""
        total = self.progress.told.total
        return judging.of_slips(self.progress.told.slips, total.attempts - total.right)

    def choices(self) -> int:
        """Every slip."""
        return len(self.progress.slips)

    def chosen(self) -> Chosen | None:
        """The slip under the cursor, with the card at which it shows."""
        if not self.progress.slips:
            return None
        slip = self.progress.slips[self.cursor].slip
        return Chosen(card=slip.card, query=f"slip:{slip.mistake.rpartition(':')[2]}")

    def rows(self, width: int) -> list[tuple[Content, int | None]]:
        """How often, and what it looks like; below it the concept."""
        rows: list[tuple[Content, int | None]] = []
        column = max((len(str(said.slip.count)) for said in self.progress.slips), default=0) + 3
        for at, said in enumerate(self.progress.slips):
            words = " ".join(plain(clean(said.say.say(language())), 400)) or said.slip.mistake
            for row, line in enumerate(wrap(clean(words), min(width, WIDEST) - column)):
                head = f"{said.slip.count}×" if row == 0 else ""
                rows.append((Content.assemble((pad(head, column), "$accent bold"), line), at))
            about = clean(said.concept.say(language()) or said.slip.card)
            rows.append((Content.styled(" " * column + cut(about, max(4, width - column)), "$quiet"), at))
        return rows


@dataclass
class LeechesPanel(ListPanel):
    """Cards that repetition alone does not teach."""

    label = N_("Stuck")
    title = N_("What repetition alone does not teach")
    figure = "leeches"
    coming = N_(
        "Should a card be forgotten again and again, it is told here, with what helps more than repeating it."
    )

    def judged(self) -> str:
        """Whether there are any."""
        return judging.of_leeches(self.progress.leeches)

    def choices(self) -> int:
        """Every one."""
        return len(self.progress.leeches)

    def chosen(self) -> Chosen | None:
        """The card under the cursor."""
        if not self.progress.leeches:
            return None
        return Chosen(card=self.progress.leeches[self.cursor].card, query="state:leech")

    def rows(self, width: int) -> list[tuple[Content, int | None]]:
        """The concept and the card with why, and the remedy below."""
        rows: list[tuple[Content, int | None]] = []
        room = min(width, WIDEST)
        for at, leech in enumerate(self.progress.leeches):
            name = leech.concept.say(language()) if leech.concept else leech.card
            said = clean(_("{card}: {why}.", card=name, why=leech.why))
            rows += [(Content.styled(line, "bold"), at) for line in wrap(said, room)]
            rows += [
                (Content.styled(f"  {line}", "$quiet"), at) for line in wrap(clean(leech.remedy), room - 2)
            ]
            rows.append((Content(), None))
        return rows[:-1]


def _concept_row(group: Group, name: str, title: int, bar: int, numbers: int) -> Content:
    filled = round(bar * group.mastery)
    if group.seen:
        filled = max(1, filled)
    style = "" if group.seen else "$quiet"
    part = share(group.mastery) if group.seen else "–"
    return Content.assemble(
        (pad(cut(name, title - 1), title), style),
        part_bar(filled, bar),
        (pad(part, 6, "right"), style),
        (pad(_seen(group), numbers + 2, "right"), "$quiet"),
    )


def _seen(group: Group) -> str:
    return f"{group.seen}/{group.cards}"
