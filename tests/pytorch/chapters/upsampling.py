"""Transposed convolution, interpolation and max-unpooling, with all their options."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from tests.pytorch.cases import REFUSED, Case

max_unpool = torch._C._nn.max_unpool2d  # takes the output's size, as our solver does


def cases() -> Iterator[Case]:
    """Chapter by solver."""
    yield from transposed_sizes()
    yield from transposed_convolutions()
    yield from transposed_refusals()
    yield from resized_by_factor()
    yield from resized_to_size()
    yield from resized_at_ties()
    yield from resized_refusals()
    yield from unpooled()


def outcome(work: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """What PyTorch gives, or that it refuses."""
    try:
        return work(*arguments, **options)
    except (RuntimeError, ValueError):
        return REFUSED


def alone(found: Any) -> Any:
    """The one image of a batch, where there is a batch."""
    return found[0, 0] if isinstance(found, Tensor) else found


def short(*shape: int) -> Tensor:
    """Random eighths, which JSON writes in a few digits."""
    return torch.randint(-90, 91, shape).double() / 8


def transposed_sizes() -> Iterator[Case]:
    """Every fifth combination, refused ones among them: nothing left, or too much output padding."""
    names = ("size", "kernel_size", "stride", "padding", "output_padding", "dilation")
    combinations = product((1, 2, 7), (1, 2, 3, 4), (1, 2, 3), (0, 1, 2), (0, 1, 2), (1, 2))
    for combination in list(combinations)[::9]:
        inputs = dict(zip(names, combination, strict=True))
        size = inputs["size"]
        layer = nn.ConvTranspose1d(1, 1, **{name: inputs[name] for name in names[1:]})
        found = outcome(layer, torch.zeros(1, 1, size))
        side = found.shape[-1] if isinstance(found, Tensor) else found
        yield Case("conv_transpose_output_size", inputs, side)


def transposed_convolutions() -> Iterator[Case]:
    """Single images, then batches with channels in groups; strides, dilations and paddings in pairs."""
    options: list[dict[str, Any]] = [
        {},
        {"stride": 2},
        {"stride": [1, 3]},
        {"padding": 1},
        {"padding": [0, 1], "stride": 2},
        {"stride": 2, "output_padding": 1},
        {"stride": 2, "padding": 1, "output_padding": 1},
        {"stride": [3, 2], "padding": [1, 0], "output_padding": [2, 1]},
        {"dilation": 2},
        {"dilation": [1, 3], "output_padding": [0, 2]},
        {"dilation": 2, "stride": 3, "padding": 2, "output_padding": 2},
        {"stride": 5, "output_padding": 4},
    ]
    for option, (sides, kernel) in product(
        options, [((2, 3), (3, 3)), ((3, 2), (2, 4)), ((1, 1), (5, 5)), ((4, 4), (1, 1))]
    ):
        image, weight = short(*sides), short(*kernel)
        bias = None if option.get("padding") else 0.5
        biases = None if bias is None else torch.tensor([bias])
        found = alone(transposed(image[None, None], weight[None, None], biases, option))
        inputs = {"input": image, "weight": weight, **option}
        yield Case("conv_transpose2d", inputs if bias is None else {**inputs, "bias": bias}, found)
    shapes = [
        ((1, 1, 2, 2), (1, 3, 2, 2), 1),
        ((2, 3, 2, 2), (3, 2, 3, 2), 1),
        ((1, 4, 2, 3), (4, 1, 2, 2), 2),
        ((2, 2, 2, 2), (2, 2, 3, 3), 2),
        ((1, 3, 3, 1), (3, 1, 2, 1), 3),
    ]
    for option, (images, kernels, groups) in product(options, shapes):
        batch, weight = short(*images), short(*kernels)
        biases = short(kernels[1] * groups) if "stride" in option else None
        found = transposed(batch, weight, biases, {**option, "groups": groups})
        inputs = {"input": batch, "weight": weight, **option, "groups": groups}
        yield Case("conv_transpose2d", inputs if biases is None else {**inputs, "bias": biases}, found)


def transposed(images: Tensor, weight: Tensor, bias: Tensor | None, options: dict[str, Any]) -> Any:
    """PyTorch's own."""
    return outcome(functional.conv_transpose2d, images, weight, bias, **options)


def transposed_refusals() -> Iterator[Case]:
    """What does not fit together."""
    image, kernel = short(1, 2, 2, 2), short(2, 2, 2, 2)
    refused: list[tuple[Tensor, Tensor, dict[str, Any]]] = [
        (image, kernel, {"output_padding": 1}),
        (image, kernel, {"stride": [2, 1], "output_padding": [1, 1]}),
        (image, kernel, {"padding": 2}),
        (image, kernel, {"padding": [0, 2]}),
        (image, kernel, {"groups": 3}),
        (image, short(3, 2, 2, 2), {}),
        (image, short(1, 2, 2, 2), {}),
        (image, kernel, {"bias": short(3)}),
        (image, kernel, {"bias": short(2), "groups": 2}),
    ]
    for images, weight, options in refused:
        biases = options.get("bias")
        others = {name: value for name, value in options.items() if name != "bias"}
        found = transposed(images, weight, biases, others)
        assert found == REFUSED, options
        yield Case("conv_transpose2d", {"input": images, "weight": weight, **options}, REFUSED)


def resized(image: Tensor, **options: Any) -> Any:
    """PyTorch's own, of a single image too; its mode nearest refuses any word on corners."""
    if options["mode"] == "nearest":
        options.pop("align_corners", None)
    for name, value in options.items():
        if isinstance(value, list):
            options[name] = tuple(value)
    if image.ndim == 2:
        return alone(outcome(functional.interpolate, image[None, None], **options))
    return outcome(functional.interpolate, image, **options)


