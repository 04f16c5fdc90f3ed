"""Why a response's words make no number, each time with the column of the word that it fails at."""

from typing import Any

from studyapp.engine.response.tokens import Token
from studyapp.errors import ResponseError
from studyapp.i18n import N_


def refusal(template: str, at: Token, **values: Any) -> ResponseError:
    """A sentence with the place of a word."""
    return ResponseError(template, column=at.column, **values)


def refusal_of_missing(token: Token, before: Token | None) -> ResponseError:
    """Why no number begins with `token`, which stands behind `before`."""
    if token.kind == "end" and before is not None:
        return refusal(N_("after `{sign}` a number is missing"), before, sign=before.text)
    if token.text in (")", "]") and before is not None and before.text in ("(", "["):
        return refusal(N_("there is nothing between these brackets"), before)
    return refusal(N_("`{sign}` can't be read here"), token, sign=token.text)


def refusal_of_rest(token: Token) -> ResponseError:
    """Why reading stopped before the end, at `token`."""
    if token.text == ",":
        return refusal(N_("one number is asked for here, not a list"), token)
    if token.kind == "number":
        return refusal(N_("a sign is missing before this number"), token)
    if token.kind == "name":
        return refusal(N_("`{word}` can't be read here"), token, word=token.text)
    if token.text in (")", "]"):
        return refusal(N_("this `{sign}` closes nothing"), token, sign=token.text)
    return refusal(N_("`{sign}` can't be read here"), token, sign=token.text)
