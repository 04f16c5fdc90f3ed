"""The runs through questions that a workspace begins: sessions, quizzes, drills, cramming."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studyapp.errors import StudyError, UnknownNameError
from studyapp.messages import Names
from studyapp.scheduling.load import AHEAD
from studyapp.study.pausing import Pausing
from studyapp.study.shelf import Shelf

if TYPE_CHECKING:
    from studyapp.domain.pack import Head
    from studyapp.study.cram import Cram
    from studyapp.study.desk import Desk
    from studyapp.study.drill import Drill
    from studyapp.study.quiz import Quiz
    from studyapp.study.quiz_chapters import ChapterChoice
    from studyapp.study.quiz_plan import Feedback, QuizPlan
    from studyapp.study.session import Session


class Running(Shelf, Pausing):
    """What begins a run; `Pausing` puts one by and takes it up again."""

    quiz_plan: "QuizPlan | None" = None
    """What a quiz is like where nobody says otherwise; the command line puts its options here."""

    def session(
        self, *, minutes: float | None = None, cards: int | None = None, cram: Sequence[str] = ()
    ) -> "Session":
        """A session through today's plan, ended after so many minutes or cards.

        Where neither is said it is as long as the settings want it (`session_minutes`, `session_cards`). With
        `cram` (names of chapters, concepts, cards or packs) one through these cards instead.
        """
        if cram:
            return self.cram(cram, cards=cards)
        from studyapp.study.session import Session

        if minutes is None and cards is None:
            minutes, cards = self.config.session_minutes or None, self.config.session_cards or None
        desk, now = self._desk(), self.clock()
        today = self._plan(now)
        queue, later = today.queue, today.queue[:0]
        waiting = [card for card, due_at in today.soon.items() if due_at <= now + AHEAD]
        if cards is not None:
            waiting = waiting[: max(0, cards - len(queue))]
            queue, later = queue[:cards], queue[cards:]
        coming_back = {card: today.soon[card] for card in waiting}
        return Session(desk, queue, minutes=minutes, coming_back=coming_back, later=later)

    def play(self, card: str) -> "Session":
        """A session of one card: it counts where the card is due, else it is practice and moves no memory.

        Raises UnknownNameError.
        """
        from studyapp.study.cram import Cram
        from studyapp.study.session import Session

        desk, now = self._desk(), self.clock()
        id, today = self.library.card(card).id, self.store.days.of(now)
        standing = self.store.memory(id)
        if standing is not None and standing.is_due(now, today) and id not in self.store.resting(today):
            return Session(desk, (id,))
        return Cram(desk, (id,))

    def cram(self, names: Sequence[str], *, cards: int | None = None) -> "Cram":
        """A session through the cards of these chapters, concepts or packs, due or not, the weakest first.

        Suspended ones are left out unless they are named themselves. It moves no memory. `cards` takes at
        most so many. Raises UnknownNameError, and StudyError where all of them are suspended.
        """
        from studyapp.study.cram import Cram, in_order

        desk, index = self._desk(), self._card_index()
        chosen = in_order(
            self._not_suspended(self.cards_named(names), names),
            self.store.memories(),
            self.store.days.of(self.clock()),
            {card.id: card.concept for card in index.cards.values()},
        )
        return Cram(desk, chosen[:cards])

    def _not_suspended(self, cards: Sequence[str], named: Sequence[str] = ()) -> list[str]:
        suspended = self._suspended()
        suspended -= {card for card in suspended if card in named or card.partition("/")[2] in named}
        left = [card for card in cards if card not in suspended]
        if cards and not left:
            raise StudyError(
                "all of these cards are suspended; `studyapp mark CARD --resume` takes that back"
            )
        return left

    def _suspended(self) -> set[str]:
        return {card for card, marks in self.store.marks().items() if marks.suspended}

    def cram_cards(self, cards: Sequence[str]) -> "Cram":
        """A session through exactly these cards in this order, due or not; it moves no memory."""
        from studyapp.study.cram import Cram

        return Cram(self._desk(), cards)

    def drill(self, problems: Sequence[str]) -> "Drill":
        """A drill of these problems (ids) as one family; StudyError where none is, or one is unknown."""
        from studyapp.study.drill import Drill

        if not problems:
            raise StudyError("there is no problem to practise here")
        return Drill(self._desk(), problems)

    def practice(self, *, card: str | None = None, concept: str | None = None) -> "Drill | Cram":
        """What practises a card (`pack/id`) or a concept (`pack/concept`): a drill where it has problems.

        A problem is drilled alone; for any other card it is the problems of its concept. A concept without
        problems has its cards asked as they are. Raises StudyError where there is nothing of that name.
        """
        self.load_packs()
        cards = self._card_index().cards
        if card is not None and card in cards:
            if cards[card].kind == "problem":
                return self.drill([card])
            concept = cards[card].concept
        asked = [known.id for known in cards.values() if known.concept == concept]
        if not asked:
            raise StudyError("there is no card {name} to practise", name=concept or card)
        asked = self._not_suspended(asked)
        problems = [known for known in asked if cards[known].kind == "problem"]
        return self.drill(problems) if problems else self.cram_cards(asked)

    def problems_named(self, names: Sequence[str]) -> tuple[str, ...]:
        """The problems among the cards of these concepts, chapters or problems; raises UnknownNameError."""
        named, cards = self.cards_named(names), self._card_index().cards
        return tuple(card for card in named if cards[card].kind == "problem")

    def quiz(
        self,
        count: int | None = None,
        *,
        chapters: Sequence[str] | None = None,
        feedback: "Feedback | None" = None,
        level: int | None = None,
        minutes: float | None = None,
        plan: "QuizPlan | None" = None,
        about: str | None = None,
        chance: int | None = None,
    ) -> "Quiz":
        """A quiz of `count` graded questions over these chapters; what is left out is as in `plan`.

        Without a plan it is `quiz_plan`, or as `QuizPlan` has it, where the words are told.

        `about` names a demonstration whose own cards are asked first.

        Raises UnknownNameError for a chapter that does not exist, StudyError where there is nothing to ask.
        `chance` fixes the choice, for tests.
        """
        from random import Random

        from studyapp.study.quiz import Quiz, draw_quiz
        from studyapp.study.quiz_plan import QuizPlan

        plan, desk = plan or self.quiz_plan or QuizPlan(), self._desk()
        level = plan.level if level is None else level
        cards = self._cards_of(plan.chapters if chapters is None else chapters)
        wanted, dice = plan.count if count is None else count, Random(chance)
        fitting = [card for card in cards if about and self._shows(card.id) == about]
        questions = draw_quiz(desk, fitting, wanted, dice, level=level)
        others = [card for card in cards if card not in fitting]
        questions += draw_quiz(desk, others, wanted - len(questions), dice, level=level)
        if not questions:
            raise StudyError("there is no question here that a quiz could ask")
        return Quiz(
            desk,
            questions,
            feedback=feedback or plan.feedback,
            minutes=plan.minutes if minutes is None else minutes,
        )

    def quiz_chapters(self) -> "tuple[ChapterChoice, ...]":
        """The chapters from which a quiz can ask, as they are taught."""
        from studyapp.study.quiz_chapters import quiz_chapters

        return quiz_chapters(self._studied(), self._cards_of(()))

    def _desk(self) -> "Desk":
        from studyapp.study.desk import Desk
        from studyapp.study.readiness import get_ready

        get_ready()
        return Desk(library=self.library, store=self.store, config=self.config, clock=self.clock)

    def _shows(self, card: str) -> str:
        """The demonstration that a card names, whatever its preset; empty where it names none."""
        from studyapp.engine.demos import name_and_preset

        return name_and_preset(self.library.card(card).demo or "")[0]

    def _cards_of(self, chapters: Sequence[str]) -> "list[Head]":
        cards = [self.library.heads[id] for id in self._studied().cards]
        known = list(dict.fromkeys(card.chapter for card in cards))
        for chapter in chapters:
            if chapter not in known:
                raise UnknownNameError(
                    "there is no chapter {name}; there are {all}",
                    name=chapter,
                    known=known,
                    all=Names(known),
                )
        suspended = self._suspended()
        return [
            card for card in cards if (not chapters or card.chapter in chapters) and card.id not in suspended
        ]

    @property
    def _scope(self) -> tuple[str, ...]:
        """What this workspace was opened for: a run through something else is not gone on with here."""
        return *(str(path.resolve()) for path in self._pack_paths), *(f"#{tag}" for tag in self._wish.tags)
