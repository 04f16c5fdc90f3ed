"""From an expression's source to its tree: the checks that come before parsing, and places in the source."""

import ast
import keyword
import re
import warnings

from studyapp.errors import ExpressionError

MAX_LENGTH = 400
MAX_NODES = 200
MAX_DEPTH = 40

_SPOKEN = frozenset({"and", "or", "not", "if", "else", "in", "is", "True", "False", "None"})
"""The keywords that keep their meaning; every other one (`lambda`) is a name like any."""

_KEYWORD = re.compile(rf"\b(?:{'|'.join(word for word in keyword.kwlist if word not in _SPOKEN)})\b")
_STRING = re.compile(r"'[^'\\]*'|\"[^\"\\]*\"")
_STRANGE = re.compile(r"[^\w\s+\-*/%().,\[\]<>=!'\"]")
_SIGNS = str.maketrans("−×·÷\n\r", "-**/  ")
_CLOSING = {")": "(", "]": "["}


class Source:
    """An expression as its author wrote it, and the tree that it parses to."""

    def __init__(self, text: str) -> None:
        self.text = text
        prepared = text.translate(_SIGNS)
        self._check_shape(prepared)
        self._bytes = (prepared := _KEYWORD.sub(_disguise, prepared)).encode()
        self.tree = self._parse(prepared)
        nodes = sum(not isinstance(node, (ast.expr_context, ast.operator)) for node in ast.walk(self.tree))
        if nodes > MAX_NODES:
            raise ExpressionError("the expression has too many parts (at most {most})", most=MAX_NODES)

    def column(self, node: ast.expr) -> int:
        """Where `node` begins, in characters from 1 (ast counts UTF-8 bytes from 0)."""
        return len(self._bytes[: node.col_offset].decode()) + 1

    def segment(self, node: ast.expr) -> str:
        """`node` as it was written, with plain operator signs."""
        return self._bytes[node.col_offset : node.end_col_offset].decode()

    def _check_shape(self, prepared: str) -> None:
        """Refuse what is too long or too deep, and characters of no expression, before the parser sees it."""
        if len(prepared) > MAX_LENGTH:
            raise ExpressionError("the expression is too long (at most {most} characters)", most=MAX_LENGTH)
        if not prepared.strip():
            raise ExpressionError("there is nothing here to work out", column=1)
        # A string's inside is anybody's; blanks of the same length keep the columns
        outside = _STRING.sub(lambda string: '"' + " " * (len(string.group()) - 2) + '"', prepared)
        if strange := _STRANGE.search(outside):
            self._refuse(strange.start(), strange.group())
        open_brackets: list[tuple[str, int]] = []
        for position, character in enumerate(outside):
            if character in "([":
                open_brackets.append((character, position))
                if len(open_brackets) > MAX_DEPTH:
                    raise ExpressionError(
                        "brackets are nested too deeply (at most {most})", column=position + 1, most=MAX_DEPTH
                    )
            elif character in ")]":
                closes = open_brackets.pop()[0] if open_brackets else None
                if closes != _CLOSING[character]:
                    raise ExpressionError("this `{sign}` closes nothing", column=position + 1, sign=character)
        if open_brackets:
            sign, position = open_brackets[-1]
            raise ExpressionError("this `{sign}` is never closed", column=position + 1, sign=sign)

    def _parse(self, prepared: str) -> ast.expr:
        blanks = len(prepared) - len(prepared.lstrip())
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # `1if x` and the like are only warned about
                tree = ast.parse(prepared, mode="eval").body
        except SyntaxError as error:
            self._refuse(self._place(error, blanks))
        except (ValueError, RecursionError, MemoryError) as error:
            raise ExpressionError("the expression can't be read") from error
        if prepared[:blanks].strip(" \t"):
            raise ExpressionError("there is a strange blank here", column=1)
        return tree

    def _place(self, error: SyntaxError, blanks: int) -> int:
        place = (error.offset or 1) - 1
        return place if error.lineno == 1 else max(place, blanks)

    def _refuse(self, position: int, sign: str | None = None) -> None:
        if position >= len(self.text.rstrip()):
            raise ExpressionError("something is missing at the end", column=len(self.text.rstrip()) + 1)
        found = sign or re.match(r"\w+|.", self.text[position:], re.DOTALL).group()  # type: ignore[union-attr]
        if found == "^":
            raise ExpressionError("`^` can't be read here; a power is written `**`", column=position + 1)
        raise ExpressionError("`{sign}` can't be read here", column=position + 1, sign=found)


def _disguise(word: re.Match[str]) -> str:
    """A keyword as a name: its last letter bold, which Python's normalisation of names makes plain again."""
    return word.group()[:-1] + chr(ord("𝐚") + ord(word.group()[-1]) - ord("a"))
