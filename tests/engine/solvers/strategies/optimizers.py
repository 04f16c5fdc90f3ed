"""Optimisers want a gradient for each step, all shaped like the parameter."""

from hypothesis import strategies as st

ENTRIES = st.sampled_from([2, -3, -1.5, -0.5, 0, 0.1, 0.5, 1, 2.5, 4])
RATES = st.sampled_from([0.001, 0.01, 0.1, 0.5, 1])
SHARES = st.sampled_from([0, 0.1, 0.5, 0.9, 0.99])
EPS = st.sampled_from([1e-8, 0.001, 0.1, 1])
DECAYS = st.sampled_from([0, 0.01, 0.1, 0.5])
SHAPES = st.sampled_from([(), (), (), (1,), (2,), (3,), (2, 2)])


def nested(shape):
    values = ENTRIES
    for length in reversed(shape):
        values = st.lists(values, min_size=length, max_size=length)
    return values


@st.composite
def runs(draw, **hyper):
    """A start, some steps' gradients, and some of the hyper-parameters; `lr` always."""
    values = nested(draw(SHAPES))
    inputs = {
        "param": draw(values),
        "grads": draw(
            st.integers(1, 5).flatmap(lambda steps: st.lists(values, min_size=steps, max_size=steps))
        ),
    }
    for name, values in hyper.items():
        if name == "lr" or draw(st.integers(0, 3)):
            inputs[name] = draw(values)
    return inputs


@st.composite
def sgd_runs(draw):
    inputs = draw(runs(lr=RATES, momentum=st.sampled_from([0, 0.5, 0.9, 0.99, 1]), weight_decay=DECAYS))
    match draw(st.integers(0, 2)):
        case 1:
            inputs.update(dampening=draw(st.sampled_from([0.1, 0.5, 1])))
        case 2:
            inputs.update(nesterov=True, momentum=draw(st.sampled_from([0.5, 0.9])))
    return inputs


ADAM = {
    "lr": RATES,
    "betas": st.lists(SHARES, min_size=2, max_size=2),
    "eps": EPS,
    "weight_decay": DECAYS,
    "amsgrad": st.booleans(),
}

STRATEGIES = {
    "sgd": sgd_runs(),
    "adagrad": runs(
        lr=RATES,
        lr_decay=DECAYS,
        weight_decay=DECAYS,
        initial_accumulator_value=st.sampled_from([0, 0.1, 1, 4]),
        eps=EPS,
    ),
    "rmsprop": runs(
        lr=RATES, alpha=SHARES, eps=EPS, weight_decay=DECAYS, momentum=SHARES, centered=st.booleans()
    ),
    "adadelta": runs(lr=RATES, rho=SHARES, eps=EPS, weight_decay=DECAYS),
    "adam": runs(**ADAM),
    "adamw": runs(**ADAM),
    "gradient_descent": st.fixed_dictionaries(
        {
            "curvature": st.sampled_from([0.1, 0.5, 1, 2, 3, 10]),
            "start": st.sampled_from([-3, -1, 0, 0.5, 1, 4]),
            "lr": st.sampled_from([0, 0.01, 0.1, 0.3, 0.5, 1, 1.5]),
            "steps": st.integers(1, 12),
        }
    ),
}
