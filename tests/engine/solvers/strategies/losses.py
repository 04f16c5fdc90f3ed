"""Predictions and targets of one shape, classes that exist, weights as many as there are classes."""

from hypothesis import strategies as st

from tests.engine.solvers.filling import filled

ERRORS = [-4, -2.5, -1, -0.5, 0, 0.1, 0.5, 1, 2, 3, 6]
LOGITS = [-5, -2.5, -1, -0.5, 0, 0.1, 0.5, 1, 2, 3, 6]
PROBABILITIES = [0, 0.01, 0.1, 0.2, 0.35, 0.5, 0.6, 0.75, 0.9, 0.99, 1]
WEIGHTS = [0, 0.25, 0.5, 1, 2, 3, 5]
REDUCTIONS = ["mean", "mean", "sum", "sum", "none"]

shapes = st.sampled_from([(), (1,), (2,), (3,), (4,), (2, 2), (3, 1), (1, 2, 2)])


@st.composite
def regression(draw, **options):
    shape = draw(shapes)
    found = {name: draw(filled(ERRORS, shape)) for name in ("prediction", "target")}
    return found | {name: draw(values) for name, values in options.items() if draw(st.integers(0, 3))}


@st.composite
def binary(draw, name, entries, *weights):
    shape = draw(shapes)
    found = {name: draw(filled(entries, shape))}
    found["target"] = draw(filled([0, 1], shape) | filled([0, 0.2, 0.5, 0.9, 1], shape))
    for weight in weights:
        if draw(st.booleans()):
            stretches = [shape[at:] for at in range(len(shape) + 1)]
            found[weight] = draw(filled(WEIGHTS, draw(st.sampled_from(stretches))))
    return found


@st.composite
def classes(draw, name, entries, **options):
    count, beyond = draw(st.integers(1, 4)), draw(st.sampled_from([(), (), (), (2,), (2, 2)]))
    samples = draw(st.sampled_from([None, 1, 2, 3, 4]))
    shape = (count,) if samples is None else (samples, count, *beyond)
    ignored = draw(st.sampled_from([-100, -100, 0, 7]))
    labels = [*range(count), *range(count), ignored]
    found = {
        name: draw(filled(entries, shape)),
        "target": draw(filled(labels, () if samples is None else (samples, *beyond))),
        "reduction": draw(st.sampled_from(REDUCTIONS)),
    }
    if ignored != -100:
        found["ignore_index"] = ignored
    if draw(st.booleans()):
        found["weight"] = draw(filled(WEIGHTS, (count,)))
    return found | draw(st.fixed_dictionaries({}, optional=options))


@st.composite
def focal(draw):
    shape = draw(shapes)
    options = {
        "gamma": st.sampled_from([0, 0.5, 1, 2, 2.5, 5]),
        "alpha": st.sampled_from([0, 0.25, 0.5, 0.8, 1]),
    }
    found = {
        "probability": draw(filled(PROBABILITIES, shape)),
        "target": draw(filled([0, 1], shape)),
        "reduction": draw(st.sampled_from(REDUCTIONS)),
    }
    return found | draw(st.fixed_dictionaries({}, optional=options))


@st.composite
def weighted(draw):
    count = (draw(st.integers(1, 4)),)
    return {"terms": draw(filled(ERRORS, count)), "weights": draw(filled(WEIGHTS, count))}


BENDS = [0.1, 0.5, 1, 1.5, 2, 5]

STRATEGIES = {
    "mse": regression(),
    "rmse": regression(),
    "mae": regression(),
    "huber": regression(delta=st.sampled_from(BENDS)),
    "smooth_l1": regression(beta=st.sampled_from([0, *BENDS])),
    "binary_cross_entropy": binary("prediction", PROBABILITIES, "weight"),
    "binary_cross_entropy_with_logits": binary("logits", LOGITS, "weight", "pos_weight"),
    "cross_entropy": classes("logits", LOGITS, label_smoothing=st.sampled_from([0, 0.1, 0.3, 1])),
    "nll": classes("log_probabilities", [-6, -2.5, -1, -0.7, -0.5, -0.1, 0]),
    "focal_loss": focal(),
    "weighted_total": weighted(),
}

RARELY_SEEN = {}
