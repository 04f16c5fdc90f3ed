"""Gradients by hand: each is the product along its way back, and the slope of the loss along its weight."""

from math import tanh

import pytest

from studyapp.engine.demos import find_demo


def opened(**givens):
    return find_demo("back-propagation").from_givens(givens)


def gradients(demo):
    """What came back to each node."""
    shown = [frame.figures for frame in demo.frames() if frame.figures.get("gradient") is not None]
    return {figures["node"]: figures["gradient"] for figures in shown if "node" in figures}


def captions(demo):
    return [frame.caption.en for frame in demo.frames()]


def test_a_chain_of_two_weights_has_the_gradients_worked_by_hand():
    demo = opened(x=2, a=3, b=-2, t=-13)
    # h = 6, y = −12, so ∂L/∂y = 2·(−12 + 13) = 2; then 2·6, 2·(−2), and −4·2.
    assert gradients(demo) == {"y": 2, "b": 12, "h": -4, "a": -8}
    assert "∂L/∂b = ∂L/∂y·h = 2·6 = **12**" in captions(demo)[4]
    order = [frame.figures.get("node") for frame in demo.frames()]
    assert order == ["h", "y", "L", "y", "b", "h", "a", None]


def test_a_bias_gets_what_comes_back_as_if_it_met_a_1():
    demo = opened(x=2, a=1, c=-3, b=4, t=-5)
    # h = −1, y = −4: 2·(−4 + 5) = 2, and 8 at h.
    assert gradients(demo) == {"y": 2, "b": -2, "h": 8, "a": 16, "c": 8}


def test_a_unit_that_is_off_gets_nothing_on_either_side():
    demo = opened(x=2, a=(1, -3), b=(3, 2), t=5)
    found = gradients(demo)
    # h = (2, 0), y = 6.
    assert (found["y"], found["b₁"], found["b₂"], found["a₁"], found["a₂"]) == (2, 4, 0, 12, 0)
    assert "ReLU(-6) = **0**" in captions(demo)[3]


@pytest.mark.parametrize("preset", ["chain", "bias", "dead", "saturated", "too-far"])
def test_each_gradient_is_the_slope_of_the_loss_along_its_weight(preset):
    demo = find_demo("back-propagation").preset(preset)
    for frame in demo.frames():
        curves = frame.shapes[1]
        if frame.title.en.startswith("Back") and len(curves.series) > 2:
            (at,), (here,) = curves.series[1].xs, curves.series[1].ys
            _loss, _point, tangent = curves.series
            rise = (tangent.ys[-1] - tangent.ys[0]) / (tangent.xs[-1] - tangent.xs[0])
            assert rise == pytest.approx(frame.figures["gradient"])
            net, step = demo.net, 1e-6
            low, high = (net.moved({**net.weights, curves.x.en: at + way}) for way in (-step, step))
            losses = [(each.b[0] * hidden(demo, each) - each.target) ** 2 for each in (low, high)]
            assert (losses[1] - losses[0]) / (2 * step) == pytest.approx(rise, rel=1e-4, abs=1e-6)
            assert here == pytest.approx((net.b[0] * hidden(demo, net) - net.target) ** 2)


def hidden(demo, net):
    """The one hidden value, by the standard library alone."""
    z = net.a[0] * net.x + net.c[0]
    return {"identity": z, "relu": max(0.0, z), "sigmoid": (1 + tanh(z / 2)) / 2}[demo.function]


def test_tanh_lets_through_1_less_its_square():
    found = gradients(find_demo("back-propagation")(function="tanh", x=1.0, a=0.5, b=2.0, target=0.0))
    h = tanh(0.5)
    assert found["z"] == pytest.approx(2 * (2 * h) * 2 * (1 - h * h))


def test_one_update_moves_every_weight_against_its_gradient():
    *_rest, last = opened(x=2, a=3, b=-2, t=-13).frames()
    # a = 3 + 0.01·8 and b = −2 − 0.01·12, so y = −2.12·6.16 = −13.0592.
    assert last.figures["weights"] == pytest.approx((3.08, -2.12))
    assert (last.figures["loss_before"], last.figures["loss_after"]) == pytest.approx((1, 0.0592**2))
    *_rest, worse = find_demo("back-propagation").preset("too-far").frames()
    assert worse.figures["loss_after"] > worse.figures["loss_before"]
    assert "too far" in worse.caption.en


def test_the_gradient_of_a_batch_is_the_mean_of_its_samples_gradients():
    demo = opened(w=2, x=(1, 3), t=(4, 5), eta=0.1)
    # 2·(2 − 4)·1 = −4 and 2·(6 − 5)·3 = 6.
    shown = [frame.figures["gradient"] for frame in demo.frames() if "gradient" in frame.figures]
    assert shown == [-4, 6, 1]
    *_rest, last = demo.frames()
    assert last.figures["weight"] == pytest.approx(1.9)
    # (1.9 − 4)² and (5.7 − 5)²; before them 4 and 1.
    assert last.figures["loss"] == pytest.approx((4.41 + 0.49) / 2)
    assert demo.turned("a", 1).own_batch == ((), ())
    assert demo.turned("lr", 1).own_batch == ((1, 3), (4, 5))


@pytest.mark.parametrize(
    "givens",
    [
        {"x": 1, "t": 2, "a": (1, 2, 3), "b": (1, 2, 3)},
        {"x": 1, "t": 2, "a": 1, "b": (1, 2)},
        {"w": 1, "x": (1, 2), "t": (1,)},
        {"w": 1, "x": (0, 0), "t": (0, 0)},
        {"x": 0, "t": 0, "a": 0, "b": 0},
    ],
)
def test_whatever_a_pack_writes_there_is_a_picture(givens):
    assert all(frame.figures for frame in opened(**givens).frames())
