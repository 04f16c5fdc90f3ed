"""What a learner does in a session, for tests: answers right and wrong, a pause, and going on."""

from studyapp.domain.grade import Rating
from studyapp.study.sitting import Sitting
from studyapp.study.workspace import Workspace
from studyapp.text.numbers import show


def right(sitting: Sitting) -> dict[str, str]:
    """The right answers to what is asked, as they may be typed."""
    question = sitting.question
    if question.variant:
        return {name: show(value, 12) for name, value in question.variant.answers.items()}
    return {field.name: "a" if field.options else "epoch" for field in question.fields}


def wrong(sitting: Sitting) -> dict[str, str]:
    """Wrong ones."""
    return {field.name: "b" if field.options else "7" for field in sitting.question.fields}


def answer(sitting: Sitting, response: dict[str, str] | None = None) -> None:
    """Answer, rate as it is preset, and go on; rightly, unless a response is given."""
    sitting.grade(response or right(sitting)) if sitting.question.fields else sitting.reveal()
    sitting.rate(sitting.preset or Rating.GOOD)
    sitting.advance()


def pause(workspace: Workspace, sitting: Sitting, typed: dict[str, str] | None = None) -> bool:
    """Pause it as it stands; whether there was anything to keep."""
    sitting.pause().result()
    sitting.advance()
    return workspace.put_by(sitting, typed)


def go_on(workspace: Workspace) -> Sitting | None:
    """Go on with the one session that is paused; None where nothing of it is left."""
    (paused,) = workspace.paused()
    return workspace.take_up(paused)


def easy(session: Sitting) -> str:
    """Answer what is asked as easy; which card it was."""
    card = session.question.card.id
    if session.question.fields:
        session.grade({field.name: "a" if field.options else "1" for field in session.question.fields})
    else:
        session.reveal()
    session.rate(Rating.EASY)
    session.advance()
    return card
