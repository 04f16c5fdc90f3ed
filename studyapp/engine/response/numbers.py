"""One number out of a response, worked in each way that it can be read."""

from collections.abc import Mapping
from fractions import Fraction
from math import isfinite

from studyapp.domain.value import Number
from studyapp.engine.response.formula import NO_NAMES, Worker
from studyapp.engine.response.spelling import Spelling
from studyapp.engine.response.tokens import tokenize
from studyapp.errors import ResponseError
from studyapp.i18n import N_
from studyapp.text.numbers import show

_READINGS = 3
"""How many ways of reading are tried where something is ambiguous."""


def work_out(spelling: Spelling, *, percent: bool = False, names: Mapping[str, Number] = NO_NAMES) -> Number:
    """The value of what was typed; ResponseError where it can't be read, or can be read in two ways."""
    tokens = tokenize(spelling)
    worker = Worker(tokens, percent, reading=0, names=names)
    value = worker.work()
    if worker.doubt is None:
        return _representable(value, spelling)
    readings = [value]
    for reading in range(1, _READINGS):
        try:
            other = Worker(tokens, percent, reading, names).work()
        except ResponseError:
            continue  # that way leads nowhere
        if other not in readings:
            readings.append(other)
    if len(readings) == 1 and not worker.must_ask:
        return _representable(value, spelling)
    doubt = worker.doubt
    if len(readings) == 1:
        template = N_("`{written}` is an unusual way to write {readings}; is that what you mean?")
    elif doubt.kind == "number":
        template = N_("`{written}` can be read in more than one way: {readings}")
    else:
        template = N_("this can be read in more than one way ({readings}); put brackets")
    raise ResponseError(
        template,
        column=doubt.column,
        candidates=tuple(readings),
        written=doubt.text,
        readings=" / ".join(map(show, readings)),
    )


def _representable(value: Number, spelling: Spelling) -> Number:
    """A fraction or float that a double can hold; what is compared and kept later is one."""
    if isinstance(value, int):
        return value
    try:
        as_float = float(value)
    except OverflowError as error:
        raise ResponseError("this number is too large", column=spelling.column(0)) from error
    if not isfinite(as_float):
        raise ResponseError("this number is too large", column=spelling.column(0))
    if isinstance(value, Fraction) and as_float == 0:
        raise ResponseError("this number is too small", column=spelling.column(0))
    return value
