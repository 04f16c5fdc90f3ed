"""One walk over a response's words: arithmetic with brackets, powers, roots and functions."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from studyapp.domain.value import Number
from studyapp.engine.expression import arithmetic
from studyapp.engine.expression.functions import FUNCTIONS
from studyapp.engine.response.names import CONSTANTS, function_name
from studyapp.engine.response.refusals import refusal, refusal_of_missing, refusal_of_rest
from studyapp.engine.response.tokens import Token
from studyapp.errors import ExpressionError, ResponseError
from studyapp.i18n import N_

MAX_DEPTH = 40

NO_NAMES: Mapping[str, Number] = MappingProxyType({})
"""Values that the learner named: none."""

_PERCENT = ("percent", "pct")
_ROOTS = {"√": 2, "∛": 3, "∜": 4}
_CLOSING = {"(": ")", "[": "]"}
_WHOLE_EXPONENT = re.compile(r"(?:\^|\*\*)(?:[-+]?\d+(?![\d.])|\([-+]?\d+\))")
_LOGARITHMS_OF = {"log2": 2, "log10": 10}
"""What `log2/log10` is the quotient of: no number follows that they could be the base for."""


class Worker:
    """One walk over the words, by precedence; `reading` chooses where they can be read in several ways."""

    def __init__(
        self, tokens: list[Token], percent: bool, reading: int, names: Mapping[str, Number] = NO_NAMES
    ) -> None:
        self._tokens = tokens
        self._percent = percent
        self._reading = reading
        self._names = names
        self._place = 0
        self._depth = 0
        self.doubt: Token | None = None
        """Where it can be read in more ways than one."""
        self.must_ask = False
        """Whether even a single meaning is asked about."""

    def work(self) -> Number:
        """The value of all the words; ResponseError where they are none."""
        value = self._sum()
        if self._token.kind != "end":
            raise refusal_of_rest(self._token)
        return value

    @property
    def _token(self) -> Token:
        return self._tokens[self._place]

    def _sees(self, *signs: str) -> bool:
        return self._token.kind == "sign" and self._token.text in signs

    def _take(self) -> Token:
        token = self._token
        self._place += 1
        return token

    def _sum(self) -> Number:
        value = self._product()
        while self._sees("+", "-"):
            sign = self._take()
            operation = arithmetic.add if sign.text == "+" else arithmetic.subtract
            value = self._apply(sign, operation, value, self._product())
        return value

    def _product(self) -> Number:
        value = self._signed()
        while True:
            if self._sees("*") or self._is_times_letter():
                sign = self._take()
                value = self._apply(sign, arithmetic.multiply, value, self._signed())
            elif self._sees("/"):
                sign = self._take()
                value = self._apply(sign, arithmetic.divide, value, self._divisor())
            elif self._multiplies_silently():
                value = self._apply(self._token, arithmetic.multiply, value, self._power())
            else:
                return value

    def _divisor(self) -> Number:
        """What follows a `/`. `1/2π` is half of π or one over 2π: ask."""
        divisor = self._signed()
        while self._multiplies_silently():
            self._doubt(self._token)
            if self._reading == 0:
                break
            divisor = self._apply(self._token, arithmetic.multiply, divisor, self._power())
        return divisor

    def _is_times_letter(self) -> bool:
        return self._token.kind == "name" and self._token.text in ("x", "X")

    def _multiplies_silently(self) -> bool:
        """Whether a factor follows without a sign: `2π`, `2√3`, `2(3 + 4)`."""
        if self._token.kind == "name":
            name = self._token.text.lower()
            known = self._token.text in self._names or name in ("pi", "π") or self._is_power_of_e()
            return known or function_name(name) is not None
        return self._sees("(", "[", *_ROOTS)

    def _is_power_of_e(self) -> bool:
        following = self._tokens[self._place + 1]
        return self._token.text == "e" and following.kind == "sign" and following.text in ("^", "**")

    def _may_be_power_of_ten(self) -> bool:
        """Whether the `e` just taken stands as in `2e^-3`: twice a power of e, or two thousandths."""
        following = "".join(token.text for token in self._tokens[self._place : self._place + 5])
        behind_number = self._place > 1 and self._tokens[self._place - 2].kind == "number"
        return behind_number and _WHOLE_EXPONENT.match(following) is not None

    def _ends_factor(self) -> bool:
        return self._token.kind == "end" or self._sees("+", "-", "*", "/", ")", "]", ",")

    def _signed(self) -> Number:
        if not self._sees("-", "+"):
            return self._power()
        sign = self._take()
        value = self._power()
        return self._apply(sign, arithmetic.negate, value) if sign.text == "-" else value

    def _power(self) -> Number:
        if self._sees("^"):  # `³√8`, where the raised 3 stands before the root
            return self._raised_root()
        base = self._percentage(self._atom())
        if not self._sees("^", "**"):
            return base
        sign = self._take()
        exponent = self._exponent()
        if self._sees("^", "**"):  # `2^3^2`: 2^9 in mathematics, 8^2 in many calculators
            second = self._take()
            self._doubt(second)
            further = self._exponent()
            if self._reading == 0:
                exponent = self._apply(second, arithmetic.power, exponent, further)
            else:
                base, exponent = self._apply(sign, arithmetic.power, base, exponent), further
        elif self._sees("√"):  # `2³√8`: 2³ times √8, or 2 times ³√8
            self._doubt(self._token)
            if self._reading > 0:
                self._take()
                return self._apply(sign, arithmetic.multiply, base, self._root(sign, exponent))
        return self._percentage(self._apply(sign, arithmetic.power, base, exponent))

    def _exponent(self) -> Number:
        if self._sees("-", "+"):
            sign = self._take()
            value = self._atom()
            return self._apply(sign, arithmetic.negate, value) if sign.text == "-" else value
        return self._atom()

    def _raised_root(self) -> Number:
        sign = self._take()
        if not self._sees("("):
            raise self._refusal(N_("`{sign}` can't be read here"), token=sign, sign=sign.text)
        degree = self._atom()
        if not self._sees("√"):
            raise self._refusal(N_("`{sign}` can't be read here"), token=sign, sign=sign.text)
        self._take()
        return self._root(sign, degree)

    def _percentage(self, value: Number) -> Number:
        said = self._token.kind == "name" and self._token.text.lower() in _PERCENT
        if not (said or self._sees("%", "‰")):
            return value
        sign = self._take()
        if not self._percent:
            raise self._refusal(
                N_("`{sign}` makes no sense here: a plain number is asked for"), token=sign, sign=sign.text
            )
        return self._apply(sign, arithmetic.divide, value, 1000 if sign.text == "‰" else 100)

    def _atom(self) -> Number:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._refusal(N_("this is nested too deeply (at most {most})"), most=MAX_DEPTH)
        value = self._bare_atom()
        self._depth -= 1
        return value

    def _bare_atom(self) -> Number:
        token = self._take()
        if token.kind == "number":
            if self._token.kind == "number":
                raise self._refusal(N_("two numbers stand side by side; a sign between them is missing"))
            if len(token.values) > 1 or not token.certain:
                self._doubt(token)
                self.must_ask = self.must_ask or not token.certain
            return token.values[min(self._reading, len(token.values) - 1)]
        if token.kind == "name":
            return self._named(token)
        if token.text in _CLOSING:
            value = self._sum()
            self._close(token)
            return value
        if token.text in _ROOTS:
            return self._root(token, _ROOTS[token.text])
        if token.text == "|":
            inside = self._sum()
            if not self._sees("|"):
                raise self._refusal(N_("this `{sign}` is never closed"), token=token, sign="|")
            self._take()
            return inside if inside >= 0 else -inside
        raise refusal_of_missing(token, self._tokens[self._place - 2] if self._place > 1 else None)

    def _root(self, sign: Token, degree: Number) -> Number:
        radicand = self._lone_argument()
        if degree == 2:
            return self._apply(sign, arithmetic.square_root, radicand)
        if degree == 3 and radicand < 0:
            return -self._apply(sign, arithmetic.power, -radicand, Fraction(1, 3))
        return self._apply(sign, arithmetic.power, radicand, self._apply(sign, arithmetic.divide, 1, degree))

    def _lone_argument(self) -> Number:
        """What a root or a function without brackets is of. `√2π` is √2·π or √(2π): ask."""
        in_brackets = self._sees("(", "[")
        value = self._exponent()
        while not in_brackets and self._multiplies_silently():
            self._doubt(self._token)
            if self._reading == 0:
                break
            value = self._apply(self._token, arithmetic.multiply, value, self._power())
        return value

    def _named(self, token: Token) -> Number:
        if token.text in self._names:
            return self._names[token.text]
        name = token.text.lower()
        if token.text != "E" and name in CONSTANTS:
            if name == "e" and self._may_be_power_of_ten():
                self._doubt(token)
                if self._reading > 0:
                    return 10
            return CONSTANTS[name]
        known = function_name(name)
        if known is None:
            raise self._refusal(N_("`{word}` is not a number"), token=token, word=token.text)
        function = FUNCTIONS[known]
        if not self._sees("("):
            if name in _LOGARITHMS_OF and len(self._tokens) > 2 and self._ends_factor():
                return self._apply(token, FUNCTIONS["log"].call, _LOGARITHMS_OF[name])
            if self._token.kind == "end":
                raise self._refusal(N_("`{name}` of what? A number is missing"), token=token, name=token.text)
            return self._apply(token, function.call, self._lone_argument())
        bracket = self._take()
        arguments = [self._sum()]
        while self._sees(","):
            self._take()
            arguments.append(self._sum())
        self._close(bracket)
        if not function.fewest <= len(arguments) <= function.most:
            raise self._refusal(
                N_("{name} can't take {count} numbers"), token=token, name=token.text, count=len(arguments)
            )
        return self._apply(token, function.call, *arguments)

    def _close(self, opening: Token) -> None:
        if self._sees(_CLOSING[opening.text]):
            self._take()
        elif self._token.kind == "end":
            raise self._refusal(N_("this `{sign}` is never closed"), token=opening, sign=opening.text)
        else:
            raise refusal_of_rest(self._token)

    def _apply(self, at: Token, operation: Callable[..., Any], *values: Number) -> Number:
        """An operation whose failures are told at its sign."""
        try:
            value: Number = operation(*values)
        except ExpressionError as error:
            raise ResponseError(error.template, column=at.column, **dict[str, Any](error.values)) from error
        except ZeroDivisionError as error:
            raise ResponseError("this divides by zero", column=at.column) from error
        except OverflowError as error:
            raise ResponseError("this gets too large", column=at.column) from error
        return value

    def _doubt(self, token: Token) -> None:
        self.doubt = self.doubt or token

    def _refusal(self, template: str, token: Token | None = None, **values: Any) -> ResponseError:
        return refusal(template, token or self._token, **values)
