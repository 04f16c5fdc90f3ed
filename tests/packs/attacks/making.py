"""What an attack on a pack is made of."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CARDS = "convolution/cards.yaml"
LONG = 4_000_000
MANY = 20_000
HARMLESS = ""
"""No fault is told of it."""


@dataclass(frozen=True)
class Attack:
    """What is done to a pack, and the words that a fault of it must hold."""

    name: str
    make: Callable[[Path], None]
    told: str = HARMLESS


def cards(text: str | bytes, name: str = CARDS) -> Callable[[Path], None]:
    """Write a file of the pack."""

    def make(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", errors="surrogatepass"))

    return make


def card(question: str = "Why?", answer: str = "So.", more: str = "") -> Callable[[Path], None]:
    """Write one basic card; its texts are put in as YAML."""
    return cards(
        f"- id: one\n  kind: basic\n  concept: kernel\n  question: {question}\n  answer: {answer}\n{more}"
    )


def problem(more: str, vary: str = "{n: [2, 3]}", steps: str = "{half: n/2}", ask: str = "half"):
    """Write one problem."""
    return cards(
        f"- id: one\n  kind: problem\n  concept: kernel\n  vary: {vary}\n  steps: {steps}\n"
        f"  prompt: '{{n}}'\n  ask: {ask}\n{more}"
    )


def link(target: str, name: str) -> Callable[[Path], None]:
    """Put a symbolic link into the pack."""

    def make(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target)

    return make


def fifo(name: str) -> Callable[[Path], None]:
    """Put a pipe, from which reading never ends, into the pack."""

    def make(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        os.mkfifo(path)

    return make


def folder_called(name: str) -> Callable[[Path], None]:
    """Put a folder where a file belongs."""

    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).mkdir(parents=True)

    return make


def sparse(size: int) -> Callable[[Path], None]:
    """A file of so many bytes that takes no room."""

    def make(folder: Path) -> None:
        path = folder / CARDS
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.truncate(size)

    return make


def loop_of_links(folder: Path) -> None:
    """A folder that holds a link to itself."""
    (folder / "convolution").mkdir(exist_ok=True)
    (folder / "convolution" / "again").symlink_to(folder / "convolution")


def many_files(folder: Path) -> None:
    """Thousands of files with a card each."""
    (folder / "convolution").mkdir(exist_ok=True)
    for number in range(2000):
        text = f"- {{id: c{number}, kind: basic, concept: kernel, question: Q{number}?, answer: So}}\n"
        (folder / "convolution" / f"{number}.yaml").write_text(text)


def deep_folders(folder: Path) -> None:
    """Folders within folders."""
    path = folder.joinpath(*["convolution"] * 60)
    path.mkdir(parents=True)
    (path / "cards.yaml").write_text("- {id: one}\n")


def named(name: str) -> Callable[[Path], None]:
    """A chapter's folder with an odd name."""

    def make(folder: Path) -> None:
        (folder / name).mkdir()
        (folder / name / "cards.yaml").write_text("- {id: one}\n")

    return make
