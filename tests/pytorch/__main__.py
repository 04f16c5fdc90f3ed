"""Write down what PyTorch computes, for the tests: `pip install torch==2.13.0; python -m tests.pytorch`.

Each module of `chapters` yields its cases, in double precision and with a fixed seed; they go to
`tests/data/pytorch/CHAPTER.json`, a case a line. Names on the command line choose chapters.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import torch

from tests.pytorch import chapters
from tests.pytorch.cases import plain

FOLDER = Path(__file__).parents[1] / "data" / "pytorch"
VERSION = "2.13.0"


def main(wanted: list[str]) -> None:
    """Write the chapters' files anew."""
    if not torch.__version__.startswith(VERSION):
        sys.exit(f"the values are those of PyTorch {VERSION}; this is {torch.__version__}")
    torch.set_default_dtype(torch.float64)
    for module in iter_modules(chapters.__path__):
        if wanted and module.name not in wanted:
            continue
        torch.manual_seed(20261121)
        cases = import_module(f"{chapters.__name__}.{module.name}").cases()
        lines = [
            json.dumps(
                {"solver": case.solver, "inputs": plain(case.inputs), "expected": plain(case.expected)},
                allow_nan=False,
            )
            for case in cases
        ]
        (FOLDER / f"{module.name}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
        print(f"{module.name}: {len(lines)} cases")


main(sys.argv[1:])
