"""The solvers of counts and sizes take whatever their ranges admit; only some mistakes are rare."""

STRATEGIES = {}

RARELY_SEEN = {
    (
        "epoch_of_iteration",
        "kept_last",
    ): "drop_last, leftover samples and a late iteration must come together",
    ("pool_output_size", "kept_last"): "ceil mode, padding and a window beyond the image must come together",
}
