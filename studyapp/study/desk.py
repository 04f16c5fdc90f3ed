"""What lies ready for a run through questions: cards, memory, clock; and how a card becomes a question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from studyapp.config import Config
from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.card import Asked, Question
from studyapp.domain.grade import Rating, Response
from studyapp.domain.marks import NO_MARKS
from studyapp.domain.text import Text
from studyapp.scheduling.load import AHEAD
from studyapp.scheduling.schedule import Standing, answers_left
from studyapp.store.ids import new_id
from studyapp.store.store import Store
from studyapp.study.asking import Clock
from studyapp.study.leeches import Leech, is_leech
from studyapp.study.level import LOOKED_BACK, fresh_question, level_for
from studyapp.study.marking import Marking
from studyapp.study.rating import AWAY, usual_of
from studyapp.study.turn import Turn

if TYPE_CHECKING:
    from studyapp.packs.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that a session or a quiz works with."""

    library: "Library"
    store: Store
    config: Config
    clock: Clock

    @property
    def marking(self) -> Marking:
        """Flags, rests and notes of cards."""
        return Marking(self.store, self.clock)

    def card(self, card: str) -> Asked:
        """The card with this id, as something that can be asked; raises UnknownNameError."""
        return cast(Asked, self.library.card(card))

    def known(self, cards: Iterable[str]) -> list[str]:
        """Those of the cards that are still in the packs under these ids, and do not rest."""
        marks, today = self.store.marks(), self.store.days.of(self.clock())
        return [
            card
            for card in cards
            if card in self.library.heads and not marks.get(card, NO_MARKS).rests(today)
        ]

    def standing(self, card: str) -> Standing | None:
        """How a card stands in the memory; None where it is new."""
        return self.store.memory(card)

    def ask(self, card: str, *, level: int | None = None) -> Question:
        """The card with numbers that this learner has not met, at the level that its memory asks for."""
        known = self.library.card(card)
        chosen = level_for(self.standing(known.id), known.levels) if level is None else level
        return fresh_question(self.card(card), chosen, self.store.past(known.id))

    def ask_again(self, attempt: Attempt) -> Question:
        """The very question that this attempt answered."""
        return self.card(attempt.card).ask(attempt.level, attempt.seed)

    def turn(self, question: Question, mode: Mode, typed: Response | None = None) -> Turn:
        """A turn that begins now."""
        return Turn(
            question,
            mode,
            asked_at=self.clock(),
            standing=self.standing(question.card.id),
            typed=typed or {},
            usual_seconds=self._usual_seconds(question) if question.variant else None,
        )

    def _usual_seconds(self, question: Question) -> float | None:
        """What the latest right answers to a problem at this level took, without breaks."""
        return usual_of(
            self.store.right_seconds(question.card.id, question.level, below=AWAY, latest=LOOKED_BACK)
        )

    def intervals(self, card: str) -> Mapping[Rating, timedelta]:
        """After how long each rating would bring the card back."""
        return self.store.intervals(card, self.clock())

    def answers_left(self, card: str) -> int:
        """How many answers a card takes in a session where none is wrong."""
        return self.answers_left_of(self.standing(card))

    def answers_left_of(self, standing: Standing | None) -> int:
        """The same for a card that stands so."""
        return answers_left(standing, self.store.policy, AHEAD)

    def is_wanted(self, card: str, due_at: datetime | None) -> bool:
        """Whether a card of the plan is still to be asked; not if another window was quicker.

        `due_at` is when it was to come back within this session; None for a card from the queue.
        """
        standing, now = self.standing(card), self.clock()
        if card in self.store.resting(self.store.days.of(now)):
            return False
        if standing is None:
            return due_at is None
        expected = due_at is not None and standing.due_at == due_at
        return expected or standing.is_due(now, self.store.days.of(now))

    def next_due(self) -> datetime | None:
        """When the next card comes back; now, where one waits already."""
        now, cards = self.clock(), self.library.cards
        return now if self.store.due(now, among=cards, limit=1) else self.store.next_due(now, among=cards)

    def leech(self, card: str) -> Leech | None:
        """The card as a leech, where it was forgotten so often by now that this should be told."""
        standing = self.standing(card)
        if standing is None or not is_leech(standing.lapses, self.config.leech_lapses):
            return None
        head = self.library.heads[card]
        concepts = self.library.packs[head.pack].concepts
        concept = concepts.get(head.concept)
        needs = concept.needs if concept else ()
        return Leech(
            card=card,
            lapses=standing.lapses,
            concept=concept.name if concept else None,
            needs=tuple(concepts[need].name for need in needs if need in concepts),
        )

    def concept_name(self, pack: str, concept: str) -> Text:
        """What a concept is called."""
        found = self.library.packs[pack].concepts.get(concept)
        return found.name if found else Text.same(concept)

    def attempt(self, turn: Turn, rating: Rating, *, moves_memory: bool) -> Attempt:
        """The row of the log for an answer that is given now."""
        question, now = turn.question, self.clock()
        return Attempt(
            id=new_id(now),
            device=self.store.device,
            at=now,
            mode=turn.mode,
            card=question.card.id,
            level=question.level,
            seed=question.seed,
            givens=question.variant.givens if question.variant else {},
            response=turn.response,
            score=turn.score,
            mistakes=turn.mistakes,
            rating=rating,
            seconds=turn.seconds,
            moves_memory=moves_memory,
        )
