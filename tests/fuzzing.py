"""Coverage-guided fuzzing of what is typed and of packs' formulas: `pip install atheris`, then

    python -m tests.fuzzing [-max_total_time=60 and whatever else libFuzzer takes]

Ends with a report as soon as anything but our own errors comes out, or a text takes longer than a second.
"""

import sys
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["studyapp.engine"]):
    from studyapp.engine.expression import compile_expression
    from studyapp.engine.response import EXPECTATIONS, read_response
    from studyapp.engine.response.notes import Notes
    from studyapp.errors import ExpressionError, ResponseError

VALUES = {"a": 3, "b": (1, 2), "E": 0.5, "name": "word"}


def one_input(drawn: bytes) -> None:
    """Read it as each kind of response, keep it on the scratch line, work it as a formula."""
    text = atheris.FuzzedDataProvider(drawn).ConsumeUnicode(len(drawn))
    for expect in EXPECTATIONS:
        try:
            read_response(text, expect, ("px",), percent=True, nullable=True, allow_blank=True)
        except ResponseError:
            continue
    with suppress(ResponseError):
        Notes().noting(text)
    with suppress(ExpressionError):
        formula = compile_expression(text)
        formula.latex()
        formula(VALUES)


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], "-timeout=1", "-max_len=120", *sys.argv[1:]], one_input)
    atheris.Fuzz()
