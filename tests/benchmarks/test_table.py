"""The benchmarks' table and their finding; nothing is measured here."""

import json
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import cases
from benchmarks.figures import CannotMeasureError, Figure, mean_of_slowest, percentile
from benchmarks.finding import about, chosen, measure_of, names
from benchmarks.table import table

FIGURES = [
    Figure(
        what="home", measured=210, unit="ms", yardstick="an empty app", yardstick_measured=150, at_most=1.4
    ),
    Figure(what="key, p99", measured=31, unit="ms", at_most=30),
    Figure(what="graded", measured=4999, unit="/s", at_least=5000),
    Figure(what="key, p50", measured=9, unit="ms", note="to type 7.2"),
]


def test_the_table_says_what_was_measured_against_what_and_whether_that_is_allowed():
    assert table(FIGURES).splitlines() == [
        "what      measured  yardstick                 ratio       bound",
        "────────  ────────  ─────────  ────────────  ──────  ──────────  ─────",
        "home        210 ms     150 ms  an empty app  1.40 ×     ≤ 1.4 ×  ok",
        "key, p99   31.0 ms                                      ≤ 30 ms  over",
        "graded    4,999 /s                                   ≥ 5,000 /s  under",
        "key, p50   9.00 ms",
        "  to type 7.2",
    ]


def test_a_bound_counts_for_the_ratio_where_there_is_a_yardstick_and_is_inclusive():
    assert [figure.verdict for figure in FIGURES] == ["ok", "over", "under", ""]


def test_a_percentile_is_one_of_the_values():
    # Of 200 values two may lie above the 99th percentile, the 199th and the 200th.
    values = [float(value) for value in range(200, 0, -1)]
    assert percentile(values, 99) == 198
    assert percentile(values, 50) == 100
    assert percentile([7.0], 99) == 7


def test_the_slowest_hundredth_is_never_empty():
    values = [float(value) for value in range(200, 0, -1)]
    assert mean_of_slowest(values, 1) == 199.5  # of 199 and 200
    assert mean_of_slowest([7.0, 5.0], 1) == 7


def test_every_file_of_the_cases_is_found_and_says_what_it_measures():
    files = {path.stem for path in Path(cases.__file__).parent.glob("[!_]*.py")}
    assert set(names()) == files
    for name in names():
        assert callable(measure_of(name))
        assert about(name).endswith(".")


def test_a_name_that_is_no_benchmark_names_the_nearest():
    with pytest.raises(CannotMeasureError, match="no benchmark first_pain; did you mean first_paint"):
        chosen(["first_pain"])


@pytest.fixture
def canned(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """What a benchmark is said to have measured."""
    figures: list[Figure] = []

    def measure(folder: Path):
        assert folder.is_dir()
        if not figures:
            raise CannotMeasureError("this system has no pseudo-terminals")
        return iter(figures)

    monkeypatch.setattr(command, "measure_of", lambda name: measure)
    return figures


def test_the_exit_status_tells_whether_every_bound_is_kept(canned, capsys):
    canned.append(FIGURES[0])
    assert command.main(["due"]) == 0
    canned.append(FIGURES[1])
    assert command.main(["due", "--json"]) == 1
    printed = capsys.readouterr().out
    rows = json.loads(printed[printed.index("[\n") :])
    assert [(row["what"], row["verdict"]) for row in rows] == [("home", "ok"), ("key, p99", "over")]
    assert rows[0]["ratio"] == pytest.approx(1.4)


def test_what_cannot_be_measured_is_told_in_a_sentence(canned, capsys):
    assert command.main(["first_paint"]) == 2
    assert "first_paint is not measured: this system has no pseudo-terminals" in capsys.readouterr().err
