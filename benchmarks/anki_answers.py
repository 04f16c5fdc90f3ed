"""Anki's durable answers as a yardstick, through its own package in an environment of its own.

    python3 -m venv .anki && .anki/bin/pip install anki
    STUDYAPP_ANKI=.anki/bin/python make bench

`measured` hands this file to that Python, which prints the milliseconds as JSON.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

CARDS, ANSWERS, WARMING = 3000, 2000, 50


def measured(folder: Path) -> Sequence[float]:
    """Milliseconds of each answer in a collection in `folder`; empty where STUDYAPP_ANKI names no Python."""
    python = os.environ.get("STUDYAPP_ANKI", "")
    if not python:
        return []
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [python, __file__, str(folder)], capture_output=True, text=True, check=True, env=plain
    )
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(folder: Path) -> None:
    """In Anki's environment: new cards, answered one after the other, Good mostly."""
    from anki.collection import Collection

    collection = Collection(str(folder / "answers.anki2"))
    config = collection.decks.get_config(1)
    config["new"]["perDay"] = config["rev"]["perDay"] = 9999
    collection.decks.update_config(config)
    collection.set_config("fsrs", True)
    kind = collection.models.by_name("Basic")
    for place in range(CARDS):
        note = collection.new_note(kind)
        note["Front"], note["Back"] = f"card {place}", "back"
        collection.add_note(note, 1)
    took = []
    for place in range(ANSWERS + WARMING):
        card = collection.sched.getCard()
        assert card is not None, "Anki has no more cards to ask"
        began = perf_counter()
        collection.sched.answerCard(card, 1 if place % 7 == 0 else 3)
        took.append((perf_counter() - began) * 1e3)
    collection.close()
    print(json.dumps(took[WARMING:]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
