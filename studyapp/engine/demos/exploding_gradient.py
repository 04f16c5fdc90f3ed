"""Gradients that grow from layer to layer on their way back, and training with and without clipping."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import hypot, isfinite
from operator import ne
from typing import Any, Self

import numpy as np

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Bars, Curves, Frame, Series
from studyapp.engine.learning.backprop import mean_squared_error
from studyapp.engine.learning.data import two_clouds
from studyapp.engine.learning.descent import Descent
from studyapp.engine.learning.networks import Mlp, he
from studyapp.engine.learning.training import Training, parameters_of
from studyapp.engine.registry import find_solver
from studyapp.engine.shown.factors import factors_frame
from studyapp.engine.taking import numbers
from studyapp.text.numbers import show

WIDTH, SAMPLES = 24, 64
MOMENTS, STEPS_EACH = 40, 2
_SEED = 3

PLAIN = Text(en="without clipping", zh="不裁剪")
CLIPPED = Text(en="with clipping", zh="裁剪")
HIGHEST = 1e12
"""A loss above this leaves the picture."""


@dataclass(frozen=True, kw_only=True)
class ExplodingGradient(Demo):
    """A deep ReLU network whose weights start too large."""

    title = Text(en="Exploding gradients", zh="梯度爆炸")
    about = Text(
        en="Starts a deep ReLU network with weights larger than He's, looks at the gradient of each layer, "
        "and trains it twice: as it is, and with the gradients' global norm clipped.",
        zh="让一个深层 ReLU 网络以比 He 初始化更大的权重开始，观察每层的梯度，然后训练两次：一次照常，"
        "一次按全局范数裁剪梯度。",
    )
    notice = Text(
        en="One backward pass multiplies the gradient layer by layer; a factor a little above 1 becomes "
        "huge towards the early layers. Clipping keeps the direction and caps the length of the step. A "
        "norm above 1 alone proves nothing; growth towards the early layers and a loss that jumps do.",
        zh="一次反向传播中梯度逐层相乘，每层只要略大于 1，传到前面的层就会非常大。裁剪保持方向，只限制步长。"
        "范数大于 1 本身说明不了什么；越往前越大、损失突然跳变才是征兆。",
    )
    question = Text(
        en="What does clipping by the global norm change about a gradient, and what does it keep?",
        zh="按全局范数裁剪会改变梯度的什么？又保持什么不变？",
    )
    chapter = "gradients"
    presets = (
        Preset("too-large", Text(en="Weights 1.5 times He's", zh="权重为 He 的 1.5 倍"), {}),
        Preset("right", Text(en="He's: no explosion", zh="He 初始化：不爆炸"), {"gain": 1.0}),
        Preset("huge", Text(en="Twice He's", zh="He 的两倍"), {"gain": 2.0, "layers": 12}),
        Preset("tight", Text(en="Clipped at 0.1", zh="裁剪到 0.1"), {"max_norm": 0.1}),
    )

    gain: float = knob(
        1.5, ge=0.5, le=3, step=0.1, say=Text(en="weights, times He's", zh="权重（He 的倍数）")
    )
    layers: int = knob(10, ge=2, le=20, say=Text(en="layers of weights", zh="权重层数"))
    max_norm: float = knob(1.0, ge=0.01, le=100, step=None, say=Text(en="clip at norm", zh="裁剪的范数"))
    lr: float = knob(0.01, ge=0.0001, le=1, step=None, say=Text(en="learning rate", zh="学习率"))
    own_factor: float | None = None
    """What each layer of a problem multiplies the gradient by, with the limit that it is to pass."""
    own_limit: float = 1.0
    own_bound: float = 0.0
    """Within which a problem's gradient is clipped value by value; 0 where it is clipped by its norm."""
    own_gradient: tuple[float, ...] = ()
    """A problem's gradient, all its values after one another, which is clipped first."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own norm and gradient; or its factor and limit."""
        before, after = numbers(givens.get("pair")), numbers(givens.get("clipped"))
        if len(before) == len(after) > 1:  # what comes out of clipping is as long as the limit
            demo = super().from_givens({"max_norm": hypot(*after)})
            return replace(demo, own_gradient=before)
        demo = super().from_givens(
            {"max_norm": givens.get("max_norm", givens.get("c")), "layers": givens.get("layers")}
        )
        gradient, bound = numbers(givens.get("gradient")), numbers(givens.get("limit"))
        if len(gradient) > 1 and len(bound) == 1 and bound[0] > 0:
            demo = super().from_givens({"max_norm": bound[0]})
            return replace(demo, own_gradient=gradient, own_bound=bound[0])
        factor, limit = numbers(givens.get("factor")), numbers(givens.get("limit"))
        gradients: Any = givens.get("gradients") or (givens.get("a"), givens.get("b"))
        own = tuple(value for part in gradients for value in numbers(part))
        demo = replace(demo, own_gradient=own)
        return replace(demo, own_factor=factor[0], own_limit=limit[0]) if factor and limit else demo

    def turned(self, name: str, turns: int) -> Self:
        """A limit for each value goes with the knob, too."""
        turned = super().turned(name, turns)
        return replace(turned, own_bound=turned.max_norm) if self.own_bound and name == "max_norm" else turned

    def run(self, clip: bool) -> Training:
        """A network at its start, ready to be trained."""
        inputs, classes = two_clouds(SAMPLES, 0.5, 2.0, _SEED)
        chance = np.random.default_rng(_SEED)
        network = Mlp(
            (2, *[WIDTH] * (self.layers - 1), 1),
            chance,
            start=lambda before, after: self.gain * he(before, after),
        )
        targets = (2.0 * classes - 1.0)[:, None]
        rule = Descent(parameters_of(network), self.lr)
        return Training(
            network,
            inputs,
            targets,
            mean_squared_error,
            rule,
            chance,
            most_norm=self.max_norm if clip else None,
        )

    def frames(self) -> Iterator[Frame]:
        """What a problem has of its own; the gradients at the start; then the two runs."""
        if self.own_factor is not None:
            solver: Any = find_solver("layers_until")(factor=self.own_factor, limit=self.own_limit)
            yield factors_frame(self.own_factor, int(solver.result_value()), limit=self.own_limit)
        if self.own_gradient:
            yield self._clipped()
        runs = (self.run(clip=False), self.run(clip=True))
        yield self._layers(runs[0])
        losses: list[tuple[float | None, ...]] = []
        for moment in range(MOMENTS + 1):
            for run in runs if moment else ():
                for _step in range(STEPS_EACH):
                    run.step()
            losses.append(tuple(run.loss_on(run.inputs, run.targets) for run in runs))
            yield self._training(moment * STEPS_EACH, runs, losses)

    def _clipped(self) -> Frame:
        """A problem's gradient before and after clipping by its norm."""
        found: Any = find_solver("clip_by_norm")(
            gradients=self.own_gradient, max_norm=self.max_norm
        ).result_value()
        norm, scale = (show(float(found[name]), 4) for name in ("norm", "scale"))
        after = tuple(float(value) for value in found["clipped"])
        if self.own_bound:
            return self._clipped_by_value(after, norm)
        return Frame(
            title=Text(en="The problem's gradient", zh="题目中的梯度"),
            caption=Text(
                en=f"Its norm is **{norm}**, the limit {show(self.max_norm)}: every value is multiplied by "
                f"**{scale}**. The direction stays.",
                zh=f"范数为 **{norm}**，上限为 {show(self.max_norm)}：每个值都乘以 **{scale}**，方向不变。",
            ),
            shapes=(
                Bars(
                    say=Text(en="Before and after", zh="裁剪前后"),
                    labels=tuple(Text.same(f"g{at}") for at in range(1, len(after) + 1)),
                    groups=((PLAIN, self.own_gradient), (CLIPPED, after)),
                ),
            ),
            figures={"norm": float(found["norm"]), "scale": float(found["scale"]), "clipped": after},
        )

    def _clipped_by_value(self, by_norm: tuple[float, ...], norm: str) -> Frame:
        """A problem's gradient clipped value by value, beside the same limit for the norm."""
        found: Any = find_solver("clip_by_value")(
            gradient=self.own_gradient, limit=self.own_bound
        ).result_value()
        by_value = tuple(map(float, found))
        bound, moved, all_of_them = (
            show(self.own_bound),
            sum(map(ne, by_value, self.own_gradient)),
            len(by_value),
        )
        told = Text(
            en=f"Each value by itself is brought within −{bound} and {bound}: **{show(by_value, 4)}**.",
            zh=f"每个值各自限制在 −{bound} 到 {bound} 之间：**{show(by_value, 4)}**。",
        )
        if moved:
            told = Text(
                en=f"{told.en} {moved} of {all_of_them} change, and with them the direction. By its norm, "
                f"{norm}, they would all shrink alike.",
                zh=f"{told.zh}{all_of_them} 个值中有 {moved} 个改变，方向也随之改变。"
                f"若按范数（{norm}）裁剪，各个值会同比例缩小。",
            )
        return Frame(
            title=Text(en="The problem's gradient", zh="题目中的梯度"),
            caption=told,
            shapes=(
                Bars(
                    say=Text(en="Before and after", zh="裁剪前后"),
                    labels=tuple(Text.same(f"g{at}") for at in range(1, len(by_value) + 1)),
                    groups=(
                        (PLAIN, self.own_gradient),
                        (Text(en="by value", zh="按值"), by_value),
                        (Text(en="by norm", zh="按范数"), by_norm),
                    ),
                ),
            ),
            figures={"clipped": by_value, "clipped_by_norm": by_norm, "changed": moved},
        )

    def _layers(self, run: Training) -> Frame:
        """The size of the error signal before each layer's activation."""
        run.network.clear()
        trace = run.network.forward(run.inputs)
        mean_squared_error(trace.output, run.targets).backward()
        sizes = [float(np.sqrt(np.mean(each.grad**2))) for each in trace.pre]
        run.network.clear()
        growth = (sizes[0] / sizes[-2]) ** (1 / (len(sizes) - 2)) if len(sizes) > 2 and sizes[-2] else 1.0
        return Frame(
            title=Text(en="One backward pass, at the start", zh="训练开始前的一次反向传播"),
            caption=Text(
                en=f"From layer to layer back the gradient is multiplied by **{show(growth, 3)}** on "
                f"average: {show(sizes[-2], 2)} at the last hidden layer, **{show(sizes[0], 2)}** at the "
                "first.",
                zh=f"往回每一层，梯度平均乘以 **{show(growth, 3)}**：最后一个隐藏层为 "
                f"{show(sizes[-2], 2)}，"
                f"第一层为 **{show(sizes[0], 2)}**。",
            ),
            shapes=(
                Bars(
                    say=Text(en="Gradient before the activation", zh="激活之前的梯度"),
                    labels=tuple(Text(en=f"layer {at}", zh=f"第 {at} 层") for at in range(1, len(sizes) + 1)),
                    groups=((Text(en="size", zh="大小"), tuple(sizes)),),
                    log=True,
                ),
            ),
            figures={"growth": growth, "first": sizes[0], "last_hidden": sizes[-2]},
        )

    def _training(
        self, steps: int, runs: tuple[Training, Training], losses: list[tuple[float | None, ...]]
    ) -> Frame:
        plain, clipped = losses[-1]
        left = runs[0].left_at
        at = [STEPS_EACH * moment for moment in range(len(losses))]
        norm = runs[1].norms[-1] if runs[1].norms and isfinite(runs[1].norms[-1]) else None
        return Frame(
            title=Text(en=f"After {steps} updates", zh=f"{steps} 次更新之后"),
            caption=_compared(plain, clipped, left, norm),
            shapes=(
                Curves(
                    say=Text(en="Training loss", zh="训练损失"),
                    series=tuple(
                        Series.of(label, *_drawn(at, [each[which] for each in losses]))
                        for which, label in enumerate((PLAIN, CLIPPED))
                    ),
                    x=Text(en="updates", zh="更新次数"),
                    y=Text(en="powers of ten", zh="对数刻度"),
                    x_range=(0.0, float(MOMENTS * STEPS_EACH)),
                    y_range=(1e-3, HIGHEST),
                    log_y=True,
                ),
            ),
            figures={
                "updates": steps,
                "loss": plain,
                "loss_clipped": clipped,
                "left_at": left,
                "norm_before_clipping": norm,
            },
        )


