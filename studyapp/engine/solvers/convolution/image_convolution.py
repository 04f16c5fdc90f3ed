"""What a convolution of images is given, and what of it must fit together."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.convolution.images import MOST_VALUES, batch, must_fit_in_memory
from studyapp.engine.solving.solver import Array, Pair, Solver, given
from studyapp.errors import GivenError
from studyapp.i18n import N_

AS_DEEP = N_("{parameter} has {axes} axes; it must have as many as input, {wanted}")
GROUPS_OF_INPUT = N_("{parameter} is {groups}; it must divide the channels of input, {channels}")
GROUPS_OF_FILTERS = N_("{parameter} is {groups}; it must divide the filters of weight, {filters}")
DEPTH_NEEDED = N_(
    "{parameter} has filters of {depth} channels; with {channels} channels of input in {groups} groups they "
    "must have {wanted}"
)
TOO_LARGE = N_(
    "{parameter} has kernels with a side of {side} that reach over {extent} pixels, but the padded input has "
    "only {padded}"
)
ONE_BIAS = N_("{parameter} is a list; for an input of shape (H, W) it must be a number")
BIAS_A_FILTER = N_("{parameter} has {length} numbers; it must be a list of one for each of {filters} filters")
TOO_MANY_VALUES = N_(
    "{parameter} is too large: with this input the output would have {values} values, more than {most}"
)


class ImageConvolution(Solver, shared=True):
    """Images, filters, and how the filters move."""

    input: Array = given(
        ndim=(2, 4),
        symbol="x",
        say=Text(en="image (H, W), or images (N, C, H, W)", zh="图像 (H, W)，或一批图像 (N, C, H, W)"),
    )
    weight: Array = given(
        ndim=(2, 4),
        symbol="w",
        say=Text(
            en="kernel (h, w), or filters (O, C/groups, h, w)", zh="卷积核 (h, w)，或 (O, C/groups, h, w)"
        ),
    )
    bias: Array | None = given(
        default=None,
        ndim=(0, 1),
        symbol="b",
        say=Text(en="added to each sum; one number a filter", zh="加在每个和上的偏置；每个卷积核一个"),
    )
    stride: Pair = given(
        default=(1, 1),
        ge=1,
        symbol="S",
        say=Text(en="pixels from one position to the next", zh="步长（像素）"),
    )
    padding: Pair = given(
        default=(0, 0), ge=0, symbol="P", say=Text(en="zeros added on each side", zh="每一侧补零的像素数")
    )
    dilation: Pair = given(
        default=(1, 1),
        ge=1,
        symbol="D",
        say=Text(en="distance between the kernel's taps", zh="卷积核采样点的间距"),
    )
    groups: int = given(
        default=1,
        ge=1,
        symbol="g",
        say=Text(en="groups of channels that are convolved apart", zh="分开卷积的通道组数"),
    )

    def check(self) -> None:
        """Channels, groups, bias and kernel fit the input, and the output fits in memory."""
        if self.weight.ndim != self.input.ndim:
            axes, wanted = self.weight.ndim, self.input.ndim
            raise GivenError(AS_DEEP, parameter="weight", axes=axes, wanted=wanted)
        self._check_channels()
        self._check_bias()
        must_fit_in_memory(self.input, self.padding)
        values = len(batch(self.input)) * len(batch(self.weight))
        for axis in (0, 1):
            values *= self._positions(axis)
        if values > MOST_VALUES:
            raise GivenError(TOO_MANY_VALUES, parameter="weight", values=values, most=MOST_VALUES)

    def _check_channels(self) -> None:
        channels = batch(self.input).shape[1]
        filters, depth = batch(self.weight).shape[:2]
        told = {"groups": self.groups, "channels": channels, "filters": filters, "depth": depth}
        if channels % self.groups:
            raise GivenError(GROUPS_OF_INPUT, parameter="groups", **told)
        if filters % self.groups:
            raise GivenError(GROUPS_OF_FILTERS, parameter="groups", **told)
        if depth * self.groups != channels:
            raise GivenError(DEPTH_NEEDED, parameter="weight", wanted=channels // self.groups, **told)

    def _check_bias(self) -> None:
        axes = getattr(self.bias, "ndim", 0)
        if self.bias is None or (self.input.ndim == 2 and axes == 0):
            return
        if self.input.ndim == 2:
            raise GivenError(ONE_BIAS, parameter="bias")
        length, filters = len(self.bias) if axes else 1, len(self.weight)
        if axes == 0 or length != filters:
            raise GivenError(BIAS_A_FILTER, parameter="bias", length=length, filters=filters)

    def _positions(self, axis: int) -> int:
        """How often the kernel is put down along an axis; refused where it does not even fit once."""
        pairs: list[Any] = [self.stride, self.padding, self.dilation]  # held as [h, w]
        stride, padding, dilation = (pair[axis] for pair in pairs)
        side, size = self.weight.shape[axis - 2], self.input.shape[axis - 2]
        extent, padded = dilation * (side - 1) + 1, size + 2 * padding
        if extent > padded:
            raise GivenError(TOO_LARGE, parameter="weight", side=side, extent=extent, padded=padded)
        return int((padded - extent) // stride + 1)
