"""Which cells of (N, C, H, W) share a mean and a variance, under each of the four norms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import NOTHING, Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Frame, HeatMap, plural, rows_of
from studyapp.engine.numeric import normalization
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
SIDE = 2
"""Pixels down and across of each feature map."""
MOST_SAMPLES, MOST_CHANNELS = 4, 6
NORMS = {
    "batch": Text(en="batch norm", zh="批量归一化"),
    "layer": Text(en="layer norm", zh="层归一化"),
    "instance": Text(en="instance norm", zh="实例归一化"),
    "group": Text(en="group norm", zh="组归一化"),
}
TOLD_BY = {"num_groups": "group", "normalized_shape": "layer"}
"""The given that only problems on this norm have."""
_SEED = 8


@dataclass(frozen=True, kw_only=True)
class NormAxes(Demo):
    """A small batch of feature maps; the cells that are averaged together are pointed out."""

    title = Text(en="What is averaged", zh="对哪些轴求平均")
    about = Text(
        en="Shows a batch (N, C, H, W) with samples below each other and channels side by side, and points "
        "out the cells that share one mean and one variance, set by set.",
        zh="把一批数据 (N, C, H, W) 铺开：样本上下排列，通道左右排列，逐组标出共用一个均值和方差的格子。",
    )
    notice = Text(
        en="Batch norm averages over samples: a channel's value depends on who else is in the batch, and "
        "with one sample little is left to average. The other three stay within a sample.",
        zh="批量归一化跨样本求平均：一个样本的结果会受同批其他样本影响，批太小时统计量也不可靠。"
        "其余三种只在单个样本内部求平均。",
    )
    question = Text(
        en="Over which of N, C, H and W does each of the four norms average?",
        zh="四种归一化分别在 N、C、H、W 中的哪些轴上求平均？",
    )
    chapter = "normalization"
    presets = (
        Preset("batch", Text(en="Batch norm: per channel", zh="批量归一化：按通道"), {}),
        Preset("layer", Text(en="Layer norm: per sample", zh="层归一化：按样本"), {"norm": "layer"}),
        Preset(
            "instance", Text(en="Instance norm: each map", zh="实例归一化：按特征图"), {"norm": "instance"}
        ),
        Preset("group", Text(en="Group norm: some channels", zh="组归一化：几个通道一组"), {"norm": "group"}),
        Preset("alone", Text(en="A batch of one", zh="批里只有一个样本"), {"samples": 1}),
    )

    norm: str = choice("batch", NORMS, say=Text(en="norm", zh="归一化方式"))
    samples: int = knob(3, ge=1, le=MOST_SAMPLES, say=Text(en="samples N", zh="样本数 N"))
    channels: int = knob(4, ge=1, le=MOST_CHANNELS, say=Text(en="channels C", zh="通道数 C"))
    groups: int = knob(2, ge=1, le=6, say=Text(en="groups of channels", zh="通道分组数"))
    own: tuple[tuple[tuple[float, ...], ...], ...] = ()
    """A problem's batch, the values of each channel of each sample; until their numbers are turned."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's batch, or its numbers of samples, channels and groups; what it gives tells the norm."""
        own = channels_of(givens)
        norm = next((norm for name, norm in TOLD_BY.items() if name in givens), None)
        if norm is None and len(own) == 1:
            norm = "instance"  # batch norm would not differ from it
        taken = {
            "norm": norm,
            "groups": givens.get("num_groups", givens.get("groups")),
            "samples": len(own) or givens.get("n"),
            "channels": len(own[0]) if own else givens.get("channels"),
        }
        return replace(super().from_givens(taken), own=own)

    def turned(self, name: str, turns: int) -> Self:
        """Other numbers of samples or channels ask for a batch of ours."""
        turned = super().turned(name, turns)
        return replace(turned, own=()) if name in {"samples", "channels"} else turned

    def batch(self) -> Floats:
        """(N, C, H, W): a problem's, its values beside each other; or one of ours."""
        return np.array(self.own)[:, :, None, :] if self.own else a_batch(self.samples, self.channels)

    def frames(self) -> Iterator[Frame]:
        """One moment for each set of cells that are averaged together."""
        batch = self.batch()
        sets = averaged_together(self.norm, batch.shape, self.groups_used)
        normalized = normalize(self.norm, batch, self.groups_used)
        for at in range(len(sets)):
            yield self._frame(at, batch, sets, normalized)

    @property
    def idle_knobs(self) -> frozenset[str]:
        """Only one of the norms has groups."""
        return frozenset() if self.norm == "group" else frozenset({"groups"})

    @property
    def groups_used(self) -> int:
        """The number of groups: the largest up to the one that is set that divides the channels."""
        return max(n for n in range(1, self.groups + 1) if self.channels % n == 0)

    def _unequal(self) -> Text:
        """That the groups asked for would not be equally large, if so."""
        if self.norm != "group" or self.groups_used == self.groups:
            return NOTHING
        return Text(
            en=f" {self.channels} channels cannot be shared out among {self.groups} groups: "
            f"{self.groups_used} taken.",
            zh=f"{self.channels} 个通道不能平分成 {self.groups} 组，这里用 {self.groups_used} 组。",
        )

    def _frame(self, at: int, batch: Floats, sets: list[NDArray[np.bool_]], normalized: Floats) -> Frame:
        chosen = sets[at]
        values = batch[chosen]
        after = normalized[chosen]
        called = NORMS[self.norm]
        return Frame(
            title=Text(
                en=f"{called.en}, set {at + 1} of {len(sets)}",
                zh=f"{called.zh}：第 {at + 1} / {len(sets)} 组",
            ),
            caption=Text(
                en=f"**{values.size}** cells share mean {show(float(values.mean()), 3)} and variance "
                f"{show(float(values.var()), 3)}; afterwards 0 and {show(round(float(after.var()), 3))}. "
                f"In all there {'is' if len(sets) == 1 else 'are'} {plural(len(sets), 'such pair')}."
                f"{self._unequal().en}",
                zh=f"**{values.size}** 个格子共用均值 {show(float(values.mean()), 3)} 和方差 "
                f"{show(float(values.var()), 3)}；归一化后为 0 和 {show(round(float(after.var()), 3))}。"
                f"这样的统计量一共有 {len(sets)} 对。{self._unequal().zh}",
            ),
            shapes=_before_and_after(batch, chosen, normalized),
            figures={
                "set": at + 1,
                "sets": len(sets),
                "cells": int(values.size),
                "mean": float(values.mean()),
                "variance": float(values.var()),
                "mean_after": float(after.mean()),
                "variance_after": float(after.var()),
            },
        )


