"""A confusion matrix: which of its cells each score is made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from studyapp.domain.text import NOTHING, Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Bars, Frame, HeatMap, Table
from studyapp.engine.shown.class_scores import (
    MOST_CLASSES,
    Cell,
    Matrix,
    Score,
    matrix_of,
    matrix_of_shares,
    samples_of,
    scores_of_all,
    scores_of_one,
)
from studyapp.engine.taking import square

ROWS_ARE_TRUTH = Text(en=" Rows are the truth, columns what was said.", zh="行为真值，列为预测。")
OF_ONE = Text(en="Scores of one class", zh="一个类别的指标")
OF_ALL = Text(en="Scores of all", zh="整体的指标")


@dataclass(frozen=True, kw_only=True)
class ConfusionMatrix(Demo):
    """Two kinds of right answers and two kinds of wrong ones; every score is a share of them."""

    title = Text(en="Confusion matrix", zh="混淆矩阵")
    about = Text(
        en="Shows for each score which cells of the confusion matrix stand above its line and which below: "
        "precision, recall, F1, IoU, accuracy, mean IoU.",
        zh="逐个指标点亮混淆矩阵中的格子：哪些在分子上，哪些在分母上。"
        "包括精确率、召回率、F1、IoU、准确率和 mIoU。",
    )
    notice = Text(
        en="Precision divides by a column (what was called so), recall by a row (what is so), IoU by both "
        "together with the corner once. Accuracy looks at the whole diagonal: where one class is large, it "
        "hides the others. Mean IoU counts every class alike.",
        zh="精确率除以一列（被判成这类的），召回率除以一行（真正是这类的），"
        "IoU 除以行列合起来、交点只算一次。准确率看整条对角线："
        "某一类很大时，其他类的错误会被掩盖；mIoU 则对每一类一视同仁。",
    )
    question = Text(
        en="A network calls everything class 0, and 95 of 100 pixels are. What are its accuracy and its mean "
        "IoU?",
        zh="某网络把所有像素都判为类别 0，而 100 个像素中有 95 个确实是。准确率是多少？mIoU 呢？",
    )
    chapter = "detection"
    is_working = True
    presets = (
        Preset("fair", Text(en="A fair one", zh="还不错"), {}),
        Preset(
            "rare",
            Text(en="A rare class, never found", zh="稀有类别全漏掉"),
            {"true_negatives": 95, "false_positives": 0, "false_negatives": 5, "true_positives": 0},
        ),
        Preset(
            "cautious",
            Text(en="Sure, but misses much", zh="很准，但漏得多"),
            {"false_positives": 1, "false_negatives": 40, "true_positives": 10},
        ),
        Preset(
            "eager",
            Text(en="Finds all, and more", zh="全找到，误报也多"),
            {"false_positives": 40, "false_negatives": 0, "true_positives": 20},
        ),
    )

    true_positives: int = knob(30, ge=0, le=1000, say=Text(en="right, class 1 (TP)", zh="1 判为 1（TP）"))
    false_negatives: int = knob(10, ge=0, le=1000, say=Text(en="1 called 0 (FN)", zh="1 判为 0（FN）"))
    false_positives: int = knob(5, ge=0, le=1000, say=Text(en="0 called 1 (FP)", zh="0 判为 1（FP）"))
    true_negatives: int = knob(55, ge=0, le=1000, say=Text(en="right, class 0 (TN)", zh="0 判为 0（TN）"))
    looked_at: int = knob(1, ge=0, le=MOST_CLASSES - 1, say=Text(en="class looked at", zh="看哪个类别"))
    own_matrices: tuple[Matrix, ...] = ()
    """A problem's matrix; or one for each of its detectors."""
    own_samples: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    """A problem's true classes, and what was said of them."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's matrix, samples, counts, or a pair of precision and recall."""
        if rows := square(givens.get("confusion"), MOST_CLASSES):
            if all(cell == int(cell) >= 0 for row in rows for cell in row):
                return replace(cls(), own_matrices=(tuple(tuple(map(int, row)) for row in rows),))
            return cls()
        truth, said = samples = samples_of(givens)
        if truth:
            return replace(
                cls(), own_samples=samples, own_matrices=(matrix_of(truth, said, _classes(samples)),)
            )
        match givens:
            case {"tp": int(tp), "fp": int(fp), "fn": int(fn)}:
                tn = givens.get("tn")
                return replace(cls(), own_matrices=(((tn if isinstance(tn, int) else None, fp), (fn, tp)),))
        shares = [(givens.get(p), givens.get(r)) for p, r in (("p", "r"), ("pa", "ra"), ("pb", "rb"))]
        found = (matrix_of_shares(p, r) for p, r in shares)
        return replace(cls(), own_matrices=tuple(matrix for matrix in found if matrix))

    @property
    def idle_knobs(self) -> frozenset[str]:
        """The four counts, where a problem has its own."""
        counts = {"true_positives", "false_negatives", "false_positives", "true_negatives"}
        return frozenset(counts if self.own_matrices else ())

    def turned(self, name: str, turns: int) -> Self:
        """Other counts are ours; any class of a problem's can be looked at."""
        turned = super().turned(name, turns)
        return turned if name == "looked_at" else replace(turned, own_matrices=(), own_samples=((), ()))

    def frames(self) -> Iterator[Frame]:
        """A problem's samples one by one; then each score of a class, and those of all classes."""
        for at in range(len(self.own_samples[0])):
            yield self._placed(at)
        ours = (
            (self.true_negatives, self.false_positives),
            (self.false_negatives, self.true_positives),
        )
        for number, matrix in enumerate(self.own_matrices or (ours,)):
            if not any(cell for row in matrix for cell in row):
                yield _empty(matrix)
                continue
            which = f"{chr(ord('A') + number)}: " if len(self.own_matrices) > 1 else ""
            looked_at = min(self.looked_at, len(matrix) - 1)
            scenes = [(OF_ONE, scores_of_one(matrix, looked_at)), (OF_ALL, scores_of_all(matrix))]
            if self.own_matrices and all(cell is not None for row in matrix for cell in row):
                scenes.reverse()  # a problem with a whole matrix asks for all of it
            for say, scores in scenes:
                yield from _shown(matrix, tuple(scores), Text(f"{which}{say.en}", f"{which}{say.zh}"))

    def _placed(self, at: int) -> Frame:
        """One sample more in the matrix."""
        truth, said = self.own_samples
        row, column = truth[at], said[at]
        matrix = matrix_of(truth[: at + 1], said[: at + 1], _classes(self.own_samples))
        right_en, right_zh = ("right", "判对") if row == column else ("wrong", "判错")
        return Frame(
            title=Text(en=f"Sample {at + 1} of {len(truth)}", zh=f"第 {at + 1} 个样本（共 {len(truth)} 个）"),
            caption=Text(
                en=f"It is of class **{row}** and was called **{column}**: {right_en}. One more in row "
                f"{row}, column {column}.",
                zh=f"真实类别 **{row}**，预测 **{column}**：{right_zh}。第 {row} 行第 {column} 列加一。",
            ),
            shapes=(
                Table(
                    say=Text(en="Samples", zh="样本"),
                    rows=(Text(en="truth", zh="真值"), Text(en="said", zh="预测")),
                    columns=tuple(Text.same(str(number + 1)) for number in range(len(truth))),
                    cells=(truth, said),
                    marks=((0, at), (1, at)),
                ),
                _map(matrix, ((row, column),), Text(en="Matrix", zh="混淆矩阵")),
            ),
            figures={"sample": at + 1, "matrix": matrix},
        )


