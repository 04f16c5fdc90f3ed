"""A response's words: numbers, names and signs, each with its place."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from studyapp.domain.value import Number
from studyapp.engine.response.numerals import EXPONENT, MAX_EXPONENT, NUMERAL, NUMERAL_IN_LIST, meanings
from studyapp.engine.response.spelling import Spelling, vulgar_fraction
from studyapp.errors import ResponseError
from studyapp.i18n import N_

_BLANK = re.compile(r"\s*")
_SIGN = re.compile(r"\*\*|[-+*/^%‰()\[\],√∛∜|]")
_NAME = re.compile(r"log_?(?:2|10)(?![\d.])|log₂|log₁₀|(?:[^\W\d_]|[₀-₉])+", re.IGNORECASE)
_LISTED = re.compile(r"(?:max|min|round|gcd)\s*$", re.IGNORECASE)
# Behind a mixed number, a power or another division could mean its fraction alone: those need brackets
_FRACTION = re.compile(r"([1-9]\d*) *(?: |又) *(\d+) */ *(\d+)(?! *[\d.^/eE])")
_WHOLE_BEFORE_FRACTION = re.compile(r"(\d+) *又? *")


_REPEATING = re.compile(r"(\d+\.\d*)\((\d+)\)")
# `2epochs` is a number with a word behind it, `2e^3` one with a power of e
_NO_EXPONENT = re.compile(r"[eE][^\W\d_]|e *(?:\^|\*\*)")
_MYRIADS = {"万": 4, "亿": 8}


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a response."""

    kind: str
    """`number`, `name`, `sign` or `end`."""
    text: str
    column: int
    values: tuple[Number, ...] = ()
    """What a number can mean; more than one, or not `certain`, is asked about."""
    certain: bool = True


def tokenize(spelling: Spelling) -> list[Token]:
    """The words of `spelling`, closed by one of the kind `end`."""
    return _Tokenizer(spelling).tokens()


