"""What a transposed convolution is given: images and kernels that fit together, and how they are laid out."""

from math import prod

from studyapp.domain.text import Text
from studyapp.engine.solvers.upsampling.images import both, must_be_few
from studyapp.engine.solvers.upsampling.sizes import NOTHING_LEFT
from studyapp.engine.solving.inputs import shown
from studyapp.engine.solving.solver import Array, Pair, Solver, given
from studyapp.errors import GivenError
from studyapp.i18n import N_

AXES_NEEDED = N_("{parameter} has {axes} axes; it must have as many as input, {wanted}")
CHANNELS_NEEDED = N_("{parameter} is for {inputs} channels; it must be for those of input, {channels}")
GROUPS_NEEDED = N_("{parameter} is {groups}; it must divide in_channels, {in_channels}")
NUMBER_NEEDED = N_("{parameter} is a list; for an image of shape (H, W) it must be a number")
BIASES_NEEDED = N_("{parameter} is {value}; it must be a list of {channels} numbers, one an output channel")
TOO_MUCH_ADDED = N_("{parameter} is {value}; it must be below stride or dilation, so at most {most}")


class Transposed(Solver, shared=True):
    """Images, a kernel, and the numbers of a transposed convolution; checked."""

    input: Array = given(
        ndim=(2, 4),
        symbol="X",
        say=Text(en="image, (H, W) or (N, C, H, W)", zh="图像，形如 (H, W) 或 (N, C, H, W)"),
    )
    weight: Array = given(
        ndim=(2, 4),
        symbol="K",
        say=Text(
            en="kernel, (h, w), or (C, output channels / groups, h, w)",
            zh="卷积核，形如 (h, w) 或 (C, 输出通道数 / 组数, h, w)",
        ),
    )
    bias: Array | None = given(
        default=None,
        ndim=(0, 1),
        symbol="b",
        say=Text(en="added to the output; one an output channel", zh="加到输出上的偏置，每个输出通道一个"),
    )
    stride: Pair = given(
        default=(1, 1),
        ge=1,
        symbol="S",
        say=Text(
            en="pixels from one stamp to the next, or [h, w]", zh="相邻两次盖印的间距（像素），或 [h, w]"
        ),
    )
    padding: Pair = given(
        default=(0, 0),
        ge=0,
        symbol="P",
        say=Text(en="pixels cut off on each side, or [h, w]", zh="每一侧裁掉的像素数，或 [h, w]"),
    )
    output_padding: Pair = given(
        default=(0, 0),
        ge=0,
        symbol="Q",
        say=Text(
            en="pixels added at the bottom and right, or [h, w]", zh="下方和右方补上的像素数，或 [h, w]"
        ),
    )
    dilation: Pair = given(
        default=(1, 1),
        ge=1,
        symbol="D",
        say=Text(en="distance between the kernel's taps, or [h, w]", zh="卷积核采样点的间距，或 [h, w]"),
    )
    groups: int = given(
        default=1,
        ge=1,
        symbol="g",
        say=Text(en="groups of channels, each on its own", zh="互不相连的通道组数"),
    )

    def spans(self) -> tuple[int, int]:
        """Sides of what all the stamps reach over."""
        height, width = (
            (side - 1) * apart + gap * (extent - 1) + 1
            for side, extent, apart, gap in zip(
                self.input.shape[-2:],
                self.weight.shape[-2:],
                both(self.stride),
                both(self.dilation),
                strict=True,
            )
        )
        return height, width

    def must_fit_in_memory(self) -> None:
        """Refuse what makes too many stamps, or spreads them over too large a canvas."""
        samples = prod(self.input.shape[:-3])
        outputs = prod(self.weight.shape[1:-2]) * self.groups
        stamps = samples * outputs * prod(self.input.shape[-2:]) * prod(self.weight.shape[-2:])
        must_be_few("input", self.input, stamps)
        spread = {"stride": both(self.stride), "dilation": both(self.dilation)}
        widest = max(spread, key=lambda name: max(spread[name]))
        must_be_few(widest, spread[widest], samples * outputs * prod(self.spans()))

    def check(self) -> None:
        """Shapes fit together, something is left of the output, and it is not huge."""
        if self.weight.ndim != self.input.ndim:
            raise GivenError(AXES_NEEDED, parameter="weight", axes=self.weight.ndim, wanted=self.input.ndim)
        channels = self.input.shape[1] if self.input.ndim == 4 else 1
        if channels % self.groups:
            raise GivenError(GROUPS_NEEDED, parameter="groups", groups=self.groups, in_channels=channels)
        if self.input.ndim == 4 and len(self.weight) != channels:
            raise GivenError(CHANNELS_NEEDED, parameter="weight", inputs=len(self.weight), channels=channels)
        self._check_bias()
        most = [max(pair) - 1 for pair in zip(both(self.stride), both(self.dilation), strict=True)]
        if any(more > limit for more, limit in zip(both(self.output_padding), most, strict=True)):
            value = shown(both(self.output_padding))
            raise GivenError(TOO_MUCH_ADDED, parameter="output_padding", value=value, most=shown(most))
        for span, cut, more in zip(self.spans(), both(self.padding), both(self.output_padding), strict=True):
            if span - 2 * cut + more < 1:
                told = {"padding": shown(cut), "span": shown(span), "output_padding": shown(more)}
                raise GivenError(NOTHING_LEFT, parameter="padding", **told)
        self.must_fit_in_memory()

    def _check_bias(self) -> None:
        axes = getattr(self.bias, "ndim", 0)
        if self.bias is None:
            return
        if self.input.ndim == 2:
            if axes:
                raise GivenError(NUMBER_NEEDED, parameter="bias")
            return
        channels = self.weight.shape[1] * self.groups
        if not axes or len(self.bias) != channels:
            raise GivenError(BIASES_NEEDED, parameter="bias", value=shown(self.bias), channels=channels)
