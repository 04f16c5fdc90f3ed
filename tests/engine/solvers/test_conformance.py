"""What every solver promises; new ones are found by themselves."""

import math
import re
from collections import Counter
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, assume, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from studyapp.domain.value import to_json
from studyapp.engine.registry import all_solvers
from studyapp.engine.solving.solver import is_finite
from studyapp.engine.solving.steps import UNWORKABLE
from studyapp.engine.solving.working import latex_of
from studyapp.errors import GivenError
from studyapp.text.maths import check
from tests.engine.solvers.plainly import flat
from tests.engine.solvers.strategies import RARELY_SEEN

SOLVERS = [pytest.param(solver, id=solver.spec.name) for solver in all_solvers()]
every_solver = pytest.mark.parametrize("solver", SOLVERS)

few = settings(
    max_examples=15,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def fits(solver, inputs):
    """The solver, unless its givens don't fit together."""
    try:
        return solver(**inputs)
    except GivenError:
        assume(False)


def agree(left, right):
    """Whether two values are the same number by number: exactly where both are exact, else within 1e-9."""
    pairs = list(zip(flat(left), flat(right), strict=True))
    return all(a is b or a == b or close(a, b) for a, b in pairs)


def close(a, b):
    if a is None or b is None or not any(isinstance(side, float) for side in (a, b)):
        return False
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


@every_solver
def test_the_formula_and_the_simulation_agree(solver, inputs_of):
    @few
    @given(inputs_of(solver))
    def hold(inputs):
        worked = fits(solver, inputs)
        simulated = worked.simulate()
        assert simulated is None or agree(worked.result_value(), simulated), worked

    hold()


@every_solver
def test_there_is_a_second_route_to_the_result(solver):
    assert "simulate" in {name for base in solver.__mro__[:-2] for name in vars(base)}


@every_solver
def test_the_shown_working_ends_in_the_result(solver, inputs_of):
    @few
    @given(inputs_of(solver))
    def hold(inputs):
        worked = fits(solver, inputs)
        shown = {step.name: step for step in worked.working()}
        for step in filter(lambda step: worked.in_use(step.name), solver.spec.asked):
            exact, _, rounded = shown[step.name].value.partition(r" \approx ")
            assert exact == latex_of(worked.value(step.name), step.null)
            read = read_back(rounded or exact)
            assert read is None or math.isclose(read, worked.value(step.name), rel_tol=1e-5)
        for step in shown.values():
            assert check(step.formula) is None
            assert check(step.numbers) is None
            assert check(step.value) is None

    hold()


def read_back(latex):
    """The number that a learner reads; None where it is a list or no number."""
    if found := re.fullmatch(r"(-?)\\frac\{(\d+)\}\{(\d+)\}", latex):
        return float(f"{found[1]}1") * int(found[2]) / int(found[3])
    if found := re.fullmatch(r"(-?[\d.]+)( \\times 10\^\{(-?\d+)\})?", latex):
        return float(found[1]) * 10.0 ** int(found[3] or 0)
    return None


@every_solver
def test_numbers_put_in_hold_no_names(solver, inputs_of):
    """What stands in the middle line of a working can be typed into a calculator."""
    symbols = {symbol for symbol in solver.spec.symbols.values() if re.fullmatch(r"[A-Za-z]", symbol)}

    @settings(few, max_examples=15)
    @given(inputs_of(solver))
    def hold(inputs):
        assume(all(len(flat(value)) <= 16 for value in inputs.values()))  # longer lists stay symbols
        for step in fits(solver, inputs).working():
            letters = set(re.findall(r"(?<![\\A-Za-z])[A-Za-z](?![A-Za-z])", step.numbers))
            assert not letters & symbols, step

    hold()


@every_solver
def test_results_are_plain_and_finite(solver, inputs_of):
    @few
    @given(inputs_of(solver))
    def hold(inputs):
        worked = fits(solver, inputs)
        result = worked.result_value()
        assert all(value is None or is_finite(value) for value in flat(result))
        assert not any(isinstance(value, Fraction) and value.denominator == 1 for value in flat(result))
        to_json(result)

    hold()


@every_solver
def test_taking_the_own_values_as_given_changes_nothing(solver, inputs_of):
    @few
    @given(inputs_of(solver), st.data())
    def hold(inputs, data):
        worked = fits(solver, inputs)
        values = worked.work()
        kept = data.draw(st.sampled_from(sorted(values)))
        assume(not any(value is None for value in flat(values[kept])))
        again = worked.work({kept: values[kept]})
        assert all(agree(again[name], values[name]) for name in values)

    hold()


@every_solver
def test_going_on_from_a_mistake_is_the_same_whatever_was_worked_before(solver, inputs_of):
    @few
    @given(inputs_of(solver))
    def hold(inputs):
        worked = fits(solver, inputs)
        worked.work()
        for name, mistake in solver.spec.mistakes.items():
            try:
                wrong = {mistake.of.name: worked.mistake_value(name)}
                afresh = solver(**inputs).following(wrong).work()
            except UNWORKABLE:
                continue
            assert worked.following(wrong).work() == afresh, name

    hold()


VARIANTS = 300
"""Of which each mistake has to show in one of twenty."""


@every_solver
def test_each_mistake_shows_in_a_fair_share_of_variants(solver, inputs_of):
    seen: Counter[str] = Counter()
    drawn = 0
    open_ones = {name for name in solver.spec.mistakes if (solver.spec.name, name) not in RARELY_SEEN}

    def has_shown_enough(inputs):
        """Count what shows; whether no mistake is left that further variants could find to be too rare."""
        nonlocal drawn
        worked = fits(solver, inputs)
        drawn += 1
        for name in sorted(open_ones):
            with suppress(*UNWORKABLE):
                right = worked.value(solver.spec.mistakes[name].of.name)
                seen[name] += differs(worked.mistake_value(name), right)
            if seen[name] >= 0.05 * VARIANTS:
                open_ones.remove(name)
        return not open_ones

    with suppress(NoSuchExample):
        find(
            inputs_of(solver),
            has_shown_enough,
            settings=settings(few, max_examples=VARIANTS, phases=[Phase.generate]),
        )
    rare = {name for name in open_ones if seen[name] < 0.05 * drawn}
    assert not rare, f"hardly ever visible in {drawn} variants: {rare}"


def differs(wrong, right):
    """Whether a mistake's value could be told from the answer, which half a per cent may separate."""
    wrong, right = flat(wrong), flat(right)
    if len(wrong) != len(right):
        return True
    return any(
        (a is None) != (b is None) or (a is not None and not math.isclose(a, b, rel_tol=0.005))
        for a, b in zip(wrong, right, strict=True)
    )


@every_solver
def test_whole_floats_are_taken_as_whole_numbers(solver, good_inputs):
    inputs = good_inputs(solver)
    floats = {name: float(value) if type(value) is int else value for name, value in inputs.items()}
    assert solver(**floats).result_value() == solver(**inputs).result_value()


@every_solver
def test_a_missing_or_an_unknown_parameter_is_named(solver, good_inputs):
    inputs = good_inputs(solver)
    required = next(name for name, each in solver.spec.givens.items() if each.required)
    with pytest.raises(GivenError, match=rf"^{required} is missing"):
        solver(**{name: value for name, value in inputs.items() if name != required})
    with pytest.raises(GivenError, match=r"^no_such is no parameter of"):
        solver(**inputs, no_such=1)


@every_solver
def test_every_part_is_explained_in_both_languages(solver):
    spec = solver.spec
    texts = [spec.say, *(each.say for each in spec.givens.values())]
    texts += [step.say for step in spec.steps.values()] + [mistake.say for mistake in spec.mistakes.values()]
    for text in texts:
        assert text.en
        assert re.search(r"[一-鿿]", text.zh) or text.zh == text.en or "λ" in text.zh
    assert spec.about.endswith((".", ")"))
    for step in spec.steps.values():
        assert step.symbol


@every_solver
def test_mistakes_are_told_kindly(solver):
    """What was typed never proves a cause: no "you must", no shouting."""
    for mistake in solver.spec.mistakes.values():
        said = mistake.say.en
        assert said.startswith(
            ("Looks as if", "That", "This", "Those", "The numbers are right", "The remainder")
        ), said
        assert not re.search(
            r"\b[A-Z]{4,}\b|!|wrong|mistake|forgot", said.replace("FLOP", "").replace("MAC", "")
        ), said
