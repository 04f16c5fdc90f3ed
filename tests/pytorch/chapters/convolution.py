"""Convolution and pooling: sizes and values by `torch.nn.functional`, costs by the layers of `torch.nn`."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 (as everybody calls it)
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from tests.pytorch.cases import REFUSED, Case


def cases() -> Iterator[Case]:
    """The chapter's solvers in the catalogue's order."""
    yield from sizes()
    yield from shapes()
    yield from pool_sizes()
    yield from same_paddings()
    yield from layers()
    yield from macs()
    yield from savings()
    yield from convolutions()
    yield from refused_convolutions()
    yield from max_pools()
    yield from avg_pools()
    yield from receptive_fields()
    yield from stacks()


def outcome(work: Callable[..., Tensor], *values: Any, **options: Any) -> Any:
    """What PyTorch answers; REFUSED where it raises an error."""
    try:
        return work(*values, **options)
    except (RuntimeError, ValueError):
        return REFUSED


def side_of(found: Any) -> Any:
    """The last side of an output."""
    return found if found is REFUSED else found.shape[-1]


def decimals(*shape: int) -> Tensor:
    """Random numbers with one decimal, so that files stay short."""
    return torch.randint(-40, 41, shape) / 10


def grid(names: str, *axes: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    """Every combination of some options, by name."""
    for values in product(*axes):
        yield dict(zip(names.split(), values, strict=True))


def sizes() -> Iterator[Case]:
    """A convolution along one axis; where the kernel is too large, PyTorch raises."""
    names = "kernel_size stride padding dilation"
    for size, options in product((1, 6, 13), grid(names, (1, 2, 3, 5), (1, 2, 3), (0, 1, 2), (1, 3))):
        if (size + sum(options.values())) % 4 == 0:  # every fourth, with all of the values
            how = {name: options[name] for name in ("stride", "padding", "dilation")}
            kernel = torch.zeros(1, 1, options["kernel_size"])
            found = outcome(F.conv1d, torch.zeros(1, 1, size), kernel, **how)
            yield Case("conv_output_size", {"size": size, **options}, side_of(found))


def shapes() -> Iterator[Case]:
    """Layers as they stand in networks, and pairs of all kinds."""
    for shape, channels, kernel, options in [
        ([3, 224, 224], 64, 7, {"stride": 2, "padding": 3}),
        ([3, 227, 227], 96, 11, {"stride": 4}),
        ([64, 56, 56], 64, 3, {"padding": 1}),
        ([1, 28, 28], 6, 5, {}),
        ([4, 9, 12], 2, [3, 5], {"stride": [2, 3], "padding": [1, 2]}),
        ([4, 9, 12], 2, [1, 5], {"stride": [2, 1], "padding": [0, 2], "dilation": [3, 2]}),
        ([2, 7, 5], 3, [2, 3], {"dilation": [4, 1]}),
        ([2, 7, 5], 3, 5, {"padding": 2, "stride": 7}),
        ([2, 4, 9], 3, 5, {}),
        ([2, 9, 4], 3, [3, 3], {"dilation": [1, 2]}),
    ]:
        layer = nn.Conv2d(shape[0], channels, kernel, **options)
        found = outcome(layer, torch.zeros(1, *shape))
        inputs = {"shape": shape, "out_channels": channels, "kernel_size": kernel, **options}
        yield Case("conv_output_shape", inputs, found if found is REFUSED else list(found.shape[1:]))


def pool_sizes() -> Iterator[Case]:
    """Windows that hang over the end, that would start in the padding, and paddings that are too large."""
    names = "kernel_size stride padding dilation ceil_mode"
    axes = (1, 2, 3, 4), (None, 1, 2, 3, 5), (0, 1, 2), (1, 2), (False, True)
    for size, options in product((4, 5, 8, 9), grid(names, *axes)):
        extent = options["dilation"] * (options["kernel_size"] - 1) + 1
        if extent > size + 2 * options["padding"]:
            continue  # in ceil mode, PyTorch may find a place even for these; the solver refuses them
        if (size + extent + (options["stride"] or 0) + options["padding"]) % 5 == 0:
            found = outcome(F.max_pool1d, torch.zeros(1, 1, size), **options)
            yield Case("pool_output_size", {"size": size, **options}, side_of(found))


def same_paddings() -> Iterator[Case]:
    """What `padding="same"` puts on each side, where that is the same."""
    for kernel, dilation in [(1, 1), (1, 4), (3, 1), (3, 2), (3, 3), (5, 1), (5, 2), (7, 1), (2, 2), (4, 2)]:
        before, after = nn.Conv1d(
            1, 1, kernel, padding="same", dilation=dilation
        )._reversed_padding_repeated_twice
        assert before == after
        yield Case("same_padding", {"kernel_size": kernel, "dilation": dilation}, before)
    for kernel, dilation in [([3, 5], [1, 1]), ([1, 7], [2, 1]), ([3, 3], [2, 3])]:
        layer = nn.Conv2d(1, 1, kernel, padding="same", dilation=dilation)
        left, _right, top, _bottom = layer._reversed_padding_repeated_twice
        yield Case("same_padding", {"kernel_size": kernel, "dilation": dilation}, [top, left])


def counted(layer: nn.Module) -> dict[str, int]:
    """Learnable numbers of a layer."""
    found = {"bias": 0} | {name: each.numel() for name, each in layer.named_parameters()}
    biases = found["bias"]
    return {"weights": found["weight"], "biases": biases, "total": found["weight"] + biases}


def layers() -> Iterator[Case]:
    """Parameters of convolutions and of fully connected layers."""
    names = "in_channels out_channels kernel_size bias groups"
    for options in grid(names, (1, 4, 6), (6, 8), (1, 3, [2, 5]), (False, True), (1, 2, 3, 4)):
        if options["bias"] or options["groups"] < 3:
            layer = outcome(nn.Conv2d, **options)
            yield Case("conv_parameters", options, layer if layer is REFUSED else counted(layer))
    for options in grid("in_features out_features bias", (1, 84, 400), (1, 10, 120), (False, True)):
        yield Case("linear_parameters", options, counted(nn.Linear(**options)))


def macs() -> Iterator[Case]:
    """PyTorch counts two operations for each multiply-add, and none for biases."""
    for inputs, outputs, kernel, groups, options in [
        (3, 8, 3, 1, {"padding": 1}),
        (4, 8, 3, 2, {"stride": 2}),
        (8, 8, [3, 5], 8, {}),
        (6, 2, 1, 1, {"stride": 3}),
        (6, 9, [1, 7], 3, {"padding": [0, 3], "dilation": 1}),
        (2, 2, 2, 1, {"dilation": 4, "bias": False}),
    ]:
        layer = nn.Conv2d(inputs, outputs, kernel, groups=groups, **options)
        with FlopCounterMode(display=False) as counter:
            found = layer(torch.zeros(1, inputs, 12, 15))
        flops = counter.get_total_flops()
        assert flops % 2 == 0
        asked = {"in_channels": inputs, "out_channels": outputs, "kernel_size": kernel, "groups": groups}
        yield Case("conv_macs", {**asked, "output_size": list(found.shape[2:])}, flops // 2)


def savings() -> Iterator[Case]:
    """The layers of both savings, put together from convolutions."""

    def weights(inputs: int, outputs: int, kernel: Any, groups: int = 1) -> int:
        return counted(nn.Conv2d(inputs, outputs, kernel, groups=groups, bias=False))["weights"]

    for inputs, outputs, kernel in [(32, 64, 3), (3, 16, 5), (8, 8, 1), (16, 4, [3, 5])]:
        parts = {
            "depthwise": weights(inputs, inputs, kernel, inputs),
            "pointwise": weights(inputs, outputs, 1),
        }
        total = sum(parts.values())
        found = {**parts, "total": total, "ratio": total / weights(inputs, outputs, kernel)}
        asked = {"in_channels": inputs, "out_channels": outputs, "kernel_size": kernel}
        yield Case("separable_parameters", asked, found)
    for channels, reduced, kernel in [(256, 64, 3), (64, 16, 5), (12, 12, 1), (32, 8, [1, 7])]:
        chain = [(channels, reduced, 1), (reduced, reduced, kernel), (reduced, channels, 1)]
        reduce, convolve, expand = (weights(*layer) for layer in chain)
        total = reduce + convolve + expand
        found = {"reduce": reduce, "convolve": convolve, "expand": expand, "total": total}
        found |= {"ratio": total / weights(channels, channels, kernel)}
        asked = {"channels": channels, "reduced": reduced, "kernel_size": kernel}
        yield Case("bottleneck_parameters", asked, found)


def convolutions() -> Iterator[Case]:
    """All options with one another, on one image and on batches."""
    names = "stride padding dilation"
    axes = (1, 2, [2, 3]), (0, 1, [0, 2]), (1, 2, [1, 2])
    for at, options in enumerate(grid(names, *axes)):
        kernel = [(2, 2), (3, 3), (1, 3), (3, 2)][at % 4]
        image, weight, bias = decimals(6, 7), decimals(*kernel), decimals() if at % 2 else None
        found = F.conv2d(
            image[None, None], weight[None, None], bias if bias is None else bias[None], **options
        )
        yield Case("conv2d", {"input": image, "weight": weight, "bias": bias, **options}, found[0, 0])
        groups, depth, each = [(1, 2, 2), (2, 1, 1), (2, 2, 1), (3, 1, 2), (1, 1, 3)][at % 5]
        images, filters = decimals(1 + at % 2, groups * depth, 6, 5), decimals(groups * each, depth, *kernel)
        biases = decimals(groups * each) if at % 3 else None
        found = F.conv2d(images, filters, biases, **options, groups=groups)
        inputs = {"input": images, "weight": filters, "bias": biases, **options, "groups": groups}
        yield Case("conv2d", inputs, found)
    whole = torch.arange(300.0).reshape(1, 3, 10, 10)  # too many for fractions
    yield Case(
        "conv2d", {"input": whole, "weight": torch.ones(1, 3, 8, 8)}, F.conv2d(whole, torch.ones(1, 3, 8, 8))
    )
    image, weight = decimals(3, 3), decimals(3, 3)
    for options in ({}, {"stride": 9}, {"padding": 1, "stride": 5}, {"padding": 3, "dilation": 4}):
        found = F.conv2d(image[None, None], weight[None, None], **options)[0, 0]
        yield Case("conv2d", {"input": image, "weight": weight, **options}, found)


def refused_convolutions() -> Iterator[Case]:
    """Channels, groups, biases and kernels that do not fit."""
    for images, filters, bias, options in [
        ((1, 3, 4, 4), (2, 2, 2, 2), None, {}),
        ((1, 3, 4, 4), (2, 3, 2, 2), None, {"groups": 2}),
        ((1, 4, 4, 4), (3, 2, 2, 2), None, {"groups": 2}),
        ((1, 4, 4, 4), (2, 4, 2, 2), None, {"groups": 2}),
        ((1, 4, 4, 4), (2, 4, 2, 2), None, {"groups": 0}),
        ((1, 2, 4, 4), (2, 2, 2, 2), (1,), {}),
        ((1, 2, 4, 4), (2, 2, 2, 2), (3,), {}),
        ((1, 1, 4, 4), (1, 1, 5, 1), None, {}),
        ((1, 1, 4, 4), (1, 1, 1, 5), None, {"padding": [1, 0]}),
        ((1, 1, 4, 4), (1, 1, 3, 3), None, {"dilation": 2}),
        ((1, 1, 4, 4), (1, 1, 3, 3), None, {"stride": 0}),
        ((1, 1, 4, 4), (1, 1, 3, 3), None, {"padding": -1}),
        ((1, 1, 4, 4), (1, 1, 3, 3), None, {"dilation": 0}),
    ]:
        given = [torch.zeros(images), torch.zeros(filters), None if bias is None else torch.zeros(bias)]
        assert outcome(F.conv2d, *given, **options) is REFUSED
        yield Case("conv2d", dict(zip(("input", "weight", "bias"), given, strict=True)) | options, REFUSED)


def pooled(solver: str, pool: Callable[..., Tensor], images: Tensor, options: dict[str, Any]) -> Case | None:
    """One case; None where PyTorch answers what the solver refuses on purpose."""
    one = images.ndim == 2
    found = outcome(pool, images[None, None] if one else images, **options)
    if found is not REFUSED and found.isinf().any():
        return None  # a window without a pixel
    return Case(solver, {"input": images, **options}, found[0, 0] if one and found is not REFUSED else found)


def max_pools() -> Iterator[Case]:
    """Ties, negative values beside the padding, windows over the end; all options with one another."""
    names = "kernel_size stride padding dilation ceil_mode"
    axes = (2, 3, [1, 3], [3, 2]), (None, 1, 2, [3, 2]), (0, 1, [1, 0]), (1, 2), (False, True)
    for at, options in enumerate(grid(names, *axes)):
        if at % 2 == 0 or options["ceil_mode"]:
            images = -decimals(7, 6).abs() if at % 3 else torch.randint(-2, 3, (1, 2, 6, 5)) * 1.0
            case = pooled("max_pool2d", F.max_pool2d, images, options)
            if case is not None and at % 5 < 3:
                yield case


def avg_pools() -> Iterator[Case]:
    """Divisors at the border, with and without the padding, in ceil mode too."""
    names = "kernel_size stride padding ceil_mode count_include_pad"
    axes = (2, 3, [1, 3], [4, 2]), (None, 1, 2, [3, 2]), (0, 1, [1, 0]), (False, True), (False, True)
    for at, options in enumerate(grid(names, *axes)):
        images = decimals(6, 7) if at % 3 else decimals(2, 1, 5, 5)
        case = pooled("avg_pool2d", F.avg_pool2d, images, options)
        if case is not None and (options["padding"] or at % 4 == 0):
            yield case


def touched(chain: list[dict[str, int]], length: int) -> list[tuple[int, int]]:
    """First and last input value with a gradient, for two neighbouring outputs of a chain of layers."""
    values = torch.zeros(1, 1, length, requires_grad=True)
    found = values
    for layer in chain:
        kernel = torch.ones(1, 1, layer["kernel_size"])
        found = F.conv1d(found, kernel, stride=layer["stride"], dilation=layer["dilation"])
    spans = []
    for place in (0, 1):
        (gradient,) = torch.autograd.grad(found[0, 0, place], values, retain_graph=True)
        places = gradient[0, 0].nonzero()
        spans.append((int(places.min()), int(places.max())))
    return spans


def receptive_fields() -> Iterator[Case]:
    """By the gradient of the input: how far it reaches, and how far apart neighbours begin."""
    for rows in [
        [(3, 1, 1)],
        [(3, 1, 1)] * 4,
        [(7, 2, 1), (3, 2, 1), (3, 1, 1), (3, 1, 1)],
        [(11, 4, 1), (3, 2, 1), (5, 1, 1), (3, 2, 1), (3, 1, 1)],
        [(3, 1, 1), (3, 1, 2), (3, 1, 4), (3, 1, 8)],
        [(1, 1, 1), (2, 2, 1), (1, 3, 1), (4, 1, 3)],
        [(2, 2, 1)] * 5,
        [(5, 3, 2), (2, 1, 5), (3, 2, 1)],
    ]:
        chain = [dict(zip(("kernel_size", "stride", "dilation"), row, strict=True)) for row in rows]
        spans = [touched(chain[:depth], 600) for depth in range(1, len(chain) + 1)]
        reach = [last - first + 1 for (first, last), _ in spans]
        jumps = [second[0] - first[0] for first, second in spans]
        yield Case("receptive_field", {"layers": chain}, {"sizes": reach, "jumps": jumps, "size": reach[-1]})


def stacks() -> Iterator[Case]:
    """The side that a stack sees by its gradient, and the weights of both."""
    for kernel, count in [(1, 3), (2, 2), (3, 2), (3, 3), (5, 2), (7, 1)]:
        chain = [{"kernel_size": kernel, "stride": 1, "dilation": 1}] * count
        (first, last), _ = touched(chain, 60)
        side = last - first + 1
        weights = [counted(nn.Conv2d(1, 1, each, bias=False))["weights"] for each in (kernel, side)]
        found = {"equivalent": side, "ratio": count * weights[0] / weights[1]}
        yield Case("stacked_kernels", {"kernel_size": kernel, "count": count}, found)
