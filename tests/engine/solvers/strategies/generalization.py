"""Masks shaped like what they mask, and losses that fall, rise and stay."""

from hypothesis import strategies as st

ENTRIES = [-4, -2.5, -1, -0.5, 0.1, 0.5, 1, 2, 3, 6]
SHARES = [0, 0.1, 0.2, 0.25, 0.5, 0.8, 1]
LOSSES = [0.1, 0.5, 0.55, 0.6, 0.65, 0.7, 0.7, 0.8, 0.9, 1, 2]


@st.composite
def dropout(draw):
    shape = draw(st.sampled_from([(), (1,), (3,), (4,), (2, 2), (1, 2, 2)]))
    values, mask = st.sampled_from(ENTRIES), st.integers(0, 1)
    for length in reversed(shape):
        values, mask = (st.lists(each, min_size=length, max_size=length) for each in (values, mask))
    return {
        "x": draw(values),
        "mask": draw(mask),
        "p": draw(st.sampled_from(SHARES)),
        "inverted": draw(st.booleans()),
    }


STRATEGIES = {
    "dropout": dropout(),
    "early_stopping": st.fixed_dictionaries(
        {
            "losses": st.lists(st.sampled_from(LOSSES), min_size=1, max_size=9),
            "patience": st.integers(1, 4),
            "min_delta": st.sampled_from([0, 0.05, 0.1]),
        }
    ),
}

RARELY_SEEN = {}
