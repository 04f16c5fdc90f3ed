"""A learner's workspace: home, settings, log and packs, opened once and handed to every screen.

Opening it and `overview` import no more than they need (no YAML, pydantic or NumPy, no session): the home
screen's first paint waits for them.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from studyapp.config import Config, Home, load_config, save_config
from studyapp.errors import StudyError, UnknownNameError
from studyapp.i18n import N_
from studyapp.scheduling.load import AHEAD, Limits
from studyapp.store.agenda import agenda
from studyapp.store.index import NO_CARDS, CardIndex, begun, index_of, read_index, without, write_index
from studyapp.store.plan import Plan, plan
from studyapp.store.store import Store
from studyapp.study.marking import Marking
from studyapp.study.overview import Overview, overview_of
from studyapp.study.pausing import Pausing
from studyapp.study.quiz_plan import Feedback, QuizPlan
from studyapp.study.resetting import begin_anew, take_back
from studyapp.study.selection import card_named, cards_named
from studyapp.study.settings import days_of, limits_of, policy_of

if TYPE_CHECKING:
    from studyapp.domain.card import Question
    from studyapp.domain.pack import Head
    from studyapp.domain.text import Text
    from studyapp.packs.library import Library
    from studyapp.packs.sources import Source
    from studyapp.packs.watching import Watch
    from studyapp.store.glance import Glance
    from studyapp.store.statistics import Statistics, UsualSlip
    from studyapp.study.asking import Clock
    from studyapp.study.card_sheet import CardSheet
    from studyapp.study.catalogue import Catalogue
    from studyapp.study.cram import Cram
    from studyapp.study.desk import Desk
    from studyapp.study.drill import Drill
    from studyapp.study.families import Families
    from studyapp.study.gathering import Gatherer
    from studyapp.study.leeches import Leech
    from studyapp.study.progress import Progress
    from studyapp.study.quiz import Quiz
    from studyapp.study.quiz_chapters import ChapterChoice
    from studyapp.study.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wanted for once, besides what the settings say."""

    tags: tuple[str, ...] = ()
    """Only cards with one of these; all where none is named."""
    new: int | None = None
    """New cards of this day at most; None for what the settings say."""


def open_workspace(
    pack_paths: Sequence[Path] = (),
    home: Home | None = None,
    *,
    clock: "Clock" = lambda: datetime.now(UTC),
    wish: "Wish | None" = None,
) -> "Workspace":
    """Open the learner's files under `home` (else where the environment says); packs are loaded later.

    `pack_paths` are packs from elsewhere: they come on top of the others, and then only they are studied.
    Raises ConfigError, PackError or StoreError with one sentence for the learner.
    """
    home = home or Home.find()
    config = load_config(home)
    named = _packs_named(pack_paths, home)  # a path that holds no pack is told before anything is made
    store = Store.open(home.database, config.device, policy=policy_of(config), study_days=days_of(config))
    return Workspace(home, config, store, clock, named, wish=wish)


