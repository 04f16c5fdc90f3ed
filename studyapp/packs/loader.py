"""From a folder to a Pack: every file read, everything looked up, all faults gathered, sound cards kept."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from studyapp.collecting import uncollected
from studyapp.config import LANGUAGES
from studyapp.domain.concept import Chapter
from studyapp.domain.pack import Pack
from studyapp.domain.text import NOTHING, Text
from studyapp.engine.demos import demo_names, name_and_preset
from studyapp.i18n import N_
from studyapp.messages import Message, Names
from studyapp.packs import cards as kinds
from studyapp.packs.concepts import read_concepts
from studyapp.packs.context import Context
from studyapp.packs.glossary import read_glossary
from studyapp.packs.reading import Entry, Reading
from studyapp.packs.report import Report, Spot
from studyapp.packs.schema import PackSchema
from studyapp.packs.sources import CONCEPTS_FILE, GLOSSARY_FILE, PACK_FILE, entries, too_big
from studyapp.packs.wording import checked, instead, unknown
from studyapp.text.clean import on_one_line


def load(folder: Path, builtin: bool = False) -> Pack:
    """Read the pack in a folder. What is wrong stands in its `faults`; what is sound is usable."""
    return read(folder).pack(builtin)


def read(folder: Path, before: Reading | None = None) -> Reading:
    """Read the pack in a folder and keep where everything came from.

    `before` is an earlier reading of the same pack: the sound cards of files with the same text are taken
    from it, which takes a small part of the time.
    """
    with uncollected():
        return _read(folder, before)


def _read(folder: Path, before: Reading | None) -> Reading:
    name = on_one_line(folder.resolve().name)
    reading = Reading(folder=folder, id=name, title=Text.same(name))
    if told := too_big(folder):
        reading.loose(folder, told)
        return reading
    _read_pack_file(reading)
    concepts = _report(reading, CONCEPTS_FILE)
    if concepts is not None:
        chapters = None if reading.chapters is None else [*reading.chapters]
        found = read_concepts(concepts, chapters)
        reading.concepts, reading.named_concepts = found.sound, found.named
        reading.stated += found.stated
    reading.lacks_concepts = concepts is None or bool(concepts.faults and not reading.named_concepts)
    _read_terms(reading)
    known = _Known(before, reading) if before is not None else None
    for chapter, path in _card_files(reading):
        report = Report.read(path, known.sources.get(path) if known else None)
        reading.reports.append(report)
        if known and path in known.entries and report.data is known.sources[path].data:
            _take_over(reading, report, known.entries[path])
        else:
            _read_cards(reading, chapter, report)
    _check_former_ids(reading)
    return reading


class _Known:
    """What an earlier reading knows of the card files, where it went by the same concepts and chapters."""

    def __init__(self, before: Reading, now: Reading) -> None:
        heads = [(report.path, report.source) for report in now.reports]
        first = len(heads)
        self.sources: dict[Path, Report] = {}
        self.entries: dict[Path, list[Entry]] = {}
        if [(report.path, report.source) for report in before.reports[:first]] == heads:
            self.sources = {report.path: report for report in before.reports[first:] if not report.faults}
            self.entries = {path: [] for path in self.sources}
            for entry in before.entries:
                if entry.spot.report.path in self.entries:
                    self.entries[entry.spot.report.path].append(entry)


def _take_over(reading: Reading, report: Report, entries: list[Entry]) -> None:
    """The cards of a file that is as it was; only their ids may now be taken by another file's."""
    for entry in entries:
        spot = Spot(report, entry.spot.path)
        reading.stated.append((entry.schema, spot))
        if reading.claim(entry.schema.id, spot):
            reading.entries.append(Entry(entry.card, entry.schema, spot))


def _report(reading: Reading, name: str) -> Report | None:
    path = reading.folder / name
    if path.is_symlink():
        reading.loose(
            path, Message("is a symbolic link, which could lead anywhere; put the file itself here")
        )
        return None
    if not path.is_file():
        there = Message("is no plain file") if path.exists() else Message("the file is missing")
        if name != GLOSSARY_FILE:
            there = Message("{what}; every pack has a {name}", what=there, name=name)
        reading.loose(path, there)
        return None
    report = Report.read(path)
    reading.reports.append(report)
    return report


def _read_terms(reading: Reading) -> None:
    path = reading.folder / GLOSSARY_FILE
    if path.exists() or path.is_symlink():  # a pack may do without one
        report = _report(reading, GLOSSARY_FILE)
        if report is not None:
            reading.terms = read_glossary(report)
            reading.stated += ((term.schema, term.spot) for term in reading.terms)


def _read_pack_file(reading: Reading) -> None:
    report = _report(reading, PACK_FILE)
    if report is None or report.faults:
        return
    root = Spot(report, ())
    schema = checked(PackSchema, root, report.data)
    if schema is None:
        _salvage(reading, report)
        return
    reading.stated.append((schema, root))
    for index, language in enumerate(schema.languages):
        if language not in LANGUAGES:
            root.at("languages", index).fault(unknown(N_("language"), language, LANGUAGES))
    reading.id = schema.id or reading.id
    reading.title, reading.version = schema.title, schema.version
    reading.description = schema.description or NOTHING
    reading.languages = tuple(language for language in LANGUAGES if language in schema.languages)
    reading.chapters = {}
    for index, chapter in enumerate(schema.chapters):
        if chapter.id in reading.chapters:
            root.at("chapters", index, "id").fault(
                Message("the chapter {id} stands here a second time", id=chapter.id)
            )
        reading.chapters.setdefault(chapter.id, Chapter(chapter.id, chapter.title))


