"""A card as one looks at it in a list: what it asks, what is right, how it stands, what Enter would do."""

from textual.content import Content

from studyapp.domain.card import Question
from studyapp.domain.text import Text
from studyapp.i18n import N_, _, language, listed, ngettext, sentence
from studyapp.study.catalogue import Entry, Moment
from studyapp.study.peek import Peek
from studyapp.study.phrases import say_interval
from studyapp.text.clean import clean
from studyapp.text.width import cut
from studyapp.text.width import width as columns_of
from studyapp.text.wrap import wrap
from studyapp.tui.named_keys import key_now
from studyapp.tui.widgets.card_rows import STATE_NAMES, sign, until
from studyapp.tui.widgets.drawn import Drawn
from studyapp.tui.widgets.pick_list import LETTERS
from studyapp.tui.widgets.prose import WIDEST, prose
from studyapp.tui.widgets.revealed import revealed, under_headings

PLAYED = N_("{key} asks it: it is due, so your answer counts.")
PRACTISED = N_("{key} asks it for practice: not due, so its memory stays as it is.")


class CardPreview(Drawn):
    """One card; nothing until there is one."""

    def __init__(self) -> None:
        super().__init__()
        self._card: Entry | None = None
        self._peek: Peek | None = None
        self._moment: Moment | None = None
        self._otherwise = ""

    def show(self, card: Entry | None, peek: Peek | None, moment: Moment, otherwise: str) -> None:
        """Show this card, with what it asks once that is known; `otherwise` is told where there is none."""
        self._card, self._peek, self._moment, self._otherwise = card, peek, moment, otherwise
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """How it stands, the question, the answer with all that explains it."""
        card, room = self._card, min(width, WIDEST)
        if card is None or self._moment is None:
            return _quiet(self._otherwise, room) if self._otherwise else []
        lines = [*_head(card, room, self._moment), Content()]
        peek = self._peek if self._peek and self._peek.card == card.id else None
        if peek is None:
            return [*lines, Content.styled("…", "$quiet")]
        if peek.fault is not None:
            return [*lines, *_quiet(clean(sentence(peek.fault)), room, "$warning")]
        if peek.question is not None:
            lines += [*prose(peek.question.prompt, room), *_asked(peek.question, room), Content()]
        if peek.reveal is not None:
            lines += under_headings(revealed(peek.reveal, room), room)
        return lines


def _head(card: Entry, width: int, moment: Moment) -> list[Content]:
    """How it stands, how it is remembered, the note on it, and what Enter does."""
    states = [_(STATE_NAMES[state]) for state in card.states if state != "note"]
    head = Content.assemble(*sign(card.states), " ", (listed(states), "bold"))
    id = clean(card.id)
    with_flag = listed([*states, *([] if "flagged" in card.states else [_(STATE_NAMES["flagged"])])])
    if 3 + columns_of(with_flag) + 2 + len(id) <= width:  # a flag that comes or goes moves no line
        lines = [Content.assemble(head, ("  " + id, "$quiet"))]
    else:
        lines = [head, Content.styled(cut(id, width), "$quiet")]
    memory, facts = card.standing.memory, [clean(card.concept.say(language()))]
    if memory is not None:
        if "due" not in card.states and not card.standing.marks.suspended:
            facts.append(
                _("comes back in {interval}", interval=say_interval(until(memory, moment.at, moment.today)))
            )
        facts.append(_("difficulty {difficulty} of 10", difficulty=f"{memory.difficulty:.1f}"))
        if memory.lapses:
            facts.append(ngettext("forgotten {count} time", "forgotten {count} times", memory.lapses))
    lines += _quiet(" · ".join(facts), width)
    if note := card.standing.marks.note:
        lines += _quiet("✎ " + clean(note), width, "$secondary")
    return lines + _quiet(_(PLAYED if "due" in card.states else PRACTISED, key=key_now("browse.play")), width)


def _asked(question: Question, width: int) -> list[Content]:
    """What there is to choose from, or the parts that are asked for."""
    lines: list[Content] = []
    fields = question.fields
    for field in fields:
        if len(fields) > 1 and field.prompt:
            lines += _item("•", field.prompt, width)
    if fields and fields[0].options:  # of a match every part has the same
        for letter, option in zip(LETTERS, fields[0].options, strict=False):
            lines += _item(letter, option.text, width)
    return [Content(), *lines] if lines else []


def _item(mark: str, text: Text, width: int) -> list[Content]:
    rows = prose(text, width - 3)
    return [
        Content.assemble((f"{mark if not at else ' '}  ", "$primary bold"), row)
        for at, row in enumerate(rows)
    ]


def _quiet(told: str, width: int, style: str = "$quiet") -> list[Content]:
    return [Content.styled(line, style) for line in wrap(told, width)]
