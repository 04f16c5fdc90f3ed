"""Foreign text in a Markdown document: a pack's keeps its Markdown and maths, and reaches no further."""

import re

from studyapp.text.clean import clean

_KEPT = re.compile(
    r"(?P<code>(?P<fence>```+|~~~+).*?(?:(?P=fence)|\Z)|(?P<ticks>`+)[^`].*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<maths>\$\$.+?\$\$|\$(?=\S)(?:\\.|[^$\\])+?(?<=\S)\$(?!\d))"
    r"|(?P<escaped>\\.)",
    re.DOTALL,
)
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")


def words(text: str) -> str:
    """Text without any Markdown of its own, on one line: a name, a title."""
    return _MARKS.sub(r"\\\1", " ".join(clean(text).split()))


def code(text: str) -> str:
    """Text as it was typed, on one line."""
    said = " ".join(clean(text).split())
    longest = max(map(len, re.findall("`+", said)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if said.startswith("`") or said.endswith("`") else ""
    return f"{fence}{pad}{said}{pad}{fence}" if said else ""


def markdown(text: str) -> str:
    """A pack's Markdown with its `$…$`; HTML in it is shown as it stands, and no picture is fetched."""
    source, at, parts = clean(text).strip(), 0, []
    for found in _KEPT.finditer(source):
        parts.append(_plain(source[at : found.start()]))
        whole = found[0]
        parts.append(whole.replace("<", r"\lt ") if found["maths"] else whole)
        at = found.end()
    return "".join([*parts, _plain(source[at:])])


def quoted(text: str) -> str:
    """A pack's Markdown as a quotation, out of which no heading, list or fence of it reaches."""
    return "\n".join(f"> {line}".rstrip() for line in markdown(text).split("\n"))


def one_line(text: str) -> str:
    """A pack's Markdown on one line, as a row of a list holds it; display maths stands in the line."""
    return " ".join(re.sub(r"\$\$\s*(.+?)\s*\$\$", r"$\1$", markdown(text), flags=re.DOTALL).split())


def _plain(text: str) -> str:
    return text.replace("<", "&lt;").replace("![", r"!\[")
