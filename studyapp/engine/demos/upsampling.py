"""Four ways to make a small picture larger, side by side and each with its numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Frame, HeatMap, rows_of
from studyapp.engine.numeric.transposed_convolution import conv_transpose2d
from studyapp.engine.registry import find_solver
from studyapp.engine.taking import first_of, square
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
Matrix = tuple[tuple[float, ...], ...]

NEAREST = Text(en="Nearest", zh="最近邻")
BILINEAR = Text(en="Bilinear", zh="双线性")
TRANSPOSED = Text(en="Transposed convolution", zh="转置卷积")
SHORT = Text(en="Transposed", zh="转置卷积")
"""Where four names stand beside each other."""
UNPOOLED = Text(en="Unpooling", zh="反池化")
PICTURES: dict[str, tuple[Text, Matrix]] = {
    "even": (Text(en="even ground", zh="均匀"), ((1.0,) * 3,) * 3),
    "spot": (Text(en="a spot", zh="一个亮点"), ((0.0, 0, 0), (0, 4, 0), (0, 0, 0))),
    "steps": (Text(en="steps", zh="台阶"), ((1.0, 2, 3), (2, 4, 6), (3, 6, 9))),
}
MOST_SIDE, MOST_KERNEL = 4, 5


@dataclass(frozen=True, kw_only=True)
class Upsampling(Demo):
    """Nearest, bilinear, transposed convolution and unpooling on the same picture."""

    title = Text(en="Upsampling", zh="上采样")
    about = Text(
        en="Enlarges one small picture by repeating pixels, by blending neighbours, by stamping a kernel for "
        "each pixel, and by putting maxima back where they came from.",
        zh="用四种方法放大同一张小图：重复像素、在邻居之间插值、给每个像素盖一个核的“印章”、"
        "把最大值放回原处。",
    )
    notice = Text(
        en="Only the transposed convolution has weights to learn. Where its kernel size is no multiple of "
        "the stride, stamps overlap unevenly: even ground becomes a checkerboard.",
        zh="只有转置卷积有可学的权重。当核的边长不是步长的整数倍时，印章重叠不均匀，均匀的区域会变成棋盘格。",
    )
    question = Text(
        en="Which of the four has weights to learn, and when does it leave a checkerboard?",
        zh="四种方法中哪一种有可学的权重？它什么时候会留下棋盘格？",
    )
    chapter = "upsampling"
    presets = (
        Preset("twofold", Text(en="Twofold", zh="放大两倍"), {}),
        Preset("checkerboard", Text(en="A checkerboard", zh="棋盘格"), {"picture": "even", "kernel_size": 3}),
        Preset(
            "no-checkerboard",
            Text(en="4 is a multiple of 2: none", zh="4 是 2 的倍数：没有"),
            {"picture": "even", "kernel_size": 4},
        ),
        Preset("corners", Text(en="Corners kept in place", zh="对齐角点"), {"align_corners": True}),
    )

    picture: str = choice(
        "steps", {name: say for name, (say, _cells) in PICTURES.items()}, say=Text(en="picture", zh="图片")
    )
    scale: int = knob(2, ge=1, le=4, say=Text(en="how much larger (stride)", zh="放大倍数（步长）"))
    kernel_size: int = knob(2, ge=1, le=MOST_KERNEL, say=Text(en="kernel of the stamp", zh="转置卷积核边长"))
    align_corners: bool = knob(False, say=Text(en="align corners", zh="对齐角点"))
    own: Matrix = ()
    """A problem's picture, until another is chosen."""
    own_side: int = 0
    """The side to which a problem resizes it, where that is no whole multiple."""
    own_kernel: Matrix = ()
    """A problem's kernel of the transposed convolution, in place of ones."""
    own_padding: int = 0
    """What a problem's transposed convolution leaves out on each side."""
    own_places: Matrix = ()
    """Where a problem's unpooling puts the values: indices into the enlarged picture."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own small picture, its factor or size, its kernel and its indices."""
        picture, kernel = square(givens.get("input"), MOST_SIDE), square(givens.get("weight"), MOST_KERNEL)
        places = square(givens.get("indices"), MOST_SIDE)
        factor: Any = first_of(givens.get("scale_factor", givens.get("stride")))
        side: Any = first_of(givens.get("output_size" if places else "size"))
        if factor is None and picture and isinstance(side, int) and side % len(picture) == 0:
            factor = side // len(picture)
        taken = {**givens, "scale": factor, "kernel_size": len(kernel) or None}
        demo = super().from_givens(taken)
        if not picture:
            return demo
        padding: Any = first_of(givens.get("padding", 0))
        return replace(
            demo,
            own=picture,
            own_side=side if isinstance(side, int) and factor is None else 0,
            own_kernel=kernel,
            own_padding=padding if kernel else 0,
            own_places=places if len(places) == len(picture) else (),
        )

    def turned(self, name: str, turns: int) -> Self:
        """What is turned takes the place of what a problem had there."""
        turned = super().turned(name, turns)
        match name:
            case "picture":
                return replace(turned, own=(), own_side=0, own_places=())
            case "scale":
                return replace(turned, own_side=0, own_places=())
            case "kernel_size":
                return replace(turned, own_kernel=(), own_padding=0)
        return turned

    def frames(self) -> Iterator[Frame]:
        """All four together, then one after the other with numbers."""
        image = np.array(self.own or PICTURES[self.picture][1], dtype=float)
        results = {
            NEAREST: self.resized(image, "nearest"),
            BILINEAR: self.resized(image, "bilinear"),
            TRANSPOSED: self.stamped(image),
            UNPOOLED: self.unpooled(image),
        }
        uneven = float(np.ptp(inner(results[TRANSPOSED], max(0, self.kernel_size - self.scale))))
        figures: dict[str, Value] = {
            "nearest": flat(results[NEAREST]),
            "bilinear": flat(results[BILINEAR]),
            "transposed": flat(results[TRANSPOSED]),
            "unpooled": flat(results[UNPOOLED]),
            "sides": tuple(len(result) for result in results.values()),
            "unevenness_of_transposed": uneven,
        }
        yield Frame(
            title=Text(en="Four ways side by side", zh="四种方法并排"),
            caption=self._sizes(len(image), len(results[NEAREST]), len(results[TRANSPOSED])),
            shapes=tuple(
                HeatMap(say=SHORT if say is TRANSPOSED else say, cells=rows_of(result))
                for say, result in results.items()
            ),
            figures=figures,
        )
        small = HeatMap(say=Text(en="Picture", zh="图片"), cells=rows_of(image))
        kernel = HeatMap(say=Text(en="Kernel", zh="卷积核"), cells=rows_of(self.kernel()))
        for (say, result), caption in zip(results.items(), self._captions(uneven), strict=True):
            before = (small, kernel) if say is TRANSPOSED and self.own_kernel else (small,)
            yield Frame(
                title=say,
                caption=caption,
                shapes=(*before, HeatMap(say=say, cells=rows_of(result))),
                figures=figures,
            )

    def kernel(self) -> Floats:
        """The stamp: a problem's own, else of ones."""
        return np.array(self.own_kernel or ((1.0,) * self.kernel_size,) * self.kernel_size)

    def resized(self, image: Floats, mode: str) -> Floats:
        """As the solver resizes it."""
        options: dict[str, Any] = {"align_corners": self.align_corners} if mode == "bilinear" else {}
        options |= {"size": self.own_side} if self.own_side else {"scale_factor": self.scale}
        solver = find_solver("interpolate")(input=matrix_in(image), mode=mode, **options)
        return matrix_of(solver.result_value())

    def stamped(self, image: Floats) -> Floats:
        """The kernel put down for each pixel, `scale` apart."""
        found = conv_transpose2d(
            image[None, None],
            self.kernel()[None, None],
            stride=(self.scale,) * 2,
            padding=(self.own_padding,) * 2,
        )
        return np.asarray(found[0, 0])

    def unpooled(self, image: Floats) -> Floats:
        """Each pixel at the place that a max-pooling would have remembered, zeros around it."""
        side = len(image) * self.scale
        rows, columns = np.indices(image.shape)
        # Not always the first of its window: the places differ, as they would in a real picture.
        down = rows * self.scale + (rows + columns) % self.scale
        across = columns * self.scale + columns % self.scale
        places = np.array(self.own_places, dtype=int) if self.own_places else down * side + across
        solver = find_solver("max_unpool2d")(
            input=matrix_in(image),
            indices=matrix_in(np.asarray(places)),
            output_size=(side, side),
        )
        return matrix_of(solver.result_value())

    def _sizes(self, side: int, resized: int, transposed: int) -> Text:
        """The sides of the pictures, and where that of the transposed convolution comes from."""
        cropped, cropped_zh = (" − 2·padding", " − 2·填充") if self.own_padding else ("", "")
        return Text(
            en=f"A picture of {side}×{side} becomes {resized}×{resized}; by transposed convolution "
            f"{transposed}×{transposed}: (n − 1)·stride + kernel size{cropped}.",
            zh=f"{side}×{side} 的图变成 {resized}×{resized}；转置卷积得到 {transposed}×{transposed}"
            f"（(n − 1)·步长 + 核边长{cropped_zh}）。",
        )

    def _captions(self, uneven: float) -> tuple[Text, ...]:
        kernel = Text(en="here of ones", zh="这里全是 1")
        if self.own_kernel:
            kernel = Text(en="the problem's", zh="题目给出的")
        return (
            Text(
                en="Every pixel is repeated. No weights; hard blocks.",
                zh="每个像素重复若干次。没有权重，块状明显。",
            ),
            Text(
                en="Every pixel is a weighted mean of its four neighbours in the small picture. No weights "
                "to learn; smooth. " + ("Corners stand on corners." if self.align_corners else ""),
                zh="每个像素是小图中四个邻居的加权平均。没有可学的权重，过渡平滑。"
                + ("角点与角点对齐。" if self.align_corners else ""),
            ),
            Text(
                en=f"Every pixel stamps a {self.kernel_size}×{self.kernel_size} kernel "
                f"({kernel.en}; a network learns it), and stamps add up where they overlap. "
                + (
                    f"On even ground the inner cells would differ by **{show(uneven, 3)}**."
                    if self.picture == "even" and not self.own
                    else ""
                ),
                zh=f"每个像素盖下一个 {self.kernel_size}×{self.kernel_size} 的核"
                f"（{kernel.zh}，实际由训练得到），重叠处相加。"
                + (
                    f"在均匀区域上，内部格子相差 **{show(uneven, 3)}**。"
                    if self.picture == "even" and not self.own
                    else ""
                ),
            ),
            Text(
                en="Each value goes back to where max-pooling took it from; all other places are 0. No "
                "weights.",
                zh="每个值回到最大池化取走它的位置，其余位置都是 0。没有权重。",
            ),
        )


def matrix_in(array: NDArray[Any]) -> tuple[tuple[Any, ...], ...]:
    """An array as a solver takes it."""
    return tuple(tuple(row) for row in array.tolist())


def matrix_of(value: Any) -> Floats:
    """A solver's matrix as an array."""
    return np.array([[float(cell) for cell in row] for row in value])


def inner(array: Floats, margin: int) -> Floats:
    """Without the cells near the border, where fewer stamps reach; all, where that leaves nothing."""
    cut = array[margin : len(array) - margin, margin : len(array) - margin]
    return cut if cut.size else array


def flat(array: Floats) -> tuple[float, ...]:
    """Row by row."""
    return tuple(map(float, array.ravel()))
