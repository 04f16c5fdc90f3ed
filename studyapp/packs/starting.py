"""Beginning a pack: a small one that works at once, written from the templates beside this file."""

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from studyapp.config import LANGUAGES
from studyapp.errors import PackError
from studyapp.i18n import N_
from studyapp.packs.sources import CONCEPTS_FILE, PACK_FILE

_TEMPLATES = Path(__file__).with_name("template")
_FILES = {PACK_FILE: "", CONCEPTS_FILE: "", "cards.yaml": "basics", "problems.yaml": "basics"}
"""Each template with the folder into which it goes."""
SCHEMA_FOLDER = ".schema"
"""Beside pack.yaml; a name with a dot is no chapter."""

_LONGEST_ID = 64
_LONGEST_TITLE = 80

_COMMENT = re.compile(r"(.*?)#(en|zh) (.*)")
_TEXT = re.compile(r"^( *)((?:- )?\w+):\n +en: (.*)\n +zh: (.*)$", re.MULTILINE)
_ITEM = re.compile(r"^( *)- en: (.*)\n +zh: (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a new pack is called and in which languages it is written."""

    id: str
    title: Mapping[str, str]
    """In each language of the pack."""
    concept: Mapping[str, str]
    """What is to be learnt first, in each language."""

    @property
    def languages(self) -> Sequence[str]:
        """The pack's languages, in the house's order."""
        return [language for language in LANGUAGES if language in self.title]


def check_id(id: str) -> str:
    """The id of a new pack as it is; PackError, with one that would do, where it cannot be one."""
    made = slug_of(id)
    if made != id:
        raise PackError(
            N_("a pack's name is small letters and digits joined by “-”, such as {made}; this is {id}"),
            made=made or "my-pack",
            id=id,
        )
    return id


def slug_of(name: str) -> str:
    """A name as an id; empty where it has no letter or digit for one."""
    joined = "-".join(re.findall(r"[a-z0-9]+", name.lower()))
    return joined[:_LONGEST_ID].strip("-")


def in_languages(said: str, languages: Sequence[str]) -> Mapping[str, str]:
    """A name in each language, with a slash between: `Half-life / 半衰期`.

    Raises PackError where a language is missing or a name does not fit a line.
    """
    parts = [said.strip()]
    if len(languages) > 1:
        parts = [part.strip() for part in re.split(r"\s/\s|／", said)]
    if len(parts) != len(languages):
        raise PackError(N_("say it in both languages, as “English / 中文”; this is {name}"), name=said)
    for part in parts:
        if not part or len(part) > _LONGEST_TITLE or not part.isprintable():
            raise PackError(
                N_("a name has from 1 to {longest} characters on one line; this is {name}"),
                longest=_LONGEST_TITLE,
                name=said,
            )
    return dict(zip(languages, parts, strict=True))


def write_pack(folder: Path, start: Start) -> list[Path]:
    """Write a new pack into a folder that is not there yet, all of it or nothing; the files, as written.

    Raises PackError where the folder is there already or cannot be made.
    """
    from studyapp.packs.json_schema import schema_text

    if folder.exists() or folder.is_symlink():
        raise PackError(N_("{path} is there already; choose another name, or move it away"), path=folder)
    files = {Path(inner, name): _filled(name, start) for name, inner in _FILES.items()}
    for what in ("pack", "concepts", "glossary", "cards"):
        files[Path(SCHEMA_FOLDER, f"{what}.json")] = schema_text(what)
    half: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        half = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        half.chmod(0o755)
        for path, text in files.items():
            (half / path).parent.mkdir(exist_ok=True)
            (half / path).write_text(text, encoding="utf-8", newline="\n")
        half.rename(folder)
    except OSError as error:
        if half is not None:
            with suppress(OSError):
                rmtree(half)
        reason = error.strerror or str(error)
        raise PackError(N_("{path} cannot be written: {reason}"), path=folder, reason=reason) from error
    return [folder / path for path in files if path.parts[0] != SCHEMA_FOLDER]


def _filled(name: str, start: Start) -> str:
    """A template with its places filled, in the languages of the pack."""
    text = (_TEMPLATES / name).read_text(encoding="utf-8")
    places = {
        "ID": start.id,
        "TITLE": _yaml(start.title),
        "LANGUAGES": f"[{', '.join(start.languages)}]",
        "CONCEPT_ID": slug_of(start.concept.get("en", "")) or "first-concept",
        "CONCEPT": _yaml(start.concept),
    }
    text = _in_language(text, start.languages)
    return re.sub(r"@([A-Z_]+)@", lambda place: places[place[1]], text)


def _yaml(said: Mapping[str, str]) -> str:
    """A text as YAML on one line; what JSON quotes, YAML reads."""
    quoted = {language: json.dumps(words, ensure_ascii=False) for language, words in said.items()}
    if len(quoted) == 1:
        return next(iter(quoted.values()))
    return "{" + ", ".join(f"{language}: {words}" for language, words in quoted.items()) + "}"


def _in_language(text: str, languages: Sequence[str]) -> str:
    """A template's texts in these languages, its comments in the first of them."""
    lines = []
    for line in text.split("\n"):
        comment = _COMMENT.fullmatch(line)
        if comment is None:
            lines.append(line)
        elif comment[2] == languages[0]:
            lines.append(f"{comment[1]}# {comment[3]}")
    text = "\n".join(lines)
    if len(languages) > 1:
        return text
    text = _TEXT.sub(lambda found: f"{found[1]}{found[2]}: {_of(found, languages[0], 3)}", text)
    return _ITEM.sub(lambda found: f"{found[1]}- {_of(found, languages[0], 2)}", text)


def _of(found: re.Match[str], language: str, first: int) -> str:
    return found[first + LANGUAGES.index(language)]
