"""What measures of ranked detections share: precision and recall at every rank, and the envelope."""

from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.detection.boxes import must_be_as_many
from studyapp.engine.solvers.detection.places import whole
from studyapp.engine.solvers.detection.recall_levels import quotient
from studyapp.engine.solving.inputs import shown
from studyapp.engine.solving.solver import Array, Solver, WholeArray, given, mistake, step
from studyapp.engine.solving.written import fraction, latex_of
from studyapp.errors import GivenError
from studyapp.i18n import N_

MOST_WRITTEN = 8
"""Ranks that are written out in a working."""


class RankedDetections(Solver, shared=True):
    """Precision and recall down a list of detections, the best score first."""

    scores: Array = given(
        ndim=(1,), symbol="s", say=Text(en="a score for each detection", zh="每个检测的得分")
    )
    matches: WholeArray = given(
        ndim=(1,),
        ge=0,
        le=1,
        symbol="m",
        say=Text(en="1 where a detection matches an object, else 0", zh="检测与物体匹配为 1，否则为 0"),
    )
    positives: int = given(
        ge=1, symbol="P", say=Text(en="how many objects there are to be found", zh="真实物体的总数")
    )

    @step(
        latex=r"\text{argsort}(-s)",
        symbol="o",
        say=Text(en="Detections from the highest score down", zh="按得分从高到低排列的检测"),
    )
    def order(self) -> list[int]:
        """Equal scores by index."""
        from studyapp.engine.numeric.boxes import best_first

        found: list[int] = best_first(self.scores).tolist()
        return found

    @step(latex="m_o", symbol="h", say=Text(en="Their matches, in this order", zh="按此顺序排列的匹配情况"))
    def hits(self, order: Any) -> list[int]:
        """The ranked list."""
        return [int(self.matches[at]) for at in whole(order, len(self.matches))]

    @step(
        latex=r"\sum_{i \le k} h_i",
        symbol=r"\text{TP}_k",
        say=Text(en="True positives down to each rank", zh="到每个名次为止的真阳性数"),
    )
    def true_positives(self, hits: Any) -> list[int]:
        """Hits added up."""
        return list(accumulate(hits))

    @step(
        latex=r"k - \text{TP}_k",
        symbol=r"\text{FP}_k",
        say=Text(en="False positives down to each rank", zh="到每个名次为止的假阳性数"),
    )
    def false_positives(self, true_positives: Any) -> list[int]:
        """The rest."""
        return [rank - hit for rank, hit in enumerate(true_positives, start=1)]

    @step(
        latex=r"\frac{\text{TP}_k}{\text{TP}_k + \text{FP}_k}",
        symbol="p_k",
        say=Text(en="Precision at each rank", zh="每个名次处的精确率"),
    )
    def precision(self, true_positives: Any, false_positives: Any) -> list[Any]:
        """Of the detections so far, the share that matches."""
        return [
            quotient(hit, hit + miss, len(self.matches))
            for hit, miss in zip(true_positives, false_positives, strict=True)
        ]

    @precision.numbers
    def _precision_put_in(self) -> str:
        return self._quotients(a + b for a, b in zip(self.true_positives, self.false_positives, strict=True))

    @step(
        latex=r"\frac{\text{TP}_k}{P}",
        symbol="r_k",
        say=Text(en="Recall at each rank", zh="每个名次处的召回率"),
    )
    def recall(self, true_positives: Any) -> list[Any]:
        """Of the objects, the share that is found so far."""
        return [quotient(hit, self.positives, len(self.matches)) for hit in true_positives]

    @recall.numbers
    def _recall_put_in(self) -> str:
        return self._quotients(self.positives for _ in self.true_positives)

    @step(
        latex=r"\max_{l \ge k} p_l",
        symbol=r"\tilde{p}_k",
        say=Text(
            en="Precision raised to the best from that rank on (the envelope)",
            zh="取该名次及以后最高的精确率（包络线）",
        ),
    )
    def envelope(self, precision: Any) -> list[Any]:
        """A running maximum from the end."""
        return [*accumulate(reversed(list(precision)), max)][::-1]

    @mistake(
        order,
        latex=r"0, 1, \ldots",
        say=Text(
            en="Looks as if the detections were taken as they are listed. Rank them by score first.",
            zh="看起来按列表中的先后取检测了。应先按得分排序。",
        ),
    )
    def not_sorted(self) -> list[int]:
        """By index."""
        return list(range(len(self.scores)))

    @mistake(
        order,
        latex=r"\text{argsort}(s)",
        say=Text(
            en="Looks as if the lowest score came first. The most certain detection ranks first.",
            zh="看起来从最低分开始了。得分最高的检测排在最前。",
        ),
    )
    def worst_first(self) -> list[int]:
        """From the lowest score up."""
        return sorted(range(len(self.scores)), key=lambda at: self.scores[at])

    @mistake(
        precision,
        latex=r"\frac{\text{TP}_k}{N}",
        say=Text(
            en="Looks as if every rank was divided by all detections. Precision at a rank divides by those "
            "down to it.",
            zh="看起来每个名次都除以了检测总数。某一名次处的精确率只除以到它为止的个数。",
        ),
    )
    def of_all(self, true_positives: Any, false_positives: Any) -> list[Any]:
        """TP over the length of the list."""
        return [quotient(hit, len(self.matches), len(self.matches)) for hit in true_positives]

    @mistake(
        recall,
        latex=r"\frac{\text{TP}_k}{\text{TP}_N}",
        say=Text(
            en="Looks as if recall was taken of the objects that were found. It is of all that there are.",
            zh="看起来召回率除以了找到的物体数。应除以全部真实物体数。",
        ),
    )
    def of_found(self, true_positives: Any) -> list[Any]:
        """As if none was missed."""
        return [quotient(hit, true_positives[-1], len(self.matches)) for hit in true_positives]

    @mistake(
        recall,
        latex=r"\frac{\text{TP}_k}{N}",
        say=Text(
            en="Looks as if the recall was taken of the detections. It is of the objects to be found.",
            zh="看起来召回率除以了检测总数。应除以真实物体数。",
        ),
    )
    def of_listed(self, true_positives: Any) -> list[Any]:
        """TP over the length of the list."""
        return [quotient(hit, len(self.matches), len(self.matches)) for hit in true_positives]

    @mistake(
        envelope,
        latex="p_k",
        say=Text(
            en="Looks as if precision was left as it is. First raise it to the best at any higher recall.",
            zh="看起来直接用了原来的精确率。应先取更高召回率处精确率的最大值。",
        ),
    )
    def not_raised(self, precision: Any) -> list[Any]:
        """No envelope."""
        return list(precision)

    @mistake(
        envelope,
        latex=r"\max_{l \le k} p_l",
        say=Text(
            en="Looks as if the best precision so far was carried on. Look from each rank to the end.",
            zh="看起来取的是到该名次为止的最大值。应取从该名次往后的最大值。",
        ),
    )
    def from_start(self, precision: Any) -> list[Any]:
        """The running maximum from the wrong end."""
        return [*accumulate(list(precision), max)]

    def check(self) -> None:
        """A match for each score, and no more than there are objects."""
        must_be_as_many("matches", self.matches, len(self.scores), "scores")
        found = int(self.matches.sum())
        if found > self.positives:
            raise GivenError(
                N_("{parameter} is {value}; {found} detections match, so it must be at least that"),
                parameter="positives",
                value=shown(self.positives),
                found=found,
            )

    def _quotients(self, below: Iterable[Any]) -> str:
        if len(self.matches) > MOST_WRITTEN:
            return ""
        found = self.value("true_positives")
        return ",\\; ".join(
            fraction(latex_of(above), under)
            for above, under in zip(found, below, strict=True)  # type: ignore[arg-type]
        )
