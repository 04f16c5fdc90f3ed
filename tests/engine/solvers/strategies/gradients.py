"""Givens for gradients: limits that lie where the powers go, and gradients of several shapes."""

from hypothesis import strategies as st

VALUES = st.sampled_from([-4, -3, -1.5, -0.5, 0, 0.5, 1, 2, 2.5, 4])
VECTOR = st.lists(VALUES, min_size=1, max_size=4)
MATRIX = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(VALUES, min_size=width, max_size=width), min_size=1, max_size=3)
)
SEVERAL = st.lists(VECTOR, min_size=2, max_size=3)

STRATEGIES = {
    "layers_until": st.fixed_dictionaries(
        {
            "factor": st.sampled_from([0.1, 0.25, 0.5, 0.9, 0.99]),
            "limit": st.sampled_from([1, 0.5, 0.25, 0.1, 0.01, 1e-3, 1e-6]),
        }
    )
    | st.fixed_dictionaries(
        {
            "factor": st.sampled_from([1.01, 1.1, 1.5, 2, 10]),
            "limit": st.sampled_from([1, 4, 10, 100, 1e3, 1e6]),
        }
    ),
    "clip_by_norm": st.fixed_dictionaries(
        {"gradients": VALUES | VECTOR | MATRIX | SEVERAL, "max_norm": st.sampled_from([0.5, 1, 2, 3, 5])}
    ),
    "fan": st.fixed_dictionaries({"shape": st.lists(st.integers(1, 9), min_size=2, max_size=4)}),
    "chain_product": st.fixed_dictionaries(
        {"factor": st.sampled_from([-0.5, 0.1, 0.25, 0.5, 0.9, 1.1, 1.5, 2]), "layers": st.integers(1, 20)}
    ),
    "signal_variance": st.fixed_dictionaries(
        {
            "fan_in": st.integers(1, 64),
            "weight_std": st.sampled_from([0.05, 0.1, 0.2, 0.5, 1]),
            "input_variance": st.sampled_from([0.5, 1, 2]),
            "layers": st.integers(1, 12),
        }
    ),
}

RARELY_SEEN = {}
