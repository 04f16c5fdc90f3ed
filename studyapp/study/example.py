"""An example of a problem with other numbers: the way can be seen, and what is asked stays to be found.

A demonstration works out just what its problem asks: with the learner's own numbers it would tell the answer.
"""

from collections.abc import Mapping

from studyapp.domain.card import Asked, Question
from studyapp.domain.value import Value
from studyapp.errors import DrawError
from studyapp.i18n import N_

OTHER_NUMBERS = N_("These are other numbers than yours; yours are shown once you have answered.")
_FAR = 100_000
"""Seeds of examples lie so far off: no question to come has its numbers."""
_TRIES = 24


def example_givens(card: Asked, question: Question) -> Mapping[str, Value]:
    """The givens of another variant of this question, in which every part has another answer.

    The same for the same question. Where a part has few answers, the variant in which the most parts differ;
    empty where there is none in which one does, or where the card has no numbers.
    """
    if question.variant is None:
        return {}
    asked, best, most = question.variant, {}, 0
    for seed in range(question.seed + _FAR, question.seed + _FAR + _TRIES):
        try:
            variant = card.ask(question.level, seed).variant
        except DrawError:
            continue
        if variant is None:
            continue
        others = sum(variant.answers[part] != answer for part, answer in asked.answers.items())
        if others > most:
            best, most = dict(variant.givens), others
        if most == len(asked.answers):
            break
    return best
