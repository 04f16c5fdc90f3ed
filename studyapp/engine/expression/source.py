"""From an expression's source to its tree: the checks that come before parsing, and places in the source."""

import ast
import keyword
import re
from functools import lru_cache
from unicodedata import normalize

from studyapp.errors import ExpressionError
from studyapp.i18n import N_

MAX_LENGTH = 400
MAX_NODES = 200
MAX_DEPTH = 40
KEPT = 512
"""So many expressions that were read last are kept."""

_PARTS_OF_A_SIGN = 2
"""The most nodes that one character makes: a minus is an operation with its operator."""

_SPOKEN = frozenset({"and", "or", "not", "if", "else", "in", "is", "True", "False", "None"})
"""The keywords that keep their meaning; every other one (`lambda`) is a name like any."""

_KEYWORD = re.compile(rf"\b(?:{'|'.join(word for word in keyword.kwlist if word not in _SPOKEN)})\b")
_STRING = re.compile(r"'[^'\\]*'|\"[^\"\\]*\"")
_CARET_OUTSIDE_STRINGS = re.compile(rf"({_STRING.pattern})|\^")
_STRANGE = re.compile(r"[^\w +\-*/%^().,\[\]<>=!'\"]")
_NUMBER_LIKE = re.compile(r"(?<![\w.])\.?\d(?:[eE][+-]|[\w.])*")
_NUMBER = re.compile(r"(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_PLAIN = re.compile(
    rf"(?! )(?:(?!(?:{'|'.join(word for word in keyword.kwlist if word not in _SPOKEN)})\b)[^\W\d]\w*\b"
    r"|\d+(?:\.\d+)?(?![\w.])|[ +\-*/%(),<>=!])+",
    re.ASCII,
)
"""Names, numbers and signs that stand for themselves: Python's parser may have them as they are."""
_BRACKET = re.compile(r"[()\[\]]")
_SIGNS = str.maketrans("−×·÷\n\r\t\u3000\xa0", "-**/     ")
_CLOSING = {")": "(", "]": "["}