MODES: list[dict[str, Any]] = [
    {"mode": "nearest"},
    {"mode": "bilinear"},
    {"mode": "bilinear", "align_corners": True},
]


def resized_by_factor() -> Iterator[Case]:
    """Whole and broken factors, above and below 1, the same both ways and not."""
    factors = [2.0, 3.0, 1.0, 0.5, 2.3, 1.3, 1.5, 2.1, 0.7, 0.35, 1 / 3, [2.0, 1.0], [1.0, 2.5], [0.5, 3.1]]
    for factor, mode in product(factors, MODES):
        for image in (short(3, 4), short(5, 2)):
            found = resized(image, scale_factor=factor, **mode)
            yield Case("interpolate", {"input": image, "scale_factor": factor, **mode}, found)
    for factor, mode in product([2.0, 1.7, [0.6, 2.2]], MODES):
        batch = short(2, 2, 3, 3)
        yield Case(
            "interpolate",
            {"input": batch, "scale_factor": factor, **mode},
            resized(batch, scale_factor=factor, **mode),
        )


def resized_to_size() -> Iterator[Case]:
    """Larger, smaller, to a single pixel, and left as it is."""
    sizes: list[Any] = [1, 2, 3, 4, 7, 8, [1, 5], [5, 1], [3, 4], [6, 8], [2, 9]]
    for size, mode in product(sizes, MODES):
        image = short(3, 4)
        yield Case("interpolate", {"input": image, "size": size, **mode}, resized(image, size=size, **mode))
    for size, mode in product([2, [5, 4]], MODES):
        batch = short(1, 2, 3, 3)
        yield Case("interpolate", {"input": batch, "size": size, **mode}, resized(batch, size=size, **mode))
    for mode in MODES:
        pixel = short(1, 1)
        yield Case(
            "interpolate", {"input": pixel, "size": [2, 3], **mode}, resized(pixel, size=[2, 3], **mode)
        )


def resized_at_ties() -> Iterator[Case]:
    """Where products in floats fall short of a whole number, and whether sizes and places follow."""
    for length, factor in [(100, 0.29), (10, 0.7), (3, 1.1), (20, 1.15), (50, 0.58), (5, 1.6)]:
        for mode in MODES:
            row = torch.arange(float(length))[None]
            found = resized(row, scale_factor=[1.0, factor], **mode)
            yield Case("interpolate", {"input": row, "scale_factor": [1, factor], **mode}, found)
    for length, count in [(2, 82), (4, 82), (6, 74), (3, 41), (7, 47), (5, 5), (5, 10), (9, 10), (10, 9)]:
        row = torch.arange(float(length))[None]
        found = resized(row, size=[1, count], mode="nearest")
        yield Case("interpolate", {"input": row, "size": [1, count]}, found)


def resized_refusals() -> Iterator[Case]:
    """Both or none of factor and size, nothing left, corners in mode nearest."""
    image = short(1, 1, 2, 3)
    for options in (
        {},
        {"scale_factor": 2.0, "size": 4},
        {"scale_factor": 0.3},
        {"scale_factor": [1.0, 0.3]},
        {"scale_factor": 2.0, "align_corners": True},
        {"size": 4, "mode": "nearest", "align_corners": True},
    ):
        keywords = {
            name: tuple(value) if isinstance(value, list) else value for name, value in options.items()
        }
        assert outcome(functional.interpolate, image, **keywords) == REFUSED, options
        yield Case("interpolate", {"input": image, **options}, REFUSED)


def unpooled() -> Iterator[Case]:
    """After pooling with and without overlaps; then indices of our own, twice the same and outside.

    PyTorch does not say which of two values with one index stays: here a single thread takes them in order.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    pools: list[dict[str, Any]] = [
        {"kernel_size": 2},
        {"kernel_size": 3},
        {"kernel_size": 2, "stride": 1},
        {"kernel_size": 3, "stride": 2, "padding": 1},
        {"kernel_size": 2, "ceil_mode": True},
        {"kernel_size": (1, 2)},
    ]
    for pool, shape in product(pools, [(1, 1, 4, 4), (1, 1, 5, 6), (2, 2, 4, 3), (1, 3, 3, 3)]):
        images = short(*shape)
        values, indices = functional.max_pool2d(images, **pool, return_indices=True)
        inputs: dict[str, Any] = {"input": values, "indices": indices, "output_size": list(shape[-2:])}
        found = max_unpool(values, indices, inputs["output_size"])
        if shape[:2] == (1, 1):
            inputs, found = {**inputs, "input": values[0, 0], "indices": indices[0, 0]}, found[0, 0]
        yield Case("max_unpool2d", inputs, found)
    image = short(2, 3)
    for places, size in [
        ([[0, 0, 0], [0, 0, 0]], [1, 1]),
        ([[5, 1, 5], [1, 3, 1]], [2, 3]),
        ([[19, 0, 7], [7, 7, 19]], [4, 5]),
        ([[0, 1, 2], [3, 4, 6]], [2, 3]),
        ([[0, 1, 2], [3, 4, -1]], [2, 3]),
        ([[0, 1, 2], [3, 4, 5]], [1, 5]),
    ]:
        indices = torch.tensor(places)
        found = alone(outcome(max_unpool, image[None, None], indices[None, None], size))
        yield Case("max_unpool2d", {"input": image, "indices": indices, "output_size": size}, found)
    for shape in [(2, 2), (3, 2), (1, 6)]:
        indices = torch.zeros(1, 1, *shape, dtype=torch.int64)
        found = alone(outcome(max_unpool, image[None, None], indices, [4, 4]))
        yield Case("max_unpool2d", {"input": image, "indices": indices[0, 0], "output_size": 4}, found)
    torch.set_num_threads(threads)