class Workspace(Pausing):
    """What the app and the line mode work with; `close` it at the end (it is a context manager too)."""

    def __init__(
        self,
        home: Home,
        config: Config,
        store: Store,
        clock: "Clock",
        pack_paths: Sequence[Path] = (),
        *,
        wish: Wish | None = None,
    ) -> None:
        self.home = home
        self.config = config
        self.store = store
        self.clock = clock
        self.quiz_plan = QuizPlan()
        """What a quiz is like where nobody says otherwise; the command line puts its options here."""
        self.marking = Marking(store, clock)
        """Flags, rests and notes of cards."""
        self._pack_paths = tuple(pack_paths)
        self._wish = wish or Wish()
        self._library: Library | None = None
        self._watch: Watch
        self._index: CardIndex | None = None
        self._progress: tuple[object, Progress] | None = None
        self._loading = RLock()

    # Packs

    @property
    def library(self) -> "Library":
        """The packs; they are loaded now if nobody did before."""
        return self._library or self.load_packs()

    @property
    def pack_paths(self) -> tuple[Path, ...]:
        """The folders of the packs that were named; where there are some, only these are studied."""
        return self._pack_paths

    @property
    def loaded(self) -> bool:
        """Whether the packs are loaded."""
        return self._library is not None

    def load_packs(self) -> "Library":
        """Read all packs and bring the card index up to date; once only, whoever asks.

        Slow: the app calls it in a thread after the first paint, and looks at `overview` again then. Raises
        UnknownNameError where a tag is wanted that no card has.
        """
        with self._loading:
            if self._library is None:
                from studyapp.packs.cards import find, kinds
                from studyapp.packs.watching import Watch

                self._watch = Watch(lambda: (source.path for source in self._sources()))
                self._watch.changed(at_once=True)  # what is written from here on is read the next time
                library = self._read_packs()
                self._check_tags()
                for kind in kinds():  # a card from the cache is built when it is asked: no key waits for that
                    find(kind)
                self._library = library
            return self._library

    def reread_packs(self, *, at_once: bool = True) -> bool:
        """Read the packs anew where files of theirs were written; whether anything is different now.

        Slow where it is: for a thread. A session or quiz that runs keeps the cards that it began with. With
        `at_once` false what is still being written waits for the next call. Raises PackError where a folder
        that was named is gone.
        """
        with self._loading:
            if self._library is None or not self._watch.changed(at_once=at_once):
                return False
            before, self._library = self._library, self._read_packs()
            return before is not self._library

    def _sources(self) -> "list[Source]":
        from studyapp.packs.sources import find_sources

        return find_sources(self.home, self._pack_paths)

    def _read_packs(self) -> "Library":
        """The packs as they are on the disk; the library that there is where none of its bytes changed."""
        from studyapp.store.pack_cache import load_library

        loaded = load_library(self.home.pack_cache, self._sources())
        if self._library is not None and self._card_index().fingerprint == loaded.fingerprint:
            return self._library
        self._refresh_index(loaded.library, loaded.fingerprint)
        return loaded.library

    def _refresh_index(self, library: "Library", fingerprint: str) -> None:
        index = self._card_index()
        if index.fingerprint != fingerprint:
            index = index_of(library.packs.values(), fingerprint)
            if not self._pack_paths:  # `due` and the next start shall not count what was named only once
                write_index(self.home.card_index, index)
        self.store.follow(index.aliases).result()
        self._index = index  # last of all: who looks meanwhile sees the old cards in the old library

    def _check_tags(self) -> None:
        known = sorted({tag for card in self._card_index().cards.values() for tag in card.tags})
        for tag in self._wish.tags:
            if tag not in known:
                raise UnknownNameError(N_("no card has the tag {name}"), name=tag, known=known)

    def _card_index(self) -> CardIndex:
        if self._index is None:
            self._index = read_index(self.home.card_index) or NO_CARDS
        return self._index

    # What is to be done

    def overview(self, now: datetime | None = None) -> Overview:
        """Due and new today by chapter, from the store and the card index alone."""
        return overview_of(
            agenda(self.store, self._studied(), now or self.clock(), self._limits()),
            usual_seconds=self.store.usual_seconds(),
            indexed=self._card_index() is not NO_CARDS,
            paused=self.paused(now),
        )

    def plan(self, now: datetime | None = None) -> tuple[str, ...]:
        """The ids of the cards to ask now, in order: what is due, and new ones within the day's limit."""
        self.load_packs()
        return self._plan(now or self.clock()).queue

    def _plan(self, now: datetime) -> Plan:
        return plan(self.store, self._studied(), now, self._limits())

    def _limits(self) -> Limits:
        limits = limits_of(self.config)
        if self._wish.new is not None:  # who names a number wants it on an easy day, too
            limits = replace(limits, new_per_day=self._wish.new, easy_weekdays=())
        return limits

    def _studied(self) -> CardIndex:
        """The index of what this workspace studies, only cards with a tag that is wanted."""
        index, tags = self._of_packs(), {*self._wish.tags}
        if not tags:
            return index
        return replace(
            index, cards={id: card for id, card in index.cards.items() if not tags.isdisjoint(card.tags)}
        )

    def _of_packs(self) -> CardIndex:
        """The index of what is studied of packs: once they are loaded, only those that were named.

        Where none are, those are left out that are off or that wait until they are begun.
        """
        index = self._card_index()
        if not self._pack_paths or self._library is None:
            config = self.config
            return begun(index, config.packs_on_request, self.store.seen(), config.packs_switched_off)
        named = {folder.resolve() for folder in self._pack_paths}
        packs = {pack.id for pack in self._library.packs.values() if pack.path.resolve() in named}
        return replace(
            index,
            chapters=tuple(chapter for chapter in index.chapters if chapter.pack in packs),
            cards={id: card for id, card in index.cards.items() if card.pack in packs},
        )

    @property
    def is_fresh(self) -> bool:
        """Whether nobody has studied or set anything here yet: then the app introduces itself."""
        return not self.home.settings.exists() and not self.store.rows("SELECT 1 FROM attempts LIMIT 1")

    def _switched_on(self) -> CardIndex:
        """The index without the packs that are off: of their cards nothing is foretold or advised."""
        return without(self._card_index(), self.config.packs_switched_off)

    # Runs

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
        suspended = {card for card, marks in self.store.marks().items() if marks.suspended}
        suspended -= {card for card in suspended if card in named or card.partition("/")[2] in named}
        left = [card for card in cards if card not in suspended]
        if cards and not left:
            raise StudyError(
                "all of these cards are suspended; `studyapp mark CARD --resume` takes that back"
            )
        return left

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

    def families(self) -> "Families":
        """All problems with how each went, and which to drill first; slow where the log is long."""
        from studyapp.store.records import records
        from studyapp.study.families import families_of

        return families_of(self.library, self._studied(), self.statistics(), records(self.store))

    def cards_named(self, names: Sequence[str]) -> tuple[str, ...]:
        """The cards of these chapters, concepts, cards or packs; raises UnknownNameError."""
        self.load_packs()
        return cards_named(self._card_index(), names)

    @property
    def _scope(self) -> tuple[str, ...]:
        """What this workspace was opened for: a run through something else is not gone on with here."""
        return *(str(path.resolve()) for path in self._pack_paths), *(f"#{tag}" for tag in self._wish.tags)

    # Finding cards

    @property
    def gatherer(self) -> "Gatherer":
        """What reads how cards stand, for lists of them."""
        from studyapp.study.gathering import Gatherer

        return Gatherer(
            self.store,
            self.clock,
            leech_lapses=self.config.leech_lapses,
            figures=self.home.figures,
        )

    def catalogue(self) -> "Catalogue":
        """All cards as they can be found, but for slips (`gatherer.gather_slips`). Slow: for a thread."""
        library = self.load_packs()
        return self.gatherer.gather(library, self.listed, self.leeches())

    @property
    def listed(self) -> Collection[str]:
        """The ids of the cards that can be found, as they are taught: those of packs that are not off."""
        return self._switched_on().cards.keys()

    # One card

    def card_named(self, name: str) -> str:
        """The id of the card of this name, with or without its pack; raises UnknownNameError."""
        self.load_packs()
        return card_named(self._card_index(), name)

    def card_sheet(self, card: str, asked: "Question | None" = None) -> "CardSheet":
        """All that is known of a card, or with `asked` of the question at hand; raises UnknownNameError."""
        from studyapp.study.card_sheet import card_sheet

        return card_sheet(self._desk(), card, asked)

    # Beginning anew

    def reset(self, names: Sequence[str]) -> tuple[str, ...]:
        """Let the cards of these names be new again; those that were begun, and so were reset.

        Their answers stay in the log and in the statistics, and no other card is touched. Raises
        UnknownNameError. `undo_reset` takes it back.
        """
        return begin_anew(self.store, self.cards_named(names), self.clock())

    def undo_reset(self) -> int:
        """Take the latest reset on this device back, all its cards at once; how many there were."""
        return take_back(self.store, self.clock())

    # How the learning goes

    def statistics(self, now: datetime | None = None) -> "Statistics":
        """All figures, which `study.figures` puts into words."""
        from studyapp.store.statistics import statistics

        return statistics(self.store, self._switched_on(), now or self.clock(), self.home.figures)

    def progress(self) -> "Progress":
        """How the learning goes, in figures and in words; kept until the next answer.

        For a thread: with a long history the first count takes its time.
        """
        from studyapp.study.judging import Wanted
        from studyapp.study.progress import gather

        today = self.store.days.of(self.clock())
        counted_at = (self.store.newest(), today, self.config, self._switched_on().fingerprint)
        if self._progress is None or self._progress[0] != counted_at:
            gathered = gather(
                self.statistics(),
                self._switched_on(),
                self.leeches(),
                today=today,
                wanted=Wanted(retention=self.config.retention, reviews_per_day=self.config.reviews_per_day),
                say_slip=self.say_slip,
            )
            self._progress = counted_at, gathered
        return self._progress[1]

    def glance(self, now: datetime | None = None) -> "Glance":
        """How the learning stands at a glance, for the home screen; a thread's work, for it may take long."""
        from studyapp.store.glance import glance

        return glance(self.store, self._switched_on(), now or self.clock(), self.home.figures)

    def say_slip(self, slip: "UsualSlip") -> "Text":
        """What a slip looks like, in words; nothing where no words are known. Reads the packs."""
        from studyapp.study.slip_words import say_slip

        library = self.library
        return say_slip(library.card(slip.card) if slip.card in library.heads else None, slip.mistake)

    def leeches(self) -> "tuple[Leech, ...]":
        """The cards that repetition alone does not teach."""
        from studyapp.study.leeches import leeches

        return leeches(self.store, self._switched_on(), self.config.leech_lapses)

    def quiz(
        self,
        count: int | None = None,
        *,
        chapters: Sequence[str] | None = None,
        feedback: Feedback | None = None,
        level: int | None = None,
        minutes: float | None = None,
        plan: QuizPlan | None = None,
        about: str | None = None,
        chance: int | None = None,
    ) -> "Quiz":
        """A quiz of `count` graded questions over these chapters; what is left out is as in `plan`.

        Without a plan it is `quiz_plan`; what the words mean is told there.

        `about` names a demonstration whose own cards are asked first.

        Raises UnknownNameError for a chapter that does not exist, StudyError where there is nothing to ask.
        `chance` fixes the choice, for tests.
        """
        from random import Random

        from studyapp.study.quiz import Quiz, draw_quiz

        plan, desk = plan or self.quiz_plan, self._desk()
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
                    all=", ".join(known),
                )
        marks = self.store.marks()
        return [
            card
            for card in cards
            if (not chapters or card.chapter in chapters)
            and not (card.id in marks and marks[card.id].suspended)
        ]

    # Settings, care, and the end

    def look_after(self, pause: Callable[[], None] = lambda: None) -> StudyError | None:
        """Look for damage and make the day's backup, in a thread; what a learner should be told, if anything.

        `pause` is called now and then and may raise, which ends it.
        """
        from studyapp.study.care import damage_told, look_after

        health = look_after(self.home, self.clock(), pause)
        return damage_told(health) if health else None

    def configure(self, config: Config) -> None:
        """Take these settings from now on, and keep them in the settings file."""
        save_config(self.home, config)
        self._take(config)

    def change(self, **settings: Any) -> None:
        """Take these settings from now on, and keep them; what else the file says by now stays.

        Raises ConfigError where the file cannot be read or written; they are taken all the same.
        """
        self._take(replace(self.config, **settings))
        save_config(self.home, self.config, settings)

    def reread_settings(self) -> None:
        """Take what the settings file says by now; raises ConfigError where it has a fault."""
        self._take(load_config(self.home))

    def _take(self, config: Config) -> None:
        self.config = config
        self.store.policy = policy_of(config)
        self.store.days = days_of(config)

    def close(self) -> None:
        """Finish writing and close the files."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _packs_named(paths: Sequence[Path], home: Home) -> list[Path]:
    """The folders of the packs at these paths; PackError where there is none."""
    if not paths:
        return []
    from studyapp.packs.sources import named_packs

    return named_packs(paths, home)
