"""JSON lines in, JSON lines out: what every verb with `--batch` shares."""

import json
import math
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NoReturn

from studyapp import i18n
from studyapp.errors import StudyError

LONGEST_LINE = 8 * 1024 * 1024
_CHUNK = 1 << 16


class LineError(StudyError):
    """A line that holds no request."""


def answer_lines(
    answer: Callable[[dict[str, Any]], object], source: BinaryIO | None = None, sink: BinaryIO | None = None
) -> None:
    """Answer each line's JSON object with one line of JSON, in order.

    A faulty line, or a request that `answer` refuses with a StudyError, is answered `{"error": …}` in its
    place and the next is worked. Memory does not grow with the number of lines; output is flushed whenever no
    input is waiting, so that two programs can converse.
    """
    source = source or sys.stdin.buffer
    sink = sink or sys.stdout.buffer
    for lines in _arriving(source):
        for line in lines:
            if line is not None and not line.strip():
                continue
            sink.write(_answered(line, answer))
        sink.flush()


def _answered(line: bytes | None, answer: Callable[[dict[str, Any]], object]) -> bytes:
    try:
        reply = answer(parse_object(line))
    except StudyError as error:
        reply = {"error": i18n.sentence(error)}
    text = json.dumps(reply, ensure_ascii=False, allow_nan=False)
    return text.encode(errors="backslashreplace") + b"\n"


def parse_object(line: bytes | None) -> dict[str, Any]:
    """The JSON object of one line; `None` stands for a line that was too long to keep.

    Raises LineError where it is too long, no UTF-8, no JSON, or no object.
    """
    if line is None:
        raise LineError("the line is longer than {limit} bytes", limit=LONGEST_LINE)
    try:
        request = parse_json(line.decode("utf-8-sig"))  # some systems begin a file with a mark of its order
    except UnicodeDecodeError as error:
        raise LineError("the line is not UTF-8 (byte {position})", position=error.start + 1) from error
    except json.JSONDecodeError as error:
        raise LineError(
            "the line is not JSON: {problem} at column {column}", problem=error.msg, column=error.colno
        ) from error
    if not isinstance(request, dict):
        raise LineError("a line must be a JSON object, such as {example}", example='{"key": 1}')
    return request


def parse_json(text: str) -> Any:
    """A JSON value with finite numbers only; raises JSONDecodeError where it is no JSON."""
    try:
        return json.loads(
            text, parse_constant=_refuse_constant, parse_float=_finite_float, parse_int=_finite_int
        )
    except RecursionError as error:
        raise LineError("the line is nested too deeply") from error


def _refuse_constant(name: str) -> NoReturn:
    raise LineError("{name} is not a number that can be worked with", name=name)


def _finite_float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise LineError("{number} is outside the range of a double", number=_cut(digits))
    return number


def _finite_int(digits: str) -> int:
    if len(digits) > sys.float_info.max_10_exp + 2 or math.isinf(float(digits)):
        raise LineError("{number} is outside the range of a double", number=_cut(digits))
    return int(digits)


def _cut(digits: str) -> str:
    return digits if len(digits) <= 24 else f"{digits[:20]}…"


def _arriving(source: BinaryIO) -> Iterator[list[bytes | None]]:
    """Yield whole lines, as many as have arrived; None in the place of a line that is too long."""
    waiting = bytearray()
    skipping = False  # inside a line that was too long
    while chunk := _read_available(source):
        head, newline, tail = chunk.rpartition(b"\n")
        lines: list[bytes | None] = []
        if newline:
            whole = [*(bytes(waiting) + head).split(b"\n")]
            lines = list(whole[1:] if skipping else whole)
            waiting, skipping = bytearray(tail), False
        elif not skipping:
            waiting += chunk
        if len(waiting) > LONGEST_LINE:
            lines.append(None)
            waiting, skipping = bytearray(), True
        yield lines
    if waiting:
        yield [bytes(waiting)]


def _read_available(source: BinaryIO) -> bytes:
    """What has arrived, waiting only when nothing has."""
    try:
        return os.read(source.fileno(), _CHUNK)
    except (OSError, ValueError):  # a stream in memory, without a descriptor
        return source.read(_CHUNK)
