"""Explaining a variant: hints in order, the full working, and where the learner's way leaves it."""

from collections.abc import Sequence
from dataclasses import replace

from studyapp.domain.card import WorkedStep
from studyapp.domain.grade import Grade, PartGrade, Status
from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.domain.variant import Variant
from studyapp.engine.expression import latex_value
from studyapp.engine.grading.wording import sentence
from studyapp.engine.grading.workslips import earlier_steps
from studyapp.engine.problems.inverse import Backward
from studyapp.engine.problems.plan import Plan, Values, plan_of
from studyapp.engine.problems.problem import Part, Problem
from studyapp.engine.solving.steps import UNWORKABLE

_ON_THE_WAY = ("slip.stopped_early", "slip.rounded_early")
"""Slips after which nobody knows at which step the way was left."""


def working(problem: Problem, variant: Variant, grade: Grade | None = None) -> tuple[WorkedStep, ...]:
    """Each step that the parts need, with formula, numbers and value.

    With a grade, the first step at which the learner's way departs is marked, where that can be told.
    """
    plan = plan_of(problem, variant.level)
    names = [name for part in plan.parts for name in plan.worked_for(part)]
    steps = (*_found_backwards(plan, variant), *plan.solver_for(variant.givens).working(names))
    leaves = _steps_left_at(plan, variant, grade) if grade else set()
    for place, step in enumerate(steps):
        if step.name in leaves:
            return (*steps[:place], replace(step, leaves_here=True), *steps[place + 1 :])
    return steps


def hints(problem: Problem, variant: Variant) -> tuple[Text, ...]:
    """The author's hints, then idea, formula and first step, each saying a little more."""
    plan = plan_of(problem, variant.level)
    for part in plan.parts:
        if plan.asks_backwards(part):
            return (*problem.hints, *_hints_backwards(plan, variant, part))
    worked = working(problem, variant)
    # The formula of a step that is never reached is its answer, which no hint may give away
    steps = tuple(step for step in worked if not step.formula.endswith(f"= {step.value}")) or worked
    first = steps[0]
    ways = [step.say for step in steps]
    idea = sentence(IDEA, first=ways[0], last=ways[-1]) if len(ways) > 1 else sentence(ONE_STEP, step=ways[0])
    formula = sentence(FORMULA, step=steps[-1].say, formula=steps[-1].formula)
    made = [*problem.hints, idea, formula]
    if len(steps) > 1:
        made.append(sentence(FIRST_VALUE, step=first.say, formula=first.formula, value=first.value))
    elif first.numbers:
        made.append(sentence(NUMBERS_PUT_IN, numbers=first.numbers))
    return tuple(made)


def _found_backwards(plan: Plan, variant: Variant) -> tuple[WorkedStep, ...]:
    """What is asked backwards, with every value that is right; the working after it puts the first one in."""
    spec = plan.problem.solver.spec
    values = Values(variant.givens, plan.solver_for(variant.givens))

    def called(part: Part) -> Text:
        """In the solver's words; a given of an author's own has none but its name, so in the question's."""
        say, asked = spec.givens[part.step].say, plan.part_prompts[part.name].fill(values)
        return asked if say.en == part.step and "$" not in asked.en + asked.zh else say

    return tuple(
        WorkedStep(
            name=part.name,
            say=sentence(PUT_IN, given=called(part)),
            formula=spec.symbols[part.step],
            numbers="",
            value=_either(Backward(plan, variant.givens, part).right_values()),
        )
        for part in plan.parts
        if plan.asks_backwards(part)
    )


def _either(values: Sequence[Value]) -> str:
    return r",\; ".join(latex_value(value) for value in values)


def _hints_backwards(plan: Plan, variant: Variant, part: Part) -> tuple[Text, ...]:
    """The formula with the unknown in it, and how far off a wrong value would be."""
    spec = plan.problem.solver.spec
    back = Backward(plan, variant.givens, part)
    step = spec.steps[back.told[-1]]
    told = back.solver.value(step.name)
    symbol = spec.symbols[part.step]
    formula = f"{spec.symbols[step.name]} = {step.rule.latex(spec.symbols, back.solver)}"
    found = [
        sentence(SOLVE_FOR, step=step.say, symbol=symbol),
        sentence(FORMULA, step=step.say, formula=formula),
    ]
    for trial, solver in back.tried.items():
        try:
            outcome = solver.value(step.name)
        except UNWORKABLE:
            continue
        if outcome != told:
            trying = f"{symbol} = {latex_value(trial)}"
            shown = {"outcome": latex_value(outcome), "told": latex_value(told)}
            return (*found, sentence(TRIAL, trying=trying, **shown))
    return tuple(found)


def _steps_left_at(plan: Plan, variant: Variant, grade: Grade) -> set[str]:
    """The steps at which the learner's way is seen to depart."""
    spec = plan.problem.solver.spec
    solver = plan.solver_for(variant.givens)
    right = {
        spec.step(part.step).name
        for part in plan.parts
        if not plan.asks_backwards(part)
        and (earned := grade.parts.get(part.name))
        and earned.status is Status.CORRECT
        and not part.index
    }
    left: set[str] = set()
    for part in plan.parts:
        earned = grade.parts.get(part.name)
        if earned is None or earned.status is not Status.INCORRECT:
            continue
        own = spec.step(plan.worked_for(part)[-1]).name
        named = _named_steps(earned, own)
        untold = [step for step in earlier_steps(solver, own) if step not in right]
        if not named and not untold:
            named = {own}
        if len(named) == 1:  # mistakes of different steps that give one number do not tell which it was
            left |= named
    return left


def _named_steps(earned: PartGrade, own: str) -> set[str]:
    """The steps that the recognised mistakes of a part are made at."""
    named = set()
    for mistake in earned.mistakes:
        if mistake in _ON_THE_WAY:
            continue
        step, _, _ = mistake.rpartition(".")
        named.add(own if step in ("", "slip") else step)
    return named


PUT_IN = Text("What is asked, put in below: {given}", "所求的量（下面代入验算）：{given}")
SOLVE_FOR = Text(
    "Write down the formula of “{step}”, put in what you are told, and solve for ${symbol}$.",
    "写出“{step}”的公式，代入已知的数，再解出 ${symbol}$。",
)
TRIAL = Text(
    "Try a value: with ${trying}$ it would be ${outcome}$, not ${told}$.",
    "先试一个值：若 ${trying}$，结果是 ${outcome}$，而不是 ${told}$。",
)
IDEA = Text(
    "Go step by step: “{first}” first; “{last}” comes last.", "一步一步来：先算“{first}”，最后才是“{last}”。"
)
ONE_STEP = Text("One formula is enough here. It gives: {step}.", "这里一个公式就够了，它给出：{step}。")
FORMULA = Text("{step}: ${formula}$", "{step}：${formula}$")
FIRST_VALUE = Text("The first step, {step}: ${formula} = {value}$", "第一步，{step}：${formula} = {value}$")
NUMBERS_PUT_IN = Text("With the numbers put in: ${numbers}$", "代入数值：${numbers}$")
