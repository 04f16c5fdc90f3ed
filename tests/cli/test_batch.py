"""JSON lines in and out, as scripts rely on them."""

import io
import json
import os
import threading

import pytest

from studyapp.cli.batch import LONGEST_LINE, answer_lines
from studyapp.errors import StudyError


def double(request):
    if "n" not in request:
        raise StudyError("`n` is missing")
    return {"value": 2 * request["n"]}


def replies(text):
    sink = io.BytesIO()
    answer_lines(double, io.BytesIO(text if isinstance(text, bytes) else text.encode()), sink)
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def test_each_line_is_answered_in_order():
    assert replies('{"n": 1}\n{"n": 2}\n{"n": 3}\n') == [{"value": 2}, {"value": 4}, {"value": 6}]


def test_the_last_line_needs_no_newline():
    assert replies('{"n": 1}\n{"n": 2}') == [{"value": 2}, {"value": 4}]


def test_empty_lines_are_skipped():
    assert replies('\n  \n{"n": 1}\r\n\n') == [{"value": 2}]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("nonsense", "the line is not JSON"),
        ("[1, 2]", "must be a JSON object"),
        ('{"n": NaN}', "NaN is not a number"),
        ('{"n": -Infinity}', "-Infinity is not a number"),
        ('{"n": 1e400}', "1e400 is outside the range of a double"),
        ('{"n": ' + "9" * 400 + "}", "outside the range of a double"),
        ('{"n": ' + "9" * 9000 + "}", "outside the range of a double"),
        ('{"m": 1}', "`n` is missing"),
        ('{"n": ' + "[" * 100_000, "nested too deeply"),
        (b'{"n": "\xff"}', "not UTF-8"),
    ],
)
def test_a_faulty_line_is_answered_and_the_next_is_worked(line, sentence):
    line = line if isinstance(line, bytes) else line.encode()
    faulty, good = replies(line + b'\n{"n": 5}\n')
    assert sentence in faulty["error"]
    assert good == {"value": 10}


def test_a_byte_order_mark_is_no_part_of_the_first_line():
    assert replies(b'\xef\xbb\xbf{"n": 1}\n{"n": 2}\n') == [{"value": 2}, {"value": 4}]


def test_a_line_without_end_is_refused_in_bounded_memory():
    faulty, good = replies(b"x" * (2 * LONGEST_LINE) + b'\n{"n": 5}\n')
    assert "longer than" in faulty["error"]
    assert good == {"value": 10}


def test_half_a_surrogate_pair_does_not_break_the_output():
    sink = io.BytesIO()
    answer_lines(lambda request: request, io.BytesIO(b'{"n": "\\ud800"}\n'), sink)
    assert json.loads(sink.getvalue()) == {"n": "\ud800"}


def test_two_programs_can_converse():
    """An answer arrives before the next line is sent, also through pipes."""
    to_child, child_end = os.pipe()
    child_out, from_child = os.pipe()
    source, sink = os.fdopen(to_child, "rb"), os.fdopen(from_child, "wb")
    worker = threading.Thread(target=answer_lines, args=(double, source, sink))
    worker.start()
    with os.fdopen(child_end, "wb", buffering=0) as ask, os.fdopen(child_out, "rb") as answers:
        for n in (1, 2, 3):
            ask.write(b'{"n": %d}\n' % n)
            assert json.loads(answers.readline()) == {"value": 2 * n}
        ask.close()
        worker.join()
        sink.close()
        source.close()
