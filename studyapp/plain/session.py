"""A session, a quiz or a drill in lines: what is said before it, and what at its end."""

from studyapp.i18n import N_, _, sentence
from studyapp.plain import endings
from studyapp.plain.console import Console
from studyapp.plain.conversation import Conversation, PutBy
from studyapp.study.drill import Drill
from studyapp.study.phase import Phase
from studyapp.study.quiz import Quiz
from studyapp.study.quiz_plan import Feedback
from studyapp.study.session import Session

WITH_HINTS = N_("h hint · i I don't know · q quit · ? all that can be typed")
"""Said once at the beginning: what most need, and how to learn of the rest."""


def run_session(session: Session, console: Console, put_by: PutBy | None = None) -> None:
    """Go through a session; at the end of the input it ends as if the learner had quit.

    With `put_by` (as `Workspace.put_by`) it can be paused.
    """
    if session.phase is Phase.OVER:
        told = session.summary()
        console.say(
            _("Nothing is due now."), *endings.coming_back(told, session.now()), *endings.unaskable(told)
        )
        return
    console.say(_(WITH_HINTS))
    talk = Conversation(session, console, put_by)
    talk.go_on()
    if talk.run() or not talk.is_paused:
        console.say("", *endings.summary(session.summary(), session.now()))


def run_quiz(quiz: Quiz, console: Console) -> None:
    """Go through a quiz and tell its result."""
    console.say(_("i I don't know · q quit · ? all that can be typed"))
    Conversation(quiz, console).run()
    console.say("", *endings.result(quiz.result(), answers=quiz.feedback is Feedback.END))


def run_drill(drill: Drill, console: Console, put_by: PutBy | None = None) -> None:
    """Go through a drill until the learner quits; once it is mastered, only as long as she wants to go on.

    With `put_by` it can be paused.
    """
    console.say(_(WITH_HINTS))
    talk = Conversation(drill, console, put_by)
    talk.go_on()
    while talk.run() and drill.mastered:
        console.say("", endings.mastered(drill.summary()))
        if (console.ask(_("g to go on, Enter to end:")) or "").strip().lower() != "g":
            break
        drill.go_on()
    if talk.is_paused:
        return
    console.say("", *endings.drilled(drill.summary()), *map(sentence, drill.unaskable))