def _salvage(reading: Reading, report: Report) -> None:
    """Keep the chapters of a pack.yaml with faults, so that its cards are not called homeless as well."""
    data = report.data
    chapters = data.get("chapters") if isinstance(data, dict) else None
    if isinstance(chapters, list) and chapters:
        ids = [chapter.get("id") for chapter in chapters if isinstance(chapter, dict)]
        reading.chapters = {id: Chapter(id, Text.same(id)) for id in ids if isinstance(id, str)}


def _card_files(reading: Reading) -> Iterator[tuple[str, Path]]:
    """The files of cards with their chapters, in the order of pack.yaml; strays are faults.

    Symbolic links are passed over: a pack holds only what lies in its folder.
    """
    folders = entries(reading.folder)
    known = reading.chapters
    for path in folders:
        if (
            path.is_file()
            and path.suffix in {".yaml", ".yml"}
            and path.name not in {PACK_FILE, CONCEPTS_FILE, GLOSSARY_FILE}
        ):
            reading.loose(
                path, Message("cards stand in the folder of their chapter; move this file into one")
            )
    order = {chapter: place for place, chapter in enumerate(known or {})}
    for folder in sorted(filter(Path.is_dir, folders), key=lambda path: order.get(path.name, len(order))):
        files = [path for path in entries(folder) if path.is_file() and path.suffix in {".yaml", ".yml"}]
        if files and known is not None and folder.name not in known:
            reading.loose(
                folder,
                Message(
                    "a folder is named for its chapter; {what}",
                    what=unknown(N_("chapter"), folder.name, known),
                ),
            )
        for path in files:
            if path.suffix == ".yml":
                reading.loose(path, Message("name it .yaml; other files are not read"))
            else:
                yield folder.name, path


def _read_cards(reading: Reading, chapter: str, report: Report) -> None:
    data, root = report.data, Spot(report, ())
    if data is None or report.faults:
        return
    if not isinstance(data, list):
        root.fault(instead(Message("must be a list of cards (each begins with - id: …)"), data))
        return
    for index, card in enumerate(data):
        entry = _read_card(reading, chapter, root.at(index), card)
        if entry is not None:
            reading.entries.append(entry)


def _read_card(reading: Reading, chapter: str, spot: Spot, data: object) -> Entry | None:
    if not isinstance(data, dict):
        spot.fault(instead(Message("must be a card (keys and values)"), data))
        return None
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in kinds.kinds():
        if "kind" in data:
            spot.at("kind").fault(unknown(N_("kind"), kind, kinds.kinds()))
        else:
            spot.fault(Message("the key kind is missing; it is one of {known}", known=Names(kinds.kinds())))
        return None
    before = len(spot.report.faults)
    module = kinds.find_kind(kind)
    schema = checked(module.Schema, spot, data)
    _look_up(reading, chapter, spot, data)
    if schema is None:
        return None
    reading.stated.append((schema, spot))
    context = Context(reading.id, chapter, reading.languages, spot)
    card = module.build(schema, context)
    faults = [fault for fault in spot.report.faults[before:] if not fault.warning]
    if card is None or faults or schema.concept not in reading.concepts:
        return None
    if reading.chapters is not None and chapter not in reading.chapters:
        return None
    return Entry(card, schema, spot)


def _look_up(reading: Reading, chapter: str, spot: Spot, data: Mapping[str | int, object]) -> None:
    """What a card refers to must exist, and its id be its own; told even where the schema found faults."""
    identity, concept, demo = data.get("id"), data.get("concept"), data.get("demo")
    if isinstance(identity, str):
        reading.claim(identity, spot)
    is_told = reading.lacks_concepts or chapter not in (reading.chapters or ())  # once, of all its cards
    if isinstance(concept, str) and not is_told:
        if concept not in reading.named_concepts:
            spot.at("concept").fault(unknown(N_("concept"), concept, sorted(reading.named_concepts)))
        elif concept in reading.concepts and (home := reading.concepts[concept].chapter) != chapter:
            spot.at("concept").fault(
                Message(
                    "{concept} belongs to the chapter {home}; move the card into {folder}/",
                    concept=concept,
                    home=home,
                    folder=home,
                )
            )
    # Whether the demonstration has the preset named behind a slash is a rule's business: that loads NumPy.
    if isinstance(demo, str) and (name := name_and_preset(demo)[0]) not in demo_names():
        spot.at("demo").fault(unknown(N_("demo"), name, demo_names()))


def _check_former_ids(reading: Reading) -> None:
    """An id in `was:` belongs to the past: neither a living card nor two others may claim it."""
    claimed: dict[str, str] = {}
    sound: list[Entry] = []
    for entry in reading.entries:
        faults = 0
        for index, former in enumerate(entry.schema.was):
            owner = former if former in reading.ids else claimed.setdefault(former, entry.schema.id)
            if former in reading.ids or owner != entry.schema.id:
                spot = entry.spot.at("was")
                place = spot.at(index) if isinstance(spot.data, list) else spot
                place.fault(
                    Message(
                        "{former} is no former id: it belongs to the card {owner}", former=former, owner=owner
                    )
                )
                faults += 1
        if not faults:
            sound.append(entry)
    reading.entries = sound
