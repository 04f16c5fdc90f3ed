"""What pooling layers share: images, windows, and what of them must fit together."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.convolution.images import batch, tapped, together
from studyapp.engine.solvers.convolution.window import HALF_THE_KERNEL, KERNEL_TOO_LARGE
from studyapp.engine.solving.inputs import shown
from studyapp.engine.solving.solver import Array, Pair, Solver, given
from studyapp.errors import ExpressionError, GivenError

MOVED_BY_ONE = Text(
    en="Looks as if the window moved one pixel at a time. It moves by its own side, unless a stride is "
    "given.",
    zh="看起来窗口每次只移动了 1 个像素。不另指定步长时，窗口每次移动自身的边长。",
)
MOVED_BY_ITS_SIDE = Text(
    en="Looks as if the window moved by its own side; here it moves S pixels at a time.",
    zh="看起来窗口每次移动了自身的边长；这里每次移动 S 个像素。",
)
PADDING_LEFT_OUT = Text(
    en="Looks as if the padding was left out: the first window starts P pixels outside the image.",
    zh="看起来漏掉了填充：第一个窗口从图像之外 P 个像素处开始。",
)
ROUNDED_DOWN = Text(
    en="Looks as if the last windows were left out. In ceil mode one may hang over the end.",
    zh="看起来漏掉了最后的窗口。ceil 模式下窗口可以超出末端。",
)
ROUNDED_UP = Text(
    en="Looks as if windows hang over the end. Without ceil mode each must fit in whole.",
    zh="看起来有窗口超出了末端。不用 ceil 模式时，每个窗口必须完整放下。",
)


class Pooling(Solver, shared=True):
    """A window that moves over each channel by itself."""

    input: Array = given(
        ndim=(2, 4),
        symbol="x",
        say=Text(en="image (H, W), or images (N, C, H, W)", zh="图像 (H, W)，或一批图像 (N, C, H, W)"),
    )
    kernel_size: Pair = given(
        ge=1, symbol="K", say=Text(en="side of the window, or [h, w]", zh="窗口边长，或 [h, w]")
    )
    stride: Pair | None = given(
        default=None,
        ge=1,
        symbol="S",
        falls_back_to="kernel_size",
        say=Text(
            en="pixels from one position to the next; the window's side unless given",
            zh="步长（像素）；不指定时等于窗口边长",
        ),
    )
    padding: Pair = given(
        default=(0, 0), ge=0, symbol="P", say=Text(en="pixels added on each side", zh="每一侧填充的像素数")
    )
    ceil_mode: bool = given(
        default=False,
        symbol=r"\text{ceil\_mode}",
        say=Text(en="whether a window may hang over the end", zh="窗口是否可以超出末端"),
    )

    def gaps(self) -> Any:
        """Pixels from one tap of the window to the next, down and across."""
        return (1, 1)

    def check(self) -> None:
        """The padding fits the kernel, and the kernel the input."""
        pairs: list[Any] = [self.kernel_size, self.padding, self.gaps()]  # held as [h, w]
        for size, side, padding, gap in zip(self.input.shape[-2:], *pairs, strict=True):
            told = {"kernel_size": shown(as_given(pairs[0])), "padding": shown(as_given(pairs[1]))}
            if 2 * padding > side:
                raise GivenError(HALF_THE_KERNEL, parameter="padding", most=side // 2, **told)
            extent, padded = gap * (side - 1) + 1, size + 2 * padding
            if extent > padded:
                raise GivenError(
                    KERNEL_TOO_LARGE, parameter="kernel_size", extent=extent, padded=padded, **told
                )

    def windows(
        self, *, stride: Any = None, padding: Any = None, gaps: Any = None, ceil_mode: bool | None = None
    ) -> Any:
        """The windows down and across, as given or otherwise; ExpressionError where they do not fit."""
        from studyapp.engine.numeric.pooling import windows_of

        kernel: Any = self.kernel_size  # held as [h, w]
        moved: Any = stride or self.stride
        padding = padding or self.padding
        ceil_mode = self.ceil_mode if ceil_mode is None else ceil_mode
        try:
            return windows_of(
                self.input.shape[-2:], kernel, moved, padding, gaps or self.gaps(), ceil_mode=ceil_mode
            )
        except ValueError as error:
            raise ExpressionError("the window does not fit into the image") from error

    def places(self) -> str:
        """Which value a tap of a window meets, as the options in use have it: `S i + u, S j + v`."""
        pairs = zip(together("S", self.stride), together("D", self.gaps()), strict=True)
        padding: Any = self.padding  # held as [h, w]
        shifts = ["P", "P"] if padding[0] == padding[1] else ["P_h", "P_w"]
        written = [
            tapped(axis, tap, stride, gap) + (f" - {shift}" if amount else "")
            for axis, tap, (stride, gap), shift, amount in zip(
                "ij", "uv", pairs, shifts, padding, strict=True
            )
        ]
        return r",\, ".join(written)

    def under(self, row: int, column: int) -> list[Any]:
        """What the window covers at one position of the first channel; None where there is no pixel."""
        image = batch(self.input)[0, 0]
        pairs: list[Any] = [self.stride, self.padding, self.kernel_size, self.gaps()]  # held as [h, w]
        down, across = (
            [at * stride - padding + tap * gap for tap in range(side)]
            for at, stride, padding, side, gap in zip((row, column), *pairs, strict=True)
        )
        height, width = image.shape
        return [image[y, x] if 0 <= y < height and 0 <= x < width else None for y in down for x in across]

    def pooled(self, pixels: list[Any], places: int) -> Any:
        """What a window gives for its pixels; `places` are those of the padded image, of `simulate` alone."""
        raise NotImplementedError

    def simulate(self) -> Any:
        """Put the window down place by place, and look at each pixel under it."""
        pairs: list[Any] = [self.padding, self.kernel_size, self.gaps()]  # held as [h, w]
        (down, right), (height, width), (gap_down, gap_right) = pairs
        rows, columns = (self._starts(axis) for axis in (0, 1))

        def window(image: list[list[Any]], top: int, left: int) -> Any:
            ys, xs = (
                [start + tap * gap for tap in range(side)]
                for start, side, gap in ((top, height, gap_down), (left, width, gap_right))
            )
            pixels = [image[y][x] for y in ys for x in xs if 0 <= y < len(image) and 0 <= x < len(image[0])]
            padded = [(y, x) for y in ys for x in xs if y < len(image) + down and x < len(image[0]) + right]
            return self.pooled(pixels, len(padded))

        images = batch(self.input).tolist()
        found = [
            [[[window(channel, y, x) for x in columns] for y in rows] for channel in image]
            for image in images
        ]
        return found[0][0] if self.input.ndim == 2 else found

    def _starts(self, axis: int) -> list[int]:
        """Where windows begin: as long as they fit, and in ceil mode once more if the end was not reached."""
        pairs: list[Any] = [self.stride, self.padding, self.kernel_size, self.gaps()]  # held as [h, w]
        stride, padding, side, gap = (pair[axis] for pair in pairs)
        size = self.input.shape[axis - 2]
        end, reach = size + padding, gap * (side - 1)
        starts = [start for start in range(-padding, end, stride) if start + reach < end]
        following = starts[-1] + stride
        hangs_over = self.ceil_mode and starts[-1] + reach < end - 1 and following < size
        return [*starts, following] if hangs_over else starts


def as_given(pair: Any) -> Any:
    """A pair as people write it: one number where both are the same."""
    return pair[0] if pair[0] == pair[1] else list(pair)