def _before_and_after(
    batch: Floats, chosen: NDArray[np.bool_], normalized: Floats
) -> tuple[HeatMap, HeatMap]:
    """The batch and what becomes of it, all (N, C, H, W), with the chosen cells pointed out in both."""
    samples, _channels, height, _width = batch.shape
    marks = tuple((row, column) for row, column in np.argwhere(laid_out(chosen)).tolist())
    return (
        HeatMap(
            say=Text(en="Batch: N down, C across", zh="一批数据：N 向下，C 向右"),
            cells=rows_of(laid_out(batch)),
            marks=marks,
            row_labels=tuple(f"N{n}" if h == 0 else "" for n in range(1, samples + 1) for h in range(height)),
        ),
        HeatMap(
            say=Text(en="Normalised", zh="归一化之后"),
            cells=rows_of(laid_out(normalized).round(2)),
            marks=marks,
            span=(-2.0, 2.0),
        ),
    )


def channels_of(givens: Mapping[str, Value]) -> tuple[tuple[tuple[float, ...], ...], ...]:
    """A problem's array (N, C, values), small enough to be drawn; nothing where it has none."""
    array: Any = givens.get("x")
    if array is None and all(name in givens for name in "abcd"):  # two samples of two channels
        a, b, c, d = (givens[name] for name in "abcd")
        array = ((a, b), (c, d))
    try:
        batch = np.array(array, dtype=float)
    except (TypeError, ValueError):  # no array, or rows of different lengths
        return ()
    if "normalized_shape" in givens and batch.ndim <= 2:  # tokens with their features, one position each
        batch = np.atleast_2d(batch)[:, :, None]
    if batch.ndim != 3 or batch.shape[0] > MOST_SAMPLES or batch.shape[1] > MOST_CHANNELS:
        return ()
    return tuple(tuple(map(tuple, sample)) for sample in batch.tolist())


def a_batch(samples: int, channels: int) -> Floats:
    """Feature maps of whole numbers: each channel has a level of its own, and each sample."""
    chance = np.random.default_rng(_SEED)
    noise = chance.integers(-2, 3, (4, 6, SIDE, SIDE))[:samples, :channels]
    levels = 2 * np.arange(6)[None, :channels, None, None] + np.arange(4)[:samples, None, None, None]
    return np.asarray(noise + levels, dtype=float)


def averaged_together(norm: str, shape: tuple[int, ...], groups: int) -> list[NDArray[np.bool_]]:
    """For each mean and variance, which cells of (N, C, H, W) it is of."""
    samples, channels = np.indices(shape)[:2]
    match norm:
        case "batch":
            sets = channels
        case "layer":
            sets = samples
        case "instance":
            sets = samples * shape[1] + channels
        case _:
            sets = samples * groups + channels // (shape[1] // groups)
    return [sets == number for number in np.unique(sets)]


def normalize(norm: str, batch: Floats, groups: int) -> Floats:
    """The batch after the norm, by the routine that the solvers use."""
    found: Any
    match norm:
        case "batch":
            found = normalization.batch_norm(batch)
        case "layer":
            found = normalization.layer_norm(batch, 3)
        case "instance":
            found = normalization.instance_norm(batch)
        case _:
            found = normalization.group_norm(batch, groups)
    return np.asarray(found.output, dtype=float)


def laid_out(batch: NDArray[Any]) -> NDArray[Any]:
    """(N, C, H, W) as a matrix: samples below each other, channels side by side."""
    samples, channels, height, width = batch.shape
    return batch.transpose(0, 2, 1, 3).reshape(samples * height, channels * width)
