"""Pairs to put together: each thing on the left gets the letter of what belongs to it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.domain.card import Field, Question
from studyapp.domain.grade import Grade, Response, Status
from studyapp.domain.text import Text
from studyapp.i18n import N_, _
from studyapp.tui.cards.view import CardView, Read, say_incomplete
from studyapp.tui.named_keys import key_now
from studyapp.tui.widgets.pick_list import LETTERS, PickList
from studyapp.tui.widgets.prose import prose


class Pairs(PickList):
    """The left side with the letters given so far, the right side below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "backspace",
            "take_back",
            N_("Take back"),
            tooltip=N_("Take this letter back"),
            id="match.take_back",
        ),
    ]

    def __init__(self, fields: tuple[Field, ...], given: dict[str, str]) -> None:
        super().__init__(tuple(field.prompt for field in fields))
        self._fields = fields
        self.given = given
        """The field's name to the option's id."""
        self._grade: Grade | None = None
        self.cursor = 0

    def ask(self, fields: tuple[Field, ...], given: dict[str, str]) -> None:
        """Put others."""
        self._fields, self.given, self._grade = fields, given, None
        self.offer(tuple(field.prompt for field in fields))
        self.cursor = 0

    @property
    def letters_in_use(self) -> int:
        """As many as stand on the right."""
        return len(self._fields[0].options)

    @property
    def is_complete(self) -> bool:
        """Whether everything on the left has its letter."""
        return all(self.given.get(field.name) for field in self._fields)

    def action_pick(self, at: int) -> None:
        """Give the left one under the cursor this letter, and go on to the next without."""
        field = self._fields[max(self.cursor, 0)]
        self.given = {**self.given, field.name: field.options[at].id}
        places = [*range(self.cursor + 1, len(self._fields)), *range(self.cursor)]
        empty = [place for place in places if not self.given.get(self._fields[place].name)]
        self.cursor = empty[0] if empty else self.cursor
        self.redraw()

    def action_take_back(self) -> None:
        """Take the letter under the cursor back; where it has none, the one before."""
        here = self._fields[max(self.cursor, 0)].name
        if not self.given.get(here) and self.cursor > 0:
            self.cursor -= 1
            here = self._fields[self.cursor].name
        self.given = {name: letter for name, letter in self.given.items() if name != here}
        self.redraw()

    def show_right(self, grade: Grade | None) -> None:
        """Mark each pair, written out: then the right side need not stand below it any more."""
        self._grade = grade
        self.entries = tuple(self._pair(field) for field in self._fields)
        self.settle()

    def _pair(self, field: Field) -> Text:
        """The left one with what it was given."""
        given = {option.id: option.text for option in field.options}.get(self.given.get(field.name, ""))
        if given is None:
            return field.prompt
        en, zh = (" ".join(said.split()) for said in (given.en, given.zh))
        return Text(f"{field.prompt.en} → {en}", f"{field.prompt.zh} → {zh}")

    def hint(self) -> str:
        """How to match."""
        return _(
            "Press the letter that belongs to the marked line; {up} {down} go to another. Then {check}.",
            up=key_now("choice.up"),
            down=key_now("choice.down"),
            check=key_now("choice.check"),
        )

    def head(self, at: int) -> Content:
        """The letter that was given; in the end whether it was right."""
        field = self._fields[at]
        if not self.settled:
            letter = self._letter(field, self.given.get(field.name, ""))
            return Content.assemble(("  ", ""), (f"[{letter}] ", "$primary bold"))
        part = self._grade.parts.get(field.name) if self._grade else None
        if part is None:
            return Content("  ")
        is_right = part.status is Status.CORRECT
        return Content.styled("✓ " if is_right else "✗ ", f"{'$success' if is_right else '$error'} bold")

    def below(self, width: int) -> list[Content]:
        """The right side with its letters, as long as they can be given."""
        if self.settled:
            return []
        drawn = [Content()]
        for letter, option in zip(LETTERS, self._fields[0].options, strict=False):
            head = Content.assemble(("    ", ""), (f"{letter} ", "$primary bold"))
            for at, row in enumerate(prose(option.text, width - head.cell_length) or [Content()]):
                drawn.append((head if at == 0 else Content(" " * head.cell_length)) + row)
        return drawn

    def on_click(self, event: object) -> None:
        """The mouse chooses the line; letters do the rest."""
        offset = event.get_content_offset(self)  # type: ignore[attr-defined]
        if self.settled or offset is None:
            return
        if offset.y < len(self._rows):
            self.cursor = self._rows[offset.y]
        elif 0 <= (at := offset.y - len(self._rows) - 1) < self.letters_in_use:
            self.action_pick(at)

    def _letter(self, field: Field, option: str) -> str:
        ids = [each.id for each in field.options]
        return LETTERS[ids.index(option)] if option in ids else " "


class View(CardView):
    """Give each line on the left its letter; Enter hands in."""

    def __init__(self, question: Question, read: Read, typed: Response) -> None:
        super().__init__(question, read, typed)
        self._pairs = Pairs(question.fields, dict(typed))

    def take(self, question: Question, read: Read, typed: Response) -> bool:
        """Other pairs, the same list."""
        super().take(question, read, typed)
        self._pairs.ask(question.fields, dict(typed))
        return True

    def compose(self) -> ComposeResult:
        """Both sides."""
        yield self._pairs

    @property
    def response(self) -> Response:
        """The option's id for each field."""
        return {field.name: self._pairs.given.get(field.name, "") for field in self.question.fields}

    def start(self) -> None:
        """Take the letters."""
        self._pairs.focus()

    def on_pick_list_handed_in(self, event: PickList.HandedIn) -> None:
        """Answer, unless a letter is missing."""
        event.stop()
        if self._pairs.is_complete:
            self.hand_in()
        else:
            self.post_message(
                self.Notice(_(UNFINISHED) if any(self._pairs.given.values()) else say_incomplete())
            )

    def settle(self, grade: Grade | None) -> None:
        """Mark each pair."""
        self._pairs.show_right(grade)


UNFINISHED = N_("Not every line has its letter yet.")
