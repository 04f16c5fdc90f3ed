"""Transposed convolution of images: one matrix product, then the stamps are added where they fall."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Pair: TypeAlias = tuple[int, int]


def conv_transpose2d(
    images: Array,
    kernels: Array,
    bias: Array | None = None,
    *,
    stride: Pair = (1, 1),
    padding: Pair = (0, 0),
    output_padding: Pair = (0, 0),
    dilation: Pair = (1, 1),
    groups: int = 1,
) -> Array:
    """Transposed convolution, PyTorch's `conv_transpose2d` (Dumoulin & Visin 2016, chapter 4).

    `images` is (N, C, H, W), `kernels` (C, O/groups, h, w), `bias` (O) or None. The result is (N, O, H', W')
    with H' = (H - 1)·stride - 2·padding + dilation·(h - 1) + output_padding + 1, and W' likewise. float32
    stays float32, float64 float64, and arrays of fractions stay exact. Raises ValueError where C is not the
    same on both sides or not a multiple of `groups`.
    """
    canvas = overlapped(stamps(images, kernels, groups), stride=stride, dilation=dilation)
    output = trimmed(canvas, padding=padding, output_padding=output_padding)
    return output if bias is None else output + bias.reshape(-1, 1, 1)


def stamps(images: Array, kernels: Array, groups: int = 1) -> Array:
    """What each position of the input puts down: (N, O, H, W, h, w), added over its group's channels.

    A view of the product, in whose memory the positions lie innermost. Raises ValueError where channels,
    kernels and groups do not fit together.
    """
    samples, channels, *sides = images.shape
    inputs, outputs, *kernel_sides = kernels.shape
    if channels != inputs or channels % groups:
        raise ValueError(f"{channels} channels, kernels for {inputs}, {groups} groups")
    values = images.reshape(samples, groups, channels // groups, -1)
    weights = kernels.reshape(groups, channels // groups, -1).swapaxes(1, 2)
    with np.errstate(all="ignore"):
        product: Array = np.matmul(weights, values)
    shape = (samples, groups * outputs, *kernel_sides, *sides)
    return product.reshape(shape).transpose(0, 1, 4, 5, 2, 3)


def overlapped(stamped: Array, *, stride: Pair = (1, 1), dilation: Pair = (1, 1)) -> Array:
    """The stamps put down `stride` apart, their entries `dilation` apart, and added where they overlap.

    `stamped` is (N, O, H, W, h, w) as of `stamps`; the result (N, O, H', W') is just as large as they reach.
    """
    samples, channels, *sides, height, width = stamped.shape
    reach = [
        (side - 1) * step + gap * (extent - 1) + 1
        for side, step, gap, extent in zip(sides, stride, dilation, (height, width), strict=True)
    ]
    canvas = np.zeros((samples, channels, *reach), dtype=stamped.dtype)
    with np.errstate(all="ignore"):
        for row in range(height):
            down = _places(row * dilation[0], sides[0], stride[0])
            for column in range(width):
                across = _places(column * dilation[1], sides[1], stride[1])
                canvas[:, :, down, across] += stamped[..., row, column]
    return canvas


def trimmed(canvas: Array, *, padding: Pair = (0, 0), output_padding: Pair = (0, 0)) -> Array:
    """The canvas without `padding` rows and columns on each side, `output_padding` more at the end of each.

    Beyond the last stamp, those are zeros.
    """
    fill = [(0, max(more - cut, 0)) for more, cut in zip(output_padding, padding, strict=True)]
    if any(after for _, after in fill):
        canvas = np.pad(canvas, [(0, 0)] * (canvas.ndim - 2) + fill)
    rows, columns = (
        slice(cut, side - max(cut - more, 0))
        for cut, more, side in zip(padding, output_padding, canvas.shape[-2:], strict=True)
    )
    return canvas[..., rows, columns]


def _places(first: int, count: int, step: int) -> slice:
    """`count` places from the first one on, `step` apart."""
    return slice(first, first + (count - 1) * step + 1, step)
