"""Images with kernels, factors and indices that fit them."""

from hypothesis import strategies as st

ENTRIES = [-4, -2.5, -1, -0.5, 0, 0.1, 0.5, 1, 2, 2.5, 3, 6]
FACTORS = [0.4, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.3, 2.5, 3]


def nested(shape, values):
    for length in reversed(shape):
        values = st.lists(values, min_size=length, max_size=length)
    return values


def pairs(values):
    return values | st.lists(values, min_size=2, max_size=2)


@st.composite
def transposed_sizes(draw):
    stride, dilation = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    return {
        "size": draw(st.integers(1, 24)),
        "kernel_size": draw(st.integers(1, 7)),
        "stride": stride,
        "padding": draw(st.integers(0, 3)),
        "output_padding": draw(st.integers(0, max(stride, dilation) - 1)),
        "dilation": dilation,
    }


@st.composite
def resized(draw):
    batch = draw(st.sampled_from([(), (), (1, 2), (2, 1)]))
    shape = (*batch, draw(st.integers(1, 4)), draw(st.integers(1, 4)))
    mode = draw(st.sampled_from(["nearest", "bilinear"]))
    how = (
        {"size": draw(pairs(st.integers(1, 7)))}
        if draw(st.integers(0, 2)) == 0
        else {"scale_factor": draw(pairs(st.sampled_from(FACTORS)))}
    )
    corners = {"align_corners": draw(st.booleans())} if mode == "bilinear" else {}
    return {"input": draw(nested(shape, st.sampled_from(ENTRIES))), "mode": mode, **how, **corners}


@st.composite
def transposed_convolutions(draw):
    """Now and then a batch of channels in groups; always with something left of the output."""
    sides = [draw(st.integers(1, 3)) for _ in range(2)]
    kernel = [draw(st.integers(1, 3)) for _ in range(2)]
    stride = [draw(st.integers(1, 3)) for _ in range(2)]
    dilation = [draw(st.integers(1, 2)) for _ in range(2)]
    reach = [
        (n - 1) * s + d * (k - 1) + 1 for n, s, d, k in zip(sides, stride, dilation, kernel, strict=True)
    ]
    more = {
        "stride": stride,
        "dilation": dilation,
        "padding": [draw(st.integers(0, min((r - 1) // 2, 2))) for r in reach],
        "output_padding": [
            draw(st.integers(0, max(pair) - 1)) for pair in zip(stride, dilation, strict=True)
        ],
    }
    biased = draw(st.booleans())
    values = st.sampled_from(ENTRIES)
    if draw(st.integers(0, 2)):
        shapes, bias = (tuple(sides), tuple(kernel)), values
    else:
        groups, inputs, outputs = (draw(st.integers(1, 2)) for _ in range(3))
        shapes = (1, groups * inputs, *sides), (groups * inputs, outputs, *kernel)
        bias = nested((groups * outputs,), values)
        more["groups"] = groups
    if biased:
        more["bias"] = draw(bias)
    return {"input": draw(nested(shapes[0], values)), "weight": draw(nested(shapes[1], values)), **more}


@st.composite
def unpooled(draw):
    batch = draw(st.sampled_from([(), (), (2, 1)]))
    sides = (draw(st.integers(1, 3)), draw(st.integers(1, 3)))
    size = [side * draw(st.integers(1, 3)) for side in sides]
    return {
        "input": draw(nested((*batch, *sides), st.sampled_from(ENTRIES))),
        "indices": draw(nested((*batch, *sides), st.integers(0, size[0] * size[1] - 1))),
        "output_size": size,
    }


STRATEGIES = {
    "conv_transpose_output_size": transposed_sizes(),
    "interpolate": resized(),
    "conv_transpose2d": transposed_convolutions(),
    "max_unpool2d": unpooled(),
}

RARELY_SEEN = {}
