"""A card's sheet, as the app and the line mode show it: what it is, how it stands, its marks, its report."""

from dataclasses import dataclass

from studyapp.domain.attempt import ANSWERS, Attempt
from studyapp.domain.card import Question
from studyapp.domain.marks import Marks
from studyapp.domain.pack import Head
from studyapp.domain.text import NOTHING, Text
from studyapp.errors import StudyError
from studyapp.i18n import _, language, ngettext
from studyapp.scheduling.fsrs import RECALLED
from studyapp.study.card_info import CardInfo, card_info
from studyapp.study.card_report import card_report
from studyapp.study.desk import Desk
from studyapp.study.filters import KINDS, TAGS
from studyapp.study.phrases import say_return
from studyapp.study.slip_words import say_slip
from studyapp.text.shares import share


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSheet:
    """All that is shown of one card; never its answer."""

    card: Head
    chapter: Text
    concept: Text
    prompt: Text
    """What it asks, with the numbers at hand or of the latest answer; empty where none can be drawn."""
    info: CardInfo
    report: str
    """What a report needs, a fact a line."""

    @property
    def marks(self) -> Marks:
        """Its flag, its rest and its note."""
        return self.info.marks

    @property
    def sorts(self) -> str:
        """Its kind and its tags, as the language spoken now calls them."""
        named = {**KINDS, **TAGS} if language() == "zh" else {}
        return " · ".join(named.get(sort, sort) for sort in (self.card.kind, *self.card.tags))

    @property
    def state_said(self) -> str:
        """When it comes back, in a few words."""
        info, marks = self.info, self.marks
        if marks.suspended:
            return _("suspended")
        if marks.buried_until:
            return _("buried until tomorrow")
        if info.comes_back is None:
            return _("new")
        if info.comes_back <= info.now:
            return _("due now")
        return _("comes back {when}", when=say_return(info.comes_back, info.now))

    def facts(self) -> list[tuple[str, str]]:
        """What the memory holds of it, as labels and what stands beside them; empty where it is new."""
        info = self.info
        if info.standing is None:
            return []
        memory, standing = info.standing.memory, info.standing
        holds = ngettext(
            "about {count} day at {share}",
            "about {count} days at {share}",
            round(memory.stability),
            share=share(RECALLED),
        )
        if memory.stability < 1:
            holds = _("less than a day at {share}", share=share(RECALLED))
        answered = ngettext("{count} time", "{count} times", standing.repetitions)
        if standing.lapses:
            answered += _(", ") + ngettext(
                "forgotten {count} time", "forgotten {count} times", standing.lapses
            )
        return [
            (_("Chance of recall now"), share(info.chance)),
            (_("Holds for"), holds),
            (
                _("Difficulty"),
                _(
                    "{difficulty} of 10, {said}",
                    difficulty=f"{memory.difficulty:.1f}",
                    said=info.difficulty_said,
                ),
            ),
            (_("Next time"), self.state_said),
            (_("Answered"), answered),
        ]


def card_sheet(desk: Desk, card: str, asked: Question | None = None) -> CardSheet:
    """The sheet of a card, or with `asked` of the question that is at hand; raises UnknownNameError."""
    library = desk.library
    known = library.card(card)
    info = card_info(desk.store, known.id, desk.clock(), lambda mistake: say_slip(known, mistake))
    latest = next((past.attempt for past in reversed(info.history) if past.attempt.mode in ANSWERS), None)
    pack = library.packs.get(known.pack)
    chapters = {chapter.id: chapter.title for chapter in pack.chapters} if pack else {}
    return CardSheet(
        card=known,
        chapter=chapters.get(known.chapter, NOTHING),
        concept=desk.concept_name(known.pack, known.concept) if pack else NOTHING,
        prompt=asked.prompt if asked else _prompt(desk, known.id, latest),
        info=info,
        report=card_report(known, pack, asked or latest),
    )


def _prompt(desk: Desk, card: str, latest: Attempt | None) -> Text:
    """What the card asks: with the numbers of the latest answer, else with those of the first seed."""
    try:
        if latest is not None and latest.level in desk.library.card(card).levels:
            return desk.ask_again(latest).prompt
        return desk.card(card).ask(desk.library.card(card).levels[0], 0).prompt
    except StudyError:  # its numbers cannot be drawn: the rest can be shown all the same
        return NOTHING
