"""Images and rows with several values to each statistic, parameters as long as there are places for them."""

from hypothesis import strategies as st

from tests.engine.solvers.filling import filled

ENTRIES = [-4, -2.5, -1, -0.5, 0, 0.1, 0.5, 1, 2, 2.5, 3, 6]
NEAR = [1, 1.01, 1.02, 1.03]
PARAMETERS = [-1.5, -0.5, 0, 0.5, 1, 2, 3]
EPS = [1e-5, 1e-3, 0.5]
VARIANCES = [0.0004, 0.04, 0.25, 1, 2, 4, 9]


def values(shape):
    """Mostly spread out; now and then so near one another that eps shows."""
    return filled(ENTRIES, shape) | filled(ENTRIES, shape) | filled(NEAR, shape)


@st.composite
def parameters(draw, shape):
    found = {}
    for name in ("gamma", "beta"):
        if draw(st.integers(0, 3)):
            found[name] = draw(filled(PARAMETERS, draw(st.sampled_from([(), shape]))))
    if draw(st.booleans()):
        found["eps"] = draw(st.sampled_from(EPS))
    return found


@st.composite
def batch(draw):
    samples, channels = draw(st.integers(2, 4)), draw(st.integers(1, 3))
    image = (draw(st.integers(1, 2)), draw(st.integers(1, 2)))
    shape = draw(st.sampled_from([(samples,), (samples, channels), (samples, channels, *image)]))
    return {"x": draw(values(shape))} | draw(parameters(shape[1:2]))


@st.composite
def layer(draw):
    normalized = draw(st.sampled_from([(2,), (3,), (4,), (2, 2), (1, 3)]))
    leading = draw(st.sampled_from([(), (1,), (2,), (3,), (2, 2)]))
    length = normalized[0] if len(normalized) == 1 and draw(st.booleans()) else list(normalized)
    found = {"x": draw(values((*leading, *normalized))), "normalized_shape": length}
    return found | draw(parameters(normalized))


@st.composite
def instance(draw):
    shape = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    positions = draw(st.sampled_from([(2,), (3,), (2, 2), (1, 3)]))
    return {"x": draw(values((*shape, *positions)))} | draw(parameters(shape[1:]))


@st.composite
def group(draw):
    groups, width = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    shape = draw(st.integers(1, 3)), groups * width
    positions = draw(st.sampled_from([(), (2,), (2, 2)]))
    found = {"x": draw(values((*shape, *positions))), "num_groups": groups}
    return found | draw(parameters(shape[1:]))


@st.composite
def fold(draw):
    channels = draw(st.integers(1, 3))
    shape = draw(st.sampled_from([(), (channels,), (channels, 2), (channels, 1, 2, 2)]))
    found = {"weight": draw(filled(ENTRIES, shape))}
    for name in ("bias", "gamma", "beta", "mean", "variance"):
        entries = VARIANCES if name == "variance" else PARAMETERS
        found[name] = draw(filled(entries, draw(st.sampled_from([(), shape[:1]]))))
    if draw(st.booleans()):
        found["eps"] = draw(st.sampled_from(EPS))
    return found


STRATEGIES = {
    "batch_norm": batch(),
    "layer_norm": layer(),
    "instance_norm": instance(),
    "group_norm": group(),
    "fold_batch_norm": fold(),
}

RARELY_SEEN = {}
