"""A pack as its author sees it while writing: its cards with their faults, read anew at each save.

`Author` is of one pack's folder: `look` (in a thread) reads it where it has changed, `take` (in the screen's)
makes that what is shown. A card that a fault takes out stays in its last good version. Nothing is written
anywhere, and no home is needed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studyapp.domain.card import Card
from studyapp.domain.pack import Fault
from studyapp.domain.text import Text
from studyapp.errors import PackError
from studyapp.i18n import N_
from studyapp.packs.loader import read
from studyapp.packs.reading import Reading
from studyapp.packs.report import shown_path
from studyapp.packs.sources import PACK_FILE, packs_in
from studyapp.packs.watching import Watch


@dataclass(frozen=True)
class Item:
    """A card of the pack, sound or not."""

    id: str
    """Without the pack's name."""
    card: Card | None
    """Its last good version; None where there never was one."""
    faults: tuple[Fault, ...] = ()
    """Those of the card; of its file where that cannot be read, else of the pack, where they take it out."""
    is_old: bool = False
    """Whether the card is of an earlier version, since now it has faults."""

    @property
    def was(self) -> tuple[str, ...]:
        """Earlier ids, without the pack's name."""
        return tuple(id.partition("/")[2] for id in self.card.was) if self.card else ()


@dataclass(frozen=True)
class Snapshot:
    """A pack as it was read once."""

    pack: str
    title: Text
    cards: Mapping[str, Card]
    """The sound ones, by id without the pack's name."""
    files: Mapping[str, str]
    """Every id that is given, in the order of the files, with its file as faults call it."""
    unread: frozenset[str]
    """The files that are no YAML."""
    faults: tuple[Fault, ...]
    is_ordered: bool
    """Whether pack.yaml says in which order the chapters come."""


@dataclass
class Author:
    """One pack that is being written."""

    folder: Path
    title: Text = field(init=False)
    pack: str = field(init=False)
    items: tuple[Item, ...] = ()
    faults: tuple[Fault, ...] = ()
    """All of them."""
    _watch: Watch = field(init=False)
    _reading: Reading | None = None
    """The last one, from which the next takes what has not changed."""
    _files: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder = _folder_of_a_pack(self.folder)
        self.pack = self.folder.resolve().name
        self.title = Text.same(self.pack)
        self._watch = Watch(lambda: [self.folder])

    @property
    def loose_faults(self) -> tuple[Fault, ...]:
        """Those that stand at no card."""
        at_cards = {fault for item in self.items for fault in item.faults}
        return tuple(fault for fault in self.faults if fault not in at_cards)

    def look(self, *, at_once: bool = False) -> Snapshot | None:
        """Read the pack if it has changed; None if not, or if somebody is just writing."""
        if not self._watch.changed(at_once=at_once):
            return None
        self._reading = read(self.folder, self._reading)
        return _snapshot(self._reading)

    def take(self, snapshot: Snapshot) -> None:
        """Show this from now on, and what is faulty in its last good version."""
        last = {item.id: item for item in self.items}
        new = list(snapshot.files)
        if not snapshot.is_ordered:  # a slip in pack.yaml shall not shuffle them
            places = {id: at for at, id in enumerate(last)}
            new.sort(key=lambda id: places.get(id, len(places)))
        ids = _in_order(new, list(last), lambda id: self._stays(id, snapshot))
        self.pack, self.title, self.faults = snapshot.pack, snapshot.title, snapshot.faults
        told = _Told(snapshot)
        self.items = tuple(self._item(id, snapshot, told, last.get(id)) for id in ids)
        self._files |= snapshot.files

    def find(self, id: str) -> int | None:
        """Where the card of this id, or the one that had it earlier, stands among the items."""
        for names in (lambda item: (item.id,), lambda item: item.was):
            for at, item in enumerate(self.items):
                if id in names(item):
                    return at
        return None

    def _stays(self, id: str, snapshot: Snapshot) -> bool:
        """Whether a card that is not to be found may still be in its file, which cannot be read now."""
        return self._files[id] in snapshot.unread

    def _item(self, id: str, snapshot: Snapshot, told: "_Told", last: Item | None) -> Item:
        file = snapshot.files.get(id) or self._files[id]
        card, own = snapshot.cards.get(id), told.of_card[file, id]
        if card is not None:
            return Item(id, card, tuple(own))
        faults = own or (told.of_file[file] if file in snapshot.unread else told.of_pack)
        return Item(id, last.card if last else None, tuple(faults), is_old=True)


class _Told:
    """Faults by what they concern."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.of_card: dict[tuple[str, str], list[Fault]] = defaultdict(list)
        self.of_file: dict[str, list[Fault]] = defaultdict(list)
        self.of_pack: list[Fault] = []
        """Of pack.yaml, concepts.yaml and the folders, all of which cards rest on."""
        with_cards = {*snapshot.files.values()}
        for fault in snapshot.faults:
            self.of_card[fault.file, fault.where.partition(".")[0]].append(fault)
            self.of_file[fault.file].append(fault)
            if fault.file not in with_cards:
                self.of_pack.append(fault)


def _in_order(new: Sequence[str], old: Sequence[str], stays: Callable[[str], bool]) -> list[str]:
    """The ids that there are now, with those of before that stay behind their old neighbours."""
    ids, known = list(new), set(new)
    before: str | None = None
    for id in old:
        if id not in known and stays(id):
            known.add(id)
            ids.insert(ids.index(before) + 1 if before is not None else 0, id)
        if id in known:
            before = id
    return ids


def _folder_of_a_pack(path: Path) -> Path:
    """The folder of the one pack that is meant; PackError where there is none, or not one."""
    if (path / PACK_FILE).is_file():
        return path
    if path.is_file():
        raise PackError(N_("{path} is a file; name the folder of its pack"), path=path)
    if not path.is_dir():
        raise PackError(N_("there is no folder {path}"), path=path)
    packs = packs_in(path)
    if not packs:
        raise PackError(N_("there is no pack.yaml in {path}, nor in a folder in it"), path=path)
    if len(packs) > 1:
        names = ", ".join(pack.name for pack in packs)
        raise PackError(N_("{path} holds several packs; name one of them: {packs}"), path=path, packs=names)
    return packs[0]


def _snapshot(reading: Reading) -> Snapshot:
    pack = reading.pack()
    return Snapshot(
        pack=pack.id,
        title=pack.title,
        cards={id.partition("/")[2]: card for id, card in pack.cards.items()},
        files=dict(_ids(reading)),
        unread=frozenset(
            shown_path(report.path) for report in reading.reports if report.data is None and report.faults
        ),
        faults=pack.faults,
        is_ordered=reading.chapters is not None,
    )


def _ids(reading: Reading) -> Iterator[tuple[str, str]]:
    """Every id that stands in a file of cards, of whatever else is wrong with the card, with the file."""
    for report in reading.reports:
        if report.path.parent != reading.folder and isinstance(report.data, list):
            for card in report.data:
                id = card.get("id") if isinstance(card, dict) else None
                if isinstance(id, str):
                    yield id, shown_path(report.path)
