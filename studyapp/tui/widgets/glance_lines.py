"""What is weak, what keeps going wrong, and the last session, in words: in three rows, or at length."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from studyapp.domain.text import Text
from studyapp.i18n import N_, _, language, ngettext
from studyapp.study.phrases import say_duration
from studyapp.study.weakness import weakest
from studyapp.text.clean import clean
from studyapp.text.shares import share
from studyapp.text.width import cut
from studyapp.text.width import width as columns_of
from studyapp.text.wrap import wrap
from studyapp.tui.named_keys import key_now
from studyapp.tui.phrases import say_day
from studyapp.tui.widgets.drawn import quiet_lines

if TYPE_CHECKING:
    from studyapp.store.agenda import ConceptAgenda
    from studyapp.store.glance import Glance, Run

WEAKEST_ID, SLIP_ID = "home.weakest", "home.slip"
NOTHING_YET = N_("Nothing answered yet: {key} begins.")
_SLIP_ROWS = 4
_WELL_KNOWN = 0.9
"""From here on how much is known does not tell what is weak."""

Concepts = Mapping[str, "ConceptAgenda"]


def told_in_brief(
    glance: "Glance", concepts: Concepts, slip: Text, width: int, *, is_paused: bool = False
) -> list[Content]:
    """At most three rows; `is_paused` says that something waits to be gone on with."""
    rows = []
    if weak := _weakest(glance, concepts):
        name, said = weak
        rows.append(_keyed(WEAKEST_ID, _("Weakest"), f"{name} · {said}", width))
    if usual := _slip(glance, concepts, slip):
        rows.append(_keyed(SLIP_ID, _("Usual slip"), _in_one_line(usual, width), width))
    facts = _streak(glance)
    if glance.last:
        when = say_day(glance.last.day, glance.today)
        facts.append(_("{label}: ", label=when) + _last(glance.last))
    said = " · ".join(facts) or _nothing_yet(is_paused)
    return [*rows, Content.styled(f"  {cut(said, width - 2)}", "$quiet")]


def told(
    glance: "Glance", concepts: Concepts, slip: Text, width: int, *, is_paused: bool = False
) -> list[Content]:
    """The same under headings."""
    lines: list[Content] = []
    if weak := _weakest(glance, concepts):
        name, said = weak
        lines += [_heading(_("Weakest"), WEAKEST_ID)]
        lines += [Content(line) for line in wrap(name, width)]
        lines += [*quiet_lines(said, width), Content()]
    if usual := _slip(glance, concepts, slip):
        words, where, count = usual
        lines += [_heading(_("Usual slip"), SLIP_ID)]
        rows = [Content(line) for line in wrap(words, width) if line]
        lines += rows if len(rows) <= _SLIP_ROWS else [*rows[: _SLIP_ROWS - 1], Content("…")]
        lines += [*quiet_lines(f"{count} · {where}", width), Content()]
    if glance.last:
        when = say_day(glance.last.day, glance.today)
        lines += [_heading(_("Last session")) + Content.styled(f"   {when}", "$quiet")]
        lines += [*quiet_lines(_last(glance.last), width), Content()]
    if streak := _streak(glance):
        return [*lines, *(Content.styled(line, "bold") for line in wrap(" · ".join(streak), width))]
    return lines or quiet_lines(_nothing_yet(is_paused), width)


def _nothing_yet(is_paused: bool) -> str:
    """What to do about it, but where home says already how to go on."""
    return _("Nothing answered yet.") if is_paused else _(NOTHING_YET, key=key_now("home.study"))


def year_heading(glance: "Glance") -> Content:
    """Above the year's days."""
    said = ngettext("{count} day studied", "{count} days studied", glance.days_studied)
    return Content.assemble((_("The last year"), "$primary bold"), (f"   {said}", "$quiet"))


def _weakest(glance: "Glance", concepts: Concepts) -> tuple[str, str] | None:
    """Its name, and what shows it."""
    id = weakest(glance.concepts) or ""
    concept, known = concepts.get(id), glance.concepts.get(id)
    if concept is None or known is None:
        return None
    told = [_("{right} of {total} right", right=known.right, total=known.attempts)]
    if known.mastery < _WELL_KNOWN:
        told.append(_("{share} known", share=share(known.mastery)))
    return clean(concept.name.say(language())), " · ".join(told)


def _slip(glance: "Glance", concepts: Concepts, slip: Text) -> tuple[str, str, str] | None:
    """The usual slip in words, where it happens, and how often."""
    if glance.slip is None:
        return None
    concept = concepts.get(glance.slip_at or "")
    where = clean(concept.name.say(language())) if concept else glance.slip.card
    from studyapp.text.markdown import plain  # its mathematics is a good part of what home would load

    words = " ".join(plain(clean(slip.say(language())), 10**6)).strip()
    return words or _("A wrong answer that comes again"), where, f"{glance.slip.count}×"


def _in_one_line(slip: tuple[str, str, str], width: int) -> str:
    words, where, count = slip
    words = words.rstrip(".。")  # the row goes on behind it
    head = columns_of(_("{label}: ", label=_("Usual slip"))) + 2
    return f"{cut(words, max(16, width - head - columns_of(where) - len(count) - 6))} · {count} · {where}"


def _streak(glance: "Glance") -> list[str]:
    """Days in a row, once it is a row."""
    if glance.streak < 2:
        return []
    return [ngettext("{count} day in a row", "{count} days in a row", glance.streak)]


def _last(run: "Run") -> str:
    """How many were answered, how many of them right, how long it took."""
    return _(
        "{count} answered, {share} right, {time}",
        count=run.answered,
        share=share(run.right / run.answered),
        time=say_duration(run.seconds),
    )


def _keyed(id: str, label: str, said: str, width: int) -> Content:
    """One row with the key that practises it."""
    key, head = f"{key_now(id)} ", _("{label}: ", label=label)
    room = width - columns_of(key) - columns_of(head)
    return Content.assemble((key, "$primary bold"), (head, "$quiet"), cut(said, room))


def _heading(label: str, id: str = "") -> Content:
    return Content.assemble((f"{key_now(id)}  " if id else "", "$primary bold"), (label, "$primary bold"))
