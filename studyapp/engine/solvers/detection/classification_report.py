"""Precision, recall, F1 and accuracy from the four counts."""

from fractions import Fraction
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solving.solver import Solver, given, mistake, step
from studyapp.errors import GivenError
from studyapp.i18n import N_

DENOMINATORS = {
    "precision": ("tp", "fp"),
    "recall": ("tp", "fn"),
    "f1": ("tp", "fp", "fn"),
    "accuracy": ("tp", "fp", "fn", "tn"),
}
"""What each ratio divides by: the sum of these counts, tp twice in F1's."""

PRECISION = Text(
    en="That is the precision: of what was called positive, the share that is.",
    zh="这是精确率：被判为正的样本中真正为正的比例。",
)
RECALL = Text(
    en="That is the recall: of what is positive, the share that was found.",
    zh="这是召回率：真正为正的样本中被找出来的比例。",
)
ACCURACY = Text(
    en="Looks as if you divided by everything that was counted; that is for the accuracy.",
    zh="看起来除以了所有计数之和；那是算准确率的除法。",
)
SPECIFICITY = Text(
    en="That is the specificity: of what is negative, the share that was called so.",
    zh="这是特异度：真正为负的样本中被判为负的比例。",
)


class ClassificationReport(Solver):
    """How well positives are told from negatives: {precision, recall, f1, accuracy}, exact fractions.

    From counts: true and false positives, false and true negatives. A ratio whose denominator is 0 is refused
    (scikit-learn answers 0 with a warning); the others can be asked for all the same.
    """

    say = Text(en="Precision, recall, F1 and accuracy", zh="精确率、召回率、F1 与准确率")
    tp: int = given(
        ge=0,
        symbol=r"\text{TP}",
        say=Text(en="true positives: positive, and called so", zh="真阳性：实际为正，判为正"),
    )
    fp: int = given(
        ge=0,
        symbol=r"\text{FP}",
        say=Text(en="false positives: negative, but called positive", zh="假阳性：实际为负，判为正"),
    )
    fn: int = given(
        ge=0,
        symbol=r"\text{FN}",
        say=Text(en="false negatives: positive, but called negative", zh="假阴性：实际为正，判为负"),
    )
    tn: int = given(
        default=0,
        ge=0,
        symbol=r"\text{TN}",
        say=Text(en="true negatives: negative, and called so", zh="真阴性：实际为负，判为负"),
    )
    precision = step(
        "tp/(tp + fp)",
        symbol="P",
        say=Text(
            en="Precision (of what was called positive, how much is)",
            zh="精确率（判为正的样本中，真正为正的比例）",
        ),
    )
    recall = step(
        "tp/(tp + fn)",
        symbol="R",
        say=Text(
            en="Recall (of what is positive, how much was found)",
            zh="召回率（真正为正的样本中，被找出的比例）",
        ),
    )
    f1 = step(
        "2*tp/(2*tp + fp + fn)",
        symbol="F_1",
        say=Text(
            en="F1 (the harmonic mean of both, 2PR/(P + R), in counts)",
            zh="F1（两者的调和平均 2PR/(P + R)，用计数表示）",
        ),
    )
    accuracy = step(
        "(tp + tn)/(tp + fp + fn + tn)",
        symbol=r"\text{acc}",
        say=Text(en="Accuracy (of everything, how much was right)", zh="准确率（全部样本中判断正确的比例）"),
    )

    recall_for_precision = mistake(precision, "tp/(tp + fn)", say=RECALL)
    accuracy_for_precision = mistake(precision, "(tp + tn)/(tp + fp + fn + tn)", say=ACCURACY)
    specificity_for_precision = mistake(precision, "tn/(tn + fp) if tn > 0 else precision", say=SPECIFICITY)
    false_share = mistake(
        precision,
        "fp/(tp + fp)",
        say=Text(
            en="That is the share of false alarms among what was called positive; precision is the rest.",
            zh="这是判为正的样本中误报的比例；精确率是其余的部分。",
        ),
    )
    precision_for_recall = mistake(recall, "tp/(tp + fp)", say=PRECISION)
    accuracy_for_recall = mistake(recall, "(tp + tn)/(tp + fp + fn + tn)", say=ACCURACY)
    specificity_for_recall = mistake(recall, "tn/(tn + fp) if tn > 0 else recall", say=SPECIFICITY)
    missed_share = mistake(
        recall,
        "fn/(tp + fn)",
        say=Text(
            en="That is the share of positives that were missed; recall is the rest.",
            zh="这是漏掉的正样本的比例；召回率是其余的部分。",
        ),
    )
    plain_mean = mistake(
        f1,
        "(precision + recall)/2",
        say=Text(
            en="Looks as if precision and recall were averaged plainly. F1 is their harmonic mean.",
            zh="看起来取了精确率和召回率的算术平均。F1 是调和平均。",
        ),
    )
    no_two = mistake(
        f1,
        "precision*recall/(precision + recall)",
        say=Text(
            en="Looks as if the factor 2 of the harmonic mean was left out: F1 is 2PR/(P + R).",
            zh="看起来漏了调和平均的系数 2：F1 是 2PR/(P + R)。",
        ),
    )
    geometric = mistake(
        f1,
        "sqrt(precision*recall)",
        say=Text(
            en="That is the geometric mean, √(PR); F1 is the harmonic one.",
            zh="这是几何平均 √(PR)；F1 是调和平均。",
        ),
    )
    jaccard = mistake(
        f1,
        "tp/(tp + fp + fn)",
        say=Text(
            en="That is the IoU, or Jaccard index. F1, which is Dice, counts the true positives twice.",
            zh="这是 IoU（杰卡德系数）。F1（即 Dice 系数）把真阳性算两次。",
        ),
    )
    accuracy_for_f1 = mistake(f1, "(tp + tn)/(tp + fp + fn + tn) if tn > 0 else f1", say=ACCURACY)
    no_negatives = mistake(
        accuracy,
        "tp/(tp + fp + fn + tn)",
        say=Text(
            en="Looks as if only the true positives counted as right. True negatives are right, too.",
            zh="看起来只把真阳性算作判断正确。真阴性也是判断正确的。",
        ),
    )
    error_rate = mistake(
        accuracy,
        "(fp + fn)/(tp + fp + fn + tn)",
        say=Text(
            en="That is the share that went the other way; accuracy is the rest.",
            zh="这是错误率；准确率是其余的部分。",
        ),
    )
    balanced = mistake(
        accuracy,
        "(tp/(tp + fn) + tn/(tn + fp))/2",
        say=Text(
            en="That is the balanced accuracy, the mean of recall and specificity.",
            zh="这是平衡准确率，即召回率与特异度的平均。",
        ),
    )
    result = (precision, recall, f1, accuracy)

    def worked(self, name: str) -> Any:
        """A step's value; a ratio whose denominator is 0 is refused by the counts that make it so."""
        counts = DENOMINATORS.get(name, ())
        if counts and name not in self._values and not any(self._values[count] for count in counts):
            raise GivenError(
                N_("{parameter} are 0; the {step} divides by their sum, so they must not all be 0"),
                parameter=", ".join(counts),
                step=name,
            )
        return super().worked(name)

    def simulate(self) -> dict[str, Fraction]:
        """From what goes the other way, and F1 as the harmonic mean where there is one."""
        precision = 1 - Fraction(self.fp, self.tp + self.fp)
        recall = 1 - Fraction(self.fn, self.tp + self.fn)
        both = precision + recall
        return {
            "precision": precision,
            "recall": recall,
            "f1": 2 * precision * recall / both if both else both,
            "accuracy": 1 - Fraction(self.fp + self.fn, self.tp + self.fp + self.fn + self.tn),
        }
