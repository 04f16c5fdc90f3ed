"""`studyapp read`: how a typed response is read, or where and why it can't be."""

import json
from collections.abc import Sequence
from typing import Any

import click

from studyapp import i18n
from studyapp.cli.batch import LineError, answer_lines
from studyapp.domain.value import to_json
from studyapp.engine.response import EXPECTATIONS, read_response
from studyapp.errors import ResponseError
from studyapp.i18n import N_, _
from studyapp.messages import Names
from studyapp.text.clean import clean
from studyapp.text.width import width

COULD_NOT_READ = 2

EXAMPLES = N_(
    """\b
Examples:
  studyapp read '1 1/2'
  studyapp read '1 2; 3 4' --expect matrix --json
  studyapp read '42 epochs' --unit epochs
  echo '{"text": "50%", "percent": true}' | studyapp read --batch"""
)


# Unknown options are let through: `studyapp read -42` is a number
@click.command("read", epilog=EXAMPLES, context_settings={"ignore_unknown_options": True})
@click.argument("text", required=False)
@click.option("--expect", type=click.Choice(EXPECTATIONS), default="number", help="What is asked for.")
@click.option(
    "--unit",
    "units",
    multiple=True,
    help="A unit that may stand beside the number; may be given several times.",
)
@click.option("--percent", is_flag=True, help="Read 50% as 0.5.")
@click.option("--nullable", is_flag=True, help="Read `never` as an answer.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.option("--batch", is_flag=True, help="Answer JSON lines from standard input.")
def command(text: str | None, *, as_json: bool, batch: bool, **asked: Any) -> int:
    """Show how TEXT is read, or where and why it can't be.

    The exit status is 0 where it can be read, else 2.
    """
    if batch:
        answer_lines(answered)
        return 0
    if text is None:
        raise click.UsageError(_("Missing argument 'TEXT'."))
    if as_json:
        reply = read_as_json(text, **asked)
        click.echo(json.dumps(reply, ensure_ascii=False, allow_nan=False))
        return COULD_NOT_READ if "error" in reply else 0
    try:
        click.echo(read_response(text, **asked).shown)
    except ResponseError as error:
        click.echo(pointed_at(text, error.column), err=True)
        raise
    return 0


def answered(request: dict[str, Any]) -> dict[str, object]:
    """The reply to one line of a batch; LineError where a key is unknown or has no such value."""
    request = {"expect": "number", "unit": [], "percent": False, "nullable": False, **request}
    unknown = request.keys() - {"text", "expect", "unit", "percent", "nullable"}
    if unknown:
        raise LineError("`{key}` is no key of a reading", key=min(unknown))
    if not isinstance(request.get("text"), str):
        raise LineError("`text` must be a string")
    if request["expect"] not in EXPECTATIONS:
        raise LineError("`expect` must be one of {known}", known=Names(EXPECTATIONS))
    units = [request["unit"]] if isinstance(request["unit"], str) else request["unit"]
    if not isinstance(units, list) or not all(isinstance(name, str) for name in units):
        raise LineError("`unit` must be a string or a list of strings")
    for key in ("percent", "nullable"):
        if not isinstance(request[key], bool):
            raise LineError("`{key}` must be true or false", key=key)
    return read_as_json(
        request["text"], request["expect"], units, percent=request["percent"], nullable=request["nullable"]
    )


def read_as_json(text: str, expect: str, units: Sequence[str], **asked: bool) -> dict[str, object]:
    """The value, or the error with its column and what it could mean."""
    try:
        return {"value": to_json(read_response(text, expect, units, **asked).value)}
    except ResponseError as error:
        reply: dict[str, object] = {"error": i18n.sentence(error), "column": error.column}
        if error.candidates:
            reply["candidates"] = [to_json(candidate) for candidate in error.candidates]
        return reply


def pointed_at(text: str, column: int) -> str:
    """The line of the text that the column is in, with a `^` under its place."""
    before, after = text[: column - 1], text[column - 1 :]
    start = before.rpartition("\n")[2]
    line = clean(start + after.partition("\n")[0])
    return f"  {line}\n  {' ' * width(clean(start))}^"
