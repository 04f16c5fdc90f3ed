"""The guide's table of all keys is that of the app."""

from pathlib import Path

import pytest

from studyapp import i18n
from studyapp.tui.key_reference import key_rows, with_keys

GUIDE = Path(__file__).parents[2] / "docs" / "app.md"


@pytest.fixture(autouse=True)
def _in_english():
    i18n.use("en")


def test_the_guide_tells_every_key_as_it_is():
    guide = GUIDE.read_text(encoding="utf-8")
    assert "<!-- table: keys -->" in guide
    assert guide == with_keys(guide), "python -m studyapp.tui.key_reference docs/app.md"


@pytest.mark.parametrize(
    "row",
    [
        "| `.` `F7` | Last one | End after this question; once more, and the session goes on |",
        "| `h` `F2` `^g` | Hint | Idea, formula, first step |",
        "| Everywhere | `?` `F1` | Help | Every key, with what it does |",
    ],
)
def test_a_row_tells_keys_as_people_write_them(row):
    assert row in key_rows()


def test_a_table_that_is_out_of_date_is_written_anew_and_the_text_around_it_stays():
    old = "before\n<!-- table: keys -->\n| old |\n<!-- end -->\nafter\n"
    new = with_keys(old)
    assert new.startswith("before\n<!-- table: keys -->\n| where |")
    assert "| old |" not in new
    assert new.endswith("<!-- end -->\nafter\n")
