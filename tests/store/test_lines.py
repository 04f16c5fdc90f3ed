"""Two readers of lines, ours by a pattern and the strict one by a JSON parser, agree on every row."""

import json
from datetime import date
from fractions import Fraction
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.attempt import Mode
from studyapp.store import arriving
from studyapp.store.arriving import rows_of_lines
from studyapp.store.digests import digest_of, row_digest
from studyapp.store.lines import ATTEMPT, attempt_line
from studyapp.store.log import json_text, response_text, values_text
from studyapp.store.quick_lines import quick_rows

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(["", "½", '"', "\\n"])
NAMES = st.from_regex(r"[a-z]{1,6}/[a-z0-9-]{1,8}", fullmatch=True)
GIVENS = st.dictionaries(
    TEXTS,
    st.one_of(
        st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
        st.none(), st.fractions(), st.tuples(st.integers(), st.none()), st.just(Fraction(-1, 3)), TEXTS,
    ),
    max_size=3,
)  # fmt: skip
SECONDS = st.floats(0, 1e10, allow_nan=False) | st.integers(0, 1000).map(float)

ROWS = st.tuples(
    NAMES.map(lambda name: name.replace("/", "-")), TEXTS, st.just("2026-03-02T12:00:00.000001Z"),
    st.dates(max_value=date(8999, 12, 31)).map(date.isoformat),
    st.sampled_from([mode.value for mode in Mode]), NAMES,
    st.integers(-5, 5), st.integers(-(2**63), 2**63 - 1), GIVENS.map(values_text),
    st.dictionaries(TEXTS, TEXTS, max_size=2).map(response_text), st.none() | st.floats(0, 1),
    st.lists(TEXTS, max_size=2).map(json_text), st.integers(1, 4), SECONDS, st.integers(0, 1),
    st.sampled_from(["", "0af9"]),
)  # fmt: skip


@given(GIVENS, st.dictionaries(TEXTS, TEXTS, max_size=2))
def test_givens_and_responses_are_the_json_of_json_itself(givens, response) -> None:
    told = {
        name: {"fraction": str(value)} if isinstance(value, Fraction) else value
        for name, value in givens.items()
    }
    assert values_text(givens) == json.dumps(told, ensure_ascii=False)
    assert response_text(response) == json.dumps(response, ensure_ascii=False)


def slowly(line: str) -> tuple[object, ...]:
    return arriving._attempt(json.loads(line))


def quickly(line: str) -> tuple[object, ...] | None:
    found = quick_rows(line).rows
    return found[0] if found else None


@given(ROWS)
@settings(max_examples=400, deadline=None)
def test_a_row_comes_back_from_its_line_by_either_reader(row) -> None:
    line = attempt_line(row)
    assert slowly(line) == row
    quick = quickly(line)
    assert quick in (None, row)
    (read,) = rows_of_lines(StringIO(line + "\n"), "x")
    assert (read.attempts, read.digests) == ([row], [digest_of(line)])
    assert row_digest("attempts", row) == digest_of(line)


def test_a_usual_line_is_read_by_the_pattern() -> None:
    row = (
        "019cae6b-6600-79af-917b-d99428f49bc7", "书桌", "2026-03-02T12:00:00.000001Z", "2026-03-02", "study",
        "p/card-1", 1, 2**31, '{"size": 224, "rate": {"fraction": "1/3"}}', '{"output": "3½"}', 1.0,
        '["output:no_floor"]', 3, 8.25, 1, "9c46f28d035ef912cfb072b8d2598834",
    )  # fmt: skip
    assert quickly(attempt_line(row)) == row


LINE = (
    '{"kind": "attempt", "id": "a", "device": "d", "at": "2026-03-02T12:00:00.000000Z", "day": "2026-03-02", '
    '"mode": "study", "card": "p/a", "level": 1, "seed": 0, "givens": {}, "response": {}, "score": null, '
    '"mistakes": [], "rating": 3, "seconds": 1.0, "moves_memory": true, "parameters": "0a"}'
)


def test_what_means_the_same_in_other_spellings_gives_the_same_row() -> None:
    (expected,) = rows_of_lines(StringIO(LINE), "x")
    spellings = [
        LINE.replace(": ", ":").replace(", ", ","),
        LINE.replace('"p/a"', '"p\\u002fa"'),
        LINE.replace("1.0", "1"),
        LINE.replace("1.0", "1.00"),
        LINE.replace("1.0", "10e-1"),
        json.dumps(dict(reversed(json.loads(LINE).items()))),
        f"  {LINE}  \r\n",
    ]
    for spelling in spellings:
        assert quickly(spelling) is None
        (read,) = rows_of_lines(StringIO(spelling), "x")
        assert (read.attempts, read.digests) == (expected.attempts, expected.digests)
    assert len(expected.attempts[0]) == len(ATTEMPT)
