"""Starting programs the way a learner does, and timing them whole."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.figures import CannotMeasureError

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: where the programs are started."""

LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPROFILEIMPORTTIME", "NO_COLOR", "COLUMNS")
"""What a developer's shell may set and a learner's does not. The first makes every start compile anew."""


def studyapp(*arguments: str) -> list[str]:
    """The command that a learner types: the installed script, or the module where there is none."""
    script = shutil.which("studyapp", path=str(Path(sys.executable).parent))
    return [*([script] if script else [sys.executable, "-m", "studyapp"]), *arguments]


def environment(home: Path) -> dict[str, str]:
    """A learner's plain environment, with her files under `home`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in LEFT_OUT and not name.startswith("TEXTUAL")
    }
    plain = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    return kept | plain | {"STUDYAPP_HOME": str(home)}


def run(command: Sequence[str], home: Path, given: bytes = b"") -> tuple[float, bytes]:
    """Milliseconds from the start of a program to its end, and what it printed."""
    began = perf_counter()
    ended = subprocess.run(
        command, input=given, capture_output=True, cwd=ROOT, env=environment(home), check=False
    )
    took = (perf_counter() - began) * 1e3
    if ended.returncode != 0:
        said = ended.stderr.decode(errors="replace").strip().splitlines()
        raise CannotMeasureError(
            f"{' '.join(command[-3:])} ended with {ended.returncode}: {(said or [''])[-1]}"
        )
    return took, ended.stdout
