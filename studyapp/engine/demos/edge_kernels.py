"""Known kernels on a small picture: what each of them answers to."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Frame, HeatMap, rows_of
from studyapp.engine.numeric.convolution import conv2d
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
SIDE = 16

KERNELS: dict[str, Floats] = {
    "sobel_x": np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    "sobel_y": np.array([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]]),
    "laplacian": np.array([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]]),
    "sharpen": np.array([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "box_blur": np.full((3, 3), 1 / 9),
    "identity": np.array([[0.0, 0, 0], [0, 1, 0], [0, 0, 0]]),
}
NAMES = {
    "sobel_x": Text(en="Sobel across", zh="Sobel 横向"),
    "sobel_y": Text(en="Sobel down", zh="Sobel 纵向"),
    "laplacian": Text(en="Laplacian", zh="拉普拉斯"),
    "sharpen": Text(en="sharpen", zh="锐化"),
    "box_blur": Text(en="mean of 3×3", zh="3×3 均值"),
    "identity": Text(en="identity", zh="恒等"),
}
ANSWERS = {
    "sobel_x": Text(
        en="It compares right with left: strong at *vertical* edges, 0 along horizontal ones and even "
        "ground.",
        zh="它比较右边与左边：在*竖直*边缘处很强，沿水平边缘和均匀区域为 0。",
    ),
    "sobel_y": Text(
        en="It compares below with above: strong at *horizontal* edges, 0 along vertical ones.",
        zh="它比较下方与上方：在*水平*边缘处很强，沿竖直边缘为 0。",
    ),
    "laplacian": Text(
        en="It compares a pixel with its four neighbours: an edge of any direction answers on both its "
        "sides, with opposite signs. Its weights sum to 0, so even ground gives 0.",
        zh="它把一个像素与四邻相比：任何方向的边缘在两侧都有响应，符号相反。权重之和为 0，所以均匀区域为 0。",
    ),
    "sharpen": Text(
        en="The picture minus its Laplacian: edges overshoot on both sides. Its weights sum to 1, so even "
        "ground stays as it is.",
        zh="原图减去它的拉普拉斯：边缘两侧被拉得更开。权重之和为 1，所以均匀区域保持不变。",
    ),
    "box_blur": Text(
        en="The mean of nine pixels: edges become ramps, noise shrinks to a third.",
        zh="九个像素的平均：边缘变成缓坡，噪声减小到约三分之一。",
    ),
    "identity": Text(
        en="A single 1 in the middle gives the picture back; at one place to the side it would shift it.",
        zh="只有中间一个 1，得到原图；如果这个 1 偏到一边，图像就会平移。",
    ),
}
PICTURES = {
    "square": Text(en="a square", zh="方块"),
    "disc": Text(en="a disc", zh="圆盘"),
    "stripes": Text(en="stripes", zh="条纹"),
    "ramp": Text(en="a ramp", zh="渐变"),
}


@dataclass(frozen=True, kw_only=True)
class EdgeKernels(Demo):
    """Kernels that people wrote by hand, before networks learnt theirs."""

    title = Text(en="Known kernels", zh="常见的卷积核")
    about = Text(
        en="Lays a well-known 3×3 kernel over a small picture, row by row, and shows what it answers to.",
        zh="把一个常见的 3×3 卷积核逐行作用在小图上，看它对什么有响应。",
    )
    notice = Text(
        en="A kernel whose weights sum to 0 answers to changes only; one whose weights sum to 1 keeps even "
        "ground as it is. The first layer of a trained network holds many kernels like these: learnt, not "
        "written.",
        zh="权重之和为 0 的核只对变化有响应；权重之和为 1 的核让均匀区域保持不变。训练好的网络第一层里有许多"
        "这样的核，只不过是学出来的，不是人写的。",
    )
    question = Text(
        en="What does a kernel give on even ground if its weights sum to 0?",
        zh="如果卷积核的权重之和为 0，它在均匀区域上输出什么？",
    )
    chapter = "convolution"
    presets = (
        Preset("vertical", Text(en="Vertical edges", zh="竖直边缘"), {}),
        Preset("horizontal", Text(en="Horizontal edges", zh="水平边缘"), {"kernel": "sobel_y"}),
        Preset(
            "every-edge", Text(en="Every edge", zh="所有边缘"), {"kernel": "laplacian", "picture": "disc"}
        ),
        Preset(
            "noise", Text(en="Noise averaged away", zh="平均掉噪声"), {"kernel": "box_blur", "noise": 0.5}
        ),
        Preset(
            "blind", Text(en="Blind to horizontal stripes", zh="对横条纹视而不见"), {"picture": "stripes"}
        ),
    )

    kernel: str = choice("sobel_x", NAMES, say=Text(en="kernel", zh="卷积核"))
    picture: str = choice("square", PICTURES, say=Text(en="picture", zh="图片"))
    noise: float = knob(0.0, ge=0, le=1, step=0.1, say=Text(en="noise", zh="噪声"))

    def frames(self) -> Iterator[Frame]:
        """The answer, row by row."""
        image, kernel = draw(self.picture, self.noise), KERNELS[self.kernel]
        answer = conv2d(image[None, None], kernel[None, None])[0, 0]
        size = float(np.abs(answer).max()) or 1.0
        signed = bool((answer < 0).any())
        for row in range(len(answer)):
            seen = np.full(answer.shape, np.nan)
            seen[: row + 1] = answer[: row + 1]
            yield Frame(
                title=NAMES[self.kernel],
                caption=self._caption(row, answer),
                shapes=(
                    HeatMap(
                        say=Text(en="Picture", zh="图片"),
                        cells=rows_of(image),
                        marks=tuple((row + down, across) for down in range(3) for across in range(SIDE)),
                    ),
                    HeatMap(say=Text(en="Kernel", zh="卷积核"), cells=rows_of(kernel)),
                    HeatMap(
                        say=Text(en="Answer", zh="响应"),
                        cells=rows_of(seen),
                        span=(-size if signed else 0.0, size),
                    ),
                ),
                figures={
                    "row": row,
                    "sum_of_weights": float(kernel.sum()),
                    "strongest": size,
                    "share_of_zeros": float((np.abs(answer) < 1e-12).mean()),
                    "answer_spread": float(answer.std()),
                },
            )

    def _caption(self, row: int, answer: Floats) -> Text:
        """What the kernel answers to, and its answers in this row."""
        said, place = ANSWERS[self.kernel], f"{row + 1}/{len(answer)}"
        low, high = (show(round(float(end), 9), 3) for end in (answer[row].min(), answer[row].max()))
        return Text(
            en=f"{said.en} Row {place}: from **{low}** to **{high}**.",
            zh=f"{said.zh}第 {place} 行：从 **{low}** 到 **{high}**。",
        )


def draw(picture: str, noise: float) -> Floats:
    """A picture of 16×16, dark (0) and bright (1), with seeded noise."""
    image = np.zeros((SIDE, SIDE))
    down, across = np.mgrid[:SIDE, :SIDE]
    match picture:
        case "square":
            image[4:12, 4:12] = 1
        case "disc":
            image[(down - 7.5) ** 2 + (across - 7.5) ** 2 < 30] = 1
        case "stripes":
            image[down // 4 % 2 == 1] = 1
        case "ramp":
            image = across / (SIDE - 1.0)
    return np.asarray(image + noise * np.random.default_rng(5).standard_normal(image.shape))