def _compared(plain: float | None, clipped: float | None, left: int | None, norm: float | None) -> Text:
    """Both losses, None where they are no numbers any more, and the last norm before clipping."""
    if plain is None:
        of_plain = Text(
            en=f"**Without clipping the loss left the numbers at step {left}.**",
            zh=f"**不裁剪时，损失在第 {left} 步超出了浮点数的范围。**",
        )
    else:
        of_plain = Text(
            en=f"Loss without clipping: **{show(plain, 3)}**.", zh=f"不裁剪的损失：**{show(plain, 3)}**。"
        )
    of_clipped = Text(
        en="With clipping it left them too." if clipped is None else f"With: **{show(clipped, 3)}**.",
        zh="裁剪后也超出了范围。" if clipped is None else f"裁剪后：**{show(clipped, 3)}**。",
    )
    of_norm = Text(
        en="" if norm is None else f" The norm before clipping was {show(norm, 3)}.",
        zh="" if norm is None else f"裁剪前的范数为 {show(norm, 3)}。",
    )
    return Text(f"{of_plain.en} {of_clipped.en}{of_norm.en}", f"{of_plain.zh}{of_clipped.zh}{of_norm.zh}")


def _drawn(at: list[int], losses: list[float | None]) -> tuple[list[int], list[float]]:
    """The losses that there are, those beyond the picture at its edge."""
    kept = [
        (x, min(loss, HIGHEST)) for x, loss in zip(at, losses, strict=True) if loss is not None and loss > 0
    ]
    return [x for x, _loss in kept], [loss for _x, loss in kept]
