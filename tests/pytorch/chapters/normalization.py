"""Norms in training and at inference, their running statistics, folding, and scaling by tensor arithmetic."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_linear_bn_eval

from tests.pytorch.cases import REFUSED, Case

EPS = (1e-5, 1e-3, 0.5)


def cases() -> Iterator[Case]:
    """Every solver of the chapter."""
    yield from scaling()
    yield from batch_norms()
    yield from running_statistics()
    yield from identities()
    yield from parameters()
    yield from layer_norms()
    yield from instance_norms()
    yield from group_norms()
    yield from folded()
    yield from refused()


def drawn(*shape: int) -> Tensor:
    """Short decimals, spread around a mean that is not 0."""
    return (torch.randn(shape) * 2 + 0.7).mul(10).round().div(10)


def positive(*shape: int) -> Tensor:
    return torch.rand(shape).mul(30).round().add(1).div(10)


def options(places: tuple[int, ...]) -> Iterator[dict[str, Any]]:
    """Scale and shift: neither, numbers, one for each place; every eps."""
    for eps in EPS:
        yield {"eps": eps}
    yield {"gamma": -1.5, "beta": 0.25}
    yield {"gamma": drawn(*places), "beta": drawn(*places), "eps": 1e-3}
    yield {"gamma": drawn(*places)}
    yield {"beta": drawn(*places)}
    yield {"gamma": 0, "beta": drawn(*places)}


def weights(given: dict[str, Any], places: tuple[int, ...]) -> tuple[Tensor, Tensor]:
    """Scale and shift as PyTorch takes them, one for each place."""
    gamma, beta = (
        torch.as_tensor(given.get(name, default), dtype=torch.float64).expand(places).contiguous()
        for name, default in (("gamma", 1.0), ("beta", 0.0))
    )
    return gamma, beta


def plain_statistics(x: Tensor, axes: tuple[int, ...]) -> dict[str, Tensor]:
    return {"mean": x.mean(axes), "variance": x.var(axes, correction=0)}


def scaling() -> Iterator[Case]:
    for shape in ((2,), (5,), (9,), (2, 3), (2, 2, 2)):
        x = drawn(*shape)
        x.view(-1)[0] += 3  # never all equal
        for low, high in ((0, 1), (-1, 1), (1, 0), (0.5, 20)):
            scaled = low + (x - x.min()) / (x.max() - x.min()) * (high - low)
            yield Case("min_max", {"x": x, "low": low, "high": high}, scaled)
        for ddof in (0, 1):
            std, mean = torch.std_mean(x, correction=ddof)
            yield Case("z_score", {"x": x, "ddof": ddof}, (x - mean) / std)


def batch_norms() -> Iterator[Case]:
    shapes = ((2,), (7,), (2, 1), (4, 3), (1, 2, 2, 2), (3, 2, 1, 1), (2, 3, 2, 2))
    for shape in shapes:
        channels = shape[1] if len(shape) > 1 else 1
        places = (channels,) if len(shape) > 1 else ()
        for given in options(places):
            x, eps = drawn(*shape), given.get("eps", 1e-5)
            as_channels = x if len(shape) > 1 else x[:, None]
            gamma, beta = weights(given, (channels,))
            mean, var = torch.zeros(channels), torch.ones(channels)
            output = functional.batch_norm(
                as_channels, mean, var, gamma, beta, training=True, momentum=1.0, eps=eps
            )
            normalized = functional.batch_norm(as_channels, None, None, training=True, eps=eps)
            count = x.numel() // channels
            expected = {
                "mean": mean,
                "variance": var * (count - 1) / count,  # PyTorch keeps the unbiased one
                "normalized": normalized,
                "output": output,
            }
            if len(shape) == 1:
                expected = {name: value.squeeze(-1) for name, value in expected.items()}
            yield Case("batch_norm", {"x": x, **given}, expected)
            kept, spread = drawn(channels), positive(channels)
            output = functional.batch_norm(as_channels, kept, spread, gamma, beta, training=False, eps=eps)
            running = {
                "running_mean": kept if places else kept[0],
                "running_var": spread if places else spread[0],
            }
            inputs = {"x": x, **running, **given}
            yield Case("batch_norm_inference", inputs, output if places else output[:, 0])


def running_statistics() -> Iterator[Case]:
    for momentum, batches, start in product((0.1, 0.5, 0.99, 0.0, 1.0), (1, 3, 12), (False, True)):
        shape = {1: (2, 3, 2, 2), 3: (4, 2), 12: (3,)}[batches]
        channels = shape[1] if len(shape) > 1 else 1
        norm = nn.BatchNorm2d(channels) if len(shape) == 4 else nn.BatchNorm1d(channels)
        norm.momentum = momentum
        given: dict[str, Any] = {"momentum": momentum}
        if start:
            norm.running_mean.copy_(drawn(channels))
            norm.running_var.copy_(positive(channels))
            given["running_mean"], given["running_var"] = norm.running_mean.clone(), norm.running_var.clone()
        drawn_batches = [drawn(*shape) for _ in range(batches)]
        for x in drawn_batches:
            norm(x if len(shape) > 1 else x[:, None])
        expected = {"running_mean": norm.running_mean, "running_var": norm.running_var}
        if len(shape) == 1:
            given = {name: value[0] if isinstance(value, Tensor) else value for name, value in given.items()}
            expected = {name: value[0] for name, value in expected.items()}
        yield Case("running_statistics", {"batches": drawn_batches, **given}, expected)


def identities() -> Iterator[Case]:
    """The parameters with which PyTorch's own output is its input."""
    for eps, channels in product(EPS, (1, 3)):
        x = drawn(5, channels)
        statistics = plain_statistics(x, (0,))
        gamma, beta = torch.sqrt(statistics["variance"] + eps), statistics["mean"]
        back = functional.batch_norm(x, None, None, gamma, beta, training=True, eps=eps)
        assert torch.allclose(back, x, rtol=1e-12)
        yield Case("batch_norm_identity", {**statistics, "eps": eps}, {"gamma": gamma, "beta": beta})


