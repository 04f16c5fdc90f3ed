"""Numbers in which a learner's own slip shows: of the next variants, the one that tells it from others."""

from collections.abc import Sequence
from itertools import islice

from studyapp.domain.card import Asked, Question
from studyapp.domain.variant import Variant
from studyapp.store.reader import Past
from studyapp.study.level import LOOKED_AT_FOR_SLIPS, fresh_questions
from studyapp.study.summary import Slip
from studyapp.text.numbers import show

OF_ITS_OWN = 2
"""How well a slip shows whose value no other mistake has."""


def telling_question(
    card: Asked, level: int, past: Past, slips: Sequence[Slip]
) -> tuple[Question, Slip | None]:
    """The card with fresh numbers in which the first of these slips shows that can; and that slip.

    It takes the first of the next LOOKED_AT_FOR_SLIPS in which the first slip has a value of its own, so that
    it can be told from every other mistake; else the one in which the slips show best. Without a slip that
    shows, the first of them.
    """
    looked_at = LOOKED_AT_FOR_SLIPS if slips else 1
    best: tuple[Question, Slip | None] | None = None
    best_rank = (0, 0)
    for question in islice(fresh_questions(card, level, past), looked_at):
        rank, slip = _most_telling(question.variant, slips)
        if best is None or rank > best_rank:
            best, best_rank = (question, slip), rank
        if rank == (len(slips), OF_ITS_OWN):
            break
    return best or (card.ask(level, past.answers), None)


def _most_telling(variant: Variant | None, slips: Sequence[Slip]) -> tuple[tuple[int, int], Slip | None]:
    """The first slip that shows, and its rank: higher the earlier it stands, then the better it shows."""
    for at, slip in enumerate(slips):
        if shown := shows(variant, slip):
            return (len(slips) - at, shown), slip
    return (0, 0), None


def shows(variant: Variant | None, slip: Slip) -> int:
    """How well a slip could be told with these numbers: 0 not at all, 1 among others, OF_ITS_OWN."""
    told = 0
    for whole in slip.mistakes:
        part, _colon, mistake = whole.partition(":")
        visible = variant.mistakes.get(part, {}) if variant else {}
        if mistake in visible:
            value = show(visible[mistake], 12)
            # Those that the slip was told with before are told with it again.
            strangers = [id_ for id_ in visible if f"{part}:{id_}" not in slip.mistakes]
            is_alone = all(show(visible[id_], 12) != value for id_ in strangers)
            told = max(told, OF_ITS_OWN if is_alone else 1)
    return told
