"""Which numbers a card is asked with: harder ones as the memory grows, and none that were met lately."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from studyapp.domain.attempt import Attempt
from studyapp.domain.card import Asked, Question
from studyapp.domain.value import Value, to_json
from studyapp.domain.variant import Variant
from studyapp.scheduling.schedule import Standing, State
from studyapp.store.reader import Past

STABILITY_FOR_LEVEL = (7, 21, 60)
"""Days of stability from which level 2, 3 and 4 are asked."""
LOOKED_BACK = 8
"""Attempts at a card from which its learner's usual slips are read."""
LOOKED_AT_FOR_SLIPS = 12
"""Fresh variants among which one is looked for that shows a usual slip."""
TRIES = 40
"""How many seeds are looked at for a variant that the learner has not met; then one comes again."""


def level_for(standing: Standing | None, levels: Sequence[int]) -> int:
    """The level at which to ask a card that stands so, of those that it has.

    The first level while it is new, being learnt, or learnt again after it was forgotten: first the idea, in
    its plainest form. In review, a stability of 7, 21 and 60 days opens one level more each: what is known
    for weeks is asked in its harder form. A forgotten card loses stability and so falls back by itself.
    """
    if standing is None or standing.state is not State.REVIEW:
        return min(levels)
    reached = 1 + sum(standing.memory.stability >= days for days in STABILITY_FOR_LEVEL)
    return nearest_level(levels, reached)


def nearest_level(levels: Sequence[int], wanted: int) -> int:
    """The highest of these levels that is not above the wanted one; the lowest where all are."""
    return max((level for level in levels if level <= wanted), default=min(levels))


def fresh_question(card: Asked, level: int, past: Past) -> Question:
    """The card asked with numbers that none of its latest answers had, as long as there are such.

    Of the next fresh ones it is the one in which most of this learner's usual slips would show.
    Seeds count the earlier answers, so that any device comes to the same one.
    """
    usual = usual_slips(past.latest)
    looked_at = islice(fresh_questions(card, level, past), LOOKED_AT_FOR_SLIPS if usual else 1)
    best = max(looked_at, key=lambda question: _showing(question.variant, usual), default=None)
    return best or card.ask(level, past.answers)


def fresh_questions(card: Asked, level: int, past: Past) -> Iterator[Question]:
    """The card with numbers that none of its latest answers had, at most TRIES of them; none may be left.

    What has no numbers comes once.
    """
    met = {_numbers(attempt.level, attempt.givens) for attempt in past.latest}
    for seed in range(past.answers, past.answers + TRIES):
        question = card.ask(level, seed)
        if question.variant is None:
            yield question
            return
        if _numbers(level, question.variant.givens) not in met:
            yield question


def usual_slips(attempts: Sequence[Attempt]) -> frozenset[str]:
    """The mistakes that the last attempts at a card show, as `part:id`."""
    recent = sorted(attempts, key=lambda attempt: (attempt.at, attempt.id))[-LOOKED_BACK:]
    return frozenset(mistake for attempt in recent for mistake in attempt.mistakes)


def _showing(variant: Variant | None, slips: Collection[str]) -> int:
    """How many of the slips could be told from the answer with these numbers."""
    if variant is None:
        return 0
    return sum(f"{part}:{name}" in slips for part, visible in variant.mistakes.items() for name in visible)


def _numbers(level: int, givens: Mapping[str, Value]) -> str:
    # Compared as the log keeps them: a fraction that came back from it is a plain number.
    return json.dumps([level, to_json(dict(givens))], sort_keys=True, default=str)
