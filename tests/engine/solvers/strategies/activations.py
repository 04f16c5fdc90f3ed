"""Functions with parameters of their own, layers that fit each other, weights as many as there are inputs."""

from hypothesis import strategies as st

from studyapp.engine.solvers.activations.functions import DEFAULTS, NAMES
from tests.engine.solvers.filling import filled

PLACES = [-7, -3, -2.5, -1, -0.5, -0.1, 0, 0.1, 0.5, 1, 1.5, 2, 3, 6, 8]
WEIGHTS = [-4, -2, -0.5, 0, 0.1, 0.5, 1, 2, 3]
OWN = {
    "negative_slope": [0.01, 0.1, 0.2, 0.5, -0.5],
    "weight": [0.25, 0.1, 0.5, -1],
    "alpha": [0.1, 0.25, 1, 2],
    "beta": [0.5, 1, 2, -1],
    "approximate": ["none", "tanh"],
    "mu": [0.5, 1, 2, 10],
}

OFTEN = ["sigmoid", "tanh", "relu", "leaky_relu", "silu", "gelu"]
names = st.sampled_from([*NAMES, *OFTEN])
shapes = st.sampled_from([(), (), (1,), (2,), (3,), (2, 2), (1, 2, 2)])


@st.composite
def of_function(draw):
    name = draw(names)
    own = {each: st.sampled_from(OWN[each]) for each in DEFAULTS[name]}
    return {"name": name, "x": draw(filled(PLACES, draw(shapes)))} | draw(
        st.fixed_dictionaries({}, optional=own)
    )


@st.composite
def logits(draw, **options):
    shape = draw(st.sampled_from([(2,), (3,), (3,), (4,), (1,), (), (2, 2), (2, 3), (2, 2, 2)]))
    axes = max(1, len(shape))
    entries = draw(st.sampled_from([PLACES, PLACES, PLACES, [-1000, -999, 998, 999.5, 1000]]))
    found = {"x": draw(filled(entries, shape)), "axis": draw(st.integers(-axes, axes - 1))}
    return found | draw(st.fixed_dictionaries(options))


@st.composite
def neuron(draw):
    shape = draw(st.sampled_from([(), (1,), (2,), (3,), (4,)]))
    return {
        "x": draw(filled(PLACES, shape)),
        "w": draw(filled(WEIGHTS, shape)),
        "b": draw(st.sampled_from(WEIGHTS)),
        "activation": draw(names),
    }


@st.composite
def layers(draw):
    count = draw(st.integers(1, 3))
    if draw(st.integers(0, 3)) == 0:
        return {
            "weights": draw(filled(WEIGHTS, (count,))),
            "biases": draw(filled(WEIGHTS, (count,))),
        }
    square = draw(st.booleans())
    sides = (
        [draw(st.integers(2, 3))] * (count + 1)
        if square
        else [draw(st.integers(1, 3)) for _ in range(count + 1)]
    )
    return {
        "weights": [draw(filled(WEIGHTS, (sides[at + 1], sides[at]))) for at in range(count)],
        "biases": [draw(filled(WEIGHTS, (sides[at + 1],))) for at in range(count)],
    }


temperatures = st.sampled_from([0.1, 0.5, 1, 2, 2.5, 5])

STRATEGIES = {
    "activation": of_function(),
    "activation_derivative": of_function(),
    "softmax": logits(temperature=temperatures),
    "log_softmax": logits(),
    "neuron": neuron(),
    "gradient_bound": st.fixed_dictionaries({"activation": names, "layers": st.integers(1, 12)}),
    "collapse_linear": layers(),
}

ONE_FUNCTION = "only one or two of the eighteen functions can be worked that way"

RARELY_SEEN = {
    **{
        ("activation", mistake): ONE_FUNCTION
        for mistake in ("by_sigmoid", "not_scaled", "not_absolute", "swapped", "not_limited", "no_one")
    },
    **{
        ("activation_derivative", mistake): ONE_FUNCTION
        for mistake in ("not_scaled", "not_limited", "times_beta", "not_squared")
    },
    **{
        (solver, "usual_parameter"): "one of seven functions and a parameter of its own must come together"
        for solver in ("activation", "activation_derivative")
    },
    ("activation", "below_zero_everywhere"): "one of four functions and a positive input must come together",
}