def parameters() -> Iterator[Case]:
    for channels in (1, 3, 64, 2048):
        norm = nn.BatchNorm2d(channels)
        learnable = sum(each.numel() for each in norm.parameters())
        running = sum(each.numel() for each in norm.buffers() if each.ndim)  # the batch count is none
        yield Case(
            "batch_norm_parameters", {"channels": channels}, {"learnable": learnable, "running": running}
        )


def layer_norms() -> Iterator[Case]:
    shapes = (
        ((3,), (3,)),
        ((1,), (1,)),
        ((2, 4), (4,)),
        ((2, 4), (2, 4)),
        ((2, 3, 4), (4,)),
        ((2, 3, 4), (3, 4)),
        ((3, 1), (1,)),
        ((2, 2, 2, 2), (2, 2, 2)),
    )
    for shape, normalized in shapes:
        for given in options(normalized):
            x, eps = drawn(*shape), given.get("eps", 1e-5)
            gamma, beta = weights(given, normalized)
            output, mean, inverse = torch.native_layer_norm(x, normalized, gamma, beta, eps)
            leading = shape[: len(shape) - len(normalized)]
            expected = {
                "mean": mean.reshape(leading),
                "variance": (inverse.reshape(leading) ** -2) - eps,
                "normalized": functional.layer_norm(x, normalized, eps=eps),
                "output": output,
            }
            if x.numel() == mean.numel():
                del expected["variance"]  # exactly 0; 1/rstd² − eps is only near
            length: Any = normalized[0] if len(normalized) == 1 and eps == 1e-5 else normalized
            yield Case("layer_norm", {"x": x, "normalized_shape": length, **given}, expected)


def instance_norms() -> Iterator[Case]:
    for shape in ((1, 1, 2), (2, 3, 4), (1, 2, 2, 2), (2, 2, 1, 3)):
        for given in options(shape[1:2]):
            x, eps = drawn(*shape), given.get("eps", 1e-5)
            gamma, beta = weights(given, shape[1:2])
            expected = {
                **plain_statistics(x, tuple(range(2, x.ndim))),
                "normalized": functional.instance_norm(x, eps=eps),
                "output": functional.instance_norm(x, weight=gamma, bias=beta, eps=eps),
            }
            yield Case("instance_norm", {"x": x, **given}, expected)


