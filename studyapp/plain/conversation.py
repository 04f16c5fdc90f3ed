"""Question and answer in lines: ask, read, grade, show, rate; every command is one character."""

from collections.abc import Callable
from typing import TypeAlias
from unicodedata import normalize

from studyapp.domain.card import Field, Question
from studyapp.domain.grade import Rating, Response
from studyapp.errors import ResponseError, StudyError
from studyapp.i18n import _, sentence
from studyapp.plain import commands, pages
from studyapp.plain.console import END, Console
from studyapp.study.example import OTHER_NUMBERS
from studyapp.study.phase import Phase
from studyapp.study.quiz import Quiz
from studyapp.study.quiz_plan import Feedback
from studyapp.study.session import Session
from studyapp.study.sitting import Sitting
from studyapp.text.clean import clean

PutBy: TypeAlias = Callable[[Sitting, Response], bool]
"""Keeps a paused run; False where there is nothing to keep."""


class _Quit(Exception):
    """The learner ends it here, or the input has ended."""


class _Pause(Exception):
    """The learner goes on later, exactly here."""


class _Elsewhere(Exception):
    """A command led to another question or phase; what was being typed is left."""


class Conversation:
    """One question after another until none is left."""

    def __init__(self, sitting: Sitting, console: Console, put_by: PutBy | None = None) -> None:
        """With `put_by` it can be paused."""
        self._sitting = sitting
        self._put_by = put_by
        self.is_paused = False
        """Whether it was put by, to be gone on with."""
        self._session = sitting if isinstance(sitting, Session) else None
        self._console = console
        # A quiz that tells at the end shows nothing in between.
        self._tells = not (isinstance(sitting, Quiz) and sitting.feedback is Feedback.END)

    def run(self) -> bool:
        """Whether it came to its end by itself."""
        try:
            while self._sitting.phase is not Phase.OVER:
                try:
                    self._ask() if self._sitting.phase is Phase.ASKING else self._rate()
                except _Elsewhere:
                    continue
        except _Quit:
            self._leave()
            self._console.say(_("Everything is saved."))
            return False
        except _Pause:
            return self._pause()
        except (KeyboardInterrupt, OSError):  # nobody reads what is said any more
            self._leave()
            raise
        return True

    def go_on(self) -> None:
        """Where it was paused in the middle of a question, show again what was to be seen."""
        sitting, question = self._sitting, self._sitting.question
        for hint in sitting.hints_taken:
            self._console.say(*pages.markdown(hint))
        if sitting.phase is Phase.ANSWERED and question is not None:
            self._console.say("", *pages.question(question, sitting))
            self._show_reveal()
        elif any(sitting.typed.values()):
            typed = " · ".join(value for value in sitting.typed.values() if value)
            self._console.say(_("You had typed: {typed}", typed=clean(typed)))

    def _pause(self) -> bool:
        """Put the run by; whether that was its last question."""
        self._sitting.pause()
        self._sitting.advance()
        if self._sitting.phase is Phase.OVER:
            return True
        place = {"position": self._sitting.position, "total": self._sitting.total}
        self.is_paused = self._put_by is not None and self._put_by(self._sitting, {})
        if self.is_paused and not self._sitting.has_end:
            self._console.say(_("Paused at question {position}.", position=self._sitting.position))
        elif self.is_paused:
            self._console.say(_("Paused: {position} of {total}.", **place))
        self._console.say(_("Everything is saved."))
        return False

    def _leave(self) -> None:
        self._sitting.leave()
        self._sitting.advance()

    # Asking

    def _ask(self) -> None:
        question = self._sitting.question
        assert question is not None
        self._console.say("", *pages.question(question, self._sitting))
        if not question.fields:
            self._line(_("Press Enter to see the answer:"))
            self._show_reveal()
            return
        response = self._fill_in(question)
        try:
            grade = self._sitting.grade(response)
        except ResponseError as error:
            self._console.say(sentence(error))
            return
        if self._tells and self._sitting.phase is Phase.ANSWERED:
            self._console.say(*pages.grade(question, grade))
            self._show_reveal()
        elif self._sitting.phase is Phase.ASKING:
            self._console.say(*pages.grade(question, grade, again=self._sitting.missed is grade))

    def _fill_in(self, question: Question) -> Response:
        """What is typed into each field; a single field is asked until something stands there."""
        while True:
            response = {field.name: self._fill(field, question) for field in question.fields}
            if any(response.values()):
                return response
            self._console.say(_("Type an answer, or i if you don't know."))

    def _fill(self, field: Field, question: Question) -> str:
        many = len(question.fields) > 1
        while True:
            typed = commands.unquoted(self._line(pages.field_prompt(field, many), field))
            if not typed:
                return ""
            try:
                if field.options:
                    return pages.picked(field, typed)
                read_as = self._sitting.read(field.name, typed)
            except ResponseError as error:
                self._console.say(*pages.unreadable(error, typed))
                continue
            if read_as != typed:
                self._console.say(_("Read as {shown}.", shown=read_as))
            return typed

    # Rating

    def _rate(self) -> None:
        if self._session is None or self._sitting.gave_up:
            self._save(None)
            return
        if self._sitting.practising:
            self._line(_("Enter for the next card, n for new numbers:"))
            self._save(None)
            return
        preset = self._sitting.preset
        typed = normalize("NFKC", self._line(pages.rating_prompt(self._sitting.intervals(), preset)))
        if typed in ("1", "2", "3", "4"):
            self._save(Rating(int(typed)))
        elif not typed and preset is not None:
            self._save(None)
        else:
            self._console.say(_("Type 1, 2, 3 or 4."))

    def _save(self, rating: Rating | None) -> None:
        self._sitting.rate(rating)
        self._sitting.advance()

    # Commands

    def _line(self, prompt: str, field: Field | None = None) -> str:
        """The next line that is no command; a command is obeyed."""
        while True:
            typed = self._console.ask(prompt)
            if typed is END:
                self._console.say("")
                raise _Quit
            typed = typed.strip()
            command = commands.command(typed, field)
            if command is None:
                return typed
            if command == "?":
                self._console.say(*commands.told(self._works(), field))
            else:
                self._obey(command)

    def _works(self) -> set[str]:
        """The commands that do something just now."""
        session, sitting = self._session, self._sitting
        asking = sitting.phase is Phase.ASKING
        can = {
            "h": asking and sitting.hints_left > 0,
            "i": asking,
            "d": self._demonstrates,
            "n": session is not None and session.can_practise,
            "u": session is not None and session.can_undo,
            "-": session is not None,
            "p": self._put_by is not None,
        }
        return {letter for letter in commands.COMMANDS if can.get(letter, True)}

    def _obey(self, command: str) -> None:
        match command:
            case "q":
                raise _Quit
            case "p" if self._put_by is not None:
                raise _Pause
            case "i" if self._sitting.phase is Phase.ASKING:
                self._sitting.give_up()
                self._show_reveal()
                raise _Elsewhere
            case "h":
                hint = self._sitting.hint()
                had = self._sitting.hints_taken
                none = _("There is no more hint.") if had else _("There is no hint here.")
                self._console.say(*(pages.markdown(hint) if hint else [none]))
            case "u" if self._session is not None:
                self._undo(self._session)
            case "n" if self._session is not None and self._session.can_practise:
                self._session.new_numbers()
                self._session.advance()
                raise _Elsewhere
            case "c":
                self._console.say(*pages.sheet(self._sitting.sheet()))
            case "d" if self._demonstrates:
                self._demonstrate()
            case "f":
                self._flag()
            case "x" | "-" if self._session is not None:
                self._lay_aside(self._session, command)
            case "x":
                self._suspend()
            case _:
                self._console.say(_("That is not possible here."))

    @property
    def _demonstrates(self) -> bool:
        """Whether the card has a demonstration; in a quiz it waits until the question is answered."""
        question = self._sitting.question
        waits = isinstance(self._sitting, Quiz) and self._sitting.phase is Phase.ASKING
        return question is not None and question.card.demo is not None and not waits

    def _demonstrate(self) -> None:
        question = self._sitting.question
        assert question is not None
        assert question.card.demo is not None
        asking = self._sitting.phase is Phase.ASKING
        givens = self._sitting.look_at_demo()
        if asking and givens:
            self._console.say("", _(OTHER_NUMBERS))
        self._console.say("", *pages.demonstration(question.card.demo, givens), "")

    def _flag(self) -> None:
        card, on = self._asked(), not self._sitting.marks.flag
        self._sitting.marking.flag(card, on).result()
        self._console.say(_("The card is flagged.") if on else _("The flag is gone."))

    def _suspend(self) -> None:
        card, on = self._asked(), not self._sitting.marks.suspended
        self._sitting.marking.suspend(card, on).result()
        self._console.say(_("The card is suspended.") if on else _("The card is asked again."))

    def _lay_aside(self, session: Session, command: str) -> None:
        if command == "x":
            session.suspend()
            said = _("The card is suspended: it is not asked any more. u takes that back.")
        else:
            session.bury()
            said = _("The card is left until tomorrow. u takes that back.")
        session.advance()
        self._console.say(said)
        raise _Elsewhere

    def _asked(self) -> str:
        question = self._sitting.question
        assert question is not None
        return question.card.id

    def _undo(self, session: Session) -> None:
        try:
            session.undo()
            session.advance()
        except StudyError as error:
            if session.can_undo:
                raise
            self._console.say(sentence(error))
            return
        self._console.say(_("Taken back."))
        raise _Elsewhere

    def _show_reveal(self) -> None:
        if self._tells:
            self._console.say(*pages.reveal(self._sitting.reveal()), *pages.note(self._sitting.marks.note))
        else:
            self._sitting.reveal()