class Source:
    """An expression as its author wrote it, and the tree that it parses to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._indent = 0
        self._carets: list[int] = []
        if len(text) > MAX_LENGTH:
            raise ExpressionError("the expression is too long (at most {most} characters)", most=MAX_LENGTH)
        if _PLAIN.fullmatch(text):
            self._check_brackets(text)
            prepared = text
        else:
            prepared = self._prepared(text)
        self._bytes = prepared.encode()
        self.tree = self._parse(prepared)
        if len(prepared) * _PARTS_OF_A_SIGN > MAX_NODES and _parts(self.tree) > MAX_NODES:
            raise ExpressionError("the expression has too many parts (at most {most})", most=MAX_NODES)

    def column(self, node: ast.expr) -> int:
        """Where `node` begins, in characters from 1 (ast counts UTF-8 bytes from 0)."""
        return self._place(len(self._bytes[: node.col_offset].decode())) + 1

    def _place(self, prepared: int) -> int:
        """The place in the author's text, from 0, of a place in what is parsed (where `^` became `**`)."""
        longer_by = sum(caret + before < prepared for before, caret in enumerate(self._carets))
        return self._indent + prepared - longer_by

    def segment(self, node: ast.expr) -> str:
        """`node` as it was written, with plain operator signs."""
        return self._bytes[node.col_offset : node.end_col_offset].decode()

    def _prepared(self, text: str) -> str:
        """The text as Python's parser reads it; what it shall never see is refused."""
        prepared = text.translate(_SIGNS)
        if not prepared.strip():
            raise ExpressionError("there is nothing here to work out", column=1)
        # A string's inside is anybody's; blanks of the same length keep the columns
        outside = _STRING.sub(lambda string: '"' + " " * (len(string.group()) - 2) + '"', prepared)
        if strange := _STRANGE.search(outside):
            raise self._refusal(strange.start())
        self._check_numbers(outside)
        self._check_brackets(outside)
        prepared = _KEYWORD.sub(_disguise, prepared)
        self._indent = len(prepared) - len(prepared.lstrip())
        prepared = prepared.strip()
        # `^` is a power, as on paper; Python's own `^` would bind more loosely than `+`
        self._carets = [found.start() for found in _CARET_OUTSIDE_STRINGS.finditer(prepared) if not found[1]]
        return _CARET_OUTSIDE_STRINGS.sub(lambda found: found[1] or "**", prepared)

    def _check_numbers(self, outside: str) -> None:
        """Refuse `2x`, `0x10` and `1j`, some of which Python reads and some of which it only warns about."""
        for written in _NUMBER_LIKE.finditer(outside):
            if not _NUMBER.fullmatch(written.group()):
                raise ExpressionError(
                    "`{written}` is not a number", column=written.start() + 1, written=written.group()
                )

    def _check_brackets(self, outside: str) -> None:
        """Refuse brackets that do not close one another, and more of them than may be nested."""
        open_brackets: list[tuple[str, int]] = []
        for bracket in _BRACKET.finditer(outside):
            character, position = bracket.group(), bracket.start()
            if character in "([":
                open_brackets.append((character, position))
                if len(open_brackets) > MAX_DEPTH:
                    raise ExpressionError(
                        "brackets are nested too deeply (at most {most})", column=position + 1, most=MAX_DEPTH
                    )
            else:
                closes = open_brackets.pop()[0] if open_brackets else None
                if closes != _CLOSING[character]:
                    raise ExpressionError("this `{sign}` closes nothing", column=position + 1, sign=character)
        if open_brackets:
            sign, position = open_brackets[-1]
            raise ExpressionError("this `{sign}` is never closed", column=position + 1, sign=sign)

    def _parse(self, prepared: str) -> ast.expr:
        try:
            return ast.parse(prepared, mode="eval").body
        except SyntaxError as error:
            raise self._explained(error) from error
        except (ValueError, RecursionError, MemoryError) as error:
            raise ExpressionError("the expression can't be read") from error

    def _explained(self, error: SyntaxError) -> ExpressionError:
        """What is wrong, in our words; an offset of 0 is the end."""
        if not error.offset or error.lineno != 1:
            return self._refusal(len(self.text))
        place = self._place(error.offset - 1)
        if "expected 'else'" in str(error.msg):
            return ExpressionError("this `if` has no `else`", column=place + 1)
        if "forgot a comma" in str(error.msg):
            return ExpressionError("a sign is missing somewhere from here on", column=place + 1)
        return self._refusal(place)

    def _refusal(self, position: int) -> ExpressionError:
        if position >= len(self.text.rstrip()):
            return ExpressionError("something is missing at the end", column=len(self.text.rstrip()) + 1)
        found = re.match(r"\w+|.", self.text[position:], re.DOTALL).group()  # type: ignore[union-attr]
        told = N_("`{sign}` can't be read here")
        if found == "=":
            told = N_("`{sign}` can't be read here; two values are compared by ==")
        elif found == "if":
            told = N_("`{sign}` can't be read here; a choice is written as in: 2 if x > 0 else 1")
        elif found[0].isalnum() and self.text[:position].rstrip()[-1:].isalnum():
            told = N_("`{sign}` can't be read here; is a sign such as * missing before it?")
        elif (plain := normalize("NFKC", found)) != found and plain.isascii() and not plain.isalnum():
            told = N_("`{sign}` can't be read here; write {plain}")
            return ExpressionError(told, column=position + 1, sign=found, plain=plain)
        return ExpressionError(told, column=position + 1, sign=found)


@lru_cache(maxsize=KEPT)
def source_of(text: str) -> Source:
    """The source of a text: a formula is checked, compiled and shown from one reading of it."""
    return Source(text)


def _parts(tree: ast.AST) -> int:
    """How many nodes there are, operators and contexts aside."""
    count, waiting = 0, [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.expr_context, ast.operator)):
            continue
        count += 1
        for name in node._fields:
            inner = getattr(node, name)
            if isinstance(inner, ast.AST):
                waiting.append(inner)
            elif isinstance(inner, list):
                waiting += [each for each in inner if isinstance(each, ast.AST)]
    return count


def _disguise(word: re.Match[str]) -> str:
    """A keyword as a name: its last letter bold, which Python's normalisation of names makes plain again."""
    return word.group()[:-1] + chr(ord("𝐚") + ord(word.group()[-1]) - ord("a"))
