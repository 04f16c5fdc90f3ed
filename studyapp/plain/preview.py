"""A pack in lines for its author: its faults, and each card with one variant and all that it hides."""

from collections.abc import Iterator
from datetime import UTC, datetime

from studyapp.errors import StudyError
from studyapp.i18n import _, language, sentence
from studyapp.plain import pages
from studyapp.plain.console import Console
from studyapp.study.preview import Author, Item
from studyapp.study.trying import Known, Trying


def run_preview(author: Author, console: Console) -> bool:
    """Write all of it and end; False where the pack has faults, warnings aside."""
    snapshot = author.look(at_once=True)
    if snapshot is not None:
        author.take(snapshot)
    console.say(author.title.say(language()))
    if faults := [fault.say() for fault in author.faults]:
        console.say("", *faults)
    for item in author.items:
        console.say("", *_item(item))
    return not any(not fault.warning for fault in author.faults)


def _item(item: Item) -> Iterator[str]:
    if item.card is None:
        yield f"## {item.id}"
        yield from (fault.say() for fault in item.faults)
        return
    yield f"## {item.id} ({item.card.kind})"
    try:
        trying = Trying(item.card, item.card.levels[0], 0, lambda: datetime.now(UTC))
    except StudyError as error:
        yield sentence(error)
        return
    yield from pages.put(trying.asked)
    yield from pages.reveal(trying.revealed)
    if known := trying.mistakes():
        yield ""
        yield _("Mistakes that show:")
        yield from (_mistake(each) for each in known)
    for number, hint in enumerate(trying.hints, start=1):
        yield ""
        yield _("{label}: {text}", label=_("Hint {number}", number=number), text=pages.one_line(hint))


def _mistake(known: Known) -> str:
    value = pages.one_line(known.shown)
    label = value if known.part.options else f"{value} ({known.part.name}, {known.id})"
    return "- " + _("{label}: {text}", label=label, text=pages.one_line(known.say))