def group_norms() -> Iterator[Case]:
    shapes = ((2, 4), (3, 2), (1, 6, 2), (2, 4, 2, 2))
    for shape in shapes:
        for groups in (each for each in (1, 2, 3, shape[1]) if shape[1] % each == 0):
            for given in options(shape[1:2]):
                x, eps = drawn(*shape), given.get("eps", 1e-5)
                gamma, beta = weights(given, shape[1:2])
                grouped = x.reshape(shape[0], groups, -1)
                expected = {
                    **plain_statistics(grouped, (2,)),
                    "normalized": functional.group_norm(x, groups, eps=eps),
                    "output": functional.group_norm(x, groups, gamma, beta, eps=eps),
                }
                yield Case("group_norm", {"x": x, "num_groups": groups, **given}, expected)


def folded() -> Iterator[Case]:
    """A convolution or a linear layer and its batch norm, fused by PyTorch itself."""
    for eps, bias, image in product(EPS, (False, True), (False, True)):
        layer: Any = nn.Conv2d(2, 3, 2, bias=bias) if image else nn.Linear(2, 3, bias=bias)
        norm: Any = nn.BatchNorm2d(3, eps=eps) if image else nn.BatchNorm1d(3, eps=eps)
        with torch.no_grad():
            for part in layer.parameters():
                part.copy_(drawn(*part.shape))
            norm.weight.copy_(drawn(3))
            norm.bias.copy_(drawn(3))
            norm.running_mean.copy_(drawn(3))
            norm.running_var.copy_(positive(3))
        fuse = fuse_conv_bn_eval if image else fuse_linear_bn_eval
        fused = fuse(layer.eval(), norm.eval())
        inputs = {
            "weight": layer.weight.detach(),
            "bias": layer.bias.detach() if bias else 0,
            "gamma": norm.weight.detach(),
            "beta": norm.bias.detach(),
            "mean": norm.running_mean,
            "variance": norm.running_var,
            "eps": eps,
        }
        yield Case("fold_batch_norm", inputs, {"weight": fused.weight.detach(), "bias": fused.bias.detach()})


def refused() -> Iterator[Case]:
    """Where PyTorch raises."""
    one = torch.ones(1, 2)
    attempts = (
        (lambda: functional.batch_norm(one, None, None, training=True), "batch_norm", {"x": one}),
        (
            lambda: functional.batch_norm(one[..., None, None], None, None, training=True),
            "batch_norm",
            {"x": one[..., None, None]},
        ),
        (lambda: functional.instance_norm(one), "instance_norm", {"x": one}),
        (lambda: functional.instance_norm(one[..., None]), "instance_norm", {"x": one[..., None]}),
        (lambda: functional.group_norm(one, 2), "group_norm", {"x": one, "num_groups": 2}),
        (lambda: functional.group_norm(drawn(2, 4), 3), "group_norm", {"x": drawn(2, 4), "num_groups": 3}),
        (
            lambda: functional.layer_norm(drawn(2, 4), (3,)),
            "layer_norm",
            {"x": drawn(2, 4), "normalized_shape": 3},
        ),
        (
            lambda: functional.layer_norm(drawn(2, 4), (2,)),
            "layer_norm",
            {"x": drawn(2, 4), "normalized_shape": [2]},
        ),
        (
            lambda: functional.layer_norm(drawn(4), (2, 4)),
            "layer_norm",
            {"x": drawn(4), "normalized_shape": [2, 4]},
        ),
        (
            lambda: functional.layer_norm(drawn(2, 4), (4,), torch.ones(2)),
            "layer_norm",
            {"x": drawn(2, 4), "normalized_shape": 4, "gamma": [1, 1]},
        ),
        (
            lambda: functional.batch_norm(drawn(3, 2), None, None, torch.ones(3), training=True),
            "batch_norm",
            {"x": drawn(3, 2), "gamma": [1, 1, 1]},
        ),
        (
            lambda: functional.batch_norm(drawn(3, 2), torch.ones(3), torch.ones(3)),
            "batch_norm_inference",
            {"x": drawn(3, 2), "running_mean": [1, 1, 1], "running_var": [1, 1, 1]},
        ),
    )
    for attempt, solver, inputs in attempts:
        try:
            attempt()
        except (RuntimeError, ValueError):
            yield Case(solver, inputs, REFUSED)
        else:
            raise AssertionError(f"PyTorch takes {inputs} for {solver}")
