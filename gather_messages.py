"""Gathers the interface's sentences into the catalogue of translations: `make messages`.

A sentence of the interface is the argument of `_` and `N_`, the forms of `ngettext`, the template of a
`Message` or that an error of ours is raised with, a help of the command line (a command's docstring, `help=`,
`epilog=`), and the docstring of a lint rule's module, which says what the rule is about.
"""

import ast
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent
CATALOGUE = ROOT / "studyapp/locale/zh/LC_MESSAGES/studyapp.po"
MARKS = ("_", "N_", "Message")
# Without dates and names, so that only sentences make a difference.
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: studyapp\\n"
"Language: zh\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

Sentence: TypeAlias = str | tuple[str, str]
"""A sentence, or its forms for one thing and for several."""


def gathered(root: Path = ROOT) -> dict[Sentence, str]:
    """Every sentence of the package, with a file that says it."""
    trees = parsed(root)
    errors = error_classes(trees.values())
    found: dict[Sentence, str] = {}
    for path, tree in trees.items():
        told = [*_sentences(tree, errors)]
        if path.parent.name == "lints" and path.stem != "__init__":
            told.append(_about(tree))
        for sentence in told:
            found.setdefault(sentence, str(path.relative_to(root)))
    # A catalogue has one entry for a sentence, be it said with a number or without.
    counted = {sentence[0] for sentence in found if isinstance(sentence, tuple)}
    return {sentence: place for sentence, place in found.items() if sentence not in counted}


@cache
def parsed(root: Path = ROOT) -> dict[Path, ast.Module]:
    """Every module of the package."""
    return {path: ast.parse(path.read_bytes()) for path in sorted((root / "studyapp").rglob("*.py"))}


def error_classes(trees: Iterable[ast.Module]) -> set[str]:
    """The names of StudyError and of all that descend from it."""
    bases = {
        node.name: [base.id for base in node.bases if isinstance(base, ast.Name)]
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    errors = {"StudyError"}
    while more := {name for name, above in bases.items() if errors.intersection(above)} - errors:
        errors |= more
    return errors


def _sentences(tree: ast.Module, errors: set[str]) -> Iterator[Sentence]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first, *rest = [*map(_text, node.args), None]
            if first and (name in MARKS or name in errors):
                yield first
            elif first and name == "ngettext" and rest[0]:
                yield first, rest[0]
            elif name in ("option", "version_option", "command", "group"):
                helps = [_text(word.value) for word in node.keywords if word.arg in ("help", "epilog")]
                yield from filter(None, helps)
        elif isinstance(node, ast.FunctionDef) and _is_command(node):
            yield ast.get_docstring(node) or ""


def _about(tree: ast.Module) -> str:
    """What a lint rule is about, in one line."""
    return " ".join((ast.get_docstring(tree) or "").split())


def _is_command(node: ast.FunctionDef) -> bool:
    """Whether click makes a verb of it."""
    return ast.get_docstring(node) is not None and any(
        re.match(r"\w+\.(command|group)\b", ast.unparse(decorator)) for decorator in node.decorator_list
    )


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def main() -> None:
    """Write the catalogue anew: new sentences untranslated, those that nobody says any more left out."""
    with CATALOGUE.open("rb") as source:
        translated = read_po(source, locale="zh")
    catalogue = Catalog(locale="zh")
    missing = 0
    for sentence in gathered():
        known = translated.get(sentence if isinstance(sentence, str) else sentence[0])
        said = known.string if known is not None and known.id == sentence else ""
        missing += not said or not all(said)
        catalogue.add(sentence, said)
    written = io.BytesIO()
    write_po(written, catalogue, width=110, sort_output=True, no_location=True, omit_header=True)
    CATALOGUE.write_bytes(HEADER.encode() + written.getvalue())
    print(f"{len(catalogue)} sentences, {missing} without a translation: {CATALOGUE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
