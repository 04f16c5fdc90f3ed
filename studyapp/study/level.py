"""Which numbers a card is asked with: harder ones as the memory grows, and never the same twice."""

import json
from collections.abc import Iterable, Mapping, Sequence

from studyapp.domain.attempt import Attempt
from studyapp.domain.card import Asked, Question
from studyapp.domain.value import Value, to_json
from studyapp.scheduling.schedule import Standing, State

STABILITY_FOR_LEVEL = (7, 21, 60)
"""Days of stability from which level 2, 3 and 4 are asked."""
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
    return max((level for level in levels if level <= reached), default=min(levels))


def fresh_question(card: Asked, level: int, earlier: Iterable[Attempt]) -> Question:
    """The card asked with numbers that none of these attempts at it had, as long as there are such.

    Seeds count the earlier attempts, so that any device comes to the same one; a seed whose numbers were met
    before (a problem with few variants) is passed over.
    """
    attempts = list(earlier)
    met = {_numbers(attempt.level, attempt.givens) for attempt in attempts}
    first = card.ask(level, len(attempts))
    question = first
    for seed in range(len(attempts) + 1, len(attempts) + TRIES):
        if question.variant is None or _numbers(level, question.variant.givens) not in met:
            return question
        question = card.ask(level, seed)
    return first


def _numbers(level: int, givens: Mapping[str, Value]) -> str:
    # Compared as the log keeps them: a fraction that came back from it is a plain number.
    return json.dumps([level, to_json(dict(givens))], sort_keys=True, default=str)
