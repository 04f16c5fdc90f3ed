"""The guide's table of all keys, made from the bindings: `python -m studyapp.tui.key_reference docs/app.md`.

In the guide it stands between `<!-- table: keys -->` and `<!-- end -->`, and is written anew there.
"""

import re
import sys
from pathlib import Path

from studyapp import i18n
from studyapp.tui.key_table import actions
from studyapp.tui.keys import show_key

_TABLE = re.compile(r"(<!-- table: keys -->\n).*?(<!-- end -->)", re.DOTALL)


def with_keys(guide: str) -> str:
    """The guide with its table as the bindings are now, in the language spoken now."""
    return _TABLE.sub(lambda found: found[1] + key_rows() + found[2], guide)


def key_rows() -> str:
    """A row of Markdown for each action: where it works (told once), its keys, its name, what it does."""
    rows = ["| where | keys | | what it does |", "| --- | --- | --- | --- |"]
    before = ""
    for action in actions().values():
        where = "" if action.heading == before else action.heading
        before = action.heading
        keys = " ".join(f"`{show_key(key)}`" for key in action.keys)
        rows.append(f"| {where} | {keys} | {action.label} | {action.tooltip} |")
    return "".join(row + "\n" for row in rows)


if __name__ == "__main__":
    i18n.use("en")
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_keys(path.read_text(encoding="utf-8")), encoding="utf-8")
