"""What there is to do today, chapter by chapter, as the home screen tells it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from studyapp.domain.text import Text
from studyapp.store.agenda import Agenda, ConceptAgenda
from studyapp.study.paused import Paused


class ChapterToday(NamedTuple):
    """One chapter's share of today."""

    pack: str
    chapter: str
    title: Text
    due: int
    """Cards that come back today, those that are still being learnt among them."""
    new: int
    """New cards that today's plan introduces."""
    seen: int
    """Cards answered at least once, ever."""
    total: int
    concepts: tuple[ConceptAgenda, ...] = ()
    """In the order in which they are taught."""


class Overview(NamedTuple):
    """The home screen's figures."""

    chapters: tuple[ChapterToday, ...]
    """In the order in which they are taught."""
    due: int
    """Cards that come back before the study day ends, those that are still being learnt among them."""
    new: int
    postponed: int
    """Reviews that are due and wait for a later day, since more are due than a day takes."""
    todo: int
    """Questions that today holds where nothing is forgotten: a new card is asked again in its steps."""
    ready: int
    """Questions that a session begun now would ask: what is due, and today's new cards."""
    answered_today: int
    """Questions answered since the study day began, practice left out."""
    next_due: datetime | None
    """When the next card comes back that is not due now."""
    usual_seconds: float | None
    """What a question took of late; None as long as that cannot be told."""
    indexed: bool
    """False where the packs were never read on this home: load them and look again."""
    paused: tuple[Paused, ...] = ()
    """The runs that wait to be gone on with, the one paused last first: Enter goes on with that one."""
    clock_behind: timedelta | None = None
    """By how much the clock is behind the latest answer; None where it is not."""
    coming: tuple[str, ...] = ()
    """Ids of the concepts that a session begun now would ask, in its order, each once."""


def overview_of(
    agenda: Agenda, *, usual_seconds: float | None, indexed: bool, paused: tuple[Paused, ...] = ()
) -> Overview:
    """The figures of an agenda."""
    of_chapter: dict[tuple[str, str], list[ConceptAgenda]] = {}
    for concept in agenda.concepts:
        of_chapter.setdefault((concept.pack, concept.chapter), []).append(concept)
    return Overview(
        chapters=tuple(
            ChapterToday(
                pack=chapter.pack,
                chapter=chapter.chapter,
                title=chapter.title,
                due=chapter.due + chapter.learning,
                new=chapter.new,
                seen=chapter.seen,
                total=chapter.total,
                concepts=tuple(of_chapter.get((chapter.pack, chapter.chapter), ())),
            )
            for chapter in agenda.chapters
        ),
        due=agenda.due + agenda.learning,
        new=agenda.new,
        postponed=agenda.postponed,
        todo=agenda.questions,
        ready=len(agenda.queue),
        answered_today=agenda.answered_today,
        next_due=agenda.next_due,
        usual_seconds=usual_seconds,
        indexed=indexed,
        paused=paused,
        clock_behind=agenda.clock_behind,
        coming=agenda.coming,
    )