class _Tokenizer:
    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling
        self._text = spelling.text
        self._place = 0
        self._brackets: list[bool] = []
        """For each open bracket, whether commas in it part the arguments of a function."""

    def tokens(self) -> list[Token]:
        found = []
        while self._skip_blanks() < len(self._text):
            found.append(self._next())
        found.append(Token("end", "", self._spelling.column(self._place)))
        return found

    def _skip_blanks(self) -> int:
        self._place = _BLANK.match(self._text, self._place).end()  # type: ignore[union-attr]
        return self._place

    def _next(self) -> Token:
        character = self._text[self._place]
        if character.isdecimal() or character == ".":
            return self._mixed() or self._number()
        if fraction := vulgar_fraction(character):
            return self._take(1, "number", (_ratio(*fraction),))
        if sign := _SIGN.match(self._text, self._place):
            self._follow_brackets(character)
            return self._take(len(sign.group()), "sign")
        if name := _NAME.match(self._text, self._place):
            return self._take(len(name.group()), "name")
        raise self._refusal(N_("`{sign}` can't be read here"), sign=character)

    def _take(
        self, length: int, kind: str, values: tuple[Number, ...] = (), *, certain: bool = True
    ) -> Token:
        start, self._place = self._place, self._place + length
        return Token(kind, self._text[start : self._place], self._spelling.column(start), values, certain)

    def _follow_brackets(self, sign: str) -> None:
        if sign in "([":
            inside = any(self._brackets[-1:]) or _LISTED.search(
                self._text, max(0, self._place - 8), self._place
            )
            self._brackets.append(bool(inside))
        elif sign in ")]" and self._brackets:
            self._brackets.pop()

    def _mixed(self) -> Token | None:
        """A mixed number: `1 1/2`, `1½`, `1又1/2`."""
        if match := _FRACTION.match(self._text, self._place):
            whole, above, below = (int(part) for part in match.groups())
            if below == 0:
                return None
            if len(match[2]) == 3 and len(match[1]) <= 3:  # `1 234/5`: the blank may also part the thousands
                values = (Fraction(int(match[1] + match[2]), below), whole + Fraction(above, below))
                return self._take(len(match.group()), "number", values, certain=False)
            # A whole with an improper fraction is no usual mixed number: ask
            return self._take(
                len(match.group()), "number", (whole + Fraction(above, below),), certain=above < below
            )
        match = _WHOLE_BEFORE_FRACTION.match(self._text, self._place)
        if match and match.end() < len(self._text) and (fraction := vulgar_fraction(self._text[match.end()])):
            length = match.end() + 1 - self._place
            return self._take(length, "number", (int(match[1]) + _ratio(*fraction),))
        return None

    def _number(self) -> Token:
        pattern = NUMERAL_IN_LIST if any(self._brackets[-1:]) else NUMERAL
        numeral = pattern.match(self._text, self._place)
        if numeral is None:
            if self._text[self._place] == "." and not self._text[self._place + 1 : self._place + 2].isdigit():
                raise self._refusal(N_("`.` can't be read here"), at=self._place)
            raise self._refusal(N_("`{written}` is not a number"), written=self._run())
        values, certain = meanings(numeral.group())
        if not values:
            raise self._refusal_of_numeral(numeral.group())
        length = len(numeral.group())
        following = self._text[self._place + length : self._place + length + 1]
        if following in ("x", "X") and re.match(r"0[xX][0-9a-fA-F]", self._text[self._place :]):
            raise self._refusal(N_("`{sign}` can't be read here"), at=self._place + 1, sign=following)
        if (repeating := _REPEATING.match(self._text, self._place)) and repeating[2]:
            return self._repeating(repeating)
        if following in ("e", "E") and not _NO_EXPONENT.match(self._text, self._place + length):
            exponent = EXPONENT.match(self._text, self._place + length)
            if exponent is None:
                raise self._refusal(
                    N_("a whole number must follow the `{e}` here"), at=self._place + length, e=following
                )
            if abs(power := int(exponent[1][:6])) > MAX_EXPONENT:
                raise self._refusal(
                    N_("the exponent {exponent} is beyond the numbers we work with"), exponent=exponent[1]
                )
            if (
                re.fullmatch(r"\d+,\d+", numeral.group()) and certain
            ):  # few group thousands before an exponent
                values, certain = (*values, Fraction(numeral.group().replace(",", "."))), False
            values = tuple(_scaled(value, power) for value in values)
            length += len(exponent.group())
            self._refuse_more_digits(self._place + length)
        if power := _MYRIADS.get(self._text[self._place + length : self._place + length + 1], 0):
            values = tuple(_scaled(value, power) for value in values)
            length += 1
        return self._take(length, "number", values, certain=certain)

    def _repeating(self, numeral: re.Match[str]) -> Token:
        """`0.(3)` is a third; `0.1(6)` a sixth, or 0.1 times 6."""
        start, again = numeral[1], numeral[2]
        first = Fraction(start + "0" if start.endswith(".") else start)
        places = len(start.partition(".")[2])
        value = first + Fraction(int(again), (10 ** len(again) - 1) * 10**places)
        meant = (value,) if start.endswith(".") else (value, first * int(again))
        values = tuple(_ratio(*each.as_integer_ratio()) for each in meant)
        return self._take(len(numeral.group()), "number", values)

    def _refuse_more_digits(self, at: int) -> None:
        if re.match(r"[.,]\d|[eE]", self._text[at:]):
            raise self._refusal(N_("`{sign}` can't be read here"), at=at, sign=self._text[at])

    def _refusal_of_numeral(self, written: str) -> ResponseError:
        """Why digits with separators mean nothing: two numbers side by side, or groups that don't fit."""
        if " " in written and not re.search("[.,'_]", written):
            second = self._place + written.index(" ") + 1
            return self._refusal(
                N_("two numbers stand side by side; a sign between them is missing"), at=second
            )
        if written.count(".") > 1 and not re.search("[,'_ ]", written):
            second = self._place + written.index(".", written.index(".") + 1)
            return self._refusal(N_("a number has one decimal point; this is a second"), at=second)
        if re.fullmatch(r"[\d,]+", written):
            return self._refusal(
                N_("`{written}` is neither one number nor grouped by thousands"), written=written
            )
        return self._refusal(N_("the digits of `{written}` are grouped in no usual way"), written=written)

    def _run(self) -> str:
        return re.match(r"[\d.,]*", self._text[self._place :]).group()  # type: ignore[union-attr]

    def _refusal(self, template: str, at: int | None = None, **values: Any) -> ResponseError:
        return ResponseError(
            template, column=self._spelling.column(self._place if at is None else at), **values
        )


def _ratio(above: int, below: int) -> Number:
    value = Fraction(above, below)
    return value.numerator if value.denominator == 1 else value


def _scaled(value: Number, power: int) -> Number:
    scaled = Fraction(value) * Fraction(10) ** power
    return scaled.numerator if scaled.denominator == 1 else scaled
