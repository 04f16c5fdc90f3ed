"""Gathering the faults of one file, each at its line and column, under a path that its author can read."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, NamedTuple

from studyapp.domain.pack import Fault
from studyapp.messages import AllNames, Message, Names
from studyapp.packs.marks import Marks, Path, Place
from studyapp.text.clean import on_one_line

if TYPE_CHECKING:
    from studyapp.packs.yaml import Data

LONGEST_NAME = 80
MOST_FAULTS = 200
"""Of one file; whoever has so many mends these first."""
_MORE = Fault("", 0, 0, where="", what=Message(""))
_MORE_WARNING = Fault("", 0, 0, where="", what=Message(""), warning=True)
"""Stand for one that is not told, since what comes after counts faults."""


def shown_path(path: FilePath) -> str:
    """A path as a person at this prompt would write it: relative when it lies below."""
    with suppress(ValueError, OSError):  # it lies elsewhere, or we stand in a folder that is gone
        path = path.absolute().relative_to(FilePath.cwd())
    return on_one_line(str(path))  # a file's name is foreign text too


@dataclass
class Report:
    """One YAML file: its data, and what is wrong with it."""

    path: FilePath
    data: "Data" = None
    faults: list[Fault] = field(default_factory=list)
    source: str = ""
    rule: str = ""
    """The lint rule that looks at the file now; what is told meanwhile bears its name."""

    @classmethod
    def read(cls, path: FilePath, before: "Report | None" = None) -> "Report":
        """Read a file; one that is no YAML has its one fault and no data.

        Where its text is still that of an earlier report, its data is taken from there.
        """
        from studyapp.packs.yaml import YamlError, build, read_text  # packs from the cache need no YAML

        report = cls(path)
        try:
            report.source = read_text(path)
            same = before is not None and before.source == report.source
            report.data = before.data if before is not None and same else build(report.source)
        except YamlError as error:
            report.faults.append(Fault(shown_path(path), *error.place, where="", what=error.message))
        return report

    @cached_property
    def marks(self) -> Marks:
        """The places; most files have no fault and are never read a second time for them."""
        from studyapp.packs.yaml import build

        marks = Marks(self.source)
        build(self.source, marks)
        return marks

    def fault(
        self,
        path: Path,
        what: Message,
        *,
        key: bool = False,
        offset: int | None = None,
        warning: bool = False,
    ) -> None:
        """Note what is wrong with the value at `path`, with its key, or from one character of its text on."""
        if len(self.faults) >= MOST_FAULTS:  # finding each place takes time in a long file
            self.faults.append(_MORE_WARNING if warning else _MORE)
            return
        if offset is not None:
            place = self.marks.inside(path, offset)
        else:
            place = self.marks.key(path) if key else self.marks.value(path)
        self.note(place, self.readable(path), what, warning=warning)

    def note(self, place: Place, where: str, what: Message, *, warning: bool = False) -> None:
        """Note a fault at a known place."""
        fault = Fault(shown_path(self.path), *place, where, what, warning, self.rule)
        if fault not in self.faults:
            self.faults.append(fault)

    @property
    def told(self) -> list[Fault]:
        """The faults in the order of the file, and how many are too many to be told."""
        first, more = sorted(self.faults[:MOST_FAULTS]), len(self.faults) - MOST_FAULTS
        if more <= 0:
            return first
        what = Message("{count} more, which are told when these are mended", count=more)
        warning = all(fault.warning for fault in self.faults)
        return [*first, Fault(shown_path(self.path), 0, 0, where="", what=what, warning=warning)]

    def readable(self, path: Path) -> str:
        """`conv-output-size.vary.stride`: an item is called by its id or term, else by its number (`#2`)."""
        words = []
        data: Data = self.data
        for step in path:
            if isinstance(data, list) and isinstance(step, int):
                data = data[step] if step < len(data) else None
                name = _name(data) if isinstance(data, dict) else None
                words.append(
                    on_one_line(name, LONGEST_NAME) if isinstance(name, str) and name else f"#{step + 1}"
                )
            elif isinstance(step, str) or isinstance(data, dict):  # else it stands there without brackets
                data = data.get(step) if isinstance(data, dict) else None
                words.append(on_one_line(str(step), LONGEST_NAME))
        return ".".join(words)


def _name(item: dict[Any, Any]) -> object:
    """What an item of a list is called: its id, or its term in the first language in which that stands."""
    name = item.get("id", item.get("term"))
    return next(iter(name.values()), None) if isinstance(name, dict) else name


class Spot(NamedTuple):
    """One node of a file, from which faults in what it holds can be told."""

    report: Report
    path: Path

    @property
    def data(self) -> "Data":
        """What stands here."""
        data = self.report.data
        for step in self.path:
            if isinstance(data, dict):
                data = data.get(step)
            elif isinstance(data, list) and isinstance(step, int) and step < len(data):
                data = data[step]
            else:
                return None
        return data

    def at(self, *steps: str | int) -> "Spot":
        """A node within this one."""
        return Spot(self.report, (*self.path, *steps))

    def fault(
        self, what: Message, *, key: bool = False, offset: int | None = None, warning: bool = False
    ) -> None:
        """Note what is wrong here."""
        self.report.fault(self.path, what, key=key, offset=offset, warning=warning)


def listed(names: Sequence[str], most: int = 12) -> Names:
    """Names for the end of a sentence: `a, b and c`, shortened when there are many."""
    return Names((*names[:most], "…")) if len(names) > most else AllNames(names)
