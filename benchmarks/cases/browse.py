"""From a key to what it paints among 10,000 cards: looking for words and filters, walking, sorting."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.cases.key_to_paint import BREATH, LONGEST, QUIET, paints, told
from benchmarks.figures import CannotMeasureError, Figure, percentile
from benchmarks.large_pack import write_large_pack
from benchmarks.learner import studied_home
from benchmarks.processes import environment, studyapp
from benchmarks.terminal import terminal
from studyapp.home import Home

CARDS, STUDIED = 10_000, 300

ROUNDS = 3
"""Nearly five hundred keys: the 99th percentile is the fifth slowest."""

LINES = ("layer 77 kind:problem", "卷积核 state:due", "epoch state:new chapter:chapter-3")
"""What is looked for, letter by letter, then rubbed out again."""

WALK = (
    *[("down", "\x1b[B")] * 12, *[("page", "\x1b[6~")] * 4, ("end", "\x1b[F"), ("home", "\x1b[H"),
    *[("sort", "s")] * 4, ("flag", "f"), ("flag", "f"),
)  # fmt: skip
"""What is done in the list, and the keys."""


def measure(folder: Path) -> Iterator[Figure]:
    """A key is sent when the last one's paint is finished; what was painted is looked at afterwards."""
    home = Home.under(folder / "home")
    write_large_pack(home.packs / "large", CARDS)
    studied_home(folder / "home", STUDIED)
    pressed: list[tuple[str, float]] = []
    with terminal(studyapp(), environment(home.data)) as running:
        running.read_until("Study", 20)
        running.read(10, quiet=2)  # the packs are read
        running.press("b")
        running.read_until("kind:", 20)
        running.read(10, quiet=1)  # the cards are gathered
        for does, key in KEYS * ROUNDS:
            pressed.append((does, running.press(key)))
            running.read(LONGEST, quiet=QUIET)
            running.read(BREATH)
    took = paints(running.writes, [at for _does, at in pressed])
    changed = [paint for paint in took if paint is not None]
    if len(changed) < 0.9 * len(pressed):
        raise CannotMeasureError(f"only {len(changed)} of {len(pressed)} keys changed the screen")
    first = [paint.first for paint in changed]
    note = f"p50 to {told(pressed, took)}"
    yield Figure(what="10,000 cards: key to paint, p50", measured=percentile(first, 50), unit="ms", note=note)
    yield Figure(
        what="10,000 cards: key to paint, p99", measured=percentile(first, 99), unit="ms", at_most=30
    )


def _typed() -> Iterator[tuple[str, str]]:
    for line in LINES:
        yield from (("type", letter) for letter in line)
        yield from (("rub out", "\x7f") for _ in line)


KEYS = (*_typed(), ("to the list", "\r"), *WALK, ("to the line", "/"))
"""All of it, once."""
