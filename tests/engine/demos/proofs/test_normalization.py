"""The point of each demonstration of normalisation, as figures that would be others if it were not so."""

import numpy as np
import pytest

from studyapp.engine.demos import find_demo
from studyapp.engine.demos.norm_axes import a_batch, averaged_together, normalize


@pytest.mark.parametrize(
    ("norm", "axes", "sets"),
    [("batch", (0, 2, 3), 4), ("layer", (1, 2, 3), 3), ("instance", (2, 3), 12)],
)
def test_the_cells_pointed_out_are_those_that_the_norm_averages(norm, axes, sets):
    batch = a_batch(3, 4)
    found = averaged_together(norm, batch.shape, 2)
    assert len(found) == sets
    means = batch.mean(axis=axes).ravel()
    assert [batch[cells].mean() for cells in found] == pytest.approx(list(means))
    assert sum(cells.astype(int) for cells in found).min() == 1


def test_group_norm_is_layer_norm_with_one_group_and_instance_norm_with_as_many_as_channels():
    batch = a_batch(3, 4)
    np.testing.assert_allclose(normalize("group", batch, 1), normalize("layer", batch, 1), atol=1e-9)
    np.testing.assert_allclose(normalize("group", batch, 4), normalize("instance", batch, 1), atol=1e-9)


def test_every_set_has_mean_0_and_variance_1_afterwards():
    for frame in find_demo("norm-axes")().frames():
        assert frame.figures["mean_after"] == pytest.approx(0, abs=1e-9)
        assert frame.figures["variance_after"] == pytest.approx(1, abs=1e-3)
