"""What a workspace knows of the learning: the day, figures and plots, weak spots, and any single card."""

from datetime import datetime
from typing import TYPE_CHECKING

from studyapp.store.agenda import agenda
from studyapp.store.index import NO_CARDS
from studyapp.study.overview import Overview, overview_of
from studyapp.study.running import Running

if TYPE_CHECKING:
    from studyapp.domain.card import Question
    from studyapp.domain.text import Text
    from studyapp.store.glance import Glance
    from studyapp.store.statistics import Statistics, UsualSlip
    from studyapp.study.card_sheet import CardSheet
    from studyapp.study.catalogue import Catalogue
    from studyapp.study.families import Families
    from studyapp.study.gathering import Gatherer
    from studyapp.study.leeches import Leech
    from studyapp.study.progress import Progress


class Insight(Running):
    """Reads the learner's file for those who show how it goes; it writes nothing."""

    _progress: "tuple[object, Progress] | None" = None

    # Today

    def overview(self, now: datetime | None = None) -> Overview:
        """Due and new today by chapter, from the store and the card index alone."""
        return overview_of(
            agenda(self.store, self._studied(), now or self.clock(), self._limits()),
            usual_seconds=self.store.usual_seconds(),
            indexed=self._card_index() is not NO_CARDS,
            paused=self.paused(now),
        )

    @property
    def is_fresh(self) -> bool:
        """Whether nobody has studied or set anything here yet: then the app introduces itself."""
        return not self.home.settings.exists() and not self.store.rows("SELECT 1 FROM attempts LIMIT 1")

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

    def families(self) -> "Families":
        """All problems with how each went, and which to drill first; slow where the log is long."""
        from studyapp.store.records import records
        from studyapp.study.families import families_of

        return families_of(self.library, self._studied(), self.statistics(), records(self.store))

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

    # One card

    def card_sheet(self, card: str, asked: "Question | None" = None) -> "CardSheet":
        """All that is known of a card, or with `asked` of the question at hand; raises UnknownNameError."""
        from studyapp.study.card_sheet import card_sheet

        return card_sheet(self._desk(), card, asked)
