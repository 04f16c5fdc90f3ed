"""`studyapp solvers`: the catalogue of solvers, and one of them explained."""

import json
from collections.abc import Iterable

import click

from studyapp import i18n
from studyapp.domain.concept import Chapter
from studyapp.domain.value import to_json
from studyapp.engine.registry import chapters, find_solver
from studyapp.engine.solving.givens import Given
from studyapp.engine.solving.spec import Spec
from studyapp.engine.solving.steps import Step
from studyapp.i18n import N_, _
from studyapp.text.maths import linear
from studyapp.text.width import pad, width
from studyapp.text.wrap import wrap

LINE = 100
NARROWEST = 24
"""The least that the last column of a table gets."""
WIDEST_RANGE = 40
"""A longer range of a parameter is told among its words."""

EXAMPLES = N_(
    """\b
Examples:
  studyapp solvers
  studyapp solvers conv_output_size
  studyapp solvers --json"""
)


@click.command("solvers", epilog=EXAMPLES)
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: an array of all, or the object of one.")
def command(name: str | None, *, as_json: bool) -> None:
    """List the solvers by chapter, or explain one: parameters, steps, formulas, mistakes."""
    if name is not None:
        solver = find_solver(name)
        chapter = next(chapter for chapter, group in chapters().items() if solver in group)
        found: object = as_object(solver.spec, chapter)
        text = explained(solver.spec)
    else:
        found = [as_object(solver.spec, chapter) for chapter, group in chapters().items() for solver in group]
        text = listed()
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else "\n".join(text))


def listed() -> Iterable[str]:
    """Every solver with one line, chapter by chapter."""
    language = i18n.language()
    widest = max(len(solver.spec.name) for group in chapters().values() for solver in group)
    for at, (chapter, group) in enumerate(chapters().items()):
        if at:
            yield ""
        yield chapter.title.say(language)
        for solver in group:
            yield f"  {solver.spec.name:<{widest}}  {solver.spec.say.say(language)}"


def explained(spec: Spec) -> Iterable[str]:
    """One solver: what it takes, how it works, and what goes wrong on the way."""
    language = i18n.language()
    yield _("{label}: {said}", label=spec.name, said=spec.say.say(language))
    if language == "en":  # what the solver's own documentation says
        yield from wrap(" ".join(spec.about.split()), LINE)
    yield ""
    yield _("Parameters")
    yield from _columns(_parameter(each, spec, language) for each in spec.givens.values())
    yield ""
    yield _("Steps")
    names = _result_names(spec)
    for name, step in spec.steps.items():
        said = step.say.say(language)
        if name in names.values():
            said = _("{asked} ({how})", asked=said, how=_("result"))
        yield from _hanging(_("{label}: {said}", label=name, said=said), indent="  ")
        yield f"      {linear(_equation(step, spec))}"
    if spec.mistakes:
        yield ""
        yield _("Mistakes that are recognised")
        for mistake in spec.mistakes.values():
            yield from _hanging(
                _(
                    "{label}: {said}",
                    label=f"{mistake.of.name}.{mistake.name}",
                    said=linear(mistake.rule.latex(spec.symbols)),
                ),
                indent="  ",
            )
            for line in wrap(mistake.say.say(language), LINE - 6):
                yield f"      {line}"


def _hanging(text: str, indent: str) -> Iterable[str]:
    """The text in lines, those behind the first indented further."""
    first, *others = wrap(text, LINE - len(indent) - 2)
    yield f"{indent}{first}"
    yield from (f"{indent}    {line}" for line in others)


def as_object(spec: Spec, chapter: Chapter) -> dict[str, object]:
    """One solver as data; formulas are LaTeX."""
    language = i18n.language()
    return {
        "name": spec.name,
        "chapter": chapter.id,
        "say": spec.say.say(language),
        "about": spec.about,
        "parameters": [_parameter_object(each, spec, language) for each in spec.givens.values()],
        "steps": [
            {"name": name, "say": step.say.say(language), "formula": _equation(step, spec)}
            for name, step in spec.steps.items()
        ],
        "result": _result_names(spec),
        "mistakes": [
            {
                "id": mistake.name,
                "of": mistake.of.name,
                "formula": mistake.rule.latex(spec.symbols),
                "say": mistake.say.say(language),
            }
            for mistake in spec.mistakes.values()
        ],
    }


def _parameter_object(given: Given, spec: Spec, language: str) -> dict[str, object]:
    told: dict[str, object] = {
        "name": given.name,
        "type": given.kind.name,
        "range": given.range,
        "required": given.required,
        "symbol": spec.symbols[given.name],
        "say": given.say.say(language),
    }
    if not given.required:
        told["default"] = to_json(given.default)
    return told


def _parameter(given: Given, spec: Spec, language: str) -> tuple[str, ...]:
    default = "" if given.required else f"= {json.dumps(to_json(given.default))}"
    kind, say = given.range or given.kind.say.say(language), given.say.say(language)
    if width(kind) > WIDEST_RANGE:
        kind, say = given.kind.say.say(language), f"{say}: {kind}" if language == "en" else f"{say}：{kind}"
    return (given.name, linear(spec.symbols[given.name]), default, kind, say)


def _columns(rows: Iterable[tuple[str, ...]]) -> Iterable[str]:
    """The rows with their cells one under the other, the last ones wrapped."""
    table = list(rows)
    widths = [max(map(width, column)) for column in zip(*table, strict=True)][:-1]
    margin = sum(widths) + 2 * len(widths) + 2
    for *cells, last in table:
        first, *others = wrap(last, max(LINE - margin, NARROWEST))
        row = "  ".join((*(pad(cell, wide) for cell, wide in zip(cells, widths, strict=True)), first))
        yield f"  {row}".rstrip()
        yield from (" " * margin + line for line in others)


def _equation(step: Step, spec: Spec) -> str:
    return f"{spec.symbols[step.name]} = {step.rule.latex(spec.symbols)}"


def _result_names(spec: Spec) -> dict[str, str]:
    """The names in the result with their steps; a single result has the name of its step."""
    if spec.result is None:
        return {}
    named = {spec.result.name: spec.result} if isinstance(spec.result, Step) else spec.result
    return {name: step.name for name, step in named.items()}