def _classes(samples: tuple[tuple[int, ...], tuple[int, ...]]) -> int:
    """How many there are, as far as the samples tell."""
    return max(max(each) for each in samples) + 1


def _shown(matrix: Matrix, scores: Sequence[Score], say: Text) -> Iterator[Frame]:
    """A moment for each score: its cells above and below the line, and all scores so far."""
    for number, score in enumerate(scores):
        so_far = [each for each in scores[: number + 1] if each.value is not None]
        told = NOTHING if number else ROWS_ARE_TRUTH
        yield Frame(
            title=Text(en=f"{say.en}: {score.short.en}", zh=f"{say.zh}：{score.short.zh}"),
            caption=Text(score.told.en + told.en, score.told.zh + told.zh),
            shapes=(
                _map(matrix, score.above, Text(en="Above the line", zh="分子")),
                _map(matrix, score.below, Text(en="Below the line", zh="分母")),
                Bars(
                    say=say,
                    labels=tuple(each.short for each in so_far),
                    groups=((say, tuple(each.value or 0.0 for each in so_far)),),
                ),
            ),
            figures={each.name: each.value for each in scores[: number + 1]},
        )


def _map(matrix: Matrix, marks: Sequence[Cell], say: Text) -> HeatMap:
    """The matrix, with cells pointed out."""
    names = tuple(map(str, range(len(matrix))))
    return HeatMap(
        say=say,
        cells=[[None if cell is None else float(cell) for cell in row] for row in matrix],
        row_labels=names,
        column_labels=names,
        marks=tuple(marks),
    )


def _empty(matrix: Matrix) -> Frame:
    """No score can be worked of nothing."""
    return Frame(
        title=Text(en="Nothing counted", zh="什么也没有"),
        caption=Text(
            en="All four counts are 0: there is nothing to score.", zh="四个格子都是 0，没有可以计算的指标。"
        ),
        shapes=(_map(matrix, (), Text(en="Matrix", zh="混淆矩阵")),),
        figures={"all": 0},
    )
