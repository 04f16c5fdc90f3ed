"""How a run through questions ends in the line mode: what came of a session, a quiz, a drill."""

from collections.abc import Iterator
from datetime import datetime
from typing import cast

from studyapp.domain.card import Asked
from studyapp.export.pages.quiz_markdown import given_answer
from studyapp.i18n import _, language, ngettext, sentence
from studyapp.plain.pages import markdown, one_line
from studyapp.study.drill_summary import DrillSummary
from studyapp.study.ladder import MASTERED
from studyapp.study.phrases import say_duration, say_return
from studyapp.study.summary import Answer, QuizResult, Slip, Summary
from studyapp.text.shares import share


def summary(told: Summary, now: datetime) -> list[str]:
    """How the session went."""
    lines = [
        ngettext("{count} answer, {right} right, {time}.", "{count} answers, {right} right, {time}.",
                 told.answered, right=told.right, time=say_duration(told.seconds))
    ]  # fmt: skip
    if told.practised:
        lines.append(ngettext("{count} practice variant.", "{count} practice variants.", told.practised))
    lines += _slips(told.slips)
    for leech in told.leeches:
        lines += ["", _("{card}: {why}.", card=leech.card, why=leech.why), leech.remedy]
    return lines + coming_back(told, now) + unaskable(told)


def unaskable(told: Summary) -> list[str]:
    """Which cards could not be asked, and why."""
    return [sentence(error) for error in told.unaskable]


def coming_back(told: Summary, now: datetime) -> list[str]:
    """When the next card comes back, if one ever does."""
    if told.next_due is None:
        return []
    if told.next_due <= now:
        return [_("A card is due again now.")]
    return [_("The next card comes back {when}.", when=say_return(told.next_due, now))]


def result(told: QuizResult, *, answers: bool = False) -> list[str]:
    """How the quiz went; with `answers`, each question with what was answered and what is right."""
    lines = [
        _("{right} of {total} right, score {score}, {time}.", right=told.right, total=told.total,
          score=share(told.score), time=say_duration(told.seconds))
    ]  # fmt: skip
    if told.unanswered and told.timed_out:
        left_out = ngettext("{count} not answered", "{count} not answered", len(told.unanswered))
        lines.append(f"{left_out} · {_('the time was over')}")
    for concept in told.by_concept:
        count = f"{concept.right}/{concept.total}"
        lines.append("- " + _("{label}: {text}", label=concept.name.say(language()), text=count))
    lines += _slips(told.slips)
    for number, answer in enumerate(told.answers if answers else (), start=1):
        lines += ["", *_answer(number, answer)]
    return lines


def _answer(number: int, answer: Answer) -> Iterator[str]:
    """A question of a quiz after it: the question, what was answered, and what is right."""
    first, *rest = markdown(answer.question.prompt)
    yield f"{number}. {first}"
    yield from rest
    verdict = _("right") if answer.right else _("wrong")
    given = given_answer(answer) or _("I don't know")
    yield _("{label}: {text}", label=_("Your answer"), text=_("{asked} ({how})", asked=given, how=verdict))
    if not answer.right:
        revealed = cast(Asked, answer.question.card).reveal(answer.question, answer.grade)
        yield _("{label}: {text}", label=_("Right answer"), text=one_line(revealed.answer))


def drilled(told: DrillSummary) -> list[str]:
    """How the drill went."""
    lines = [
        ngettext("{count} answer, {right} right, {time}.", "{count} answers, {right} right, {time}.",
                 told.answered, right=told.right, time=say_duration(told.seconds))
    ]  # fmt: skip
    for score in told.by_level if len(told.levels) > 1 else ():
        label = _("Level {level}", level=score.level)
        lines.append("- " + _("{label}: {text}", label=label, text=f"{score.right}/{score.total}"))
    if not told.answered:
        return lines
    if told.slips:
        lines.append(_("Slips:"))
    for change in told.slips:
        counts = _("before {before}×, now {now}×", before=change.before, now=change.now)
        lines.append("- " + _("{asked} ({how})", asked=one_line(change.say), how=counts))
    return lines


def mastered(told: DrillSummary) -> str:
    """That it is enough for today."""
    if len(told.levels) > 1:
        return _("Mastered for today: {count} right in a row on the highest level.", count=MASTERED)
    return _("Mastered for today: {count} right in a row.", count=MASTERED)


def _slips(slips: tuple[Slip, ...]) -> list[str]:
    if not slips:
        return []
    return [_("Slips:"), *(f"- {one_line(slip.say)} ×{slip.count}" for slip in slips)]
