"""Images with filters and windows that fit them."""

from hypothesis import strategies as st

ENTRIES = [-4, -2.5, -1, -0.5, 0, 0.1, 0.5, 1, 2, 3, 6]


def nested(shape, entries=tuple(ENTRIES)):
    values = st.sampled_from(entries)
    for length in reversed(shape):
        values = st.lists(values, min_size=length, max_size=length)
    return values


@st.composite
def either(draw, values):
    """A number for both sides, or a pair."""
    return draw(values) if draw(st.booleans()) else [draw(values), draw(values)]


def sides_of(value):
    return value if isinstance(value, list) else [value, value]


@st.composite
def inputs_of_conv2d(draw):
    kernel = [draw(st.integers(1, 3)), draw(st.integers(1, 3))]
    stride, dilation = draw(either(st.integers(1, 3))), draw(either(st.integers(1, 2)))
    padding = draw(st.just(0) | either(st.integers(0, 2)))
    sides = []
    for side, gap, more in zip(kernel, sides_of(dilation), sides_of(padding), strict=True):
        least = max(1, gap * (side - 1) + 1 - 2 * more)
        sides.append(draw(st.integers(least, least + 4)))
    inputs = {"stride": stride, "padding": padding, "dilation": dilation}
    if draw(st.booleans()):
        images, filters = sides, kernel
        biases = st.sampled_from(ENTRIES)
    else:
        groups, depth, each = (draw(st.integers(1, 2)) for _ in range(3))
        images, filters = [draw(st.integers(1, 2)), groups * depth, *sides], [groups * each, depth, *kernel]
        biases = nested([groups * each])
        inputs["groups"] = groups
    if draw(st.booleans()):
        inputs["bias"] = draw(biases)
    return {"input": draw(nested(images)), "weight": draw(nested(filters)), **inputs}


@st.composite
def inputs_of_pooling(draw, **more):
    kernel = draw(either(st.integers(1, 3)))
    inputs = {"kernel_size": kernel, "ceil_mode": draw(st.booleans())}
    if draw(st.booleans()):
        inputs["stride"] = draw(either(st.integers(1, 3)))
    padding = [draw(st.integers(0, side // 2)) for side in sides_of(kernel)]
    if draw(st.integers(0, 3)):
        inputs["padding"] = padding
    inputs |= {name: draw(values) for name, values in more.items() if draw(st.integers(0, 3))}
    gaps = sides_of(inputs.get("dilation", 1))
    least = [gap * (side - 1) + 1 for gap, side in zip(gaps, sides_of(kernel), strict=True)]
    sides = [draw(st.integers(side, side + 4)) for side in least]
    images = sides if draw(st.booleans()) else [draw(st.integers(1, 2)), draw(st.integers(1, 2)), *sides]
    below = draw(st.booleans())
    entries = tuple(-abs(entry) - 0.5 for entry in ENTRIES) if below else tuple(ENTRIES)
    return {"input": draw(nested(images, entries)), **inputs}


STRATEGIES = {
    "conv2d": inputs_of_conv2d(),
    "max_pool2d": inputs_of_pooling(dilation=either(st.integers(1, 2))),
    "avg_pool2d": inputs_of_pooling(count_include_pad=st.booleans()),
}

RARELY_SEEN = {}
