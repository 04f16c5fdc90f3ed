"""A question with all that was done at it, and answers, as JSON keeps them; and both again from it.

What is kept is as small as can be: card, level and seed make the question, responses make their grades, and
answers are read from the log. What was never written by this module raises KeyError, TypeError or ValueError.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import cast

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.card import Asked, Card, Question
from studyapp.domain.grade import Response
from studyapp.domain.value import to_json
from studyapp.errors import StoreError, StudyError
from studyapp.scheduling.schedule import Standing
from studyapp.study.desk import Desk
from studyapp.study.paused import Kept
from studyapp.study.summary import Answer
from studyapp.study.turn import Turn


class ChangedError(Exception):
    """What was kept belongs to a card that is gone, became another, or was answered elsewhere."""


def keep_question(question: Question) -> Kept:
    """Card, level and seed, and what tells whether they still make the same question."""
    return {
        "card": question.card.id,
        "level": question.level,
        "seed": question.seed,
        "shape": _shape(question),
    }


def ask_kept(desk: Desk, kept: Kept) -> Question:
    """The very question; raises ChangedError where there is none such any more."""
    card, level, seed = str(kept["card"]), int(kept["level"]), int(kept["seed"])
    try:
        question = _ask(desk, card, level, seed)
    except StoreError:
        raise
    except StudyError as error:
        raise ChangedError from error
    if _shape(question) != kept["shape"]:
        raise ChangedError
    return question


def _ask(desk: Desk, card: str, level: int, seed: int) -> Question:
    known = desk.card(card)
    if level not in cast(Card, known).levels:
        raise ChangedError
    return known.ask(level, seed)


def keep_turn(turn: Turn, now: datetime, typed: Response | None = None) -> Kept:
    """A turn at the moment `now`; `typed` is what stands in its fields."""
    return {
        "question": keep_question(turn.question),
        "mode": turn.mode.value,
        "standing": _mark(turn.standing),
        "seconds": turn.seconds if turn.answered_at else max(0.0, (now - turn.asked_at).total_seconds()),
        "is_revealed": turn.answered_at is not None,
        "typed": dict(turn.response or turn.typed if typed is None else typed),
        "tried": [dict(response) for response in turn.tried],
        "hints": turn.hints,
        "saw_demo": turn.saw_demo,
    }


def take_up_turn(desk: Desk, kept: Kept) -> Turn:
    """The turn as it was left, its clock going on from there.

    Raises ChangedError, too, where its card was answered or laid aside elsewhere meanwhile.
    """
    question = ask_kept(desk, kept["question"])
    mode = Mode(kept["mode"])
    turn = desk.turn(question, mode, typed=_response(kept["typed"]))
    if mode is Mode.STUDY:
        was_answered = _mark(turn.standing) != kept["standing"]
        if was_answered or not desk.known([question.card.id]):
            raise ChangedError
    card = cast(Asked, question.card)
    turn.tried = [_response(response) for response in kept["tried"]]
    turn.missed = [card.grade(question, response) for response in turn.tried]
    turn.hints = min(int(kept["hints"]), len(turn.all_hints))
    turn.saw_demo = kept["saw_demo"] is True
    now = turn.asked_at
    turn.asked_at = now - timedelta(seconds=max(0.0, float(kept["seconds"])))
    if kept["is_revealed"]:
        turn.answered_at = now
    return turn


def answers_again(desk: Desk, attempts: Iterable[Attempt]) -> list[Answer]:
    """The answers that these rows of the log were; those whose question is gone are left out."""
    found = []
    for attempt in attempts:
        try:
            question = desk.ask_again(attempt)
            card = cast(Asked, question.card)
            grade = card.grade(question, attempt.response) if attempt.response else None
        except StoreError:
            raise
        except (StudyError, KeyError, ValueError):  # its pack is gone, or has other levels now
            continue
        found.append(Answer(question=question, response=attempt.response, grade=grade, attempt=attempt))
    return found


def texts(kept: object) -> list[str]:
    """A list of texts; raises TypeError where it is none."""
    if not isinstance(kept, list) or not all(isinstance(each, str) for each in kept):
        raise TypeError("a list of texts is kept here")
    return kept


def _response(kept: object) -> dict[str, str]:
    if not isinstance(kept, dict) or not all(isinstance(each, str) for each in (*kept, *kept.values())):
        raise TypeError("a response is kept here")
    return kept


def _shape(question: Question) -> Sequence[object]:
    """What must be the same for what was typed to belong to it: the numbers, and what is filled in."""
    givens = to_json(dict(question.variant.givens)) if question.variant else {}
    fields = [[field.name, *(option.id for option in field.options)] for field in question.fields]
    return [repr(givens), fields]


def _mark(standing: Standing | None) -> str | None:
    """What an answer given elsewhere changes."""
    return f"{standing.repetitions} {standing.last_at.isoformat()}" if standing else None
