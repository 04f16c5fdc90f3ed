"""What the home screen shows: the plan, the map of concepts, what is weak, the last session, and the year."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content

from studyapp.domain.text import NOTHING, Text
from studyapp.i18n import _
from studyapp.study.overview import Overview
from studyapp.tui.widgets.concept_map import ConceptMap, Direction
from studyapp.tui.widgets.drawn import Drawn, side_by_side
from studyapp.tui.widgets.plan_lines import coming_lines, concept_lines, headline, hint_lines

if TYPE_CHECKING:
    from studyapp.store.glance import Glance

_LEFT, _GAP, _LEAST_RIGHT, _WIDEST_RIGHT = 75, 4, 28, 44
"""Columns of the map, of what stands beside it where there is room, and between them."""
_AROUND = 4
"""Rows of the screen that are not for this: the bars above and below, and the space under the first."""
_FACTS = 3
"""Rows for what is weak and for the last session, in one column."""
_LEAST_MAP = 3


class Today(Drawn):
    """Draws a learner's day; the screen says what there is to draw."""

    def __init__(self, overview: Overview, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self.map = ConceptMap()
        self._glance: Glance | None = None
        self._slip = NOTHING
        self._is_reading = True
        self._is_counting = False
        self._rows = 0
        """Of the screen, when it was drawn last."""
        self._map_from = 0
        """The row in which the map begins."""
        self._take(overview)

    # What there is to draw

    def plan(self, overview: Overview, *, is_reading: bool) -> None:
        """Another plan."""
        self._is_reading = is_reading
        self._take(overview)
        self.redraw()

    def fill(self, glance: "Glance", slip: Text) -> None:
        """How the learning stands, which a thread has found out; `slip` says the usual slip in words."""
        self._glance, self._slip = glance, slip
        self._take(self._overview)
        self.redraw()

    def take_rows(self, screen: int) -> None:
        """The screen has so many rows."""
        if screen != self._rows:
            self._rows = screen
            self.redraw()

    def wait(self) -> None:
        """It takes long to find out how the learning stands: say so where that will be told."""
        self._is_counting = True
        self.redraw()

    def _take(self, overview: Overview) -> None:
        self._overview = overview
        self._concepts = {
            concept.id: concept for chapter in overview.chapters for concept in chapter.concepts
        }
        self.map.show(overview.chapters, self._glance.concepts if self._glance else None)

    @property
    def is_paused(self) -> bool:
        """Whether a run waits to be gone on with."""
        return bool(self._overview.paused)

    # The cursor on the map

    def walk(self, direction: Direction) -> None:
        """Move the cursor on the map."""
        self.map.walk(direction)
        self.redraw()

    def put_cursor(self, concept: str | None) -> None:
        """Put it on a concept, or nowhere."""
        self.map.cursor = concept
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """The mouse chooses a concept."""
        offset = event.get_content_offset(self)
        if offset is not None and (concept := self.map.at(offset.y - self._map_from, offset.x)):
            self.put_cursor(concept)

    # Drawing

    def lines(self, width: int) -> list[Content]:
        """One column, or the map with the facts beside it; the year below, where something was answered."""
        self._rows = self.app.size.height
        return self._wide(width) if width >= _LEFT + _GAP + _LEAST_RIGHT else self._narrow(width)

    def _narrow(self, width: int) -> list[Content]:
        head = self._headline(width)
        if not self._overview.chapters:
            return head
        facts = self._facts(width)
        room = max(_LEAST_MAP, self._rows - _AROUND - len(head) - 1 - 2 - len(facts))
        drawn = self.map.lines(width, room)
        spare = room - len(drawn) + 1
        gaps = [[Content()] if spare > at else [] for at in range(2)]
        self._map_from = len(head) + len(gaps[0])
        return [
            *head, *gaps[0], *drawn, *self._at_hand(width), *gaps[1], *facts, *self._year(width),
        ]  # fmt: skip

    def _wide(self, width: int) -> list[Content]:
        head = [*self._headline(width), Content()]
        if not self._overview.chapters:
            return head
        room = max(_LEAST_MAP, self._rows - _AROUND - len(head) - 1 - 3)
        self._map_from = len(head)
        left = [*self.map.lines(_LEFT, room), Content(), *self._at_hand(_LEFT)]
        beside = min(_WIDEST_RIGHT, width - _LEFT - _GAP)
        right = self._beside(beside)
        names = [self._concepts[id].name for id in self._overview.coming if id in self._concepts]
        return [
            *head, *side_by_side(left, right, _LEFT + _GAP), *coming_lines(names, width), *self._year(width),
        ]  # fmt: skip

    def _headline(self, width: int) -> list[Content]:
        return headline(self._overview, width, self._clock(), is_reading=self._is_reading)

    def _at_hand(self, width: int) -> list[Content]:
        """Two rows about the concept under the cursor."""
        concept = self.map.concept
        if concept is None:
            return hint_lines(width)
        known = self._glance.concepts if self._glance else {}
        needs = [self._concepts[id] for id in concept.needs if id in self._concepts]
        return concept_lines(concept, needs, known, width)

    def _facts(self, width: int) -> list[Content]:
        """As many rows before they are known as after, so that nothing moves."""
        if self._glance is None:
            return [self._counting(), *[Content()] * (_FACTS - 1)]
        from studyapp.tui.widgets.glance_lines import told_in_brief

        facts = told_in_brief(self._glance, self._concepts, self._slip, width, is_paused=self.is_paused)
        return [*facts, *[Content()] * (_FACTS - len(facts))]

    def _beside(self, width: int) -> list[Content]:
        """What stands beside the map."""
        if self._glance is None:
            return [self._counting()]
        from studyapp.tui.widgets.glance_lines import told

        return told(self._glance, self._concepts, self._slip, width, is_paused=self.is_paused)

    def _counting(self) -> Content:
        return Content.styled(_("Looking at your answers …") if self._is_counting else "", "$quiet")

    def _year(self, width: int) -> list[Content]:
        """The year, once there is something in it."""
        if self._glance is None or not self._glance.by_day:
            return []
        from studyapp.tui.widgets.glance_lines import year_heading
        from studyapp.tui.widgets.year_map import year_map

        days = year_map(self._glance.by_day, self._glance.today, width)
        return [Content(), year_heading(self._glance), *days]
