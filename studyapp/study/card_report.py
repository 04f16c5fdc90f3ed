"""What somebody needs who is told that a card is wrong: which one, at which numbers, of which version."""

from collections.abc import Mapping

from studyapp import __version__
from studyapp.domain.attempt import Attempt
from studyapp.domain.card import Question
from studyapp.domain.pack import Head, Pack
from studyapp.domain.value import Value
from studyapp.i18n import language
from studyapp.text.clean import clean


def card_report(card: Head, pack: Pack | None, asked: Question | Attempt | None) -> str:
    """A block of plain text, a fact a line, in English words whatever the interface speaks.

    `asked` is the question at hand, or else the latest answer; None where the card was never asked.
    """
    facts = {
        "studyapp": __version__,
        "pack": f"{card.pack} {pack.version}" if pack else card.pack,
        "card": card.id,
        "kind": card.kind,
        "language": language(),
    }
    if asked is not None:
        facts |= {"level": str(asked.level), "seed": str(asked.seed)}
        if givens := _givens(asked):
            facts["givens"] = ", ".join(f"{name} = {_shown(value)}" for name, value in givens.items())
    return clean("\n".join(f"{name}: {fact}" for name, fact in facts.items()))


def _givens(asked: Question | Attempt) -> Mapping[str, Value]:
    if isinstance(asked, Attempt):
        return asked.givens
    return asked.variant.givens if asked.variant else {}


def _shown(value: Value) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_shown, value))}]"
    return str(value)
