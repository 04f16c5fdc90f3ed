"""Changing single lines of a settings file, so that its other lines and its comments stay as they are."""

import re
from collections.abc import Mapping

from studyapp.rules import Setting

AUTOMATIC = "auto"
"""How the settings write that nothing is chosen."""


def with_line(text: str, key: str, value: Setting | None) -> str:
    """The text with this setting in it."""
    line = f"{key} = {toml(value)}"
    # A `#` in quotes begins no comment.
    stated = rf"""(?m)^[ \t]*{key}[ \t]*=(?:"[^"\n]*"|'[^'\n]*'|[^#"'\n])*?(?P<comment>[ \t]*(?:#.*)?)$"""
    changed, count = re.subn(stated, lambda found: line + found["comment"], text, count=1)
    if count:
        return changed
    # A line behind the first table would belong to that.
    table = re.search(r"(?m)^[ \t]*\[", text)
    before, behind = (text[: table.start()], text[table.start() :]) if table else (text, "")
    return before + ("\n" if before and not before.endswith("\n") else "") + line + "\n" + behind


def with_keys(text: str, keys: Mapping[str, str]) -> str:
    """The text with the table of keys as it should be; comments in it stay."""
    found = re.search(r"(?m)^[ \t]*\[keys\][^\n]*\n?", text)
    if found is None:
        gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
        text += f"{gap}[keys]\n"
        start = len(text)
    else:
        start = found.end()
    after = re.compile(r"(?m)^[ \t]*\[").search(text, start)
    end = after.start() if after else len(text)
    kept, left = [], dict(keys)
    for line in text[start:end].splitlines():
        stated = re.match(r"""[ \t]*["']?([\w.]+)["']?[ \t]*=[^#]*(#.*)?$""", line)
        if stated is None:
            kept.append(line)
        elif stated[1] in left:
            comment = f"  {stated[2]}" if stated[2] else ""
            kept.append(f'"{stated[1]}" = {toml(left.pop(stated[1]))}{comment}')
    lines = [*kept, *(f'"{id}" = {toml(typed)}' for id, typed in left.items())]
    table = "".join(f"{line}\n" for line in lines)
    return text[:start] + table + text[end:]


def toml(value: Setting | None) -> str:
    """A value as TOML writes it; None is `auto`."""
    if value is None:
        return f'"{AUTOMATIC}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return repr(value)
