"""Today's plan in two sentences, and the concept at hand in two rows: what the first paint needs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from studyapp.domain.text import Text
from studyapp.i18n import _, language, ngettext
from studyapp.study.overview import Overview
from studyapp.study.phrases import say_clock_behind, say_duration, say_next, say_paused
from studyapp.text.clean import clean
from studyapp.text.shares import share
from studyapp.text.width import cut
from studyapp.text.width import width as columns_of
from studyapp.text.wrap import wrap
from studyapp.tui.named_keys import key_now
from studyapp.tui.widgets.concept_map import sign_of

if TYPE_CHECKING:
    from studyapp.store.agenda import ConceptAgenda
    from studyapp.store.known import Known

_INDENT = "  "
_COMING_ROWS = 2


def headline(overview: Overview, width: int, now: datetime, *, is_reading: bool) -> list[Content]:
    """What waits today, how much of it is due and new, and how long it takes."""
    if not overview.indexed and not overview.chapters:
        said = _("Reading the packs …") if is_reading else _("The packs could not be read.")
        return _sentences(said, "", width)
    if overview.todo:
        title = ngettext("{count} question today", "{count} questions today", overview.todo)
        facts = _plan_facts(overview)
    else:
        title = _("Nothing waits now.")
        facts = []
        if overview.next_due is not None:
            facts.append(say_next(overview.next_due, now))
    if overview.answered_today:
        facts.append(ngettext("{count} answered today", "{count} answered today", overview.answered_today))
    if overview.postponed:
        facts.append(
            ngettext(
                "{count} more waits for the next days",
                "{count} more wait for the next days",
                overview.postponed,
            )
        )
    paused = say_paused(overview.paused, key_now("home.go_on"))
    warned = say_clock_behind(overview.clock_behind) if overview.clock_behind else ""
    return [
        *(Content.styled(line, "$accent bold") for line in wrap(paused, width) if line),
        *_sentences(title, " · ".join(facts), width),
        *(Content.styled(line, "$warning") for line in wrap(warned, width) if line),
    ]


def _plan_facts(overview: Overview) -> list[str]:
    facts = []
    if overview.due:
        facts.append(ngettext("{count} to review", "{count} to review", overview.due))
    if overview.new:
        facts.append(ngettext("{count} new", "{count} new", overview.new))
    if overview.todo > overview.due + overview.new:  # else the figures would not seem to add up
        facts.append(_("new ones are asked again"))
    if overview.usual_seconds is not None:
        minutes = max(1, round(overview.todo * overview.usual_seconds / 60))
        facts.append(_("about {time}", time=say_duration(60 * minutes)))
    return facts


def _sentences(title: str, facts: str, width: int) -> list[Content]:
    return [
        *(Content.styled(line, "bold") for line in wrap(title, width)),
        *(Content.styled(line, "$quiet") for line in wrap(facts, width) if line),
    ]


def hint_lines(width: int) -> list[Content]:
    """In place of the concept at hand: how to walk the map."""
    hint = _("The arrow keys walk the map: each sign is a concept.")
    return [Content.styled(_INDENT + cut(hint, width - len(_INDENT)), "$quiet"), Content()]


def concept_lines(
    concept: "ConceptAgenda", needs: "Sequence[ConceptAgenda]", known: "Mapping[str, Known]", width: int
) -> list[Content]:
    """Two rows: its name and how far it is known; what it holds today and what it builds on."""
    of_it = known.get(concept.id)
    sign, style = sign_of(of_it)
    if of_it and of_it.seen:
        stands = [_("{share} known", share=share(of_it.mastery))]
        stands.append(
            ngettext(
                "{seen} of {count} card met", "{seen} of {count} cards met", concept.total, seen=concept.seen
            )
        )
    else:
        stands = [_("not met yet"), ngettext("{count} card", "{count} cards", concept.total)]
    said = " · ".join(stands)
    name = cut(clean(concept.name.say(language())), width - 6 - columns_of(said))
    first = Content.assemble(_INDENT, (sign, style), " ", (name, "bold"), (f"  {said}", "$quiet"))
    today = [
        *([ngettext("{count} to review", "{count} to review", concept.due)] if concept.due else []),
        *([ngettext("{count} new", "{count} new", concept.new)] if concept.new else []),
    ]
    return [first, _second(" · ".join(today), needs, known, width)]


def _second(
    today: str, needs: "Sequence[ConceptAgenda]", known: "Mapping[str, Known]", width: int
) -> Content:
    """What the concept holds today, and each concept that it needs with its own sign."""
    line = Content.assemble(_INDENT + "  ", (today, "$accent"), ("   " if today else "", ""))
    if not needs:
        return line + Content.styled(_("builds on nothing else"), "$quiet")
    line += Content.styled(_("builds on") + " ", "$quiet")
    for at, need in enumerate(needs):
        sign, style = sign_of(known.get(need.id))
        name = clean(need.name.say(language()))
        rest = 2 if at < len(needs) - 1 else 0
        if line.cell_length + 2 + columns_of(name) + rest > width:
            return line + Content.styled("…", "$quiet")
        line += Content.assemble((f"{sign} ", style), (name + " " * rest, "$quiet"))
    return line


def coming_lines(names: Sequence[Text], width: int) -> list[Content]:
    """The concepts that today's plan is about, as far as two rows hold them."""
    if not names:
        return []
    said, columns = "", 0
    for name in names:
        if columns > _COMING_ROWS * width:
            break
        said = f"{said} · {clean(name.say(language()))}".removeprefix(" · ")
        columns = columns_of(said)
    rows = wrap(said, width)
    if len(rows) > _COMING_ROWS:
        rows = [*rows[: _COMING_ROWS - 1], cut(f"{rows[_COMING_ROWS - 1]} …", width)]
    heading = Content.styled(_("What comes up"), "$primary bold")
    return [Content(), heading, *(Content.styled(line, "$quiet") for line in rows)]
