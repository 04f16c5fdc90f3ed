"""A question should stand on a screen of 80×24 together with what there is to pick from."""

from collections.abc import Iterator

from studyapp.domain.card import Card
from studyapp.messages import Message
from studyapp.packs.cards.problem import ProblemCard
from studyapp.packs.linted import Finding, Linted, question_of
from studyapp.text.markdown import render
from studyapp.text.width import width

ROWS, COLUMNS = 18, 76
"""What a screen of 24 rows and 80 columns leaves for the question."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Questions that a learner would have to scroll."""
    undrawn = {tried.problem.id for tried in pack.tried if not tried.is_drawn}
    for entry in pack.cards:
        if entry.card.id in undrawn:
            continue
        levels = entry.card.levels if isinstance(entry.card, ProblemCard) else (1,)
        for language in pack.reading.languages:
            most = max(rows_needed(entry.card, level, language) for level in levels)
            if most > ROWS:
                _, spot = question_of(entry.schema, entry.spot)
                what = Message(
                    "takes {count} rows with its options, of {most} that a small screen has; shorten it",
                    count=most,
                    most=ROWS,
                )
                yield Finding(spot, what)
                break


def rows_needed(card: Card, level: int, language: str) -> int:
    """The rows that a question takes on a small screen, with its options or its fields."""
    question = card.ask(level, 0)  # type: ignore[attr-defined]
    rows = _rows_of(question.prompt.say(language), COLUMNS) + 1
    shared = {option.id: option for field in question.fields for option in field.options}
    rows += sum(_rows_of(option.text.say(language), COLUMNS - 6) for option in shared.values())
    return rows + sum(1 for field in question.fields if not field.options)


def _rows_of(text: str, columns: int) -> int:
    """The rows of a text; most are one line, of which wrapping need not be worked to be told."""
    if "\n" not in text and "$" not in text and width(text) <= columns:
        return 1
    return len(render(text, columns))
