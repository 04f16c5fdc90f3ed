"""Problems to draw and grade: one number, several parts that build on each other, lists."""

from fractions import Fraction

import pytest

from studyapp.domain.text import Text
from studyapp.engine.answers.tolerance import Tolerance
from studyapp.engine.problems.problem import Choices, Level, Part, Problem, Range
from studyapp.engine.solving.formulas import StatedMistake, StatedStep, solver_from_formulas


def said(english, chinese=None):
    return Text(english, chinese or english)


def wrong(of, name, formula):
    return StatedMistake(
        of=of, id=name, formula=formula, say=said(f"Looks like {name}.", f"看起来是 {name}。")
    )


@pytest.fixture(scope="session")
def conv():
    """One whole number; level 2 is dilated. Its mistakes are those that learners make most."""
    solver = solver_from_formulas(
        "conv",
        ["size", "kernel_size", "stride", "padding", "dilation"],
        {
            "extent": StatedStep(formula="dilation*(kernel_size - 1) + 1", say=said("Reach", "覆盖范围")),
            "output": StatedStep(
                formula="floor((size + 2*padding - extent)/stride) + 1", say=said("Output size", "输出尺寸")
            ),
        },
        [
            wrong("output", "no_floor", "(size + 2*padding - extent)/stride + 1"),
            wrong("output", "rounded_up", "ceil((size + 2*padding - extent)/stride) + 1"),
            wrong("output", "no_padding", "floor((size - extent)/stride) + 1"),
            wrong("output", "one_side", "floor((size + padding - extent)/stride) + 1"),
            wrong("output", "no_plus_one", "floor((size + 2*padding - extent)/stride)"),
            wrong("output", "no_stride", "size + 2*padding - extent + 1"),
            wrong("extent", "span", "dilation*kernel_size"),
        ],
    )
    level = Level(
        prompt=Text(
            "An input of {size}×{size}, a kernel of {kernel_size}, stride {stride}, padding {padding}.",
            "输入 {size}×{size}，卷积核 {kernel_size}，步长 {stride}，填充 {padding}。",
        ),
        parts=(Part.of("output", units=("px", "pixels")),),
        vary={
            "size": Range(16, 64),
            "kernel_size": Choices((3, 5, 7)),
            "stride": Choices((2, 3)),
            "padding": Range(0, 3),
        },
        fixed={"dilation": 1},
        where=("(size - kernel_size + 2*padding) % stride != 0",),
        aim=("no_floor",),
    )
    dilated = level.overridden(
        vary={"dilation": Choices((2, 3))},
        where=("(size + 2*padding - extent) % stride != 0",),
        prompt=level.prompt.map(lambda text: text + " {dilation}"),
    )
    return Problem(id="test/conv", solver=solver, levels={1: level, 2: dilated})


@pytest.fixture(scope="session")
def gpu():
    """An instructor's own formulas: exact decimals, the second part builds on the first."""
    solver = solver_from_formulas(
        "gpu",
        ["iterations", "seconds", "price"],
        {
            "hours": StatedStep(formula="iterations * seconds / 3600", say=said("GPU hours", "GPU 小时")),
            "cost": StatedStep(formula="hours * price", say=said("Cost", "费用")),
        },
        [
            wrong("hours", "minutes", "iterations * seconds / 60"),
            wrong("cost", "divided", "hours / price"),
        ],
    )
    level = Level(
        prompt=said("{iterations} iterations of {seconds} s at {price} an hour."),
        parts=(
            Part.of("hours", tolerance=Tolerance.within("1%"), units=("h",)),
            Part.of("cost", tolerance=Tolerance.within("1%")),
        ),
        vary={
            "iterations": Range(1000, 9000, 500),
            "seconds": Choices((Fraction(1, 5), Fraction(1, 4), Fraction(2, 5))),
            "price": Choices((Fraction(3, 2), 2, 3)),
        },
    )
    return Problem(id="test/gpu", solver=solver, levels={1: level})


@pytest.fixture(scope="session")
def norm():
    """Lists and roots: mean and variance exact, the normalized values floats."""
    solver = solver_from_formulas(
        "norm",
        ["x", "eps"],
        {
            "mean": StatedStep(formula="mean(x)", say=said("Mean", "均值")),
            "variance": StatedStep(formula="mean((x - mean)**2)", say=said("Variance", "方差")),
            "normalized": StatedStep(
                formula="(x - mean)/sqrt(variance + eps)", say=said("Normalized", "归一化")
            ),
        },
        [
            wrong("variance", "unbiased", "sum((x - mean)**2)/(len(x) - 1)"),
            wrong("variance", "squares", "mean(x**2)"),
            wrong("normalized", "by_variance", "(x - mean)/(variance + eps)"),
            wrong("normalized", "no_mean", "x/sqrt(variance + eps)"),
        ],
    )
    level = Level(
        prompt=said("x = {x}, eps = {eps}"),
        parts=(Part.of("mean"), Part.of("variance"), Part.of("normalized")),
        vary={"x": Range(-5, 9, 1, (4,), distinct=True)},
        fixed={"eps": Fraction(1, 1000)},
        where=("abs(mean) >= 1",),
    )
    single = level.overridden(parts=(Part.of("normalized"),))
    one_value = level.overridden(parts=(Part.of("normalized[2]", tolerance=Tolerance.digits(3)),))
    return Problem(id="test/norm", solver=solver, levels={1: level, 2: single, 3: one_value})


@pytest.fixture(scope="session")
def dense():
    """Counts that build on each other, with a product in the middle that a slip can make trivial."""
    solver = solver_from_formulas(
        "dense",
        ["inputs", "outputs", "layers"],
        {
            "weights": StatedStep(formula="inputs*outputs", say=said("Weights", "权重数")),
            "total": StatedStep(formula="weights + outputs", say=said("Total", "总数")),
            "network": StatedStep(formula="layers*total", say=said("All layers", "各层合计")),
        },
        [wrong("total", "no_biases", "weights"), wrong("total", "input_biases", "weights + inputs")],
    )
    level = Level(
        prompt=said("{inputs} → {outputs}, {layers} times"),
        parts=(Part.of("weights"), Part.of("total"), Part.of("network")),
        vary={"inputs": Range(20, 60), "outputs": Range(61, 90), "layers": Range(2, 5)},
    )
    return Problem(id="test/dense", solver=solver, levels={1: level})
